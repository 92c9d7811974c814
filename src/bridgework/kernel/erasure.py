"""Erasing a person: their rows go or lose their name, in one transaction, by the register of personal data.

What needs more than deleting rows or emptying fields an app does itself, by an eraser in its `personal.py`. Every part
can be run twice.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import CharField, EmailField, Field, JSONField, Model, Q, TextField
from django.db.models.functions import Cast

from bridgework.kernel import search
from bridgework.kernel.maintenance import maintenance
from bridgework.kernel.models import SearchText
from bridgework.kernel.models.records import Record
from bridgework.kernel.permissions import Actor
from bridgework.kernel.personal import REGISTER, Held, OnErasure, Person

NAME_REMOVED = "[name removed]"
SHORTEST_NAME = 5
"""A shorter name, or one without a space, stands in too many texts by chance to be looked for."""
APPEND_ONLY = frozenset({"kernel.transition"})

Eraser = Callable[[Person, Actor, datetime], None]
ERASERS: dict[str, Eraser] = {}


@dataclass(frozen=True)
class Line:
    """One line of the preview: what becomes of how many rows."""

    held: Held
    about: int
    by: int
    named: int
    """Texts of others in which the name stands."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is held here."""
        return not (self.about or self.by or self.named)


def erases(key: str) -> Callable[[Eraser], Eraser]:
    """Decorator: register what an app does by itself when a person is erased. It must bear being run twice."""

    def register(function: Eraser) -> Eraser:
        ERASERS[key] = function
        return function

    return register


def preview(person: Person) -> list[Line]:
    """What is held about a person and what erasure would do, table by table; empty ones left out."""
    found = []
    for held in REGISTER.values():
        about = held.rows_about(person).count() if held.people or held.addresses else 0
        by = held.rows_by(person).count() if held.by else 0
        named = _naming(held, person)
        others = named.exclude(pk__in=held.rows_about(person).values("pk")) if about else named
        line = Line(held, about, by, others.count())
        if not line.is_empty:
            found.append(line)
    return found


def erase(person: Person, *, actor: Actor, now: datetime) -> dict[str, int]:
    """Erase a person from every table, text and index, in the caller's transaction. How many rows of each table."""
    counts = {line.held.model: line.about + line.named for line in preview(person) if line.about or line.named}
    # From the top floor down: the lower ones still know the person while the upper ones work.
    for eraser in reversed(ERASERS.values()):
        eraser(person, actor, now)
    for held in REGISTER.values():
        if held.on_erasure is OnErasure.DELETED:
            held.rows_about(person).delete()
        elif held.on_erasure is OnErasure.EMPTIED:
            held.rows_about(person).update(**{name: _nothing(held.table, name) for name in held.fields})
    for held in REGISTER.values():
        _take_name_out(held, person)
    _refresh_index(person)
    return counts


def published_names(person: Person) -> list[Line]:
    """Where the name stands in the words of the public record, which no program changes: people look at it."""
    return [one for one in preview(person) if one.held.published and one.named]


def _can_be_looked_for(name: str) -> bool:
    return len(name) >= SHORTEST_NAME and " " in name


def _naming(held: Held, person: Person) -> Any:
    rows = held.table._default_manager.all()
    words = _words(held)
    if not words or not _can_be_looked_for(person.name):
        return rows.none()
    escaped = json.dumps(person.name)[1:-1]
    named = Q()
    for name in words:
        if not isinstance(held.table._meta.get_field(name), JSONField):
            named |= Q(**{f"{name}__contains": person.name})
            continue
        # One database keeps data as it was written, the other with every sign outside ASCII escaped.
        rows = rows.alias(**{f"{name}_words": Cast(name, TextField())})
        named |= Q(**{f"{name}_words__contains": person.name}) | Q(**{f"{name}_words__contains": escaped})
    return rows.filter(named)


def _words(held: Held) -> tuple[str, ...]:
    """The fields in which somebody else may be named. Addresses and secrets are not words."""
    mine = (held.table._meta.get_field(one) for one in held.fields)
    return held.texts + tuple(
        one.name
        for one in mine
        if isinstance(one, CharField | TextField | JSONField)
        and not isinstance(one, EmailField)
        and one.name not in held.texts
    )


def _take_name_out(held: Held, person: Person) -> None:
    """Replace the name in texts that are no public record. History is append-only, so it needs the switch."""
    if held.published:
        return
    switch: AbstractContextManager[None] = maintenance() if held.model.lower() in APPEND_ONLY else nullcontext()
    rows = list(_naming(held, person))
    if not rows:
        return
    with switch:
        for row in rows:
            changed = dict(_without_name(row, _words(held), person.name))
            held.table._default_manager.filter(pk=row.pk).update(**changed)


def _without_name(row: Model, texts: tuple[str, ...], name: str) -> Iterator[tuple[str, Any]]:
    for field in texts:
        value = getattr(row, field)
        if isinstance(value, str) and name in value:
            longest = row._meta.get_field(field).max_length  # type: ignore[union-attr]
            yield field, value.replace(name, NAME_REMOVED)[:longest]
        elif not isinstance(value, str) and value is not None:
            yield field, _replaced(value, name)


def _replaced(value: Any, name: str) -> Any:
    """The same data with the name taken out of every text in it."""
    if isinstance(value, str):
        return value.replace(name, NAME_REMOVED)
    if isinstance(value, list):
        return [_replaced(one, name) for one in value]
    if isinstance(value, dict):
        return {key: _replaced(one, name) for key, one in value.items()}
    return value


def _refresh_index(person: Person) -> None:
    """Write every document anew in which the name stood; its record says what stays in it."""
    if not _can_be_looked_for(person.name):
        return
    name = person.name
    naming = Q(title__contains=name) | Q(important__contains=name) | Q(body__contains=name) | Q(minor__contains=name)
    for text in SearchText.objects.filter(naming).select_related("document"):
        record = apps.get_model(text.document.kind)._default_manager.filter(public_id=text.document.public_id).first()
        if isinstance(record, Record):
            search.refresh(record)
        else:
            search.remove(text.document.kind, text.document.public_id)


def _nothing(table: type[Model], name: str) -> Any:
    try:
        field = table._meta.get_field(name)
    except FieldDoesNotExist as missing:
        raise LookupError(f"{table._meta.label} has no field {name}.") from missing
    assert isinstance(field, Field)
    if field.null:
        return None
    return field.get_default() if isinstance(field, JSONField) else ""
