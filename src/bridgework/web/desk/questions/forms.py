"""Forms of the question desk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms

from bridgework.apps.people.models import Person
from bridgework.apps.questions.actions.typed import TEXT_LENGTH, TITLE_LENGTH, WORDING_LENGTH
from bridgework.apps.questions.queries import NearQuestion
from bridgework.web.choices import OWNERS, Choices, in_groups
from bridgework.web.ui.forms import CountedTextField, DateField, Form

SAME_OR_NOT = (
    ("same", "The same question"),
    ("follow_up", "A follow-up: it takes up what that one left open"),
    ("different", "Looked at, and different"),
)


class AboutForm(Form):
    """What is said about a question beside its words."""

    title = forms.CharField(
        label="Short name",
        max_length=TITLE_LENGTH,
        required=False,
        help_text="A few words for lists. Without one we take the first words of the question.",
    )
    why_it_matters = CountedTextField(label="Why it matters", required=False, max_length=TEXT_LENGTH, rows=4)
    decision_informed = CountedTextField(
        label="What decision will it inform?",
        required=False,
        max_length=TEXT_LENGTH,
        rows=2,
        help_text="If you know it. A question without a decision can still be a good one.",
    )
    decision_by = DateField(label="By when?", required=False, help_text="For example, 17 9 2027")
    owner = forms.ChoiceField(label="Who owns it?", required=False, help_text="Who will use the answer.")
    owner_role = forms.CharField(
        label="Or the owner by role",
        max_length=160,
        required=False,
        help_text="Such as: service director, adult social care.",
    )
    theme = forms.CharField(label="Theme", max_length=80, required=False)
    place = forms.CharField(label="Place", max_length=120, required=False)

    def __init__(self, *args: Any, owners: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "owner", [("", "Not known yet"), *owners])


class ProposeForm(AboutForm):
    """A question in one short form."""

    wording = CountedTextField(
        label="The question", max_length=WORDING_LENGTH, rows=4, help_text="One question, as you would ask it aloud."
    )
    round = forms.ChoiceField(label="Which round?", required=False)
    field_order = ("wording", "why_it_matters", "decision_informed", "decision_by", "owner", "owner_role")

    def __init__(self, *args: Any, rounds: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The rest is filled in later, where it is wanted: proposing stays short.
        for name in ("title", "theme", "place"):
            del self.fields[name]
        choose(self, "round", [*rounds, ("", "No round yet: it waits for the next one")])


class ChangeForm(AboutForm):
    """The same once more, with a short name that cannot be empty."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = True
        self.fields["title"].help_text = ""


class RewordForm(Form):
    """A new wording and its reason."""

    text = CountedTextField(label="The new wording", max_length=WORDING_LENGTH, rows=4)
    why = CountedTextField(
        label="Why is it changed?",
        max_length=2_000,
        rows=3,
        help_text="Kept with the wording, for everybody who reads it.",
    )


class AskOwnerForm(Form):
    """By when the owner is asked to answer."""

    answer_by = DateField(label="Answer by")


class DecideForm(Form):
    """A reason, which is compulsory."""

    reason = CountedTextField(
        label="Reason", max_length=4_000, rows=4, help_text="The proposer reads it. It is kept with the question."
    )


class KeepForm(DecideForm):
    """A reason, and the day on which the question is looked at again."""

    review_on = DateField(label="When do we look at it again?")


class OfferForm(Form):
    """The round that a question is offered to."""

    round = forms.ChoiceField(label="Which round?", widget=forms.RadioSelect)
    reason = CountedTextField(label="Reason", max_length=4_000, rows=3, required=False)

    def __init__(self, *args: Any, rounds: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "round", rounds)


class TakeUpForm(Form):
    """The code, and the date that is planned from while no committee is known."""

    code = forms.CharField(
        label="Code",
        max_length=48,
        required=False,
        help_text="Small letters, digits and hyphens. It is the public address and never changes. "
        "Left empty, we make one.",
    )
    provisional_date = DateField(
        label="Provisional date of the committee meeting",
        required=False,
        help_text="While it is not known where the question belongs. Plans that use it say that it is provisional.",
    )
    is_public = forms.BooleanField(label="Show the question in public from now on", required=False, initial=True)


class AskedBeforeForm(Form):
    """For each near question: the same, a follow-up, or different."""

    code = forms.CharField(
        label="Another earlier question, by its code",
        max_length=60,
        required=False,
        help_text="Such as 2019-net-zero. You find it in the address of the question's page.",
    )
    kind = forms.ChoiceField(label="How does it relate?", required=False, choices=[("", "Choose"), *SAME_OR_NOT])
    basis = forms.CharField(label="How is that known?", max_length=2_000, required=False)
    none_same = forms.BooleanField(label="None of those I leave open is the same question", required=False)

    def __init__(self, *args: Any, near: Iterable[NearQuestion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.near = list(near)
        if not self.near:
            del self.fields["none_same"]
        for one in self.near:
            self.fields[f"kind_{one.public_id}"] = forms.ChoiceField(
                label=f"Compared with “{one.title}”",
                required=False,
                choices=SAME_OR_NOT,
                widget=forms.RadioSelect,
                initial=one.answer,
            )
            self.fields[f"basis_{one.public_id}"] = forms.CharField(
                label="How is that known?",
                max_length=2_000,
                required=False,
                initial=one.basis,
                help_text="Needed for a follow-up.",
            )

    def answers(self) -> list[tuple[NearQuestion, str, str]]:
        """The near questions that were answered: which, how it relates, on what basis."""
        found = []
        for one in self.near:
            kind = self.cleaned_data.get(f"kind_{one.public_id}", "")
            basis = self.cleaned_data.get(f"basis_{one.public_id}", "")
            if kind and (kind, basis) != (one.answer, one.basis):
                found.append((one, kind, basis))
        return found

    def leaves_open(self) -> int:
        """Of how many near questions it is still not said how they relate."""
        return 0 if self.says_none_same() else sum(not self._kind(one) for one in self.near)

    def says_none_same(self) -> bool:
        """Whether every near question was looked at and none is the same."""
        every = all(self._kind(one) == "different" for one in self.near)
        return every or bool(self.cleaned_data.get("none_same"))

    def _kind(self, one: NearQuestion) -> str:
        return str(self.cleaned_data.get(f"kind_{one.public_id}") or "")

    def clean(self) -> dict[str, Any]:
        """A follow-up needs its basis, a code needs its relation; to say nothing is no answer."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for one in self.near:
            if cleaned.get(f"kind_{one.public_id}") == "follow_up" and not cleaned.get(f"basis_{one.public_id}"):
                self.add_error(f"basis_{one.public_id}", "Say in a sentence what it takes up.")
        if cleaned.get("code") and not cleaned.get("kind"):
            self.add_error("kind", "Choose how it relates to this question.")
        if cleaned.get("kind") == "follow_up" and not cleaned.get("basis"):
            self.add_error("basis", "Say in a sentence what it takes up.")
        if self.near and not any((cleaned.get("none_same"), cleaned.get("code"), *map(self._kind, self.near))):
            self.add_error("none_same", "Say how one of them relates, or tick that none is the same.")
        return cleaned


class AnswerAskedForm(Form):
    """What a personal link would ask, answered in place or entered for somebody."""

    choice = forms.ChoiceField(label="Answer", widget=forms.RadioSelect)
    text = CountedTextField(label="Words that go with it", required=False, max_length=2_000, rows=3)

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "choice", choices)


class EnterAnswerForm(AnswerAskedForm):
    """The same, with the way it came."""

    way = forms.ChoiceField(label="How did it come?", choices=[("phone", "By phone"), ("paper", "On paper")])


class SettleForm(Form):
    """What to do with the owner's other words."""

    use_words = forms.ChoiceField(
        label="What happens now?",
        widget=forms.RadioSelect,
        choices=[("yes", "Use these words as the new wording"), ("no", "Leave the wording as it is")],
    )
    reason = CountedTextField(label="Reason", required=False, max_length=2_000, rows=3)


class ImportForm(Form):
    """A table of questions, as a file or as text."""

    file = forms.FileField(label="The table, as CSV")
    text = forms.CharField(required=False, max_length=1_000_000, widget=forms.HiddenInput)
    round = forms.ChoiceField(label="Which round?", required=False)
    leave_out_wrong = forms.BooleanField(label="Leave out the lines that cannot be taken in", required=False)

    def __init__(self, *args: Any, rounds: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "round", [*rounds, ("", "No round yet")])


def choose(form: forms.Form, name: str, choices: Sequence[tuple[Any, Any]]) -> None:
    """Give a choice field its choices, known only for this request."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)


def owner_choices(people: Iterable[Person], myself: Person | None) -> Choices:
    """Who can be chosen as owner: oneself first, then those who are likely to."""
    mine: Choices = [(myself.public_id, f"I do ({myself.name})")] if myself else []
    others = [one for one in people if myself is None or one.pk != myself.pk]
    return mine + in_groups(others, OWNERS, lambda one: (one.public_id, one.name))


def in_a_year(today: date) -> date:
    """The same day a year on."""
    return today.replace(year=today.year + 1, day=min(today.day, 28))
