"""The documentation keeps up: its links lead somewhere, and every setting is in the reference."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.arch.source import ROOT, SOURCE, named, python_files

PAGES = [*ROOT.glob("*.md"), *sorted((ROOT / "docs").rglob("*.md"))]
_LINK = re.compile(r"\]\((?!https?://|mailto:|#|/)([^)#\s]+)")
_SETTING = re.compile(r"\bBRIDGEWORK_[A-Z0-9_]*[A-Z0-9]\b")
# Set by our own programs for each other.
_INTERNAL = {"BRIDGEWORK_SUPERVISED", "BRIDGEWORK_IDENTITY"}


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_link_leads_somewhere(page: Path) -> None:
    targets = _LINK.findall(page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_every_page_can_be_found() -> None:
    """From the README or the index of the documentation, in as many steps as it takes."""
    seen: set[Path] = set()
    waiting = [ROOT / "README.md", ROOT / "docs" / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in seen or page.suffix != ".md" or not page.exists():
            continue
        seen.add(page)
        waiting += [(page.parent / target).resolve() for target in _LINK.findall(page.read_text(encoding="utf-8"))]
    assert [named(page) for page in PAGES if page not in seen] == []


def _documented() -> set[str]:
    found: set[str] = set()
    for row in (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8").splitlines():
        if not row.startswith("| `BRIDGEWORK_"):
            continue
        cell = row.split("|")[1]
        names = re.findall(r"`(BRIDGEWORK_[A-Z_]+|_[A-Z_]+)", cell)
        # "`BRIDGEWORK_SMTP_HOST`, `_PORT`" shortens what the first begins with.
        beginning = "_".join(names[0].split("_")[:2])
        found |= {name if name.startswith("BRIDGEWORK_") else beginning + name for name in names}
    return {name.rstrip("_") for name in found}


def test_every_setting_is_in_the_reference_and_nothing_else_is() -> None:
    read = {
        name
        for path in [*python_files(), *(ROOT / "tools").iterdir(), *(ROOT / "tests").glob("*.py")]
        if path.is_file() and path != SOURCE / "config" / "environment.py"
        for name in _SETTING.findall(path.read_text(encoding="utf-8"))
    }
    # Read by their beginnings, or in the module left out above.
    read |= {"BRIDGEWORK_ANYMAIL", "BRIDGEWORK_DATABASE_URL", "BRIDGEWORK_DATABASE_POOL", "BRIDGEWORK_SECRET_KEY"}
    assert _documented() == read - _INTERNAL
