"""The record of a report as JSON and back, and its schema. Fields that are empty are left out."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from typing import Any, Final, TypeVar, get_args, get_origin, get_type_hints

from bridgework.core.reports.record import FORMAT, ReportRecord

R = TypeVar("R")
ADDRESS: Final = "https://json-schema.org/draft/2020-12/schema"
_SIMPLE: Final[dict[Any, str]] = {str: "string", int: "integer", bool: "boolean"}


def as_json(record: ReportRecord) -> dict[str, Any]:
    """The record, beginning with its format."""
    return {"format": FORMAT, **_written(record)}


def from_json(data: Mapping[str, Any]) -> ReportRecord:
    """The record of such JSON. Raises ValueError where it is not of this format."""
    if data.get("format") != FORMAT:
        raise ValueError(f"This is not {FORMAT}.")
    return _read(ReportRecord, data)


def schema() -> dict[str, Any]:
    """The schema of `bridgework/report@1` (JSON Schema 2020-12), made from the record itself."""
    made = _schema(ReportRecord)
    made["properties"] = {"format": {"const": FORMAT}} | made["properties"]
    made["required"] = ["format", *made["required"]]
    return {"$schema": ADDRESS, "$id": "urn:bridgework:report:1", "title": FORMAT} | made


def _written(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {
            one.name: _written(getattr(value, one.name))
            for one in fields(value)
            if _is_needed(one) or getattr(value, one.name) != _default(one)
        }
    return [_written(one) for one in value] if isinstance(value, tuple) else value


def _read(kind: type[R], data: Mapping[str, Any]) -> R:
    hints = get_type_hints(kind)
    known = {one.name for one in fields(kind)}  # type: ignore[arg-type]
    return kind(**{name: _value(hints[name], value) for name, value in data.items() if name in known})


def _value(hint: Any, value: Any) -> Any:
    if is_dataclass(hint):
        return _read(hint, value)  # type: ignore[arg-type]
    if get_origin(hint) is tuple:
        inner = get_args(hint)
        if inner[-1] is ...:
            return tuple(_value(inner[0], one) for one in value)
        return tuple(_value(one, part) for one, part in zip(inner, value, strict=True))
    return value


def _schema(hint: Any) -> dict[str, Any]:
    if is_dataclass(hint):
        hints = get_type_hints(hint)
        return {
            "type": "object",
            "description": (hint.__doc__ or "").strip(),
            "properties": {one.name: _schema(hints[one.name]) for one in fields(hint)},
            "required": [one.name for one in fields(hint) if _is_needed(one)],
            "additionalProperties": False,
        }
    if get_origin(hint) is tuple:
        inner = get_args(hint)
        if inner[-1] is ...:
            return {"type": "array", "items": _schema(inner[0])}
        return {"type": "array", "prefixItems": [_schema(one) for one in inner], "items": False}
    if isinstance(hint, types.GenericAlias):
        return {"type": "object"}
    return {"type": _SIMPLE[hint]}


def _is_needed(one: Field[Any]) -> bool:
    return one.default is MISSING and one.default_factory is MISSING


def _default(one: Field[Any]) -> Any:
    return one.default_factory() if one.default_factory is not MISSING else one.default
