"""Small words shared by everything that tells a thread."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from bridgework.core.differences import Segment, difference
from bridgework.core.ledger import ChangeKind, Decision, Grade, Progress
from bridgework.core.reading import DateUnreadable, PartialDate
from bridgework.threads.records import SourceNote

RELATIONS: Mapping[str, str] = {
    "same": "the same question as",
    "follow_up": "follows",
    "response": "responds to",
    "split": "split from",
    "merge": "merged from",
    "different": "looked at, and different from",
}
CHECK_RESULTS: Mapping[str, str] = {
    "agrees": "agrees with what was reported",
    "partly": "found partly so",
    "disputes": "found otherwise",
    "could_not_tell": "could not tell",
}
BASES: Mapping[str, str] = {
    "own": "",
    "quoted": "Quoted from another document",
    "summary": "Our summary; the report’s own words were not available",
}


def partial(text: str) -> PartialDate | None:
    """A stored partial date; None where it is empty or unreadable."""
    try:
        return PartialDate.from_iso(text) if text else None
    except DateUnreadable:
        return None


def partial_of(day: date | None, precision: str = "day") -> PartialDate | None:
    """A day as a partial date that knows no more than `precision`."""
    if day is None:
        return None
    if precision == "year":
        return PartialDate(day.year)
    return PartialDate(day.year, day.month) if precision == "month" else PartialDate.of(day)


def source_notes(stored: Any) -> tuple[SourceNote, ...]:
    """Stored sources as values; anything that is not a source is left out."""
    if not isinstance(stored, list):
        return ()
    return tuple(
        SourceNote(
            publisher=str(one.get("publisher") or one.get("title") or ""),
            title=str(one.get("title") or "") if one.get("publisher") else "",
            dated=_dated(str(one.get("date") or "")),
            address=str(one.get("address") or ""),
        )
        for one in stored
        if isinstance(one, dict) and (one.get("publisher") or one.get("title"))
    )


def _dated(text: str) -> str:
    known = partial(text)
    return known.human() if known else text


def decision_words(value: str) -> str:
    """`agreed_in_part` as "Agreed in part"."""
    return _label(Decision, value)


def progress_words(value: str) -> str:
    """`under_way` as "Under way"."""
    return _label(Progress, value)


def change_words(value: str) -> str:
    """`money_saved` as "Money saved"."""
    return _label(ChangeKind, value)


def grade_words(value: str) -> str:
    """`acted_on` as "Acted on"."""
    return _label(Grade, value)


def grade_meaning(value: str) -> str:
    """What a grade says, in one line."""
    return Grade(value).meaning if value in set(Grade) else ""


def _label(vocabulary: Any, value: str) -> str:
    if not value:
        return ""
    try:
        return str(vocabulary(value).label)
    except ValueError:
        return sentence_case(value.replace("_", " "))


_OPENINGS = ("a ", "an ", "the ", "its ", "two ", "residents", "people", "officers", "councillors", "those ")


def the(role: str) -> str:
    """A role in the middle of a sentence: "the transport officer", "a resident"."""
    return role if role.lower().startswith(_OPENINGS) else f"the {role}"


def sentence_case(words: str) -> str:
    """`words` with a capital first letter."""
    return words[:1].upper() + words[1:]


def joined(words: Iterable[str]) -> str:
    """ "one, two and three"."""
    kept = [word for word in words if word]
    return kept[0] if len(kept) == 1 else f"{', '.join(kept[:-1])} and {kept[-1]}" if kept else ""


def counted(number: int, one: str, many: str = "") -> str:
    """ "1 researcher", "three researchers", "12 researchers"."""
    small = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    word = small[number] if 0 < number < len(small) else str(number)
    return f"{word} {one if number == 1 else many or one + 's'}"


def pounds(amount: Decimal | None, period: str = "") -> str:
    """ "£12,000 a year"."""
    if amount is None:
        return ""
    shown = f"£{amount:,.2f}".removesuffix(".00")
    return f"{shown} {period}".strip()


def changed_words(proposed: str, resolved: str) -> tuple[Segment, ...]:
    """What a committee changed in the words it was asked to agree; empty where it changed none."""
    return difference(proposed, resolved) if proposed and resolved and resolved != proposed else ()
