"""What waits on people who were invited, and on the coordinator because of them."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from bridgework.apps.conflicts.queries import hidden_from
from bridgework.apps.people.queries import scopes_held, under_any
from bridgework.apps.questions.models import Challenge
from bridgework.apps.teams.models import FormationRun, Team, TeamMember
from bridgework.kernel.roles import RUNNERS
from bridgework.kernel.waiting import WaitingItem, waits, waits_elsewhere


@waits("teams.invitation", "Invitations to answer")
def invitations(person_id: int, now: datetime) -> list[WaitingItem]:
    """Invitations this person has not answered."""
    return [_item(one) for one in _invited().filter(person=person_id)]


@waits("teams.to-form", "Questions that wait for a team")
def teams_to_form(person_id: int, now: datetime) -> list[WaitingItem]:
    """Open questions without a team, for those who run the programme."""
    runs = under_any(scopes_held(person_id, RUNNERS, timezone.localdate(now)))
    rows = Challenge.objects.filter(runs, state="open", round__programme__is_history=False)
    begun = Team.objects.filter(challenge=OuterRef("pk")).exclude(state="disbanded")
    return [
        WaitingItem(
            kind="teams.to-form",
            title=f"Form a team for “{one.question.title}”",
            since=one.state_since,
            address=f"/desk/challenges/{one.public_id}/",
            scope=one.scope,
            public_id=one.public_id,
        )
        for one in rows.filter(~Exists(begun)).select_related("question")
    ]


@waits("teams.run", "Runs of forming teams that wait")
def runs_to_go_on_with(person_id: int, now: datetime) -> list[WaitingItem]:
    """Frozen runs whose public value is known by now, and teams that are formed and not published."""
    runs = under_any(scopes_held(person_id, RUNNERS, timezone.localdate(now)))
    due = Q(state="frozen", public_value_on__lte=timezone.localdate(now)) | Q(state__in=("solved", "binding"))
    return [
        WaitingItem(
            kind="teams.run",
            title=f"{'Form' if one.state == 'frozen' else 'Look at and publish'} the teams of “{one.call.title}”",
            since=one.state_since,
            address=f"/desk/formation/{one.public_id}/",
            scope=one.scope,
            public_id=one.public_id,
        )
        for one in FormationRun.objects.filter(runs).filter(due).select_related("call")
    ]


@waits("teams.repair", "Teams that somebody left")
def runs_to_repair(person_id: int, now: datetime) -> list[WaitingItem]:
    """Published runs in whose teams a place came free since, and which nothing repaired yet."""
    runs = under_any(scopes_held(person_id, RUNNERS, timezone.localdate(now)))
    free = TeamMember.objects.filter(
        Q(state__in=("declined", "left")) | Q(state="removed", application__state="withdrawn"),
        team__formed_by__call=OuterRef("call"),
        team__state__in=("inviting", "formed"),
        replaced_by=None,
        state_since__gt=OuterRef("published_at"),
    )
    repaired = FormationRun.objects.filter(repairs=OuterRef("pk")).exclude(state="set_aside")
    found = FormationRun.objects.filter(runs, ~Exists(repaired), state="published")
    return [
        WaitingItem(
            kind="teams.repair",
            title=f"Repair the teams of “{one.call.title}”: a place came free",
            since=one.free_since,
            address=f"/desk/formation/{one.public_id}/",
            scope=one.scope,
            public_id=one.public_id,
        )
        for one in found.annotate(free_since=Subquery(free.order_by("state_since").values("state_since")[:1]))
        .filter(free_since__isnull=False)
        .exclude(call__round__state="closed")
        .select_related("call")
    ]


@waits_elsewhere("teams.invitation")
def invitations_sent(person_id: int, now: datetime) -> list[WaitingItem]:
    """Invitations that others have not answered, for those who run the programme."""
    mine = under_any(scopes_held(person_id, RUNNERS, timezone.localdate(now)), "team__scope")
    hidden = hidden_from(person_id, now)
    return [_item(one) for one in _invited().filter(mine).exclude(application__public_id__in=hidden)]


def _invited() -> QuerySet[TeamMember]:
    return TeamMember.objects.filter(state="invited").select_related("team__challenge__question", "person")


def _item(place: TeamMember) -> WaitingItem:
    return WaitingItem(
        kind="teams.invitation",
        title=f"Invitation to the team on “{place.team.challenge.question.title}”",
        since=place.invited_at or place.state_since,
        address=f"/desk/teams/{place.team.public_id}/",
        scope=place.team.scope,
        public_id=place.public_id,
        on_whom=place.get_role_display(),
    )
