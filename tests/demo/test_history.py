"""The history of the real programme as threads: gaps, inference, quotations, and two conflicting figures."""

from __future__ import annotations

import re
from datetime import date

import pytest

from bridgework.apps.committees.models import Paper, PaperReading, Resolution
from bridgework.apps.impact.models import LedgerRow
from bridgework.apps.people.models import Person
from bridgework.apps.questions.models import Challenge, Lineage
from bridgework.apps.reports.models import Recommendation
from bridgework.core.papers.as_json import from_json
from bridgework.core.papers.reading.naming import without_names
from bridgework.demo.history import load_history
from bridgework.kernel import search
from bridgework.kernel.models import AuditEntry
from bridgework.kernel.permissions import SYSTEM, VISITOR
from bridgework.threads import queries
from bridgework.threads.featured import featured, history_in_numbers
from bridgework.threads.story import FoldPart, Thread
from tests.cast import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _history(db: None) -> None:
    load_history(actor=SYSTEM, now=NOW)


def read(code: str) -> Thread:
    return queries.thread(code, actor=VISITOR, today=date(2026, 3, 2))


def last_gap(code: str) -> str:
    part = read(code).parts[-1]
    assert isinstance(part, FoldPart)
    return part.sentence


def test_loading_twice_changes_nothing() -> None:
    before = (Challenge.objects.count(), Recommendation.objects.count(), AuditEntry.objects.count())
    again = load_history(actor=SYSTEM, now=NOW)
    assert (again.already_there, again.programmes, again.rounds, again.threads, again.recommendations) == (
        True, 2, 6, 22, 5,
    )  # fmt: skip
    assert (Challenge.objects.count(), Recommendation.objects.count(), AuditEntry.objects.count()) == before


def test_the_trail_stops_where_the_sources_stop() -> None:
    assert last_gap("2019-future-local-government") == (
        "The trail stops here. The report reached the Communities & Partnership Committee on 23 January 2020; "
        "we could not find what it decided or what came of it. If you know, tell us."
    )


def test_an_inferred_day_is_said_to_be_inferred() -> None:
    assert last_gap("2021-heat-zoning") == (
        "The trail stops here. The report reached the Environment and Green Investment Committee, probably on "
        "20 January 2022; we could not find what it decided or what came of it. If you know, tell us."
    )
    committee = next(part for part in read("2021-heat-zoning").parts if part.key == "committee")
    assert getattr(committee, "inferred_from", "").startswith("Inferred.")


def test_no_gap_says_that_there_is_none() -> None:
    for code in Challenge.objects.values_list("code", flat=True):
        for part in read(code).parts:
            if isinstance(part, FoldPart):
                assert part.sentence.endswith("If you know, tell us.")
                assert "there is no" not in part.sentence.lower()
                assert "nothing was" not in part.sentence.lower()


def test_only_quoted_and_summarised_recommendations_stand_in_the_ledger() -> None:
    assert sorted(LedgerRow.objects.values_list("recommendation__code", "recommendation__basis", "decision")) == [
        ("2019-future-local-government/1", "quoted", ""),
        ("2019-future-local-government/2", "quoted", ""),
        ("2019-future-local-government/3", "quoted", ""),
        ("2019-future-local-government/4", "quoted", ""),
        ("2021-social-mobility/1", "summary", ""),
    ]
    themes = read("2019-net-zero").reports[0].themes_note
    assert themes.startswith("Reported themes; the report’s own list was not available.")
    assert not Resolution.objects.exists()


def test_two_figures_stand_against_each_other() -> None:
    contested = [one for one in read("2019-net-zero").findings if one.contested_by]
    assert [(one.figure, one.contested_by.figure) for one in contested if one.contested_by] == [("up to 90%", "45%")]
    assert contested[0].superseded_note.endswith("we do not know which is nearer.")


def test_the_platform_was_tried_and_set_aside() -> None:
    tried = read("2021-social-mobility").tried_and_set_aside
    assert [one.answer.splitlines()[0] for one in tried] == ["Broadly negative. The paper gives no reasons."]


def test_lineage_is_inferred_and_says_so() -> None:
    family = read("2020-decarbonisation-fund").family
    assert [one.code for one in family] == [
        "2019-net-zero",
        "2020-decarbonisation-fund",
        "2021-carbon-advisory-service",
    ]
    assert set(Lineage.objects.values_list("is_inferred", flat=True)) == {True}
    shown = featured()
    assert shown is not None
    assert (shown.first_code, shown.contested is not None) == ("2019-net-zero", True)


def test_history_in_numbers_is_what_the_audit_of_the_sources_counted() -> None:
    told = history_in_numbers()
    assert told is not None
    assert (told.questions, told.received, told.decided, told.used) == (19, 6, 0, 5)


def test_co_production_has_no_committee_and_no_gap_for_it() -> None:
    thread = read("coproduction-norfolk")
    assert thread.wordings[0].text.count("no well-represented") == 1
    assert [part.key for part in thread.parts] == ["question", "wording", "team", "finding", "action", "gap"]
    assert "committee" not in last_gap("coproduction-norfolk")


def test_a_statement_of_the_council_is_the_councils() -> None:
    effects = read("2017-education-gap").effects
    assert {one.stated_by for one in effects} == {"the council"}
    assert {one.grade for one in effects} <= {"used", "acted_on", "outcome_reported"}


def test_no_address_names_a_person_and_nobody_is_named() -> None:
    assert not Person.objects.exists()
    for code in Challenge.objects.values_list("code", flat=True):
        thread = read(code)
        for source in thread.sources:
            assert "mycouncillor" not in source.address
            assert source.publisher


def test_every_quotation_has_a_source() -> None:
    for code in Challenge.objects.values_list("code", flat=True):
        thread = read(code)
        for one in thread.wordings:
            assert one.is_quotation
            assert one.source
        for recommendation in thread.recommendations:
            assert recommendation.source


def test_public_ids_are_the_same_on_every_installation() -> None:
    assert Challenge.objects.get(code="2019-net-zero").public_id == "1ayexvt4p7dyyr"
    assert all(re.fullmatch(r"[0-9a-z]{14}", one) for one in Challenge.objects.values_list("public_id", flat=True))


def test_history_can_be_searched() -> None:
    found = search.find("decarbonisation fund", actor=VISITOR)
    assert found.total >= 2
    assert "decarbonisation" in "".join(text for text, _ in found.hits[0].title).lower()


READ_CODES = {
    "2019-future-local-government": [
        "refers-to-other-answer", "identical-answers", "clearance-answered-no", "question-without-mark",
    ],
    "2021-social-mobility": [
        "task-without-owner-or-date", "status-missing", *["refers-to-other-answer"] * 4, "stray-text",
        "refers-to-other-answer", "clearance-without-officer", "answer-in-officer-field", *["misnumbered"] * 2,
    ],
}  # fmt: skip


@pytest.mark.parametrize("code", READ_CODES)
def test_a_published_paper_stands_with_its_holes_and_without_a_decision(code: str) -> None:
    paper = Paper.objects.select_related("reading").get(challenge__code=code)
    assert paper.is_historical
    assert [one["code"] for one in paper.reading.read["warnings"]] == READ_CODES[code]
    assert paper.reading.file is None
    assert not Resolution.objects.exists()
    assert paper.implications.filter(group="implications").count() == len(paper.reading.read["implications"])


def test_a_published_paper_names_nobody() -> None:
    for reading in PaperReading.objects.all():
        record = from_json(reading.read)
        assert [one.name for one in (*record.author, *record.contacts) if one.name] == []
        assert {one.officer for one in record.clearances} <= {None, "an officer"}
        assert [one for one in record.contacts if one.email or one.tel] == []
        assert without_names(record) == record
