"""Scope paths in words, and the places at which somebody can grant roles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from bridgework.apps.calendar.models import Body
from bridgework.apps.calendar.queries import bodies_under, names_of_bodies
from bridgework.apps.people.rules import GRANT_CHALLENGE_ROLE, GRANT_PROGRAMME_ROLE
from bridgework.apps.programmes.models import Programme, Round
from bridgework.apps.questions.models import Challenge
from bridgework.apps.teams.models import Team
from bridgework.kernel.permissions import Actor

MOST_PLACES = 400


@dataclass(frozen=True)
class PlaceWithName:
    """A place, its words, and at which floor it lies: programme, round, challenge, team or body."""

    scope: str
    words: str
    floor: str


def words_of(scopes: Iterable[str]) -> dict[str, str]:
    """Scope path to words such as `Net zero · 2026 round`. Five queries, however many there are."""
    wanted = set(scopes)
    ids = {part for scope in wanted for part in scope.split("/")}
    names: dict[str, str] = dict(Programme.objects.filter(public_id__in=ids).values_list("public_id", "name"))
    names |= dict(Round.objects.filter(public_id__in=ids).values_list("public_id", "label"))
    names |= dict(Challenge.objects.filter(public_id__in=ids).values_list("public_id", "question__title"))
    teams = Team.objects.filter(public_id__in=ids).values_list("public_id", "name")
    names |= {public_id: name or "the team" for public_id, name in teams}
    if any(scope.startswith("body/") for scope in wanted):
        rows = dict(Body.objects.filter(public_id__in=ids).values_list("pk", "public_id"))
        names |= {rows[key]: name for key, name in names_of_bodies(rows).items()}
    return {scope: _words(scope, names) for scope in wanted}


def _words(scope: str, names: dict[str, str]) -> str:
    if not scope:
        return "the whole installation"
    parts = [names.get(part, "") for part in scope.split("/") if part != "body"]
    known = [part for part in parts if part]
    if not known:
        return "a place that is no longer there"
    # The nearest first; the programme only where nothing nearer says enough.
    return " · ".join(reversed(known[-2:])) if len(known) > 2 else " · ".join(reversed(known))


def places_to_grant(actor: Actor) -> list[PlaceWithName]:
    """Where the actor can grant roles, from the programme down, at most 400."""
    run = Q(pk__in=[])
    lead = set()
    for one in actor.holdings:
        if one.role in GRANT_CHALLENGE_ROLE.roles:
            run |= Q(scope=one.scope) | Q(scope__startswith=f"{one.scope}/")
        if one.role in GRANT_PROGRAMME_ROLE.roles:
            lead.add(one.scope)
    found: list[tuple[str, str]] = []
    for model, floor in ((Programme, "programme"), (Round, "round"), (Challenge, "challenge"), (Team, "team")):
        scopes = model._default_manager.filter(run).order_by("-pk").values_list("scope", flat=True)[:MOST_PLACES]
        found += [(scope, floor) for scope in scopes]
    bodies = {body.body_scope for scope in lead for body in bodies_under(scope)}
    found += [(scope, "body") for scope in sorted(bodies)]
    words = words_of(scope for scope, _ in found)
    return [PlaceWithName(scope, words[scope], floor) for scope, floor in found[:MOST_PLACES]]


def home_of(actor: Actor) -> str:
    """The programme in which the actor works as staff; the first where there are several, empty where there is none."""
    scopes = [one.scope.split("/", 1)[0] for one in actor.holdings if one.role in GRANT_CHALLENGE_ROLE.roles]
    return scopes[0] if scopes else ""
