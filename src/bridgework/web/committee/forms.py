"""The forms of papers, proposals and resolutions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.db.models import QuerySet

from bridgework.apps.calendar.models import CommitteeMeeting
from bridgework.apps.committees.models import Resolution
from bridgework.apps.people.models import Organisation, Person
from bridgework.apps.reports.models import Recommendation
from bridgework.web.ui.forms import DateField, Form

if TYPE_CHECKING:
    _OneMeeting = forms.ModelChoiceField[CommitteeMeeting]
    _OnePerson = forms.ModelChoiceField[Person]
    _OneOrganisation = forms.ModelChoiceField[Organisation]
    _Recommendations = forms.ModelMultipleChoiceField[Recommendation]
else:
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


class PersonChoice(_OnePerson):
    """A person by name."""

    def label_from_instance(self, obj: Person) -> str:
        """The name."""
        return obj.name


class OrganisationChoice(_OneOrganisation):
    """An organisation by its present name; `names` says how each is called."""

    names: Mapping[int, str] = {}

    def label_from_instance(self, obj: Organisation) -> str:
        """The name."""
        return self.names.get(obj.pk, obj.public_id)


class PaperForm(Form):
    """What stands on top of a paper."""

    title = forms.CharField(max_length=300, label="Title of the paper")
    reference = forms.CharField(
        max_length=60, required=False, label="Reference", help_text="The council's own, if it has one yet."
    )
    from_role = forms.CharField(
        max_length=160, required=False, label="From", help_text="Whose paper it is, by role: Director of Place."
    )
    summary = forms.CharField(widget=forms.Textarea, required=False, label="Summary")


class PrepareForm(PaperForm):
    """A new paper: for which meeting, and on which reports."""

    committee_meeting = MeetingChoice(
        queryset=CommitteeMeeting.objects.none(), label="Committee meeting", empty_label="Choose a meeting"
    )
    field_order = ("committee_meeting", "title", "reference", "from_role", "summary")

    def __init__(
        self, *args: Any, meetings: QuerySet[CommitteeMeeting], names: Mapping[int, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = cast(MeetingChoice, self.fields["committee_meeting"])
        field.names, field.queryset = names, meetings


class ProposalForm(Form):
    """One lettered proposal: what the committee is asked to do."""

    text = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 4}),
        label="What is the committee asked to do?",
        help_text="Begin with the verb: note, agree, task.",
    )
    recommendations = RecommendationChoices(
        queryset=Recommendation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="Recommendations it puts",
        help_text="What is resolved on this proposal becomes the decision on each of them.",
    )
    owner_role = forms.CharField(
        max_length=160, required=False, label="Who is tasked", help_text="By role, where officers are tasked."
    )
    report_back_on = DateField(required=False, label="Report back by")

    def __init__(self, *args: Any, recommendations: QuerySet[Recommendation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(RecommendationChoices, self.fields["recommendations"]).queryset = recommendations


class ReasonForm(Form):
    """One reason."""

    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), label="Reason")


class PublishForm(Form):
    """Publishing: late papers say why."""

    late_reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        label="Why it is late",
        help_text="Only where the paper goes out later than the rules of this committee ask.",
    )


class ResolutionForm(Form):
    """What the committee resolved on one proposal."""

    outcome = forms.ChoiceField(
        choices=Resolution.OUTCOMES, widget=forms.RadioSelect, label="What did the committee resolve?"
    )
    words = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        label="The words as resolved",
        help_text="Only where words were changed: change them here. Both are kept and the difference is shown.",
    )
    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), required=False, label="Reason, if one was given")
    resolved_on = DateField(label="Day of the resolution")
    owner_role = forms.CharField(max_length=160, required=False, label="Who is tasked", help_text="By role.")
    report_back_on = DateField(required=False, label="Report back by", help_text="“None set” is shown where empty.")
    source = forms.CharField(
        max_length=300, required=False, label="Where it stands", help_text="Such as: minutes, item 7."
    )


class CorrectionForm(ResolutionForm):
    """A resolution in place of one that was entered wrongly."""

    why = forms.CharField(max_length=300, label="What was entered wrongly?")


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
        cast(PersonChoice, self.fields["owner"]).queryset = people
        partner = cast(OrganisationChoice, self.fields["partner"])
        partner.names, partner.queryset = names, partners
        cast(RecommendationChoices, self.fields["recommendations"]).queryset = recommendations
