"""Events: a lower app causes something above it, without knowing it.

An event is a frozen dataclass of ids and times. `publish` stores one job per handler in the same transaction; the
worker runs them. A handler can be run twice, so it must be written to be harmless the second time. What must follow in
the same transaction, as the search index does, is handled `at_once`: `publish` runs it itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any, TypeVar

E = TypeVar("E", bound="Event")


@dataclass(frozen=True)
class Event:
    """Something that happened, and when. Subclasses add public ids; never personal text."""

    at: datetime


Handler = Callable[[Any], None]
_handlers: dict[type[Event], list[Handler]] = {}
_at_once: set[Handler] = set()
_by_name: dict[str, tuple[type[Event], Handler]] = {}


def handles(event_class: type[E], *, at_once: bool = False) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Decorator: register a function as a handler of `event_class`.

    `at_once` is for what must never lag behind the record and needs nothing but the database: where it fails, the
    action fails.
    """

    def register(function: Callable[[E], None]) -> Callable[[E], None]:
        _handlers.setdefault(event_class, []).append(function)
        if at_once:
            _at_once.add(function)
        _by_name[f"{function.__module__}.{function.__qualname__}"] = (event_class, function)
        return function

    return register


def publish(event: Event) -> None:
    """Queue every handler of `event` in the caller's transaction; those `at_once` have run when this returns."""
    from bridgework.kernel import jobs

    payload = {key: value.isoformat() if isinstance(value, date) else value for key, value in asdict(event).items()}
    for handler in _handlers.get(type(event), ()):
        if handler in _at_once:
            handler(event)
            continue
        jobs.enqueue(
            "event", {"handler": f"{handler.__module__}.{handler.__qualname__}", "event": payload}, at=event.at
        )


def deliver(handler_name: str, payload: dict[str, Any]) -> None:
    """Run one handler on a stored event. Called by the worker; raises `LookupError` for a handler that is gone."""
    if handler_name not in _by_name:
        raise LookupError(f"No handler is registered as {handler_name}.")
    event_class, handler = _by_name[handler_name]
    kinds = {one.name: str(one.type) for one in fields(event_class)}
    values = {key: _read(value, kinds[key]) for key, value in payload.items() if key in kinds}
    handler(event_class(**values))


def _read(value: Any, kind: str) -> Any:
    if not isinstance(value, str):
        return value
    if "datetime" in kind:
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if "date" in kind.split(" ") else value
