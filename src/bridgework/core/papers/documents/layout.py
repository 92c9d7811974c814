"""What stands on a paper, in order: the one account from which every document is made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from bridgework.core.papers.documents.blocks import SAFE_LINK, Block, Para, Run, Runs, blocks_of
from bridgework.core.papers.documents.elements import (
    NOT_GIVEN,
    UNWRITTEN,
    About,
    Body,
    Element,
    Fixed,
    Front,
    Heading,
    Lettered,
    Listing,
    Status,
    Table,
    Title,
    levelled,
)
from bridgework.core.papers.numbering import anchor_of
from bridgework.core.papers.record import (
    ClearanceRow,
    Contact,
    FrontLine,
    ImplicationRow,
    LetteredProposal,
    Link,
    PaperRecord,
    Section,
)
from bridgework.core.reading import human_date

DEFAULT_FRONT: Final = (
    FrontLine("to", "To"),
    FrontLine("meeting_date", "Meeting date"),
    FrontLine("from", "From"),
    FrontLine("electoral_divisions", "Electoral divisions"),
    FrontLine("key_decision", "Key decision"),
    FrontLine("forward_plan_ref", "Forward plan reference"),
    FrontLine("purpose", "Purpose"),
    FrontLine("outcome", "Outcome"),
)
TITLES: Final = {
    "proposals": "Recommendations",
    "contacts": "Contacts",
    "priorities": "Priorities",
    "implications": "Implications",
    "clearances": "Clearances",
    "appendices": "Appendices",
    "source_documents": "Source documents",
    "resolutions": "Resolutions",
}
ANSWERS: Final = {
    "yes": "Yes",
    "no": "No",
    "not applicable": "Not applicable",
    "cleared with comment": "Yes, with a comment",
    None: "Not yet answered",
}
CONTACT_KINDS: Final = {"officer": "Officer", "councillor": "Councillor"}


def laid_out(record: PaperRecord) -> tuple[Element, ...]:
    """The elements of a paper in order."""
    return levelled(_Layout(record).elements())


def section_keys(record: PaperRecord) -> tuple[str, ...]:
    """The key of each section; one that was read, and has none, is named by its place."""
    return tuple(one.key or f"s{place}" for place, one in enumerate(record.sections, start=1))


def row_keys(rows: Iterable[ImplicationRow]) -> tuple[str, ...]:
    """The key of each priority or implication, likewise."""
    return tuple(one.key or f"r{place}" for place, one in enumerate(rows, start=1))


def about(record: PaperRecord) -> About:
    """What the documents of a paper say of themselves."""
    title = record.title or ""
    return About(
        title=title,
        author="; ".join(one.post or one.name or "" for one in record.author),
        subject=record.body or "",
        organisation=record.organisation,
        reference=record.reference,
        running=" · ".join(filter(None, (record.body, title))),
        language=record.language,
        first_page=record.first_page,
    )


class _Layout:
    def __init__(self, record: PaperRecord) -> None:
        self._record = record
        self._kinds = {one.kind for one in record.sections if one.kind}
        self._placed: set[str] = set()

    def elements(self) -> Iterator[Element]:
        record = self._record
        yield Title("title", "the title", text=record.title or "Untitled")
        for place, note in enumerate(record.notes):
            yield Fixed(f"note.{place}", "a line above the text", text=note, emphasis=True)
        yield from self._front()
        for kind in ("proposals", "contacts"):
            if kind not in self._kinds and self._rows(kind):
                yield from self._group(kind, Section(None, TITLES[kind]), kind)
        for key, section in zip(section_keys(record), record.sections, strict=True):
            yield from self._section(key, section)
        for kind in ("priorities", "implications", "clearances", "appendices", "source_documents"):
            if kind not in self._kinds | self._placed and self._rows(kind):
                yield from self._group(kind, Section(None, TITLES[kind]), kind)
        if record.resolutions:
            yield Heading("section.resolutions", "the resolutions", text=TITLES["resolutions"])
            yield from _resolutions(record)

    def _rows(self, kind: str) -> Sequence[object]:
        rows: Sequence[object] = getattr(self._record, kind)
        return rows

    def _front(self) -> Iterator[Element]:
        record = self._record
        texts = {
            "to": record.body,
            "meeting_date": _day(record.meeting_date),
            "from": "; ".join(", ".join(filter(None, (one.post, one.name))) for one in record.author),
            "electoral_divisions": ", ".join(record.electoral_divisions),
            "key_decision": {True: "Yes", False: "No", None: ""}[record.key_decision],
            "forward_plan_ref": record.forward_plan_ref,
            "purpose": record.purpose,
            "outcome": record.outcome,
        }
        for line in record.front or DEFAULT_FRONT:
            text = texts.get(line.key, line.text) or ""
            if not text and not record.front:
                continue
            if not text and line.key == "forward_plan_ref":
                text = "Not applicable"
            is_words = line.key in ("purpose", "outcome") or line.key not in texts
            blocks = blocks_of(text) if is_words else _plain(text)
            yield Front(f"front.{line.key}", f"the line “{line.label}”", label=line.label, blocks=blocks)

    def _section(self, key: str, section: Section) -> Iterator[Element]:
        if section.kind and section.kind not in ("text", "options", "exempt"):
            yield from self._group(section.kind, section, key)
            return
        name = f"section {section.number}" if section.number else f"“{section.title}”"
        yield Heading(f"section.{key}", f"the heading of {name}", key, number=section.number, text=section.title)
        if section.is_private:
            yield Fixed(f"exempt.{key}", name, key, text=_not_for_publication(section), emphasis=True)
        if section.kind == "exempt":
            for count, one in enumerate(section.paragraphs, start=1):
                yield Fixed(f"exempt.{key}.{count}", name, key, text=one.text, emphasis=True)
            return
        for count, one in enumerate(section.paragraphs, start=1):
            where = f"paragraph {one.number}" if one.number else f"paragraph {count} of {name}"
            yield Body(f"p.{key}.{count}", where, key, number=one.number, blocks=blocks_of(one.text))
        if section.paragraphs:
            yield from self._rows_by_number(key, section)
        elif not (rows := list(self._rows_by_number(key, section))):
            number = f"{section.number}.1" if section.number else None
            yield Body(f"p.{key}.1", f"the first paragraph of {name}", key, number=number)
        else:
            yield from rows

    def _rows_by_number(self, key: str, section: Section) -> Iterator[Element]:
        """Rows of a paper that was read stand under the section whose number they begin with."""
        for kind in ("priorities", "implications"):
            rows = getattr(self._record, kind)
            if kind in self._kinds | self._placed or not section.number or not rows:
                continue
            if all((row.number or "").startswith(f"{section.number}.") for row in rows):
                self._placed.add(kind)
                yield from _implications(kind, rows, key)

    def _group(self, kind: str, section: Section, key: str) -> Iterator[Element]:
        record = self._record
        yield Heading(
            f"section.{key}", f"the heading “{section.title}”", key, number=section.number, text=section.title
        )
        if section.is_private:
            yield Fixed(f"exempt.{key}", f"“{section.title}”", key, text=_not_for_publication(section), emphasis=True)
        for count, one in enumerate(section.paragraphs, start=1):
            where = f"paragraph {one.number or count} of “{section.title}”"
            yield Body(f"p.{key}.{count}", where, key, number=one.number, blocks=blocks_of(one.text))
        if kind == "proposals":
            yield from _proposals(record.proposals, key)
        elif kind == "contacts":
            yield from _contacts(record.contacts, key)
        elif kind in ("priorities", "implications"):
            yield from _implications(kind, getattr(record, kind), key)
        elif kind == "clearances":
            yield from _clearances(record.clearances, key)
        elif kind in ("appendices", "source_documents"):
            yield from _links(kind, getattr(record, kind), key)


def _proposals(rows: Sequence[LetteredProposal], key: str) -> Iterator[Element]:
    if not rows:
        yield Fixed(f"none.{key}", "the proposals", key, text=UNWRITTEN)
        return
    yield Fixed(f"intro.{key}", "the words before the proposals", key, text="The committee is asked to:")
    for row in rows:
        note = ". ".join(
            filter(
                None,
                (
                    f"Owner: {row.owner}" if row.owner else "",
                    f"Report back by {_day(row.report_back_on)}" if row.report_back_on else "",
                ),
            )
        )
        yield Lettered(
            f"proposal.{row.label}",
            f"proposal ({row.label})",
            key,
            label=row.label,
            blocks=blocks_of(row.text),
            note=f"{note}." if note else "",
        )


def _contacts(rows: Sequence[Contact], key: str) -> Iterator[Element]:
    columns = (
        ("Post", [one.post for one in rows]),
        ("Name", [one.name for one in rows]),
        ("Email", [one.email for one in rows]),
        ("Telephone", [one.tel for one in rows]),
        ("Officer or councillor", [CONTACT_KINDS.get(one.kind, one.kind) for one in rows]),
    )
    shown = [(label, values) for label, values in columns if any(values)]
    if not rows:
        yield Fixed(f"none.{key}", "the contacts", key, text=UNWRITTEN)
        return
    cells = (
        tuple(
            (Run(value, link=f"mailto:{value}"),) if label == "Email" and value else (Run(value or NOT_GIVEN),)
            for label, value in zip((name for name, _ in shown), row, strict=True)
        )
        for row in zip(*(values for _, values in shown), strict=True)
    )
    yield Table(f"table.{key}", "the contacts", key, header=tuple(label for label, _ in shown), rows=tuple(cells))


def _clearances(rows: Sequence[ClearanceRow], key: str) -> Iterator[Element]:
    if not rows:
        yield Fixed(f"none.{key}", "the clearances", key, text="None.")
        return
    cells = tuple(((Run(one.question),), (Run(ANSWERS[one.answer]),), (Run(one.officer or NOT_GIVEN),)) for one in rows)
    yield Table(f"table.{key}", "the clearances", key, header=("Question", "Answer", "Officer"), rows=cells)


def _implications(kind: str, rows: Sequence[ImplicationRow], section: str) -> Iterator[Element]:
    numbers = [row.number or "" for row in rows]
    keys = row_keys(rows)
    noun = "priority" if kind == "priorities" else "implication"
    for key, row in zip(keys, rows, strict=True):
        name = f"{noun} {row.number}" if row.number else f"{noun} “{row.title}”"
        depth = 4 if (row.number or "").count(".") >= 2 or "." in row.key else 3
        yield Heading(
            f"row.{kind}.{key}", f"the heading of {name}", section, level=depth, number=row.number, text=row.title
        )
        has_parts = any(one.startswith(f"{row.number}.") for one in numbers) if row.number else False
        has_parts = has_parts or any(one.startswith(f"{key}.") for one in keys)
        if row.is_none:
            yield Status(
                f"status.{kind}.{key}", f"{name}, status", section, label="Significant implications", text="None"
            )
        elif row.status or row.asks_status:
            text = (row.status or "").capitalize()
            yield Status(f"status.{kind}.{key}", f"{name}, status", section, text=text)
        blocks = blocks_of(row.text or "")
        if blocks or not has_parts:
            yield Body(f"text.{kind}.{key}", name, section, blocks=blocks)


def _links(kind: str, rows: Sequence[Link], key: str) -> Iterator[Element]:
    noun = TITLES[kind].lower()
    if not rows:
        yield Fixed(f"none.{key}", f"the {noun}", key, text="None.")
        return
    shown: list[tuple[str, Runs]] = []
    for count, one in enumerate(rows, start=1):
        start = f"Appendix {count}"
        needs_start = kind == "appendices" and not one.kind and not one.title.lower().startswith("appendix")
        words = f"{start}: {one.title}" if needs_start else one.title
        private = " (not for publication)" if one.is_private else ""
        address = one.url if one.url and SAFE_LINK.match(one.url) else ""
        runs = (Run(words, link=address), Run(private)) if private else (Run(words, link=address),)
        shown.append((anchor_of(start) if kind == "appendices" and not one.kind else "", runs))
    yield Listing(f"list.{key}", f"the {noun}", key, rows=tuple(shown))


def _resolutions(record: PaperRecord) -> Iterator[Element]:
    for count, one in enumerate(record.resolutions, start=1):
        yield Body(
            f"resolution.{count}", f"resolution {one.item or count}", number=one.item, blocks=blocks_of(one.text)
        )
        facts = [
            f"Outcome: {one.outcome}." if one.outcome else "",
            f"Moved by {one.mover}." if one.mover else "",
            f"Seconded by {one.seconder}." if one.seconder else "",
            f"Votes: {', '.join(f'{count} {name}' for name, count in one.votes.items())}." if one.votes else "",
        ]
        if any(facts):
            yield Fixed(f"outcome.{count}", f"resolution {one.item or count}", text=" ".join(filter(None, facts)))


def _not_for_publication(section: Section) -> str:
    paragraph = f"paragraph {section.exempt_paragraph}" if section.exempt_paragraph else "a paragraph not yet named"
    return f"Not for publication: exempt by {paragraph} of Schedule 12A to the Local Government Act 1972."


def _plain(text: str) -> tuple[Block, ...]:
    return (Para((Run(text),)),) if text else ()


def _day(text: str | None) -> str:
    if not text:
        return ""
    try:
        return human_date(date.fromisoformat(text))
    except ValueError:
        return text
