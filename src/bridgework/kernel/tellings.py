"""Tellings: what people are told, said as a key and ids, so that no event or job holds personal text.

An app publishes `Told`; `messages` composes the words with the function that the app registered in its `tellings.py`
and decides whether they go at once, in a batch that a person releases, or in the daily digest.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bridgework.kernel.events import Event


@dataclass(frozen=True)
class Told(Event):
    """One person is to be told one thing.

    `at_once` is for what one person asked of another. A `batch` key collects the same news for several people into
    one bundle that a named person releases from the outbox. Without either it goes into the daily digest.
    """

    person_public_id: str
    scope: str
    telling: str
    record_public_id: str
    at_once: bool = False
    batch: str = ""


@dataclass(frozen=True)
class Telling:
    """The words of one telling."""

    subject: str
    body: str
    """Markdown."""
    path: str
    """Where it can be seen or done, from the root of the site; empty where there is no such page.

    A page that opens for whoever has its address is named by `private_path`, so that no table holds the address.
    """
    why: str
    """Why this person is told, such as `You own this question.`"""
    until: datetime | None = None
    """From this moment on it is no news any more, such as the beginning of a meeting."""


Compose = Callable[[str, int], Telling]
"""From the record's public id and the person's key. Raises `NotFound` where the record is gone."""

TELLINGS: dict[str, Compose] = {}


def telling(key: str) -> Callable[[Compose], Compose]:
    """Decorator: register the function that finds the words for `key`."""

    def register(function: Compose) -> Compose:
        if key in TELLINGS and TELLINGS[key] is not function:
            raise ValueError(f"Two functions tell {key}.")
        TELLINGS[key] = function
        return function

    return register


def compose(key: str, record_public_id: str, person_id: int) -> Telling:
    """The words. Raises `LookupError` for a key nobody registered, `NotFound` where the record is gone."""
    if key not in TELLINGS:
        raise LookupError(f"Nothing is registered that tells {key}.")
    return TELLINGS[key](record_public_id, person_id)


PRIVATE = "private:"
FindPath = Callable[[str], str]
"""From the record's public id to the path that opens it; empty where the record is gone."""

_PRIVATE_PATHS: dict[str, FindPath] = {}


def private(key: str) -> Callable[[FindPath], FindPath]:
    """Decorator: register the function that makes the path of a page which opens for whoever has its address."""

    def register(function: FindPath) -> FindPath:
        _PRIVATE_PATHS[key] = function
        return function

    return register


def private_path(key: str, record_public_id: str) -> str:
    """Stands for such a path until the message is sent: nobody reads it in the outbox or in a copy of the database."""
    return f"{PRIVATE}{key}:{record_public_id}"


def is_private(path: str) -> bool:
    """Whether a path stands for one that only the person told may have."""
    return path.startswith(PRIVATE)


def opened_path(path: str) -> str:
    """The path that opens, for the message itself; any other path is as it is."""
    if not is_private(path):
        return path
    key, _, record_public_id = path.removeprefix(PRIVATE).rpartition(":")
    return _PRIVATE_PATHS[key](record_public_id) if key in _PRIVATE_PATHS else ""
