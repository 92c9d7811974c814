from __future__ import annotations

import json

import pytest

from bridgework.core.papers.as_json import as_json
from bridgework.core.papers.reading.naming import without_names
from bridgework.core.papers.reading.reading import read_paper
from tests.core.papers.reading import made

NAMES = {
    "fenmere-cambridge-style.txt": ("Calder", "Kerr", "Lyle", "Finn", "Nash", "Todd", "joss.kerr"),
    "vale-minutes.txt": ("Dean", "Frost", "Glen", "Hale", "Ingram", "Joyce"),
    "seahaven-executive.md": ("Ives", "Okeke", "Pryce", "marta.ives"),
}


@pytest.mark.parametrize("name", NAMES)
def test_no_name_is_left(name: str) -> None:
    record = read_paper(made.paper(name), name=name)
    before, after = (json.dumps(as_json(one)) for one in (record, without_names(record)))
    assert [one for one in NAMES[name] if one not in before] == []
    assert [one for one in NAMES[name] if one in after] == []


def test_posts_stay() -> None:
    record = without_names(read_paper(made.paper("fenmere-cambridge-style.txt")))
    assert [(one.kind, one.name, one.post) for one in record.contacts] == [
        ("officer", None, "Grounds Manager"),
        ("councillor", None, "Chairman"),
        ("councillor", None, "Vice-Chairman"),
    ]
    assert [one.officer for one in record.clearances] == ["an officer", None, None, "an officer", None]
