"""What a thread is made of: frozen values, ready for a page, the command line and JSON.

Nothing here knows a database or a page. Days that are only partly known stay partial dates.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bridgework.core.differences import Segment
from bridgework.core.reading import PartialDate


@dataclass(frozen=True)
class SourceNote:
    """Where something is told from. An address that names a person is left out: publisher and date stand for it."""

    publisher: str
    title: str = ""
    dated: str = ""
    address: str = ""

    @property
    def words(self) -> str:
        """For a line of text: "Cambridge Independent, report of the draft strategy, 2019"."""
        return ", ".join(part for part in (self.publisher, self.title, self.dated) if part)


@dataclass(frozen=True)
class WordingRecord:
    """One wording of the question."""

    public_id: str
    number: int
    text: str
    why: str
    author_role: str
    is_current: bool
    is_quotation: bool
    order_known: bool
    source: str
    settled_on: PartialDate | None = None
    """When it became the wording; None where nobody knows."""

    @property
    def byline(self) -> str:
        """Whose wording it is and since when: "The question owner, Mon 2 March 2026"; empty where neither is known."""
        known = [
            self.author_role[:1].upper() + self.author_role[1:],
            self.settled_on.human() if self.settled_on else "",
        ]
        return ", ".join(one for one in known if one)


@dataclass(frozen=True)
class ProblemRecord:
    """The problem the question grew from, in the bringer's own words."""

    public_id: str
    text: str
    who_is_affected: str
    brought_on: PartialDate
    source: str


@dataclass(frozen=True)
class TeamRecord:
    """Who worked on it: numbers and roles, never names."""

    public_id: str
    name: str
    size: int | None
    size_basis: str
    makeup: tuple[tuple[str, int], ...] = ()
    """Role and how many held it."""
    left: int = 0
    formed_by: str = ""
    """The published run that formed it; empty where people composed it."""


@dataclass(frozen=True)
class EvidenceRecord:
    """A source behind a finding, and how it bears on it."""

    kind: str
    title: str
    bearing: str
    authors: str = ""
    year: int | None = None
    address: str = ""
    page: str = ""
    says: str = ""
    figure: str = ""
    """A figure of its own that stands against the finding's, such as "45%"."""


@dataclass(frozen=True)
class FindingRecord:
    """A statement and what it rests on; a figure that a later one contests keeps both."""

    public_id: str
    number: int
    text: str
    confidence: str
    figure: str
    figure_of: str
    superseded_note: str
    evidence: tuple[EvidenceRecord, ...] = ()

    @property
    def contested_by(self) -> EvidenceRecord | None:
        """The source whose figure stands against this one, where there is one."""
        return next((one for one in self.evidence if one.bearing == "contradicts" and one.figure), None)


@dataclass(frozen=True)
class StakeholderAnswer:
    """What one group answered to a proposition."""

    by_role: str
    stance: str
    text: str


@dataclass(frozen=True)
class PropositionRecord:
    """What was put to whom, what they answered, what the team did next."""

    public_id: str
    text: str
    put_to: str
    put_on: PartialDate | None
    answer: str
    did_next: str
    state: str
    source: str
    answers: tuple[StakeholderAnswer, ...] = ()

    @property
    def set_aside(self) -> bool:
        """Whether it was tried and set aside."""
        return self.state == "set_aside"


@dataclass(frozen=True)
class ReportRecord:
    """What the team wrote, as far as it can be read here."""

    public_id: str
    title: str
    title_is_quotation: bool
    dated: PartialDate | None
    summary: str
    themes_note: str
    note: str
    parent: str
    has_text: bool
    sources: tuple[SourceNote, ...] = ()
    sub_reports: tuple[str, ...] = ()
    """Titles of its sub-reports."""


@dataclass(frozen=True)
class Fact:
    """One dated entry of one of the four facts.

    `by` is whose statement it is, by role; `superseded` entries are kept and never current.
    """

    public_id: str
    value: str
    words: str
    on: PartialDate | None
    text: str = ""
    reason: str = ""
    by: str = ""
    source: str = ""
    origin: str = ""
    superseded: bool = False
    change: tuple[Segment, ...] = ()
    """Of a decision with changed words: what became of the proposal. The words as resolved are its `text`."""


@dataclass(frozen=True)
class FourFacts:
    """The four separate facts of a recommendation, the current value of each; None is "not known"."""

    decision: Fact | None = None
    reported: Fact | None = None
    checked: Fact | None = None
    observed: Fact | None = None

    @property
    def refused(self) -> bool:
        """Whether the decision was no, so that nothing is expected after it."""
        return self.decision is not None and self.decision.value in ("lost", "declined", "withdrawn")

    @property
    def nothing_known(self) -> bool:
        """Whether none of the four is known."""
        return not (self.decision or self.reported or self.checked or self.observed)


@dataclass(frozen=True)
class RecommendationRecord:
    """One recommendation: its words, on what basis we hold them, and its four facts."""

    public_id: str
    code: str
    number: str
    heading: str
    text: str
    basis: str
    place: str
    source: str
    theme: str
    addressee: str
    by_when: str
    state: str
    facts: FourFacts
    contradictions: tuple[str, ...] = ()


@dataclass(frozen=True)
class ResolutionRecord:
    """What a committee resolved on one proposal."""

    public_id: str
    outcome: str
    outcome_words: str
    words: str
    change: tuple[Segment, ...]
    reason: str
    resolved_on: PartialDate | None
    report_back_on: date | None
    owner_role: str
    source: str
    superseded_reason: str = ""


@dataclass(frozen=True)
class ProposalRecord:
    """A lettered item of a paper, the recommendations it puts, and what was resolved."""

    public_id: str
    letter: str
    text: str
    recommendations: tuple[str, ...] = ()
    resolution: ResolutionRecord | None = None
    superseded: tuple[ResolutionRecord, ...] = ()


@dataclass(frozen=True)
class PaperRecord:
    """A paper put to a committee meeting."""

    public_id: str
    reference: str
    title: str
    title_is_quotation: bool
    summary: str
    from_role: str
    body: str
    meeting_on: PartialDate
    date_basis: str
    meeting_public_id: str
    address: str
    source: str
    state: str
    proposals: tuple[ProposalRecord, ...] = ()


@dataclass(frozen=True)
class ActionRecord:
    """Something that will be done: an owner, a deliverer and a date."""

    public_id: str
    text: str
    owner: str
    deliverer: str
    due_on: date | None
    state: str
    source: str
    recommendations: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done or to be accepted."""
        return self.state in ("open", "reported_done")


@dataclass(frozen=True)
class EffectRecord:
    """A statement of effect: whose it is, how much is known, what else may have caused it."""

    public_id: str
    kind: str
    kind_words: str
    grade: str
    grade_words: str
    grade_meaning: str
    text: str
    amount: str
    stated_by: str
    confidence: str
    other_causes: str
    counter_evidence: str
    credit_also: str
    observed_on: PartialDate | None
    source: str
    recommendations: tuple[str, ...] = ()

    @property
    def none_found(self) -> bool:
        """Whether somebody looked and found no effect: a result, not a gap."""
        return self.kind == "none_found"


@dataclass(frozen=True)
class BelongingRecord:
    """Where the question belongs: which programme of the council, which body; it may have come late."""

    public_id: str
    council_programme: str
    body: str
    decided_on: PartialDate | None
    reason: str
    is_current: bool
    source: str


@dataclass(frozen=True)
class Follows:
    """How one question is related to an earlier one, and how that is known."""

    earlier: str
    """Public id of the earlier question."""
    relation: str
    is_inferred: bool
    basis: str


@dataclass(frozen=True)
class RelatedQuestion:
    """A question of the same family and how it is related to the one it follows."""

    code: str
    question_public_id: str
    title: str
    wording: str
    round_label: str
    year: int | None
    reach: str
    """How far its trail can be followed, in words."""
    kind: str = "unknown"
    is_this: bool = False
    follows: tuple[Follows, ...] = ()


@dataclass(frozen=True)
class ReaderRecord:
    """Something a reader told us, and that was accepted."""

    public_id: str
    station: str
    text: str
    evidence: str
