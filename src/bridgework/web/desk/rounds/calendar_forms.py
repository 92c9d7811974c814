"""Forms of committees, their meetings, holidays and election periods."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from bridgework.apps.calendar.models import Body
from bridgework.web.ui.forms import DateField, Form


class BodyForm(Form):
    """A committee as it is first entered."""

    name = forms.CharField(label="Name", max_length=200)
    name_from = DateField(
        label="Has had this name since", required=False, help_text="Leave it empty if it is not known."
    )
    kind = forms.ChoiceField(label="Kind", choices=Body.KINDS)
    clear_days = forms.IntegerField(
        label="Clear working days between publication and meeting",
        min_value=0,
        max_value=60,
        initial=5,
        help_text="Neither the day of publication nor the day of the meeting counts.",
    )
    reply_days = forms.IntegerField(
        label="Days within which it answers a recommendation",
        min_value=1,
        max_value=400,
        required=False,
        help_text="Leave it empty where no time is set.",
    )


class BodyRulesForm(Form):
    """The rules of a committee."""

    kind = forms.ChoiceField(label="Kind", choices=Body.KINDS)
    clear_days = forms.IntegerField(
        label="Clear working days between publication and meeting", min_value=0, max_value=60
    )
    reply_days = forms.IntegerField(
        label="Days within which it answers a recommendation", min_value=1, max_value=400, required=False
    )


class RenameForm(Form):
    """A new name from a day on."""

    name = forms.CharField(label="New name", max_length=200)
    starts_on = DateField(label="First day of the new name")


class MeetingForm(Form):
    """When and where a committee meets."""

    on = DateField(label="Day of the meeting")
    starts_at = forms.TimeField(
        label="Time",
        required=False,
        help_text="Such as 10:00.",
        widget=forms.TimeInput(format="%H:%M"),
        error_messages={"invalid": "Enter the time as hours and minutes, such as 10:00."},
    )
    place = forms.CharField(label="Place", max_length=200, required=False)


class NewMeetingForm(MeetingForm):
    """A meeting of one of several committees."""

    body = forms.ChoiceField(label="Committee")
    field_order = ("body", "on", "starts_at", "place")

    def __init__(self, *args: Any, bodies: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["body"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Choose one"), *bodies]


class HolidayForm(Form):
    """A day the council does not work."""

    on = DateField(label="Day")
    name = forms.CharField(label="What it is", max_length=120, help_text="Such as: offices closed between the years.")


class ElectionForm(Form):
    """The weeks before an election."""

    name = forms.CharField(label="Which election", max_length=160, help_text="Such as: county council election 2029.")
    starts_on = DateField(
        label="First day of the period", help_text="Often the day the notice of election is published."
    )
    ends_on = DateField(label="Polling day")


class YearsForm(Form):
    """Years whose bank holidays are taken over."""

    first_year = forms.IntegerField(label="First year", min_value=1950, max_value=2100)
    last_year = forms.IntegerField(label="Last year", min_value=1950, max_value=2100)
