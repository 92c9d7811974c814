"""The published schema of `bridgework/paper@1` (JSON Schema 2020-12); docs/reference/paper.schema.json is a copy."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from bridgework.core.papers.record import FORMAT

_TEXT: Final = {"type": "string"}
_TEXT_OR_NULL: Final = {"type": ["string", "null"]}
_DAY: Final = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_DAY_OR_NULL: Final = {"type": ["string", "null"], "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_YES_NO: Final = {"type": "boolean"}
_COUNT: Final = {"type": ["integer", "null"], "minimum": 0}
_EXEMPT: Final = {
    "is_private": {"type": "boolean", "description": "It never reaches a public document."},
    "exempt_paragraph": {"type": "string", "description": "Of Schedule 12A to the Local Government Act 1972."},
    "public_interest_test": {"type": "string"},
}


def _object(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": required | (optional or {}),
        "required": list(required),
        "additionalProperties": False,
    }


def _list(of: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": of}


def _front() -> dict[str, Any]:
    return {
        "format": {"const": FORMAT},
        "kind": {"enum": ["report", "minutes", "agenda"]},
        "title": _TEXT_OR_NULL,
        "body": _TEXT_OR_NULL | {"description": "The committee it is put to."},
        "meeting_date": _DAY_OR_NULL,
        "key_decision": {"type": ["boolean", "null"]},
        "forward_plan_ref": _TEXT_OR_NULL | {"description": "“Not applicable” is null."},
        "purpose": _TEXT_OR_NULL,
        "outcome": _TEXT_OR_NULL,
        "electoral_divisions": _list(_TEXT),
        "from": _list(_object({"name": _TEXT_OR_NULL, "post": _TEXT_OR_NULL})),
        "recommendations": _list(
            _object(
                {"label": _TEXT, "text": _TEXT},
                {"owner": _TEXT, "report_back_on": _DAY, "recommendations": _list(_TEXT)},
            )
            | {"description": "As the paper letters them. `owner` and `report_back_on` where officers are tasked."}
        ),
        "contacts": _list(
            _object(
                {
                    "kind": {"enum": ["officer", "councillor"]},
                    "name": _TEXT_OR_NULL,
                    "post": _TEXT_OR_NULL,
                    "email": _TEXT_OR_NULL,
                    "tel": _TEXT_OR_NULL,
                }
            )
        ),
    }


def _text() -> dict[str, Any]:
    paragraph = _object(
        {"number": _TEXT_OR_NULL, "text": _TEXT | {"description": "Markdown; a list or a table in it stays in it."}}
    )
    row = _object(
        {"number": _TEXT_OR_NULL, "title": _TEXT, "status": _TEXT_OR_NULL, "text": _TEXT_OR_NULL},
        {"key": _TEXT, "is_none": _YES_NO, "asks_status": _YES_NO},
    ) | {"description": "A heading such as 4.8 and its parts 4.8.1 … are each a row. Status: positive, neutral, …"}
    link = _object({"title": _TEXT, "url": _TEXT_OR_NULL}, {**_EXEMPT, "sha256": _TEXT, "file": _TEXT, "kind": _TEXT})
    return {
        "sections": _list(
            _object(
                {"number": _TEXT_OR_NULL, "title": _TEXT, "paragraphs": _list(paragraph)},
                {"key": _TEXT, "kind": _TEXT, **_EXEMPT},
            )
        ),
        "priorities": _list(row),
        "implications": _list(row),
        "clearances": _list(
            _object(
                {
                    "question": _TEXT,
                    "answer": {"enum": ["yes", "no", "not applicable", "cleared with comment", None]},
                    "officer": _TEXT_OR_NULL,
                },
                {"key": _TEXT},
            )
        ),
        "appendices": _list(link),
        "source_documents": _list(link),
        "resolutions": _list(
            _object(
                {
                    "item": _TEXT_OR_NULL,
                    "text": _TEXT,
                    "outcome": _TEXT_OR_NULL,
                    "mover": _TEXT_OR_NULL,
                    "seconder": _TEXT_OR_NULL,
                    "votes": {
                        "type": ["object", "null"],
                        "additionalProperties": {"type": "integer", "minimum": 0},
                    },
                }
            )
        ),
    }


def _reading() -> dict[str, Any]:
    count = _object({"expected": _COUNT, "found": _COUNT})
    return {
        "warnings": _list(_object({"code": _TEXT, "message": _TEXT, "place": _TEXT_OR_NULL})),
        "unread": _list(_object({"place": _TEXT, "text": _TEXT})),
        "counts": _object({"clearances": count, "implications": count}),
        "provenance": {
            "type": "object",
            "description": "From a JSON pointer into this object to where the value was read.",
            "additionalProperties": _object(
                {"place": _TEXT, "confidence": {"type": "number", "minimum": 0, "maximum": 1}, "raw": _TEXT}
            ),
        },
    }


@cache
def paper_schema() -> dict[str, Any]:
    """The schema. Do not change what is returned."""
    own = {
        "reference": _TEXT,
        "language": _TEXT | {"description": "A language tag such as en-GB; en-GB where it is left out."},
        "organisation": _TEXT,
        "template": _TEXT,
        "front": _list(_object({"key": _TEXT, "label": _TEXT}, {"text": _TEXT}))
        | {"description": "The lines above the text, in the template's order and words."},
        **_EXEMPT,
        "is_supplement": _YES_NO,
        "first_page": {"type": "integer", "minimum": 1},
        "notes": _list(_TEXT),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A committee paper, minutes or an agenda",
        "description": "What a document does not give is null or an empty list, never a guess.",
        **_object({**_front(), **_text(), **_reading()}, own),
    }
