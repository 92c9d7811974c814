"""The JSON Schema of a thread, made from the types of its records, so that the two cannot differ."""

from __future__ import annotations

import types
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from bridgework.core.reading import PartialDate
from bridgework.threads.as_json import FORMAT, LEFT_OUT
from bridgework.threads.story import Thread

_PARTIAL_DATE = {"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"}
_SIMPLE: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
    PartialDate: _PARTIAL_DATE,
}


def thread_schema() -> dict[str, Any]:
    """The schema of what `thread_json` returns (JSON Schema 2020-12)."""
    definitions: dict[str, Any] = {}
    whole = _object(Thread, definitions)
    for name in LEFT_OUT:
        whole["properties"].pop(name, None)
        whole["required"].remove(name)
    whole["properties"] = {
        "format": {"const": FORMAT},
        "address": {"type": "string", "format": "uri", "description": "Where it can be read."},
        **whole["properties"],
    }
    whole["required"] = ["format", "address", *whole["required"]]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A thread: the story of one question, from asking to what changed",
        **whole,
        "$defs": dict(sorted(definitions.items())),
    }


def _object(record: type[Any], definitions: dict[str, Any]) -> dict[str, Any]:
    hints = get_type_hints(record)
    names = [one.name for one in fields(record)]
    return {
        "type": "object",
        "description": " ".join((record.__doc__ or "").split()),
        "properties": {name: _of(hints[name], definitions) for name in names},
        "required": names,
        "additionalProperties": False,
    }


def _of(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    if hint in _SIMPLE:
        return dict(_SIMPLE[hint])
    if get_origin(hint) in (Union, types.UnionType):
        return {"anyOf": [{"type": "null"} if one is type(None) else _of(one, definitions) for one in get_args(hint)]}
    if get_origin(hint) is Literal:
        return {"enum": list(get_args(hint))}
    if get_origin(hint) is tuple:
        return _tuple(get_args(hint), definitions)
    if is_dataclass(hint) and isinstance(hint, type):
        if hint.__name__ not in definitions:
            definitions[hint.__name__] = {}
            definitions[hint.__name__] = _object(hint, definitions)
        return {"$ref": f"#/$defs/{hint.__name__}"}
    raise TypeError(f"No schema is known for {hint}.")


def _tuple(inside: tuple[Any, ...], definitions: dict[str, Any]) -> dict[str, Any]:
    if inside[-1] is Ellipsis:
        return {"type": "array", "items": _of(inside[0], definitions)}
    exact = [_of(one, definitions) for one in inside]
    return {"type": "array", "prefixItems": exact, "minItems": len(exact), "maxItems": len(exact)}
