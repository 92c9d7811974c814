from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bridgework.apps.questions import actions, queries
from bridgework.apps.questions.models import Question
from bridgework.apps.questions.queries import DeskFilter
from bridgework.core.encoding import encoder
from bridgework.kernel.errors import InvalidInput
from bridgework.kernel.search import refresh
from bridgework.kernel.search.meaning.vectors import encode_some
from bridgework.threads.outcomes import what_became
from tests.cast import NOW, Cast, make_cast, make_report

TODAY = NOW.date()


def titles(cast: Cast, **by: Any) -> list[str]:
    seen = queries.questions_seen_by(cast.actor("lead"), cast.programme)
    return [one.title for one in queries.filtered(seen, DeskFilter(today=TODAY, sort="title", **by))]


def test_the_desk_list_filters_by_state_theme_round_owner_and_what_waits(cast: Cast, proposed: Question) -> None:
    lead = cast.actor("lead")
    loose = actions.propose_question(actor=lead, now=NOW, programme=cast.programme, wording="Who mends paths?")
    actions.keep_question(actor=lead, now=NOW, question=loose, reason="Later.", review_on=TODAY + timedelta(days=1))
    everything = ["Libraries and loneliness", "Rural buses", "Who mends paths"]
    assert titles(cast) == everything
    assert titles(cast, state="in_bank") == ["Who mends paths"]
    assert titles(cast, theme="transport") == ["Rural buses"]
    assert titles(cast, round=cast.round.public_id) == everything[:2]
    assert titles(cast, round="none") == ["Who mends paths"]
    assert titles(cast, owner=cast.person("owner").public_id) == everything[:2]
    assert titles(cast, owner="none") == ["Who mends paths"]
    assert titles(cast, words="WINTER libraries") == ["Libraries and loneliness"]
    assert titles(cast, waiting="decision") == ["Libraries and loneliness"]
    assert titles(cast, waiting="review") == []
    seen = queries.questions_seen_by(lead, cast.programme)
    assert [(one.state, one.count) for one in queries.counts_by_state(seen) if one.count] == [
        ("proposed", 1), ("taken_up", 1), ("in_bank", 1),
    ]  # fmt: skip


def test_a_page_of_the_desk_list_costs_one_query_for_one_question_and_for_three(cast: Cast) -> None:
    lead = cast.actor("lead")
    for number in range(3):
        seen = queries.filtered(queries.questions_seen_by(lead, cast.programme), DeskFilter(today=TODAY))
        with CaptureQueriesContext(connection) as counted:
            rows = queries.desk_rows(seen, TODAY)
        assert (len(rows), len(counted)) == (number + 1, 1)
        actions.propose_question(
            actor=lead, now=NOW, programme=cast.programme, round=cast.round, wording=f"Question {number}?"
        )


def test_staff_of_one_programme_see_nothing_of_another_unless_it_is_public(cast: Cast, proposed: Question) -> None:
    other = make_cast("othershire")
    seen = queries.questions_seen_by(other.actor("lead"))
    assert sorted(one.title for one in seen) == ["Rural buses", "Rural buses"]
    assert list(queries.questions_seen_by(cast.actor("outsider"), cast.programme)) == [cast.question]


def test_the_nearest_earlier_question_is_found_by_any_of_its_wordings(cast: Cast, proposed: Question) -> None:
    lead = cast.actor("lead")
    actions.reword_question(
        actor=lead, now=NOW, question=proposed, text="Who is alone in the dark months?", why="Plainer.", made_from=1
    )
    near = queries.nearest_earlier(lead, "Could a library help lonely people in winter?")
    assert [one.title for one in near[:1]] == ["Libraries and loneliness"]
    assert near[0].wording == "How can libraries help people who live alone in winter?"
    others = queries.nearest_earlier(lead, near[0].wording, question=proposed)
    assert [(one.title, one.closeness, one.is_likely_same) for one in others] == [
        ("Rural buses", "some words shared", False)
    ]
    hidden = queries.nearest_earlier(cast.actor("outsider"), "Could a library help lonely people in winter?")
    assert [one.title for one in hidden if one.key == proposed.pk] == []


@pytest.mark.skipif(not encoder.is_installed(), reason="bridgework[semantic] is not installed")
def test_where_meaning_is_ranked_the_nearest_question_needs_no_common_word(
    cast: Cast, proposed: Question, settings: Any
) -> None:
    settings.SEARCH_BY_MEANING = True
    refresh(proposed)
    refresh(cast.question.challenge)
    lead, asked = cast.actor("lead"), "Isolated pensioners and reading rooms"
    assert queries.nearest_earlier(lead, asked) == []
    encode_some()
    near = queries.nearest_earlier(lead, asked)
    assert (near[0].title, near[0].shared, near[0].is_likely_same) == ("Libraries and loneliness", (), False)
    assert [one.title for one in queries.nearest_earlier(cast.actor("outsider"), asked)] == ["Rural buses"]


def test_what_became_of_questions_is_told_in_one_line_each(cast: Cast, proposed: Question) -> None:
    make_report(cast, recommendations=2)
    with CaptureQueriesContext(connection) as counted:
        found = what_became([proposed.pk, cast.question.pk])
    assert found == {
        proposed.pk: "Proposed in the round 2026; nothing is decided yet.",
        cast.question.pk: "Reported in the round 2026 with 2 recommendations. Nothing is decided yet.",
    }
    assert len(counted) == 3


TABLE = """question;short name;decision by;owner email;colour
Who mends the paths?;Paths;12 March 2026;;green
;No question;;;
"How can libraries help
people who live alone?";Libraries;soon;nobody@example.org;
Who mends the  PATHS?;Again;;;
"""


def test_a_table_is_judged_line_by_line_before_anything_is_written(cast: Cast) -> None:
    plan = actions.plan_import(actor=cast.actor("lead"), programme=cast.programme, text=TABLE)
    assert [(one.line, one.wording, one.decision_by) for one in plan.questions] == [
        (2, "Who mends the paths?", date(2026, 3, 12))
    ]
    assert [(one.line, one.column) for one in plan.problems] == [
        (3, "question"), (5, "decision by"), (5, "owner email"), (6, "question"),
    ]  # fmt: skip
    assert (plan.lines_left_out, plan.columns_not_read) == (3, ("colour",))
    assert Question.objects.count() == 1


def test_all_lines_are_taken_in_or_those_left_out_are_named(cast: Cast) -> None:
    lead = cast.actor("lead")
    with pytest.raises(InvalidInput):
        actions.import_questions(actor=lead, now=NOW, programme=cast.programme, round=cast.round, text=TABLE)
    assert Question.objects.count() == 1
    made, plan = actions.import_questions(
        actor=lead, now=NOW, programme=cast.programme, round=cast.round, text=TABLE, leave_out_wrong=True
    )
    assert ([one.title for one in made], plan.lines_left_out) == (["Paths"], 3)


@pytest.mark.parametrize("text", ["", "\x00", "name\nx", 'question\n"open', "question\n", "x" * 1_000_001])
def test_what_is_no_table_is_refused_as_a_whole(cast: Cast, text: str) -> None:
    with pytest.raises(InvalidInput):
        actions.import_questions(
            actor=cast.actor("lead"), now=NOW, programme=cast.programme, round=None, text=text, leave_out_wrong=True
        )
