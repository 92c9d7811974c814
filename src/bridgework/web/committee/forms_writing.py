"""The forms with which a paper is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, cast

from django import forms

from bridgework.core.papers.exemptions import EXEMPT_PARAGRAPHS
from bridgework.core.papers.templates import FrontField, Word
from bridgework.web.ui.forms import SAYS_ITSELF, DateField, Form

LONGEST: Final = 50_000
MORE_CONTACTS: Final = 2
YES_NO: Final = (("yes", "Yes"), ("no", "No"), ("", "Not known yet"))


def text_area(rows: int = 16) -> forms.Textarea:
    """A text area for Markdown: where scripts run it has a small toolbar."""
    return forms.Textarea(attrs={"rows": rows, "data-bw-toolbar": ""})


class PartForm(Form):
    """A form of a part of a paper. A draft may stay unfinished, so no field is marked as optional."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            setattr(field, SAYS_ITSELF, True)


class ExemptForm(PartForm):
    """Whether a part is private, and why."""

    is_private = forms.BooleanField(
        required=False,
        label="This part is private",
        help_text="It is left out of everything the public gets.",
    )
    exempt_paragraph = forms.ChoiceField(
        required=False,
        choices=[("", "None"), *((one.number, one.label) for one in EXEMPT_PARAGRAPHS)],
        label="Paragraph of Schedule 12A",
    )
    public_interest_test = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        label="Public-interest test",
        help_text="Why keeping it private serves the public better than telling. Only for a private part. These words "
        "are printed when the paper is out: do not give away in them what is private.",
    )


class SectionForm(ExemptForm):
    """The text of one section."""

    text = forms.CharField(
        widget=text_area(22),
        required=False,
        max_length=LONGEST,
        label="Text",
        help_text="Leave a line empty between paragraphs; each gets its number. **bold**, *italic*, - for a list.",
    )
    field_order = ("text", "is_private", "exempt_paragraph", "public_interest_test")


class ImplicationForm(PartForm):
    """What the paper says under one implication or priority."""

    status = forms.ChoiceField(required=False, widget=forms.RadioSelect, label="Status")
    text = forms.CharField(widget=text_area(8), required=False, max_length=LONGEST, label="Explanation")
    is_none = forms.BooleanField(
        required=False, label="There is none", help_text="Then the explanation says why, in a sentence."
    )

    def __init__(self, *args: Any, statuses: Sequence[Word], has_status: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_status:
            del self.fields["status"]
        else:
            field = cast(forms.ChoiceField, self.fields["status"])
            field.choices = [*((one.key, one.label) for one in statuses), ("", "Not known yet")]


class FrontForm(Form):
    """The lines at the top of a paper, as its template has them. A field is called `line_` and its key."""

    def __init__(self, *args: Any, fields: Iterable[FrontField], values: Mapping[str, Any], **kwargs: Any) -> None:
        lines = list(fields)
        initial = {f"line_{one.key}": _initial(one, values.get(one.key)) for one in lines}
        super().__init__(*args, **{**kwargs, "initial": initial})
        self.lines = lines
        for one in lines:
            self.fields[f"line_{one.key}"] = _field_of(one)

    def values(self) -> dict[str, Any]:
        """What was typed, by the keys of the template."""
        typed = {one.key: self.cleaned_data.get(f"line_{one.key}") for one in self.lines}
        yes_no = {"yes": True, "no": False}
        for one in self.lines:
            if one.kind == "yes_no":
                typed[one.key] = yes_no.get(str(typed[one.key]))
        return typed


class ContactsForm(Form):
    """Whom to ask about the paper: as many rows as there are, and two more."""

    def __init__(self, *args: Any, contacts: Sequence[Mapping[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = len(contacts) + MORE_CONTACTS
        for place in range(self.rows):
            row = contacts[place] if place < len(contacts) else {}
            for name, field in _contact_fields(place, row).items():
                setattr(field, SAYS_ITSELF, True)
                self.fields[name] = field

    def contacts(self) -> list[dict[str, str]]:
        """The rows as typed."""
        names = ("kind", "name", "post", "email", "tel")
        return [{name: self.cleaned_data.get(f"{name}_{place}") or "" for name in names} for place in range(self.rows)]


class CommentForm(Form):
    """A remark on a paragraph, or on a whole part."""

    paragraph = forms.ChoiceField(required=False, label="Where")
    text = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), max_length=4_000, label="Remark")

    def __init__(self, *args: Any, places: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["paragraph"]).choices = list(places)


class AttachmentForm(ExemptForm):
    """Something that goes with a paper."""

    kind = forms.ChoiceField(
        choices=[
            ("appendix", "An appendix"),
            ("background", "A background paper"),
            ("equality", "The equality analysis"),
        ],
        widget=forms.RadioSelect,
        label="What is it?",
    )
    title = forms.CharField(max_length=300, label="Title")
    file = forms.FileField(
        required=False, label="File", help_text="At most 25 MB. It is frozen as it is: its hash is printed."
    )
    address = forms.URLField(required=False, max_length=500, assume_scheme="https", label="Address on the web")
    field_order = ("kind", "title", "file", "address", "is_private", "exempt_paragraph", "public_interest_test")


class ChangeAttachmentForm(ExemptForm):
    """The title, address and privacy of what is attached already."""

    title = forms.CharField(max_length=300, label="Title")
    address = forms.URLField(required=False, max_length=500, assume_scheme="https", label="Address on the web")
    field_order = ("title", "address", "is_private", "exempt_paragraph", "public_interest_test")


class LeavingForm(Form):
    """Moving a draft to the newer template, though something has no place there."""

    leaving = forms.BooleanField(
        required=False, label="Leave these out", help_text="Each is kept as a remark on the paper, to be settled."
    )


def _initial(field: FrontField, value: Any) -> Any:
    if field.kind == "yes_no":
        return {True: "yes", False: "no"}.get(value, "")
    if isinstance(value, list):
        return "\n".join(str(one) for one in value)
    return value


def _field_of(one: FrontField) -> forms.Field:
    label, help_text = one.label, one.help
    if one.kind == "yes_no":
        made: forms.Field = forms.ChoiceField(choices=YES_NO, widget=forms.RadioSelect, required=False)
    elif one.kind == "date":
        made = DateField(required=False)
    elif one.kind == "line":
        made = forms.CharField(max_length=300, required=False)
    else:
        rows = 3 if one.kind == "list" else 6
        made = forms.CharField(widget=forms.Textarea(attrs={"rows": rows}), max_length=10_000, required=False)
    made.label, made.help_text = label, help_text
    setattr(made, SAYS_ITSELF, True)
    return made


def _contact_fields(place: int, row: Mapping[str, str]) -> dict[str, forms.Field]:
    who = f"Person {place + 1}"
    kinds = [("", "Nobody"), ("officer", "Officer"), ("councillor", "Councillor")]
    parts: dict[str, forms.Field] = {
        f"kind_{place}": forms.ChoiceField(choices=kinds, required=False, label=f"{who}: who are they?"),
        f"name_{place}": forms.CharField(max_length=200, required=False, label=f"{who}: name"),
        f"post_{place}": forms.CharField(max_length=200, required=False, label=f"{who}: post"),
        f"email_{place}": forms.CharField(max_length=200, required=False, label=f"{who}: email"),
        f"tel_{place}": forms.CharField(max_length=200, required=False, label=f"{who}: telephone"),
    }
    for name, field in parts.items():
        field.initial = row.get(name.rpartition("_")[0], "")
    return parts
