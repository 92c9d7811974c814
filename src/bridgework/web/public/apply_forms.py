"""The application form. The whole of it is shown before anything is begun."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms

from bridgework.apps.applications.actions.applying import Form as Application
from bridgework.apps.applications.actions.applying import Joint, Wish
from bridgework.apps.questions.models import Challenge
from bridgework.web.ui.forms import SAYS_ITSELF, CountedTextField, Form, bound_input, speak_plainly

JOINT_PLACES = 2


class StartForm(Form):
    """Who applies."""

    name = forms.CharField(max_length=120, label="Your name", widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        max_length=254,
        label="Your email address",
        help_text="We send a link to it, by which you come back to your application.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class ConfirmForm(Form):
    """A form that asks nothing: its button is the whole of it."""


class ApplicationForm(Form):
    """Everything we ask. Nothing is required until it is sent, so that a draft can be kept with holes.

    What sending does require is not called optional, though the form can be kept without it.
    """

    wanted_to_send = ("experience", "whole_period")

    department = forms.CharField(max_length=160, required=False, label="Department or group")
    discipline = forms.CharField(max_length=160, required=False, label="Discipline")
    skills = forms.CharField(
        max_length=400, required=False, label="Skills you would bring", help_text="Separated by commas."
    )
    experience = CountedTextField(
        max_words=300, rows=8, required=False, label="What would you bring, and what do you hope for?"
    )
    whole_period = forms.TypedChoiceField(
        choices=(("yes", "Yes"), ("no", "No, not for all of it")),
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        label="Can you take part for the whole period?",
    )
    hours_a_week = forms.DecimalField(
        max_digits=4, decimal_places=1, min_value=0, max_value=60, required=False, label="Hours a week you can give"
    )

    def __init__(self, *args: Any, offered: Sequence[Challenge], ranks: int, **kwargs: Any) -> None:
        self.offered = {one.public_id: one for one in offered}
        self.ranks = min(ranks, len(self.offered))
        super().__init__(*args, **kwargs)
        for wanted in self.wanted_to_send:
            setattr(self.fields[wanted], SAYS_ITSELF, True)
        questions = [("", "Choose a question"), *((key, one.question.title) for key, one in self.offered.items())]
        for rank in range(1, self.ranks + 1):
            wish = forms.ChoiceField(choices=questions, required=False, label=f"{ORDINALS[rank - 1]} choice")
            setattr(wish, SAYS_ITSELF, True)
            self._ask(f"wish_{rank}", wish)
            why = forms.CharField(
                widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=2000, label="Why this question?"
            )
            self._ask(f"reason_{rank}", why)
        for place in range(1, JOINT_PLACES + 1):
            name = forms.CharField(max_length=120, required=False, label=f"Somebody you apply with: name ({place})")
            self._ask(f"joint_name_{place}", name)
            email = forms.EmailField(max_length=254, required=False, label=f"Their email address ({place})")
            self._ask(f"joint_email_{place}", email)

    def _ask(self, name: str, field: forms.Field) -> None:
        bound_input(field)
        speak_plainly(field, field.label)
        self.fields[name] = field

    def clean(self) -> dict[str, Any]:
        """No question twice, and an address for everybody named."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        seen: set[str] = set()
        for rank in range(1, self.ranks + 1):
            wish = cleaned.get(f"wish_{rank}")
            if wish and wish in seen:
                self.add_error(f"wish_{rank}", "You ranked this question higher already. Choose another.")
            seen.add(wish or "")
        for place in range(1, JOINT_PLACES + 1):
            if cleaned.get(f"joint_name_{place}") and not cleaned.get(f"joint_email_{place}"):
                self.add_error(f"joint_email_{place}", "Enter their email address, so that we can ask them.")
        return cleaned

    def application(self) -> Application:
        """What was typed, as the action takes it."""
        value = self.cleaned_data
        return Application(
            department=value["department"],
            discipline=value["discipline"],
            skills=[one for one in value["skills"].split(",") if one.strip()],
            experience=value["experience"],
            whole_period=value["whole_period"],
            hours_a_week=value["hours_a_week"],
            wishes=tuple(self._wishes()),
            joint=tuple(
                Joint(value[f"joint_name_{place}"], value[f"joint_email_{place}"])
                for place in range(1, JOINT_PLACES + 1)
                if value[f"joint_email_{place}"]
            ),
        )

    def _wishes(self) -> Iterator[Wish]:
        for rank in range(1, self.ranks + 1):
            chosen = self.offered.get(self.cleaned_data[f"wish_{rank}"])
            if chosen is not None:
                yield Wish(chosen.question, self.cleaned_data[f"reason_{rank}"])


ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth")
