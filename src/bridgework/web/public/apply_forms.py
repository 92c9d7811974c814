"""The application form. The whole of it is shown before anything is begun."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from bridgework.apps.applications.actions.applying import Form as Application
from bridgework.apps.applications.actions.applying import Joint, Wish
from bridgework.apps.applications.actions.wholeness import field_of
from bridgework.apps.applications.models import Call, FormQuestion, VocabularyTerm
from bridgework.apps.applications.monitored import MONITORED
from bridgework.apps.questions.models import Challenge
from bridgework.core.asking import why_ranking
from bridgework.kernel.files import ReceivedFile
from bridgework.web.ui.forms import SAYS_ITSELF, CountedTextarea, CountedTextField, Form, bound_input, speak_plainly

JOINT_PLACES = 2
ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth")
YES_NO = (("yes", "Yes"), ("no", "No"))


class StartForm(Form):
    """Who applies; and a code, where the call asks for one or takes nobody today without it."""

    name = forms.CharField(max_length=120, label="Your name", widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        max_length=254,
        label="Your email address",
        help_text="We send a link to it, by which you come back to your application.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    code = forms.CharField(
        max_length=20,
        label="Access code",
        help_text="The coordinator gives it to you. Such as abcd-2345.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, with_code: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not with_code:
            del self.fields["code"]


class ConfirmForm(Form):
    """A form that asks nothing: its button is the whole of it."""


class AppealForm(Form):
    """What was wrong with a decision."""

    grounds = CountedTextField(
        max_words=400,
        rows=8,
        label="What was wrong with the decision?",
        help_text="Such as: something you wrote was overlooked, or a reviewer had a conflict of interest.",
    )


class EqualityForm(Form):
    """The equality questions: each can be left out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in MONITORED:
            field = forms.ChoiceField(choices=one.answers, widget=forms.RadioSelect, required=False, label=one.label)
            setattr(field, SAYS_ITSELF, True)
            speak_plainly(field, one.label)
            self.fields[one.key] = field


@dataclass(frozen=True)
class Shown:
    """A field with the condition under which it is asked, if it has one."""

    field: forms.BoundField
    when: str = ""
    value: str = ""


@dataclass(frozen=True)
class Part:
    """A titled part of the form."""

    title: str
    intro: str
    fields: tuple[Shown, ...]


class ApplicationForm(Form):
    """Everything we ask. Nothing is required until it is sent, so that a draft can be kept with holes.

    What sending does require is not called optional, though the form can be kept without it.
    """

    wanted_to_send = ("experience", "whole_period")

    organisation = forms.CharField(max_length=160, required=False, label="University or organisation")
    department = forms.CharField(max_length=160, required=False, label="Department or group")
    discipline_choice = forms.ChoiceField(required=False, label="Discipline")
    discipline = forms.CharField(max_length=120, required=False, label="Discipline")
    skills_choice = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, label="Skills you would bring"
    )
    skills = forms.CharField(
        max_length=400, required=False, label="Skills you would bring", help_text="Separated by commas."
    )
    experience = forms.CharField(
        widget=forms.Textarea, required=False, label="What would you bring, and what do you hope for?"
    )
    is_experienced = forms.BooleanField(
        required=False, label="I have worked on a question like these before, with a council or another public body"
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
    slots = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, label="When could you meet your team?"
    )
    traits = forms.MultipleChoiceField(
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="Does one of these describe you?",
        help_text="If you tick one, you are not put into a team in which you would be the only one it describes. It is "
        "used for nothing else, and reviewers never see it.",
    )
    never = forms.MultipleChoiceField(
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="I would rather not take part than work on",
        help_text="You will not be placed on what you tick, even if that means no place. Each one makes a place less "
        "likely; what it costs is shown before you send.",
    )
    supervisors = forms.CharField(required=False, label="Who supervises your work, or did in the last years?")
    co_authors = forms.CharField(required=False, label="With whom have you published in the last years?")
    household = forms.CharField(required=False, label="Does anybody in your household or family work here?")

    def __init__(
        self,
        *args: Any,
        call: Call,
        offered: Sequence[Challenge],
        terms: Mapping[str, Sequence[VocabularyTerm]],
        questions: Sequence[FormQuestion],
        **kwargs: Any,
    ) -> None:
        self.call, self.questions = call, list(questions)
        self.offered = {one.public_id: one for one in offered}
        self.ranks = min(call.preferences_wanted, len(self.offered), len(ORDINALS))
        super().__init__(*args, **kwargs)
        for wanted in self.wanted_to_send:
            setattr(self.fields[wanted], SAYS_ITSELF, True)
        self._limit_experience()
        self._offer(terms)
        self._rank()
        for question in self.questions:
            self._ask(field_of(question.public_id), _field_for(question))
        for place in range(1, JOINT_PLACES + 1):
            name = forms.CharField(max_length=120, required=False, label=f"Somebody you apply with: name ({place})")
            self._ask(f"joint_name_{place}", name)
            email = forms.EmailField(max_length=254, required=False, label=f"Their email address ({place})")
            self._ask(f"joint_email_{place}", email)
        for name_ in ("supervisors", "co_authors", "household"):
            self.fields[name_].widget = forms.Textarea(attrs={"rows": 2})
            self.fields[name_].help_text = "One name in a line."

    def _limit_experience(self) -> None:
        # Looked at when it is sent: a draft may be too long for a while.
        self.fields["experience"].widget = CountedTextarea(words=self.call.experience_words, rows=8)

    def _offer(self, terms: Mapping[str, Sequence[VocabularyTerm]]) -> None:
        pairs = {kind: [(one.label, one.label) for one in found] for kind, found in terms.items()}
        if pairs["discipline"]:
            self._choices("discipline_choice", [("", "Choose one"), *pairs["discipline"]])
            self.fields["discipline"].label = "Another discipline"
            self.fields["discipline"].help_text = "Only if yours is not on the list."
        else:
            del self.fields["discipline_choice"]
        if pairs["skill"]:
            self._choices("skills_choice", pairs["skill"])
            self.fields["skills"].label = "Other skills"
        else:
            del self.fields["skills_choice"]
        for name, kind in (("slots", "slot"), ("traits", "trait")):
            if pairs[kind]:
                self._choices(name, pairs[kind])
                setattr(self.fields[name], SAYS_ITSELF, name == "slots")
            else:
                del self.fields[name]

    def _rank(self) -> None:
        questions = [("", "Choose a question"), *((key, one.question.title) for key, one in self.offered.items())]
        for rank in range(1, self.ranks + 1):
            wish = forms.ChoiceField(choices=questions, required=False, label=f"{ORDINALS[rank - 1]} choice")
            setattr(wish, SAYS_ITSELF, True)
            self._ask(f"wish_{rank}", wish)
            why = forms.CharField(
                widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=2000, label="Why this question?"
            )
            self._ask(f"reason_{rank}", why)
        self._choices("never", questions[1:])

    def _choices(self, name: str, pairs: Sequence[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = pairs

    def _ask(self, name: str, field: forms.Field) -> None:
        bound_input(field)
        speak_plainly(field, field.label)
        self.fields[name] = field

    def parts(self) -> list[Part]:
        """The form in titled parts, in the order it is shown."""
        wishes = [name for rank in range(1, self.ranks + 1) for name in (f"wish_{rank}", f"reason_{rank}")]
        joint = [
            name for place in range(1, JOINT_PLACES + 1) for name in (f"joint_name_{place}", f"joint_email_{place}")
        ]
        plan = (
            ("The questions you want", why_ranking(self.ranks, self.call.ranking_reason), [*wishes, "never"]),
            ("About you", "", ["organisation", "department", "discipline_choice", "discipline", "skills_choice",
                               "skills", "experience", "is_experienced"]),
            ("Your time", "", ["whole_period", "hours_a_week", "slots"]),
            ("What this call asks", "", [field_of(one.public_id) for one in self.questions]),
            ("Applying with others", "They are asked when you send this. You are placed together or not at all.",
             joint),
            ("Working well together", "", ["traits"]),
            (
                "People who know you too well to judge",
                "Nobody close to you reads your application. These names are used to find out who that is, and for "
                "nothing else; reviewers do not see them.",
                ["supervisors", "co_authors", "household"],
            ),
        )  # fmt: skip
        conditions = self._conditions()
        return [
            Part(title, intro, shown)
            for title, intro, names in plan
            if (shown := tuple(Shown(self[name], *conditions.get(name, ())) for name in names if name in self.fields))
        ]

    def _conditions(self) -> dict[str, tuple[str, str]]:
        names = {one.pk: field_of(one.public_id) for one in self.questions}
        return {
            names[one.pk]: (names[one.shown_when_id], one.shown_when_value)
            for one in self.questions
            if one.shown_when_id in names
        }

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

    def application(self, files: Mapping[str, ReceivedFile] | None = None) -> Application:
        """What was typed, as the action takes it; `files` are those received for it, by question."""
        value = self.cleaned_data
        typed = [one.strip() for one in value["skills"].split(",") if one.strip()]
        return Application(
            organisation=value["organisation"],
            department=value["department"],
            discipline=value["discipline"] or value.get("discipline_choice", ""),
            skills=(*value.get("skills_choice", ()), *typed),
            slots=tuple(value.get("slots", ())),
            traits=tuple(value.get("traits", ())),
            experience=value["experience"],
            is_experienced=value["is_experienced"],
            whole_period=value["whole_period"],
            hours_a_week=value["hours_a_week"],
            supervisors=value["supervisors"],
            co_authors=value["co_authors"],
            household=value["household"],
            wishes=tuple(self._wishes()),
            never=tuple(self.offered[key].question for key in value["never"]),
            joint=tuple(
                Joint(value[f"joint_name_{place}"], value[f"joint_email_{place}"])
                for place in range(1, JOINT_PLACES + 1)
                if value[f"joint_email_{place}"]
            ),
            answers={one.public_id: _answer(value[field_of(one.public_id)]) for one in self.questions
                     if one.kind != "file"},
            files=files or {},
        )  # fmt: skip

    def uploads(self) -> dict[str, Any]:
        """The files that were brought, by question."""
        return {
            one.public_id: self.cleaned_data[field_of(one.public_id)]
            for one in self.questions
            if one.kind == "file" and self.cleaned_data.get(field_of(one.public_id))
        }

    def _wishes(self) -> Iterator[Wish]:
        for rank in range(1, self.ranks + 1):
            chosen = self.offered.get(self.cleaned_data[f"wish_{rank}"])
            if chosen is not None:
                yield Wish(chosen.question, self.cleaned_data[f"reason_{rank}"])


def _answer(value: Any) -> str:
    if value is None:
        return ""
    return "\n".join(value) if isinstance(value, list) else str(value)


def _field_for(question: FormQuestion) -> forms.Field:
    """The field of a call's own question. Holes can be kept; a condition is said in words, for those without script."""
    hint = question.help
    if question.shown_when is not None:
        answer = {"yes": "Yes", "no": "No"}.get(question.shown_when_value, question.shown_when_value)
        hint = f"Only if you answered “{answer}” to “{question.shown_when.label}”. {hint}".strip()
    shared: dict[str, Any] = {"required": False, "label": question.label, "help_text": hint}
    options = [(one, one) for one in question.options]
    field: forms.Field
    if question.kind == "long":
        field = forms.CharField(widget=CountedTextarea(words=question.words_most, rows=5), **shared)
    elif question.kind == "choice":
        field = forms.ChoiceField(choices=options, widget=forms.RadioSelect, **shared)
    elif question.kind == "yes_no":
        field = forms.ChoiceField(choices=YES_NO, widget=forms.RadioSelect, **shared)
    elif question.kind == "several":
        field = forms.MultipleChoiceField(choices=options, widget=forms.CheckboxSelectMultiple, **shared)
    elif question.kind == "number":
        field = forms.DecimalField(max_digits=12, decimal_places=2, **shared)
    elif question.kind == "file":
        field = forms.FileField(**shared)
    elif question.words_most:
        field = forms.CharField(widget=CountedTextarea(words=question.words_most, rows=2), **shared)
    else:
        field = forms.CharField(max_length=500, **shared)
    setattr(field, SAYS_ITSELF, question.is_required)
    return field
