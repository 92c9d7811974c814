"""The four facts of a recommendation, from their stored histories."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bridgework.core import ledger as core
from bridgework.core.reading import PartialDate
from bridgework.threads.material import Row
from bridgework.threads.records import EffectRecord, Fact, FourFacts
from bridgework.threads.wording import (
    CHECK_RESULTS,
    changed_words,
    decision_words,
    partial_of,
    progress_words,
    sentence_case,
)


@dataclass(frozen=True)
class Histories:
    """Everything ever entered for one recommendation, oldest first, and what stands now."""

    decisions: tuple[Fact, ...]
    reported: tuple[Fact, ...]
    checked: tuple[Fact, ...]
    observed: tuple[Fact, ...]
    current: FourFacts
    contradictions: tuple[str, ...]


def histories_of(rows: Iterable[Row], effects: Iterable[EffectRecord]) -> Histories:
    """The four histories of one recommendation and the current value of each."""
    kept = list(rows)
    decisions = tuple(_decision(row) for row in kept if row["fact"] == "decision")
    reported = tuple(_reported(row) for row in kept if row["fact"] == "reported")
    checked = tuple(_checked(row) for row in kept if row["fact"] == "checked")
    observed = tuple(_observed(one) for one in effects)
    current = FourFacts(_standing_decision(decisions), _last(reported), _last(checked), _last(observed))
    progress_checked = {row["public_id"]: row["progress"] for row in kept if row["fact"] == "checked"}
    return Histories(
        decisions, reported, checked, observed, current, _contradictions(current, decisions, progress_checked)
    )


def _decision(row: Row) -> Fact:
    by_committee = row["link"] is not None
    return Fact(
        public_id=row["public_id"],
        value=row["value"],
        words=decision_words(row["value"]),
        on=partial_of(row["on"]),
        text=row["text"],
        reason=row["reason"],
        by=row["by"] or ("the committee" if by_committee else ""),
        source=row["source"],
        origin="resolution" if by_committee else "reply",
        superseded=bool(row["superseded"]),
        change=changed_words(row["proposed"], row["text"]),
    )


def _reported(row: Row) -> Fact:
    return Fact(
        public_id=row["public_id"],
        value=row["value"],
        words=progress_words(row["value"]),
        on=partial_of(row["on"]),
        text=row["text"],
        by=row["by"],
        source=row["source"],
        superseded=bool(row["superseded"]),
    )


def _checked(row: Row) -> Fact:
    words = CHECK_RESULTS.get(row["value"], row["value"])
    if row["progress"]:
        words = f"{words}: {progress_words(row['progress']).lower()}"
    kinds = {"owner_supplied": "evidence from the owner", "independent": "independent evidence"}
    return Fact(
        public_id=row["public_id"],
        value=row["value"],
        words=sentence_case(words),
        on=partial_of(row["on"]),
        text=row["text"],
        reason=row["reason"],
        by=row["by"],
        origin=kinds.get(row["evidence_kind"], ""),
        superseded=False,
    )


def _observed(one: EffectRecord) -> Fact:
    words = one.kind_words if not one.grade_words else f"{one.kind_words}: {one.grade_words.lower()}"
    return Fact(
        public_id=one.public_id,
        value=one.kind,
        words=words,
        on=one.observed_on,
        text=one.text,
        reason=one.confidence,
        by=one.stated_by,
        source=one.source,
    )


def _last(history: tuple[Fact, ...]) -> Fact | None:
    standing = [one for one in history if not one.superseded]
    return max(reversed(standing), key=lambda one: _day(one.on), default=None)


def _standing_decision(history: tuple[Fact, ...]) -> Fact | None:
    return _last(tuple(one for one in history if one.origin == "resolution")) or _last(history)


def _day(when: PartialDate | None) -> date:
    return when.first_day if when is not None else date.min


def _contradictions(
    current: FourFacts, decisions: tuple[Fact, ...], progress_checked: dict[str, str]
) -> tuple[str, ...]:
    """Where the facts do not fit; core says so in words. Entries without a day are left out of the comparison."""

    def entry(fact: Fact | None, value: str = "") -> core.Entry | None:
        if fact is None or fact.on is None:
            return None
        return core.Entry(fact.on.first_day, value or fact.value, fact.origin, superseded=fact.superseded)

    checked = current.checked
    progress = progress_checked.get(checked.public_id, "") if checked is not None else ""
    facts = core.FourFacts(
        entry(current.decision),
        entry(current.reported),
        entry(checked, progress) if progress else None,
        entry(current.observed),
    )
    history = [found for one in decisions if (found := entry(one)) is not None]
    return tuple(one.sentence for one in core.contradictions(facts, history))
