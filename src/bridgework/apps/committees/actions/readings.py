"""An existing paper is brought in, read, confirmed by a person, and then stands on its thread as history."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeVar

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from bridgework.apps.calendar.models import CommitteeMeeting
from bridgework.apps.committees import rules
from bridgework.apps.committees.actions.papers import LETTERS
from bridgework.apps.committees.events import PaperBroughtIn, PaperPublished, ResolutionRecorded
from bridgework.apps.committees.models import (
    Implication,
    Paper,
    PaperAttachment,
    PaperReading,
    PaperSection,
    Proposal,
    ProposalRecommendation,
    Resolution,
)
from bridgework.apps.committees.reading import DocumentRead
from bridgework.apps.committees.states import PAPER
from bridgework.apps.people.models import Person
from bridgework.apps.questions.models import Challenge
from bridgework.core.ledger import Decision as Outcome
from bridgework.core.papers.as_json import from_json
from bridgework.core.papers.reading.naming import without_names
from bridgework.core.papers.reading.resolutions import OUTCOMES
from bridgework.core.papers.record import ImplicationRow, Link, PaperRecord, Section
from bridgework.core.reading import human_date
from bridgework.kernel import audit, files, transitions
from bridgework.kernel.errors import InvalidInput, NotPossibleNow, StaleRecord
from bridgework.kernel.events import publish
from bridgework.kernel.files import ReceivedFile
from bridgework.kernel.permissions import Actor

OUTCOME_OF: Final[dict[str, Outcome]] = {
    "agreed": Outcome.AGREED,
    "amended": Outcome.AGREED_WITH_CHANGED_WORDS,
    "noted": Outcome.NOTED,
    "deferred": Outcome.DEFERRED,
    "referred": Outcome.REFERRED,
    "lost": Outcome.LOST,
    "withdrawn": Outcome.WITHDRAWN,
}
assert set(OUTCOME_OF) == set(OUTCOMES)
_LONGEST_LETTER: Final = 4
R = TypeVar("R", Implication, PaperAttachment)


@dataclass(frozen=True)
class ConfirmedProposal:
    """A recommendation or a resolution as confirmed. `row` is its place in the reading; None for a new one."""

    label: str
    text: str
    row: int | None = None
    outcome: str = ""
    recommendations: tuple[int, ...] = ()
    """Keys of the recommendations of the same question that it puts."""


@dataclass(frozen=True)
class ConfirmedPaper:
    """What a person confirmed. Everything else is taken as it was read."""

    title: str
    committee_meeting: CommitteeMeeting
    from_role: str = ""
    purpose: str = ""
    outcome: str = ""
    proposals: tuple[ConfirmedProposal, ...] = ()


@transaction.atomic
def bring_in_paper(
    *, actor: Actor, now: datetime, challenge: Challenge, received: ReceivedFile, read: DocumentRead | None
) -> PaperReading:
    """Keep a document with what was read in it; without `read` the worker reads it. Nothing is public by it.

    Audits `committees.bring-in-paper`; publishes `PaperBroughtIn` where it waits.
    """
    rules.READ_IN.require(actor, challenge)
    stored = files.keep(received, scope=challenge.scope, actor=actor, now=now)
    reading = PaperReading.objects.create(
        created_at=now,
        scope=challenge.scope,
        challenge=challenge,
        file=stored,
        state="read" if read is not None else "waiting",
        read=read.record if read is not None else {},
        blocks=read.blocks if read is not None else [],
        read_by=Person.objects.filter(pk=actor.person_id).first() if actor.person_id else None,
    )
    audit.record(actor=actor, now=now, verb="committees.bring-in-paper", on=reading)
    if read is None:
        publish(PaperBroughtIn(now, reading.public_id, reading.scope))
    return reading


@transaction.atomic
def finish_reading(
    *, actor: Actor, now: datetime, reading: PaperReading, read: DocumentRead | None, refusal: str = ""
) -> PaperReading:
    """Write down what the worker read, or why it did not. Harmless where it was done before."""
    kept = PaperReading.objects.select_for_update(of=("self",)).get(pk=reading.pk)
    if kept.state != "waiting":
        return kept
    kept.state = "read" if read is not None else "refused"
    kept.refusal = refusal
    if read is not None:
        kept.read, kept.blocks = read.record, read.blocks
    kept.save(update_fields=["state", "refusal", "read", "blocks"])
    audit.record(actor=actor, now=now, verb="committees.finish-reading", on=kept, fields=["state"])
    return kept


@transaction.atomic
def set_aside_reading(*, actor: Actor, now: datetime, reading: PaperReading) -> PaperReading:
    """Put a reading aside; the document stays kept. Raises `StaleRecord` where it was dealt with already."""
    kept = _open(actor, reading)
    kept.set_aside_at = now
    kept.save(update_fields=["set_aside_at"])
    audit.record(actor=actor, now=now, verb="committees.set-aside-reading", on=kept, fields=["set_aside_at"])
    return kept


@transaction.atomic
def confirm_reading(*, actor: Actor, now: datetime, reading: PaperReading, confirmed: ConfirmedPaper) -> Paper:
    """Enter what was read on its thread, as a historical record with posts where people were named.

    Writes the paper ("considered"), its proposals, text, implications and attachments; of minutes also the resolutions.
    Publishes `PaperPublished` and a `ResolutionRecorded` each. Raises `InvalidInput` without a title or proposals,
    `NotPossibleNow` where the meeting has not been or the thread has a paper for it, `StaleRecord` where it was dealt
    with already.
    """
    kept = _open(actor, reading)
    assert kept.challenge is not None, "what is read on screen is brought in for a challenge"
    _validate(kept.challenge, confirmed, timezone.localdate(now))
    record = without_names(from_json(kept.read))
    paper = _paper(kept, record, confirmed, now)
    transitions.begin(paper, PAPER, actor=actor, now=now)
    transitions.move(paper, PAPER, "enter_as_read", actor=actor, now=now, reason=f"Read from {paper.source}.")
    _write_text(paper, record, now)
    resolutions = _write_proposals(paper, record, confirmed, actor, now)
    kept.paper, kept.confirmed_at, kept.confirmed = paper, now, _changes(kept.read, confirmed)
    kept.save(update_fields=["paper", "confirmed_at", "confirmed"])
    audit.record(actor=actor, now=now, verb="committees.confirm-reading", on=paper, fields=["title", "proposals"])
    challenge = kept.challenge.public_id
    publish(PaperPublished(now, paper.public_id, challenge, paper.scope))
    for one in resolutions:
        publish(ResolutionRecorded(now, one.public_id, challenge, paper.scope))
    return paper


def _open(actor: Actor, reading: PaperReading) -> PaperReading:
    kept = PaperReading.objects.select_for_update(of=("self",)).select_related("challenge", "file").get(pk=reading.pk)
    rules.READ_IN.require(actor, kept)
    if kept.confirmed_at is not None or kept.set_aside_at is not None:
        raise StaleRecord("Somebody has dealt with this document already.")
    return kept


def _validate(challenge: Challenge, confirmed: ConfirmedPaper, today: Any) -> None:
    if not confirmed.title.strip():
        raise InvalidInput("A paper needs a title.", rule="committees.title", field="title")
    if not any(one.text.strip() for one in confirmed.proposals):
        raise InvalidInput(
            "Keep at least one thing that the committee was asked or resolved.",
            rule="committees.read-in.proposals",
            remedy="If the document has none about this question, set it aside.",
        )
    meeting = confirmed.committee_meeting
    if meeting.on > today:
        raise NotPossibleNow(
            f"This committee meets on {human_date(meeting.on)}: a paper for it is not history yet.",
            rule="committees.read-in.past",
            remedy="Choose the meeting that has been, or write the paper here.",
        )
    if challenge.papers.filter(committee_meeting=meeting).exclude(state="withdrawn").exists():
        raise NotPossibleNow(
            "This question has a paper for that meeting already.",
            rule="committees.read-in.once",
            remedy="To enter what was resolved, open that paper and paste the minute.",
        )


def _paper(reading: PaperReading, record: PaperRecord, confirmed: ConfirmedPaper, now: datetime) -> Paper:
    assert reading.challenge is not None
    meeting = confirmed.committee_meeting
    return Paper.objects.create(
        created_at=now,
        scope=reading.scope,
        state=PAPER.initial,
        state_since=now,
        challenge=reading.challenge,
        committee_meeting=meeting,
        body_scope=meeting.body_scope,
        title=confirmed.title.strip()[:300],
        title_is_quotation=True,
        from_role=confirmed.from_role.strip()[:160],
        is_historical=True,
        front=front_of(record) | {"purpose": confirmed.purpose.strip(), "outcome": confirmed.outcome.strip()},
        has_no_background_papers=not record.source_documents and "/source_documents" in record.provenance,
        source=(reading.file.name if reading.file is not None else "a document")[:300],
    )


def front_of(record: PaperRecord) -> dict[str, Any]:
    """The front fields of a paper that was read; people by post."""
    return {
        "purpose": record.purpose or "",
        "outcome": record.outcome or "",
        "key_decision": record.key_decision,
        "forward_plan_ref": record.forward_plan_ref or "",
        "electoral_divisions": list(record.electoral_divisions),
        "contacts": [{"kind": one.kind, "post": one.post} for one in record.contacts if one.post],
        "clearances_printed": [
            {"question": one.question, "answer": one.answer, "officer_named": one.officer is not None}
            for one in record.clearances
        ],
    }


def _write_text(paper: Paper, record: PaperRecord, now: datetime) -> None:
    sections = [one for one in record.sections if one.paragraphs]
    PaperSection.objects.bulk_create(
        PaperSection(
            created_at=now,
            paper=paper,
            key=f"{slugify(one.title)[:48] or 'text'}-{order}",
            order=order,
            title=_titled(one)[:200],
            text="\n\n".join(f"{each.number} {each.text}" if each.number else each.text for each in one.paragraphs),
        )
        for order, one in enumerate(sections, start=1)
    )
    write_rows(paper, record, now)


def _titled(section: Section) -> str:
    return f"{section.number} {section.title}".strip() if section.number else section.title or "Text"


def write_rows(
    paper: Paper, record: PaperRecord, now: datetime, *, named: Callable[[str, int], str] | None = None
) -> None:
    """Priorities, implications and attachments of a paper that was read. `named` gives the public id of each."""
    for group, rows in (("priorities", record.priorities), ("implications", record.implications)):
        Implication.objects.bulk_create(_named(group, _rows(paper, group, rows, now), named))
    for kind, links in (("appendix", record.appendices), ("background", record.source_documents)):
        PaperAttachment.objects.bulk_create(_named(kind, _links(paper, kind, links, now), named))


def _named(group: str, rows: list[R], named: Callable[[str, int], str] | None) -> list[R]:
    for order, one in enumerate(rows, start=1):
        if named is not None:
            one.public_id = named(group, order)
    return rows


def _rows(paper: Paper, group: str, rows: Sequence[ImplicationRow], now: datetime) -> list[Implication]:
    has_status = any(one.status for one in rows)
    return [
        Implication(
            created_at=now,
            paper=paper,
            group=group,
            key=f"{slugify(one.title)[:60] or 'row'}-{order}",
            order=order,
            title=f"{one.number} {one.title}".strip()[:200] if one.number else one.title[:200],
            has_status=has_status,
            status=one.status or "",
            text=one.text or "",
        )
        for order, one in enumerate(rows, start=1)
    ]


def _links(paper: Paper, kind: str, links: Sequence[Link], now: datetime) -> list[PaperAttachment]:
    return [
        PaperAttachment(
            created_at=now, paper=paper, kind=kind, order=order, title=one.title[:300], address=(one.url or "")[:500]
        )
        for order, one in enumerate(links, start=1)
    ]


def _write_proposals(
    paper: Paper, record: PaperRecord, confirmed: ConfirmedPaper, actor: Actor, now: datetime
) -> list[Resolution]:
    taken: set[str] = set()
    resolutions = []
    for order, one in enumerate((one for one in confirmed.proposals if one.text.strip()), start=1):
        letter = one.label.strip()
        if not letter or len(letter) > _LONGEST_LETTER or letter in taken:
            letter = next(each for each in (*LETTERS, *(f"{n}" for n in range(1, 200))) if each not in taken)
        taken.add(letter)
        proposal = Proposal.objects.create(
            created_at=now, paper=paper, letter=letter, order=order, text=one.text.strip()
        )
        put = paper.challenge.recommendations.filter(pk__in=one.recommendations)
        ProposalRecommendation.objects.bulk_create(
            ProposalRecommendation(proposal=proposal, recommendation=each) for each in put
        )
        if one.outcome:
            resolutions.append(_resolution(proposal, record, one, actor, now))
    return resolutions


def _resolution(
    proposal: Proposal, record: PaperRecord, one: ConfirmedProposal, actor: Actor, now: datetime
) -> Resolution:
    if one.outcome not in OUTCOME_OF:
        raise InvalidInput("Choose what the committee resolved.", rule="committees.outcome")
    outcome = OUTCOME_OF[one.outcome]
    row = record.resolutions[one.row] if one.row is not None and one.row < len(record.resolutions) else None
    paper = proposal.paper
    made = Resolution.objects.create(
        created_at=now,
        proposal=proposal,
        outcome=outcome.value,
        words=one.text.strip() if outcome is Outcome.AGREED_WITH_CHANGED_WORDS else "",
        resolved_on=paper.committee_meeting.on,
        recorded_by_id=actor.person_id,
        recorded_at=now,
        source=paper.source,
        mover=row.mover or "" if row is not None else "",
        seconder=row.seconder or "" if row is not None else "",
        votes=row.votes or {} if row is not None else {},
    )
    audit.record(actor=actor, now=now, verb="committees.resolve", on=made, fields=["outcome", "words"])
    return made


def _changes(read: dict[str, Any], confirmed: ConfirmedPaper) -> dict[str, Any]:
    """What a person changed, by JSON pointer into the reading."""
    found: dict[str, Any] = {}
    for name in ("title", "purpose", "outcome"):
        typed = getattr(confirmed, name).strip()
        if typed != (read.get(name) or "").strip():
            found[f"/{name}"] = typed
    group = "resolutions" if read.get("kind") == "minutes" else "recommendations"
    rows = read.get(group, [])
    kept = {one.row: one for one in confirmed.proposals if one.row is not None}
    for at, row in enumerate(rows):
        one = kept.get(at)
        if one is None or not one.text.strip():
            found[f"/{group}/{at}"] = None
            continue
        if one.text.strip() != row["text"].strip():
            found[f"/{group}/{at}/text"] = one.text.strip()
        if group == "resolutions" and one.outcome != (row.get("outcome") or ""):
            found[f"/{group}/{at}/outcome"] = one.outcome
    new = [one.text.strip() for one in confirmed.proposals if one.row is None and one.text.strip()]
    return found | ({f"/{group}/-": new} if new else {})
