"""Reads: what is held about a person, what was asked, what is due to go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core import signing
from django.db.models import QuerySet

from bridgework.apps.people.models import Person, RoleHolding
from bridgework.apps.people.queries import held_on, names_of_people, role_label
from bridgework.apps.privacy.models import Disposal, ErasureRequest
from bridgework.apps.privacy.rules import SEE_REQUESTS
from bridgework.apps.programmes.models import Programme
from bridgework.apps.programmes.settings import settings_of
from bridgework.kernel import erasure, personal, waiting
from bridgework.kernel.errors import NotFound
from bridgework.kernel.permissions import Actor
from bridgework.kernel.retention import RETENTIONS, Due, Retention, months_before

COPY_SALT = "bridgework.privacy.copy"
COPY_DAYS = 7
SHOWN = 100
_SECRET = frozenset({"password", "token_hash", "confirmation", "data", "token", "token_secret", "link_address"})


@dataclass(frozen=True)
class Part:
    """One part of what is held about a person: the register's entry, and the rows."""

    held: personal.Held
    rows: list[dict[str, Any]]


@dataclass(frozen=True)
class Preview:
    """What an erasure would do, and what stands in its way."""

    lines: list[erasure.Line]
    published: list[erasure.Line]
    roles: list[str]
    to_hand_over: int

    @property
    def is_possible(self) -> bool:
        """Whether nothing stands in the way."""
        return not self.roles and not self.to_hand_over


@dataclass(frozen=True)
class Promise:
    """One promise of a programme: how many months, what is due now, what was announced or held back."""

    retention: Retention
    months: int
    due: list[Due]
    current: Disposal | None


def as_subject(person: Person) -> personal.Person:
    """A person as the register looks for them."""
    return personal.Person(person.pk, person.public_id, person.name, person.email)


def held_about(person: Person) -> list[Part]:
    """Everything that is held about a person, by the register, with its rows. Two queries a table that holds any."""
    subject = as_subject(person)
    found = []
    for held in personal.REGISTER.values():
        if not (held.people or held.addresses or held.by):
            continue
        rows = (held.rows_about(subject) | held.rows_by(subject)).order_by("pk").distinct()
        values = [_shown(row) for row in rows]
        if values:
            found.append(Part(held, values))
    return found


def preview_of(person: Person, now: datetime, today: date) -> Preview:
    """What goes, what stays and what stands in the way if a person is erased now."""
    subject = as_subject(person)
    lines = erasure.preview(subject)
    roles = RoleHolding.objects.filter(held_on(today), person=person).values_list("role", flat=True)
    handed = [one for one in waiting.waiting_on(person.pk, now) if waiting.KINDS[one.kind].hand_over is not None]
    published = [one for one in lines if one.held.published and one.named]
    return Preview(lines, published, sorted({role_label(one) for one in roles}), len(handed))


def request_seen_by(actor: Actor, public_id: str) -> ErasureRequest:
    """One request. Raises `NotFound`."""
    found = requests_seen_by(actor).filter(public_id=public_id).first()
    if found is None:
        raise NotFound("There is no such request, or none you may see.", rule=SEE_REQUESTS.name)
    return found


def requests_seen_by(actor: Actor) -> QuerySet[ErasureRequest]:
    """The requests to be removed that an actor may see, the latest first."""
    return SEE_REQUESTS.which(actor, ErasureRequest.objects.select_related("person")).order_by("-id")


def open_request(person: Person) -> ErasureRequest | None:
    """The request of a person that nobody has decided yet."""
    return ErasureRequest.objects.filter(person=person, state="asked").first()


def promises(programme: Programme, now: datetime) -> list[Promise]:
    """Every promise of a programme and what is due under it now."""
    months = settings_of(programme)
    latest: dict[str, Disposal] = {}
    for one in Disposal.objects.filter(scope=programme.scope).exclude(state="done").order_by("id"):
        latest[one.rule] = one
    return [
        Promise(
            one,
            getattr(months, one.setting),
            one.due(programme.scope, months_before(now, getattr(months, one.setting))),
            latest.get(one.key),
        )
        for one in RETENTIONS.values()
    ]


def disposals_of(programme: Programme) -> QuerySet[Disposal]:
    """What went in a programme because its time had come, the latest first."""
    return Disposal.objects.filter(scope=programme.scope, state="done").order_by("-id")


def seal_copy(person: Person) -> str:
    """The signed name under which somebody who asked by link can fetch their copy for some days."""
    return signing.dumps(person.public_id, salt=COPY_SALT)


def unseal_copy(sealed: str) -> Person:
    """The person whose copy it is. Raises `NotFound` for another name, or one that is too old."""
    try:
        public_id = signing.loads(sealed, salt=COPY_SALT, max_age=COPY_DAYS * 24 * 3600)
    except signing.BadSignature:
        public_id = ""
    found = Person.objects.filter(public_id=public_id, erased_at=None).first()
    if found is None:
        raise NotFound(
            "This address no longer opens anything.",
            rule="privacy.copy-open",
            remedy="Ask for a copy again on the privacy page.",
        )
    return found


def names_of_deciders(requests: list[ErasureRequest]) -> Mapping[str, str]:
    """Public id to name of those who entered or decided requests."""
    return names_of_people({one.decided_by for one in requests} | {one.asked_by for one in requests})


def _shown(row: Any) -> dict[str, Any]:
    fields = [one for one in row._meta.concrete_fields if one.name not in _SECRET and not one.primary_key]
    return {one.name: one.value_from_object(row) for one in fields}
