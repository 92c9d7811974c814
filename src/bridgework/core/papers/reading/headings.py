"""Which lines are headings, with or without styles, and what they stand above."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bridgework.core.papers.reading.front import loose_value
from bridgework.core.papers.reading.labels import heading_role, is_implication, names_implication
from bridgework.core.papers.reading.marks import BULLET, LETTER, NUMBER, ROMAN, Mark, follows
from bridgework.core.papers.reading.rows import is_status
from bridgework.core.papers.reading.units import Row, Unit

if TYPE_CHECKING:
    from bridgework.core.papers.reading.reader import Walk

_MOST_WORDS: Final = 16


@dataclass(frozen=True)
class Heading:
    """A heading: what it stands above (None for a section of other words), its number and words."""

    role: str | None
    number: str | None
    title: str
    confidence: float = 0.9


def heading_of(walk: Walk, unit: Unit) -> Heading | None:
    """The heading a line is, or None where it is text."""
    title = unit.words.rstrip(" :")
    if not title or len(title) > 160 or (unit.mark is not None and unit.mark.kind == BULLET):
        return None
    if is_status(unit.text):
        return None
    role = heading_role(title)
    if role is None and _is_own_implication(walk, unit, title):
        role = "implication"
    if _inside_rows(walk, unit, role):
        return None
    number = _number(unit)
    if unit.styled:
        return _styled(walk, unit, role, number, title)
    if role is not None and _stands_alone(walk, unit, title):
        return Heading(role, number, title, 0.9 if number or unit.bold or unit.is_caps else 0.8)
    if number is not None and _numbered_heading(walk, unit, title):
        return Heading(role, number, title, 0.85)
    if number is None and not (walk.in_front and walk.holder == "front") and _unnumbered(walk, unit, title):
        return Heading(None, None, title, 0.7)
    return None


def _number(unit: Unit) -> str | None:
    """The number of a heading: 2, 4.8, or the capital letter some councils use."""
    mark = unit.mark
    if mark is None:
        return None
    if mark.kind == NUMBER or (mark.kind in (LETTER, ROMAN) and mark.value.isupper()):
        return mark.value
    return None


def _styled(walk: Walk, unit: Unit, role: str | None, number: str | None, title: str) -> Heading | None:
    """A line in a heading's style. Above the text, one of unknown words is the title or says nothing yet."""
    if role is None and number is None and walk.in_front:
        if any(one.styled and loose_value(one) == "title" for one in walk.front.loose) and unit.level > 1:
            return Heading(None, None, title)
        return None if loose_value(unit) or not walk.front.fields else Heading(None, None, title)
    if role is None and len(title.split()) > 30:
        return None
    return Heading(role, number, title, 0.95)


def _inside_rows(walk: Walk, unit: Unit, role: str | None) -> bool:
    """Whether a heading stands inside a list of implications or priorities, whose rows have headings of their own."""
    if walk.holder not in ("implications", "priorities"):
        return False
    holder = walk.implications if walk.holder == "implications" else walk.priorities
    if holder.top:
        return False
    if role is not None and role not in ("section", "implication"):
        return unit.mark is not None and unit.mark.depth > 1
    if unit.mark is not None and unit.mark.kind == NUMBER:
        if unit.mark.depth > 1:
            return True
        if holder.number is None:
            return not (role == "section" and not _in_words(walk, unit))
        return not follows(holder.number, unit.mark.value) and role is None
    if unit.styled:
        return unit.level > holder.level or (holder.level == 0 and role != "section")
    if role == "section":
        return _in_words(walk, unit)
    return True


def _in_words(walk: Walk, unit: Unit) -> bool:
    """A word such as "Consultation" is a row where the rows before it look the same."""
    return walk.holder == "implications" and names_implication(unit.words)


def _is_own_implication(walk: Walk, unit: Unit, title: str) -> bool:
    """A section of its own for one implication: "7. Financial implications"."""
    if walk.kind != "report" or not is_implication(title):
        return False
    if walk.holder == "implications" and not walk.implications.top:
        return False
    return unit.styled or unit.bold or unit.is_caps or unit.alone or unit.mark is not None


def _stands_alone(walk: Walk, unit: Unit, title: str) -> bool:
    """Whether known words are a heading here, and not a line of text that happens to be those words."""
    if len(title.split()) > _MOST_WORDS or unit.text.rstrip().endswith((",", ";")):
        return False
    if unit.mark is not None and unit.mark.kind in (LETTER, ROMAN) and not unit.mark.value.isupper():
        return False
    if unit.mark is not None and unit.mark.kind == NUMBER and unit.mark.depth == 1:
        return _in_sequence(walk, unit.mark) or unit.is_caps or unit.bold
    role, length = heading_role(title), len(title.split())
    certain = (length > 1 and role in ("sources", "clearances", "appendices", "priorities")) or (
        length > 2 and role == "section"
    )
    return certain or unit.alone or unit.bold or unit.is_caps or unit.text.rstrip().endswith(":")


def _numbered_heading(walk: Walk, unit: Unit, title: str) -> bool:
    """A numbered line that reads like a heading: short, without a full stop, next in the row of sections."""
    mark = unit.mark
    assert mark is not None
    if walk.kind == "agenda" and mark.kind == NUMBER and mark.depth == 1:
        return True
    words = title.split()
    if walk.kind == "minutes" and _numbers_an_item(walk, unit, mark):
        return len(words) <= _MOST_WORDS and not title.endswith((".", ";", ","))
    if len(words) > _MOST_WORDS or title.endswith((".", ";", ",")) or not title[:1].isupper():
        return False
    if mark.kind != NUMBER:
        return unit.is_caps or unit.bold
    next_ = _next_number(walk)
    if mark.depth > 1:
        deeper = next_ is not None and next_.value.startswith(f"{mark.value}.")
        return (deeper or unit.bold) and len(words) <= 12 and walk.holder == "section"
    if next_ is not None and next_.value.startswith(f"{mark.value}."):
        return True
    if walk.holder == "proposals" and not (unit.is_caps or unit.bold):
        return False
    if unit.is_caps or unit.bold:
        return _in_sequence(walk, mark)
    return len(words) <= 8 and _in_sequence(walk, mark) and _is_followed_by_text(walk)


def _numbers_an_item(walk: Walk, unit: Unit, mark: Mark) -> bool:
    """Whether a number of minutes is that of an item of business: they go on from meeting to meeting."""
    if mark.kind != NUMBER or mark.depth > 1 or unit.text.startswith("(") or not mark.value.isdigit():
        return False
    later = not walk.numbers or not walk.numbers[-1].isdigit() or int(mark.value) > int(walk.numbers[-1])
    return later and _is_followed_by_text(walk)


def _in_sequence(walk: Walk, mark: Mark) -> bool:
    """Whether a single number is the next section's, rather than an item of a list in the text."""
    numbers = walk.numbers
    if numbers and mark.value[:1] == numbers[-1][:1] and mark.value[:1].isalpha() and len(mark.value) > 1:
        return True
    if not numbers:
        return mark.value in ("1", "2", "3", "A", "I") or not walk.sections
    if follows(numbers[-1], mark.value):
        return not _continues_list(walk, mark) or (
            (next_ := _next_number(walk)) is not None and next_.value.startswith(f"{mark.value}.")
        )
    return mark.value.isdigit() and numbers[-1].isdigit() and int(mark.value) == int(numbers[-1]) + 2


def _continues_list(walk: Walk, mark: Mark) -> bool:
    """Whether the line before ended with the number before in a list of the text."""
    section = walk.sections[-1] if walk.sections else None
    if section is None or not section.units:
        return False
    before = section.units[-1].mark
    return before is not None and before.depth == 1 and follows(before.value, mark.value)


def _next_number(walk: Walk) -> Mark | None:
    """The next number that begins a line, within the next few lines."""
    for one in walk.units[walk.at + 1 : walk.at + 5]:
        if isinstance(one, Unit) and one.mark is not None and one.mark.kind == NUMBER:
            return one.mark
    return None


def _is_followed_by_text(walk: Walk) -> bool:
    after = walk.after
    if isinstance(after, Row):
        return True
    return after is not None and (after.mark is None or after.mark.depth != 1 or after.mark.kind == BULLET)


def _unnumbered(walk: Walk, unit: Unit, title: str) -> bool:
    """A short line of other words, on its own or in bold or capitals, with text below it."""
    words = title.split()
    if unit.mark is not None or not title[:1].isupper() or len(words) > 12 or walk.after is None:
        return False
    if re.search(r"[.;,!]$", unit.text) or (
        walk.holder in ("proposals", "sources", "appendices") and not (unit.bold or unit.is_caps)
    ):
        return False
    if walk.holder.startswith("contacts") or (walk.holder.startswith("field:") and not unit.is_caps):
        return False
    if walk.holder == "proposals" and unit.alone and any(one.mark for one in walk.proposals):
        return len(words) <= 6 and title.istitle()
    if unit.bold or (unit.is_caps and len(words) > 1):
        return not isinstance(walk.after, Row) or walk.kind != "report"
    numbered = any(one.number for one in walk.sections)
    return (
        unit.alone
        and not numbered
        and len(words) <= 8
        and unit.text.endswith(("?", ":")) is False
        and _long_next(walk, unit)
    )


def _long_next(walk: Walk, unit: Unit) -> bool:
    after = walk.after
    return isinstance(after, Unit) and len(after.text.split()) > len(unit.text.split()) + 4
