"""What the pages of papers show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from bridgework.apps.committees.models import Paper, Proposal, Resolution
from bridgework.apps.committees.queries import proposals_of, standing_resolution
from bridgework.apps.reports.models import Recommendation
from bridgework.core.differences import difference
from bridgework.core.ledger import Decision as Outcome
from bridgework.core.papers.numbering import Citation, citations_in
from bridgework.core.papers.proposing import advice


@dataclass(frozen=True)
class NextMove:
    """Who holds a paper in one state, and what happens next."""

    kind: str
    word: str
    holder: str
    next_step: str


MOVES: Final[dict[str, NextMove]] = {
    "draft": NextMove("current", "Draft", "Author", "The author finishes the paper and hands it to the clerk"),
    "ready": NextMove("waiting", "Ready", "Clerk", "The clerk publishes it with the agenda"),
    "published": NextMove("waiting", "Published", "Committee", "The committee considers it at its meeting"),
    "considered": NextMove("done", "Considered", "Nobody", "Nothing more: what was resolved stands in the ledger"),
    "withdrawn": NextMove("set-aside", "Withdrawn", "Nobody", "Nothing happens next"),
}


RESOLVING: Final = NextMove("waiting", "In part", "Clerk", "The clerk records what was resolved on the other proposals")


@dataclass(frozen=True)
class ProposalView:
    """A proposal, what it puts, the resolution that stands, what words changed, and what was superseded."""

    proposal: Proposal
    recommendations: list[Recommendation]
    resolution: Resolution | None
    changed: tuple[tuple[str, str], ...]
    superseded: list[Resolution]
    broken: tuple[Citation, ...] = ()
    """Citations in it that lead nowhere; known only where the paper has a template."""

    @property
    def hidden(self) -> str:
        """What a screen reader hears after the words of a button."""
        return f" on proposal {self.proposal.letter}"

    @property
    def advice(self) -> list[str]:
        """What would make it easier to decide and to follow up; never a refusal."""
        one = self.proposal
        return advice(one.text, owner=one.owner_role, report_back_on=one.report_back_on)

    @property
    def resolution_kind(self) -> str:
        """The state colour of the resolution."""
        if self.resolution is None:
            return "unknown"
        outcome = Outcome(self.resolution.outcome)
        if outcome is Outcome.NO_DECISION_FOUND:
            return "unknown"
        return "set-aside" if outcome.says_no else "done"


@dataclass(frozen=True)
class Holding:
    """Who holds one paper, what happens next, and by when; no day where none is set."""

    move: NextMove
    due: date | None


def holding_of(paper: Paper, proposals: Sequence[ProposalView], last_day: date) -> Holding:
    """Who holds a paper. Once one proposal is resolved, it is with the clerk until all are."""
    if paper.state == "published" and any(one.resolution is not None for one in proposals):
        return Holding(RESOLVING, None)
    due = {"ready": last_day, "published": paper.committee_meeting.on}
    return Holding(MOVES[paper.state], due.get(paper.state))


def with_faults(views: Sequence[ProposalView], known: Iterable[str]) -> list[ProposalView]:
    """The same, with the citations in each proposal that lead nowhere."""
    numbers = frozenset(known)
    return [
        replace(one, broken=tuple(c for c in citations_in(one.proposal.text, numbers) if c.is_broken)) for one in views
    ]


def proposal_views(paper: Paper) -> list[ProposalView]:
    """The proposals of a paper in their order."""
    views = []
    for proposal in proposals_of(paper):
        standing = standing_resolution(proposal)
        changed = difference(proposal.text, standing.words) if standing is not None and standing.words else ()
        views.append(
            ProposalView(
                proposal=proposal,
                recommendations=list(proposal.recommendations.all()),
                resolution=standing,
                changed=tuple((one.kind, one.text) for one in changed),
                superseded=[one for one in proposal.resolutions.all() if one.superseded_by_id is not None],
            )
        )
    return views
