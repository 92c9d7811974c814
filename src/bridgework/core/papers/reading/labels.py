"""Labels and headings found in a text, whichever council's words they are; the words stand in `vocabulary`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bridgework.core.papers.reading.vocabulary import (
    APPENDICES,
    ASIDE,
    ATTENDANCE,
    CLEARANCES,
    CONTACT_PARTS,
    COUNCILLORS,
    FRONT,
    IMPLICATION_WORDS,
    IMPLICATIONS,
    OFFICERS,
    PRIORITIES,
    PRIORITY_QUESTIONS,
    PROPOSALS,
    SECTIONS,
    SOURCES,
    WEAK,
)


@dataclass(frozen=True)
class Label:
    """A label found in a text: what it stands for, where its value begins, and whether it is also an everyday word."""

    field: str
    end: int
    words: str
    weak: bool = False
    colon: bool = False


_SCANNED: Final = (
    (re.compile(r"(?<=[A-Za-z])0(?=[A-Za-z])"), "o"),
    (re.compile(r"(?<=[A-Z])l(?=[A-Z])"), "I"),
)
"""Signs that a scan takes for letters, inside a word: a nought for an O, a small l for an I."""


def unscanned(text: str) -> str:
    """`text` with such signs put right, as long as it was; only to compare, never what is kept."""
    for sign, letter in _SCANNED:
        text = sign.sub(letter, text)
    return text


def plain(text: str) -> str:
    """`text` as labels are compared: small letters, one space, no colon or full stop at its end."""
    text = unscanned(text).replace("’", "'").replace("–", "-").lower()
    return " ".join(text.split()).strip(" :.-*_")


def _forms(labels: tuple[str, ...]) -> list[str]:
    found = []
    for label in labels:
        found.append(label.replace("[s]", "").replace("[es]", ""))
        if "[" in label:
            found.append(label.replace("[s]", "s").replace("[es]", "es"))
    return found


def _all_labels() -> dict[str, str]:
    found: dict[str, str] = {}
    groups = [("aside", ASIDE), ("councillors", COUNCILLORS), ("officers", OFFICERS), ("sources", SOURCES)]
    groups += [("appendices", APPENDICES), ("proposals", PROPOSALS), *FRONT.items()]
    groups += [("priorities", PRIORITY_QUESTIONS), ("attendance", ATTENDANCE)]
    for name, labels in groups:
        found |= dict.fromkeys(_forms(labels), name)
    return found


def _pattern(labels: list[str]) -> re.Pattern[str]:
    words = sorted(labels, key=len, reverse=True)
    inside = "|".join(re.sub(r"\\?[ ]", r"\\s+", re.escape(one)).replace("'", "['’]") for one in words)
    return re.compile(rf"(?P<label>{inside})\s*(?P<after>\?\s*:?|[.]?\s*:|\s[–-]\s|\t|\s{{2,}}|\s*$)", re.IGNORECASE)


LABELS: Final = _all_labels()
PARTS: Final = {form: part for part, labels in CONTACT_PARTS.items() for form in _forms(labels)}
_LABEL: Final = _pattern(list(LABELS))
_PART: Final = _pattern(list(PARTS))
_HEADINGS: Final[dict[str, str]] = {
    form: role
    for role, labels in (
        ("section", SECTIONS),
        ("title", ()),
        ("officers", OFFICERS),
        ("councillors", COUNCILLORS),
        ("sources", SOURCES),
        ("appendices", APPENDICES),
        ("clearances", CLEARANCES),
        ("implications", IMPLICATIONS),
        ("priorities", PRIORITIES),
        ("outcome", FRONT["outcome"]),
        ("purpose", FRONT["purpose"]),
        ("proposals", PROPOSALS),
    )
    for form in _forms(labels)
}
_IMPLICATION: Final = re.compile(
    r"\b(?:implications?|considerations|impact assessments?|impacts?)\b(?!\s+of\b)", re.IGNORECASE
)


def label_at(text: str, at: int = 0) -> Label | None:
    """The label of the front that stands in `text` at `at`."""
    return _found(_LABEL.match(unscanned(text), at), LABELS)


def part_at(text: str, at: int = 0) -> Label | None:
    """The label of a contact ("Name:", "Tel:") that stands in `text` at `at`."""
    return _found(_PART.match(unscanned(text), at), PARTS)


def _found(match: re.Match[str] | None, names: dict[str, str]) -> Label | None:
    if match is None:
        return None
    words = plain(match["label"])
    field = names.get(words) or names.get(" ".join(match["label"].lower().replace("’", "'").split()))
    if field is None:
        return None
    colon = ":" in match["after"] or "?" in match["after"]
    return Label(field, match.end(), words, words in WEAK, colon)


def without_part(words: str) -> str:
    """Words of a heading without "Part 2 -"."""
    return re.sub(r"^(?:part|section)\s+(?:\d+|[a-z])\s*[-:.]?\s*(?=\w)", "", words)


def heading_role(text: str) -> str | None:
    """What a heading of these words stands above; None where the words are no known heading."""
    words = without_part(plain(text))
    found = _HEADINGS.get(words)
    if found is None and words.endswith(("?",)):
        found = _HEADINGS.get(words.rstrip("? "))
    if found is not None:
        return found
    if words.startswith(("appendices", "list of appendices")):
        return "appendices"
    if re.match(r"(?:list of )?(?:background|source) (?:papers|documents)\b", words):
        return "sources"
    if re.match(r"(?:alignment|links?) (?:with|to) .*\b(?:priorities|plan|ambitions|objectives|aims)$", words):
        return "priorities"
    return None


def is_implication(text: str) -> bool:
    """Whether a heading of these words is one implication: "Financial implications", "Equality impact"."""
    words = plain(text)
    if len(words.split()) > 16 or words in _HEADINGS or re.match(r"(?:there|no|none|any|the following)\b", words):
        return False
    if text.rstrip().endswith(".") and not re.match(r"implication \d+", words):
        return False
    found = _IMPLICATION.search(words)
    if found is None:
        return False
    before = words[: found.start()].strip()
    return bool(re.match(r"implication \d+", words)) or any(
        re.search(rf"\b{re.escape(one)}\b", before or words) for one in IMPLICATION_WORDS
    )


def names_implication(text: str) -> bool:
    """Whether these words alone name an implication where implications are listed: "Legal", "Equalities"."""
    words = re.sub(r"\s*\([^)]*\)$", "", plain(text))
    parts = re.split(r"\s*(?:,|/|&|\band\b|\bor\b)\s*", words)
    return words in IMPLICATION_WORDS or all(part in IMPLICATION_WORDS for part in parts if part)
