"""The register of personal data: what is held about people, in which fields, why, until when, and what erasure does.

Each app declares its tables in `personal.py`. The privacy notice, the copy a person gets, the preview of an erasure and
the erasure itself all read this register, and a test compares it with the models: a field that nobody thought about
fails it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.apps import apps
from django.db.models import Model, Q, QuerySet

PUBLIC_TASK: Final = "public task: councils and universities finding out what works"
CONSENT: Final = "your consent, which you can take back"
LEGAL_DUTY: Final = "legal duty: the law asks for a record of what committees decide"
LEGITIMATE: Final = "legitimate interest: the service must be safe and must work"

WHILE_TAKING_PART: Final = "until you ask to be removed"
WITH_THE_RECORD: Final = "as long as the record itself, without your name once you are removed"


class OnErasure(StrEnum):
    """What becomes of a person's rows when they are erased."""

    DELETED = "is deleted"
    EMPTIED = "is emptied"
    UNNAMED = "stays without the name"


@dataclass(frozen=True)
class Person:
    """The person a row may be about: what rows are found by."""

    key: int
    public_id: str
    name: str
    email: str


@dataclass(frozen=True)
class Held:
    """What one table holds about people.

    `people` and `addresses` find the rows that are about somebody, `by` those that only say who did something.
    `fields` are theirs alone; `texts` are the words of a record, which may name somebody; `plain` can hold nothing
    personal. Where `published`, the texts are public record and are never changed by the program.
    """

    model: str
    what: str
    why: str
    until: str
    on_erasure: OnErasure
    basis: str
    people: tuple[str, ...]
    addresses: tuple[str, ...]
    by: tuple[str, ...]
    fields: tuple[str, ...]
    texts: tuple[str, ...]
    plain: tuple[str, ...]
    published: bool

    @property
    def table(self) -> type[Model]:
        """The model."""
        return apps.get_model(self.model)

    def rows_about(self, person: Person) -> QuerySet[Model]:
        """The rows that are about a person."""
        about = Q(pk__in=[])
        for path in self.people:
            about |= Q(**{path: person.key})
        if person.email:
            for field in self.addresses:
                about |= Q(**{f"{field}__iexact": person.email})
        return self.table._default_manager.filter(about)

    def rows_by(self, person: Person) -> QuerySet[Model]:
        """The rows that say that a person did something."""
        done = Q(pk__in=[])
        for path in self.by:
            done |= Q(**{path: person.key})
        return self.table._default_manager.filter(done)


REGISTER: dict[str, Held] = {}
IMPERSONAL: dict[str, str] = {}
"""Model to the reason why it holds nothing about people."""


def holds(
    model: str,
    *,
    what: str,
    why: str,
    until: str = WITH_THE_RECORD,
    on_erasure: OnErasure = OnErasure.UNNAMED,
    basis: str = PUBLIC_TASK,
    people: tuple[str, ...] = (),
    addresses: tuple[str, ...] = (),
    by: tuple[str, ...] = (),
    fields: tuple[str, ...] = (),
    texts: tuple[str, ...] = (),
    plain: tuple[str, ...] = (),
    published: bool = False,
) -> None:
    """Declare what a table holds about people."""
    REGISTER[model.lower()] = Held(
        model, what, why, until, on_erasure, basis, people, addresses, by, fields, texts, plain, published
    )


def impersonal(why: str, *models: str) -> None:
    """Declare that tables hold nothing about people, and why one can be sure."""
    for model in models:
        IMPERSONAL[model.lower()] = why
