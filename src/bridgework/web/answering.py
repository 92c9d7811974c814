"""The form that answers what a purpose asks, by link or in place: the answers offered, none preselected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField

from bridgework.apps.participation.actions import PASSAGE_LENGTH, TEXT_LENGTH, checked_choice
from bridgework.kernel.errors import InvalidInput
from bridgework.kernel.links import Card, Choice, Given
from bridgework.web.ui.forms import CountedTextField, DateField, Form, bound_input, speak_plainly


@dataclass(frozen=True)
class Offered:
    """One answer as the page shows it."""

    choice: Choice
    chosen: bool
    text: BoundField | None
    on: BoundField | None
    passage: BoundField | None = None
    proposed: BoundField | None = None
    ticks: tuple[tuple[str, str, bool], ...] = ()
    """What is kept, the label, and whether it is ticked."""


class AnswerText(CountedTextField):
    """A text that belongs to one answer; its label says by itself whether it may be left empty."""

    says_whether_optional = True


class AnswerForm(Form):
    """Fields made from the card: one choice, and the text and date that some choices ask for."""

    choice = forms.ChoiceField(
        label="Your answer",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one of the answers.", "invalid_choice": "Choose one of the answers."},
    )

    def __init__(self, card: Card, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.card = card
        field = self.fields["choice"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.key, one.label) for one in card.choices]
        for one in card.choices:
            if one.text_label:
                # Only asked for with its answer, so the form as a whole cannot require it; `clean` does.
                label = one.text_label if one.text_required else f"{one.text_label} (optional)"
                self.fields[f"text_{one.key}"] = AnswerText(label=label, required=False, max_length=TEXT_LENGTH, rows=4)
            for name, label in (("passage", one.passage_label), ("proposed", one.proposed_label)):
                if label:
                    self.fields[f"{name}_{one.key}"] = AnswerText(
                        label=f"{label} (optional)", required=False, max_length=PASSAGE_LENGTH, rows=2
                    )
            if one.date_label:
                self.fields[f"on_{one.key}"] = DateField(label=one.date_label, required=False)
        for name, made in self.fields.items():
            if name.startswith(("text_", "on_", "passage_", "proposed_")):
                bound_input(made)
                speak_plainly(made, made.label)

    def clean(self) -> dict[str, Any]:
        """Take the text and the date that belong to the chosen answer; what stands at the others is not sent."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        key = cleaned.get("choice")
        if key and not self.errors:
            text = "\n".join(self._ticked(key)) or cleaned.get(f"text_{key}", "")
            about, better = (cleaned.get(f"{name}_{key}", "") for name in ("passage", "proposed"))
            given = Given(key, text, cleaned.get(f"on_{key}"), self.data.get("binding", "")[:64], about, better)
            try:
                cleaned["given"] = checked_choice(self.card, given)
            except InvalidInput as refusal:
                self.refuse(refusal)
        return cleaned

    def offered(self) -> list[Offered]:
        """The answers in their order."""
        chosen = self.data.get("choice", "") if self.is_bound else ""
        return [
            Offered(
                one,
                one.key == chosen,
                self[f"text_{one.key}"] if one.text_label else None,
                self[f"on_{one.key}"] if one.date_label else None,
                self[f"passage_{one.key}"] if one.passage_label else None,
                self[f"proposed_{one.key}"] if one.proposed_label else None,
                tuple((key, label, key in self._ticked(one.key)) for key, label in one.ticks),
            )
            for one in self.card.choices
        ]

    def _ticked(self, choice: str) -> list[str]:
        """What was ticked with a choice; as one text where the answer comes back to be changed."""
        if not self.is_bound or not any(one.ticks for one in self.card.choices if one.key == choice):
            return []
        name = f"ticks_{choice}"
        sent = self.data.getlist(name) if hasattr(self.data, "getlist") else []
        return [str(one) for one in sent] or str(self.data.get(f"text_{choice}", "")).splitlines()


def as_sent(given: Given) -> dict[str, str]:
    """An answer as the fields of the first page, so that it can be changed without typing it again."""
    sent = {"choice": given.choice, f"text_{given.choice}": given.text}
    if given.on is not None:
        sent[f"on_{given.choice}"] = given.on.isoformat()
    for name, words in (("passage", given.passage), ("proposed", given.proposed)):
        if words:
            sent[f"{name}_{given.choice}"] = words
    if given.binding:
        sent["binding"] = given.binding
    return sent
