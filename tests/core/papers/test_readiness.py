"""What keeps a paper from being published: each failure alone, and which of them nobody can let pass."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bridgework.core.papers.readiness import (
    ClearanceFact,
    DocumentFact,
    Facts,
    PrivatePart,
    Written,
    failures,
)
from bridgework.core.papers.record import ImplicationRow, LetteredProposal, Link, PaperRecord, Paragraph, Section

RECORD = PaperRecord(
    proposals=(LetteredProposal("a", "Note the report."),),
    sections=(
        Section("1", "Background", (Paragraph("1.1", "Two buses."), Paragraph("1.2", "As 1.1.")), key="background"),
        Section("4", "Implications", key="significant", kind="implications"),
    ),
    implications=(
        ImplicationRow("4.8.1", "Buildings", "neutral", "None are touched.", key="climate.buildings"),
        ImplicationRow("4.8.2", "Water", "neutral", "As 4.8.1", key="climate.water"),
    ),
    source_documents=(Link("The report"),),
)
READY = Facts(
    record=RECORD,
    written=(Written("sections/background", "Background", "Two buses."),),
    clearances=tuple(
        ClearanceFact(state, "Is it?", "Finance", state)
        for state in ("cleared", "cleared_with_comment", "not_applicable")
    ),
    has_equality_analysis=True,
    documents=(DocumentFact("pdf", "public"),),
)
SECRET = "The contractor owes the council a large sum."
PRIVATE = PrivatePart("sections/terms", "Terms", "3", "The contract is not signed.", SECRET)


def record(**changes: Any) -> dict[str, Any]:
    return {"record": replace(RECORD, **changes)}


HOLES: dict[str, tuple[dict[str, Any], str, bool]] = {
    # Code of the failure: what is changed, its place, whether it can be overridden.
    "no-proposal": (record(proposals=()), "proposals", False),
    "empty": ({"written": (Written("sections/issues", "Main issues"),)}, "sections/issues", True),
    "status-blank": (
        {"written": (Written("implications/climate.water", "Water", "As 4.8.1", status=""),)},
        "implications/climate.water",
        True,
    ),
    "none-without-reason": (
        {"written": (Written("implications/resource", "Resource", is_none=True),)},
        "implications/resource",
        True,
    ),
    "citation-broken": (
        record(implications=(ImplicationRow("4.8.2", "Water", "neutral", "As 4.8.9", key="climate.water"),)),
        "implications/climate.water",
        True,
    ),
    "numbering": (
        record(sections=(Section("1", "Background", (Paragraph("1.1", "5.8.6 Two buses."),), key="background"),)),
        "sections/background",
        True,
    ),
    "clearance-not-asked": (
        {"clearances": (ClearanceFact("f", "Is it?", "Finance", "not_asked"),)},
        "clearances/f",
        True,
    ),
    "clearance-asked": ({"clearances": (ClearanceFact("f", "Is it?", "Finance", "asked"),)}, "clearances/f", True),
    "clearance-asked-again": (
        {"clearances": (ClearanceFact("f", "Is it?", "Finance", "asked_again"),)},
        "clearances/f",
        True,
    ),
    "clearance-not-cleared": (
        {"clearances": (ClearanceFact("f", "Is it?", "Finance", "not_cleared"),)},
        "clearances/f",
        True,
    ),
    "clearance-stale": ({"clearances": (ClearanceFact("f", "Is it?", "Finance", "stale"),)}, "clearances/f", True),
    "background-papers": (record(source_documents=()), "background", True),
    "equality-analysis": ({"has_equality_analysis": False}, "equality", True),
    "exemption-unreasoned": ({"private": (replace(PRIVATE, public_interest_test=""),)}, "sections/terms", False),
    "private-in-public": (
        {"private": (PRIVATE,), "public_texts": (("sections/issues", f"We know: {SECRET.upper()}"),)},
        "sections/issues",
        False,
    ),
    "document-failed": ({"documents": (DocumentFact("pdf", "public", "A glyph is missing."),)}, "documents", False),
    "late": ({"lateness": "Late: 4 of the 5 clear days."}, "publication", False),
}


def test_a_paper_without_holes_is_ready() -> None:
    assert failures(READY) == ()


@pytest.mark.parametrize("code", HOLES)
def test_each_hole_alone_is_found_at_its_place(code: str) -> None:
    changes, place, can_be_overridden = HOLES[code]
    found = failures(replace(READY, **changes))
    assert [(one.code, one.place, one.can_be_overridden) for one in found] == [(code, place, can_be_overridden)]
    assert found[0].sentence.endswith((".", "”"))


@pytest.mark.parametrize(
    "changes",
    [
        {"lateness": "Late.", "late_reason": "The report came on Monday."},
        {"has_equality_analysis": False, "equality_reason": "Screened: nobody is worse off."},
        {**record(source_documents=()), "says_no_background": True},
        {"private": (PRIVATE,), "public_texts": (("sections/issues", "Nothing of it."),)},
        {"written": (Written("implications/climate", "Climate", is_required=False),)},
        {"written": (Written("implications/climate.water", "Water", status="neutral"),)},
    ],
)
def test_what_mends_a_hole_leaves_none(changes: dict[str, Any]) -> None:
    assert failures(replace(READY, **changes)) == ()


def test_a_number_that_stands_twice_is_wrong() -> None:
    twice = (Paragraph("1.1", "Two buses."), Paragraph("1.1", "Three buses."))
    found = failures(replace(READY, **record(sections=(Section("1", "Background", twice, key="background"),))))
    assert ("numbering", "The number 1.1 stands twice.") in [(one.code, one.sentence) for one in found]
