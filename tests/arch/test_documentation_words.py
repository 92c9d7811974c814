"""The documentation speaks as the screens do: our words, British spelling, plain sentences."""

from __future__ import annotations

import itertools
import re
import tomllib
from pathlib import Path

import pytest
from tests.arch.source import ROOT, named

PAGES = [*ROOT.glob("*.md"), *sorted((ROOT / "docs").rglob("*.md"))]
# words.md names what a thing is never called; the others are about code whose names hold these words.
_NAMING_THEM = {"docs/reference/words.md"}

AMERICAN = re.compile(
    r"\b(organiz\w+|coloriz\w+|center\w*|behavior\w*|favorite\w*|honor\w*|labor\w*|catalog|analyz\w+|recogniz\w+)\b",
    re.I,
)
# Each where another word means it: a heading or sentence about people and their work.
OTHER_WORDS = re.compile(
    r"\b(tickets?|sprints?|stakeholder management|end[- ]users?|the members? (?:of the )?council\w*)\b", re.I
)
EMPTY = re.compile(
    r"\b(simply|seamless\w*|leverag\w+|robust|powerful|easily|world-class|cutting[- ]edge|utili[sz]e\w*)\b", re.I
)
_CODE = re.compile(r"```.*?```|`[^`]*`|\]\([^)]*\)|<!--.*?-->", re.DOTALL)


def prose(page: Path) -> str:
    """A page without code, addresses and comments."""
    return _CODE.sub(" ", page.read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", [one for one in PAGES if named(one) not in _NAMING_THEM], ids=named)
def test_no_word_that_we_do_not_use(page: Path) -> None:
    text = prose(page)
    found = [match.group(0) for pattern in (AMERICAN, OTHER_WORDS, EMPTY) for match in pattern.finditer(text)]
    assert found == []


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_nobody_is_shouted_at(page: Path) -> None:
    """An exclamation mark in prose; the one that begins a picture is none."""
    assert re.findall(r"\w[^\n]{0,20}!(?!\[)", prose(page)) == []


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_a_page_has_one_title_and_no_step_of_headings_is_left_out(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    levels = [len(marks) for marks in re.findall(r"^(#+) ", text, re.MULTILINE)]
    jumps = [(before, after) for before, after in itertools.pairwise(levels) if after > before + 1]
    assert (levels[:1], levels.count(1), jumps) == ([1], 1, [])


def test_the_patterns_find_what_they_look_for() -> None:
    text = "Simply organize the tickets and honour the colour"
    assert [bool(pattern.search(text)) for pattern in (AMERICAN, OTHER_WORDS, EMPTY)] == [True, True, True]
    assert AMERICAN.search("organise, colour, centre, behaviour, recognised") is None


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_links_to_headings_lead_to_one(page: Path) -> None:
    wrong = []
    for target, anchor in re.findall(r"\]\((?!https?:)([^)#\s]*)#([^)\s]+)\)", page.read_text(encoding="utf-8")):
        there = (page.parent / target) if target else page
        headings = re.findall(r"^#+ (.+)$", there.read_text(encoding="utf-8"), re.MULTILINE)
        if anchor not in {_anchor(one) for one in headings}:
            wrong.append(f"{target}#{anchor}")
    assert wrong == []


def _anchor(heading: str) -> str:
    kept = re.sub(r"[^\w\- ]", "", heading.lower())
    return kept.replace(" ", "-")


def test_every_picture_is_small_and_used() -> None:
    pictures = sorted((ROOT / "docs" / "pictures").iterdir())
    assert [one.name for one in pictures if one.stat().st_size > 150_000] == []
    text = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert [one.name for one in pictures if f"pictures/{one.name}" not in text] == []


GUIDES = sorted([*(ROOT / "docs" / "how-to").glob("*.md"), *(ROOT / "docs" / "tutorials").glob("*.md")])


def _plain(text: str) -> str:
    return " ".join(text.replace("’", "'").replace("&rsquo;", "'").split()).lower()


@pytest.fixture(scope="module")
def screens() -> str:
    """All words that screens are made of, as one text."""
    source = ROOT / "src" / "bridgework"
    files = [
        path for place in ("web", "demo") for ending in ("*.html", "*.py") for path in (source / place).rglob(ending)
    ]
    files += [path for name in ("states", "links", "settings") for path in (source / "apps").rglob(f"{name}.py")]
    return _plain("\n".join(path.read_text(encoding="utf-8") for path in files))


@pytest.mark.parametrize("page", GUIDES, ids=named)
def test_what_a_guide_tells_people_to_choose_is_on_a_screen(page: Path, screens: str) -> None:
    """Bold words in a guide name what stands on a screen; those that end with a full stop only begin a paragraph."""
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    bold = [name for name in re.findall(r"\*\*([^*]+)\*\*", text) if not name.endswith(".")]
    assert [name for name in bold if _plain(name) not in screens] == []


def test_every_word_of_the_list_is_in_the_reference() -> None:
    listed = tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))["words"]
    page = _plain((ROOT / "docs" / "reference" / "words.md").read_text(encoding="utf-8"))
    assert [word for word in listed if word not in page] == []
