"""The forms of reviewers: the declaration cards, the scores, bids, ties; and of those who compare."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from bridgework.apps.applications.models import Criterion, Review, ReviewBid
from bridgework.apps.applications.queries import Passage
from bridgework.apps.conflicts.models import DeclaredTie
from bridgework.apps.questions.models import Question
from bridgework.web.ui.forms import SAYS_ITSELF, DateField, Form, bound_input, speak_plainly

DECLARATIONS = (("no", "No conflict"), ("yes", "I have a conflict"))


class DeclareForm(Form):
    """One choice for each card; a card that is left open waits. A conflict can say in a sentence what it is."""

    def __init__(self, *args: Any, cards: Iterable[Review], **kwargs: Any) -> None:
        self.cards = {one.card: one for one in cards}
        super().__init__(*args, **kwargs)
        for card, review in self.cards.items():
            declared = forms.ChoiceField(
                choices=DECLARATIONS,
                widget=forms.RadioSelect,
                required=False,
                label=f"Do you have a conflict of interest with {review.application.applicant.name}?",
            )
            setattr(declared, SAYS_ITSELF, True)
            reason = forms.CharField(max_length=300, required=False, label="What the conflict is, in a sentence")
            for name, field in ((f"card_{card}", declared), (f"reason_{card}", reason)):
                bound_input(field)
                speak_plainly(field, field.label)
                self.fields[name] = field

    def rows(self) -> list[dict[str, Any]]:
        """Each card with its two fields."""
        return [
            {"review": review, "declared": self[f"card_{card}"], "reason": self[f"reason_{card}"]}
            for card, review in self.cards.items()
        ]

    def declared(self) -> list[tuple[Review, bool, str]]:
        """The reviews that were declared on: whether in conflict, and the reason."""
        return [
            (review, self.cleaned_data[f"card_{card}"] == "yes", self.cleaned_data[f"reason_{card}"])
            for card, review in self.cards.items()
            if self.cleaned_data[f"card_{card}"]
        ]


class ReviewForm(Form):
    """A score for every criterion, why, and a note for oneself."""

    comment = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=4000,
        required=False,
        label="Why",
        help_text="The coordinator writes feedback from it. Write it so that the applicant could read it.",
    )
    private_note = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
        required=False,
        label="Note for yourself",
        help_text="Nobody else reads it.",
    )

    def __init__(self, *args: Any, criteria: Sequence[Criterion], **kwargs: Any) -> None:
        self.criteria = list(criteria)
        super().__init__(*args, **kwargs)
        setattr(self.fields["comment"], SAYS_ITSELF, True)
        scored: dict[str, forms.Field] = {}
        for one in self.criteria:
            field = forms.TypedChoiceField(
                choices=[(score, _described(one, score)) for score in range(one.most, 0, -1)],
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
                label=one.label if len(self.criteria) == 1 else f"{one.label} (weight {one.weight})",
                help_text=one.help,
            )
            setattr(field, SAYS_ITSELF, True)
            bound_input(field)
            speak_plainly(field, one.label)
            scored[f"score_{one.pk}"] = field
        self.fields = {**scored, **self.fields}

    def scores(self) -> dict[int, int]:
        """The scores given, by criterion."""
        found = {one.pk: self.cleaned_data[f"score_{one.pk}"] for one in self.criteria}
        return {key: score for key, score in found.items() if score is not None}


def _described(criterion: Criterion, score: int) -> str:
    words = criterion.descriptors.get(str(score), "")
    return f"{score}: {words}" if words else str(score)


class MessageForm(Form):
    """A message about an application."""

    text = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
        label="Message to the other reviewers and the coordinator",
    )


class BidsForm(Form):
    """Which questions one would gladly read about."""

    def __init__(self, *args: Any, questions: Iterable[Question], **kwargs: Any) -> None:
        self.questions = list(questions)
        super().__init__(*args, **kwargs)
        for one in self.questions:
            field = forms.TypedChoiceField(
                choices=ReviewBid.WISHES, coerce=int, widget=forms.RadioSelect, initial=1, label=one.title
            )
            speak_plainly(field, one.title)
            self.fields[f"wish_{one.pk}"] = field

    def wishes(self) -> dict[int, int]:
        """What was said, by question."""
        return {one.pk: self.cleaned_data[f"wish_{one.pk}"] for one in self.questions}


class TieForm(Form):
    """Somebody one is close to."""

    other_name = forms.CharField(max_length=160, label="Their name")
    kind = forms.ChoiceField(choices=DeclaredTie.KINDS, widget=forms.RadioSelect, label="What ties you")
    until = DateField(required=False, label="It ended on", help_text="Leave it empty while it lasts.")


class PlanForm(Form):
    """How many readers each application wants, and how many one reviewer takes."""

    readers = forms.IntegerField(min_value=1, max_value=5, label="Readers for each application")
    load = forms.IntegerField(min_value=1, max_value=200, label="Most for one reviewer")


class RedactForm(Form):
    """The texts reviewers read in a blind phase, to be looked over."""

    def __init__(self, *args: Any, passages: Iterable[Passage], **kwargs: Any) -> None:
        self.passages = {one.key: one for one in passages}
        super().__init__(*args, **kwargs)
        for key, one in self.passages.items():
            field = forms.CharField(widget=forms.Textarea(attrs={"rows": 6}), required=False, label=one.label)
            setattr(field, SAYS_ITSELF, True)
            bound_input(field)
            speak_plainly(field, one.label)
            self.fields[key] = field

    def texts(self) -> dict[str, str]:
        """The words kept, by text."""
        return {key: self.cleaned_data[key] for key in self.passages}


class FeedbackForm(Form):
    """Feedback that an applicant asked for."""

    text = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=6000,
        label="What helped, and what would help next time",
        help_text="It is sent to the applicant when you keep it.",
    )


class AppealAnswerForm(Form):
    """What becomes of an appeal, with reasons."""

    upholds = forms.ChoiceField(
        choices=(("yes", "Uphold it: the outcome is looked at again"), ("no", "Dismiss it: the outcome stands")),
        widget=forms.RadioSelect,
        label="What do you decide?",
    )
    answer = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=6000,
        label="Reasons",
        help_text="They are sent to the applicant when you keep them.",
    )
