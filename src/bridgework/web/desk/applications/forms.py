"""The forms of calls, applications and teams."""

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
    outcomes_on = DateField(required=False, label="Applicants hear by")
    appeals_until = DateField(required=False, label="Appeals until", help_text="Leave it empty if there are none.")
    appeal_role = forms.CharField(
        max_length=120,
        required=False,
        label="Who looks at an appeal, by role",
        help_text="Somebody who did not decide. Such as: the sponsor councillor.",
    )
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
    ranking_reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        label="Why you ask for that many",
        help_text="Shown to applicants. Leave it empty for the usual words.",
    )
    experience_words = forms.IntegerField(
        min_value=50, max_value=1000, initial=300, required=False, label="Most words on what an applicant would bring"
    )
    code_needed = forms.BooleanField(required=False, label="By invitation: only with an access code")
    next_offer = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        label="What you can offer those who get no place",
        help_text="Such as: the next round, a talk, another programme.",
    )
    look_back_years = forms.IntegerField(
        min_value=0,
        max_value=20,
        initial=3,
        required=False,
        label="Years a tie between two people counts as a conflict of interest",
    )
    by_department = forms.BooleanField(
        required=False,
        initial=True,
        label="People of one organisation are in conflict only within one department",
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
