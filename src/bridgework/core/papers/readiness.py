"""What keeps a paper from being published: every failure a sentence with its place.

Pure: the facts come in, the failures come out, in the order of the paper. `place` names where it can be mended, as
`sections/background`, `implications/climate.water`, `clearances/finance`, `publication`. Three things nobody can let
pass: private text in a public part, an exemption without its reason, and a document that could not be made. Nor can
what the law itself lets through only with a reason, which is then given instead: late publication.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from bridgework.core.papers.coverage import plain
from bridgework.core.papers.numbering import citations
from bridgework.core.papers.record import PaperRecord

SHORTEST_PRIVATE: Final = 25
"""Private text shorter than this, in characters, may stand in public by chance."""
CLEARANCE_WORDS: Final = {
    "not_asked": "{role} has not been asked: “{question}”",
    "asked": "{role} has not answered, and silence is not clearance: “{question}”",
    "asked_again": "{role} was asked again and has not answered: “{question}”",
    "not_cleared": "{role} did not clear it: “{question}”",
    "stale": "The text that {role} cleared has changed since: “{question}”",
}
FAILED: Final = "document-failed"
_TYPED_NUMBER = re.compile(r"\s*(\d+(?:\.\d+)+)[.)]?\s")


@dataclass(frozen=True)
class Failure:
    """One thing that keeps a paper from being published."""

    code: str
    sentence: str
    place: str
    can_be_overridden: bool = True


@dataclass(frozen=True)
class Written:
    """A section or an implication as it stands: whether it must have text or a status, and whether it has."""

    place: str
    title: str
    text: str = ""
    is_required: bool = True
    status: str | None = None
    """The status given; empty where it is still to be given, None where none is asked for."""
    is_none: bool = False


@dataclass(frozen=True)
class PrivatePart:
    """A part kept from the public: which paragraph of Schedule 12A, and the public-interest test."""

    place: str
    title: str
    paragraph: str
    public_interest_test: str
    text: str = ""


@dataclass(frozen=True)
class ClearanceFact:
    """Where one clearance stands, as `core.papers.clearing` says it."""

    key: str
    question: str
    role: str
    state: str


@dataclass(frozen=True)
class DocumentFact:
    """A document made last; `error` is empty where it was made."""

    kind: str
    part: str
    error: str = ""


@dataclass(frozen=True)
class Facts:
    """All that decides whether a paper can be published."""

    record: PaperRecord
    written: tuple[Written, ...] = ()
    clearances: tuple[ClearanceFact, ...] = ()
    private: tuple[PrivatePart, ...] = ()
    public_texts: tuple[tuple[str, str], ...] = ()
    """Place and text of everything that is printed in public."""
    says_no_background: bool = False
    asks_background: bool = True
    has_equality_analysis: bool = False
    equality_reason: str = ""
    documents: tuple[DocumentFact, ...] = ()
    lateness: str = ""
    """Where it would go out late: by how much, as a sentence."""
    late_reason: str = ""


def failures(facts: Facts) -> tuple[Failure, ...]:
    """Everything that keeps the paper from being published; empty where it is ready."""
    return (
        *_proposals(facts),
        *_written(facts.written),
        *_citations(facts.record),
        *_numbering(facts.record),
        *_clearances(facts.clearances),
        *_lists(facts),
        *_private(facts),
        *_documents(facts),
        *_lateness(facts),
    )


def _proposals(facts: Facts) -> Iterator[Failure]:
    if not facts.record.proposals:
        yield Failure("no-proposal", "The paper asks the committee nothing yet.", "proposals", can_be_overridden=False)


def _written(rows: Iterable[Written]) -> Iterator[Failure]:
    for row in rows:
        if row.status == "":
            yield Failure("status-blank", f"“{row.title}” has no status.", row.place)
        if row.is_none and not row.text.strip():
            yield Failure("none-without-reason", f"“{row.title}” says none and gives no reason.", row.place)
        elif row.is_required and not row.text.strip() and not row.status:
            yield Failure("empty", f"Nothing is written under “{row.title}”.", row.place)


def _citations(record: PaperRecord) -> Iterator[Failure]:
    for one in citations(record):
        if one.anchor is None:
            sentence = f"“{one.words}” points at {one.number}, which this paper does not have."
            yield Failure("citation-broken", sentence, _of_paragraph(one.place))


def _numbering(record: PaperRecord) -> Iterator[Failure]:
    """Numbers are given by the program; what can be wrong is one that somebody typed, or one that stands twice."""
    seen: set[str] = set()
    for place, number, text in _numbered(record):
        if number is not None and number in seen:
            yield Failure("numbering", f"The number {number} stands twice.", place)
        seen |= {number} if number else set()
        typed = _TYPED_NUMBER.match(text or "")
        if typed and typed.group(1) != number:
            yield Failure(
                "numbering",
                f"A paragraph begins with the typed number {typed.group(1)}, but is numbered {number or 'not at all'}.",
                place,
            )


def _clearances(rows: Iterable[ClearanceFact]) -> Iterator[Failure]:
    for row in rows:
        words = CLEARANCE_WORDS.get(row.state)
        if words is not None:
            sentence = words.format(role=row.role, question=row.question)
            yield Failure(f"clearance-{row.state.replace('_', '-')}", sentence, f"clearances/{row.key}")


def _lists(facts: Facts) -> Iterator[Failure]:
    if facts.asks_background and not facts.record.source_documents and not facts.says_no_background:
        yield Failure(
            "background-papers", "No background paper is listed, and nobody said that there is none.", "background"
        )
    if not facts.has_equality_analysis and not facts.equality_reason.strip():
        yield Failure(
            "equality-analysis", "No equality analysis is attached, and no reason says why none is needed.", "equality"
        )


def _private(facts: Facts) -> Iterator[Failure]:
    for one in facts.private:
        lacks = [
            words
            for words, value in (
                ("the paragraph of Schedule 12A", one.paragraph),
                ("the public-interest test", one.public_interest_test),
            )
            if not value.strip()
        ]
        if lacks:
            sentence = (
                f"“{one.title}” is private, but {' and '.join(lacks)} {'is' if len(lacks) == 1 else 'are'} missing."
            )
            yield Failure("exemption-unreasoned", sentence, one.place, can_be_overridden=False)
    public = [(place, _even(text)) for place, text in facts.public_texts]
    for one in facts.private:
        for paragraph in _paragraphs(one.text):
            for place, text in public:
                if paragraph in text:
                    sentence = f"Private text of “{one.title}” stands in a public part: “{paragraph[:60]}…”"
                    yield Failure("private-in-public", sentence, place, can_be_overridden=False)


def document_failed(kind: str, part: str, error: str) -> str:
    """The sentence for a document that could not be made."""
    return f"The {part} {kind.upper()} could not be made: {error}"


def _documents(facts: Facts) -> Iterator[Failure]:
    for one in facts.documents:
        if one.error:
            sentence = document_failed(one.kind, one.part, one.error)
            yield Failure(FAILED, sentence, "documents", can_be_overridden=False)


def _lateness(facts: Facts) -> Iterator[Failure]:
    if facts.lateness and not facts.late_reason.strip():
        yield Failure(
            "late", f"{facts.lateness} Give the reason; it is printed.", "publication", can_be_overridden=False
        )


def _numbered(record: PaperRecord) -> Iterator[tuple[str, str | None, str | None]]:
    for section in record.sections:
        for paragraph in section.paragraphs:
            yield f"sections/{section.key}", paragraph.number, paragraph.text
    for group, rows in (("priorities", record.priorities), ("implications", record.implications)):
        for row in rows:
            yield f"{group}/{row.key}", row.number, row.text


def _of_paragraph(place: str) -> str:
    """The place of a section from that of its paragraph (`sections/background/1.2`)."""
    return "/".join(place.split("/")[:2]) if place.startswith("sections/") else place


def _even(text: str) -> str:
    return " ".join(plain(text).split()).casefold()


def _paragraphs(text: str) -> Iterator[str]:
    for one in re.split(r"\n\s*\n", plain(text)):
        even = _even(one)
        if len(even) >= SHORTEST_PRIVATE:
            yield even
