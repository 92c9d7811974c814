"""A paper as one record: what versions keep, what documents are made from, what goes to Word and comes back.

record = record_of(paper)                      as it stands
record = record_of(paper, version=version)     as it stood
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any, Final

import rfc8785

from bridgework.apps.calendar.queries import name_of_body
from bridgework.apps.committees.models import Implication, Paper, PaperAttachment, PaperSection, PaperVersion
from bridgework.apps.committees.queries.clearing import ClearanceView, TextRows, clearances_of_papers, text_rows
from bridgework.apps.committees.queries.templates import content_of
from bridgework.apps.people.queries import name_of_organisation
from bridgework.core.papers.as_json import as_json, from_json
from bridgework.core.papers.documents.attached import Attached, file_name
from bridgework.core.papers.documents.layout import DEFAULT_FRONT
from bridgework.core.papers.numbering import number_under, numbered, section_numbers
from bridgework.core.papers.record import (
    ClearanceRow,
    Contact,
    FrontLine,
    ImplicationRow,
    LetteredProposal,
    Link,
    Named,
    PaperRecord,
    Paragraph,
    Section,
)
from bridgework.core.papers.templates import WRITTEN_KINDS, TemplateContent, implication_places

ANSWERS: Final = {
    "cleared": "yes",
    "cleared_with_comment": "cleared with comment",
    "not_cleared": "no",
    "not_applicable": "not applicable",
}
APPENDICES: Final = ("appendix", "supplement", "equality")
"""Kinds of attachment that are listed as appendices, in this order."""
_OF_RECORD: Final = frozenset(one.key for one in DEFAULT_FRONT)


def record_of(paper: Paper, *, version: PaperVersion | None = None) -> PaperRecord:
    """The record of a paper with what is private marked so. About fourteen queries, whatever its length.

    Officers who cleared are named by their post. Raises `RecordInvalid` where a kept version cannot be read.
    """
    if version is not None:
        return from_json(version.content)
    rows = text_rows([paper])
    content = content_of(paper.template_version) if paper.template_version is not None else None
    meeting = paper.committee_meeting
    numbers = section_numbers((one.key, one.numbered) for one in content.sections) if content is not None else {}
    attached = rows.attachments.get(paper.pk, [])
    priorities, implications = _rows(content, rows.implications.get(paper.pk, ()), numbers)
    front = paper.front
    return PaperRecord(
        title=paper.title,
        body=name_of_body(meeting.body, meeting.on),
        meeting_date=meeting.on.isoformat() if meeting.on_precision == "day" else None,
        author=(Named(None, paper.from_role),) if paper.from_role else (),
        electoral_divisions=tuple(_lines(front.get("electoral_divisions"))),
        key_decision=front.get("key_decision"),
        forward_plan_ref=_words(front.get("forward_plan_ref")) or None,
        purpose=_words(front.get("purpose")) or (paper.summary or None if content is None else None),
        outcome=_words(front.get("outcome")) or None,
        proposals=_proposals(paper, rows),
        contacts=tuple(_contact(one) for one in front.get("contacts", ())),
        sections=tuple(_sections(content, rows.sections.get(paper.pk, ()), numbers)),
        priorities=priorities,
        implications=implications,
        clearances=_clearances(paper, content, rows),
        appendices=tuple(_links(attached, APPENDICES)),
        source_documents=tuple(_links(attached, ("background",))),
        reference=paper.reference,
        language=content.language if content is not None else "en-GB",
        organisation=name_of_organisation(meeting.body.organisation, meeting.on),
        template=_template(paper),
        front=_front(content, front),
        is_private=paper.is_private,
        is_supplement=paper.is_supplement,
        first_page=paper.first_page,
        notes=(f"This paper was published late: {paper.late_reason}",) if paper.late_reason else (),
    )


def sha256_of(record: PaperRecord) -> str:
    """The hash of a record: of its JSON in the canonical form of RFC 8785, which any language can make again."""
    return hashlib.sha256(rfc8785.dumps(as_json(record))).hexdigest()


def files_of(paper: Paper) -> list[Attached]:
    """The files that go with a paper into the folder that is handed over, in the order they are listed."""
    rows = paper.attachments.exclude(file=None).select_related("file").order_by("order", "id")
    kinds = (*APPENDICES, "background")
    return [_attached(one) for kind in kinds for one in rows if one.kind == kind]


def _attached(row: PaperAttachment) -> Attached:
    assert row.file is not None, "only attachments with a file are asked for"
    stored = row.file

    def read() -> bytes:
        with stored.content.open("rb") as opened:
            data: bytes = opened.read()
        return data

    return Attached(row.kind, row.title, stored.name, read, row.is_private)


def _proposals(paper: Paper, rows: TextRows) -> tuple[LetteredProposal, ...]:
    puts: dict[int, list[str]] = {}
    for proposal, public_id in paper.proposals.values_list("pk", "recommendations__public_id").order_by(
        "order", "recommendations__public_id"
    ):
        if public_id:
            puts.setdefault(proposal, []).append(public_id)
    return tuple(
        LetteredProposal(
            one.letter,
            one.text,
            one.owner_role or None,
            one.report_back_on.isoformat() if one.report_back_on else None,
            tuple(puts.get(one.pk, ())),
        )
        for one in rows.proposals.get(paper.pk, ())
    )


def _contact(row: dict[str, str]) -> Contact:
    return Contact(
        row.get("kind") or "officer",
        row.get("name") or None,
        row.get("post") or None,
        row.get("email") or None,
        row.get("tel") or None,
    )


def _sections(
    content: TemplateContent | None, rows: Iterable[PaperSection], numbers: dict[str, str | None]
) -> Iterable[Section]:
    """The template's sections in its order; one that it has no more comes last."""
    written = {one.key: one for one in rows}
    places = [(one.key, one.title, one.kind) for one in content.sections] if content is not None else []
    known = {key for key, _, _ in places}
    places += [(one.key, one.title, "text") for one in written.values() if one.key not in known]
    for key, title, kind in places:
        row = written.get(key)
        number = numbers.get(key)
        text = row.text if row is not None else ""
        yield Section(
            number,
            title,
            tuple(Paragraph(one.number, one.text) for one in numbered(number, text)) if text else (),
            key=key,
            is_private=row.is_private if row is not None else False,
            exempt_paragraph=row.exempt_paragraph if row is not None else "",
            public_interest_test=row.public_interest_test if row is not None else "",
            kind="" if kind in WRITTEN_KINDS else kind,
        )


def _rows(
    content: TemplateContent | None, rows: Iterable[Implication], numbers: dict[str, str | None]
) -> tuple[tuple[ImplicationRow, ...], tuple[ImplicationRow, ...]]:
    kinds = {one.kind: one.key for one in content.sections} if content is not None else {}
    positions = {one.key: one.position for one in implication_places(content)} if content is not None else {}
    found: dict[str, list[ImplicationRow]] = {"priorities": [], "implications": []}
    for row in rows:
        position = positions.get(row.key, (row.order,)) if row.group == "implications" else (row.order,)
        found[row.group].append(
            ImplicationRow(
                number_under(numbers.get(kinds.get(row.group, "")), position),
                row.title,
                row.status or None,
                row.text or None,
                row.key,
                is_none=row.is_none,
                asks_status=row.has_status,
            )
        )
    return tuple(found["priorities"]), tuple(found["implications"])


def _clearances(paper: Paper, content: TemplateContent | None, rows: TextRows) -> tuple[ClearanceRow, ...]:
    """What the template prints of clearances; one that prints none keeps them inside."""
    if content is None or content.first_of_kind("clearances") is None:
        return ()
    return tuple(_clearance(one) for one in clearances_of_papers([paper], rows)[paper.pk])


def _clearance(view: ClearanceView) -> ClearanceRow:
    """An answer counts while the text it was given on stands."""
    stands = view.answer is not None and not view.changes
    answer = ANSWERS.get(view.answer.answer) if stands and view.answer is not None else None
    post = (view.answer.post or view.role) if stands and view.answer is not None else None
    return ClearanceRow(view.question, answer, post or None, key=view.key)


def _links(rows: Sequence[PaperAttachment], kinds: Sequence[str]) -> Iterable[Link]:
    for kind in kinds:
        for number, row in enumerate((one for one in rows if one.kind == kind), start=1):
            yield Link(
                row.title,
                row.address or None,
                is_private=row.is_private,
                sha256=row.file.sha256 if row.file is not None else "",
                exempt_paragraph=row.exempt_paragraph,
                public_interest_test=row.public_interest_test,
                file=file_name(number, _attached(row)) if row.file is not None else "",
                kind="equality" if kind == "equality" else "",
            )


def _front(content: TemplateContent | None, values: dict[str, Any]) -> tuple[FrontLine, ...]:
    if content is None:
        return ()
    return tuple(
        FrontLine(one.key, one.label, "" if one.key in _OF_RECORD else _words(values.get(one.key)))
        for one in content.front
    )


def _template(paper: Paper) -> str:
    version = paper.template_version
    return f"{version.template.key}@{version.number}" if version is not None else ""


def _lines(value: Any) -> list[str]:
    if isinstance(value, list):
        return [str(one) for one in value]
    return [line.strip() for line in str(value or "").splitlines() if line.strip()]


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")
