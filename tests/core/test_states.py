"""The engine behind every state table."""

from __future__ import annotations

import pytest

from bridgework.core.states import Move, MoveRefused, StateTable, TableInvalid

STATES = ("draft", "open", "under_review", "closed")
MOVES = (
    Move("open", "draft", "open", "Open it"),
    Move("review", "open", "under_review", "Review it"),
    Move("close", ("open", "under_review"), "closed", "Close it", needs_reason=True),
)
TABLE = StateTable("question", "draft", STATES, MOVES)
PAIRS = {
    ("draft", "open"): "open",
    ("open", "review"): "under_review",
    ("open", "close"): "closed",
    ("under_review", "close"): "closed",
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("event", ["open", "review", "close"])
def test_every_pair_of_state_and_event(state: str, event: str) -> None:
    if (state, event) in PAIRS:
        assert TABLE.after(state, event) == PAIRS[state, event]
        assert TABLE.allows(state, event)
    else:
        assert not TABLE.allows(state, event)
        with pytest.raises(MoveRefused):
            TABLE.after(state, event)


def test_a_refusal_names_the_rule_the_reason_and_what_is_possible() -> None:
    with pytest.raises(MoveRefused) as refused:
        TABLE.after("draft", "close")
    assert refused.value.rule == "“Close it” is possible only when the question is open or under review."
    assert refused.value.reason == "It is now draft."
    assert refused.value.remedy == "Possible now: “Open it”."


def test_a_refusal_of_an_unknown_event_at_the_end_of_life() -> None:
    with pytest.raises(MoveRefused) as refused:
        TABLE.after("closed", "send_back")
    assert str(refused.value) == (
        "“send back” is not something a question can do. It is now closed. Nothing more can happen to it."
    )


def test_possible_moves_come_in_the_order_of_the_table() -> None:
    assert [move.event for move in TABLE.possible("open")] == ["review", "close"]
    assert TABLE.move("open", "close").needs_reason
    assert [state for state in STATES if TABLE.is_final(state)] == ["closed"]


def test_the_diagram_for_the_documentation() -> None:
    assert TABLE.diagram() == (
        "stateDiagram-v2\n"
        "    [*] --> draft\n"
        "    draft --> open: Open it\n"
        "    open --> under_review: Review it\n"
        "    open --> closed: Close it\n"
        "    under_review --> closed: Close it\n"
        "    closed --> [*]\n"
    )


@pytest.mark.parametrize(
    ("initial", "states", "moves", "message"),
    [
        ("nowhere", STATES, MOVES, "question: the initial state 'nowhere' is unknown"),
        ("draft", (*STATES, "draft"), MOVES, "question: a state is listed twice"),
        ("draft", (*STATES, "lost"), MOVES, "question: no move leads to ['lost']"),
        ("draft", STATES, (*MOVES, Move("x", "draft", "gone", "X")), "question: 'x' names unknown 'gone'"),
        ("draft", STATES, (*MOVES, Move("open", "draft", "closed", "X")), "question: 'draft' has 'open' twice"),
        ("draft", STATES, (*MOVES, Move("x", (), "closed", "X")), "question: 'x' starts from no state"),
    ],
)
def test_a_table_that_contradicts_itself_is_refused_at_once(
    initial: str, states: tuple[str, ...], moves: tuple[Move, ...], message: str
) -> None:
    with pytest.raises(TableInvalid) as invalid:
        StateTable("question", initial, states, moves)
    assert str(invalid.value) == message
