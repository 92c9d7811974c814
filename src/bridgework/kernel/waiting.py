"""What waits: each app says what waits on a person, and how it is handed to somebody else.

`My work` and the hand-over page are made of this, so that nothing that waits can be forgotten by either.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from bridgework.kernel.permissions import Actor


@dataclass(frozen=True)
class WaitingItem:
    """One thing that waits on one person."""

    kind: str
    title: str
    since: datetime
    address: str
    """Path of the page where it can be done."""
    scope: str
    public_id: str
    due: date | None = None
    on_whom: str = ""
    """For what waits on others: on whom, by role."""


Waits = Callable[[int, datetime], list[WaitingItem]]


class HandOver(Protocol):
    """Gives what waits to another person, in the caller's transaction, with permission, history and audit."""

    def __call__(self, public_id: str, *, to_person_id: int, actor: Actor, now: datetime) -> None:
        """Hand over the record with this public id."""
        ...


@dataclass(frozen=True)
class Kind:
    """One kind of thing that waits."""

    key: str
    label: str
    waits: Waits
    hand_over: HandOver | None = field(default=None, compare=False)


Surrounding = Callable[[], AbstractContextManager[None]]
HeldBack = Callable[[list[str]], set[str]]

KINDS: dict[str, Kind] = {}
_elsewhere: dict[str, Waits] = {}
_held_back: list[HeldBack] = []
_surroundings: list[Surrounding] = []


def waits(key: str, label: str, *, hand_over: HandOver | None = None) -> Callable[[Waits], Waits]:
    """Decorator: `function(person_id, now)` lists what of this kind waits on a person, in a fixed number of queries.

    Without `hand_over` the item follows the role by itself, and the hand-over page only shows it.
    """

    def register(function: Waits) -> Waits:
        KINDS[key] = Kind(key, label, function, hand_over)
        return function

    return register


def waits_elsewhere(key: str) -> Callable[[Waits], Waits]:
    """Decorator: `function(person_id, now)` lists what waits on others because of this person."""

    def register(function: Waits) -> Waits:
        _elsewhere[key] = function
        return function

    return register


def holds_back(function: HeldBack) -> HeldBack:
    """Decorator: of these public ids, those whose asking was not released yet; they wait on nobody who was asked.

    One query. What holds them back waits itself, on whoever releases it.
    """
    _held_back[:] = [function]
    return function


def within(surrounding: Surrounding) -> Surrounding:
    """Decorator: open this while everything that waits is asked for, so that what all kinds ask is asked once."""
    _surroundings.append(surrounding)
    return surrounding


def waiting_on(person_id: int, now: datetime, *, under: str = "") -> list[WaitingItem]:
    """Everything that waits on a person, oldest first; `under` limits it to a scope path."""
    with _surrounded():
        found = [item for kind in KINDS.values() for item in kind.waits(person_id, now)]
        return _in_order(found, under)


def waiting_elsewhere(person_id: int, now: datetime, *, under: str = "") -> list[WaitingItem]:
    """Everything that waits on others because of a person, oldest first."""
    with _surrounded():
        found = [item for function in _elsewhere.values() for item in function(person_id, now)]
        return _in_order(found, under)


def hand_over(kind: str, public_id: str, *, to_person_id: int, actor: Actor, now: datetime) -> None:
    """Give one waiting thing to another person. Raises `LookupError` where its kind cannot be handed over."""
    known = KINDS.get(kind)
    if known is None or known.hand_over is None:
        raise LookupError(f"{kind} cannot be handed over by itself.")
    known.hand_over(public_id, to_person_id=to_person_id, actor=actor, now=now)


def _surrounded() -> ExitStack:
    stack = ExitStack()
    for one in _surroundings:
        stack.enter_context(one())
    return stack


def _in_order(items: list[WaitingItem], under: str) -> list[WaitingItem]:
    inside = [one for one in items if not under or one.scope == under or one.scope.startswith(f"{under}/")]
    for held_back in _held_back:
        unasked = held_back([one.public_id for one in inside])
        inside = [one for one in inside if one.public_id not in unasked]
    return sorted(inside, key=lambda one: (one.since, one.public_id))
