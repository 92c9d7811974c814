"""The content of a paper template, as data: `bridgework/paper-template@1`.

A template says which front fields, sections, priorities, implications and clearance questions a paper has, and in which
order. Reading lists every problem at once, so that somebody who edits one on screen is not told them one by one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final

FORMAT: Final = "bridgework/paper-template@1"
EVERYTHING: Final = "*"
"""In `covers`: the whole paper."""

FRONT_KINDS: Final = ("computed", "line", "text", "yes_no", "list", "date")
SECTION_KINDS: Final = (
    "text",
    "proposals",
    "contacts",
    "priorities",
    "implications",
    "clearances",
    "options",
    "appendices",
    "source_documents",
)
WRITTEN_KINDS: Final = frozenset({"text", "options"})
"""Sections somebody writes as one text; the others are made from records."""
COMPUTED_FRONT: Final = frozenset({"to", "meeting_date", "from"})
"""Front fields that the paper knows by itself: its committee, the day of the meeting, whose paper it is."""
MOST_ITEMS: Final = 60
_KEY = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")


class TemplateInvalid(ValueError):
    """A template that cannot be used. `problems` are sentences, each with its place."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(" ".join(str(one) for one in problems))
        self.problems = tuple(problems)


@dataclass(frozen=True)
class Problem:
    """One thing wrong: where (`sections[2].title`) and what."""

    place: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}" if self.place else self.sentence


@dataclass(frozen=True)
class FrontField:
    """A line at the top of the paper. `kind`: computed, line, text, yes_no, list or date."""

    key: str
    label: str
    kind: str = "line"
    required: bool = False
    help: str = ""


@dataclass(frozen=True)
class TemplateSection:
    """A part of the paper, in its place. `fewest` is how many options an options section asks for; 0 is no rule."""

    key: str
    title: str
    kind: str = "text"
    numbered: bool = True
    required: bool = True
    help: str = ""
    fewest: int = 0


@dataclass(frozen=True)
class Word:
    """An entry of a vocabulary: a corporate priority, or a status."""

    key: str
    label: str


@dataclass(frozen=True)
class ImplicationHeading:
    """An implication, and its parts (4.8.1 …). `status` says whether one is asked for."""

    key: str
    title: str
    status: bool = False
    help: str = ""
    parts: tuple[ImplicationHeading, ...] = ()


@dataclass(frozen=True)
class ClearanceQuestion:
    """A question an officer answers about some of the text.

    `covers` are keys of sections and of implications (a heading stands for its parts; `heading.part` for one), or `*`
    for the whole paper. `role` is who is asked; `officer_label` is how the paper prints the name's line.
    """

    key: str
    question: str
    covers: tuple[str, ...]
    role: str
    officer_label: str = ""


@dataclass(frozen=True)
class TemplateContent:
    """All of one version of a template."""

    name: str
    summary: str = ""
    language: str = "en-GB"
    front: tuple[FrontField, ...] = ()
    sections: tuple[TemplateSection, ...] = ()
    priorities: tuple[Word, ...] = ()
    statuses: tuple[Word, ...] = ()
    implications: tuple[ImplicationHeading, ...] = ()
    clearances: tuple[ClearanceQuestion, ...] = ()
    page_limit: int | None = None
    page_limit_note: str = ""

    def section(self, key: str) -> TemplateSection | None:
        """The section of that key."""
        return next((one for one in self.sections if one.key == key), None)

    def first_of_kind(self, kind: str) -> TemplateSection | None:
        """The first section of a kind, where the template has one."""
        return next((one for one in self.sections if one.kind == kind), None)

    def status_label(self, key: str) -> str:
        """The word of a status; empty for one that is not in the vocabulary."""
        return next((one.label for one in self.statuses if one.key == key), "")


@dataclass(frozen=True)
class ImplicationPlace:
    """One row a paper has under its implications: a heading, or a part of one (its key is `heading.part`)."""

    key: str
    title: str
    status: bool
    help: str
    position: tuple[int, ...]
    has_parts: bool


def implication_places(content: TemplateContent) -> Iterator[ImplicationPlace]:
    """Headings and their parts in order; `position` counts from 1, such as (8, 1) for the first part of the eighth."""
    for place, heading in enumerate(content.implications, start=1):
        yield ImplicationPlace(
            heading.key, heading.title, heading.status, heading.help, (place,), has_parts=bool(heading.parts)
        )
        for part_place, part in enumerate(heading.parts, start=1):
            key = f"{heading.key}.{part.key}"
            yield ImplicationPlace(key, part.title, part.status, part.help, (place, part_place), has_parts=False)


def as_json(content: TemplateContent) -> dict[str, Any]:
    """The content as JSON values, as `parse` reads them."""
    return {"format": FORMAT, **_lists(asdict(content))}


def parse(data: object) -> TemplateContent:
    """A template from JSON values. Raises `TemplateInvalid` with every problem."""
    content, problems = read(data)
    if problems or content is None:
        raise TemplateInvalid(problems)
    return content


def read(data: object) -> tuple[TemplateContent | None, list[Problem]]:
    """A template as far as it can be read, and every problem: one that is being changed may have some."""
    reader = _Reader()
    content = reader.content(data)
    return content, [*reader.problems, *(problems_of(content) if content is not None else ())]


def problems_of(content: TemplateContent) -> list[Problem]:
    """What contradicts itself or is missing in a template that is well-formed."""
    found: list[Problem] = []
    if not content.name.strip():
        found.append(Problem("name", "Give the template a name."))
    if not content.sections:
        found.append(Problem("sections", "A template has at least one section."))
    for name in ("front", "sections", "priorities", "statuses", "implications", "clearances"):
        found += _keys_and_words(name, getattr(content, name))
    for place, heading in enumerate(content.implications):
        found += _keys_and_words(f"implications[{place}].parts", heading.parts)
        found += [
            Problem(f"implications[{place}].parts[{n}]", "A part has no parts of its own.")
            for n, part in enumerate(heading.parts)
            if part.parts
        ]
    found += _kinds(content)
    found += _belongs_together(content)
    found += _covered(content)
    if content.page_limit is not None and content.page_limit < 1:
        found.append(Problem("page_limit", "A page limit is at least one page."))
    return found


def _keys_and_words(name: str, rows: Sequence[Any]) -> Iterator[Problem]:
    seen: set[str] = set()
    if len(rows) > MOST_ITEMS:
        yield Problem(name, f"There are {len(rows)}; at most {MOST_ITEMS} are possible.")
    for place, row in enumerate(rows):
        here = f"{name}[{place}]"
        words = getattr(row, "title", None) or getattr(row, "label", None) or getattr(row, "question", None)
        if not (words or "").strip():
            yield Problem(here, "It has no words.")
        if not _KEY.fullmatch(row.key) or len(row.key) > 40:
            yield Problem(here, f"“{row.key}” is no key: use small letters, digits and hyphens, at most 40.")
        elif row.key in seen:
            yield Problem(here, f"The key “{row.key}” is used twice.")
        seen.add(row.key)


def _kinds(content: TemplateContent) -> Iterator[Problem]:
    for place, one in enumerate(content.front):
        if one.kind not in FRONT_KINDS:
            yield Problem(f"front[{place}].kind", f"“{one.kind}” is none of: {', '.join(FRONT_KINDS)}.")
        if one.kind == "computed" and one.key not in COMPUTED_FRONT:
            names = ", ".join(sorted(COMPUTED_FRONT))
            yield Problem(f"front[{place}].kind", f"Only these are filled in by themselves: {names}.")
    single: set[str] = set()
    for place, section in enumerate(content.sections):
        if section.kind not in SECTION_KINDS:
            yield Problem(f"sections[{place}].kind", f"“{section.kind}” is none of: {', '.join(SECTION_KINDS)}.")
        elif section.kind not in WRITTEN_KINDS and section.kind in single:
            yield Problem(f"sections[{place}].kind", f"There are two sections for {section.kind.replace('_', ' ')}.")
        single.add(section.kind)
        if section.fewest < 0:
            yield Problem(f"sections[{place}].fewest", "It cannot be less than none.")


def _belongs_together(content: TemplateContent) -> Iterator[Problem]:
    kinds = {section.kind for section in content.sections}
    if "proposals" not in kinds and content.sections:
        yield Problem("sections", "No section says what the committee is asked to do (kind “proposals”).")
    for kind, rows in (
        ("priorities", content.priorities),
        ("implications", content.implications),
        ("clearances", content.clearances),
    ):
        if rows and kind not in kinds:
            yield Problem("sections", f"There are {kind}, but no section of kind “{kind}” to print them in.")
        if kind in kinds and not rows:
            yield Problem(kind, f"There is a section for {kind}, but there are none.")
    if not content.statuses and any(place.status for place in implication_places(content)):
        yield Problem("statuses", "An implication asks for a status, but there are no statuses.")
    shared = {one.key for one in content.sections} & {one.key for one in content.implications}
    for key in sorted(shared):
        yield Problem("implications", f"The key “{key}” is a section's too.")


def _covered(content: TemplateContent) -> Iterator[Problem]:
    known = {EVERYTHING, *(one.key for one in content.sections), *(one.key for one in implication_places(content))}
    for place, one in enumerate(content.clearances):
        if not one.covers:
            yield Problem(f"clearances[{place}].covers", "It covers nothing: say which sections or implications.")
        for key in one.covers:
            if key not in known:
                yield Problem(f"clearances[{place}].covers", f"There is no section or implication “{key}”.")
        if not one.role.strip():
            yield Problem(f"clearances[{place}].role", "Say who is asked, by role.")


def _lists(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _lists(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_lists(one) for one in value]
    return value


@dataclass
class _Reader:
    """Reads JSON values into the dataclasses and gathers what does not fit."""

    problems: list[Problem] = field(default_factory=list)

    def content(self, data: object) -> TemplateContent | None:
        if not isinstance(data, Mapping):
            self.problems.append(Problem("", "A template is a JSON object."))
            return None
        if data.get("format") != FORMAT:
            self.problems.append(Problem("format", f"It is not “{FORMAT}”."))
            return None
        self._unknown("", data, ("format", *TemplateContent.__dataclass_fields__))
        limit = data.get("page_limit")
        if limit is not None and (not isinstance(limit, int) or isinstance(limit, bool)):
            self.problems.append(Problem("page_limit", "A page limit is a whole number or null."))
            limit = None
        return TemplateContent(
            name=self._text("name", data, required=True),
            summary=self._text("summary", data),
            language=self._text("language", data, default="en-GB"),
            front=tuple(self._rows("front", data, FrontField)),
            sections=tuple(self._rows("sections", data, TemplateSection)),
            priorities=tuple(self._rows("priorities", data, Word)),
            statuses=tuple(self._rows("statuses", data, Word)),
            implications=tuple(self._rows("implications", data, ImplicationHeading)),
            clearances=tuple(self._rows("clearances", data, ClearanceQuestion)),
            page_limit=limit,
            page_limit_note=self._text("page_limit_note", data),
        )

    def _rows(self, name: str, data: Mapping[str, object], kind: type[Any], at: str = "") -> Iterator[Any]:
        rows = data.get(name, [])
        here = f"{at}{name}"
        if not isinstance(rows, list):
            self.problems.append(Problem(here, "It is not a list."))
            return
        for place, row in enumerate(rows):
            if not isinstance(row, Mapping):
                self.problems.append(Problem(f"{here}[{place}]", "It is not an object."))
                continue
            yield self._row(f"{here}[{place}].", row, kind)

    def _row(self, at: str, row: Mapping[str, object], kind: type[Any]) -> Any:
        fields = kind.__dataclass_fields__
        self._unknown(at, row, fields)
        values: dict[str, Any] = {}
        for name, one in fields.items():
            if name == "parts":
                values[name] = tuple(self._rows("parts", row, ImplicationHeading, at))
            elif name == "covers":
                values[name] = tuple(self._strings(at + name, row.get(name, [])))
            elif one.type == "bool":
                values[name] = self._flag(at + name, row.get(name, one.default))
            elif one.type == "int":
                values[name] = self._whole(at + name, row.get(name, one.default))
            else:
                required = name in ("key", "label", "title", "question", "role")
                default = one.default if isinstance(one.default, str) else ""
                values[name] = self._text(name, row, at=at, required=required, default=default)
        return kind(**values)

    def _text(
        self, name: str, data: Mapping[str, object], *, at: str = "", required: bool = False, default: str = ""
    ) -> str:
        value = data.get(name, default)
        if not isinstance(value, str):
            self.problems.append(Problem(at + name, "It is not a text."))
            return ""
        if required and not value.strip():
            return ""
        if len(value) > 2000:
            self.problems.append(Problem(at + name, "It is longer than 2,000 characters."))
        return value.strip()

    def _flag(self, place: str, value: object) -> bool:
        if not isinstance(value, bool):
            self.problems.append(Problem(place, "It is neither true nor false."))
            return False
        return value

    def _whole(self, place: str, value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            self.problems.append(Problem(place, "It is not a whole number."))
            return 0
        return value

    def _strings(self, place: str, value: object) -> list[str]:
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            self.problems.append(Problem(place, "It is not a list of keys."))
            return []
        return value

    def _unknown(self, at: str, data: Mapping[str, object], known: Iterable[str]) -> None:
        for name in sorted(str(one) for one in set(data) - set(known)):
            self.problems.append(Problem(f"{at}{name}", "This is not known here."))
