"""What is published about forming teams is so: the schemas, and the example in plain English."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest

from bridgework.core.formation.explaining import explain
from bridgework.core.formation.schema import allocation_schema, round_schema
from bridgework.core.formation.solving import solve
from bridgework.core.formation.validating import read_round

DOCS = Path(__file__).parents[3] / "docs"


@pytest.mark.parametrize(("name", "schema"), [("round", round_schema()), ("allocation", allocation_schema())])
def test_the_schema_in_the_reference_is_the_programs(name: str, schema: object) -> None:
    assert json.loads((DOCS / "reference" / f"{name}.schema.json").read_text(encoding="utf-8")) == schema


def test_the_example_of_the_explanation_is_true() -> None:
    page = (DOCS / "explanation" / "forming-teams.md").read_text(encoding="utf-8")
    block = re.search(r"```json\n(.*?)```", page, re.DOTALL)
    assert block is not None
    document = json.loads(block[1])
    jsonschema.validate(document, round_schema())
    round_ = read_round(document)
    allocation = solve(round_)
    told = " ".join(page.split())
    for team in allocation.teams:
        assert f"- {team.question}: {', '.join(team.members)}" in told
    assert (allocation.profile, allocation.unplaced) == ((4, 2, 0), ())
    assert explain(round_, allocation, "Ada").better[0].sentence in told
    assert "it was 3rd of 3 by ranking points" in explain(round_, allocation, "Fay").better[0].sentence
