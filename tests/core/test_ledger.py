"""The four facts of a recommendation."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridgework.core.ledger import (
    LADDER,
    ChangeKind,
    Contradiction,
    Decision,
    Entry,
    FourFacts,
    Grade,
    Progress,
    contradictions,
    current,
    current_decision,
    four_facts,
    may_close_action,
    may_close_recommendation,
    months_after,
    overdue,
    prompts,
    prompts_due,
)

MEETING = date(2026, 3, 10)


def entry(day: int, value: str, source: str = "", superseded: bool = False) -> Entry:
    return Entry(MEETING + timedelta(days=day), value, source, superseded=superseded)


@given(st.lists(st.tuples(st.integers(0, 9), st.booleans())))
def test_the_current_entry_is_the_latest_that_stands(made: list[tuple[int, bool]]) -> None:
    history = [Entry(MEETING + timedelta(days=day), str(n), superseded=gone) for n, (day, gone) in enumerate(made)]
    found = current(history)
    standing = [e for e in history if not e.superseded]
    if found is None:
        assert standing == []
    else:
        later = [e for e in standing if (e.on, int(e.value)) > (found.on, int(found.value))]
        assert not found.superseded
        assert later == []


def test_a_resolution_outweighs_a_later_reply_and_both_are_kept() -> None:
    decisions = [entry(0, "agreed", "resolution"), entry(30, "declined", "reply")]
    assert current_decision(decisions) == decisions[0]
    assert current_decision(decisions[1:]) == decisions[1]
    facts = four_facts(decisions, [], [], [])
    assert contradictions(facts, decisions) == (
        Contradiction(
            "resolution-against-reply",
            "The committee’s decision was “agreed” (Tue 10 March 2026); the reply was “declined” (Thu 9 April 2026).",
        ),
    )


def test_reported_done_but_checked_not_done() -> None:
    facts = four_facts([entry(0, "agreed")], [entry(90, "done")], [entry(100, "under_way")], [])
    assert contradictions(facts) == (
        Contradiction(
            "reported-against-checked",
            "Reported as done on Mon 8 June 2026, but checked as under way on Thu 18 June 2026.",
        ),
    )


def test_declined_but_done_and_a_change_before_any_action() -> None:
    facts = four_facts([entry(0, "declined")], [entry(9, "done")], [entry(9, "done")], [])
    assert [c.rule for c in contradictions(facts)] == ["declined-but-acted-on"]
    facts = four_facts([entry(0, "agreed")], [entry(9, "not_started")], [], [entry(20, "policy")])
    assert [c.rule for c in contradictions(facts)] == ["change-before-action"]
    facts = four_facts([entry(0, "agreed")], [entry(9, "not_started")], [], [entry(20, "none_found")])
    assert contradictions(facts) == ()


@given(
    st.sampled_from([None, *Decision]),
    st.sampled_from([None, *Progress]),
    st.sampled_from([None, *Progress]),
    st.sampled_from([None, *ChangeKind]),
)
def test_unknown_facts_never_contradict(
    decided: Decision | None, reported: Progress | None, checked: Progress | None, observed: ChangeKind | None
) -> None:
    values = (decided, reported, checked, observed)
    given_facts = [Entry(MEETING, value) if value else None for value in values]
    found = contradictions(FourFacts(*given_facts))
    if sum(fact is not None for fact in given_facts) < 2:
        assert found == ()


def test_reasons_are_compulsory_unless_agreed() -> None:
    assert [d.value for d in Decision if not d.needs_reason] == ["agreed", "no_reply", "no_decision_found"]
    assert [p.value for p in Progress if p.needs_reason] == ["stopped", "overtaken"]


def test_the_vocabularies_read_as_words() -> None:
    assert Decision.AGREED_WITH_CHANGED_WORDS.label == "Agreed with changed words"
    assert Progress.UNDER_WAY.label == "Under way"
    assert ChangeKind.CAREER.label == "A participant’s career"
    assert ChangeKind.NONE_FOUND.label == "No change found"
    assert [grade.label for grade in Grade] == [
        "Noted",
        "Used",
        "Acted on",
        "Outcome reported",
        "Outcome compared",
        "Outcome tested",
    ]
    assert len({grade.meaning for grade in Grade}) == len(Grade)


@pytest.mark.parametrize(
    ("days", "rung", "words"),
    [
        (1, "asked_again", "1 day late. Next: second letter, Tue 24 March 2026."),
        (13, "asked_again", "13 days late. Next: second letter, Tue 24 March 2026."),
        (14, "second_letter", "14 days late. Next: third letter, Tue 7 April 2026."),
        (28, "third_letter", "28 days late. Next: public statement that no reply came, Tue 5 May 2026."),
        (400, "public_statement", "400 days late. Public statement that no reply came."),
    ],
)
def test_the_ladder(days: int, rung: str, words: str) -> None:
    found = overdue(MEETING, MEETING + timedelta(days=days))
    assert found is not None
    assert found.rung is not None
    assert (found.rung.key, found.words) == (rung, words)


def test_nothing_is_overdue_on_the_day_itself() -> None:
    assert overdue(MEETING, MEETING) is None
    late = overdue(MEETING, MEETING + timedelta(days=3), ladder=LADDER[1:])
    assert late is not None
    assert late.rung is None
    bare = overdue(MEETING, MEETING + timedelta(days=3), ladder=())
    assert bare is not None
    assert bare.words == "3 days late."


def test_prompts_count_from_the_meeting_else_from_publication() -> None:
    from_meeting = prompts(MEETING, date(2026, 1, 1))
    assert [(p.months, p.on) for p in from_meeting] == [
        (6, date(2026, 9, 10)),
        (12, date(2027, 3, 10)),
        (24, date(2028, 3, 10)),
    ]
    assert from_meeting[0].reason == "6 months after the deciding meeting."
    assert prompts(None, date(2026, 8, 31))[0].on == date(2027, 2, 28)
    assert prompts(None, date(2026, 8, 31))[0].reason == "6 months after publication."
    assert prompts(None, None) == ()
    assert [p.months for p in prompts_due(from_meeting, date(2027, 3, 10))] == [6, 12]
    assert [p.months for p in prompts_due(from_meeting, date(2027, 3, 10), asked={6})] == [12]


def test_months_after_the_end_of_a_month() -> None:
    assert months_after(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert months_after(date(2027, 8, 31), 6) == date(2028, 2, 29)
    assert months_after(date(2026, 12, 15), 12) == date(2027, 12, 15)


@pytest.mark.parametrize("role", ["programme_lead", "coordinator"])
def test_the_programme_closes_a_recommendation_and_an_owner_never(role: str) -> None:
    assert may_close_recommendation({role}, is_owner=False) is None
    refused = may_close_recommendation({role}, is_owner=True)
    assert refused is not None
    assert refused.remedy == "Report it as done; the programme lead or a coordinator closes it."


@pytest.mark.parametrize("role", ["clerk", "question_owner", "reviewer", "chair", "researcher"])
def test_nobody_else_closes_a_recommendation(role: str) -> None:
    refused = may_close_recommendation({role}, is_owner=False)
    assert refused is not None
    assert refused.reason == "You hold no role that closes it."


def test_the_clerk_closes_an_action_a_committee_set_citing_a_meeting() -> None:
    assert may_close_action({"clerk"}, is_owner=False, tasked_by_committee=True, cites_meeting=True) is None
    reasons = {
        (owner, roles, cites): may_close_action({roles}, is_owner=owner, tasked_by_committee=True, cites_meeting=cites)
        for owner, roles, cites in [(False, "clerk", False), (True, "clerk", True), (False, "programme_lead", True)]
    }
    assert [refused and refused.reason for refused in reasons.values()] == [
        "No meeting is named.",
        "You own it.",
        "You are not the committee’s clerk.",
    ]
    assert may_close_action({"coordinator"}, is_owner=False, tasked_by_committee=False, cites_meeting=False) is None
    assert may_close_action({"coordinator"}, is_owner=True, tasked_by_committee=False, cites_meeting=False) is not None
