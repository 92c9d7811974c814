"""Pictures made on the server: bars, a funnel, a lineage of questions. Readable without script and without style.

Labels are HTML, never text inside a scaled SVG: they keep the reader's size on a phone. Every picture stands beside its
data (`figure_with_table`), so it is hidden from screen readers, which get the sentence and the table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from bridgework.web.ui.components.drawing import drawn


@dataclass(frozen=True)
class Bar:
    """One bar: its words, its number (None: not known), and what to write beside it if not the number."""

    label: str
    value: float | None
    words: str = ""
    kind: str = ""
    address: str = ""


@dataclass(frozen=True)
class LineageStep:
    """One question in a lineage: its year, wording, where it leads, and notes such as two conflicting figures."""

    eyebrow: str
    title: str
    address: str = ""
    notes: tuple[str, ...] = ()
    link: str = ""
    kind: str = ""
    word: str = ""


def bars(values: Sequence[Bar], *, unit: str = "", maximum: float | None = None) -> SafeString:
    """Horizontal bars from nought. `unit` follows each number; `maximum` is the full width, else the largest value."""
    most = maximum or max((bar.value or 0 for bar in values), default=0) or 1
    rows = [
        {
            "bar": bar,
            "share": 0 if bar.value is None else round(100 * min(bar.value / most, 1), 2),
            "words": bar.words or ("" if bar.value is None else f"{bar.value:g}{unit}"),
        }
        for bar in values
    ]
    return drawn("bars", {"rows": rows})


def funnel(values: Sequence[Bar]) -> SafeString:
    """How many came how far: each bar's share of the first, and what was lost since the one before."""
    first = next((bar.value for bar in values if bar.value), None) or 1
    rows = []
    before: float | None = None
    for bar in values:
        lost = None if bar.value is None or before is None else before - bar.value
        share = 0 if bar.value is None else round(100 * min(bar.value / first, 1), 2)
        rows.append({"bar": bar, "share": share, "words": "" if bar.value is None else f"{bar.value:g}", "lost": lost})
        before = bar.value if bar.value is not None else before
    return drawn("funnel", {"rows": rows})


def lineage(steps: Sequence[LineageStep], *, label: str) -> SafeString:
    """Three to six questions that came from one another: side by side on a wide page, under each other on a phone.

    `link` of a step says in words how it follows from the one before, such as `taken further by`.
    """
    return drawn("lineage", {"steps": list(steps), "label": label, "count": len(steps)})
