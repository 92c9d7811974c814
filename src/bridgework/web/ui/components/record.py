"""The parts of a thread: stations, the trail that stops, differences, who holds it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.safestring import SafeString

from bridgework.core.reading import PartialDate
from bridgework.web.ui.components.drawing import chosen, drawn
from bridgework.web.ui.components.words import STATE_SHAPES


def timeline(content: str, *, label: str) -> SafeString:
    """The stations of a thread, top to bottom: `station` and `unknown_run` inside."""
    return drawn("timeline", {"content": content, "label": label})


def station(
    content: str,
    *,
    title: str,
    kind: str,
    word: str,
    planned: date | PartialDate | None = None,
    actual: date | PartialDate | None = None,
    when_known: bool = True,
    holder: str = "",
    source: str = "",
    source_address: str = "",
    anchor: str = "",
    eyebrow: str = "",
) -> SafeString:
    """One station: what, when (planned and actual), who holds it by role, the source, the state.

    `when_known=False` says that the day is not known, instead of saying nothing.
    """
    chosen(kind, STATE_SHAPES, "kind")
    return drawn(
        "station",
        {
            "content": content,
            "title": title,
            "kind": kind,
            "shape": STATE_SHAPES[kind],
            "word": word,
            "planned": planned,
            "actual": actual,
            "when_known": when_known,
            "holder": holder,
            "source": source,
            "source_address": source_address,
            "anchor": anchor,
            "eyebrow": eyebrow,
        },
    )


def unknown_run(*, sentence: str, stations: Sequence[str] = (), tell_address: str = "") -> SafeString:
    """A run of stations nobody could find, folded into one honest sentence with a way to tell us."""
    return drawn("unknown_run", {"sentence": sentence, "stations": stations, "tell_address": tell_address})


def difference(*, segments: Iterable[tuple[str, str]], label: str = "", quoted: bool = False) -> SafeString:
    """A word-level difference: (kind, text) with kind equal, added or removed. `quoted` sets it in the serif."""
    found = [(chosen(kind, ("equal", "added", "removed"), "kind"), text) for kind, text in segments]
    return drawn("difference", {"segments": found, "label": label, "quoted": quoted})


def holding_strip(
    *,
    holder: str,
    next_step: str,
    kind: str = "",
    word: str = "",
    since: date | None = None,
    due: date | None = None,
    due_note: str = "",
) -> SafeString:
    """Who holds it now and what happens next. An empty `holder` is said as nobody; `due_note` as `in 12 days`."""
    return drawn(
        "holding_strip",
        {
            "holder": holder,
            "next_step": next_step,
            "kind": kind,
            "word": word,
            "since": since,
            "due": due,
            "due_note": due_note,
        },
    )


def figure_with_table(
    *,
    picture: str,
    title: str,
    summary: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[Any]],
    numeric: Sequence[int] = (),
    download: str = "",
    source: str = "",
) -> SafeString:
    """A picture made by `web.ui.figures`, its sentence, and the data under it.

    `rows` are the data; `numeric` are the places of number columns, counted from nought; `download` a CSV's address.
    """
    numbers = set(numeric)
    return drawn(
        "figure_with_table",
        {
            "picture": picture,
            "title": title,
            "summary": summary,
            "heads": [(text, i in numbers) for i, text in enumerate(columns)],
            "rows": [[(value, i in numbers) for i, value in enumerate(row)] for row in rows],
            "download": download,
            "source": source,
        },
    )
