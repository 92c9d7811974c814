"""Take chosen changes that came back from Word into the record of a paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bridgework.core.papers.documents.from_docx import ChangedParagraph
from bridgework.core.papers.documents.layout import row_keys, section_keys
from bridgework.core.papers.record import FrontLine, ImplicationRow, LetteredProposal, PaperRecord, Paragraph, Section


def taken_in(record: PaperRecord, chosen: Iterable[ChangedParagraph]) -> PaperRecord:
    """The record with the chosen changes; those that cannot be taken in are passed over.

    Paragraphs that were numbered are numbered anew; so are proposals that were lettered in order.
    """
    wanted = [one for one in chosen if one.can_be_taken_in]
    for one in wanted:
        if one.part == "title":
            record = replace(record, title=one.after or record.title)
        elif one.part == "front":
            record = _front(record, one)
    record = replace(record, sections=_sections(record, [one for one in wanted if one.part == "sections"]))
    record = replace(record, proposals=_proposals(record, [one for one in wanted if one.part == "proposals"]))
    for kind in ("priorities", "implications"):
        rows = _rows(getattr(record, kind), [one for one in wanted if one.part == kind])
        record = replace(record, priorities=rows) if kind == "priorities" else replace(record, implications=rows)
    return record


def _sections(record: PaperRecord, wanted: Sequence[ChangedParagraph]) -> tuple[Section, ...]:
    keys = section_keys(record)
    entries: list[tuple[str, Paragraph | None]] = []
    owner: list[tuple[str, int]] = []
    for key, section in zip(keys, record.sections, strict=True):
        owner.append((key, len(entries)))
        entries.append((f"section.{key}", None))
        entries += [(f"p.{key}.{count}", one) for count, one in enumerate(section.paragraphs, start=1)]
    for one in wanted:
        entries = _changed(entries, one)
    found: dict[str, list[Paragraph]] = {key: [] for key in keys}
    current = keys[0] if keys else ""
    for name, paragraph in entries:
        if paragraph is None:
            current = name.removeprefix("section.")
        else:
            found[current].append(paragraph)
    return tuple(
        replace(section, paragraphs=_renumbered(section, found[key]))
        for key, section in zip(keys, record.sections, strict=True)
    )


def _changed(entries: list[tuple[str, Paragraph | None]], one: ChangedParagraph) -> list[tuple[str, Paragraph | None]]:
    names = [name for name, _ in entries]
    place = names.index(one.id) if one.id in names else None
    number = "" if one.number or one.kind == "added" else None
    paragraph = Paragraph(one.number or number, one.after)
    if one.after.lstrip().startswith("#"):
        paragraph = Paragraph(None, one.after)
    if one.kind == "deleted":
        return [entry for entry in entries if entry[0] != one.id]
    if one.kind == "changed" and place is not None:
        return [*entries[:place], (one.id, paragraph), *entries[place + 1 :]]
    rest = [entry for entry in entries if entry[0] != one.id]
    at = _after(rest, one)
    return [*rest[:at], (one.id, paragraph), *rest[at:]]


def _after(entries: Sequence[tuple[str, Paragraph | None]], one: ChangedParagraph) -> int:
    """The place right after what it follows; else at the end of its section."""
    names = [name for name, _ in entries]
    if one.after_id in names:
        return names.index(one.after_id) + 1
    start = names.index(f"section.{one.section_key}") if f"section.{one.section_key}" in names else -1
    end = start + 1
    while end < len(names) and entries[end][1] is not None:
        end += 1
    return end


def _renumbered(section: Section, paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    if tuple(paragraphs) == section.paragraphs:
        return section.paragraphs
    count = 0
    found: list[Paragraph] = []
    for one in paragraphs:
        if one.number is None or section.number is None:
            found.append(Paragraph(None, one.text))
            continue
        count += 1
        found.append(Paragraph(f"{section.number}.{count}", one.text))
    return tuple(found)


def _proposals(record: PaperRecord, wanted: Sequence[ChangedParagraph]) -> tuple[LetteredProposal, ...]:
    letters = "abcdefghijklmnopqrstuvwxyz"
    entries = [(f"proposal.{one.label}", one) for one in record.proposals]
    is_regular = [one.label for one in record.proposals] == list(letters[: len(entries)])
    for one in wanted:
        names = [name for name, _ in entries]
        if one.kind == "deleted":
            entries = [entry for entry in entries if entry[0] != one.id]
            continue
        old = dict(entries).get(one.id, LetteredProposal("", ""))
        entry = (one.id, replace(old, text=one.after))
        if one.kind == "changed" and one.id in names:
            entries[names.index(one.id)] = entry
            continue
        entries = [each for each in entries if each[0] != one.id]
        names = [name for name, _ in entries]
        at = names.index(one.after_id) + 1 if one.after_id in names else 0 if one.kind == "moved" else len(entries)
        entries.insert(at, entry)
    if not is_regular:
        return tuple(one for _, one in entries)
    return tuple(replace(one, label=letters[place]) for place, (_, one) in enumerate(entries[: len(letters)]))


def _rows(rows: tuple[ImplicationRow, ...], wanted: Sequence[ChangedParagraph]) -> tuple[ImplicationRow, ...]:
    changed = dict(zip(row_keys(rows), rows, strict=True))
    for one in wanted:
        row = changed.get(one.section_key)
        if row is None:
            continue
        if one.kind == "status":
            word = one.after.strip().lower()
            row = replace(row, is_none=word == "none") if row.is_none else replace(row, status=word or None)
        elif one.kind == "added" and one.id.startswith("new."):
            row = replace(row, text="\n\n".join(filter(None, (row.text, one.after))))
        else:
            row = replace(row, text=one.after or None)
        changed[one.section_key] = row
    return tuple(changed.values())


def _front(record: PaperRecord, one: ChangedParagraph) -> PaperRecord:
    words = one.after.strip()
    if one.section_key == "purpose":
        return replace(record, purpose=words or None)
    if one.section_key == "outcome":
        return replace(record, outcome=words or None)
    if one.section_key == "electoral_divisions":
        return replace(record, electoral_divisions=tuple(filter(None, (part.strip() for part in words.split(",")))))
    if one.section_key == "key_decision":
        return replace(record, key_decision={"yes": True, "no": False}.get(words.lower()))
    if one.section_key == "forward_plan_ref":
        is_none = words.lower() in ("", "not applicable", "n/a", "none")
        return replace(record, forward_plan_ref=None if is_none else words)
    lines = (FrontLine(line.key, line.label, words) if line.key == one.section_key else line for line in record.front)
    return replace(record, front=tuple(lines))
