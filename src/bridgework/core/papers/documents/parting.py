"""The public and the private part of a paper.

    public_part(record)     what everybody may read; each private thing is a line that says why it is not there
    private_part(record)    what only those may read who may read exempt text; None where nothing is private

The public part is a record that never held the private text, so no document made from it can give it away.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from bridgework.core.papers.record import Link, PaperRecord, Paragraph, Section

GROUPS: Final = (
    "proposals",
    "contacts",
    "priorities",
    "implications",
    "clearances",
    "appendices",
    "source_documents",
)
LAW: Final = "Schedule 12A to the Local Government Act 1972"


def has_private(record: PaperRecord) -> bool:
    """Whether any of it is private."""
    private = [one.is_private for one in (*record.appendices, *record.source_documents)]
    return record.is_private or any(private) or any(one.is_private for one in record.sections)


def public_part(record: PaperRecord) -> PaperRecord:
    """The paper without what is private. Where the whole paper is, only what the agenda says of it stays.

    How it was read (places, warnings, unread text) goes too: it repeats the words of the document.
    """
    bare = replace(record, provenance={}, warnings=(), unread=())
    if record.is_private:
        return PaperRecord(
            kind=record.kind,
            title=record.title,
            body=record.body,
            meeting_date=record.meeting_date,
            reference=record.reference,
            language=record.language,
            organisation=record.organisation,
            is_supplement=record.is_supplement,
            first_page=record.first_page,
            notes=(*record.notes, exemption("This paper", record.exempt_paragraph)),
        )
    hidden = {kind for kind in GROUPS if _is_hidden(record, kind)}
    return replace(
        _without(bare, hidden),
        sections=tuple(_public_section(place, one) for place, one in enumerate(record.sections, start=1)),
        appendices=tuple(_public_link(f"Appendix {n}", one) for n, one in enumerate(record.appendices, start=1)),
        source_documents=tuple(
            _public_link(f"Source document {n}", one) for n, one in enumerate(record.source_documents, start=1)
        ),
    )


def private_part(record: PaperRecord) -> PaperRecord | None:
    """What is private, under the same numbers; the whole paper where all of it is."""
    if not has_private(record):
        return None
    if record.is_private:
        why = f"Not for publication. {exemption('It', record.exempt_paragraph)}"
        return replace(record, notes=(*record.notes, why))
    open_groups = {kind for kind in GROUPS if not _is_hidden(record, kind)}
    return replace(
        _without(record, open_groups - {"appendices", "source_documents"}),
        purpose=None,
        outcome=None,
        resolutions=(),
        front=tuple(one for one in record.front if one.key in ("to", "meeting_date", "from")),
        sections=tuple(one for one in record.sections if one.is_private),
        appendices=_private_links(record, "appendices"),
        source_documents=_private_links(record, "source_documents"),
        notes=("Not for publication: the private part of this paper.",),
        provenance={},
        warnings=(),
        unread=(),
    )


def exemption(what: str, paragraph: str) -> str:
    """The line that stands for something private: "Section 3 is exempt: paragraph 3 of Schedule 12A …"."""
    named = f"paragraph {paragraph} of {LAW}" if paragraph else f"by {LAW}"
    return f"{what} is exempt: {named}."


def _without(record: PaperRecord, kinds: Iterable[str]) -> PaperRecord:
    nothing: dict[str, Any] = dict.fromkeys(kinds, ())
    return replace(record, **nothing)


def _is_hidden(record: PaperRecord, kind: str) -> bool:
    """Whether the rows of a kind stand in a private section."""
    rows = getattr(record, kind)
    for section in record.sections:
        if not section.is_private:
            continue
        under = f"{section.number}."
        if section.kind == kind or (
            kind in ("priorities", "implications")
            and section.number
            and any((row.number or "").startswith(under) for row in rows)
        ):
            return True
    return False


def _private_links(record: PaperRecord, kind: str) -> tuple[Link, ...]:
    links: tuple[Link, ...] = getattr(record, kind)
    return links if _is_hidden(record, kind) else tuple(one for one in links if one.is_private)


def _public_section(place: int, section: Section) -> Section:
    if not section.is_private:
        return section
    words = f"Section {section.number}" if section.number else "This section"
    # Its title and its key can give away what it is about.
    return Section(
        section.number,
        "Exempt",
        (Paragraph(None, exemption(words, section.exempt_paragraph)),),
        key=f"exempt-{place}",
        kind="exempt",
        exempt_paragraph=section.exempt_paragraph,
    )


def _public_link(words: str, link: Link) -> Link:
    if not link.is_private:
        return link
    return Link(exemption(words, link.exempt_paragraph), exempt_paragraph=link.exempt_paragraph)
