"""Who cleared the paper: a question, its answer and the officer, wherever a template puts the three."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bridgework.core.papers.reading.account import Piece
from bridgework.core.papers.reading.blocks import squeezed
from bridgework.core.papers.reading.drafts import ClearanceDraft
from bridgework.core.papers.reading.labels import plain
from bridgework.core.papers.reading.units import Row, Unit
from bridgework.core.papers.reading.values import answer_of, is_name, is_not_applicable, people_of, without_title

_BY: Final = r"(?:cleared|signed[ -]?off|agreed|approved|considered|checked|seen|reviewed)\s+(?:by|with)"
_QUESTION: Final = re.compile(rf"^\W*(?:have|has|is|are|was|were|did|does|do)\b.*\b{_BY}\b", re.IGNORECASE | re.DOTALL)
_OPENING: Final = re.compile(r"^\W*(?:have|has)\s+(?:the|any|all)\b.*\b(?:implications?|issues|impact|risks?)\b", re.I)
_ANSWER: Final = re.compile(
    r"(?<=[\s?])(?:yes|no|n\s?/\s?a|not applicable)\b(?=\s*(?:$|[,;:(–-]|name\b|\n|\t|officer\b|cleared\b))",
    re.IGNORECASE,
)
_NAME_LABEL: Final = re.compile(
    r"(?:name\s+of\s+(?:the\s+)?(?:[\w/&’'-]+\s+){0,4}?(?:officer|lawyer|solicitor|contact|person|reviewer)|name"
    r"|officer(?:['’]s)?\s+name"
    r"|cleared\s+by|signed(?:\s+off)?\s+by|officer|reviewer)\s*:\s*",
    re.IGNORECASE,
)
_STATED: Final = re.compile(
    r"^\W*(?P<what>[A-Z][\w/&,’' -]{2,60}?\s+(?:officer\s+)?(?:consulted|cleared by|clearance"
    r"|sign(?:ed)?[ -]?off(?:\s+by)?|approval)"
    r"|(?:cleared|signed off)\s+by\s+[\w/&,’' -]{2,60}?)\s*(?::|\t|\s{2,}|\s[–-]\s)\s*(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_DATE_TAIL: Final = re.compile(
    r"\b(?:date(?:\s+\w+)?|on)\s*:?\s*\d.*$|[,(\s–-]+\d{1,2}[./\s]\S+[./\s]\d{2,4}\W*$", re.IGNORECASE
)
_AREA: Final = re.compile(
    r"\b(?:clearance|cleared|sign(?:ed)?[ -]?off|officer clearance|consultee|consulted|reviewed by|approved by)\b",
    re.IGNORECASE,
)

_COMPLETED: Final = re.compile(
    r"(?P<what>(?:completed|cleared|signed off|reviewed|provided|approved) by)\s*:\s*(?P<who>.+)$", re.IGNORECASE
)


def is_question(text: str) -> bool:
    """Whether a line asks for a clearance."""
    return _QUESTION.match(text) is not None


def opens_question(text: str) -> bool:
    """Whether a line may be the first half of a wrapped question."""
    return _OPENING.match(text) is not None and "?" not in text and not text.rstrip().endswith(".")


def stated(text: str) -> bool:
    """Whether a line states a clearance: "Finance officer consulted: A Name"."""
    return _STATED.match(text) is not None


def is_header(row: Row) -> bool:
    """Whether a row heads a table of clearances."""
    cells = [plain(cell.text) for cell in row.filled]
    return (
        len(cells) > 1
        and all(len(cell.split()) <= 6 for cell in cells)
        and any(_AREA.search(cell) for cell in cells)
        and not any(re.match(r"(?:yes|no|n/a|not applicable)\b", cell, re.I) for cell in cells)
    )


def has_answer(text: str) -> bool:
    """Whether a question's text holds its answer or the officer's label already."""
    return _ANSWER.search(text) is not None or _NAME_LABEL.search(text) is not None


def is_answer(text: str) -> bool:
    """Whether a line answers an open question: yes, no, or the officer's name under its label."""
    return bool(re.match(r"\W*(?:yes|no|n/a|not applicable)\b\W*(?:$|name\b|officer\b|[–(,-])", text, re.I)) or bool(
        _NAME_LABEL.match(text)
    )


def clearance_of(units: Sequence[Unit]) -> ClearanceDraft:
    """The clearance in these lines or cells: its question first."""
    text = "\n".join(one.text for one in units)
    found = _STATED.match(text) if not is_question(units[0].text) and "?" not in units[0].text else None
    if found is not None:
        draft = _from_statement(found)
    else:
        question, rest = _question(text)
        draft = ClearanceDraft(question=question)
        _answer(draft, rest)
    draft.place = units[0].place
    draft.made_of(*units)
    return draft


def _question(text: str) -> tuple[str, str]:
    mark = text.find("?")
    if mark >= 0:
        return squeezed(text[: mark + 1]), text[mark + 1 :]
    answer = _ANSWER.search(text)
    label = _NAME_LABEL.search(text)
    ends = [found.start() for found in (answer, label) if found is not None]
    if not ends:
        return squeezed(text), ""
    return squeezed(text[: min(ends)]), text[min(ends) :]


def _answer(draft: ClearanceDraft, rest: str) -> None:
    """Yes or no, then the officer. What stands in the officer's place without being a name is kept apart."""
    draft.answer, at = answer_of(rest)
    rest = rest[at:]
    labels = list(_NAME_LABEL.finditer(rest))
    value = squeezed(rest[labels[-1].end() :] if labels else rest)
    if labels and draft.answer is None:
        before = squeezed(rest[: labels[0].start()])
        draft.answer = answer_of(before)[0]
    if not labels and re.match(r"(?:please|if no|name)\b", value, re.I):
        value = ""
    misplaced, _ = answer_of(value)
    if value and (misplaced is not None or is_not_applicable(value)) and not is_name(value):
        draft.misplaced = value
    elif value:
        draft.officer = officer_of(value)


def officer_of(text: str) -> str | None:
    """The officer named in a cell; dates and titles are left out."""
    bare = _DATE_TAIL.sub("", squeezed(text)).strip(" ,.;:–-()")
    if not bare or is_not_applicable(bare) or not any(sign.isalpha() for sign in bare):
        return None
    return without_title(bare) or None


def _from_statement(found: re.Match[str]) -> ClearanceDraft:
    what = squeezed(found["what"])
    draft = ClearanceDraft(question=what, is_question=False, confidence=0.8)
    _answer(draft, found["rest"])
    if (
        draft.answer is None
        and draft.officer
        and re.search(r"cleared|signed|sign[ -]?off|clearance|approv", what, re.I)
    ):
        draft.answer = "yes"
    return draft


def completed(unit: Unit, *, about: str) -> ClearanceDraft | None:
    """A line below an implication that says who wrote or cleared it; None for any other line."""
    found = _COMPLETED.match(unit.text)
    if found is None:
        return None
    person = people_of(found["who"])
    what = found["what"].lower()
    draft = ClearanceDraft(question=f"{about.rstrip('.')}: {what}", is_question=False, confidence=0.7)
    draft.answer = "yes" if re.match(r"cleared|signed|approved", what) else None
    draft.officer = (person[0].name or person[0].post) if person else None
    draft.place = unit.place
    draft.made_of(unit)
    return draft


def row_clearance(row: Row, heads: Sequence[str]) -> ClearanceDraft | None:
    """The clearance in a row, told by the words above its columns; None where the row says nothing."""
    cells = row.filled
    if not cells:
        return None
    if is_question(cells[0].text) or "?" in cells[0].text:
        return clearance_of(cells)
    draft = ClearanceDraft(question=squeezed(cells[0].text), is_question=False, place=row.place, confidence=0.85)
    for at, cell in enumerate(row.cells):
        if cell is cells[0] or not cell.text:
            continue
        head = heads[at] if at < len(heads) else ""
        answer, end = answer_of(cell.text)
        if answer is not None and draft.answer is None:
            draft.answer = answer
            rest = cell.text[end:].strip()
            draft.officer = draft.officer or (officer_of(_NAME_LABEL.sub("", rest)) if rest else None)
        elif "date" in head or not any(sign.isalpha() for sign in cell.text):
            continue
        elif draft.officer is None and (
            "name" in head or "officer" in head or "by" in head or is_name(cell.text.split(",")[0])
        ):
            draft.officer = officer_of(_NAME_LABEL.sub("", cell.text))
    draft.made_of(*cells)
    return draft


def pieces(draft: ClearanceDraft) -> list[Piece]:
    """The letters of a clearance."""
    return draft.pieces
