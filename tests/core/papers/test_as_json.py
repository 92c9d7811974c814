from __future__ import annotations

import json
from pathlib import Path

import pytest

from bridgework.core.papers.as_json import RecordInvalid, as_json, from_json
from bridgework.core.papers.record import (
    ClearanceRow,
    Contact,
    FrontLine,
    ImplicationRow,
    LetteredProposal,
    Link,
    Named,
    PaperRecord,
    Paragraph,
    Read,
    ResolutionRow,
    Section,
    Unread,
    Warned,
)
from bridgework.core.papers.schema import paper_schema

SCHEMA = Path(__file__).parents[3] / "docs" / "reference" / "paper.schema.json"
FULL = PaperRecord(
    kind="minutes",
    title="Bicycle parking",
    body="Highways Committee",
    meeting_date="2031-03-10",
    author=(Named(None, "Head of Streets"),),
    electoral_divisions=("All",),
    key_decision=False,
    purpose="To consider.",
    proposals=(LetteredProposal("a", "note it", owner="Head of Streets", recommendations=("R1",)),),
    contacts=(Contact("officer", post="Head of Streets"),),
    sections=(Section("1", "Background", (Paragraph("1.1", "Text."),), key="background", is_private=True),),
    priorities=(ImplicationRow("3.1", "Health", "positive", None),),
    implications=(ImplicationRow("4.1", "Resource", None, "None.", is_none=True),),
    clearances=(ClearanceRow("Has finance cleared?", "yes", None, key="finance"),),
    appendices=(Link("Appendix 1", sha256="00", file="one.pdf"),),
    source_documents=(Link("Plan", "https://example.org/"),),
    resolutions=(ResolutionRow("5", "to note", "noted", votes={"for": 3}),),
    clearances_expected=7,
    provenance={"/title": Read("paragraph 1", 0.9, "BICYCLE PARKING")},
    warnings=(Warned("status-missing", "No status.", None),),
    unread=(Unread("page 2", "5"),),
    front=(FrontLine("to", "To"), FrontLine("ward", "Ward", "East")),
    first_page=17,
    notes=("Late because of snow.",),
)


@pytest.mark.parametrize("record", [PaperRecord(), FULL])
def test_what_is_written_is_read_back(record: PaperRecord) -> None:
    assert from_json(json.loads(json.dumps(as_json(record)))) == record


def test_our_own_keys_are_left_out_where_empty() -> None:
    assert set(as_json(PaperRecord())) == set(paper_schema()["required"])


def test_what_is_not_a_record_says_where() -> None:
    data = as_json(FULL)
    data["sections"][0]["paragraphs"][0]["text"] = None
    with pytest.raises(RecordInvalid) as refused:
        from_json(data)
    assert refused.value.place == "/sections/0/paragraphs/0/text"


def test_the_published_schema_is_ours() -> None:
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == paper_schema()
