"""The holes a paper itself has. Every code stands in `CODES` and in docs/reference/paper-reading.md."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from bridgework.core.papers.numbering import citations_in, only_cites, places_of
from bridgework.core.papers.proposing import tasks_officers
from bridgework.core.papers.reading.account import Account
from bridgework.core.papers.reading.drafts import RowDraft
from bridgework.core.papers.reading.marks import follows
from bridgework.core.papers.reading.reader import Walk
from bridgework.core.papers.reading.values import dates_in
from bridgework.core.papers.record import PaperRecord, Warned
from bridgework.core.reading import MONTHS

CODES: Final[dict[str, str]] = {
    "answer-in-officer-field": "An answer stands where the officer's name belongs, so neither is known.",
    "clearance-answered-no": "A clearance was answered no.",
    "clearance-without-answer": "A clearance has no answer.",
    "clearance-without-officer": "A clearance names no officer.",
    "question-without-mark": "A clearance question has no question mark.",
    "clearances-not-all-found": "Fewer clearances were read than the text speaks of.",
    "implications-not-all-found": "The numbers of the implications leave a gap.",
    "status-missing": "An implication has no status, though others beside it have one.",
    "implication-without-text": "An implication or a priority says nothing.",
    "refers-to-other-answer": "An answer only points to another one.",
    "identical-answers": "Several answers are the same words.",
    "stray-text": "A number or word stands where it belongs to nothing.",
    "misnumbered": "A number does not belong to the section it stands in.",
    "number-repeated": "A number is used twice.",
    "number-missing": "A number is left out.",
    "broken-reference": "The text points to a paragraph that is not there.",
    "task-without-owner-or-date": "Officers are tasked with neither an owner nor a day to report back.",
    "no-title": "No title was found.",
    "no-body": "It does not say which committee it is for.",
    "no-meeting-date": "No day of the meeting was found.",
    "date-unreadable": "The day of the meeting could not be read.",
    "several-dates": "More than one day is given for the meeting; the first was taken.",
    "no-recommendations": "It asks the committee nothing.",
    "field-blank": "A label has nothing behind it.",
    "placeholder-left": "Words of the template were left in.",
    "no-background-papers": "It does not say which background papers it relies on.",
    "tracked-changes": "The document has tracked changes; it was read as if all were accepted.",
    "comments-left": "The document has comments; they are listed as unread.",
    "pictures-not-read": "The document has pictures; words in them were not read.",
    "part-not-read": "A part of the document is of a kind that is not read.",
    "no-text-on-page": "A page has no text: it may be a scan.",
}
_SAME_AT_LEAST: Final = 3
_PLACEHOLDER: Final = re.compile(
    r"\[(?:insert|delete|enter|add|type|xx|tbc|date|name|title)[^\]]*\]|<(?:insert|enter|name|date)[^>]*>"
    r"|\bclick (?:or tap )?here to enter\b"
    r"|\bTBC\b|\bX{3,}\b",
    re.IGNORECASE,
)
_POINTS: Final = re.compile(
    r"^\W*(?:as|see|refer to|please see|as per|as in)\s+(?:at\s+|in\s+|under\s+)?(?:paragraph\s+"
    r"|section\s+)?\d[\d.]*(?:\s+(?:above|below))?\W*$",
    re.I,
)

_OWNER: Final = re.compile(
    r"\b(?:director|head of|manager|chief|service lead|monitoring officer|lead officer)\b", re.IGNORECASE
)
_WHEN: Final = re.compile(
    rf"\b(?:by|in|within|before|no later than|every)\b[^.;]{{0,40}}\b(?:\d{{4}}|months?|weeks?|{'|'.join(MONTHS)}"
    r"|next meeting|quarterly|annually)\b",
    re.IGNORECASE,
)


def holes_of(record: PaperRecord, walk: Walk, account: Account) -> list[Warned]:
    """The warnings, in the order of the document's parts."""
    if record.kind != "report":
        return [*_front(record, walk), *_placeholders(account)]
    return [
        *_front(record, walk),
        *_proposals(record, account),
        *_rows(record, walk),
        *_same(record, account),
        *_clearances(record, walk),
        *_numbers(record, walk, account),
        *_references(record, account),
        *_placeholders(account),
    ]


def _warned(code: str, message: str, place: str | None) -> Warned:
    assert code in CODES, code
    return Warned(code, message, place)


def _front(record: PaperRecord, walk: Walk) -> Iterator[Warned]:
    fields = walk.front.fields
    if record.title is None and record.kind == "report":
        yield _warned("no-title", "No title was found.", None)
    if record.body is None:
        yield _warned("no-body", "It does not say which committee it is for.", None)
    given = fields.get("meeting_date")
    if record.meeting_date is None and given is not None and given.text:
        yield _warned("date-unreadable", f"“{given.text[:60]}” is not a day that can be read.", given.place)
    elif record.meeting_date is None and not any(name == "meeting_date" for name, _ in walk.front.blank):
        yield _warned("no-meeting-date", "No day of the meeting was found.", None)
    if given is not None and len(set(dates_in(given.text))) > 1:
        yield _warned("several-dates", "More than one day is given; the first was taken.", given.place)
    for name, place in walk.front.blank:
        if not fields[name].text:
            yield _warned("field-blank", f"“{name.replace('_', ' ').capitalize()}” has nothing behind it.", place)


def _proposals(record: PaperRecord, account: Account) -> Iterator[Warned]:
    if not record.proposals:
        yield _warned("no-recommendations", "It asks the committee nothing.", None)
    for number, one in enumerate(record.proposals):
        if tasks_officers(one.text) and not _says_when_or_who(one.text):
            label = f"Recommendation {one.label})" if one.label else "A recommendation"
            place = _place(account, f"/recommendations/{number}")
            yield _warned(
                "task-without-owner-or-date", f"{label} tasks officers, but names no owner and no day.", place
            )


def _says_when_or_who(text: str) -> bool:
    return bool(_OWNER.search(text) or _WHEN.search(text))


def _rows(record: PaperRecord, walk: Walk) -> Iterator[Warned]:
    for group in (walk.priorities.rows, walk.implications.rows):
        for row in group:
            title = f"{row.number} {row.title}".strip() if row.number else row.title
            name = f"“{title.rstrip(' .:;')}”"
            if row.status is None and (row.asks_status or _beside_status(row, group)):
                yield _warned("status-missing", f"{name}: no status is given.", row.place)
            if row.text and (_POINTS.match(row.text) or (only_cites(row.text) and len(row.text.split()) < 8)):
                yield _warned(
                    "refers-to-other-answer", f"{name}: “{row.text}” only points to another answer.", row.place
                )
            listed = row.number is None and not any(one.text or one.status for one in group)
            if not row.text and row.status is None and not listed and not _has_parts(row, group):
                yield _warned("implication-without-text", f"{name}: nothing is said.", row.place)
            for stray in row.stray:
                yield _warned("stray-text", f"{name}: “{stray.text}” stands before the status.", stray.place)
    expected, found = record.implications_expected, len(record.implications)
    if expected is not None and found < expected:
        yield _warned("implications-not-all-found", f"{found} of {expected} implications were read.", None)


def _beside_status(row: RowDraft, group: list[RowDraft]) -> bool:
    """Whether its siblings have a status: those as deep as it, in its own part or called "Implication 1" like it."""
    if not any(one.status for one in group):
        return False
    depth = len(row.number.split(".")) if row.number else 0
    same = [one for one in group if (len(one.number.split(".")) if one.number else 0) == depth]
    return sum(one.status is not None for one in same) * 2 > len(same)


def _has_parts(row: RowDraft, group: list[RowDraft]) -> bool:
    if row.number is None:
        at = group.index(row)
        return at + 1 < len(group) and group[at + 1].number is not None
    return any(one.number and one.number.startswith(f"{row.number}.") for one in group)


def _same(record: PaperRecord, account: Account) -> Iterator[Warned]:
    rows = [(f"/priorities/{at}", one) for at, one in enumerate(record.priorities)]
    rows += [(f"/implications/{at}", one) for at, one in enumerate(record.implications)]
    texts = [(pointer, " ".join(one.text.lower().split()).rstrip(".")) for pointer, one in rows if one.text]
    texts = [(pointer, text) for pointer, text in texts if not _POINTS.match(text)]
    for text, times in Counter(text for _, text in texts).items():
        if times >= _SAME_AT_LEAST:
            pointer = next(pointer for pointer, each in texts if each == text)
            place = _place(account, pointer)
            yield _warned("identical-answers", f"{times} answers are the same words: “{text[:80]}”.", place)


def _clearances(record: PaperRecord, walk: Walk) -> Iterator[Warned]:
    for one in walk.clearances:
        about = f"“{one.question if len(one.question) < 90 else f'{one.question[:87]}…'}”"
        if one.misplaced and one.answer is None:
            yield _warned(
                "answer-in-officer-field", f"{about}: “{one.misplaced}” stands where the name belongs.", one.place
            )
        elif one.answer is None and one.is_question:
            yield _warned("clearance-without-answer", f"{about}: there is no answer.", one.place)
        elif one.answer == "no":
            yield _warned("clearance-answered-no", f"{about}: answered no.", one.place)
        if one.answer == "yes" and one.officer is None:
            yield _warned("clearance-without-officer", f"{about}: no officer is named.", one.place)
        if one.is_question and "?" not in one.question:
            yield _warned("question-without-mark", f"{about}: there is no question mark.", one.place)
    expected, found = record.clearances_expected, len(record.clearances)
    if expected is not None and found < expected:
        yield _warned("clearances-not-all-found", f"{found} of {expected} clearances were read.", None)


def _numbers(record: PaperRecord, walk: Walk, account: Account) -> Iterator[Warned]:
    """Numbers in the order they stand: each belongs to its section and comes after the one before."""
    rows: list[tuple[int, str, str | None]] = []
    for pointer, number in _numbered(record):
        rows.append((account.positions.get(pointer, 0), number, _place(account, pointer)))
    for unit in walk.proposals:
        if unit.number is not None:
            rows.append((unit.pieces[0].block, unit.number, unit.place))
    before = ""
    seen: set[str] = set()
    for _, number, place in sorted(rows, key=lambda row: row[0]):
        yield from _one_number(number, before, seen, place)
        seen.add(number)
        before = number if not _is_misnumbered(number, before) else _should_be(number, before)


def _numbered(record: PaperRecord) -> Iterator[tuple[str, str]]:
    """Everything that has a number, by its JSON pointer."""
    for at, section in enumerate(record.sections):
        if section.number:
            yield f"/sections/{at}", section.number
        for order, one in enumerate(section.paragraphs):
            if one.number:
                yield f"/sections/{at}/paragraphs/{order}", one.number
    for name, rows in (("priorities", record.priorities), ("implications", record.implications)):
        for at, row in enumerate(rows):
            if row.number:
                yield f"/{name}/{at}", row.number


def _one_number(number: str, before: str, seen: set[str], place: str | None) -> Iterator[Warned]:
    if number in seen and "." in number:
        yield _warned("number-repeated", f"The number {number} is used twice.", place)
    elif _is_misnumbered(number, before):
        yield _warned(
            "misnumbered", f"{number} stands after {before}; it should be {_should_be(number, before)}.", place
        )
    elif before and _gap(number, before):
        yield _warned("number-missing", f"{number} comes after {before}.", place)


def _is_misnumbered(number: str, before: str) -> bool:
    """5.8.6 after 4.8.5: as deep, the last part right, another of another section."""
    one, other = number.split("."), before.split(".")
    if len(one) != len(other) or len(one) < 2 or one[:-1] == other[:-1]:
        return False
    return one[-1] != "1" and follows(other[-1], one[-1])


def _should_be(number: str, before: str) -> str:
    return ".".join([*before.split(".")[:-1], number.split(".")[-1]])


def _gap(number: str, before: str) -> bool:
    """Whether a number is left out: 4.5 after 4.3, or section 4 after anything of section 2."""
    one, other = number.split("."), before.split(".")
    if len(other) < len(one) or one[:-1] != other[: len(one) - 1]:
        return False
    last, next_ = other[len(one) - 1], one[-1]
    return last.isdigit() and next_.isdigit() and int(next_) > int(last) + 1


def _references(record: PaperRecord, account: Account) -> Iterator[Warned]:
    known = places_of(record)
    for pointer, text in _texts(record):
        for one in citations_in(text, known):
            if one.is_broken:
                place = _place(account, pointer)
                yield _warned("broken-reference", f"“{one.words}” points to nothing in this paper.", place)


def _texts(record: PaperRecord) -> Iterator[tuple[str, str]]:
    """Every text that may point to a paragraph, by its JSON pointer."""
    yield "/purpose", record.purpose or ""
    yield "/outcome", record.outcome or ""
    for at, proposal in enumerate(record.proposals):
        yield f"/recommendations/{at}", proposal.text
    for at, section in enumerate(record.sections):
        for order, paragraph in enumerate(section.paragraphs):
            yield f"/sections/{at}/paragraphs/{order}", paragraph.text
    for name, rows in (("priorities", record.priorities), ("implications", record.implications)):
        for at, row in enumerate(rows):
            yield f"/{name}/{at}", row.text or ""


def _placeholders(account: Account) -> Iterator[Warned]:
    for block in account.blocks:
        found = _PLACEHOLDER.search(block.text)
        if found:
            yield _warned("placeholder-left", f"“{found.group()[:60]}” looks like words of the template.", block.place)


def _place(account: Account, pointer: str) -> str | None:
    found = account.provenance.get(pointer)
    return found.place if found else None
