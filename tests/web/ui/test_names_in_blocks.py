"""A name set in one block of a template is unknown in another: what uses it there stays empty."""

from __future__ import annotations

import re
from pathlib import Path

import bridgework

TEMPLATES = sorted(Path(bridgework.__file__).parent.rglob("*.html"))
TAG = re.compile(r"{%(.*?)%}|{{(.*?)}}", re.DOTALL)
SETS = re.compile(r" as (\w+)$")
QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
NAME = re.compile(r"(?<![\w.])([a-z_]\w*)(?![\w=])")


def misplaced(text: str) -> list[str]:
    """The names that are set inside a block and used outside it."""
    inside: list[str] = []
    places: dict[str, list[tuple[str, ...]]] = {}
    uses: list[tuple[str, tuple[str, ...]]] = []
    for found in TAG.finditer(text):
        words = (found.group(1) or found.group(2)).strip()
        first = words.split(maxsplit=1)[0] if words else ""
        if found.group(1) and first == "block":
            inside.append(words.split()[1])
        elif found.group(1) and first == "endblock":
            inside.pop()
        else:
            named = SETS.search(words) if found.group(1) else None
            if named:
                places.setdefault(named.group(1), []).append(tuple(inside))
            uses.extend((one, tuple(inside)) for one in NAME.findall(QUOTED.sub("", SETS.sub("", words))))
    return sorted(
        {
            name
            for name, where in uses
            if name in places and not any(where[: len(place)] == place and place for place in places[name])
            if any(places[name])
        }
    )


def test_what_the_test_looks_for_is_found() -> None:
    assert misplaced("{% block a %}{% url 'x' as y %}{% endblock %}{% block b %}{{ y }}{% endblock %}") == ["y"]
    assert misplaced("{% block a %}{% url 'x' as y %}{{ y }}{% endblock %}") == []


def test_no_template_uses_a_name_outside_the_block_that_sets_it() -> None:
    assert len(TEMPLATES) > 100
    wrong = {one.name: names for one in TEMPLATES if (names := misplaced(one.read_text()))}
    assert wrong == {}
