"""The forms that write the four facts of a recommendation."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from bridgework.apps.calendar.models import CommitteeMeeting
from bridgework.apps.impact.models import Decision, IndependentCheck, ReportBack, StatementOfEffect
from bridgework.core.ledger import Grade
from bridgework.web.choices import MeetingChoice
from bridgework.web.ui.forms import SAYS_ITSELF, DateField, Form

GRADE_CHOICES = (("", "Not graded"), *((one.value, f"{one.label}: {one.meaning}") for one in Grade))


class ReplyForm(Form):
    """What an addressee replied, where no committee decides."""

    outcome = forms.ChoiceField(choices=Decision.OUTCOMES, widget=forms.RadioSelect, label="What did they reply?")
    replied_by_role = forms.CharField(
        max_length=200, label="Who replied, by role", help_text="Such as: the operations director of the bus company."
    )
    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        label="Reason they gave",
        help_text="Needed unless they simply agreed. If none was given, write that.",
    )
    decided_on = DateField(required=False, label="Day of the reply")
    source = forms.CharField(
        max_length=300, required=False, label="Where it stands", help_text="Such as: letter of 3 May."
    )


class ProgressForm(Form):
    """Progress as it is reported."""

    progress = forms.ChoiceField(choices=ReportBack.PROGRESS, widget=forms.RadioSelect, label="How far is it?")
    text = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 4}), required=False, label="What happened, and how can it be seen?"
    )
    reported_on = DateField(required=False, label="Day of the report", help_text="Empty means today.")
    by_role = forms.CharField(max_length=200, required=False, label="Who reports it, by role")
    source = forms.CharField(max_length=300, required=False, label="Where it stands")


class CheckForm(Form):
    """What an independent check found."""

    result = forms.ChoiceField(choices=IndependentCheck.RESULTS, widget=forms.RadioSelect, label="What did you find?")
    progress = forms.ChoiceField(
        choices=(("", "Cannot say"), *ReportBack.PROGRESS), required=False, label="How far it is, as you found it"
    )
    text = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 4}), label="What did you look at, and what did you find?"
    )
    evidence = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 2}), required=False, label="Evidence", help_text="Addresses, documents."
    )
    evidence_kind = forms.ChoiceField(
        choices=(
            ("", "No evidence yet"),
            ("owner_supplied", "supplied by those who report"),
            ("independent", "found independently"),
        ),
        required=False,
        label="Whose evidence is it?",
        help_text="Leave it at “No evidence yet” only if you could not tell.",
    )
    checked_on = DateField(required=False, label="Day of the check", help_text="Empty means today.")
    by_role = forms.CharField(
        max_length=200, label="Who checked, by role", help_text="Such as: an alumnus of the team."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Left empty only by those who could not tell, so “optional” would mislead everybody else.
        setattr(self.fields["evidence_kind"], SAYS_ITSELF, True)

    def clean(self) -> dict[str, Any]:
        """Whoever found something says whose evidence it rests on."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("result") not in (None, "", "could_not_tell") and not cleaned.get("evidence_kind"):
            self.add_error("evidence_kind", "Choose whose evidence it is. Only “could not tell” needs none.")
        return cleaned


class ChangeForm(Form):
    """What changed, or that nothing was found."""

    kind = forms.ChoiceField(choices=StatementOfEffect.KINDS, widget=forms.RadioSelect, label="What kind of change?")
    text = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 4}),
        label="What changed?",
        help_text="If you looked and found nothing, say so here: that is a result.",
    )
    grade = forms.ChoiceField(
        choices=GRADE_CHOICES,
        required=False,
        widget=forms.RadioSelect,
        label="How much is known about it?",
        help_text="Leave it at “Not graded” only if you found no change.",
    )
    amount = forms.DecimalField(
        max_digits=14, decimal_places=2, min_value=0, required=False, label="Pounds", help_text="For money only."
    )
    amount_period = forms.CharField(max_length=80, required=False, label="Over what time", help_text="A year, once.")
    stated_by = forms.CharField(max_length=200, label="Whose statement is it?", help_text="The council, the team …")
    confidence = forms.CharField(max_length=300, required=False, label="How sure are they, and why?")
    other_causes = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 2}), required=False, label="What else may have caused it?"
    )
    counter_evidence = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 2}), required=False, label="What speaks against it?"
    )
    credit_also = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 2}), required=False, label="Who else should be credited?"
    )
    observed_on = forms.CharField(
        max_length=10, required=False, label="When was it observed?", help_text="A day, a month or a year: 2026-11."
    )
    source = forms.CharField(max_length=300, required=False, label="Where it stands")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Left empty only by those who found nothing, so “optional” would mislead everybody else.
        setattr(self.fields["grade"], SAYS_ITSELF, True)


class CloseForm(Form):
    """Closing, with a reason."""

    event = forms.ChoiceField(
        choices=(
            ("close_done", "Closed: done"),
            ("close_not_done", "Closed: not done"),
            ("close_overtaken", "Closed: overtaken by something else"),
        ),
        widget=forms.RadioSelect,
        label="How does it close?",
    )
    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), label="Why?")


class CloseTaskedForm(CloseForm):
    """Closing an action that a committee tasked: the clerk cites the committee meeting."""

    committee_meeting = MeetingChoice(
        queryset=CommitteeMeeting.objects.none(), label="Meeting that accepted it", empty_label="Choose a meeting"
    )

    def __init__(self, *args: Any, meetings: QuerySet[CommitteeMeeting], name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(MeetingChoice, self.fields["committee_meeting"])
        field.queryset = meetings
        field.names = {one.body_id: name for one in meetings}


class WhyForm(Form):
    """One reason."""

    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), label="Why?")
