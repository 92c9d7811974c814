"""What waits on people in the work on a question: requests to answer and things to do."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from bridgework.apps.people.models import Person, RoleHolding
from bridgework.apps.people.queries import held_on, roles_held, scopes_held, under_any
from bridgework.apps.questions.models import Challenge
from bridgework.apps.workspace import actions
from bridgework.apps.workspace.models import Milestone, Request, TeamMeetingPoint
from bridgework.apps.workspace.timetable import still_due
from bridgework.kernel.errors import NotFound
from bridgework.kernel.permissions import Actor, challenge_of
from bridgework.kernel.roles import ROLES, RUNNERS, TEAM_LEAD, TEAM_ROLES
from bridgework.kernel.waiting import WaitingItem, waits, waits_elsewhere


def _hand_over_request(public_id: str, *, to_person_id: int, actor: Actor, now: datetime) -> None:
    request = Request.objects.filter(public_id=public_id).first()
    if request is None:
        raise NotFound("There is no such request.", rule="workspace.request-exists")
    to = Person.objects.get(pk=to_person_id)
    actions.hand_over_request(actor=actor, now=now, request=request, to=to)


def _hand_over_to_do(public_id: str, *, to_person_id: int, actor: Actor, now: datetime) -> None:
    point = TeamMeetingPoint.objects.filter(public_id=public_id).first()
    if point is None:
        raise NotFound("There is no such thing to do.", rule="workspace.to-do")
    actions.give_to_do(actor=actor, now=now, point=point, owner=Person.objects.get(pk=to_person_id))


@waits("workspace.request", "Requests to answer", hand_over=_hand_over_request)
def requests_to_answer(person_id: int, now: datetime) -> list[WaitingItem]:
    """Requests this person was asked and has not answered."""
    return [
        _request(one, f"A team asks: {_shortened(one.text)}") for one in _open_requests().filter(asked_of=person_id)
    ]


@waits("workspace.to-do", "Things to do from team meetings", hand_over=_hand_over_to_do)
def to_dos(person_id: int, now: datetime) -> list[WaitingItem]:
    """What this person said they would do and has not ticked."""
    rows = TeamMeetingPoint.objects.filter(kind="to_do", owner=person_id, done_on=None)
    return [
        WaitingItem(
            kind="workspace.to-do",
            title=_shortened(one.text),
            since=one.created_at,
            address=reverse(
                "workspace:meeting", args=[one.team_meeting.challenge.public_id, one.team_meeting.public_id]
            ),
            scope=one.scope,
            public_id=one.public_id,
            due=one.due_on,
        )
        for one in rows.select_related("team_meeting__challenge")
    ]


@waits("workspace.milestone", "Milestones that are due")
def milestones_due(person_id: int, now: datetime) -> list[WaitingItem]:
    """Milestones whose day has come, for those in the role that reaches them; they follow the role."""
    today = timezone.localdate(now)
    held = [
        (role, challenge_of(scope) or scope) for role, scope in roles_held(person_id, today) if scope.count("/") >= 2
    ]
    rows: QuerySet[Any] = Milestone.objects.filter(
        done_on=None, planned_on__lte=today, scope__in={scope for _, scope in held}
    ).select_related("challenge__question")
    plans: dict[int, list[Any]] = {}
    for one in Milestone.objects.filter(challenge__in={row.challenge_id for row in rows}):
        plans.setdefault(one.challenge_id, []).append(one)
    due = {one.pk for row in rows for one in still_due(row.challenge, plans.get(row.challenge_id, []))}
    return [
        WaitingItem(
            kind="workspace.milestone",
            title=f"{one.label}: “{one.challenge.question.title}”",
            since=timezone.make_aware(datetime.combine(one.planned_on, datetime.min.time())),
            address=reverse("workspace:plan", args=[one.challenge.public_id]),
            scope=one.scope,
            public_id=one.public_id,
            due=one.planned_on,
        )
        for one in rows
        if one.pk in due and (one.holder, one.scope) in held
    ]


@waits("workspace.begin", "Teams that have not begun")
def work_to_begin(person_id: int, now: datetime) -> list[WaitingItem]:
    """Formed teams that nobody has said have begun, for their leads and for those who run the programme."""
    today = timezone.localdate(now)
    leads = {challenge_of(scope) for scope in scopes_held(person_id, [TEAM_LEAD], today)}
    runs = under_any(scopes_held(person_id, RUNNERS, today))
    rows = Challenge.objects.filter(runs | Q(scope__in=leads), state="team_formed", round__programme__is_history=False)
    return [
        WaitingItem(
            kind="workspace.begin",
            title=f"Say that the team has begun on “{one.question.title}”",
            since=one.state_since,
            address=reverse("workspace:home", args=[one.public_id]),
            scope=one.scope,
            public_id=one.public_id,
        )
        for one in rows.select_related("question")
    ]


@waits_elsewhere("workspace.request")
def requests_of_my_teams(person_id: int, now: datetime) -> list[WaitingItem]:
    """Requests of the teams this person works in, and those they made, that nobody has answered."""
    today = timezone.localdate(now)
    mine = {challenge_of(scope) for scope in scopes_held(person_id, TEAM_ROLES, today)}
    rows = _open_requests().filter(scope__in=mine) | _open_requests().filter(made_by=person_id)
    found = list(rows.exclude(asked_of=person_id).distinct())
    roles = _roles({one.asked_of_id for one in found}, {one.scope for one in found}, today)
    return [
        _request(one, _shortened(one.text), on_whom=roles.get((one.asked_of_id, one.scope), "whoever was asked"))
        for one in found
    ]


def _open_requests() -> QuerySet[Request]:
    return Request.objects.filter(state="waiting").select_related("challenge")


def _roles(people: set[int], scopes: set[str], today: Any) -> dict[tuple[int, str], str]:
    rows = RoleHolding.objects.filter(held_on(today), person__in=people, scope__in=scopes)
    return {(person, scope): ROLES[role].label for person, scope, role in rows.values_list("person", "scope", "role")}


def _request(one: Request, title: str, on_whom: str = "") -> WaitingItem:
    return WaitingItem(
        kind="workspace.request",
        title=title,
        since=one.state_since,
        address=reverse("workspace:request", args=[one.challenge.public_id, one.public_id]),
        scope=one.scope,
        public_id=one.public_id,
        due=one.wanted_by,
        on_whom=on_whom,
    )


def _shortened(text: str, longest: int = 90) -> str:
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[:longest].rsplit(' ', 1)[0]} …"
