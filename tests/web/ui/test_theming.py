"""Colours that can be read, ours and a council's."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

import bridgework.web.ui
from bridgework.web.ui.context import Frame
from bridgework.web.ui.theming import PAPER, PAPER_DARK, contrast, readable, theme_css

TOKENS = (Path(bridgework.web.ui.__file__).parent / "static/ui/tokens.css").read_text()
INKS = ["ink", "ink-soft", "accent", "accent-strong", "visited", "green", "amber", "red", "blue", "violet"]
PAPERS = ["paper", "paper-raised", "paper-sunk"]


def tokens(part: str) -> dict[str, str]:
    return dict(re.findall(r"--bw-([a-z-]+): (#[0-9a-f]{6})", part))


LIGHT = tokens(TOKENS.split("@media (prefers-color-scheme: dark)")[0])
DARK = tokens(TOKENS.split('\n:root[data-theme="dark"]')[1].split("/* The design base")[0])
DARK_BY_DEVICE = tokens(TOKENS.split("@media (prefers-color-scheme: dark)")[1].split('\n:root[data-theme="dark"]')[0])


def test_contrast_is_the_standards() -> None:
    assert contrast("#000000", "#ffffff") == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


def test_dark_by_choice_is_dark_by_device() -> None:
    assert DARK == DARK_BY_DEVICE
    assert (LIGHT["paper"], DARK["paper"]) == (PAPER, PAPER_DARK)


@pytest.mark.parametrize("mode", [LIGHT, DARK], ids=["light", "dark"])
def test_every_ink_can_be_read_on_every_paper(mode: dict[str, str]) -> None:
    too_faint = [(ink, paper) for ink in INKS for paper in PAPERS if contrast(mode[ink], mode[paper]) < 4.5]
    too_faint += [("on-fill", fill) for fill in ("fill", "fill-strong", "fill-red", "fill-red-strong")
                  if contrast(mode["on-fill"], mode[fill]) < 4.5]  # fmt: skip
    too_faint += [("red", "red-tint")] if contrast(mode["red"], mode["red-tint"]) < 4.5 else []
    assert too_faint == []


@pytest.mark.parametrize("mode", [LIGHT, DARK], ids=["light", "dark"])
def test_controls_and_focus_stand_out(mode: dict[str, str]) -> None:
    faint = [
        (line, paper) for line in ("line-strong", "focus") for paper in PAPERS if contrast(mode[line], mode[paper]) < 3
    ]
    assert faint == []


@given(st.tuples(st.integers(0, 255), st.integers(0, 255), st.integers(0, 255)))
def test_any_accent_is_made_readable(parts: tuple[int, int, int]) -> None:
    colour = "#{:02x}{:02x}{:02x}".format(*parts)
    assert contrast(readable(colour, PAPER, 5.5), PAPER) >= 5.5
    assert contrast(readable(colour, PAPER_DARK, 7.0), PAPER_DARK) >= 7.0


def test_a_readable_accent_is_left_alone() -> None:
    assert readable("#64205a", PAPER, 5.5) == "#64205a"
    assert theme_css("#0b5563").startswith(":root{--bw-accent:#0b5563;")


@pytest.mark.parametrize("colour", ["red", "#fff", "#64205a;}body{display:none", "", "#64205a\n"])
def test_only_a_colour_is_a_colour(colour: str) -> None:
    with pytest.raises(ValueError, match="is not a colour"):
        theme_css(colour)


def test_a_mark_that_is_not_there_gives_way_to_ours(settings: Any) -> None:
    settings.BRIDGEWORK_IDENTITY = {"mark": "nowhere/mark.svg"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "tests.web.ui.test_theming.Strict"}}
    assert Frame(RequestFactory().get("/")).mark_address.endswith("ui/mark.svg")


class Strict(StaticFilesStorage):
    """Refuses what it does not hold, as the storage of an installation in service does."""

    def url(self, name: str | None) -> str:
        if name != "ui/mark.svg":
            raise ValueError(f"Missing staticfiles manifest entry for {name!r}")
        return super().url(name)
