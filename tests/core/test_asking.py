from __future__ import annotations

import pytest

from bridgework.core.asking import Asked, answer_problem, asked_now, cost_of_never, form_problems, holes, ranks_required

DATA = Asked("data", "yes_no", "Data?", is_required=True)
WHICH = Asked("which", "text", "Which?", is_required=True, shown_when="data", shown_when_value="yes", words_most=3)
SAFE = Asked("safe", "several", "How?", options=("locked", "coded"), shown_when="which", shown_when_value="x")
FORM = [DATA, WHICH, SAFE]


@pytest.mark.parametrize(
    ("answers", "asked", "missing"),
    [
        ({}, {"data"}, ["data"]),
        ({"data": "no", "which": "kept from before"}, {"data"}, []),
        ({"data": "yes"}, {"data", "which"}, ["which"]),
        ({"data": "yes", "which": "x"}, {"data", "which", "safe"}, []),
    ],
)
def test_a_question_is_asked_only_after_its_condition(
    answers: dict[str, str], asked: set[str], missing: list[str]
) -> None:
    assert (set(asked_now(FORM, answers)), [one.key for one in holes(FORM, answers)]) == (asked, missing)


@pytest.mark.parametrize(
    ("question", "answer", "fits"),
    [
        (WHICH, "one two three", True),
        (WHICH, "one two three four", False),
        (SAFE, "locked\ncoded", True),
        (SAFE, "hidden", False),
        (DATA, "yes\nno", False),
        (Asked("n", "number", "How many?"), "12,5", True),
        (Asked("n", "number", "How many?"), "a dozen", False),
        (DATA, "", True),
    ],
)
def test_what_can_be_kept(question: Asked, answer: str, fits: bool) -> None:
    assert (answer_problem(question, answer) == "") is fits


def test_a_form_that_cannot_be_answered_is_found_out() -> None:
    wrong = [
        Asked("a", "choice", "A", options=("only",)),
        Asked("b", "text", "B", shown_when="c", shown_when_value="x"),
        Asked("c", "choice", "C", options=("x", "y")),
        Asked("d", "text", "D", shown_when="c", shown_when_value="z"),
        Asked("e", "text", "E", shown_when="b", shown_when_value="x"),
    ]
    assert [problem.split("”")[0] for problem in form_problems(wrong)] == ["“A", "“B", "“D", "“E"]
    assert form_problems([DATA, WHICH]) == []


def test_what_ruling_questions_out_costs() -> None:
    assert [ranks_required(3, offered, never) for offered, never in ((8, 0), (4, 2), (2, 0), (1, 1))] == [3, 2, 2, 0]
    assert cost_of_never(4, 0, 3) == ""
    assert cost_of_never(4, 2, 3).endswith("2 of 4 questions are left; each one fewer makes a place less likely. "
                                           "You rank 2 instead of 3.")  # fmt: skip
    assert cost_of_never(1, 1, 3).endswith("No question is left, so you cannot be placed at all.")
