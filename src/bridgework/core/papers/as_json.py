"""The record of a paper as JSON, `bridgework/paper@1`, and back.

    data = as_json(record)
    record = from_json(data)        # raises RecordInvalid, which says where

The keys of the published format are always there; those that only our own papers have are left out where empty.
The schema is `paper_schema()`, published as docs/reference/paper.schema.json.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from bridgework.core.papers.record import (
    FORMAT,
    ClearanceRow,
    Contact,
    FrontLine,
    ImplicationRow,
    LetteredProposal,
    Link,
    Named,
    PaperRecord,
    Paragraph,
    Read,
    ResolutionRow,
    Section,
    Unread,
    Warned,
)
from bridgework.core.papers.schema import paper_schema

if TYPE_CHECKING:
    from jsonschema import ValidationError

__all__ = ["RecordInvalid", "as_json", "from_json"]


class RecordInvalid(ValueError):
    """The data is not a record of a paper. `place` is a JSON pointer to what is wrong."""

    def __init__(self, message: str, place: str) -> None:
        super().__init__(f"{place or '/'}: {message}")
        self.message = message
        self.place = place


_ALWAYS: Final[dict[type, tuple[str, ...]]] = {
    Named: ("name", "post"),
    Contact: ("kind", "name", "post", "email", "tel"),
    LetteredProposal: ("label", "text"),
    Paragraph: ("number", "text"),
    Section: ("number", "title"),
    ImplicationRow: ("number", "title", "status", "text"),
    ClearanceRow: ("question", "answer", "officer"),
    Link: ("title", "url"),
    ResolutionRow: ("item", "text", "outcome", "mover", "seconder", "votes"),
    Warned: ("code", "message", "place"),
    Unread: ("place", "text"),
    FrontLine: ("key", "label"),
    Read: ("place", "confidence", "raw"),
}
_OWN: Final[dict[type, tuple[str, ...]]] = {
    LetteredProposal: ("owner", "report_back_on", "recommendations"),
    Section: ("key", "is_private", "exempt_paragraph", "public_interest_test", "kind"),
    FrontLine: ("text",),
    ImplicationRow: ("key", "is_none", "asks_status"),
    ClearanceRow: ("key",),
    Link: ("is_private", "sha256", "exempt_paragraph", "public_interest_test", "file", "kind"),
    PaperRecord: (
        "reference",
        "language",
        "organisation",
        "template",
        "is_private",
        "exempt_paragraph",
        "public_interest_test",
        "is_supplement",
        "first_page",
        "notes",
    ),
}
_PLAIN: Final = (
    "kind",
    "title",
    "body",
    "meeting_date",
    "key_decision",
    "forward_plan_ref",
    "purpose",
    "outcome",
)
_LISTS: Final[tuple[tuple[str, str, type], ...]] = (
    ("author", "from", Named),
    ("proposals", "recommendations", LetteredProposal),
    ("contacts", "contacts", Contact),
    ("sections", "sections", Section),
    ("priorities", "priorities", ImplicationRow),
    ("implications", "implications", ImplicationRow),
    ("clearances", "clearances", ClearanceRow),
    ("appendices", "appendices", Link),
    ("source_documents", "source_documents", Link),
    ("resolutions", "resolutions", ResolutionRow),
    ("warnings", "warnings", Warned),
    ("unread", "unread", Unread),
)
"""Name of the field in the record, key in the JSON, type of each."""
_EMPTY: Final = PaperRecord()


def as_json(record: PaperRecord) -> dict[str, Any]:
    """The record as plain data, ready for `json.dumps`. The order of the keys is always the same."""
    data: dict[str, Any] = {"format": FORMAT}
    data |= {name: getattr(record, name) for name in _PLAIN}
    data["electoral_divisions"] = list(record.electoral_divisions)
    for name, key, _ in _LISTS:
        data[key] = [_row(one) for one in getattr(record, name)]
    data["counts"] = {
        "clearances": {"expected": record.clearances_expected, "found": len(record.clearances)},
        "implications": {"expected": record.implications_expected, "found": len(record.implications)},
    }
    data["provenance"] = {pointer: _row(one) for pointer, one in record.provenance.items()}
    for name in _OWN[PaperRecord]:
        value = getattr(record, name)
        if value != getattr(_EMPTY, name):
            data[name] = list(value) if isinstance(value, tuple) else value
    if record.front:
        data["front"] = [_row(one) for one in record.front]
    return data


def from_json(data: Mapping[str, Any]) -> PaperRecord:
    """The record of such data. Counts of what was found are taken from the lists themselves.

    Raises `RecordInvalid` where it is not `bridgework/paper@1`.
    """
    _validated(data)
    values: dict[str, Any] = {name: data[name] for name in _PLAIN}
    values["electoral_divisions"] = tuple(data["electoral_divisions"])
    for name, key, kind in _LISTS:
        values[name] = tuple(_built(kind, one) for one in data[key])
    values["clearances_expected"] = data["counts"]["clearances"]["expected"]
    values["implications_expected"] = data["counts"]["implications"]["expected"]
    values["provenance"] = {pointer: _built(Read, one) for pointer, one in data["provenance"].items()}
    for name in _OWN[PaperRecord]:
        if name in data:
            values[name] = tuple(data[name]) if isinstance(data[name], list) else data[name]
    values["front"] = tuple(_built(FrontLine, one) for one in data.get("front", ()))
    return PaperRecord(**values)


def _row(one: Any) -> dict[str, Any]:
    row = {name: getattr(one, name) for name in _ALWAYS[type(one)]}
    if isinstance(one, Section):
        row["paragraphs"] = [_row(each) for each in one.paragraphs]
    for name in _OWN.get(type(one), ()):
        if value := getattr(one, name):
            row[name] = list(value) if isinstance(value, tuple) else value
    return row


def _built(kind: type, row: Mapping[str, Any]) -> Any:
    values = {name: row[name] for name in _ALWAYS[kind]}
    for name in _OWN.get(kind, ()):
        if name in row:
            values[name] = tuple(row[name]) if isinstance(row[name], list) else row[name]
    if kind is Section:
        values["paragraphs"] = tuple(_built(Paragraph, one) for one in row["paragraphs"])
    return kind(**values)


def _validated(data: Mapping[str, Any]) -> None:
    # Read here: every start would pay for it.
    from jsonschema import Draft202012Validator

    found = Draft202012Validator(paper_schema()).iter_errors(data)
    first = min(found, key=_depth, default=None)
    if first is not None:
        raise RecordInvalid(first.message[:300], _pointer(first.absolute_path))


def _depth(error: ValidationError) -> tuple[int, str]:
    return len(error.absolute_path), str(error.absolute_path)


def _pointer(path: Iterable[str | int]) -> str:
    return "".join(f"/{str(one).replace('~', '~0').replace('/', '~1')}" for one in path)
