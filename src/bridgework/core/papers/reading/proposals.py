"""What the committee is asked to do: the lines under "Recommendation", told apart as the paper letters them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from bridgework.core.papers.reading.account import Piece
from bridgework.core.papers.reading.drafts import ProposalDraft, continues, glue
from bridgework.core.papers.reading.marks import BULLET, Mark, begins, follows, mark_of
from bridgework.core.papers.reading.units import Unit

_ASKED = re.compile(
    r"\b(?:is|are|be)\s+(?:being\s+)?(?:asked|recommended|requested|invited)(?:\s+(?:to|that))?\b[^.]{0,60}[:–-]?\s*$"
    r"|^(?:it is |that )?(?:recommended|the\s+\w+(?:\s+\w+){0,4})(?:\s+(?:to|that|should))?\s*[:–-]\s*$|:\s*$",
    re.IGNORECASE,
)
ASKED_FOR = re.compile(
    r"(?:(?:the|this)\s+)?(?:[\w&,]+\s+){0,6}(?:committee|cabinet|executive|board|panel|council|members|councillors)\s+"
    r"(?:is|are)\s+(?:being\s+)?(?:asked|recommended|requested|invited)\s+to(?:\s+\w+){0,2}\s*:\s*$",
    re.IGNORECASE,
)
"""A line that opens the recommendations without a heading: "The Committee is asked to decide:"."""
_INLINE = re.compile(r"(?:(?<=\s)|(?<=[:;,]))\(?(?P<value>[a-z]|[ivx]{1,4}|\d{1,2})\)\s+")
_VERB = re.compile(
    r"(?:that|to|note|agree|approve|consider|endorse|task|delegate|recommend|adopt|authorise|support)\b", re.I
)


def proposals_of(units: Sequence[Unit]) -> tuple[list[ProposalDraft], list[Piece]]:
    """The recommendations in these lines, and the letters of what introduces them."""
    units = [part for unit in units for part in _inline(unit)]
    top = _top(units)
    if top is None:
        return _unmarked(units)
    found: list[ProposalDraft] = []
    intro: list[Piece] = []
    last: Mark | None = None
    for unit in units:
        mark = _mark(unit)
        if _is_next(mark, last, top, units):
            assert mark is not None
            found.append(_draft(unit, mark))
            last = mark
        elif not found:
            # What does not introduce the list stays unread, so that somebody sees it.
            intro += unit.pieces if mark is None or introduces_list(unit.words) else ()
        else:
            _append(found[-1], unit, mark)
    return found, intro


def introduces_list(words: str) -> bool:
    """Whether words only introduce what follows: "The Committee is asked to:"."""
    return _ASKED.search(words) is not None


def _mark(unit: Unit) -> Mark | None:
    return unit.mark


def _top(units: Sequence[Unit]) -> Mark | None:
    """The first mark of the list. A numbered line that only introduces ("1.1 The Committee is asked to:") is none."""
    for at, unit in enumerate(units):
        if unit.mark is None:
            continue
        after = next((one.mark for one in units[at + 1 :] if one.mark is not None), None)
        value = unit.mark.value
        goes_on = any(one.mark is not None and follows(value, one.mark.value) for one in units[at + 1 :] if value)
        introduces = unit.mark.kind != BULLET and not goes_on and introduces_list(unit.words)
        if introduces and after is not None and not follows(unit.mark.value, after.value):
            continue
        return unit.mark
    return None


def _is_next(mark: Mark | None, last: Mark | None, top: Mark, units: Sequence[Unit]) -> bool:
    """Whether a line begins the next recommendation, rather than a list inside the present one."""
    if mark is None:
        return False
    if last is None:
        return mark == top
    if top.kind == BULLET:
        return mark.kind == BULLET
    if mark.kind == BULLET:
        return False
    if follows(last.value, mark.value):
        return mark.kind == last.kind or mark.depth == last.depth
    # A number was left out or printed twice; letters that begin again are a list inside.
    return mark.kind == top.kind and mark.depth == top.depth and not begins(mark.value) and top.value != mark.value


def _draft(unit: Unit, mark: Mark) -> ProposalDraft:
    made = ProposalDraft(label=mark.value, text=unit.text[mark.end :].strip(), place=unit.place, confidence=0.95)
    made.made_of(unit)
    return made


def _append(before: ProposalDraft, unit: Unit, mark: Mark | None) -> None:
    before.made_of(unit)
    if mark is not None or not continues(before.text, unit.text):
        before.text = f"{before.text}\n{unit.text}"
    else:
        before.text = glue(before.text, unit.text)


def _inline(unit: Unit) -> list[Unit]:
    """A line that holds the whole list, "to: a) note …; b) agree …", cut before each letter."""
    found: list[re.Match[str]] = []
    start = unit.mark.end if unit.mark else 0
    own = unit.mark.value if unit.mark and unit.mark.kind != BULLET else ""
    for one in _INLINE.finditer(unit.text, start):
        before = found[-1]["value"] if found else own
        if (before and follows(before, one["value"])) or (not before and begins(one["value"])):
            found.append(one)
    if len(found) < 2 and not (found and own):
        return [unit]
    cuts = [0, *(one.start() for one in found), len(unit.text)]
    parts = [unit.part(start, end) for start, end in pairwise(cuts)]
    return [one for one in parts if one.text]


def _unmarked(units: Sequence[Unit]) -> tuple[list[ProposalDraft], list[Piece]]:
    """Recommendations without letters: the whole is one, unless each line begins like one."""
    intro: list[Piece] = []
    rest = list(units)
    if len(rest) > 1 and _ASKED.search(rest[0].text):
        intro += rest.pop(0).pieces
    found: list[ProposalDraft] = []
    for unit in rest:
        starts = not found or (bool(intro) and not continues(found[-1].text, unit.text)) or _VERB.match(unit.text)
        if found and not starts:
            _append(found[-1], unit, mark_of(unit.text))
            continue
        made = ProposalDraft(text=unit.text, place=unit.place, confidence=0.8)
        made.made_of(unit)
        found.append(made)
    return found, intro
