"""Choosing one of our records in a form: how each is called, and the form of an action that two places share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.db.models import QuerySet
from django.forms.models import ModelChoiceIterator

from bridgework.apps.calendar.models import CommitteeMeeting
from bridgework.apps.people.models import Organisation, Person
from bridgework.apps.people.queries import likely_first
from bridgework.apps.reports.models import Recommendation
from bridgework.kernel.roles import PARTNER_CONTACT, PROPOSER, QUESTION_OWNER, SUPPORTING_OFFICER
from bridgework.web.ui.forms import DateField, Form

OWNERS = "Those who own, support or propose questions"
OWNING = (QUESTION_OWNER, SUPPORTING_OFFICER, PROPOSER, PARTNER_CONTACT)
"""The roles of those who are likely to own a question or an action."""

if TYPE_CHECKING:
    _PeopleIterator = ModelChoiceIterator[Person]
    _OneMeeting = forms.ModelChoiceField[CommitteeMeeting]
    _OnePerson = forms.ModelChoiceField[Person]
    _OneOrganisation = forms.ModelChoiceField[Organisation]
    _Recommendations = forms.ModelMultipleChoiceField[Recommendation]
else:
    _PeopleIterator = ModelChoiceIterator
    # Django's fields are generic to the type checker only.
    _OneMeeting = _OnePerson = _OneOrganisation = forms.ModelChoiceField
    _Recommendations = forms.ModelMultipleChoiceField


class MeetingChoice(_OneMeeting):
    """A committee meeting by its committee and day; `names` says how each body is called."""

    names: Mapping[int, str] = {}

    def label_from_instance(self, obj: CommitteeMeeting) -> str:
        """`Transport Committee, 17 September 2026`."""
        return f"{self.names.get(obj.body_id, 'Committee')}, {obj.on.day} {obj.on:%B %Y}"


class RecommendationChoices(_Recommendations):
    """Recommendations by number and words."""

    def label_from_instance(self, obj: Recommendation) -> str:
        """`3. Run a trial.`"""
        return f"{obj.number}. {obj.text}"


Choices = list[tuple[Any, Any]]
"""Choices of a select, as Django takes them: pairs, or a group's words with its pairs."""


def in_groups(people: Iterable[Person], words: str, pair: Callable[[Person], tuple[Any, Any]]) -> Choices:
    """The people in two groups, where `likely_first` or its like has said who is likely; else one plain list."""
    likely: Choices = []
    others: Choices = []
    for one in people:
        (likely if getattr(one, "likely", False) else others).append(pair(one))
    return [(words, likely), ("Everybody else", others)] if likely and others else likely or others


class _LikelyFirst(_PeopleIterator):
    """Whoever is likely to be chosen stands in a group of their own, before everybody else."""

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        field = cast(PersonChoice, self.field)
        if field.empty_label is not None:
            yield "", field.empty_label
        yield from in_groups(self.queryset, field.likely_words, self.choice)


class PersonChoice(_OnePerson):
    """A person by name; `likely_words` is the heading over those whom the queryset marks as `likely`."""

    iterator = _LikelyFirst
    likely_words = "Most likely"

    def label_from_instance(self, obj: Person) -> str:
        """The name."""
        return obj.name


class OrganisationChoice(_OneOrganisation):
    """An organisation by its present name; `names` says how each is called."""

    names: Mapping[int, str] = {}

    def label_from_instance(self, obj: Organisation) -> str:
        """The name."""
        return self.names.get(obj.pk, obj.public_id)


class ActionForm(Form):
    """An action: what, who owns it, who delivers it, by when."""

    text = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), label="What will be done?")
    recommendations = RecommendationChoices(
        queryset=Recommendation.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        label="Recommendations it serves",
    )
    owner_role = forms.CharField(max_length=160, label="Who owns it, by role", help_text="Such as: Head of Transport.")
    owner = PersonChoice(
        queryset=Person.objects.none(),
        required=False,
        label="The person who holds that role now",
        empty_label="Not known",
    )
    deliverer = forms.ChoiceField(
        choices=(
            ("council", "the council"),
            ("partner", "a partner"),
            ("jointly", "the council and a partner jointly"),
        ),
        widget=forms.RadioSelect,
        label="Who delivers it?",
        initial="council",
    )
    partner = OrganisationChoice(
        queryset=Organisation.objects.none(), required=False, label="Partner", empty_label="None"
    )
    due_on = DateField(required=False, label="By when")

    def __init__(
        self,
        *args: Any,
        people: QuerySet[Person],
        partners: QuerySet[Organisation],
        names: Mapping[int, str],
        recommendations: QuerySet[Recommendation],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        owner = cast(PersonChoice, self.fields["owner"])
        owner.likely_words, owner.queryset = OWNERS, likely_first(people, OWNING)
        partner = cast(OrganisationChoice, self.fields["partner"])
        partner.names, partner.queryset = names, partners
        cast(RecommendationChoices, self.fields["recommendations"]).queryset = recommendations
