"""The story of one question as a whole: its stations, who holds it now, and the records it is made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bridgework.core.reading import PartialDate
from bridgework.threads.records import (
    ActionRecord,
    BelongingRecord,
    EffectRecord,
    FindingRecord,
    PaperRecord,
    ProblemRecord,
    PropositionRecord,
    ReaderRecord,
    RecommendationRecord,
    RelatedQuestion,
    ReportRecord,
    SourceNote,
    TeamRecord,
    WordingRecord,
)


@dataclass(frozen=True)
class StationPart:
    """A station with something to show: known, or still to come."""

    key: str
    label: str
    known: str
    kind: str
    """One of the state shapes: done, current, waiting, planned, late, contested, set-aside."""
    word: str
    sentence: str
    on: PartialDate | None
    planned: PartialDate | None
    holder: str
    next_step: str
    records: tuple[str, ...] = ()
    """Public ids of the records shown here."""
    inferred_from: str = ""
    """How we know the day, where it was inferred."""


@dataclass(frozen=True)
class FoldPart:
    """A run of stations about which nothing could be found, in one sentence."""

    stations: tuple[str, ...]
    labels: tuple[str, ...]
    sentence: str
    at_end: bool
    key: str = "gap"


@dataclass(frozen=True)
class HeldBy:
    """Who holds the thread now and what happens next."""

    holder: str
    sentence: str
    next_step: str = ""
    due: date | None = None


@dataclass(frozen=True)
class Thread:
    """The story of one question, from asking to what changed."""

    code: str
    public_id: str
    question_public_id: str
    title: str
    question: str
    question_is_quotation: bool
    programme: str
    programme_slug: str
    programme_type: str
    is_history: bool
    is_invented: bool
    is_public: bool
    round: str
    round_public_id: str
    year: int | None
    theme: str
    place: str
    why_it_matters: str
    decision_informed: str
    method: str
    support_note: str
    state: str
    reach: str
    reach_words: str
    reach_kind: str
    held_by: HeldBy
    trail_goes_cold: bool
    parts: tuple[StationPart | FoldPart, ...]
    family: tuple[RelatedQuestion, ...] = ()
    problem: ProblemRecord | None = None
    wordings: tuple[WordingRecord, ...] = ()
    belongings: tuple[BelongingRecord, ...] = ()
    teams: tuple[TeamRecord, ...] = ()
    findings: tuple[FindingRecord, ...] = ()
    propositions: tuple[PropositionRecord, ...] = ()
    reports: tuple[ReportRecord, ...] = ()
    recommendations: tuple[RecommendationRecord, ...] = ()
    papers: tuple[PaperRecord, ...] = ()
    actions: tuple[ActionRecord, ...] = ()
    effects: tuple[EffectRecord, ...] = ()
    reader_notes: tuple[ReaderRecord, ...] = ()
    sources: tuple[SourceNote, ...] = ()

    @property
    def current_belonging(self) -> BelongingRecord | None:
        """Where the question belongs now, as far as is settled."""
        return next((one for one in reversed(self.belongings) if one.is_current), None)

    @property
    def tried_and_set_aside(self) -> tuple[PropositionRecord, ...]:
        """The propositions that were put, answered, and given up."""
        return tuple(one for one in self.propositions if one.set_aside)

    @property
    def open_actions(self) -> tuple[ActionRecord, ...]:
        """Actions still to be done or accepted, soonest first."""
        return tuple(one for one in self.actions if one.is_open)
