from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree

from bridgework.core.papers.documents.akn import NAMESPACE, as_akn, faults
from bridgework.core.papers.documents.parting import private_part, public_part
from bridgework.core.papers.documents.problems import CannotBuild
from bridgework.core.papers.record import PaperRecord, Paragraph, ResolutionRow, Section
from tests.core.papers.documents.papers import paper

MINUTES = replace(
    paper(),
    kind="minutes",
    resolutions=(ResolutionRow("5", "to **note** it", "agreed", votes={"for": 3, "against": 1}),),
)
HOSTILE = paper(
    title="<x>&\x00",
    sections=(
        Section("1.", "A\x0bB", (Paragraph("1", "a\x00 <b> &amp;\n\n1. x\n   - y\n\n     z"), Paragraph("1", ""))),
    )
    * 2,
)


@pytest.mark.parametrize(
    "record",
    [paper(), public_part(paper()), private_part(paper()), MINUTES, HOSTILE, paper(kind="agenda", language="cy")],
)
def test_it_is_valid_against_the_strict_schema(record: PaperRecord) -> None:
    assert faults(as_akn(record)) == []


@pytest.mark.parametrize("kind", ["report", "minutes", "agenda"])
def test_with_nothing_but_a_title_and_a_day_it_is_valid(kind: str) -> None:
    assert faults(as_akn(PaperRecord(kind=kind, title="Bare", meeting_date="2031-01-02"))) == []


def test_what_can_be_cited_has_an_id() -> None:
    root = etree.fromstring(as_akn(paper()))
    found = {one.get("eId") for one in root.iter(f"{{{NAMESPACE}}}paragraph")}
    assert {"para_1-1", "para_2-3", "rec_a", "rec_b"} <= found
    (ref,) = root.iter(f"{{{NAMESPACE}}}ref")
    assert ref.get("href") == "#para_1-2"


def test_a_fault_is_found() -> None:
    broken = as_akn(paper()).replace(b"<num>1</num>", b"<number>1</number>")
    assert faults(broken) != []


def test_without_a_day_it_cannot_be_named() -> None:
    with pytest.raises(CannotBuild, match="day of the meeting"):
        as_akn(PaperRecord(title="Bare"))
