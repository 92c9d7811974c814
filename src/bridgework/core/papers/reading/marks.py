"""The number, letter or bullet a line begins with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

NUMBER, LETTER, ROMAN, BULLET = "number", "letter", "roman", "bullet"

_BULLET = re.compile(r"(?:[•·▪◦●○■□‣⁃∙–—*\-]|o(?=\s\s)|\uf0b7|\uf0a7|)\s+(?=\S)")
_DOTTED = re.compile(r"(?P<value>\d{1,3}(?:\.\d{1,3}){1,4})(?:[.):]|(?=\s)|$)\s*")
_SCANNED = re.compile(r"(?P<value>\d{1,2}(?: \.|,)\d{1,2})\s{2,}(?=\S)")
"""A number as a scan may give it: "2 .1", "2,3"."""
_SINGLE = re.compile(r"\(?(?P<value>\d{1,3})\s?(?:[.)]\)?|\.\))(?:\s+|$)")
_OPEN = re.compile(r"(?P<value>\d{1,2})(?:\s*\t\s*|\s{2,})(?=\S)")
_PLAIN = re.compile(r"(?P<value>\d{1,2}) (?=[A-Z])")
_LETTERED = re.compile(r"(?:\((?P<round>[a-zA-Z]{1,2})\)|(?P<half>[a-zA-Z]{1,2})\)|(?P<point>[a-zA-Z])\.)(?:\s+|$)")
_ROMAN = re.compile(r"\(?(?P<value>[ivx]{1,5}|[IVX]{1,5})[.)](?:\s+|$)")
_MIXED = re.compile(r"(?P<value>[A-H]\.?\d{1,2}(?:\.\d{1,2})?)[.):]?(?:\s+|$)(?=[A-Z(]|$)")
_MEASURE = re.compile(
    r"\s*(?:am|pm|a\.m|p\.m|million|billion|bn|m|k|km|miles?|hectares?|per ?cent|%|times|hours?|FTE)\b", re.I
)
_MONTH = re.compile(
    r"\s*(?:January|February|March|April|May|June|July|August|September|October|November|December)\b", re.I
)

ROMANS: Final = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")


@dataclass(frozen=True)
class Mark:
    """What a line begins with. `value` is bare ("a", "2.6", "iv", "" for a bullet); `end` is where the words begin."""

    kind: str
    value: str
    end: int

    @property
    def parts(self) -> tuple[str, ...]:
        """4, 8 and 1 of "4.8.1"."""
        return tuple(self.value.split("."))

    @property
    def depth(self) -> int:
        """3 of "4.8.1"; 1 of a letter; 0 of a bullet."""
        return len(self.parts) if self.value else 0


def mark_of(text: str) -> Mark | None:
    """The mark `text` begins with. A bullet before a number or a letter does not count."""
    start = len(text) - len(text.lstrip())
    bullet = _BULLET.match(text, start)
    begin = bullet.end() if bullet else start
    found = _number(text, begin) or _letter(text, begin)
    if found is not None:
        return found
    return Mark(BULLET, "", begin) if bullet else None


def _number(text: str, begin: int) -> Mark | None:
    for pattern in (_DOTTED, _SCANNED, _SINGLE, _OPEN, _PLAIN):
        found = pattern.match(text, begin)
        if found is None:
            continue
        rest = text[found.end() :]
        if _MEASURE.match(rest) or (pattern is not _SINGLE and _MONTH.match(rest)):
            return None
        if pattern is _PLAIN and (len(rest) > 90 or rest.rstrip().endswith((".", ";", ","))):
            return None
        return Mark(NUMBER, found["value"].replace(" ", "").replace(",", "."), found.end())
    return None


def _letter(text: str, begin: int) -> Mark | None:
    mixed = _MIXED.match(text, begin)
    if mixed is not None:
        return Mark(NUMBER, mixed["value"], mixed.end())
    roman = _ROMAN.match(text, begin)
    if roman is not None and roman["value"].lower() in ROMANS:
        return Mark(ROMAN, roman["value"], roman.end())
    found = _LETTERED.match(text, begin)
    if found is None:
        return None
    value = found["round"] or found["half"] or found["point"]
    return Mark(LETTER, value, found.end())


def follows(before: str, value: str) -> bool:
    """Whether `value` comes right after `before` in one list: b after a, 3 after 2, iv after iii, 4.3 after 4.2."""
    first, second = before.lower(), value.lower()
    if "." in first or "." in second:
        head, _, last = first.rpartition(".")
        other, _, next_ = second.rpartition(".")
        return head == other and follows(last, next_)
    if first.isdigit() and second.isdigit():
        return int(second) == int(first) + 1
    if first in ROMANS and second in ROMANS and ROMANS.index(second) == ROMANS.index(first) + 1:
        return True
    return len(first) == len(second) == 1 and ord(second) == ord(first) + 1


def begins(value: str) -> bool:
    """Whether a list can begin with `value`."""
    return value.rpartition(".")[2].lower() in ("1", "a", "i")
