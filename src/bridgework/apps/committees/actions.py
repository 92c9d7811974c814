"""The only writers of papers, proposals and resolutions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from bridgework.apps.calendar.models import CommitteeMeeting
from bridgework.apps.committees import rules
from bridgework.apps.committees.events import PaperPublished, ResolutionRecorded
from bridgework.apps.committees.models import Paper, Proposal, ProposalRecommendation, Resolution
from bridgework.apps.committees.states import PAPER
from bridgework.apps.people.models import Person
from bridgework.apps.questions.actions.challenges import decide, put_to_committee
from bridgework.apps.questions.models import Challenge
from bridgework.apps.questions.states import CHALLENGE
from bridgework.apps.reports.models import Recommendation, Report
from bridgework.core.ledger import Decision as Outcome
from bridgework.core.reading import human_date
from bridgework.kernel import audit, transitions
from bridgework.kernel.errors import InvalidInput, NotPossibleNow, StaleRecord, Versions
from bridgework.kernel.events import publish
from bridgework.kernel.permissions import Actor

LETTERS = "abcdefghijklmnopqrstuvwxyz"


@transaction.atomic
def prepare_paper(
    *,
    actor: Actor,
    now: datetime,
    challenge: Challenge,
    committee_meeting: CommitteeMeeting,
    title: str,
    summary: str = "",
    from_role: str = "",
    reference: str = "",
    reports: Iterable[Report] = (),
) -> Paper:
    """Begin a paper for one committee meeting, with the reports it puts.

    Audits `committees.prepare`. Raises `InvalidInput` without a title.
    """
    rules.PREPARE.require(actor, challenge)
    if not title.strip():
        raise InvalidInput("A paper needs a title.", rule="committees.title", field="title")
    paper = Paper.objects.create(
        created_at=now,
        scope=challenge.scope,
        state=PAPER.initial,
        state_since=now,
        challenge=challenge,
        committee_meeting=committee_meeting,
        body_scope=committee_meeting.body_scope,
        title=title.strip(),
        summary=summary,
        from_role=from_role,
        reference=reference,
        author_id=actor.person_id,
    )
    paper.reports.set(reports)
    transitions.begin(paper, PAPER, actor=actor, now=now)
    audit.record(actor=actor, now=now, verb="committees.prepare", on=paper)
    return paper


@transaction.atomic
def edit_paper(
    *,
    actor: Actor,
    now: datetime,
    paper: Paper,
    version: int,
    title: str,
    summary: str,
    from_role: str,
    reference: str,
) -> Paper:
    """Change a draft. Raises `StaleRecord` with both texts where it changed since version `version`."""
    kept = Paper.objects.select_for_update().get(pk=paper.pk)
    rules.EDIT.require(actor, kept)
    if kept.version != version:
        raise StaleRecord(
            "Somebody else changed this paper while you were writing.",
            versions=Versions(
                base={},
                theirs={"title": kept.title, "summary": kept.summary},
                yours={"title": title, "summary": summary},
            ),
        )
    kept.title, kept.summary, kept.from_role, kept.reference = title.strip(), summary, from_role, reference
    kept.version += 1
    kept.save(update_fields=["title", "summary", "from_role", "reference", "version"])
    audit.record(
        actor=actor, now=now, verb="committees.edit", on=kept, fields=["title", "summary", "from_role", "reference"]
    )
    return kept


@transaction.atomic
def add_proposal(
    *,
    actor: Actor,
    now: datetime,
    paper: Paper,
    text: str,
    recommendations: Iterable[Recommendation] = (),
    owner_role: str = "",
    report_back_on: date | None = None,
) -> Proposal:
    """Add the next lettered proposal and say which recommendations it puts."""
    kept = Paper.objects.select_for_update().get(pk=paper.pk)
    rules.EDIT.require(actor, kept)
    if not text.strip():
        raise InvalidInput("Write what the committee is asked to do.", rule="committees.proposal-words", field="text")
    order = kept.proposals.count()
    if order >= len(LETTERS):
        raise NotPossibleNow("A paper has at most 26 lettered proposals.", rule="committees.letters")
    proposal = Proposal.objects.create(
        created_at=now,
        paper=kept,
        letter=LETTERS[order],
        order=order + 1,
        text=text.strip(),
        owner_role=owner_role,
        report_back_on=report_back_on,
    )
    _put(proposal, recommendations)
    audit.record(actor=actor, now=now, verb="committees.add-proposal", on=proposal, fields=["text"])
    return proposal


@transaction.atomic
def edit_proposal(
    *,
    actor: Actor,
    now: datetime,
    proposal: Proposal,
    text: str,
    recommendations: Iterable[Recommendation],
    owner_role: str = "",
    report_back_on: date | None = None,
) -> Proposal:
    """Change a proposal of a draft."""
    paper = Paper.objects.select_for_update().get(pk=proposal.paper_id)
    rules.EDIT.require(actor, paper)
    if not text.strip():
        raise InvalidInput("Write what the committee is asked to do.", rule="committees.proposal-words", field="text")
    proposal.text, proposal.owner_role, proposal.report_back_on = text.strip(), owner_role, report_back_on
    proposal.save(update_fields=["text", "owner_role", "report_back_on"])
    proposal.recommendation_links.all().delete()
    _put(proposal, recommendations)
    audit.record(actor=actor, now=now, verb="committees.edit-proposal", on=proposal, fields=["text"])
    return proposal


@transaction.atomic
def remove_proposal(*, actor: Actor, now: datetime, proposal: Proposal) -> None:
    """Take a proposal out of a draft; those after it move up a letter."""
    paper = Paper.objects.select_for_update().get(pk=proposal.paper_id)
    rules.EDIT.require(actor, paper)
    audit.record(actor=actor, now=now, verb="committees.remove-proposal", on=proposal)
    proposal.recommendation_links.all().delete()
    proposal.delete()
    for order, one in enumerate(paper.proposals.order_by("order")):
        one.letter, one.order = LETTERS[order], order + 1
        one.save(update_fields=["letter", "order"])


@transaction.atomic
def make_ready(*, actor: Actor, now: datetime, paper: Paper) -> Paper:
    """Hand a finished draft to the clerk. Raises `NotPossibleNow` while it asks the committee nothing."""
    kept = Paper.objects.select_for_update().get(pk=paper.pk)
    rules.MAKE_READY.require(actor, kept)
    if not kept.proposals.exists():
        raise NotPossibleNow(
            "This paper asks the committee nothing yet.", rule="committees.has-proposals", remedy="Add a proposal."
        )
    transitions.move(kept, PAPER, "make_ready", actor=actor, now=now)
    return kept


@transaction.atomic
def return_to_author(*, actor: Actor, now: datetime, paper: Paper, reason: str) -> Paper:
    """Give a paper back to its author, saying why."""
    kept = Paper.objects.select_for_update().get(pk=paper.pk)
    rules.RETURN.require(actor, kept)
    transitions.move(kept, PAPER, "return_to_draft", actor=actor, now=now, reason=reason)
    return kept


@transaction.atomic
def publish_paper(*, actor: Actor, now: datetime, paper: Paper, late_reason: str = "") -> Paper:
    """Publish with the agenda; the challenge is then before the committee.

    Moves the paper, then the challenge where it can move, and publishes `PaperPublished`.
    """
    kept = Paper.objects.select_for_update(of=("self",)).select_related("challenge").get(pk=paper.pk)
    rules.PUBLISH.require(actor, kept)
    transitions.move(kept, PAPER, "publish", actor=actor, now=now)
    kept.published_at, kept.late_reason = now, late_reason.strip()
    kept.save(update_fields=["published_at", "late_reason"])
    if CHALLENGE.allows(kept.challenge.state, "put_to_committee"):
        put_to_committee(actor=actor, now=now, challenge=kept.challenge)
    audit.record(actor=actor, now=now, verb="committees.publish", on=kept, fields=["published_at"])
    publish(PaperPublished(now, kept.public_id, kept.challenge.public_id, kept.scope))
    return kept


@transaction.atomic
def withdraw_paper(*, actor: Actor, now: datetime, paper: Paper, reason: str) -> Paper:
    """Withdraw a paper before it is considered, saying why."""
    kept = Paper.objects.select_for_update().get(pk=paper.pk)
    rules.WITHDRAW.require(actor, kept)
    transitions.move(kept, PAPER, "withdraw", actor=actor, now=now, reason=reason)
    return kept


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


def _validate_day(committee_meeting: CommitteeMeeting, resolved_on: date | None, today: date) -> None:
    """A committee resolves at its meeting: nothing is recorded before that day, nor of a day to come."""
    met = committee_meeting.on
    if today < met:
        raise NotPossibleNow(
            f"This committee meets on {human_date(met)}: nothing is resolved yet.",
            rule="committees.resolved-at-meeting",
            remedy="Record what was resolved on that day or later. If the meeting was moved, change its day first.",
        )
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


def _put(proposal: Proposal, recommendations: Iterable[Recommendation]) -> None:
    ProposalRecommendation.objects.bulk_create(
        ProposalRecommendation(proposal=proposal, recommendation=one) for one in recommendations
    )
