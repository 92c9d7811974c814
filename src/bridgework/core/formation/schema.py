"""The JSON Schemas of ROUND and ALLOCATION, as published in docs/reference.

What a schema cannot say (that ids are known, that wishes do not contradict each other) `read_round` does.
"""

from __future__ import annotations

from typing import Any

from bridgework.core.formation import allocations, rounds
from bridgework.core.formation.faults import LARGEST_NUMBER, MOST_CHARACTERS, MOST_IN_A_LIST
from bridgework.core.formation.validating import MOST_APPLICANTS, MOST_CHOICES, MOST_QUESTIONS

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_WORD = {"type": "string", "minLength": 1, "maxLength": MOST_CHARACTERS}
_ID = {**_WORD, "pattern": "^[^|]*$"}
_HASH = {"type": "string", "pattern": "^[0-9a-f]{64}$"}


def round_schema() -> dict[str, Any]:
    """What `read_round` reads (JSON Schema 2020-12)."""
    return {
        "$schema": _DIALECT,
        "title": "A round: who wants what, and the rules teams keep",
        **_object(
            {
                "format": {"const": rounds.FORMAT},
                "rules": _rules(),
                "questions": {"type": "array", "maxItems": MOST_QUESTIONS, "items": _question()},
                "applicants": {"type": "array", "maxItems": MOST_APPLICANTS, "items": _applicant()},
                "conflicts": _or_null(_pairs("Who does not work on what, for a conflict of interest.")),
                "locks": _or_null(_pairs("Who is fixed to what beforehand.")),
                "previous": _or_null(
                    {
                        "type": "object",
                        "additionalProperties": _ID,
                        "description": "The question each applicant had before: moving few of them comes first.",
                    }
                ),
                "seed": _or_null({"type": "string", "maxLength": 10_000, "description": "Of the lottery."}),
            },
            required=["rules", "questions", "applicants"],
        ),
    }


def allocation_schema() -> dict[str, Any]:
    """What a run writes (JSON Schema 2020-12)."""
    people = {"type": "array", "items": _ID, "uniqueItems": True}
    properties = {
        "format": {"const": allocations.FORMAT},
        "input_sha256": {**_HASH, "description": "Of the ROUND without its seed, as canonical JSON (RFC 8785)."},
        "seed_commitment": {**_HASH, "description": "SHA-256 of the secret: the seed up to its first “|”."},
        "teams": {
            "type": "array",
            "items": _object({"question": _ID, "members": {**people, "minItems": 1}}, ["question", "members"]),
        },
        "unplaced": people,
        "profile": {"type": "array", "items": _whole(0, MOST_APPLICANTS), "description": "People at rank 1, 2 …"},
        "stages": {"type": "array", "items": _stage()},
        "solver": {"type": "object", "description": "What solved it; not covered by any hash."},
        "result_sha256": {**_HASH, "description": "Of sorted teams, unplaced and profile."},
    }
    return {
        "$schema": _DIALECT,
        "title": "An allocation: the teams of a round, and what was reached",
        **_object(properties, list(properties)),
    }


def _rules() -> dict[str, Any]:
    return _object(
        {
            "team_size": _size(),
            "max_teams": _or_null(_whole(0, MOST_QUESTIONS)),
            "min_disciplines": _or_null(_whole(0)),
            "discipline_min": _or_null({"type": "object", "additionalProperties": _whole(0)}),
            "isolation": _or_null(_words()),
            "availability": _or_null(_whole(1)),
            "experienced": _or_null(_whole(0)),
            "ranks_required": _or_null(_whole(0)),
            "questions_run": {"enum": ["most-wanted", "optimiser", None]},
            "order": {"enum": ["generous", "rank-maximal", None]},
        },
        required=["team_size"],
    )


def _question() -> dict[str, Any]:
    properties = {"id": _ID, "needs": _or_null(_words()), "teams_max": _or_null(_whole(0))}
    return _object({**properties, "team_size": _or_null(_size())}, required=["id"])


def _applicant() -> dict[str, Any]:
    tied = {"type": "array", "minItems": 1, "items": _ID, "description": "Questions that are equally wanted."}
    stated = {"type": ["string", "integer", "boolean", "null"]}
    ids = _or_null({"type": "array", "maxItems": MOST_IN_A_LIST, "items": _ID})
    return _object(
        {
            "id": _ID,
            "ranks": {"type": "array", "maxItems": MOST_IN_A_LIST, "items": {"anyOf": [_ID, tied]}},
            "discipline": _or_null(_WORD),
            "skills": _or_null(_words()),
            "score": {"type": ["number", "null"], "minimum": 0, "maximum": 100},
            "traits": _or_null({"type": "object", "additionalProperties": stated}),
            "slots": _or_null(_words()),
            "experienced": {"type": ["boolean", "null"]},
            "never": ids,
            "with": ids,
            "apart": ids,
        },
        required=["id", "ranks"],
    )


def _stage() -> dict[str, Any]:
    return _object(
        {
            "name": _WORD,
            "value": {"type": "number"},
            "proved": {"type": "boolean", "description": "Nothing better exists, given the stages before."},
            "seconds": {"type": "number"},
            "bound": {"type": "number", "description": "Only where not proved: no better value can exist."},
        },
        required=["name", "value", "proved", "seconds"],
    )


def _object(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


def _whole(least: int, most: int = LARGEST_NUMBER) -> dict[str, Any]:
    return {"type": "integer", "minimum": least, "maximum": most}


def _words() -> dict[str, Any]:
    return {"type": "array", "maxItems": MOST_IN_A_LIST, "items": _WORD, "uniqueItems": True}


def _size() -> dict[str, Any]:
    return {"type": "array", "prefixItems": [_whole(1), _whole(1)], "minItems": 2, "maxItems": 2}


def _pairs(description: str) -> dict[str, Any]:
    pair = _object({"applicant": _ID, "question": _ID}, ["applicant", "question"])
    return {"type": "array", "maxItems": MOST_CHOICES, "items": pair, "description": description}
