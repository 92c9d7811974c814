"""The forms of calls, applications, reviews and teams."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.db.models import QuerySet

from bridgework.apps.people.models import Person
from bridgework.apps.teams.models import TeamMember
from bridgework.web.choices import PersonChoice
from bridgework.web.ui.forms import DateField, Form

if TYPE_CHECKING:
    _OnePlace = forms.ModelChoiceField[TeamMember]
else:
    # Django's fields are generic to the type checker only.
    _OnePlace = forms.ModelChoiceField


class PlaceChoice(_OnePlace):
    """A place in a team by the name of who held it."""

    def label_from_instance(self, obj: TeamMember) -> str:
        """The name."""
        return obj.person.name


class CallForm(Form):
    """What a call says."""

    title = forms.CharField(max_length=160, label="Title")
    introduction = forms.CharField(widget=forms.Textarea, required=False, label="Introduction")
    opens_on = DateField(label="Opens on")
    closes_on = DateField(label="Closes on", help_text="The last day on which an application is taken.")
    hours_a_week = forms.DecimalField(
        max_digits=4, decimal_places=1, min_value=0, max_value=60, required=False, label="Hours a week it takes"
    )
    eligibility = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}), required=False, label="Who can apply, for the whole period"
    )
    unpaid_note = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}), required=False, label="What is paid, and what is not"
    )
    preferences_wanted = forms.IntegerField(
        min_value=1, max_value=10, initial=3, label="Questions to rank", help_text="Fewer make a place harder to find."
    )


class AssignForm(Form):
    """Who reviews an application."""

    reviewer = PersonChoice(queryset=Person.objects.none(), label="Reviewer", empty_label="Choose a reviewer")

    def __init__(self, *args: Any, reviewers: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(PersonChoice, self.fields["reviewer"]).queryset = reviewers


class OutcomeForm(Form):
    """What is proposed for an application; nobody is told before the batch is released."""

    event = forms.ChoiceField(
        choices=(
            ("propose_place", "Propose a place"),
            ("hold_in_reserve", "Hold in reserve"),
            ("propose_decline", "Propose to decline"),
        ),
        widget=forms.RadioSelect,
        label="What do you propose?",
    )
    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        label="Reason",
        help_text="The applicant reads it. A kind sentence and a next offer help.",
    )


class DeclareForm(Form):
    """Conflict of interest, before anything confidential opens."""

    conflict = forms.ChoiceField(
        choices=(("no", "No, I have none"), ("yes", "Yes, I have one")),
        widget=forms.RadioSelect,
        label="Do you have a conflict of interest?",
        help_text="Such as: you work together, supervise them, or are family.",
    )


class ReviewForm(Form):
    """A score and why."""

    score = forms.TypedChoiceField(
        choices=((5, "5: outstanding"), (4, "4: strong"), (3, "3: good"), (2, "2: weak"), (1, "1: not ready")),
        coerce=int,
        widget=forms.RadioSelect,
        label="Score",
    )
    comment = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=4000,
        label="Why",
        help_text="The applicant may ask to read it.",
    )


class SuggestForm(Form):
    """Who joins a team, in which part, and why."""

    person = PersonChoice(queryset=Person.objects.none(), label="Person", empty_label="Choose a person")
    role = forms.ChoiceField(choices=TeamMember.ROLES, initial="researcher", label="Part in the team")
    why = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
        label="Why this person",
        help_text="They read this in their invitation.",
    )
    replaces = PlaceChoice(
        queryset=TeamMember.objects.none(), required=False, label="In place of", empty_label="Nobody"
    )

    def __init__(self, *args: Any, people: QuerySet[Person], gone: QuerySet[TeamMember], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person = cast(PersonChoice, self.fields["person"])
        person.likely_words, person.queryset = "Those who applied to this round", people
        replaces = cast(PlaceChoice, self.fields["replaces"])
        replaces.queryset = gone


class AnswerForForm(Form):
    """An answer somebody gave by phone or on paper."""

    answer = forms.ChoiceField(
        choices=(("accept", "They join"), ("decline", "They do not join")),
        widget=forms.RadioSelect,
        label="What did they answer?",
    )
    way = forms.ChoiceField(
        choices=(("phone", "By phone"), ("paper", "On paper")), widget=forms.RadioSelect, label="How did they answer?"
    )


class ContributionForm(Form):
    """What one did, in one's own words."""

    text = forms.CharField(widget=forms.Textarea(attrs={"rows": 6}), max_length=4000, label="What did you do?")
