"""What waits on people who were invited, and on the coordinator because of them."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from bridgework.apps.people.models import RoleHolding
from bridgework.apps.teams.models import TeamMember
from bridgework.kernel.roles import RUNNERS
from bridgework.kernel.waiting import WaitingItem, waits, waits_elsewhere


@waits("teams.invitation", "Invitations to answer")
def invitations(person_id: int, now: datetime) -> list[WaitingItem]:
    """Invitations this person has not answered."""
    return [_item(one) for one in _invited().filter(person=person_id)]


@waits_elsewhere("teams.invitation")
def invitations_sent(person_id: int, now: datetime) -> list[WaitingItem]:
    """Invitations that others have not answered, for those who run the programme."""
    today = now.date()
    scopes = list(
        RoleHolding.objects.filter(person=person_id, role__in=RUNNERS, starts_on__lte=today)
        .exclude(ends_on__lt=today)
        .values_list("scope", flat=True)
    )
    if not scopes:
        return []
    return [_item(one) for one in _invited() if any(one.team.scope.startswith(f"{scope}/") for scope in scopes)]


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
