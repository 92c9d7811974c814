"""Papers: begun, changed, handed to the clerk, returned, withdrawn."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from bridgework.apps.calendar.models import CommitteeMeeting
from bridgework.apps.committees import rules
from bridgework.apps.committees.actions.filling import fill_from_template
from bridgework.apps.committees.models import Paper, PaperTemplateVersion, Proposal, ProposalRecommendation
from bridgework.apps.committees.queries.templates import content_of
from bridgework.apps.committees.states import PAPER
from bridgework.apps.questions.models import Challenge
from bridgework.apps.reports.models import Recommendation, Report
from bridgework.kernel import audit, transitions
from bridgework.kernel.errors import InvalidInput, NotPossibleNow, StaleRecord, Versions
from bridgework.kernel.jobs import enqueue
from bridgework.kernel.permissions import Actor

LETTERS = "abcdefghijklmnopqrstuvwxyz"
MAKE_DOCUMENTS = "committees.make-documents"


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
    template_version: PaperTemplateVersion | None = None,
) -> Paper:
    """Begin a paper for one committee meeting, with the reports it puts and the template it is written with.

    With a template it has the template's sections, priorities and implications, empty. Audits `committees.prepare`.
    Raises `InvalidInput` without a title, or for a template that is not in use.
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
        template_version=_usable(template_version),
    )
    paper.reports.set(reports)
    if template_version is not None:
        fill_from_template(paper, content_of(template_version), now=now)
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
    version: int | None = None,
) -> Proposal:
    """Change a proposal of a draft. Raises `StaleRecord` with both texts where it changed since version `version`."""
    paper = Paper.objects.select_for_update().get(pk=proposal.paper_id)
    rules.EDIT.require(actor, paper)
    proposal.refresh_from_db()
    if version is not None and proposal.version != version:
        raise StaleRecord(
            "Somebody else changed this proposal while you were writing.",
            versions=Versions(base={}, theirs={"text": proposal.text}, yours={"text": text}),
        )
    if not text.strip():
        raise InvalidInput("Write what the committee is asked to do.", rule="committees.proposal-words", field="text")
    proposal.text, proposal.owner_role, proposal.report_back_on = text.strip(), owner_role, report_back_on
    proposal.version += 1
    proposal.save(update_fields=["text", "owner_role", "report_back_on", "version"])
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
    _letter(list(paper.proposals.order_by("order")))


@transaction.atomic
def move_proposal(*, actor: Actor, now: datetime, proposal: Proposal, up: bool) -> Proposal:
    """Let a proposal of a draft change places with the one before it, or after it; letters follow the order."""
    paper = Paper.objects.select_for_update().get(pk=proposal.paper_id)
    rules.EDIT.require(actor, paper)
    rows = list(paper.proposals.order_by("order"))
    place = next(n for n, one in enumerate(rows) if one.pk == proposal.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(rows):
        raise NotPossibleNow(
            f"Proposal {proposal.letter} is the {'first' if up else 'last'} already.", rule="committees.proposal-order"
        )
    rows[place], rows[other] = rows[other], rows[place]
    _letter(rows)
    audit.record(actor=actor, now=now, verb="committees.move-proposal", on=rows[other], fields=["order"])
    return rows[other]


@transaction.atomic
def make_ready(*, actor: Actor, now: datetime, paper: Paper) -> Paper:
    """Hand a finished draft to the clerk; its documents are made meanwhile, so that the clerk sees what fails.

    Raises `NotPossibleNow` while it asks the committee nothing.
    """
    kept = Paper.objects.select_for_update().get(pk=paper.pk)
    rules.MAKE_READY.require(actor, kept)
    if not kept.proposals.exists():
        raise NotPossibleNow(
            "This paper asks the committee nothing yet.", rule="committees.has-proposals", remedy="Add a proposal."
        )
    transitions.move(kept, PAPER, "make_ready", actor=actor, now=now)
    if kept.template_version_id is not None:
        enqueue(MAKE_DOCUMENTS, {"paper": kept.public_id}, at=now, unique_key=f"{MAKE_DOCUMENTS}:{kept.public_id}")
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


def _letter(rows: list[Proposal]) -> None:
    """Letter proposals in this order; first out of the way, since no letter may stand twice, not even in between."""
    changed = [(one, LETTERS[place], place + 1) for place, one in enumerate(rows) if one.order != place + 1]
    for one, letter, _ in changed:
        one.letter = f"({letter})"
    Proposal.objects.bulk_update([one for one, _, _ in changed], ["letter"])
    for one, letter, order in changed:
        one.letter, one.order = letter, order
    Proposal.objects.bulk_update([one for one, _, _ in changed], ["letter", "order"])


def _usable(version: PaperTemplateVersion | None) -> PaperTemplateVersion | None:
    if version is not None and version.state != "in_use":
        raise InvalidInput(
            "This template is not in use.",
            rule="committees.template-in-use",
            remedy="Choose another, or bring it in first.",
            field="template_version",
        )
    return version
