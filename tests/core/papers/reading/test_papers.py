from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bridgework.core.papers.as_json import as_json, from_json
from bridgework.core.papers.reading.reading import read_paper
from tests.core.papers.reading import made

EXPECTED = Path(__file__).parent / "expected"
MADE = ("numbered_by_word", "with_tracked_changes", "split_over_pages", "numbered_throughout")


def _data(name: str) -> bytes:
    return getattr(made, name)() if name in MADE else made.paper(name)


def _shown(name: str) -> dict[str, Any]:
    data = as_json(read_paper(_data(name), name=name if "." in name else ""))
    from_json(data)
    data["places"] = {pointer: one["place"] for pointer, one in data.pop("provenance").items()}
    return data


@pytest.mark.parametrize("name", [*made.NAMES, *MADE])
def test_a_paper_is_read_as_a_person_read_it(name: str) -> None:
    assert _shown(name) == json.loads((EXPECTED / f"{name}.json").read_text(encoding="utf-8"))


def test_every_expected_result_has_a_paper() -> None:
    assert sorted(one.stem for one in EXPECTED.iterdir()) == sorted([*made.NAMES, *MADE])
