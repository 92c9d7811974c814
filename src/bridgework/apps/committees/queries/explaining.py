"""“How this paper was checked”: what can be told in public of how a published paper came to be one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bridgework.apps.calendar.deadlines import ground_of, last_day_to_publish, retention_of
from bridgework.apps.committees.models import BuiltDocument, Clearance, Paper, PaperAttachment
from bridgework.apps.committees.queries.clearing import clearances_of
from bridgework.core.deadlines import Deadline
from bridgework.core.papers.exemptions import exempt_paragraph
from bridgework.kernel.errors import NotFound

PUBLIC_STATES = ("published", "considered")
ANSWERS = dict(Clearance.ANSWERS)


@dataclass(frozen=True)
class ClearedBy:
    """One clearance as it is told: by post, never by name. `answer` is empty where nothing is recorded."""

    post: str
    question: str
    answer: str
    answered_at: datetime | None
    corrected_in_form: int
    """How many corrections of form were made in its text after it was given."""


@dataclass(frozen=True)
class BackgroundPaper:
    """A background paper, its hash where we hold the file, and until when it stays open to inspection."""

    title: str
    address: str
    sha256: str
    file: str = ""
    """Public id of the file that is open to inspection."""


@dataclass(frozen=True)
class PrivatePart:
    """A part kept from the public, and what the law asks to be said of it. What it is called is not told."""

    what: str
    paragraph: str
    about: str
    public_interest_test: str


@dataclass(frozen=True)
class DocumentTold:
    """A document that was made, its hash and what it went through."""

    kind: str
    sha256: str
    checks: tuple[str, ...]


@dataclass(frozen=True)
class Hole:
    """A hole a read paper itself has, as its document shows it."""

    message: str
    place: str


@dataclass(frozen=True)
class HowChecked:
    """All that is told. For a paper read from a document only what the document shows: its holes."""

    paper: Paper
    deadline: Deadline | None
    late_reason: str
    clearances: tuple[ClearedBy, ...]
    has_no_background: bool
    background: tuple[BackgroundPaper, ...]
    background_until: date
    private: tuple[PrivatePart, ...]
    documents: tuple[DocumentTold, ...]
    holes: tuple[Hole, ...]
    is_historical: bool


def public_paper(public_id: str) -> Paper:
    """A paper that is public. Raises `NotFound`."""
    found = (
        Paper.objects.filter(public_id=public_id, state__in=PUBLIC_STATES, challenge__is_public=True)
        .select_related("committee_meeting__body__organisation", "challenge__question", "template_version", "reading")
        .first()
    )
    if found is None:
        raise NotFound("There is no such paper, or it is not public.", rule="committees.read")
    return found


def how_checked(paper: Paper) -> HowChecked:
    """How a public paper was checked. The paper comes with its meeting, template and reading."""
    meeting = paper.committee_meeting
    ground = ground_of(meeting.body.organisation)
    reading = getattr(paper, "reading", None)
    is_historical = paper.is_historical or reading is not None
    published = paper.published_at
    attachments = list(paper.attachments.select_related("file"))
    return HowChecked(
        paper=paper,
        deadline=(
            last_day_to_publish(meeting.body, meeting.on, published=published, ground=ground)
            if published is not None and not is_historical
            else None
        ),
        late_reason=paper.late_reason,
        clearances=() if is_historical else _clearances(paper),
        has_no_background=paper.has_no_background_papers,
        background=() if paper.is_private else _background(attachments),
        background_until=retention_of(meeting.body, meeting.on, ground=ground).background_until,
        private=_private(paper, attachments),
        documents=_documents(paper),
        holes=_holes(reading.read) if reading is not None else (),
        is_historical=is_historical,
    )


def _clearances(paper: Paper) -> tuple[ClearedBy, ...]:
    found = []
    for view in clearances_of(paper):
        answer = view.answer if view.lets_pass else None
        corrections = len([one for one in view.corrections if one.pk not in view.objected])
        found.append(
            ClearedBy(
                post=answer.post if answer is not None else view.role,
                question=view.question,
                answer=ANSWERS[answer.answer] if answer is not None else "",
                answered_at=answer.answered_at if answer is not None else None,
                corrected_in_form=corrections if answer is not None else 0,
            )
        )
    return tuple(found)


def _background(attachments: list[PaperAttachment]) -> tuple[BackgroundPaper, ...]:
    return tuple(
        BackgroundPaper(
            one.title,
            one.address,
            one.file.sha256 if one.file is not None else "",
            one.file.public_id if one.file is not None else "",
        )
        for one in attachments
        if one.kind == "background" and not one.is_private
    )


def _private(paper: Paper, attachments: list[PaperAttachment]) -> tuple[PrivatePart, ...]:
    """Neither the heading of a section nor what an attachment is called is printed: both may say too much."""
    parts = [
        ("A private section", one.exempt_paragraph, one.public_interest_test)
        for one in paper.sections.filter(is_private=True)
    ]
    parts += [
        ("A private attachment", one.exempt_paragraph, one.public_interest_test)
        for one in attachments
        if one.is_private
    ]
    found = []
    for what, number, test in parts:
        known = exempt_paragraph(number)
        found.append(PrivatePart(what, number, known.about if known is not None else "", test))
    return tuple(found)


def _documents(paper: Paper) -> tuple[DocumentTold, ...]:
    """The public documents of the newest version that was made."""
    made = list(
        BuiltDocument.objects.filter(paper=paper, part="public", error="", file__isnull=False)
        .select_related("file")
        .order_by("version_number", "kind")
    )
    newest = max((one.version_number for one in made), default=0)
    return tuple(
        DocumentTold(one.kind, one.file.sha256 if one.file is not None else "", tuple(_words(one.checks)))
        for one in made
        if one.version_number == newest and one.kind != "folder"
    )


def _words(checks: object) -> list[str]:
    """What a document went through, in words, however it was noted."""
    if not isinstance(checks, list):
        return []
    found = []
    for one in checks:
        if isinstance(one, dict):
            found.append(": ".join(str(value) for value in one.values() if value not in ("", None, [], {})))
        elif one:
            found.append(str(one))
    return found


def _holes(read: object) -> tuple[Hole, ...]:
    warnings = read.get("warnings", []) if isinstance(read, dict) else []
    return tuple(
        Hole(str(one.get("message", "")), str(one.get("place") or "")) for one in warnings if isinstance(one, dict)
    )
