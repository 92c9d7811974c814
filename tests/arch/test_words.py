"""One word per thing: the names of the models against the product's word list."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from django.apps import apps

WORDS = tomllib.loads((Path(__file__).parent / "words.toml").read_text())


def _model_names() -> list[str]:
    return sorted(model.__name__ for model in apps.get_models() if model.__module__.startswith("bridgework."))


def _accepted() -> set[str]:
    return {"".join(part.capitalize() for part in word.split()) for word in WORDS["words"]}


def is_accepted(name: str) -> bool:
    """Whether a model may have this name."""
    accepted = _accepted()
    if name in accepted:
        return True
    return any(name == word + part for word in accepted for part in WORDS["parts"])


def forbidden_part(name: str) -> str | None:
    """The forbidden word in a name, if there is one."""
    if name in WORDS["despite"]:
        return None
    parts = re.findall(r"[A-Z][a-z]*", name)
    wrong = [part for part in parts if part in WORDS["forbidden"]]
    # "Member" alone is a councillor to most readers, "Check" alone could be any of three.
    wrong += [part for part in ("Member", "Check") if parts == [part]]
    return wrong[0] if wrong else None


def test_every_model_has_a_name_of_the_word_list() -> None:
    assert [name for name in _model_names() if not is_accepted(name)] == []


def test_no_model_has_a_name_that_another_word_means() -> None:
    assert {name: wrong for name in _model_names() if (wrong := forbidden_part(name))} == {}


def test_the_list_says_no_where_it_should() -> None:
    assert [is_accepted(name) for name in ("Sitting", "Project", "WordingVersion", "TeamMember")] == [
        False,
        False,
        True,
        True,
    ]
    assert [forbidden_part(name) for name in ("Member", "TeamMember", "IndependentCheck", "TeamEvent")] == [
        "Member",
        None,
        None,
        "Event",
    ]
