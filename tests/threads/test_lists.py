"""Lists of threads, threads as JSON, case studies."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bridgework.demo.history import load_history
from bridgework.kernel.permissions import SYSTEM, VISITOR
from bridgework.threads import as_json, queries
from bridgework.threads.case_study import as_markdown, case_study
from bridgework.threads.lists import ThreadFilter, listed, public_threads
from bridgework.threads.schema import thread_schema
from tests.cast import NOW, Cast, make_cast, make_challenge
from tests.threads.full import full_thread

pytestmark = pytest.mark.django_db
SCHEMA = Path(__file__).parents[2] / "docs" / "reference" / "thread.schema.json"
TODAY = NOW.date()


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def codes(**chosen: str) -> list[str]:
    return [one.code for one in listed(public_threads(ThreadFilter(**chosen)))]


def test_reach_is_the_furthest_thing_that_is_known() -> None:
    load_history(actor=SYSTEM, now=NOW)
    assert codes(reach="decision") == []
    assert codes(reach="change") == [
        "2020-care-leavers",
        "2019-net-zero",
        "2018-measures-of-outcome",
        "2017-deprivation",
        "2017-education-gap",
    ]
    assert codes(reach="action") == [
        "coproduction-lincoln-mablethorpe",
        "coproduction-norfolk",
        "coproduction-redcar-cleveland",
    ]
    assert len(codes(reach="committee")) == 5
    assert sum(len(codes(reach=key)) for key in ("question", "report", "committee", "action", "change")) == 22


def test_filters_by_words_theme_and_place() -> None:
    load_history(actor=SYSTEM, now=NOW)
    assert codes(text="advisory decarbonisation") == ["2021-carbon-advisory-service"]
    assert codes(theme="education") == ["2018-school-preference", "2017-education-gap"]
    assert codes(place="Norfolk") == ["coproduction-norfolk"]
    assert codes(text="\x00") == codes()


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_takes_the_same_number_of_queries_whatever_it_holds(cast: Cast, count: int) -> None:
    for number in range(1, count):
        make_challenge(cast.programme, cast.round, f"Other {number}", f"2026-other-{number}")
    with CaptureQueriesContext(connection) as counted:
        assert len(listed(public_threads())) == count
    assert len(counted) == 2


def test_the_published_schema_is_the_one_the_records_have() -> None:
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == thread_schema()


def test_every_thread_fits_the_schema(cast: Cast) -> None:
    full_thread(cast, more=2)
    load_history(actor=SYSTEM, now=NOW)
    validator = jsonschema.Draft202012Validator(thread_schema())
    for code in codes():
        told = as_json.thread_json(queries.thread(code, actor=VISITOR, today=TODAY), address="https://example.org/")
        errors = [error.message for error in validator.iter_errors(json.loads(json.dumps(told)))]
        assert errors == []


def test_a_case_study_holds_the_five_parts_and_says_its_gaps(cast: Cast) -> None:
    full_thread(cast)
    load_history(actor=SYSTEM, now=NOW)
    titles = ["The challenge", "The solution", "What changed, money included", "How it is kept up", "Lessons"]
    for code in codes():
        study = case_study(queries.thread(code, actor=VISITOR, today=TODAY))
        assert [section.title for section in study.sections] == titles
        assert all(section.paragraphs or section.points for section in study.sections)
    told = as_markdown(
        case_study(queries.thread("2019-healthy-fenland", actor=VISITOR, today=TODAY)), address="https://example.org/"
    )
    assert "We could not find what changed." in told


def test_markdown_takes_no_text_for_a_mark(cast: Cast) -> None:
    cast.question.title = "# Not a heading\n> nor this"
    cast.question.save()
    told = as_markdown(
        case_study(queries.thread("2026-rural-buses", actor=VISITOR, today=TODAY)), address="https://example.org/"
    )
    assert told.splitlines()[0] == "# \\# Not a heading > nor this"
