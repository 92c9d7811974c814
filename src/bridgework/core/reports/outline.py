"""The sections a report begins with: offered, never demanded. Teams rename, move, add and take out as they like."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Section:
    """One section: what names it for good, its title, its text in Markdown."""

    key: str
    title: str
    text: str = ""


@dataclass(frozen=True)
class Offered:
    """A section of the outline, and one sentence about what belongs there."""

    key: str
    title: str
    help: str


EXECUTIVE_SUMMARY: Final = "executive-summary"
PLAIN_SUMMARY: Final = "plain-summary"
"""The two sections that readers get first, by their keys, wherever the team puts them."""

OUTLINE: Final = (
    Offered(
        EXECUTIVE_SUMMARY,
        "Executive summary",
        "One page for somebody who decides: the question, what was found, what is recommended.",
    ),
    Offered(PLAIN_SUMMARY, "Plain-language summary", "The same for everybody: short sentences, everyday words."),
    Offered("background", "Background", "Why the council asks, and what was known before."),
    Offered("method", "Method", "What you read, whom you spoke to, what you counted, and what that cannot show."),
    Offered("findings", "Findings", "What you found, each with what it rests on, and what speaks against it."),
    Offered(
        "recommendations",
        "Recommendations",
        "What leads to them. The recommendations themselves are written on their own page and follow this text.",
    ),
    Offered("unknowns", "What we do not know", "What nobody could tell you, and what would change your mind."),
)
PART_OUTLINE: Final = tuple(one for one in OUTLINE if one.key in ("background", "method", "findings", "unknowns"))
"""Of a sub-report."""

_HEADING: Final = re.compile(r"^(#{1,6})[ \t]+(.+?)[ \t]*#*$", re.MULTILINE)
_FENCE: Final = re.compile(r"^(```|~~~).*?^\1[^\n]*$", re.MULTILINE | re.DOTALL)
BEGINNING: Final = "Beginning"
"""The title of what stands before the first heading."""


def help_of(key: str) -> str:
    """What belongs in a section of the outline; empty for any other."""
    return next((one.help for one in OUTLINE if one.key == key), "")


def joined(sections: Iterable[Section]) -> str:
    """The sections as one text in Markdown, each under its title; those without a word are left out."""
    return "\n\n".join(f"# {one.title}\n\n{one.text.strip()}" for one in sections if one.text.strip())


def divided(text: str) -> tuple[Section, ...]:
    """A text in Markdown as sections: one for each of its highest headings. Nothing of the text is lost.

    A single highest heading at the very top is a title of the whole; the level below it then makes the sections. What
    stands before the first heading becomes the section “Beginning”.
    """
    headings = _headings(text)
    if not headings:
        return (Section("beginning", BEGINNING, text.strip()),) if text.strip() else ()
    level = min(len(found[1]) for found in headings)
    highest = [found for found in headings if len(found[1]) == level]
    deeper = [found for found in headings if len(found[1]) > level]
    title_of_all = highest[0] if len(highest) == 1 and deeper and not text[: highest[0].start()].strip() else None
    if title_of_all is not None:
        level = min(len(found[1]) for found in deeper)
        highest = [found for found in deeper if len(found[1]) == level]
    made: list[Section] = []
    before = text[: highest[0].start()].strip()
    if title_of_all is not None:
        # The title of the whole names what stands below it, so that its words are kept too.
        before = text[title_of_all.end() : highest[0].start()].strip()
        if before:
            made.append(Section("", title_of_all[2].strip()[:200], _raised(before, level)))
    elif before:
        made.append(Section("", BEGINNING, before))
    ends = [found.start() for found in highest[1:]] + [len(text)]
    for found, end in zip(highest, ends, strict=True):
        made.append(Section("", found[2].strip()[:200], _raised(text[found.end() : end].strip(), level)))
    return with_keys(made)


def with_keys(sections: Iterable[Section], taken: Iterable[str] = ()) -> tuple[Section, ...]:
    """The sections, each with a key of its own; those of the outline get its keys by their titles."""
    known = {one.title.casefold(): one.key for one in OUTLINE}
    used = set(taken)
    made = []
    for one in sections:
        wanted = known.get(one.title.casefold()) or slug(one.title)
        key, number = wanted, 2
        while key in used:
            key, number = f"{wanted}-{number}", number + 1
        used.add(key)
        made.append(Section(key, one.title, one.text))
    return tuple(made)


def slug(text: str) -> str:
    """`text` in small plain letters, figures and hyphens, at most fifty; “part” where none are left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:50].strip("-") or "part"


def _headings(text: str) -> list[re.Match[str]]:
    """The headings of a text, without those inside blocks of code."""
    fences = [(one.start(), one.end()) for one in _FENCE.finditer(text)]
    return [one for one in _HEADING.finditer(text) if not any(a <= one.start() < b for a, b in fences)]


def _raised(text: str, level: int) -> str:
    """Inner headings moved so that the highest a section may have is the second."""
    for found in reversed(_headings(text)):
        marks = "#" * max(2, min(6, len(found[1]) - level + 1))
        text = text[: found.start(1)] + marks + text[found.end(1) :]
    return text
