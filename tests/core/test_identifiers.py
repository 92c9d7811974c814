"""Short public identifiers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridgework.core.identifiers import (
    IdentifierInvalid,
    is_identifier,
    milliseconds_of,
    new_identifier,
    parse_identifier,
)

TIMES = st.integers(0, 2**45 - 1)
ENTROPY = st.integers(0, 2**64)


@given(TIMES, ENTROPY)
def test_an_identifier_keeps_its_time_and_reads_back(milliseconds: int, entropy: int) -> None:
    made = new_identifier(milliseconds, entropy)
    assert is_identifier(made)
    assert milliseconds_of(made) == milliseconds
    assert parse_identifier(f" {made[:4].upper()}-{made[4:]} ") == made


@given(TIMES, TIMES, ENTROPY, ENTROPY)
def test_identifiers_sort_by_time(one: int, other: int, entropy: int, more: int) -> None:
    if one < other:
        assert new_identifier(one, entropy) < new_identifier(other, more)


@given(st.integers(0, 2**45 - 2), ENTROPY, st.integers(-5000, 5000), ENTROPY)
def test_the_next_identifier_sorts_after_the_last_even_when_the_clock_goes_back(
    milliseconds: int, entropy: int, shift: int, more: int
) -> None:
    last = new_identifier(milliseconds, entropy)
    later = min(max(0, milliseconds + shift), 2**45 - 1)
    assert new_identifier(later, more, last) > last


def test_a_known_identifier() -> None:
    assert new_identifier(1_790_000_000_000, 5) == "1m3250v0000005"
    assert new_identifier(1_790_000_000_000, 3, "1m3250v0000005") == "1m3250v0000006"


def test_misread_characters_are_forgiven() -> None:
    assert parse_identifier("LM325OVOOOOOO5") == "1m3250v0000005"


@pytest.mark.parametrize("typed", ["", "1m3250v000000", "1m3250v0000005x", "1m3250v000000u", "1m3250v00000٥5"])
def test_anything_else_is_refused(typed: str) -> None:
    assert not is_identifier(typed)
    with pytest.raises(IdentifierInvalid):
        parse_identifier(typed)


def test_the_ends_of_the_range() -> None:
    with pytest.raises(IdentifierInvalid):
        new_identifier(2**45, 0)
    with pytest.raises(IdentifierInvalid):
        new_identifier(-1, 0)
    last = new_identifier(2**45 - 1, 2**25 - 1)
    assert last == "z" * 14
    with pytest.raises(IdentifierInvalid):
        new_identifier(0, 0, last)
