"""Permissions: one rule object answers three questions: may this actor, which records, who can.

A rule names roles and, optionally, states and the field that says whose own record it is. The same object serves the
view, the list, the action, the explanation page and the grid test, so they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

from bridgework.kernel.errors import NotFound, NotPermitted

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Holding:
    """A role held now, at a scope path (`programme/round/challenge/team`, or `body/…` for committee roles)."""

    role: str
    scope: str


@dataclass(frozen=True)
class Actor:
    """Who acts, and by which way: on screen, by personal link, or entered by staff for them."""

    person_id: int | None = None
    public_id: str = ""
    name: str = ""
    account_id: int | None = None
    holdings: tuple[Holding, ...] = ()
    conflicts: frozenset[str] = frozenset()
    via: str = "screen"
    link_public_id: str = ""

    @property
    def is_visitor(self) -> bool:
        """True for somebody who has not said who they are."""
        return self.person_id is None and self.via != "system"

    @property
    def is_system(self) -> bool:
        """True for the program itself: schedules, imports, the demonstration."""
        return self.via == "system"

    def holds(self, role: str, scope: str) -> bool:
        """Whether the actor holds `role` at `scope` or above it."""
        return any(one.role == role and covers(one.scope, scope) for one in self.holdings)


VISITOR = Actor()
SYSTEM = Actor(via="system", name="Bridgework")


TEAM_DEPTH = 4
"""A team's path has four parts: programme, round, challenge, team."""


def covers(held: str, scope: str) -> bool:
    """Whether a role held at path `held` reaches a record at path `scope`.

    It reaches everything at or below it; a role in a team also reaches its challenge, where the work is, but not the
    other teams of that challenge.
    """
    return held in ("", scope) or scope.startswith(f"{held}/") or (bool(scope) and scope == challenge_of(held))


def challenge_of(held: str) -> str:
    """The path of the challenge of a team's path; empty for any other path."""
    return held.rpartition("/")[0] if held.count("/") == TEAM_DEPTH - 1 else ""


def ancestors(scope: str) -> list[str]:
    """The paths from which a role reaches `scope`, the installation (an empty path) first."""
    parts = scope.split("/") if scope else []
    return [""] + ["/".join(parts[: i + 1]) for i in range(len(parts))]


@dataclass(frozen=True)
class Answer:
    """Yes or no, the rule it follows, why, and what would change it."""

    allowed: bool
    rule: str
    reason: str
    remedy: str = ""


@dataclass(frozen=True)
class Rule:
    """Who may do one thing.

    `roles` are looked for at the record's `scope`; `body_roles` at its `body_scope` (committee roles). `own` names
    person fields of the record (`applicant`, `team__members__person`) whose person may act as well. `states` limits
    it to records in these states; `states_remedy` says what would change that. `public` opens it to visitors, with
    `public_when` as the filter that says which records are public.
    """

    name: str
    sentence: str
    roles: frozenset[str] = frozenset()
    body_roles: frozenset[str] = frozenset()
    own: tuple[str, ...] = ()
    states: frozenset[str] = frozenset()
    states_remedy: str = ""
    public_when: Mapping[str, Any] | None = None
    remedy: str = ""
    hidden: bool = False
    further: Callable[[Actor, Any], Answer | None] | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        RULES[self.name] = self

    def may(self, actor: Actor, record: Any) -> Answer:
        """Whether `actor` may do this to `record`, and why."""
        if actor.is_system:
            return self._yes("The programme itself does this.")
        if _conflicted(actor, record):
            return self._no("A conflict of interest is recorded for you here.", "Ask the programme lead to look at it.")
        if self.public_when is not None and _matches(record, self.public_when):
            return self._yes("This is public.")
        if not self._by_role(actor, record) and not self._by_own(actor, record):
            return self._no(self.sentence, self.remedy or self._who_to_ask())
        if self.states and record.state not in self.states:
            return self._no(f"This is not possible while the state is “{record.state}”.", self.states_remedy)
        if self.further is not None:
            answer = self.further(actor, record)
            if answer is not None:
                return answer
        return self._yes(self.sentence)

    def require(self, actor: Actor, record: Any) -> None:
        """Pass, or raise `NotPermitted` (`NotFound` where existence is itself confidential)."""
        answer = self.may(actor, record)
        if answer.allowed:
            return
        if self.hidden or _conflicted(actor, record):
            raise NotFound("There is nothing here, or nothing you may see.", rule=self.name, remedy=answer.remedy)
        raise NotPermitted(answer.reason, rule=self.name, remedy=answer.remedy)

    def which(self, actor: Actor, queryset: QuerySet[M]) -> QuerySet[M]:
        """The records of `queryset` for which `may` says yes (`further` conditions excepted), in one query."""
        if actor.is_system:
            return queryset
        allowed = Q(pk__in=[])
        for holding in actor.holdings:
            if holding.role in self.roles:
                allowed |= _reached("scope", holding.scope)
            if holding.role in self.body_roles:
                # A record that went to no body has an empty body_scope, and no committee role reaches it.
                allowed |= _reached("body_scope", holding.scope) & ~Q(body_scope="")
        if actor.person_id is not None:
            for path in self.own:
                allowed |= Q(**{path: actor.person_id})
        if self.states:
            allowed &= Q(state__in=self.states)
        if self.public_when is not None:
            # An empty Q would be ignored when joined to another one; every record has a key.
            allowed |= Q(**self.public_when) if self.public_when else Q(pk__isnull=False)
        found = visible_to(actor, queryset).filter(allowed)
        return found.distinct() if any("__" in path for path in self.own) else found

    def who(self, record: Any, on: date) -> list[int]:
        """The keys of the people who may do this to `record` on that day, in ascending order.

        Nobody while the record's state forbids it. What everybody may because it is public is not a list of people.
        """
        if self.states and record.state not in self.states:
            return []
        people: set[int] = set()
        if self.roles:
            people.update(_holders(self.roles, ancestors(record.scope), on))
        body_scope = getattr(record, "body_scope", "")
        if self.body_roles and body_scope:
            people.update(_holders(self.body_roles, ancestors(body_scope), on))
        for path in self.own:
            values = type(record)._default_manager.filter(pk=record.pk).values_list(path, flat=True)
            people.update(value for value in values if value is not None)
        if people and _conflicted_lookup:
            parts = {getattr(record, "public_id", ""), *getattr(record, "scope", "").split("/")} - {""}
            people.difference_update(_conflicted_lookup[0](parts, on))
        return sorted(people)

    def _by_role(self, actor: Actor, record: Any) -> bool:
        scope = getattr(record, "scope", "")
        body_scope = getattr(record, "body_scope", "")
        return any(
            (one.role in self.roles and covers(one.scope, scope))
            or (bool(body_scope) and one.role in self.body_roles and covers(one.scope, body_scope))
            for one in actor.holdings
        )

    def _by_own(self, actor: Actor, record: Any) -> bool:
        if actor.person_id is None:
            return False
        for path in self.own:
            if "__" not in path:
                if getattr(record, f"{path}_id", None) == actor.person_id:
                    return True
            elif type(record)._default_manager.filter(pk=record.pk, **{path: actor.person_id}).exists():
                return True
        return False

    def _who_to_ask(self) -> str:
        return "Ask the programme lead if you should be able to."

    def _yes(self, reason: str) -> Answer:
        return Answer(True, self.name, reason)

    def _no(self, reason: str, remedy: str) -> Answer:
        return Answer(False, self.name, reason, remedy)


RULES: dict[str, Rule] = {}


def visible_to(actor: Actor, queryset: QuerySet[M]) -> QuerySet[M]:
    """`queryset` without what a conflict of interest hides from `actor`: lists, counts and search all pass here."""
    if not actor.conflicts:
        return queryset
    hidden = Q(public_id__in=actor.conflicts)
    fields = {one.name for one in queryset.model._meta.get_fields()}
    if "scope" in fields:
        for public_id in actor.conflicts:
            hidden |= Q(scope__contains=public_id)
    return queryset.exclude(hidden)


def _conflicted(actor: Actor, record: Any) -> bool:
    if not actor.conflicts:
        return False
    if getattr(record, "public_id", "") in actor.conflicts:
        return True
    return any(part in actor.conflicts for part in getattr(record, "scope", "").split("/"))


def _matches(record: Any, conditions: Mapping[str, Any]) -> bool:
    plain = {key: value for key, value in conditions.items() if "__" not in key}
    if len(plain) == len(conditions):
        return all(getattr(record, key) == value for key, value in plain.items())
    return bool(type(record)._default_manager.filter(pk=record.pk, **conditions).exists())


def _reached(column: str, held: str) -> Q:
    """What `covers` says, as a condition."""
    challenge = challenge_of(held)
    below = Q(**{f"{column}__under": held})
    return below | Q(**{column: challenge}) if challenge else below


HoldersLookup = Callable[[frozenset[str], Iterable[str], date], list[int]]
ConflictedLookup = Callable[[Iterable[str], date], Iterable[int]]
_lookup: list[HoldersLookup] = []
_conflicted_lookup: list[ConflictedLookup] = []


def set_holders_lookup(function: HoldersLookup) -> None:
    """Filled by the people app: who holds one of these roles at one of these scopes on that day."""
    _lookup[:] = [function]


def set_conflicted_lookup(function: ConflictedLookup) -> None:
    """Filled by the conflicts app: the people with a conflict in one of these public ids on that day."""
    _conflicted_lookup[:] = [function]


def _holders(roles: frozenset[str], scopes: Iterable[str], on: date) -> list[int]:
    return _lookup[0](roles, scopes, on) if _lookup else []
