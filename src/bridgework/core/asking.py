"""The questions of a form: which are asked, which answers can be taken, and what leaving questions out costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bridgework.core.words import too_many_words

CHOOSING = frozenset({"choice", "several", "yes_no"})


@dataclass(frozen=True)
class Asked:
    """One question of a form. Several answers stand one in a line; `shown_when` is the key of an earlier question."""

    key: str
    kind: str
    label: str
    options: tuple[str, ...] = ()
    words_most: int | None = None
    is_required: bool = False
    shown_when: str = ""
    shown_when_value: str = ""


def asked_now(questions: Sequence[Asked], answers: Mapping[str, str]) -> frozenset[str]:
    """The keys of the questions that are asked, given the answers: a question is asked only after its condition."""
    found: set[str] = set()
    for one in questions:
        if not one.shown_when or (
            one.shown_when in found and one.shown_when_value in answers.get(one.shown_when, "").splitlines()
        ):
            found.add(one.key)
    return frozenset(found)


def answer_problem(question: Asked, answer: str) -> str:
    """Why an answer cannot be kept as it is, and what would change it; empty where it can. A hole can be kept."""
    if not answer.strip():
        return ""
    if question.words_most:
        problem = too_many_words(answer, question.words_most)
        if problem:
            return problem
    if question.kind == "number":
        try:
            float(answer.replace(",", "."))
        except ValueError:
            return "Enter a number, such as 12 or 12.5."
    if question.kind in CHOOSING:
        offered = ("yes", "no") if question.kind == "yes_no" else question.options
        if any(line not in offered for line in answer.splitlines()):
            return "Choose from the answers given."
        if question.kind != "several" and len(answer.splitlines()) > 1:
            return "Choose one answer."
    return ""


def holes(questions: Sequence[Asked], answers: Mapping[str, str]) -> list[Asked]:
    """The questions that are asked, need an answer, and have none."""
    asked = asked_now(questions, answers)
    return [one for one in questions if one.key in asked and one.is_required and not answers.get(one.key, "").strip()]


def form_problems(questions: Sequence[Asked]) -> list[str]:
    """What is wrong with the questions of a form themselves, in the order they are asked."""
    found: list[str] = []
    seen: dict[str, Asked] = {}
    for one in questions:
        if one.kind in ("choice", "several") and len(set(one.options)) < 2:
            found.append(f"“{one.label}” needs at least two different answers to choose from.")
        if one.shown_when:
            earlier = seen.get(one.shown_when)
            if earlier is None:
                found.append(f"“{one.label}” depends on a question that does not come before it.")
            elif earlier.kind not in CHOOSING:
                found.append(f"“{one.label}” depends on “{earlier.label}”, which has no answers to choose from.")
            elif one.shown_when_value not in (("yes", "no") if earlier.kind == "yes_no" else earlier.options):
                found.append(f"“{one.label}” waits for an answer that “{earlier.label}” does not offer.")
        seen[one.key] = one
    return found


def ranks_required(wanted: int, offered: int, never: int = 0) -> int:
    """How many questions must be ranked: the setting, or as many as are left."""
    return max(min(wanted, offered - never), 0)


def cost_of_never(offered: int, never: int, wanted: int) -> str:
    """What ruling questions out costs, said before an application is sent; empty where none is ruled out."""
    if never <= 0:
        return ""
    left = max(offered - never, 0)
    questions = "1 question" if never == 1 else f"{never} questions"
    words = f"You ruled out {questions} of {offered}. You will not be placed on {'it' if never == 1 else 'them'}, "
    words += "even if that means no place for you. "
    if left == 0:
        return words + "No question is left, so you cannot be placed at all."
    words += (
        f"{left} of {offered} questions {'is' if left == 1 else 'are'} left; each one fewer makes a place less likely."
    )
    if ranks_required(wanted, offered, never) < wanted:
        words += f" You rank {ranks_required(wanted, offered, never)} instead of {wanted}."
    return words


WHY_RANK = (
    "We ask everybody for {wanted} because the questions that run are those that most people want. With one choice "
    "only, nobody can be placed when it is full, and a short list gains nothing: it is no sign of stronger interest "
    "to us. List them in the order you really want them: that is the list that serves you best."
)


def why_ranking(wanted: int, own_words: str = "") -> str:
    """Why so many questions are to be ranked, in plain words."""
    return own_words.strip() or WHY_RANK.format(wanted=f"{wanted} questions" if wanted != 1 else "one question")
