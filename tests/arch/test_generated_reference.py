"""The pages made from the program say what the program says."""

from __future__ import annotations

import importlib.util
from types import ModuleType

import pytest
from tests.arch.source import ROOT

_TOOL = ROOT / "tools" / "docs" / "generate.py"


def _tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_generate", _TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


TOOL = _tool()


@pytest.mark.parametrize("name", sorted(TOOL.PAGES))
def test_the_page_is_as_it_would_be_made_now(name: str) -> None:
    """Otherwise: `.venv/bin/python tools/docs/generate.py`, then look at what changed."""
    assert (TOOL.REFERENCE / name).read_text(encoding="utf-8") == TOOL.PAGES[name]()


def test_every_app_is_in_its_place() -> None:
    folder = ROOT / "src" / "bridgework" / "apps"
    assert sorted(TOOL.FLOORS) == sorted(path.parent.name for path in folder.glob("*/apps.py"))


def test_every_rule_has_a_sentence() -> None:
    from bridgework.kernel.permissions import RULES

    assert [name for name, rule in RULES.items() if not rule.sentence.endswith(".")] == []
