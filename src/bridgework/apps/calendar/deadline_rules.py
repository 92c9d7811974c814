"""The deadline rules that exist, as they are shipped, and what each is about in words."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from bridgework.core.deadline_rules import DatedRule

SHIPPED: Final = Path(__file__).parent / "shipped" / "deadline-rules.json"
Unit = Literal["clear days", "working days", "working days each", "years", "hour", "yes or no"]


@dataclass(frozen=True)
class KindOfRule:
    """One kind of rule: its words, what its number counts, and whether only executives have it by law."""

    key: str
    title: str
    what: str
    unit: Unit
    for_executives: bool = False
    has_hour: bool = False


KINDS: Final[dict[str, KindOfRule]] = {
    one.key: one
    for one in (
        KindOfRule(
            "meeting-notice", "Notice of a meeting", "Agenda and papers are public so long before.", "clear days"
        ),
        KindOfRule(
            "cut-off", "Cut-off hour", "What goes out later counts as the next working day.", "hour", has_hour=True
        ),
        KindOfRule(
            "key-decision-notice",
            "Notice of a key decision",
            "The forward plan announces it so long before.",
            "clear days",
            True,
        ),
        KindOfRule(
            "private-meeting-notice", "Notice of a private meeting", "The intention is announced.", "clear days", True
        ),
        KindOfRule(
            "private-meeting-second-notice",
            "Second notice of a private meeting",
            "It gives the representations received and the answer to them.",
            "clear days",
            True,
        ),
        KindOfRule(
            "general-exception",
            "General exception",
            "Without 28 days: scrutiny's chair is told, and so long has passed since.",
            "clear days",
            True,
        ),
        KindOfRule(
            "special-urgency",
            "Special urgency",
            "Without even that: the chair of scrutiny agrees that it cannot wait.",
            "yes or no",
            True,
        ),
        KindOfRule(
            "call-in",
            "Call-in",
            "So long after its publication a decision can be called in; then it is in force.",
            "working days",
            True,
            True,
        ),
        KindOfRule(
            "author-told", "Author told", "So long before the meeting the author knows of the paper.", "working days"
        ),
        KindOfRule("draft", "Draft", "So long an author writes.", "working days each"),
        KindOfRule("clearances", "Clearances", "So long each clearing officer has.", "working days each"),
        KindOfRule("final-version", "Final version", "So long before the meeting the clerk has it.", "working days"),
        KindOfRule("record-kept", "Agenda, report and minutes", "So long they stay open to the public.", "years"),
        KindOfRule("background-kept", "Background papers", "So long they stay open to the public.", "years"),
    )
}


class RuleFileInvalid(ValueError):
    """The shipped rules lack something; the message says what."""


@cache
def shipped_rules() -> tuple[DatedRule, ...]:
    """The rules as they are shipped. Raises `RuleFileInvalid`."""
    try:
        rows = json.loads(SHIPPED.read_text(encoding="utf-8"))["rules"]
        return tuple(_rule(row, order) for order, row in enumerate(rows))
    except (KeyError, TypeError, ValueError) as problem:
        raise RuleFileInvalid(f"{SHIPPED.name}: {problem!r}.") from problem


def _rule(row: dict[str, Any], order: int) -> DatedRule:
    if row["key"] not in KINDS:
        raise RuleFileInvalid(f"There is no rule {row['key']!r}.")
    return DatedRule(
        key=row["key"],
        applies=True,
        number=row.get("number"),
        counting=row.get("counting", "working"),
        at=None,
        starts_on=_date(row.get("starts_on")),
        ends_on=_date(row.get("ends_on")),
        source=row["source"],
        address=row["address"],
        order=order,
        nations=frozenset(row.get("nations", ())),
        councils=frozenset(row.get("councils", ())),
        models=frozenset(row.get("models", ())),
        body_kinds=frozenset(row.get("body_kinds", ())),
    )


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
