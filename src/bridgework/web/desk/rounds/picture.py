"""The phases of a round as strips on one scale: planned, what happened, and today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bridgework.core.reading import MONTHS
from bridgework.web.desk.rounds.words import TimelineRow

LONG_TAIL = timedelta(days=90)
"""How much of a last phase is drawn that is longer than everything before it."""


@dataclass(frozen=True)
class Strip:
    """One phase; places and widths are in hundredths of the scale."""

    label: str
    kind: str
    planned: tuple[float, float] | None
    actual: tuple[float, float] | None


@dataclass(frozen=True)
class PhasesPicture:
    """The strips, where today lies (None: outside), and the months that begin."""

    strips: tuple[Strip, ...]
    today: float | None
    months: tuple[float, ...]
    first_words: str
    last_words: str
    is_cut: bool
    """Whether the last phase goes on beyond the scale."""


def phases_picture(rows: Sequence[TimelineRow], today: date) -> PhasesPicture | None:
    """The picture of phases that have dates; None where fewer than two have."""
    dated = [row for row in rows if row.line.first is not None and row.line.last is not None]
    if len(dated) < 2:
        return None
    first = min(day for row in dated for day in (row.line.first, row.line.phase.planned_start) if day is not None)
    ends = [max(day for day in (row.line.last, row.line.phase.planned_end) if day is not None) for row in dated]
    last, before = max(ends), max(ends[:-1])
    is_cut = last - before > before - first and last - before > LONG_TAIL
    if is_cut:
        last = before + LONG_TAIL
    whole = (last - first).days + 1

    def place(day: date) -> float:
        return round(100 * min(max((day - first).days, 0), whole) / whole, 2)

    def strip(start: date | None, end: date | None) -> tuple[float, float] | None:
        if start is None or end is None:
            return None
        return place(start), max(round(place(end + timedelta(days=1)) - place(start), 2), 0.5)

    return PhasesPicture(
        strips=tuple(
            Strip(
                row.line.phase.label,
                row.kind,
                strip(row.line.phase.planned_start, row.line.phase.planned_end),
                strip(row.line.phase.actual_start, row.line.phase.actual_end or _so_far(row, today)),
            )
            for row in dated
        ),
        today=place(today) if first <= today <= last else None,
        months=tuple(place(day) for day in _month_starts(first, last)),
        first_words=f"{MONTHS[first.month - 1]} {first.year}",
        last_words=f"{MONTHS[last.month - 1]} {last.year}",
        is_cut=is_cut,
    )


def _so_far(row: TimelineRow, today: date) -> date | None:
    begun = row.line.phase.actual_start
    return max(today, begun) if begun is not None else None


def _month_starts(first: date, last: date) -> list[date]:
    found = []
    day = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    while day <= last:
        found.append(day)
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return found
