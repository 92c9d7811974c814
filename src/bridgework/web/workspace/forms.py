"""The forms of team meetings, requests, evidence and files."""

from __future__ import annotations

import re
from typing import Any, Final, cast

from django import forms

from bridgework.apps.workspace.actions.evidence import CONFIDENCE
from bridgework.apps.workspace.actions.propositions import STANCES
from bridgework.apps.workspace.models import FindingSource, Source, TeamMeetingPoint
from bridgework.kernel import files
from bridgework.kernel.errors import InvalidInput
from bridgework.kernel.files import ReceivedFile
from bridgework.web.ui.forms import CountedTextField, DateField, Form

SOMEBODY_ELSE: Final = "somebody-else"
_TIME = re.compile(r"^\s*(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?\s*$", re.IGNORECASE)
Choices = list[tuple[str, str]]


class TimeField(forms.CharField):
    """A time of day as people write it, kept as `14:30`."""

    def clean(self, value: Any) -> str:
        """The time. Raises ValidationError where it cannot be read."""
        text = super().clean(value)
        found = _TIME.match(text)
        hour = int(found[1]) if found else 99
        if found and found[3] and 1 <= hour <= 12:
            hour = hour % 12 + (12 if found[3].lower() == "pm" else 0)
        minute = int(found[2] or 0) if found else 99
        if hour > 23 or minute > 59:
            raise forms.ValidationError("Enter the time as 14:30 or 2.30pm.", code="invalid")
        return f"{hour:02d}:{minute:02d}"


class MeetingForm(Form):
    """When and where a team meets, about what, and who is asked."""

    on = DateField(label="Day")
    at = TimeField(label="Time", max_length=10, help_text="Such as 14:30.")
    place = forms.CharField(
        label="Place", max_length=200, required=False, help_text="A room, or the address of a call."
    )
    agenda = CountedTextField(label="What it is about", required=False, max_length=10_000, rows=4)
    invited = forms.MultipleChoiceField(
        label="Who is asked to come", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.MultipleChoiceField, self.fields["invited"]).choices = people


class HeldForm(Form):
    """Notes of a meeting, and who came."""

    attended = forms.MultipleChoiceField(label="Who came", required=False, widget=forms.CheckboxSelectMultiple)
    notes = CountedTextField(
        label="Notes",
        required=False,
        max_length=50_000,
        rows=10,
        help_text="What was said that somebody will need later. Decisions and things to do are added after this.",
    )

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.MultipleChoiceField, self.fields["attended"]).choices = people


class PointForm(Form):
    """A decision of a meeting, or a thing to do."""

    kind = forms.ChoiceField(label="What is it?", choices=TeamMeetingPoint.KINDS, widget=forms.RadioSelect)
    text = CountedTextField(label="In words", max_length=2_000, rows=3)
    owner = forms.ChoiceField(label="Who will do it", required=False, help_text="Only for a thing to do.")
    due_on = DateField(label="By when", required=False, help_text="Only for a thing to do.")

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["owner"]).choices = [("", "Nobody, it is a decision"), *people]


class ReasonForm(Form):
    """One reason."""

    reason = CountedTextField(label="Reason", max_length=2_000, rows=3)

    def __init__(self, *args: Any, label: str = "Reason", hint: str = "", required: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = label
        self.fields["reason"].help_text = hint
        self.fields["reason"].required = required


class RequestForm(Form):
    """What a team needs, and whom it asks."""

    text = CountedTextField(
        label="What do you need?",
        max_length=4_000,
        rows=4,
        help_text="Begin with “Who can tell us …” or “May we have …”. One thing for each request.",
    )
    why = CountedTextField(
        label="Why you need it", required=False, max_length=2_000, rows=3, help_text="It helps whoever answers."
    )
    asked_of = forms.ChoiceField(label="Whom do you ask?", widget=forms.RadioSelect)
    name = forms.CharField(
        label="Their name", max_length=120, required=False, help_text="Only where you ask somebody else."
    )
    email = forms.EmailField(
        label="Their email address", max_length=254, required=False, help_text="Only where you ask somebody else."
    )
    wanted_by = DateField(
        label="Answer wanted by", required=False, help_text="Left empty: the programme's usual working days."
    )

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [*people, (SOMEBODY_ELSE, "Somebody else, by name and email address")]
        cast(forms.ChoiceField, self.fields["asked_of"]).choices = choices

    def clean(self) -> dict[str, Any]:
        """Somebody else needs a name and an address."""
        data = super().clean() or self.cleaned_data
        if data.get("asked_of") == SOMEBODY_ELSE:
            for field, words in (("name", "Enter their name."), ("email", "Enter their email address.")):
                if not data.get(field) and field not in self.errors:
                    self.add_error(field, words)
        return data


class AnswerForm(Form):
    """An answer to a request, in place or entered for whoever gave it."""

    choice = forms.ChoiceField(
        label="What is the answer?",
        widget=forms.RadioSelect,
        choices=(
            ("answer", "It can be answered"),
            ("pass_on", "Somebody else knows"),
            ("cannot_help", "It cannot be given"),
        ),
    )
    text = CountedTextField(
        label="In words",
        max_length=5_000,
        rows=5,
        help_text="The answer; or the name and email address of who knows; or why it cannot be given.",
    )
    way = forms.ChoiceField(
        label="How did it come?",
        widget=forms.RadioSelect,
        choices=(("phone", "By phone or in a talk"), ("paper", "On paper or in a letter")),
    )

    def __init__(self, *args: Any, for_somebody: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not for_somebody:
            del self.fields["way"]


class SourceForm(Form):
    """Something that findings rest on."""

    kind = forms.ChoiceField(label="Kind", choices=Source.KINDS)
    title = forms.CharField(label="Title", max_length=300)
    authors = forms.CharField(label="Authors or publisher", max_length=300, required=False)
    year = forms.IntegerField(label="Year", required=False, min_value=1000, max_value=2200)
    address = forms.URLField(label="Web address", max_length=500, required=False, assume_scheme="https")
    says = CountedTextField(
        label="What it says for your question", required=False, max_length=2_000, rows=3, help_text="One sentence."
    )
    place = forms.CharField(label="Where it was found true", max_length=160, required=False)
    population = forms.CharField(
        label="Of whom", max_length=160, required=False, help_text="Such as bus users over 65."
    )
    page = forms.CharField(label="Page", max_length=40, required=False, help_text="Where in it this stands.")
    confidence = forms.ChoiceField(
        label="How sure can one be of it?",
        required=False,
        choices=[("", "Not judged"), *CONFIDENCE],
        help_text="Of this source itself. A small study can be sound; a large one can be weak.",
    )
    is_public = forms.BooleanField(
        label="Show it on the public page, with the findings that rest on it", required=False, initial=True
    )


_SURENESS = [("", "Not judged"), *((value, label.capitalize()) for value, label in CONFIDENCE)]


class FindingForm(Form):
    """A statement, how sure the team is, and what it rests on: one field a source."""

    text = CountedTextField(label="What did you find?", max_length=2_000, rows=4, help_text="One statement.")
    confidence = forms.ChoiceField(
        label="How sure are you?", required=False, choices=_SURENESS, widget=forms.RadioSelect
    )
    methods_note = CountedTextField(
        label="How were its sources made, and what does that limit?", required=False, max_length=2_000, rows=2
    )
    coherence_note = CountedTextField(
        label="How well does it fit what they say?", required=False, max_length=2_000, rows=2
    )
    adequacy_note = CountedTextField(
        label="How much do they say, and how many are they?", required=False, max_length=2_000, rows=2
    )
    relevance_note = CountedTextField(
        label="How near are they to our question and place?", required=False, max_length=2_000, rows=2
    )
    figure = forms.CharField(label="Figure", max_length=60, required=False, help_text="If it states one, such as 45%.")
    figure_of = forms.CharField(label="What the figure measures", max_length=200, required=False)
    superseded_note = CountedTextField(
        label="A later figure that stands against it",
        required=False,
        max_length=2_000,
        rows=2,
        help_text="With its source. Both figures are shown.",
    )
    is_public = forms.BooleanField(label="Show it on the public page", required=False)

    def __init__(self, *args: Any, sources: list[Source], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sources = sources
        for one in sources:
            year = f", {one.year}" if one.year else ""
            self.fields[f"bearing_{one.pk}"] = forms.ChoiceField(
                label=f"{one.title}{year}",
                required=False,
                choices=[("", "does not bear on it"), *FindingSource.BEARINGS],
            )
            self.fields[f"page_{one.pk}"] = forms.CharField(label="Page", max_length=40, required=False)

    @property
    def rests(self) -> list[tuple[Any, Any]]:
        """The two fields of each source: how it bears on the finding, and on which page."""
        return [(self[f"bearing_{one.pk}"], self[f"page_{one.pk}"]) for one in self.sources]

    @property
    def sureness(self) -> list[Any]:
        """The fields about how sure the team is."""
        return [self[name] for name in ("methods_note", "coherence_note", "adequacy_note", "relevance_note")]

    @property
    def figures(self) -> list[Any]:
        """The fields about a figure."""
        return [self[name] for name in ("figure", "figure_of", "superseded_note")]


class PropositionForm(Form):
    """What was put to whom, and when."""

    text = CountedTextField(label="What did you put to them?", max_length=4_000, rows=4)
    put_to = forms.CharField(label="To whom, by role or group", max_length=300, help_text="No names of people.")
    put_on = forms.CharField(
        label="When", max_length=40, required=False, help_text="A day, a month or a year: March 2026."
    )
    is_public = forms.BooleanField(
        label="Show it on the public page, also if it is set aside", required=False, initial=True
    )


class PropositionAnswerForm(Form):
    """What one group answered."""

    by_role = forms.CharField(label="Who answered, by role or group", max_length=160, help_text="No names of people.")
    stance = forms.ChoiceField(label="Were they for it?", choices=STANCES, widget=forms.RadioSelect)
    text = CountedTextField(label="What they said", required=False, max_length=4_000, rows=3)


class ConclusionForm(Form):
    """What the team did with a proposition."""

    event = forms.ChoiceField(label="What did you do with it?", widget=forms.RadioSelect)
    answer = CountedTextField(
        label="What they answered, in short", required=False, max_length=4_000, rows=3, help_text="Shown to readers."
    )
    reason = CountedTextField(
        label="What you did next, and why",
        max_length=4_000,
        rows=3,
        help_text="What was tried and set aside helps the next team as much as what worked.",
    )

    def __init__(self, *args: Any, events: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["event"]).choices = events


class ReachedForm(Form):
    """The day on which a milestone was reached."""

    on = DateField(label="Reached on", required=False, help_text="Left empty: today.")


class UploadField(forms.FileField):
    """A file, looked at and put away while the form is checked, so that no transaction waits for it."""

    def clean(self, data: Any, initial: Any = None) -> ReceivedFile | None:
        """What was received. Raises ValidationError in the words of the refusal."""
        upload = super().clean(data, initial)
        if not upload:
            return None
        try:
            return files.receive(upload.file, name=upload.name or "file")
        except InvalidInput as refusal:
            raise forms.ValidationError(refusal.sentence(), code="refused") from refusal


class FileForm(Form):
    """A file to keep with the question."""

    file = UploadField(
        label="File", max_length=250, help_text="PDF, Word, OpenDocument, Excel, CSV, text or a picture; at most 25 MB."
    )
    note = forms.CharField(label="What it is", max_length=300, required=False)
