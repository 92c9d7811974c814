"""Papers: begun, changed, handed to the clerk, returned, withdrawn."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from bridgework.apps.calendar.models import CommitteeMeeting
from bridgework.apps.committees import rules
from bridgework.apps.committees.models import Paper, Proposal, ProposalRecommendation
from bridgework.apps.committees.states import PAPER
from bridgework.apps.questions.models import Challenge
from bridgework.apps.reports.models import Recommendation, Report
from bridgework.kernel import audit, transitions
from bridgework.kernel.errors import InvalidInput, NotPossibleNow, StaleRecord, Versions
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
def withdraw_paper(*, actor: Actor, now: datetime, paper: Paper, reason: str) -> Paper:
    """Withdraw a paper before it is considered, saying why."""
    kept = Paper.objects.select_for_update().get(pk=paper.pk)
    rules.WITHDRAW.require(actor, kept)
    transitions.move(kept, PAPER, "withdraw", actor=actor, now=now, reason=reason)
    return kept


def _put(proposal: Proposal, recommendations: Iterable[Recommendation]) -> None:
    ProposalRecommendation.objects.bulk_create(
        ProposalRecommendation(proposal=proposal, recommendation=one) for one in recommendations
    )
