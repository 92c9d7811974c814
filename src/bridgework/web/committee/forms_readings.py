"""The forms of a document that is brought in, read, and confirmed beside its text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django import forms

from bridgework.apps.calendar.models import CommitteeMeeting
from bridgework.apps.committees.actions.readings import OUTCOME_OF, ConfirmedPaper, ConfirmedProposal
from bridgework.apps.questions.models import Challenge
from bridgework.apps.reports.models import Recommendation
from bridgework.core.papers.putting import put_by
from bridgework.core.reading import human_date
from bridgework.web.ui.forms import SAYS_ITSELF, Form

MOST_WORDS: Final = 25
EMPTY_ROWS: Final = 1
"""Proposals a person can add that were not read."""


def shortened(text: str) -> str:
    """The beginning of a recommendation, as the label of a box."""
    words = text.split()
    return " ".join(words[:MOST_WORDS]) + (" …" if len(words) > MOST_WORDS else "")


class BringInForm(Form):
    """Which question a document is about, and the document."""

    challenge = forms.ChoiceField(label="Which question is it about?")
    file = forms.FileField(
        label="The paper or minutes",
        help_text="Word (docx), PDF, HTML, Markdown or plain text, at most 25 MB. Only those who prepare papers for "
        "this question see it.",
    )

    def __init__(self, *args: Any, challenges: Iterable[Challenge], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["challenge"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Choose one"), *((one.public_id, one.question.title) for one in challenges)]


class ConfirmReadingForm(Form):
    """What was read, to be put right: the front, then a group of fields for each thing asked or resolved."""

    title = forms.CharField(label="Title", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    meeting = forms.ChoiceField(
        label="Committee meeting", help_text="Not in the list? Add the meeting to the calendar first."
    )
    from_role = forms.CharField(
        label="From, by post", max_length=160, required=False, help_text="The post only. Names are not shown in public."
    )
    purpose = forms.CharField(label="Purpose", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    outcome = forms.CharField(label="Intended outcome", required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(
        self,
        *args: Any,
        rows: Sequence[dict[str, Any]],
        meetings: Sequence[tuple[CommitteeMeeting, str]],
        is_minutes: bool,
        recommendations: Sequence[Recommendation] = (),
        missing: str = "",
        **kwargs: Any,
    ) -> None:
        self.rows, self.is_minutes = rows, is_minutes
        self.recommendations = recommendations
        self._numbered = [(one.number, one.text) for one in recommendations]
        self.meetings = {one.public_id: one for one, _ in meetings}
        super().__init__(*args, **kwargs)
        field = self.fields["meeting"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", "Choose one"),
            *((one.public_id, f"{human_date(one.on)}, {name}") for one, name in meetings),
        ]
        if missing:
            field.help_text = f"The document says {missing}. No meeting of that day and name is in the calendar yet."
            field.error_messages["required"] = "Choose the committee meeting, or enter it in the calendar first."
        for at in range(len(rows) + EMPTY_ROWS):
            self._row_fields(at)

    def _row_fields(self, at: int) -> None:
        row = self.rows[at] if at < len(self.rows) else {}
        what = "What was resolved" if self.is_minutes else "What the committee was asked"
        self.fields[f"text_{at}"] = forms.CharField(
            label=what if row else f"{what} (not read above)",
            required=False,
            initial=row.get("text", ""),
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text="Empty it to leave it out." if row else "",
        )
        setattr(self.fields[f"text_{at}"], SAYS_ITSELF, True)
        if self.recommendations:
            words = str(row.get("text", ""))
            self.fields[f"puts_{at}"] = forms.MultipleChoiceField(
                label="Recommendations of the report that it puts",
                required=False,
                initial=[str(self.recommendations[one].pk) for one in put_by(words, self._numbered)],
                choices=[(str(one.pk), f"{one.number}. {shortened(one.text)}") for one in self.recommendations],
                widget=forms.CheckboxSelectMultiple,
                help_text="Ticked where the words agree. What was decided here counts for each that is ticked.",
            )
        if self.is_minutes:
            choices = [("", "Not clear"), *((key, outcome.label) for key, outcome in OUTCOME_OF.items())]
            self.fields[f"outcome_{at}"] = forms.ChoiceField(
                label="What became of it", choices=choices, required=False, initial=row.get("outcome") or ""
            )

    def row_fields(self, at: int) -> list[forms.BoundField]:
        """The fields of one thing asked or resolved."""
        return [self[name] for name in (f"text_{at}", f"outcome_{at}", f"puts_{at}") if name in self.fields]

    @property
    def front_fields(self) -> list[forms.BoundField]:
        """The fields of the front; of minutes those alone that minutes have."""
        names = ("title", "meeting") if self.is_minutes else ("title", "meeting", "from_role", "purpose", "outcome")
        return [self[name] for name in names]

    def confirmed(self) -> ConfirmedPaper:
        """What was sent, for the action."""
        typed = self.cleaned_data
        proposals = []
        for at in range(len(self.rows) + EMPTY_ROWS):
            row = self.rows[at] if at < len(self.rows) else {}
            proposals.append(
                ConfirmedProposal(
                    label=str(row.get("label") or row.get("item") or ""),
                    text=typed.get(f"text_{at}", ""),
                    row=at if row else None,
                    outcome=typed.get(f"outcome_{at}", ""),
                    recommendations=tuple(int(one) for one in typed.get(f"puts_{at}", ())),
                )
            )
        return ConfirmedPaper(
            title=typed["title"],
            committee_meeting=self.meetings[typed["meeting"]],
            from_role=typed["from_role"],
            purpose=typed["purpose"],
            outcome=typed["outcome"],
            proposals=tuple(proposals),
        )
