"""Numbers of sections and paragraphs, and the citations that point at them.

A paragraph of a section is what a reader can cite ("paragraph 2.6"): a paragraph of the Markdown with the lists, tables
and quotations that follow it. A citation in the text is found by its words and looked up among the numbers there are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from markdown_it import MarkdownIt

from bridgework.core.papers.record import PaperRecord

_parser: Final = MarkdownIt("commonmark", {"html": False}).enable("table")
_NUMBERS: Final = r"\d{1,3}(?:\.\d{1,3}){0,3}"
_DOTTED: Final = r"\d{1,3}(?:\.\d{1,3}){1,3}"
_MORE: Final = r"(?:\s*(?:,|and|or|to|–|-|&)\s*{one})*"
_END: Final = r"(?![\w]|\.\d)"
_ELSEWHERE: Final = re.compile(
    r"\s+(?:of|in)\s+(?!this\b)(?:the|that|its|their|his|her|our|an?)?\s*[\w’']+|\s+(?:[A-Z]\w+\s+(?:and\s+)?)+Act\b"
)
_MOST_SECTIONS: Final = 40
"""“Section 149” is of an Act, not of a paper."""
_STRONG: Final = re.compile(
    rf"\b(?P<kind>paragraphs?|paras?\.?|sections?|appendix|appendices)\s+(?P<numbers>{_NUMBERS}"
    rf"{_MORE.format(one=_NUMBERS)}){_END}"
    rf"|\b(?:see|as(?:\s+(?:at|in|under))?)\s+(?P<seen>{_DOTTED}{_MORE.format(one=_DOTTED)}){_END}"
    rf"|(?<![\w.£$€])(?P<relative>{_DOTTED}{_MORE.format(one=_DOTTED)})\s+(?:above|below)\b"
    rf"|\b(?:in|at|under)\s+(?P<weak>{_DOTTED}{_MORE.format(one=_DOTTED)}){_END}",
    re.IGNORECASE,
)
_KEPT: Final = re.compile(r"`[^`\n]*`|\[[^\]\n]*\]\([^)\n]*\)|https?://\S+")
_RANGE: Final = re.compile(r"(?:to|–|-)")


@dataclass(frozen=True)
class NumberedParagraph:
    """A citable paragraph; a sub-heading inside a section has no number."""

    number: str | None
    text: str

    @property
    def anchor(self) -> str:
        """What a link to it ends in; empty where it has no number."""
        return anchor_of(self.number) if self.number else ""


@dataclass(frozen=True)
class Citation:
    """Words that point at a number. `anchor` is None where there is nothing of that number.

    `place` says where the words stand: `sections/KEY/NUMBER`, `implications/KEY`, `priorities/KEY`, `proposals/LETTER`
    or `front/KEY`.
    """

    words: str
    number: str
    place: str
    anchor: str | None

    @property
    def is_broken(self) -> bool:
        """Whether it points at nothing."""
        return self.anchor is None


def anchor_of(number: str) -> str:
    """The anchor of a numbered place: `2.6` is at `paragraph-2-6`, `Appendix 1` at `appendix-1`."""
    if number.lower().startswith("appendix"):
        return f"appendix-{number.split()[-1]}"
    return f"paragraph-{number.replace('.', '-')}"


def split_paragraphs(text: str) -> list[str]:
    """The citable paragraphs of some Markdown. Joined by empty lines they give the text again, but for outer space."""
    return [one for one, _ in _blocks(text)]


def numbered(section_number: str | None, text: str) -> tuple[NumberedParagraph, ...]:
    """The paragraphs of a section with their numbers; without numbers where the section has none."""
    found: list[NumberedParagraph] = []
    count = 0
    for words, is_heading in _blocks(text):
        if is_heading or section_number is None:
            found.append(NumberedParagraph(None, words))
            continue
        count += 1
        found.append(NumberedParagraph(f"{section_number}.{count}", words))
    return tuple(found)


def section_numbers(sections: Iterable[tuple[str, bool]]) -> dict[str, str | None]:
    """The number of each section (key, whether it is numbered), counted in order."""
    numbers: dict[str, str | None] = {}
    count = 0
    for key, is_numbered in sections:
        count += is_numbered
        numbers[key] = str(count) if is_numbered else None
    return numbers


def number_under(section_number: str | None, position: Sequence[int]) -> str | None:
    """The number of a row of a section: the first part of the eighth implication of section 4 is 4.8.1."""
    return None if section_number is None else ".".join([section_number, *map(str, position)])


def places_of(record: PaperRecord) -> set[str]:
    """Every number a citation can point at."""
    found = {section.number for section in record.sections}
    found |= {one.number for section in record.sections for one in section.paragraphs}
    found |= {row.number for row in (*record.priorities, *record.implications)}
    found |= {_parent(number) for number in found if number}
    found |= {f"Appendix {count}" for count in range(1, len(record.appendices) + 1)}
    return {one for one in found if one}


def citations(record: PaperRecord) -> list[Citation]:
    """Every citation in a paper, in order, with the place it stands in and where it leads."""
    known = places_of(record)
    return [one for place, text in texts_of(record) for one in citations_in(text, known, place=place)]


def citations_in(text: str, known: Iterable[str], *, place: str = "") -> list[Citation]:
    """The citations in one text. One that says it is of another document (“section 7 of the report”) is not ours."""
    numbers = {one.lower() for one in known}
    found: list[Citation] = []
    for match, targets, is_weak in _found(text):
        for target in targets:
            anchor = anchor_of(target) if target.lower() in numbers else None
            if anchor is None and is_weak:
                continue
            found.append(Citation(match.group(0).strip(), target, place, anchor))
    return found


def with_links(text: str, known: Iterable[str]) -> str:
    """The Markdown with each citation that resolves made a link to its place."""
    numbers = {one.lower() for one in known}
    parts: list[str] = []
    end = 0
    for match, targets, _ in _found(text):
        first = targets[0]
        if first.lower() not in numbers:
            continue
        parts += [text[end : match.start()], f"[{match.group(0)}](#{anchor_of(first)})"]
        end = match.end()
    return "".join([*parts, text[end:]])


def only_cites(text: str) -> bool:
    """Whether a text says nothing but where something else stands, such as “As 4.8.1” or “See 3.1 above”."""
    rest = text.strip()
    if not rest:
        return False
    left, end = "", 0
    for match, _, _ in _found(rest):
        left += rest[end : match.start()]
        end = match.end()
    return end > 0 and not re.sub(
        r"\b(?:see|as|above|below|please|refer|to|also)\b|\W", "", left + rest[end:], flags=re.I
    )


def texts_of(record: PaperRecord) -> Iterator[tuple[str, str]]:
    """Every text of a paper with its place, as `Citation.place` names it."""
    for key, words in (("purpose", record.purpose), ("outcome", record.outcome)):
        if words:
            yield f"front/{key}", words
    for proposal in record.proposals:
        yield f"proposals/{proposal.label}", proposal.text
    for section in record.sections:
        for paragraph in section.paragraphs:
            yield f"sections/{section.key or section.title}/{paragraph.number or ''}", paragraph.text
    for group, rows in (("priorities", record.priorities), ("implications", record.implications)):
        for row in rows:
            if row.text:
                yield f"{group}/{row.key or row.title}", row.text


def _found(text: str) -> Iterator[tuple[re.Match[str], list[str], bool]]:
    kept = [(one.start(), one.end()) for one in _KEPT.finditer(text)]
    for match in _STRONG.finditer(text):
        if any(start <= match.start() < end for start, end in kept):
            continue
        kind = (match["kind"] or "").lower()
        if kind and _ELSEWHERE.match(text, match.end()):
            continue
        numbers = match["numbers"] or match["seen"] or match["relative"] or match["weak"]
        targets = re.findall(_NUMBERS, numbers)
        if kind.startswith("section") and "." not in targets[0] and int(targets[0]) > _MOST_SECTIONS:
            continue
        if kind.startswith("append"):
            targets = [f"Appendix {one}" for one in targets]
        yield match, targets, match["weak"] is not None


def _parent(number: str) -> str:
    """4.8 for 4.8.1: a heading exists where its parts do."""
    return number.rpartition(".")[0] if not number.startswith("Appendix") else ""


def _blocks(text: str) -> list[tuple[str, bool]]:
    """The text cut at its paragraphs and headings, with whether each is a heading."""
    lines = text.split("\n")
    starts: list[tuple[int, bool]] = []
    after_heading = True
    for token in _parser.parse(text):
        if token.level != 0 or token.map is None:
            continue
        is_heading = token.type == "heading_open"
        if token.type == "paragraph_open" or is_heading or after_heading:
            starts.append((token.map[0], is_heading))
        after_heading = is_heading
    if not text.strip():
        return []
    starts = [(0, starts[0][1]), *starts[1:]] if starts else [(0, False)]
    ends = [start for start, _ in starts[1:]] + [len(lines)]
    cut = [("\n".join(lines[start:end]).strip("\n"), head) for (start, head), end in zip(starts, ends, strict=True)]
    return [(words.rstrip(), head) for words, head in cut if words.strip()]
