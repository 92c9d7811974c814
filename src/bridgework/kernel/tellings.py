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
    """Where it can be seen or done, from the root of the site; empty where there is no such page."""
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
