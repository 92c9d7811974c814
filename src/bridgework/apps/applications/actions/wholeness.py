"""What an application needs before it can be sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bridgework.apps.applications.models import Application, FormQuestion
from bridgework.apps.applications.queries.asking import asked_of
from bridgework.core.asking import answer_problem, asked_now, holes, ranks_required
from bridgework.core.words import too_many_words
from bridgework.kernel.errors import InvalidInput, NotPossibleNow


def field_of(question_public_id: str) -> str:
    """The name that a question of a call's own has on the form."""
    return f"answer_{question_public_id}"


def kept_words(questions: Sequence[FormQuestion], answers: Mapping[str, str]) -> None:
    """Raise `InvalidInput` for an answer that is none of the choices. Length is looked at when it is sent."""
    for asked in asked_of(questions):
        problem = answer_problem(asked, answers.get(asked.key, ""))
        if problem and not asked.words_most:
            raise InvalidInput(problem, rule="applications.answer-fits", field=field_of(asked.key))


def whole(application: Application) -> None:
    """Pass, or raise what is missing, the first thing first, with the field it belongs to."""
    if application.confirmed_at is None:
        raise NotPossibleNow(
            "We do not know yet that this address is yours.",
            rule="applications.address-confirmed",
            remedy="Open the link we sent you; the application is there as you left it.",
        )
    for lack in lacks(application):
        raise lack


def lacks(application: Application) -> Iterator[InvalidInput]:
    """Everything the application needs before it can be sent, in the order of the form."""
    yield from _ranked(application)
    if not application.experience.strip():
        yield InvalidInput(
            "Say in a few sentences what you would bring.", rule="applications.experience", field="experience"
        )
    long = too_many_words(application.experience, application.call.experience_words)
    if long:
        yield InvalidInput(long, rule="applications.words", field="experience")
    if application.whole_period is None:
        yield InvalidInput(
            "Say whether you can take part for the whole period.",
            rule="applications.whole-period",
            field="whole_period",
        )
    yield from _answered(application)


def _ranked(application: Application) -> Iterator[InvalidInput]:
    call = application.call
    # A question may have found its team since it was ranked.
    offered = set(call.round.challenges.filter(state="open").values_list("question_id", flat=True))
    never = set(application.never.values_list("question_id", flat=True)) & offered
    ranked = set(application.preferences.values_list("question_id", flat=True)) & offered
    if ranked & never:
        yield InvalidInput(
            "You ranked a question and also said you would rather not take part than work on it.",
            rule="applications.never-not-ranked",
            remedy="Take it out of one of the two.",
            field="never",
        )
    wanted = ranks_required(call.preferences_wanted, len(offered), len(never))
    if len(ranked) < wanted:
        yield InvalidInput(
            f"Rank {wanted} questions; you ranked {len(ranked)}.",
            rule="applications.ranked",
            remedy="With fewer, a place is much harder to find for you. A question you would rather not take part "
            "than work on can be ruled out instead.",
            field="wish_1",
        )


def _answered(application: Application) -> Iterator[InvalidInput]:
    questions = asked_of(application.call.form_questions.order_by("order", "id"))
    rows = application.form_answers.values_list("question__public_id", "text")
    answers = dict(rows)
    asked = asked_now(questions, answers)
    for one in questions:
        problem = answer_problem(one, answers.get(one.key, "")) if one.key in asked else ""
        if problem:
            yield InvalidInput(f"{one.label}: {problem}", rule="applications.answer-fits", field=field_of(one.key))
    for one in holes(questions, answers):
        yield InvalidInput(f"Answer “{one.label}”.", rule="applications.answer-needed", field=field_of(one.key))
