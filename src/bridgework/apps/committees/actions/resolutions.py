"""What the committee resolved, per proposal."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils import timezone

from bridgework.apps.calendar.models import CommitteeMeeting
from bridgework.apps.committees import rules
from bridgework.apps.committees.events import ResolutionRecorded
from bridgework.apps.committees.models import Paper, PastedMinute, Proposal, Resolution
from bridgework.apps.committees.states import PAPER
from bridgework.apps.people.models import Person
from bridgework.apps.questions.actions.challenges import decide
from bridgework.apps.questions.states import CHALLENGE
from bridgework.core.ledger import Decision as Outcome
from bridgework.core.reading import human_date
from bridgework.kernel import audit, transitions
from bridgework.kernel.errors import InvalidInput, NotPossibleNow, StaleRecord
from bridgework.kernel.events import publish
from bridgework.kernel.permissions import Actor

VOTES: Final = ("for", "against", "abstained")
MOST_VOTES: Final = 1_000


@dataclass(frozen=True)
class Resolved:
    """What a committee resolved on one proposal."""

    outcome: str
    resolved_on: date | None
    words: str = ""
    reason: str = ""
    report_back_on: date | None = None
    owner_role: str = ""
    owner: Person | None = None
    source: str = ""
    mover: str = ""
    seconder: str = ""
    votes: dict[str, int] = field(default_factory=dict)
    """Under "for", "against" and "abstained", where they were counted."""
    minute: PastedMinute | None = None


@transaction.atomic
def record_resolution(*, actor: Actor, now: datetime, proposal: Proposal, resolved: Resolved) -> Resolution:
    """Record what the committee resolved on a proposal.

    With the last one the paper is "considered" and the challenge "decided"; publishes `ResolutionRecorded`. Raises
    `NotPossibleNow` where the proposal has a resolution: supersede that one instead.
    """
    paper = Paper.objects.select_for_update(of=("self",)).select_related("challenge").get(pk=proposal.paper_id)
    rules.RESOLVE.require(actor, paper)
    if proposal.resolutions.filter(superseded_by=None).exists():
        raise NotPossibleNow(
            "A resolution is already recorded for this proposal.",
            rule="committees.one-resolution",
            remedy="If it was entered wrongly, correct it with a reason; both are kept.",
        )
    resolution = _write_resolution(actor, now, proposal, resolved)
    _close_when_all_resolved(actor, now, paper)
    return resolution


@transaction.atomic
def correct_resolution(
    *, actor: Actor, now: datetime, resolution: Resolution, resolved: Resolved, why: str
) -> Resolution:
    """Supersede a mis-entered resolution, saying why; both stay on the record."""
    paper = Paper.objects.select_for_update().get(pk=resolution.proposal.paper_id)
    rules.RESOLVE.require(actor, paper)
    kept = Resolution.objects.select_for_update().get(pk=resolution.pk)
    if kept.superseded_by_id is not None:
        raise StaleRecord("Somebody else has corrected this resolution already.")
    if not why.strip():
        raise InvalidInput(
            "Say what was entered wrongly.", rule="committees.correction-reason", field="why", remedy="It is kept."
        )
    fresh = _write_resolution(actor, now, resolution.proposal, resolved)
    kept.superseded_by, kept.superseded_reason = fresh, why.strip()
    kept.save(update_fields=["superseded_by", "superseded_reason"])
    return fresh


def _write_resolution(actor: Actor, now: datetime, proposal: Proposal, resolved: Resolved) -> Resolution:
    _validate(proposal, resolved)
    _validate_votes(resolved.votes)
    _validate_day(proposal.paper.committee_meeting, resolved.resolved_on, timezone.localdate(now))
    resolution = Resolution.objects.create(
        created_at=now,
        proposal=proposal,
        outcome=resolved.outcome,
        words=resolved.words.strip(),
        reason=resolved.reason.strip(),
        resolved_on=resolved.resolved_on,
        report_back_on=resolved.report_back_on,
        owner_role=resolved.owner_role,
        owner=resolved.owner,
        recorded_by_id=actor.person_id,
        recorded_at=now,
        source=resolved.source,
        mover=resolved.mover.strip()[:160],
        seconder=resolved.seconder.strip()[:160],
        votes=resolved.votes,
        minute=resolved.minute,
    )
    audit.record(actor=actor, now=now, verb="committees.resolve", on=resolution, fields=["outcome", "words"])
    paper = proposal.paper
    publish(ResolutionRecorded(now, resolution.public_id, paper.challenge.public_id, paper.scope))
    return resolution


def _validate(proposal: Proposal, resolved: Resolved) -> None:
    try:
        outcome = Outcome(resolved.outcome)
    except ValueError as error:
        raise InvalidInput("Choose what the committee resolved.", rule="committees.outcome", field="outcome") from error
    if outcome is Outcome.AGREED_WITH_CHANGED_WORDS and resolved.words.strip() in ("", proposal.text.strip()):
        raise InvalidInput(
            "Write the words as resolved.",
            rule="committees.changed-words",
            remedy="If no word changed, choose “agreed”.",
            field="words",
        )
    explained = outcome in (Outcome.AGREED, Outcome.AGREED_WITH_CHANGED_WORDS, Outcome.NOTED, Outcome.NO_DECISION_FOUND)
    if not explained and not resolved.reason.strip():
        raise InvalidInput(
            "Give the reason in a sentence.",
            rule="committees.reason",
            remedy="If none was given, write that none was given.",
            field="reason",
        )


def _validate_votes(votes: dict[str, int]) -> None:
    if any(side not in VOTES or not 0 <= number <= MOST_VOTES for side, number in votes.items()):
        raise InvalidInput(
            f"Votes are whole numbers from 0 to {MOST_VOTES}.", rule="committees.votes", field="votes_for"
        )


def require_met(committee_meeting: CommitteeMeeting, today: date) -> None:
    """Raise `NotPossibleNow` before the day of the meeting."""
    if today < committee_meeting.on:
        raise NotPossibleNow(
            f"This committee meets on {human_date(committee_meeting.on)}: nothing is resolved yet.",
            rule="committees.resolved-at-meeting",
            remedy="Record what was resolved on that day or later. If the meeting was moved, change its day first.",
        )


def _validate_day(committee_meeting: CommitteeMeeting, resolved_on: date | None, today: date) -> None:
    """A committee resolves at its meeting: nothing is recorded before that day, nor of a day to come."""
    met = committee_meeting.on
    require_met(committee_meeting, today)
    if resolved_on is not None and not met <= resolved_on <= today:
        raise InvalidInput(
            f"Enter a day from {human_date(met)}, when the committee met, to today.",
            rule="committees.resolution-day",
            remedy="If the committee met on another day, change the day of its meeting first.",
            field="resolved_on",
        )


def _close_when_all_resolved(actor: Actor, now: datetime, paper: Paper) -> None:
    resolved = Resolution.objects.filter(proposal__paper=paper, superseded_by=None).values("proposal")
    if paper.proposals.exclude(pk__in=resolved).exists():
        return
    if PAPER.allows(paper.state, "consider"):
        transitions.move(paper, PAPER, "consider", actor=actor, now=now)
    if CHALLENGE.allows(paper.challenge.state, "decide"):
        decide(actor=actor, now=now, challenge=paper.challenge)
