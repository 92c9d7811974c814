"""Lines of clearances: questions, their answers and who gave them, wherever they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bridgework.core.papers.reading import clearances
from bridgework.core.papers.reading.labels import heading_role
from bridgework.core.papers.reading.units import Unit

if TYPE_CHECKING:
    from bridgework.core.papers.reading.reader import Walk


def reads_clearance(walk: Walk, unit: Unit) -> bool:
    """Whether a line was the beginning of a clearance, or more of the open one."""
    words = unit.words
    if walk.open_clearance:
        whole = "\n".join(one.text for one in walk.open_clearance)
        open_ = "?" not in whole and not clearances.has_answer(whole) and not clearances.is_answer(unit.text)
        wraps = not clearances.is_question(whole) or open_
        if clearances.is_answer(unit.text) or (wraps and unit.mark is None and not clearances.is_question(words)):
            walk.open_clearance.append(unit)
            return True
        if _is_officer_line(walk, unit):
            walk.open_clearance.append(unit)
            return True
        walk.close_clearance()
    if clearances.is_question(words) or clearances.opens_question(words):
        walk.open_clearance = [unit]
        walk.in_front = False
        walk.holder = "clearances"
        return True
    if walk.holder == "clearances" and clearances.stated(unit.text):
        walk.clearances.append(clearances.clearance_of([unit]))
        return True
    if not walk.in_front and clearances.stated(unit.text) and unit.mark is None and walk.holder != "proposals":
        walk.clearances.append(clearances.clearance_of([unit]))
        return True
    return False


def _is_officer_line(walk: Walk, unit: Unit) -> bool:
    """A name on the line below its label, or below "Yes"."""
    last = walk.open_clearance[-1].text.rstrip()
    short = len(unit.text.split()) <= 5 and unit.mark is None and heading_role(unit.text) is None
    return short and (last.endswith(":") or last.lower() in ("yes", "no")) and not unit.styled


def reads_completed(walk: Walk, unit: Unit) -> bool:
    """A line below an implication that says who wrote or cleared it."""
    row = walk.implications.current
    made = clearances.completed(unit, about=row.title) if row is not None else None
    if made is not None:
        walk.clearances.append(made)
    return made is not None
