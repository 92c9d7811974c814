"""The two published papers, where their text lies beside the repository. People are compared by count and post."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from bridgework.core.papers.as_json import as_json, from_json
from bridgework.core.papers.reading.reading import read_paper
from bridgework.core.papers.record import PaperRecord

SOURCES = Path(__file__).parents[5] / "shared" / "sources"
OF_2022, OF_2020 = SOURCES / "001-committee-paper-2022-03-10.txt", SOURCES / "003-committee-paper-2020-01-23.txt"
pytestmark = pytest.mark.skipif(not SOURCES.is_dir(), reason="the texts of the papers are not here")


def _read(path: Path) -> PaperRecord:
    record = read_paper(path.read_bytes(), name=path.name)
    assert from_json(as_json(record)) == record
    return record


def test_the_paper_of_2022() -> None:
    record = _read(OF_2022)
    assert (
        record.body,
        record.meeting_date,
        record.electoral_divisions,
        record.key_decision,
        record.forward_plan_ref,
    ) == (
        "Communities, Social Mobility, and Inclusion Committee",
        "2022-03-10",
        ("All",),
        False,
        None,
    )
    assert [one.post for one in record.author] == ["Service Director for Communities and Partnerships"]
    assert [(one.kind, one.post) for one in record.contacts] == [
        ("officer", "Social Mobility Manager"),
        ("councillor", "Chair"),
        ("councillor", "Vice-Chair"),
    ]
    assert [one.label for one in record.proposals] == ["a", "b", "c"]
    assert [(one.number, len(one.paragraphs)) for one in record.sections] == [
        ("1", 4), ("2", 6), ("3", 0), ("4", 0), ("5", 0), ("6", 0),
    ]  # fmt: skip
    assert [one.number for one in record.priorities] == ["3.1", "3.2", "3.3", "3.4", "3.5"]
    assert [(one.number, one.status) for one in record.implications[7:]] == [
        ("4.8", None), ("4.8.1", None), ("4.8.2", "neutral"), ("4.8.3", "neutral"), ("4.8.4", "neutral"),
        ("4.8.5", "neutral"), ("5.8.6", "neutral"), ("5.8.7", "positive"),
    ]  # fmt: skip
    assert [(one.answer, bool(one.officer)) for one in record.clearances] == [
        ("yes", False), *[("yes", True)] * 5, (None, False),
    ]  # fmt: skip
    assert [len(one) for one in (record.appendices, record.source_documents)] == [1, 2]
    assert [one.text for one in record.unread] == ["5"]


def test_the_holes_of_the_paper_of_2022() -> None:
    assert Counter(one.code for one in _read(OF_2022).warnings) == {
        "clearance-without-officer": 1,
        "answer-in-officer-field": 1,
        "status-missing": 1,
        "stray-text": 1,
        "misnumbered": 2,
        "refers-to-other-answer": 5,
        "task-without-owner-or-date": 1,
    }


def test_the_paper_of_2020() -> None:
    record = _read(OF_2020)
    assert (record.body, record.meeting_date, record.key_decision, record.forward_plan_ref) == (
        "Communities & Partnership Committee",
        "2020-01-23",
        False,
        None,
    )
    assert [one.post for one in record.author] == ["Executive Director: Business Improvement & Development"]
    assert [(one.kind, one.post, bool(one.email), bool(one.tel)) for one in record.contacts] == [
        ("officer", "Executive Director: Business Improvement & Development", True, True),
        ("councillor", "Chairman", True, True),
        ("councillor", "Vice-Chairman", True, True),
    ]
    assert [one.label for one in record.proposals] == ["a", "b"]
    numbers = [one.number for one in record.sections[1].paragraphs]
    assert numbers == ["2.1", "2.2", "2.3", "2.4", "2.5", "2.6", "2.7", None]
    assert record.sections[1].paragraphs[5].text.count("\n") == 4
    assert [one.number for one in record.implications] == ["4.1", "4.2", "4.3", "4.4", "4.5", "4.6", "4.7"]
    assert [one.answer for one in record.clearances] == ["yes", "yes", "yes", "yes", "no", "yes", "yes"]
    assert [one.title for one in record.appendices] == ["Appendix 1"]
    assert (record.source_documents, record.unread) == ((), ())


def test_the_holes_of_the_paper_of_2020() -> None:
    assert Counter(one.code for one in _read(OF_2020).warnings) == {
        "clearance-answered-no": 1,
        "question-without-mark": 1,
        "refers-to-other-answer": 1,
        "identical-answers": 1,
    }
