"""Reads about people: who acts, who holds which role, who is known to a programme."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import Exists, FilteredRelation, OuterRef, Q, QuerySet
from django.utils import timezone

from bridgework.apps.people.models import (
    Account,
    Affiliation,
    IdentityProvider,
    Organisation,
    OrganisationName,
    Person,
    RoleHolding,
)
from bridgework.apps.people.rules import CHANGE_PERSON, SEE_PEOPLE, Place
from bridgework.kernel import sealing, waiting
from bridgework.kernel.errors import NotFound
from bridgework.kernel.permissions import TEAM_DEPTH, VISITOR, Actor, Holding, covers
from bridgework.kernel.roles import ROLES

_remembered: ContextVar[dict[tuple[int, date], list[tuple[str, str]]] | None] = ContextVar("holdings", default=None)
SECRET_PURPOSE = "organisation sign-in"  # noqa: S105 - what it is sealed for, not the secret
ConflictsLookup = Callable[[int, datetime], frozenset[str]]
_conflicts: list[ConflictsLookup] = []


def set_conflicts_lookup(function: ConflictsLookup) -> None:
    """Filled by the conflicts app: the public ids a person may not see."""
    _conflicts[:] = [function]


def actor_for(who: Account | Person, now: datetime, *, via: str = "screen", link_public_id: str = "") -> Actor:
    """Who acts, with the roles held and the conflicts standing at `now`. At most two queries."""
    if isinstance(who, Account):
        if not who.is_active or who.person_id is None:
            return VISITOR
        person_id, account_id = who.person_id, who.pk
    else:
        person_id, account_id = who.pk, None
    on = timezone.localdate(now)
    in_force = Q(role_holdings__starts_on__lte=on) & (
        Q(role_holdings__ends_on__isnull=True) | Q(role_holdings__ends_on__gte=on)
    )
    # One query: the person beside each role, or beside nothing.
    rows = (
        Person.objects.filter(pk=person_id)
        .annotate(held=FilteredRelation("role_holdings", condition=in_force))
        .order_by("held__starts_on", "held__id")
        .values_list("public_id", "name", "held__role", "held__scope")
    )
    found = list(rows)
    public_id, name = found[0][:2]
    return Actor(
        person_id=person_id,
        public_id=public_id,
        name=name,
        account_id=account_id,
        holdings=tuple(Holding(role, scope) for _, _, role, scope in found if role is not None),
        conflicts=_conflicts[0](person_id, now) if _conflicts else frozenset(),
        via=via,
        link_public_id=link_public_id,
    )


def held_on(on: date) -> Q:
    """The condition that a role holding is in force on that day."""
    return Q(starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))


def keys_of_holders(roles: frozenset[str], scopes: Iterable[str], on: date) -> list[int]:
    """The keys of those who hold one of the roles at one of the scopes on that day.

    The last scope is where the record is, those before it are the places above. A role in a team reaches the challenge
    of that team, as `kernel.permissions.covers` says, but not what another team of the same challenge has.
    """
    paths = list(scopes)
    at = Q(scope__in=paths)
    if paths and paths[-1].count("/") == TEAM_DEPTH - 2:
        at |= Q(scope__under=paths[-1])
    return list(
        RoleHolding.objects.filter(held_on(on), at, role__in=roles)
        .order_by("person_id")
        .values_list("person_id", flat=True)
        .distinct()
    )


def holders(role: str | Iterable[str], scope: str, on: date) -> QuerySet[Person]:
    """The people who hold a role (or one of several) at exactly this scope on that day, by name."""
    roles = [role] if isinstance(role, str) else list(role)
    held = RoleHolding.objects.filter(held_on(on), role__in=roles, scope=scope, person=OuterRef("pk"))
    return Person.objects.filter(Exists(held)).order_by("name", "id")


@waiting.within
@contextmanager
def holdings_remembered() -> Iterator[None]:
    """While this is open, what a person holds is asked of the database once. Only for reading."""
    token = _remembered.set({})
    try:
        yield
    finally:
        _remembered.reset(token)


def roles_held(person_id: int, on: date) -> list[tuple[str, str]]:
    """What a person holds on that day: roles, and where."""
    memory = _remembered.get()
    if memory is not None and (person_id, on) in memory:
        return memory[person_id, on]
    held = RoleHolding.objects.filter(held_on(on), person=person_id)
    found = list(held.values_list("role", "scope"))
    if memory is not None:
        memory[person_id, on] = found
    return found


def scopes_held(person_id: int, roles: Iterable[str], on: date) -> list[str]:
    """Where a person holds one of the roles on that day."""
    wanted = frozenset(roles)
    return [scope for role, scope in roles_held(person_id, on) if role in wanted]


def under_any(scopes: Iterable[str], path: str = "scope") -> Q:
    """The condition that a record lies at one of the scopes or below it; `path` leads to its scope. None: no record."""
    inside = Q(pk__in=[])
    for scope in scopes:
        inside |= Q(**{f"{path}__under": scope})
    return inside


def holdings_of(person: Person) -> QuerySet[RoleHolding]:
    """Every role a person held or holds, the latest first."""
    return RoleHolding.objects.filter(person=person).order_by("-starts_on", "-id")


def holdings_at(scope: str, on: date) -> QuerySet[RoleHolding]:
    """Who holds what at a scope and below it on that day, with their people."""
    return (
        RoleHolding.objects.filter(held_on(on))
        .filter(Q(scope=scope) | Q(scope__startswith=f"{scope}/"))
        .select_related("person")
        .order_by("role", "person__name", "id")
    )


def person_of(public_id: str) -> Person:
    """The person. Raises `NotFound`."""
    found = Person.objects.filter(public_id=public_id).first()
    if found is None:
        raise NotFound("There is no such person.", rule="people.exists")
    return found


def organisation_of(public_id: str) -> Organisation:
    """The organisation. Raises `NotFound`."""
    found = Organisation.objects.filter(public_id=public_id).first()
    if found is None:
        raise NotFound("There is no such organisation.", rule="people.organisation-exists")
    return found


def people_seen_by(actor: Actor) -> QuerySet[Person]:
    """The people whom the actor may see: those registered by, or with a role in, a programme they run or sponsor."""
    if actor.is_system:
        return Person.objects.all()
    seen = Q(pk__in=[])
    held = Q(pk__in=[])
    for one in actor.holdings:
        if one.role in SEE_PEOPLE.roles:
            seen |= _under(one.scope)
            held |= _under(one.scope)
    roles = RoleHolding.objects.filter(held, person=OuterRef("pk"))
    return Person.objects.filter(seen | Exists(roles), erased_at=None).order_by("name", "id")


def with_a_part(people: QuerySet[Person]) -> QuerySet[Person]:
    """Those who can own, support or be tasked: with a role, now or once, at an organisation, or registered by staff.

    Applicants, and people of whom nothing but an address is known, are in no list to choose from.
    """
    roles = RoleHolding.objects.filter(person=OuterRef("pk"))
    places = Affiliation.objects.filter(person=OuterRef("pk"))
    return people.filter(Exists(roles) | Exists(places) | ~Q(registered_by=""))


def likely_first(people: QuerySet[Person], roles: Iterable[str]) -> QuerySet[Person]:
    """Those who hold or held one of the roles before everybody else, each by name; `likely` says which they are."""
    held = RoleHolding.objects.filter(person=OuterRef("pk"), role__in=list(roles))
    return people.annotate(likely=Exists(held)).order_by("-likely", "name", "id")


def person_seen_by(actor: Actor, public_id: str) -> Person:
    """One person the actor may see. Raises `NotFound`, also where the person exists but is none of the actor's."""
    found = people_seen_by(actor).filter(public_id=public_id).first()
    if found is None:
        raise NotFound("There is no such person in your programmes.", rule=SEE_PEOPLE.name)
    return found


def place_of_person(actor: Actor, person: Person) -> Place:
    """Where a person stands towards the actor: in the programme that registered them, or where they hold a role."""
    scopes = [person.scope]
    if not person.scope or not any(actor.holds(one.role, person.scope) for one in actor.holdings):
        scopes += RoleHolding.objects.filter(person=person).order_by("id").values_list("scope", flat=True)
    run = {one.scope for one in actor.holdings if one.role in CHANGE_PERSON.roles}
    reached = (scope for scope in scopes if scope and any(covers(held, scope) for held in run))
    return Place(next(reached, person.scope or "-"))


def _under(scope: str) -> Q:
    return Q() if not scope else Q(scope=scope) | Q(scope__startswith=f"{scope}/")


def name_of_organisation(organisation: Organisation, on: date | None = None) -> str:
    """The name used on that day; the latest known where no day is given or none of the dates covers it."""
    return names_of_organisations([organisation.pk], on).get(organisation.pk, "an organisation without a name")


def names_of_organisations(keys: Iterable[int], on: date | None = None) -> dict[int, str]:
    """Key to name, in one query."""
    found: dict[int, str] = {}
    fitting: set[int] = set()
    rows = OrganisationName.objects.filter(organisation_id__in=list(keys)).order_by("starts_on", "id")
    for row in sorted(rows, key=lambda one: (one.starts_on or date.min, one.pk)):
        fits = on is not None and (row.starts_on or date.min) <= on <= (row.ends_on or date.max)
        if fits or row.organisation_id not in fitting:
            found[row.organisation_id] = row.name
        if fits:
            fitting.add(row.organisation_id)
    return found


def client_secret_of(provider: IdentityProvider) -> str:
    """The secret shared with an organisation's own sign-in, in the open."""
    return sealing.unseal(provider.client_secret, purpose=SECRET_PURPOSE)


def names_of_people(public_ids: Iterable[str]) -> dict[str, str]:
    """Public id to name, in one query; the program itself has no public id and is not in it."""
    wanted = {one for one in public_ids if one}
    return dict(Person.objects.filter(public_id__in=wanted).values_list("public_id", "name"))


def role_label(role: str) -> str:
    """The words for a role."""
    return ROLES[role].label if role in ROLES else role


NEVER_EXPORTED = frozenset({"token_hash", "confirmation", "password", "client_secret", "link_address"})


def subject_data(person: Person) -> dict[str, Any]:
    """Everything that is held about a person, by kind of record: for the person themself, in an open format.

    It walks every relation to `Person`, so a new table is in it from its first day. Secrets are left out.
    """
    found: dict[str, Any] = {"people.person": [_fields(person)]}
    account = Account.objects.filter(person=person).first()
    if account is not None:
        found["people.account"] = [{"email": account.email, "joined_at": account.joined_at}]
    for relation in Person._meta.related_objects:
        model = relation.related_model
        if model is Account or not isinstance(model, type) or not issubclass(model, models.Model):
            continue
        rows = [_fields(row) for row in model._default_manager.filter(**{relation.field.name: person}).order_by("pk")]
        if rows:
            found.setdefault(model._meta.label_lower, []).extend(rows)
    return found


def _fields(row: models.Model) -> dict[str, Any]:
    kept = [one for one in row._meta.concrete_fields if one.name not in NEVER_EXPORTED and not one.primary_key]
    return {one.name: one.value_from_object(row) for one in kept}
