"""Reads about requests: who was asked what, and how long it waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Count
from django.utils import timezone

from bridgework.apps.calendar.queries import holidays
from bridgework.apps.people.models import RoleHolding
from bridgework.apps.people.queries import held_on
from bridgework.apps.programmes.settings import settings_of
from bridgework.apps.questions.models import Challenge
from bridgework.apps.workspace.models import Request
from bridgework.core.waiting import Wait, wait
from bridgework.kernel.errors import NotFound
from bridgework.kernel.roles import ROLES

WORDS: Final[dict[str, tuple[str, str]]] = {
    "waiting": ("waiting", "Waiting"),
    "answered": ("done", "Answered"),
    "passed_on": ("done", "Passed on"),
    "cannot_help": ("set-aside", "Cannot be given"),
    "withdrawn": ("set-aside", "Withdrawn"),
}


@dataclass(frozen=True)
class RequestShown:
    """A request, whom it waits on by role, and how long it waited or waits."""

    request: Request
    role: str
    """Of whoever was asked, in words; empty where they hold none on this question."""
    waited: Wait
    is_late: bool
    passed_to: str

    @property
    def kind(self) -> str:
        """The kind of its state, for the tag."""
        return "late" if self.is_late else WORDS[self.request.state][0]

    @property
    def word(self) -> str:
        """Its state in words."""
        return "Late" if self.is_late else WORDS[self.request.state][1]

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has answered yet."""
        return self.request.state == "waiting"


def waiting_on_each(challenge: Challenge) -> dict[str, int]:
    """Public id of a person to how many requests of this challenge wait on them. One query."""
    rows = challenge.requests.filter(state="waiting").order_by().values_list("asked_of__public_id")
    return dict(rows.annotate(number=Count("pk")))


def requests_of(challenge: Challenge, today: date) -> list[RequestShown]:
    """Every request of a challenge: those that wait first, the longest first; then the latest answers. Four queries."""
    rows = list(
        challenge.requests.select_related("asked_of", "made_by", "passed_on_from__asked_of").order_by("asked_at", "id")
    )
    programme = challenge.round.programme
    days = holidays(programme.council, last=today, nation=settings_of(programme).nation)
    roles = _roles(challenge, {one.asked_of_id for one in rows}, today)
    passed = {
        one.passed_on_from_id: one.asked_of.name
        for one in rows
        if one.passed_on_from_id is not None and one.state != "withdrawn"
    }
    shown = [
        RequestShown(
            one, roles.get(one.asked_of_id, ""), waited(one, today, days), is_late(one, today), passed.get(one.pk, "")
        )
        for one in rows
    ]
    waiting = [one for one in shown if one.is_waiting]
    over = [one for one in shown if not one.is_waiting]
    return waiting + sorted(over, key=lambda one: one.request.state_since, reverse=True)


def request_of(challenge: Challenge, public_id: str) -> Request:
    """One request of the challenge. Raises `NotFound`."""
    found = (
        Request.objects.filter(challenge=challenge, public_id=public_id[:14])
        .select_related("challenge__round__programme__council", "asked_of", "made_by", "passed_on_from__asked_of")
        .first()
    )
    if found is None:
        raise NotFound("There is no such request.", rule="workspace.request-exists")
    return found


def waited(request: Request, today: date, days: dict[date, str]) -> Wait:
    """How long it waited for its answer, or waits now; since it was asked again, where it was."""
    if request.state == "waiting":
        return wait(timezone.localdate(request.state_since), today, days)
    return wait(
        timezone.localdate(request.asked_at), timezone.localdate(request.answered_at or request.state_since), days
    )


def is_late(request: Request, today: date) -> bool:
    """Whether it waits past the day by which it was wanted."""
    return request.state == "waiting" and request.wanted_by is not None and request.wanted_by < today


def _roles(challenge: Challenge, people: set[int], today: date) -> dict[int, str]:
    rows = RoleHolding.objects.filter(held_on(today), person__in=people, scope__under=challenge.scope.split("/")[0])
    found: dict[int, str] = {}
    for person, role in rows.order_by("-scope").values_list("person_id", "role"):
        found.setdefault(person, ROLES[role].label if role in ROLES else role)
    return found
