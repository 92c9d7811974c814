"""Forms of a challenge's page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from bridgework.apps.questions.actions.typed import BRIEF_LENGTH
from bridgework.kernel.roles import MENTOR, QUESTION_OWNER, ROLES, SUPPORTING_COUNCILLOR, SUPPORTING_OFFICER
from bridgework.web.desk.questions.forms import choose
from bridgework.web.ui.forms import CountedTextField, DateField, Form

Choices = Sequence[tuple[Any, Any]]


class BelongingForm(Form):
    """Which programme of the council, which committee, since when, and why."""

    council_programme = forms.CharField(
        label="Programme of the council",
        max_length=160,
        required=False,
        help_text="Such as: Best Start in Life. Leave it empty if there is none.",
    )
    body = forms.ChoiceField(label="Committee", required=False)
    meeting = forms.ChoiceField(
        label="Committee meeting it aims at",
        required=False,
        help_text="One of that committee. It can be chosen later.",
    )
    decided_on = forms.CharField(
        label="When was this decided?",
        max_length=40,
        required=False,
        help_text="As exactly as you know: 12 July 2027, July 2027 or 2027.",
    )
    reason = CountedTextField(label="Why there?", required=False, max_length=4_000, rows=3)

    def __init__(self, *args: Any, bodies: Choices, meetings: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "body", [("", "Not known yet"), *bodies])
        choose(self, "meeting", [("", "Not chosen yet"), *meetings])


class TargetForm(Form):
    """The meeting it aims at, or a provisional date."""

    meeting = forms.ChoiceField(label="Committee meeting", required=False)
    provisional_date = DateField(
        label="Or a provisional date",
        required=False,
        help_text="Only while no meeting is chosen. Everything planned from it says so.",
    )

    def __init__(self, *args: Any, meetings: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "meeting", [("", "Not chosen yet"), *meetings])


class BriefForm(Form):
    """The brief, in Markdown, and why it changed."""

    text = CountedTextField(
        label="The brief",
        max_length=BRIEF_LENGTH,
        rows=14,
        help_text="What the team is given: what is known, what is wanted, what is out of scope, whom to ask. "
        "Headings and lists may be written in Markdown.",
    )
    why = forms.CharField(label="Why is it changed?", max_length=300, required=False, help_text="From version 2 on.")


class SupportForm(Form):
    """Who supports a question, in which role, invited or named."""

    person = forms.ChoiceField(
        label="Who?", help_text="Is somebody missing? First note on their page where they work or which role they have."
    )
    role = forms.ChoiceField(
        label="In which role?",
        widget=forms.RadioSelect,
        choices=[
            (role, ROLES[role].label.capitalize())
            for role in (SUPPORTING_OFFICER, SUPPORTING_COUNCILLOR, MENTOR, QUESTION_OWNER)
        ],
    )
    how = forms.ChoiceField(
        label="How?",
        widget=forms.RadioSelect,
        choices=[
            ("invite", "Ask them: they accept or decline by a link of their own"),
            ("name", "Name them: they have already agreed"),
        ],
    )
    answer_by = DateField(label="Answer by", required=False, help_text="Only when you ask them.")
    words = CountedTextField(
        label="What you write to them",
        required=False,
        max_length=2_000,
        rows=4,
        help_text="What they are asked for, in your words.",
    )

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "person", [("", "Choose"), *people])

    def clean(self) -> dict[str, Any]:
        """Asking needs a day."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("how") == "invite" and not cleaned.get("answer_by") and "answer_by" not in self.errors:
            self.add_error("answer_by", "Enter the day by which they answer.")
        return cleaned


class ReasonForm(Form):
    """A reason."""

    reason = CountedTextField(label="Reason", max_length=2_000, rows=3)
