"""A paper in the places of its template, as its desk shows it. A fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from bridgework.apps.committees.models import Implication, Paper, PaperAttachment, PaperComment, PaperSection
from bridgework.apps.committees.queries.templates import content_of
from bridgework.core.papers.numbering import (
    Citation,
    anchor_of,
    citations_in,
    number_under,
    numbered,
    only_cites,
    section_numbers,
    with_links,
)
from bridgework.core.papers.templates import (
    COMPUTED_FRONT,
    WRITTEN_KINDS,
    FrontField,
    TemplateContent,
    TemplateSection,
    implication_places,
)

ATTACHED: Final[dict[str, tuple[str, ...]]] = {
    "appendices": ("appendix", "supplement"),
    "source_documents": ("background",),
}
"""Which attachments a section of a kind lists."""


@dataclass(frozen=True)
class ParagraphShown:
    """A paragraph with its number; `text` has its citations linked, `broken` are those that lead nowhere."""

    number: str | None
    text: str
    broken: tuple[Citation, ...]
    comments: tuple[PaperComment, ...]

    @property
    def anchor(self) -> str:
        """What a link to it ends in."""
        return anchor_of(self.number) if self.number else ""


@dataclass(frozen=True)
class RowShown:
    """A priority or an implication as it stands. `waits` says what is still to be given; empty where nothing is."""

    number: str | None
    row: Implication
    level: int
    status: str
    text: str
    broken: tuple[Citation, ...]
    waits: str
    is_heading: bool
    comments: tuple[PaperComment, ...]

    @property
    def anchor(self) -> str:
        """What a link to it ends in."""
        return anchor_of(self.number) if self.number else ""


@dataclass(frozen=True)
class FrontShown:
    """A line at the top; `value` in words, empty while it is not given."""

    field: FrontField
    value: str
    waits: bool


@dataclass(frozen=True)
class PartShown:
    """A section of the template with what the paper has in it."""

    place: TemplateSection
    number: str | None
    section: PaperSection | None = None
    paragraphs: tuple[ParagraphShown, ...] = ()
    rows: tuple[RowShown, ...] = ()
    attachments: tuple[PaperAttachment, ...] = ()
    comments: tuple[PaperComment, ...] = ()
    is_hidden: bool = False
    waits: str = ""

    @property
    def open_comments(self) -> int:
        """Remarks in it that nobody settled yet."""
        inside = [one for part in self.paragraphs for one in part.comments]
        inside += [one for row in self.rows for one in row.comments]
        return sum(one.settled_at is None for one in (*self.comments, *inside))

    @property
    def anchor(self) -> str:
        """What a link to it ends in."""
        return anchor_of(self.number) if self.number else self.place.key


@dataclass(frozen=True)
class PaperShown:
    """A whole paper in its template."""

    content: TemplateContent
    front: tuple[FrontShown, ...]
    parts: tuple[PartShown, ...]
    equality: tuple[PaperAttachment, ...]
    stray: tuple[PaperComment, ...]
    """Remarks on a place that is no longer there."""
    known: frozenset[str] = frozenset()
    """Every number a citation can point at."""


def paper_shown(paper: Paper, *, may_read_private: bool) -> PaperShown:
    """The paper as its desk shows it. The paper has a template. Five queries."""
    assert paper.template_version is not None, "a paper without a template has no such places"
    content = content_of(paper.template_version)
    sections = {one.key: one for one in paper.sections.all()}
    rows: dict[str, list[Implication]] = defaultdict(list)
    for one in paper.implications.all():
        rows[one.group].append(one)
    attachments = list(paper.attachments.select_related("file"))
    comments: dict[tuple[str, str], list[PaperComment]] = defaultdict(list)
    for comment in paper.comments.select_related("author", "settled_by"):
        comments[comment.section_key, comment.paragraph].append(comment)
    numbers = section_numbers((one.key, one.numbered) for one in content.sections)
    known = known_numbers(content, sections, attachments)
    taken: set[tuple[str, str]] = set()
    look = _Look(known, comments, taken, may_read_private)
    parts = tuple(
        _part(look, content, place, numbers[place.key], sections, rows, attachments) for place in content.sections
    )
    stray = tuple(one for where, group in comments.items() if where not in taken for one in group)
    equality = tuple(one for one in attachments if one.kind == "equality")
    return PaperShown(content, tuple(_front(paper, content)), parts, equality, stray, known)


def known_numbers(
    content: TemplateContent, sections: Mapping[str, PaperSection], attachments: Iterable[PaperAttachment]
) -> frozenset[str]:
    """Every number a citation in the paper can point at."""
    found: set[str] = set()
    numbers = section_numbers((one.key, one.numbered) for one in content.sections)
    for place in content.sections:
        number = numbers[place.key]
        if number is None:
            continue
        found.add(number)
        if place.key in sections:
            found |= {one.number for one in numbered(number, sections[place.key].text) if one.number}
        if place.kind == "priorities":
            found |= {f"{number}.{n}" for n in range(1, len(content.priorities) + 1)}
        if place.kind == "implications":
            found |= {f"{number}.{'.'.join(map(str, one.position))}" for one in implication_places(content)}
    appendices = sum(one.kind in (*ATTACHED["appendices"], "equality") for one in attachments)
    return frozenset(found | {f"Appendix {n}" for n in range(1, appendices + 1)})


def front_value(field: FrontField, value: Any) -> str:
    """A front field's value in words."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return "" if value is None else str(value)


@dataclass(frozen=True)
class _Look:
    known: frozenset[str]
    comments: Mapping[tuple[str, str], list[PaperComment]]
    taken: set[tuple[str, str]]
    may_read_private: bool

    def remarks(self, key: str, paragraph: str = "") -> tuple[PaperComment, ...]:
        self.taken.add((key, paragraph))
        return tuple(self.comments.get((key, paragraph), ()))

    def broken(self, text: str) -> tuple[Citation, ...]:
        return tuple(one for one in citations_in(text, self.known) if one.is_broken)


def _front(paper: Paper, content: TemplateContent) -> Iterable[FrontShown]:
    for one in content.front:
        if one.key in COMPUTED_FRONT:
            continue
        value = front_value(one, paper.front.get(one.key))
        yield FrontShown(one, value, waits=one.required and not value)


def _part(
    look: _Look,
    content: TemplateContent,
    place: TemplateSection,
    number: str | None,
    sections: Mapping[str, PaperSection],
    rows: Mapping[str, list[Implication]],
    attachments: list[PaperAttachment],
) -> PartShown:
    if place.kind in WRITTEN_KINDS:
        return _written(look, place, number, sections.get(place.key))
    remarks = look.remarks(place.key)
    if place.kind in ("priorities", "implications"):
        shown = tuple(_rows(look, content, number, place.kind, rows[place.kind]))
        waiting = sum(bool(one.waits) for one in shown)
        return PartShown(place, number, rows=shown, comments=remarks, waits=f"{waiting} to write" if waiting else "")
    kinds = ATTACHED.get(place.kind, ())
    listed = tuple(one for one in attachments if one.kind in kinds and (look.may_read_private or not one.is_private))
    return PartShown(place, number, attachments=listed, comments=remarks)


def _written(look: _Look, place: TemplateSection, number: str | None, section: PaperSection | None) -> PartShown:
    if section is None:
        return PartShown(place, number)
    if section.is_private and not look.may_read_private:
        look.taken.update((place.key, where) for key, where in look.comments if key == place.key)
        return PartShown(place, number, section=section, is_hidden=True)
    shown = []
    for one in numbered(number, section.text):
        shown.append(
            ParagraphShown(
                one.number,
                with_links(one.text, look.known),
                look.broken(one.text),
                look.remarks(place.key, one.number) if one.number else (),
            )
        )
    waits = "Not written yet" if place.required and not section.text.strip() else ""
    return PartShown(place, number, section, tuple(shown), comments=look.remarks(place.key), waits=waits)


def _rows(
    look: _Look, content: TemplateContent, number: str | None, group: str, rows: list[Implication]
) -> Iterable[RowShown]:
    positions: dict[str, tuple[tuple[int, ...], bool]] = (
        {one.key: (one.position, one.has_parts) for one in implication_places(content)}
        if group == "implications"
        else {one.key: ((n,), False) for n, one in enumerate(content.priorities, start=1)}
    )
    for row in rows:
        position, has_parts = positions.get(row.key, ((row.order,), False))
        key = f"{group}/{row.key}"
        yield RowShown(
            number=number_under(number, position),
            row=row,
            level=len(position),
            status=content.status_label(row.status),
            text=with_links(row.text, look.known),
            broken=look.broken(row.text),
            waits=waiting_for(row, has_parts=has_parts),
            is_heading=has_parts,
            comments=look.remarks(key),
        )


def waiting_for(row: Implication, *, has_parts: bool = False) -> str:
    """What an implication or a priority still lacks, in words; empty where it lacks nothing."""
    if has_parts:
        return ""
    if row.has_status and not row.status:
        return "No status yet"
    if not row.text.strip():
        return "Not written yet"
    if only_cites(row.text):
        return "Points elsewhere instead of saying it"
    return ""
