"""Hashes and tickets that a stranger can compute."""

from __future__ import annotations

import hashlib
import hmac

import pytest

from bridgework.core.formation.canonical import (
    DIGIT_BITS,
    DIGITS,
    commitment,
    completed_seed,
    digit,
    input_sha256,
    result_sha256,
    ticket,
)


def test_the_input_hash_is_that_of_canonical_json_without_the_seed() -> None:
    document = {"seed": "s", "b": [1.0, "é"], "a": {"z": None, "y": True}}
    expected = hashlib.sha256('{"a":{"y":true,"z":null},"b":[1,"é"]}'.encode()).hexdigest()
    assert input_sha256(document) == expected
    assert input_sha256({**document, "seed": "another"}) == expected


def test_the_result_hash_does_not_depend_on_the_order_of_teams() -> None:
    expected = hashlib.sha256(
        b'{"profile":[2,1],"teams":[{"members":["a","b"],"question":"p"},{"members":["c"],"question":"q"}],'
        b'"unplaced":["d","e"]}'
    ).hexdigest()
    assert result_sha256([("q", ["c"]), ("p", ["b", "a"])], ["e", "d"], [2, 1]) == expected


def test_the_commitment_covers_the_secret_and_not_the_public_value() -> None:
    seed = completed_seed("tide", "2026-05-01: 7 12 33")
    assert seed == "tide|2026-05-01: 7 12 33"
    assert commitment(seed) == commitment("tide") == hashlib.sha256(b"tide").hexdigest()
    with pytest.raises(ValueError, match="separates"):
        completed_seed("ti|de", "x")


def test_a_ticket_is_a_keyed_hash_of_both_ids() -> None:
    expected = int(hmac.new(b"seed", b"ada|q1", "sha256").hexdigest(), 16)
    assert ticket("seed", "ada", "q1") == expected
    assert ticket("seed", "ada", "q1", 2) == int(hmac.new(b"seed", b"ada|q1|2", "sha256").hexdigest(), 16)
    leading = [digit(expected, place) for place in range(DIGITS)]
    assert leading[0] == expected >> (256 - DIGIT_BITS)
    assert expected >> (256 - DIGIT_BITS * 2) == leading[0] * 2**DIGIT_BITS + leading[1]
