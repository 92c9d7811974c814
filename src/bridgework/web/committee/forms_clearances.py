"""The forms of clearances and of publishing."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from bridgework.apps.committees.actions.asking import LONGEST_DAYS, USUAL_DAYS
from bridgework.apps.people.models import Person
from bridgework.web.answering import AnswerForm
from bridgework.web.choices import PersonChoice
from bridgework.web.ui.forms import DateField, Form

LIKELY = "Clearing officers of this committee"


class AskForm(Form):
    """Of whom a clearance is asked, and within how many working days."""

    person = PersonChoice(
        queryset=Person.objects.none(),
        required=False,
        label="Who is asked",
        empty_label="Any clearing officer of this committee",
        help_text="A named person gets a personal link at once. If they are away, whoever stands in is asked.",
    )
    role = forms.CharField(max_length=160, label="Asked as", help_text="The post that is printed with the answer.")
    within = forms.IntegerField(
        min_value=1, max_value=LONGEST_DAYS, initial=USUAL_DAYS, label="Working days to answer", help_text="From today."
    )

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(PersonChoice, self.fields["person"])
        field.likely_words, field.queryset = LIKELY, people


class DelegateForm(Form):
    """Who answers in somebody's place, and until when."""

    to = PersonChoice(queryset=Person.objects.none(), label="Who answers instead", empty_label="Choose a person")
    until = DateField(
        label="The last day of their absence",
        help_text="What is asked of them at this committee until then goes to the other person too.",
    )
    reason = forms.CharField(max_length=300, required=False, label="Why", help_text="Such as: on leave.")

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(PersonChoice, self.fields["to"])
        field.likely_words, field.queryset = LIKELY, people


class EnteredForm(AnswerForm):
    """An answer that came by phone or on paper."""

    way = forms.ChoiceField(
        label="How it came",
        choices=(("phone", "By phone"), ("paper", "On paper")),
        widget=forms.RadioSelect,
        error_messages={"required": "Say how it came."},
    )


class MarkFormForm(Form):
    """Why a change is one of form."""

    reason = forms.CharField(
        max_length=300, label="What was corrected", help_text="Such as: a spelling, a page number. Officers read this."
    )


class ObjectForm(Form):
    """Why a change is more than form."""

    text = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), label="Why it is more than form")


class LetPassForm(Form):
    """Why a failure may pass."""

    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 4}),
        label="Why it may pass",
        help_text="It stays in the record and is not printed. It holds for the text as it stands now.",
    )


class MissingForm(Form):
    """What the paper has none of."""

    no_background_papers = forms.BooleanField(
        required=False,
        label="There are no background papers",
        help_text="The law asks for a list of them. Tick this only where the paper rests on none.",
    )
    no_equality_analysis = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        label="Why no equality analysis is needed",
        help_text="Leave it empty where one is attached.",
    )
