"""What is shipped: nothing that is not ours to ship, nothing from elsewhere, not too much."""

from __future__ import annotations

import re
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import pytest

import bridgework.web.ui

STATIC = Path(bridgework.web.ui.__file__).parent / "static/ui"
STYLES = sorted(STATIC.rglob("*.css"))
SCRIPTS = sorted(STATIC.rglob("*.js"))


@pytest.mark.parametrize("path", [*STYLES, *SCRIPTS], ids=lambda path: path.name)
def test_no_crest_no_borrowed_face_no_source_map(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = [word for word in ("crest", "crown-", "GDS Transport", "sourceMappingURL", "eval(") if word in text]
    assert found == []


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_styles_ask_nothing_of_other_hosts(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"@import|url\([\"']?(?:https?:|//|data:)", text) == []
    missing = [name for name in re.findall(r'url\("([^"]+)"\)', text) if not (path.parent / name).exists()]
    assert missing == []


def test_every_licence_is_there() -> None:
    assert sorted(path.name for path in STATIC.rglob("*.LICENCE.txt")) == [
        "bridgework-serif.LICENCE.txt",
        "govuk-frontend.LICENCE.txt",
        "public-sans.LICENCE.txt",
    ]


def test_a_page_stays_light() -> None:
    """Everything a page of text loads, as sent: styles, scripts, the two upright faces, the slanted sans."""
    sent = sum(len(brotli.compress(path.read_bytes(), quality=9)) for path in [*STYLES, *SCRIPTS])
    faces = ["public-sans-latin-normal", "public-sans-latin-italic", "bridgework-serif-latin-normal"]
    sent += sum((STATIC / f"fonts/{face}.woff2").stat().st_size for face in faces)
    assert sent < 140_000
