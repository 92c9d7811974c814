"""Forms of rounds, phases, gatherings and lessons."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from bridgework.apps.people.models import Person
from bridgework.apps.programmes.models import Gathering, Programme
from bridgework.apps.programmes.queries import newest_types, rounds_of
from bridgework.web.ui.forms import CountedTextField, DateField, Form

COPY = "copy:"
TYPE = "type:"


class MakeRoundForm(Form):
    """A round made from a type or from an earlier round."""

    made_from = forms.ChoiceField(
        label="Make it from",
        widget=forms.RadioSelect,
        help_text="A copy keeps the phases and their lengths and brings the gatherings along on the same weekdays.",
    )
    label = forms.CharField(label="Name of the round", max_length=120, help_text="Such as 2027, or Autumn 2027.")
    year = forms.IntegerField(label="Year it counts for", min_value=1990, max_value=2100)
    starts_on = DateField(label="First day", help_text="The day its first phase begins. You can move phases later.")
    note = CountedTextField(label="Note", required=False, max_length=2000, rows=3, help_text="Shown with the round.")

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["made_from"]
        assert isinstance(field, forms.ChoiceField)
        rounds = rounds_of(programme)[:6]
        field.choices = [
            *((f"{COPY}{one.public_id}", f"A copy of the round {one.label}") for one in rounds),
            *((f"{TYPE}{one.key}", f"The type “{one.name}”") for one in newest_types()),
        ]


class RoundForm(Form):
    """What a round is called."""

    label = forms.CharField(label="Name of the round", max_length=120)
    year = forms.IntegerField(label="Year it counts for", min_value=1990, max_value=2100, required=False)
    note = CountedTextField(label="Note", required=False, max_length=2000, rows=3, help_text="Shown with the round.")


class ReasonForm(Form):
    """Why."""

    reason = CountedTextField(label="Reason", max_length=500, rows=3, help_text="It is kept with the record.")


class PauseForm(Form):
    """Until when a round is paused, and why."""

    starts = DateField(label="First day of the pause", required=False, help_text="Empty means today.")
    until = DateField(label="Last day of the pause, as you expect it")
    reason = CountedTextField(
        label="Reason", max_length=300, rows=2, help_text="Everybody reads it who tries to do something meanwhile."
    )


class ResumeForm(Form):
    """Whether the dates move."""

    shift_dates = forms.ChoiceField(
        label="What had not ended when the pause began",
        widget=forms.RadioSelect,
        choices=[
            ("yes", "Moves by as many days as the pause lasted"),
            ("no", "Keeps its dates"),
        ],
    )


class ShortenForm(Form):
    """The new last day of a round."""

    last_day = DateField(label="New last day of the round")


class PhaseDatesForm(Form):
    """The dates of a phase; `seen_start` and `seen_end` are those it was opened with."""

    new_start = DateField(label="First day")
    new_end = DateField(label="Last day")
    shift_following = forms.BooleanField(
        label="Move the phases after it along, by as many days as its end moves", required=False
    )
    seen_start = forms.DateField(required=False, widget=forms.HiddenInput)
    seen_end = forms.DateField(required=False, widget=forms.HiddenInput)


class FirstDatesForm(Form):
    """The first dates of a phase that has none."""

    start = DateField(label="First day")
    end = DateField(label="Last day")


class HappenedForm(Form):
    """The day something happened."""

    on = DateField(label="Day")


class GatheringForm(Form):
    """What, when and where a gathering is."""

    kind = forms.ChoiceField(label="Kind", choices=Gathering.KINDS)
    title = forms.CharField(label="Title", max_length=160)
    day = DateField(label="Day", required=False, help_text="Leave it empty while it is not known.")
    at = forms.TimeField(
        label="Time",
        required=False,
        help_text="Such as 17:30.",
        widget=forms.TimeInput(format="%H:%M"),
        error_messages={"invalid": "Enter the time as hours and minutes, such as 17:30."},
    )
    place = forms.CharField(label="Place", max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        """Day and time as one moment; a day needs a time."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        day, at = cleaned.pop("day", None), cleaned.pop("at", None)
        if day is not None and at is None and "at" not in self.errors:
            self.add_error("at", "Enter the time, such as 17:30.")
        if day is None and at is not None:
            self.add_error("day", "Enter the day.")
        cleaned["starts_at"] = timezone.make_aware(datetime.combine(day, at or time(0))) if day is not None else None
        return cleaned


class InviteForm(Form):
    """Whom to ask to a gathering."""

    people = forms.TypedMultipleChoiceField(
        label="Whom to ask", widget=forms.CheckboxSelectMultiple, coerce=int, error_messages={}
    )

    def __init__(self, *args: Any, people: Iterable[tuple[Person, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["people"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.pk, f"{one.name}, {role}" if role else one.name) for one, role in people]


class HoldForm(Form):
    """Notes of a gathering that was held."""

    notes = CountedTextField(
        label="Notes",
        required=False,
        max_length=20_000,
        rows=12,
        help_text="What was said and agreed. You can use Markdown.",
    )


class LessonForm(Form):
    """What a round taught."""

    text = CountedTextField(
        label="What did this round teach?",
        max_length=3000,
        rows=5,
        help_text="Write it for somebody who runs the next round and has not seen this one.",
    )
    done_about_it = CountedTextField(label="What was done about it", required=False, max_length=3000, rows=3)


class DoneAboutItForm(Form):
    """What was done about a lesson."""

    done_about_it = CountedTextField(label="What was done about it", max_length=3000, rows=4)
