"""References inside a report's Markdown."""

from __future__ import annotations

import pytest

from bridgework.core.reports.record import CitedSource, ReportRecord
from bridgework.core.reports.referring import as_written, references_in, with_references
from bridgework.core.reports.resolving import source_words
from bridgework.core.reports.withdrawing import without_source

TEXT = "Heat is lost [@source:0123456789abcd, p. 12]; see [@finding:f1] and [@figure:heat-map]. [@quote:q1]"


def test_every_reference_is_found_with_its_place() -> None:
    found = references_in(TEXT)
    assert [(one.kind, one.name, one.locator) for one in found] == [
        ("source", "0123456789abcd", "p. 12"),
        ("finding", "f1", ""),
        ("figure", "heat-map", ""),
        ("quote", "q1", ""),
    ]
    assert [TEXT[one.start : one.end] for one in found] == [
        as_written(one.kind, one.name, one.locator) for one in found
    ]


@pytest.mark.parametrize(
    "plain",
    [
        r"\[@source:a]",
        "[@person:a]",
        "[@source:]",
        "[@source a]",
        "[link](@source:a)",
        "[@source:a\n, p. 1",
        "@source:a",
    ],
)
def test_what_is_no_reference_stays_as_it_is(plain: str) -> None:
    assert references_in(plain) == ()
    assert with_references(plain, lambda one: "?") == plain


def test_each_is_shown_in_its_place_and_the_rest_stays() -> None:
    shown = with_references("A [@source:a], b [@source:a, pp. 3–4].", lambda one: f"<{one.name} {one.locator}>")
    assert shown == "A <a >, b <a pp. 3–4>."


def test_a_source_taken_back_reads_like_one_that_was_never_public() -> None:
    never = CitedSource("s1", 1, "interview", is_public=False)
    record = ReportRecord("r1", "Buses", 1, sources=(CitedSource("s1", 1, "interview", title="Interviewee 1"),))
    (taken_back,) = without_source(record, "s1").sources
    assert (taken_back, source_words(taken_back)) == (never, "Not public.")
