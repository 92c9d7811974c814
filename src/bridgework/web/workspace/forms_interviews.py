"""The forms of interviews and quotes."""

from __future__ import annotations

from django import forms

from bridgework.apps.workspace.models import ConsentEntry
from bridgework.web.ui.forms import CountedTextField, DateField, Form

WAYS = (("in place", "In place"), ("phone", "By phone"), ("paper", "On paper"))


class InterviewForm(Form):
    """Who is to be interviewed, and until when that is kept."""

    name = forms.CharField(label="Their name", max_length=160, help_text="Sealed, and kept apart from the interview.")
    email = forms.EmailField(label="Their email address", max_length=254, required=False, help_text="Sealed as well.")
    described_as = forms.CharField(
        label="Their role or group", max_length=160, required=False, help_text="Such as bus user over 65. No name."
    )
    planned_for = DateField(label="Planned for", required=False)
    kept_until = DateField(
        label="Keep the name and the recording until", help_text="Tell them this day. After it both are disposed of."
    )


class ConsentsForm(Form):
    """What somebody said to each purpose, in place, by phone or on paper."""

    agreed = forms.MultipleChoiceField(
        label="What do they agree to?",
        choices=ConsentEntry.PURPOSES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="What is not ticked counts as no. A yes that becomes a no works at once, everywhere.",
    )
    way = forms.ChoiceField(
        label="How did they say it?",
        choices=WAYS,
        widget=forms.RadioSelect,
    )


class ApprovedForm(Form):
    """The person approved the transcript without names, and said so otherwise than by their link."""

    on = DateField(label="Approved on")
    way = forms.ChoiceField(label="How did they say it?", choices=WAYS, widget=forms.RadioSelect)
    number = forms.IntegerField(widget=forms.HiddenInput)


class TakeBackForm(Form):
    """A last look before an interview is taken back for the person."""

    sure = forms.BooleanField(label="The person asked for it")


class HeldOnForm(Form):
    """The day an interview was held."""

    held_on = DateField(label="Held on")


class TranscriptForm(Form):
    """A transcript."""

    kind = forms.ChoiceField(
        label="What is it?",
        choices=(("raw", "As it was said. It is sealed."), ("pseudonymised", "Without names, or notes without names")),
        widget=forms.RadioSelect,
    )
    text = CountedTextField(label="Transcript", max_length=200_000, rows=12)


class ReplacementForm(Form):
    """Words to be replaced in the latest transcript."""

    original = forms.CharField(label="Words as they stand", max_length=200)
    replaced_by = forms.CharField(label="Words instead", max_length=200, help_text="Such as [her village].")
    reason = forms.CharField(label="Why", max_length=200, required=False)


class QuoteForm(Form):
    """Words to be printed, once the person approves them."""

    text = CountedTextField(label="Their words", max_length=2_000, rows=4)
    attribution = forms.CharField(
        label="Printed as said by",
        max_length=160,
        required=False,
        help_text="By role, if they agreed to that. Left empty: the pseudonym.",
    )
    not_people = CountedTextField(
        label="Words that name nobody",
        required=False,
        max_length=1_000,
        rows=2,
        help_text="Only where we took a place for a person. One a line.",
    )
