"""The forms of papers, proposals and resolutions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.db.models import QuerySet

from bridgework.apps.calendar.models import CommitteeMeeting
from bridgework.apps.committees.actions.resolutions import MOST_VOTES, VOTES
from bridgework.apps.committees.models import PaperTemplateVersion, Resolution
from bridgework.apps.reports.models import Recommendation
from bridgework.web.choices import MeetingChoice, RecommendationChoices
from bridgework.web.ui.forms import DateField, Form

if TYPE_CHECKING:
    _OneTemplate = forms.ModelChoiceField[PaperTemplateVersion]
else:
    # Django's fields are generic to the type checker only.
    _OneTemplate = forms.ModelChoiceField


class TemplateChoice(_OneTemplate):
    """A version of a paper template, by its name."""

    def label_from_instance(self, obj: PaperTemplateVersion) -> str:
        """The template's name and what this version is called."""
        return f"{obj.template.name}: {obj.content.get('name', '')}"


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
    template_version = TemplateChoice(
        queryset=PaperTemplateVersion.objects.none(),
        required=False,
        label="Template",
        empty_label="No template: title and proposals only",
        help_text="The paper keeps it, also when a newer one comes.",
    )
    field_order = ("committee_meeting", "template_version", "title", "reference", "from_role", "summary")

    def __init__(
        self,
        *args: Any,
        meetings: QuerySet[CommitteeMeeting],
        names: Mapping[int, str],
        templates: QuerySet[PaperTemplateVersion],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        cast(TemplateChoice, self.fields["template_version"]).queryset = templates
        field = cast(MeetingChoice, self.fields["committee_meeting"])
        field.names, field.queryset = names, meetings


class ProposalForm(Form):
    """One lettered proposal: what the committee is asked to do."""

    text = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 4}),
        label="What is the committee asked to do?",
        help_text="Begin with the verb: note, consider, agree, approve, task, request, recommend.",
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


def _votes(label: str, hint: str = "") -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=MOST_VOTES, required=False, help_text=hint)


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
    mover = forms.CharField(
        max_length=160, required=False, label="Moved by", help_text="Shown in public as a post, never as a name."
    )
    seconder = forms.CharField(max_length=160, required=False, label="Seconded by")
    votes_for = _votes("Votes for", "Only where votes were counted.")
    votes_against = _votes("Votes against")
    votes_abstained = _votes("Abstained")

    def votes(self) -> dict[str, int]:
        """The counted votes; a side nobody counted is left out."""
        counted = {side: self.cleaned_data.get(f"votes_{side}") for side in VOTES}
        return {side: number for side, number in counted.items() if number is not None}


class CorrectionForm(ResolutionForm):
    """A resolution in place of one that was entered wrongly."""

    why = forms.CharField(max_length=300, label="What was entered wrongly?")
