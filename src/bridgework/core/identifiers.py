"""Short public identifiers that sort by time.

An identifier is 14 characters of lower-case Crockford base 32 (no i, l, o, u):
45 bits of milliseconds since 1970, good until the year 3084, then 25 bits of
randomness. 45 + 25 = 70 = 14 x 5. The idea of a time-ordered, human-copyable
identifier is that of ULID (github.com/ulid/spec); this one is shorter because
people read it out over the telephone.
"""

from __future__ import annotations

LENGTH = 14
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_VALUES = {character: value for value, character in enumerate(_ALPHABET)}
# Crockford's reading rules: what people type for a character they misread.
_VALUES_READ = _VALUES | {"o": 0, "i": 1, "l": 1}
_TIME_BITS = 45
_RANDOM_BITS = 25
_LARGEST = (1 << (_TIME_BITS + _RANDOM_BITS)) - 1


class IdentifierInvalid(ValueError):
    """The text is not one of our identifiers."""


def new_identifier(milliseconds: int, entropy: int, previous: str | None = None) -> str:
    """Make an identifier.

    Args:
        milliseconds: since 1970, UTC; 0 to 2**45 - 1.
        entropy: random number; only its low 25 bits are used.
        previous: the last identifier this process made. When the new one would
            not sort after it (same millisecond, clock set back) the result is
            the next value after `previous`, so the order never reverses.

    Raises:
        IdentifierInvalid: time out of range, or no value left after `previous`.
    """
    if not 0 <= milliseconds < 1 << _TIME_BITS:
        raise IdentifierInvalid("the time is outside the range of identifiers")
    number = (milliseconds << _RANDOM_BITS) | (entropy & ((1 << _RANDOM_BITS) - 1))
    if previous is not None:
        number = max(number, _number(previous) + 1)
    if number > _LARGEST:
        raise IdentifierInvalid("no identifier is left after this one")
    return _text(number)


def parse_identifier(typed: str) -> str:
    """The identifier as stored, from one a person typed.

    Capitals, spaces and hyphens are forgiven, and o, i and l read as 0, 1, 1.

    Raises:
        IdentifierInvalid: when it cannot be one of ours.
    """
    cleaned = typed.strip().lower().replace("-", "").replace(" ", "")
    if len(cleaned) != LENGTH:
        raise IdentifierInvalid(f"an identifier has {LENGTH} characters")
    number = 0
    for character in cleaned:
        value = _VALUES_READ.get(character)
        if value is None:
            raise IdentifierInvalid(f"an identifier never contains {character!r}")
        number = number << 5 | value
    return _text(number)


def is_identifier(text: str) -> bool:
    """Whether `text` is exactly an identifier as we store it."""
    return len(text) == LENGTH and all(character in _VALUES for character in text)


def milliseconds_of(identifier: str) -> int:
    """When the identifier was made: milliseconds since 1970, UTC."""
    return _number(identifier) >> _RANDOM_BITS


def _number(identifier: str) -> int:
    if not is_identifier(identifier):
        raise IdentifierInvalid("this is not an identifier")
    number = 0
    for character in identifier:
        number = number << 5 | _VALUES[character]
    return number


def _text(number: int) -> str:
    characters = []
    for _ in range(LENGTH):
        characters.append(_ALPHABET[number & 31])
        number >>= 5
    return "".join(reversed(characters))
