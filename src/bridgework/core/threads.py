"""The story of a question as stations, from question to what changed.

A programme type says which stations its threads have; a station it does not
have is left out and never shown as a gap. A run of stations about which nothing
is known folds into one honest sentence that names the last thing that is known.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bridgework.core.reading import PartialDate


class Station(StrEnum):
    """The stations of the spine, in order."""

    QUESTION = "question"
    WORDING = "wording"
    TEAM = "team"
    FINDING = "finding"
    RECOMMENDATION = "recommendation"
    DECISION = "decision"
    ACTION = "action"
    CHECK = "check"
    CHANGE = "change"

    @property
    def label(self) -> str:
        """The heading on the thread."""
        return _LABELS[self]


_LABELS = {
    Station.QUESTION: "The question",
    Station.WORDING: "How it was worded",
    Station.TEAM: "Who worked on it",
    Station.FINDING: "What was found",
    Station.RECOMMENDATION: "What was recommended",
    Station.DECISION: "What was decided",
    Station.ACTION: "What was done",
    Station.CHECK: "What was checked",
    Station.CHANGE: "What changed",
}
# What we could not find, as it follows "we could not find".
_MISSING = {
    Station.QUESTION: "who asked it",
    Station.WORDING: "how it was worded",
    Station.TEAM: "who worked on it",
    Station.FINDING: "what was found",
    Station.RECOMMENDATION: "what was recommended",
    Station.DECISION: "what was decided",
    Station.ACTION: "what was done",
    Station.CHECK: "whether anybody checked",
    Station.CHANGE: "what changed",
}
IF_YOU_KNOW = "If you know, tell us."


class Known(StrEnum):
    """What is known of a station."""

    KNOWN = "known"
    UNKNOWN = "unknown"
    NOT_YET = "not_yet"
    NOT_PART = "not_part"


@dataclass(frozen=True)
class StationFacts:
    """What a composer of threads found out about one station.

    Attributes:
        sentence: the one line that stands for it, such as "The report reached
            the Communities Committee"; used in the fold after it.
        on: when, as far as known.
        holder: role that holds it now, when it waits on somebody.
        next_step: what happens next, when that is known.
        planned: when a station not yet reached is planned.
        missing: what we could not find, in place of the usual words, such as
            "what the committee decided".
    """

    known: Known
    sentence: str = ""
    on: PartialDate | None = None
    holder: str = ""
    next_step: str = ""
    planned: PartialDate | None = None
    missing: str = ""


@dataclass(frozen=True)
class ShownStation:
    """A station with something to show: known, or still to come."""

    station: Station
    facts: StationFacts

    @property
    def label(self) -> str:
        """The heading on the thread."""
        return self.station.label


@dataclass(frozen=True)
class Fold:
    """A run of stations nothing is known about, in one sentence."""

    stations: tuple[Station, ...]
    sentence: str
    at_end: bool


@dataclass(frozen=True)
class Holding:
    """Who holds the thread now and what happens next."""

    station: Station | None
    holder: str
    sentence: str


@dataclass(frozen=True)
class Story:
    """A thread ready to be shown from top to bottom."""

    parts: tuple[ShownStation | Fold, ...]
    holding: Holding

    @property
    def trail_goes_cold(self) -> bool:
        """Whether the thread ends in a fold."""
        return bool(self.parts) and isinstance(self.parts[-1], Fold)


def story(stations: Sequence[Station], facts: Mapping[Station, StationFacts]) -> Story:
    """Compose a thread.

    Args:
        stations: those the programme type's threads have, in order.
        facts: per station; a station without facts counts as unknown, unless a
            station before it is still to come, when it is still to come too.
    """
    parts: list[ShownStation | Fold] = []
    run: list[Station] = []
    last_known: StationFacts | None = None
    waiting = False
    for station in stations:
        found = facts.get(station, StationFacts(Known.NOT_YET if waiting else Known.UNKNOWN))
        if found.known is Known.NOT_PART:
            continue
        if found.known is Known.UNKNOWN:
            run.append(station)
            continue
        if run:
            parts.append(_fold(run, last_known, facts, at_end=False))
            run = []
        parts.append(ShownStation(station, found))
        if found.known is Known.KNOWN:
            last_known = found
        waiting = waiting or found.known is Known.NOT_YET
    if run:
        parts.append(_fold(run, last_known, facts, at_end=True))
    return Story(tuple(parts), _holding(parts))


def _fold(
    run: Sequence[Station],
    last_known: StationFacts | None,
    facts: Mapping[Station, StationFacts],
    at_end: bool,
) -> Fold:
    missing = [(facts[s].missing if s in facts and facts[s].missing else _MISSING[s]) for s in run]
    if at_end:
        sentences = ["The trail stops here."]
        gap = f"we could not find {missing[0]}" + (" or what came of it" if len(run) > 1 else "")
        if last_known is not None and last_known.sentence:
            sentences.append(f"{_dated(last_known)}; {gap}.")
        else:
            sentences.append(f"{gap[0].upper()}{gap[1:]}.")
    else:
        sentences = [f"We could not find {_and(missing)}."]
    sentences.append(IF_YOU_KNOW)
    return Fold(tuple(run), " ".join(sentences), at_end)


def _dated(found: StationFacts) -> str:
    sentence = found.sentence.strip().rstrip(".")
    if found.on is None or found.on.human() in sentence:
        return sentence
    return f"{sentence} {found.on.human_with_preposition()}"


def _holding(parts: Sequence[ShownStation | Fold]) -> Holding:
    """The first station that waits on somebody, else the end of what is known."""
    shown = [part for part in parts if isinstance(part, ShownStation)]
    held = [part for part in shown if part.facts.holder or part.facts.next_step]
    if held:
        part = (
            held[-1]
            if all(p.facts.known is Known.KNOWN for p in held)
            else next(p for p in held if p.facts.known is not Known.KNOWN)
        )
        return Holding(part.station, part.facts.holder, _held(part.facts))
    if parts and isinstance(parts[-1], Fold):
        return Holding(parts[-1].stations[0], "", "We do not know who holds it now.")
    upcoming = [part for part in shown if part.facts.known is Known.NOT_YET]
    if upcoming:
        return Holding(upcoming[0].station, "", f"Next: {upcoming[0].label.lower()}.")
    return Holding(None, "", "Nothing more is expected.")


def _held(found: StationFacts) -> str:
    sentences = []
    if found.holder:
        sentences.append(f"With {found.holder} now.")
    if found.next_step:
        when = f", {found.planned.human()}" if found.planned else ""
        sentences.append(f"Next: {found.next_step.rstrip('.')}{when}.")
    return " ".join(sentences)


def _and(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
