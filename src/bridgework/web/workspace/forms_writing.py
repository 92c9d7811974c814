"""The forms with which a report is written in place: sections, comments, figures, dissent, a document brought in."""

from __future__ import annotations

import io
from typing import Any

from django import forms

from bridgework.apps.reports.actions.sections import LONGEST_SECTION
from bridgework.core.reports.pictures import PictureUnreadable, look_at, without_notes
from bridgework.kernel import files
from bridgework.kernel.errors import InvalidInput
from bridgework.kernel.file_types import recognised
from bridgework.web.ui.forms import SAYS_ITSELF, CountedTextField, Form

_SVG = (
    "A drawing in SVG can carry small programs, so it is not taken. Save it as PNG: most programs call that “Export”."
)
_AGAIN = "Open it on your computer, save it again as PNG, smaller if it is large, and choose the new one."


class SectionForm(Form):
    """Title and text of one section."""

    title = forms.CharField(label="Title", max_length=200)
    text = forms.CharField(
        label="Text",
        required=False,
        max_length=LONGEST_SECTION,
        widget=forms.Textarea(attrs={"rows": 22, "data-bw-toolbar": ""}),
        help_text="Leave a line empty between paragraphs. ## makes a heading, **bold**, *italic*, - a list.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        setattr(self.fields["text"], SAYS_ITSELF, True)


class AddSectionForm(Form):
    """A new section."""

    title = forms.CharField(label="Title of a new section", max_length=200)


class RemarkForm(Form):
    """A comment on a section."""

    passage = CountedTextField(
        label="The words it is about", required=False, max_length=4_000, rows=2, help_text="Copied from the section."
    )
    text = CountedTextField(label="Comment", max_length=4_000, rows=4)


class PictureField(forms.FileField):
    """A picture, put away while the form is checked. SVG is refused, with the reason."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        """What was received; None without a file. Raises ValidationError in the words of the refusal."""
        upload = super().clean(data, initial)
        if not upload:
            return None
        beginning = upload.file.read(512).lstrip().lower()
        upload.file.seek(0)
        if str(upload.name).lower().endswith((".svg", ".svgz")) or beginning.startswith((b"<svg", b"<?xml")):
            raise forms.ValidationError(_SVG, code="refused")
        name = upload.name or "picture"
        file = upload.file
        try:
            if recognised(file, name=name).media_type.startswith("image/"):
                look_at(file)
                bare = without_notes(file)
                file = io.BytesIO(bare) if bare is not None else file
            return files.receive(file, name=name)
        except PictureUnreadable as refusal:
            raise forms.ValidationError(f"{refusal} {_AGAIN}", code="refused") from refusal
        except InvalidInput as refusal:
            raise forms.ValidationError(refusal.sentence(), code="refused") from refusal


class FigureForm(Form):
    """A figure: what it shows in words, its picture, its numbers."""

    title = forms.CharField(label="Title", max_length=200)
    description = CountedTextField(
        label="What it shows, in words",
        max_length=4_000,
        rows=4,
        help_text="For who cannot see it: what is compared, the highest and the lowest, what to notice.",
    )
    file = PictureField(
        label="Picture", required=False, max_length=250, help_text="PNG, JPEG or WebP, at most 25 MB. No SVG."
    )
    table = forms.CharField(
        label="The numbers it shows",
        required=False,
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text="Paste the cells from your spreadsheet, or CSV. The first line holds the headings. "
        "Readers get them as a table beside the picture.",
    )


class DissentForm(Form):
    """What somebody of the team does not share."""

    text = CountedTextField(
        label="What do you not share, and why?",
        max_length=10_000,
        rows=8,
        help_text="In your own words. Nobody else can change it; it is printed with the report.",
    )
    shown_as = forms.CharField(
        label="How you are shown", max_length=160, help_text="Your name, or a role such as “a researcher of the team”."
    )


class BroughtFileField(forms.FileField):
    """A report as a document, put away and read into sections while the form is checked."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        """What was received and what was read. Raises ValidationError in the words of the refusal."""
        # Here, not at the top: what reads documents takes half a second, and every start would pay.
        from bridgework.core.papers.reading.refusing import FileRefused
        from bridgework.core.reports.bringing_in import read_report

        upload = super().clean(data, initial)
        try:
            received = files.receive(upload.file, name=upload.name or "report")
            ending = recognised(upload.file, name=upload.name or "report").ending
            upload.file.seek(0)
            return received, read_report(upload.file.read(), ending)
        except InvalidInput as refusal:
            raise forms.ValidationError(refusal.sentence(), code="refused") from refusal
        except FileRefused as refusal:
            raise forms.ValidationError(f"{refusal.message} {refusal.remedy}", code="refused") from refusal


class BringInForm(Form):
    """A document that is read into sections."""

    file = BroughtFileField(
        label="The report",
        max_length=250,
        help_text="Word (docx), PDF, or a text in Markdown; at most 25 MB. You see it before it counts.",
    )


class FreezeForm(Form):
    """What is new in the version that is made."""

    note = forms.CharField(label="What is new in this version", max_length=300, required=False)
