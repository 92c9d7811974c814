"""Who is on a challenge: the team, those who support it and those who run it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from bridgework.apps.people.models import RoleHolding
from bridgework.apps.people.queries import held_on
from bridgework.apps.questions.models import Challenge
from bridgework.kernel.roles import ROLES, RUNNERS, SPONSOR, SUPPORT_ROLES, TEAM_ROLES

_ORDER = {key: place for place, key in enumerate(ROLES)}


@dataclass(frozen=True)
class PersonHere:
    """Somebody on a challenge, by what they are here for."""

    key: int
    public_id: str
    name: str
    roles: tuple[str, ...]
    since: date

    @property
    def words(self) -> str:
        """Their roles in words."""
        return ", ".join(ROLES[one].label for one in self.roles if one in ROLES)

    @property
    def in_team(self) -> bool:
        """Whether they belong to the team."""
        return bool(TEAM_ROLES & set(self.roles))

    @property
    def supports(self) -> bool:
        """Whether they support the challenge from the council's side, or advise it."""
        return bool(SUPPORT_ROLES & set(self.roles))


def people_here(challenge: Challenge, on: date) -> list[PersonHere]:
    """The team first, then those who support it, then those who run it. One query."""
    here = Q(scope=challenge.scope) | Q(scope__startswith=f"{challenge.scope}/")
    above = Q(scope__in=_above(challenge.scope), role__in=RUNNERS | {SPONSOR})
    rows = RoleHolding.objects.filter(held_on(on)).filter(here | above).select_related("person").order_by("id")
    grouped: dict[int, list[RoleHolding]] = {}
    for one in rows:
        grouped.setdefault(one.person_id, []).append(one)
    found = [_person(held) for held in grouped.values()]
    return sorted(found, key=lambda one: (not one.in_team, not one.supports, one.name))


def _person(held: Iterable[RoleHolding]) -> PersonHere:
    rows = list(held)
    roles = sorted({one.role for one in rows}, key=lambda key: _ORDER.get(key, 99))
    person = rows[0].person
    return PersonHere(person.pk, person.public_id, person.name, tuple(roles), min(one.starts_on for one in rows))


def _above(scope: str) -> list[str]:
    parts = scope.split("/")
    return ["/".join(parts[:length]) for length in range(1, len(parts))]
