"""What is wrong with a document, all of it, each with its place."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

MOST_IN_A_LIST = 1_000
MOST_CHARACTERS = 200
MOST_PROBLEMS = 500
LARGEST_NUMBER = 1_000


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a document. `place` is a JSON pointer (RFC 6901); "" is the whole document."""

    place: str
    what: str

    def __str__(self) -> str:
        return f"{self.place or '/'}: {self.what}"


class FaultyDocument(ValueError):
    """A document that cannot be used; `faults` holds everything that is wrong with it."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


class Faults:
    """Collects what is wrong while a document is read; every reader gives back something usable."""

    def __init__(self) -> None:
        self.found: list[Fault] = []

    def add(self, place: str, what: str) -> None:
        """Note one fault."""
        if len(self.found) < MOST_PROBLEMS:
            self.found.append(Fault(place, what))

    def mapping(self, value: Any, place: str, keys: tuple[str, ...], needed: tuple[str, ...] = ()) -> dict[str, Any]:
        """An object with known keys; keys set to null are left out."""
        if not isinstance(value, Mapping):
            self.add(place, f"has to be an object, not {kind(value)}")
            return {}
        for key in value:
            if key not in keys:
                self.add(f"{place}/{pointer(key)}", f"is not a key of this format; known here: {', '.join(keys)}")
        for key in needed:
            if value.get(key) is None:
                self.add(f"{place}/{key}", "is required")
        return {key: value[key] for key in keys if value.get(key) is not None}

    def items(self, value: Any, place: str, most: int = MOST_IN_A_LIST) -> list[tuple[str, Any]]:
        """The entries of a list with their places."""
        if not isinstance(value, list | tuple):
            self.add(place, f"has to be a list, not {kind(value)}")
            return []
        if len(value) > most:
            self.add(place, f"has {len(value)} entries; at most {most} are read")
            return []
        return [(f"{place}/{at}", one) for at, one in enumerate(value)]

    def word(self, value: Any, place: str) -> str | None:
        """A short text that is not blank."""
        if not isinstance(value, str):
            self.add(place, f"has to be text, not {kind(value)}")
            return None
        if not value.strip():
            self.add(place, "is blank")
        elif len(value) > MOST_CHARACTERS:
            self.add(place, f"has {len(value)} characters; at most {MOST_CHARACTERS}")
        elif not is_plain(value):
            self.add(place, "holds a control character or half a character")
        else:
            return value
        return None

    def identity(self, value: Any, place: str) -> str | None:
        """An id: a word without “|”, which the lottery's tickets use between two ids."""
        word = self.word(value, place)
        if word is not None and "|" in word:
            self.add(place, 'holds "|", which separates two ids on a lottery ticket')
            return None
        return word

    def words(self, value: Any, place: str) -> tuple[str, ...]:
        """A list of words, each once."""
        seen: dict[str, None] = {}
        for at, one in self.items(value, place):
            word = self.word(one, at)
            if word is None:
                continue
            if word in seen:
                self.add(at, f'names "{word}" again')
            seen[word] = None
        return tuple(seen)

    def known(self, value: Any, place: str, among: Mapping[str, Any], what: str) -> str | None:
        """An id that must be one of `among`."""
        if not isinstance(value, str):
            self.add(place, f"has to be the id of {what}, not {kind(value)}")
            return None
        if value not in among:
            self.add(place, f'names {what} "{value[:MOST_CHARACTERS]}", which is not in this round')
            return None
        return value

    def number(self, value: Any, place: str, least: int, most: int = LARGEST_NUMBER) -> int | None:
        """A whole number within limits."""
        if not isinstance(value, int) or isinstance(value, bool):
            self.add(place, f"has to be a whole number, not {kind(value)}")
            return None
        if not least <= value <= most:
            self.add(place, f"has to be from {least} to {most}")
            return None
        return int(value)

    def one_of(self, value: Any, place: str, choices: tuple[str, ...]) -> str | None:
        """One of a few words."""
        if not isinstance(value, str) or value not in choices:
            self.add(place, f"has to be one of {', '.join(choices)}")
            return None
        return value

    def size(self, value: Any, place: str) -> tuple[int, int] | None:
        """A pair: fewest and most people."""
        entries = self.items(value, place)
        if isinstance(value, list | tuple) and len(value) != 2:
            self.add(place, "has to be two numbers: fewest and most people in a team")
            return None
        limits = [self.number(one, at, least=1) for at, one in entries]
        if len(limits) != 2 or limits[0] is None or limits[1] is None:
            return None
        if limits[0] > limits[1]:
            self.add(place, f"says at least {limits[0]} and at most {limits[1]} people")
            return None
        return limits[0], limits[1]


def kind(value: Any) -> str:
    """What a value is, in the words of JSON."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, float):
        return "a number with a fraction" if math.isfinite(value) else "a number that JSON does not have"
    if isinstance(value, int):
        return "a number"
    if isinstance(value, str):
        return "text"
    return "an object" if isinstance(value, Mapping) else "a list" if isinstance(value, list | tuple) else "this"


def pointer(key: Any) -> str:
    """A key as a part of a JSON pointer, cut short."""
    return str(key)[:60].replace("~", "~0").replace("/", "~1")


def is_plain(text: str) -> bool:
    """Neither control characters nor lone surrogates, which no hash can cover."""
    return not any(character < " " or character == "\x7f" or "\ud800" <= character <= "\udfff" for character in text)
