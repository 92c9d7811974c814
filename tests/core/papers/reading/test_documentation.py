from __future__ import annotations

import re
from pathlib import Path

from bridgework.core.papers.reading.holes import CODES
from bridgework.core.papers.reading.refusing import REFUSALS
from bridgework.core.papers.schema import paper_schema

REFERENCE = Path(__file__).parents[4] / "docs" / "reference"


def _table(heading: str) -> dict[str, list[str]]:
    """The rows below a heading by the code in their first column."""
    part = (REFERENCE / "paper-reading.md").read_text(encoding="utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = [[cell.strip() for cell in line.strip("| \n").split(" | ")] for line in part.splitlines() if "`" in line]
    return {row[0].strip("`"): row[1:] for row in rows if row[0].startswith("`")}


def test_every_hole_is_explained() -> None:
    assert _table("Holes of a paper") == {code: [words] for code, words in CODES.items()}


def test_every_refusal_is_explained() -> None:
    assert _table("Documents that are not read") == {code: list(words) for code, words in REFUSALS.items()}


def test_every_key_of_the_format_is_explained() -> None:
    text = (REFERENCE / "paper-json.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(\w+)`", text))
    assert set(paper_schema()["required"]) - named == set()
