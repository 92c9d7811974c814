"""The ledger: filters, order, counts, one recommendation's story; a fixed number of queries."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bridgework.apps.impact.models import LedgerRow
from bridgework.apps.reports.models import Recommendation
from bridgework.kernel import search
from bridgework.kernel.errors import NotFound
from bridgework.kernel.permissions import VISITOR
from bridgework.threads import ledger as reads
from bridgework.threads.ledger import InOrder, LedgerFilter
from bridgework.threads.recommendations import recommendation
from tests.cast import NOW, Cast, make_cast, make_report
from tests.threads.full import RESOLVED, full_thread

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
CODE = "2026-rural-buses"


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def put_rows(cast: Cast, count: int = 3) -> list[Recommendation]:
    from bridgework.apps.impact import projection

    _, rows = make_report(cast, count)
    projection.refresh(rows)
    return rows


def codes(**chosen: object) -> list[str]:
    found = reads.ledger(LedgerFilter(**chosen), today=TODAY)  # type: ignore[arg-type]
    return [row.recommendation.code for row in InOrder(found, str(chosen.get("sort", "")))]


def test_what_is_overdue_comes_first_then_what_is_due_then_the_newest(cast: Cast) -> None:
    rows = put_rows(cast, 4)
    for row, days in ((rows[1], 5), (rows[3], -5)):
        LedgerRow.objects.filter(recommendation=row).update(reply_due_on=TODAY + timedelta(days=days))
    assert codes() == [f"{CODE}/{number}" for number in (4, 2, 3, 1)]
    assert codes(overdue=True) == [f"{CODE}/4"]
    # The same order whatever the page it is cut at.
    found = InOrder(reads.ledger(LedgerFilter(), today=TODAY))
    assert [row.recommendation.code for start in range(4) for row in found[start : start + 1]] == codes()
    assert len(found) == 4


def test_filters_say_what_they_say(cast: Cast) -> None:
    rows = full_thread(cast, more=2)
    assert codes(decision="agreed_with_changed_words") == [rows[0].code]
    assert codes(decision="noted") == [rows[2].code, rows[1].code]
    assert codes(progress="done") == [rows[0].code]
    assert codes(progress="unknown") == [rows[2].code, rows[1].code]
    assert codes(round=cast.round.public_id, sort="entered") == [one.code for one in rows]
    assert codes(committee=cast.body.public_id, sort="-decided") == [one.code for one in reversed(rows)]
    assert codes(text="number 2") == [rows[1].code]
    assert codes(state="closed_done") == []
    assert codes(round="0" * 14) == []


def test_words_are_found_in_any_form_and_their_letters_where_no_word_is(cast: Cast) -> None:
    rows = full_thread(cast, more=2)
    search.refresh_all(Recommendation.objects.all())
    assert codes(text="numbers 2") == codes(text="umber 2") == [rows[1].code]
    # The index knows the question's words too; the ledger asks for the recommendation's.
    assert len(search.find(cast.challenge.question.title, actor=VISITOR).hits) >= 3
    assert codes(text=cast.challenge.question.title) == []
    assert codes(text="?!") == []


def test_words_find_what_is_not_public_for_its_programme_alone(cast: Cast) -> None:
    rows = put_rows(cast, 3)
    hidden = Recommendation.objects.filter(pk=rows[0].pk)
    hidden.update(is_public=False)
    LedgerRow.objects.filter(recommendation=rows[0]).update(is_public=False)
    search.refresh_all(Recommendation.objects.all())
    found = [
        sorted(
            row.recommendation_id for row in reads.ledger(LedgerFilter(text="recommendation"), today=TODAY, actor=who)
        )
        for who in (VISITOR, cast.actor("officer"), cast.actor("lead"))
    ]
    assert [len(one) for one in found] == [2, 2, 3]


def test_what_is_not_public_is_neither_listed_nor_counted(cast: Cast) -> None:
    rows = put_rows(cast, 3)
    LedgerRow.objects.filter(recommendation=rows[0]).update(is_public=False)
    assert len(codes()) == 2
    assert reads.ledger_counts(reads.rows_visible_to(VISITOR), TODAY).total == 2
    assert reads.ledger_counts(reads.rows_visible_to(cast.actor("lead")), TODAY).total == 3
    assert reads.rows_visible_to(cast.actor("officer")).count() == 2


def test_four_facts_in_words(cast: Cast) -> None:
    full_thread(cast)
    first, second = reads.entries(InOrder(reads.ledger(LedgerFilter(), today=TODAY), "entered"), today=TODAY)
    assert [first.decision.words, first.reported.words, first.checked.words, first.observed.words] == [
        "Agreed with changed words",
        "Done",
        "Agrees with what was reported",
        "Service outcome: outcome reported",
    ]
    assert [second.decision.words, second.reported.words, second.checked.words, second.observed.words] == [
        "Noted",
        "Nothing reported yet",
        "Not checked yet",
        "No change observed yet",
    ]
    assert first.committee == "Transport and Communities Committee"


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_of_the_ledger_takes_the_same_number_of_queries_whatever_it_holds(cast: Cast, count: int) -> None:
    put_rows(cast, count)
    with CaptureQueriesContext(connection) as counted:
        found = InOrder(reads.ledger(LedgerFilter(), today=TODAY))
        reads.entries(found[0:25], today=TODAY)
    assert len(counted) == 3


def test_one_recommendation_holds_four_dated_histories(cast: Cast) -> None:
    rows = full_thread(cast)
    story = recommendation(rows[0].code, actor=VISITOR, today=TODAY)
    assert [
        len(story.histories.decisions),
        len(story.histories.reported),
        len(story.histories.checked),
        len(story.histories.observed),
    ] == [1, 1, 1, 1]
    assert [one.letter for one in story.put_by] == ["a"]
    assert story.histories.decisions[0].origin == "resolution"
    assert story.histories.contradictions == ()
    decided = story.histories.decisions[0]
    assert (decided.text, [one.text for one in decided.change if one.kind != "equal"]) == (RESOLVED, ["four", "six"])


def test_of_a_paper_that_is_private_no_words_are_told(cast: Cast) -> None:
    rows = full_thread(cast)
    cast.challenge.papers.update(is_private=True)
    story = recommendation(rows[0].code, actor=VISITOR, today=TODAY)
    decided = story.histories.decisions[0]
    assert (decided.text, decided.change, [one.text for one in story.put_by]) == ("", (), [""])


@pytest.mark.parametrize("more", [1, 3])
def test_one_recommendation_takes_the_same_number_of_queries_whatever_it_holds(cast: Cast, more: int) -> None:
    rows = full_thread(cast, more=more)
    with CaptureQueriesContext(connection) as counted:
        recommendation(rows[0].code, actor=VISITOR, today=TODAY)
    assert len(counted) == 9


def test_what_does_not_fit_is_said(cast: Cast) -> None:
    rows = full_thread(cast)
    rows[0].independent_checks.update(progress="not_started", checked_on=date(2026, 2, 25))
    story = recommendation(rows[0].code, actor=VISITOR, today=TODAY)
    assert story.histories.contradictions[0] == (
        "Reported as done on Fri 20 February 2026, but checked as not started on Wed 25 February 2026."
    )


def test_the_ladder_is_shown_while_a_word_is_late(cast: Cast) -> None:
    rows = put_rows(cast, 1)
    LedgerRow.objects.update(reply_due_on=TODAY - timedelta(days=15), reply_due_from="the committee")
    story = recommendation(rows[0].code, actor=VISITOR, today=TODAY)
    assert story.entry.overdue is not None
    assert story.entry.overdue.words == "15 days late. Next: third letter, Sun 15 March 2026."
    assert [(rung.label, come) for rung, _, come in story.ladder] == [
        ("Asked again", True),
        ("Second letter", True),
        ("Third letter", False),
        ("Public statement that no reply came", False),
    ]


def test_a_recommendation_that_is_not_public_is_not_found(cast: Cast) -> None:
    rows = put_rows(cast, 1)
    LedgerRow.objects.update(is_public=False)
    with pytest.raises(NotFound):
        recommendation(rows[0].code, actor=VISITOR, today=TODAY)
    assert recommendation(rows[0].code, actor=cast.actor("lead"), today=TODAY).entry.code == rows[0].code


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("statement", "index"),
    [
        ("SELECT count(*) FROM impact_ledgerrow WHERE is_public AND reply_due_on IS NOT NULL", "reply_due_on"),
        ("SELECT count(*) FROM impact_ledgerrow WHERE is_public AND observed > ''", "observed"),
        (
            "SELECT recommendation_id FROM impact_ledgerrow WHERE is_public AND reply_due_on IS NULL"
            " ORDER BY recommendation_id DESC LIMIT 25 OFFSET 4000",
            "reply_due_on",
        ),
        (
            "SELECT recommendation_id FROM impact_ledgerrow WHERE is_public AND decided_on IS NOT NULL"
            " ORDER BY decided_on DESC, recommendation_id DESC LIMIT 25 OFFSET 4000",
            "decided_on",
        ),
    ],
)
def test_counts_and_deep_pages_read_an_index_alone(statement: str, index: str, db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {statement}")
        plan = [row[3] for row in cursor.fetchall()]
    assert len(plan) == 1
    assert plan[0].startswith(f"SEARCH impact_ledgerrow USING COVERING INDEX ledger_public_{index} ")
