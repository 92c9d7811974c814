"""Whose interest in a challenge is fading: the last reply or attendance of each person on it, by role."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, Q
from django.utils import timezone

from bridgework.apps.participation.models import LinkAnswer
from bridgework.apps.people.models import RoleHolding
from bridgework.apps.people.queries import held_on
from bridgework.apps.questions.models import Challenge
from bridgework.apps.workspace.models import Request, TeamMeetingAttendance
from bridgework.core.waiting import FADING_AFTER_DAYS, Interest, fading_interest
from bridgework.kernel.roles import ROLES, SUPPORT_ROLES, TEAM_ROLES

WORKED_ON = frozenset({"team_formed", "under_way", "reported"})


@dataclass(frozen=True)
class FadingHere:
    """Somebody not heard from for too long although something was asked of them."""

    person_public_id: str
    name: str
    role: str
    days: int
    reason: str


def fading_in(challenge: Challenge, today: date, limit: int = FADING_AFTER_DAYS) -> list[FadingHere]:
    """The longest silence first; nobody counts of whom nothing was asked since they were last heard. Four queries.

    Nobody's interest fades before there is a team, or once the committee has the report.
    """
    if challenge.state not in WORKED_ON:
        return []
    held = list(
        RoleHolding.objects.filter(held_on(today), scope__under=challenge.scope, role__in=SUPPORT_ROLES | TEAM_ROLES)
        .select_related("person")
        .order_by("starts_on", "id")
    )
    by_person = {one.person_id: one for one in reversed(held)}
    replied, asking, asked = _latest(challenge)
    meetings = TeamMeetingAttendance.objects.filter(team_meeting__challenge=challenge, team_meeting__state="held")
    attendance = {
        person: (came, missed)
        for person, came, missed in meetings.values_list("person").annotate(
            came=Max("team_meeting__starts_at", filter=Q(attended=True)),
            missed=Max("team_meeting__starts_at", filter=Q(attended=False)),
        )
    }
    interests = []
    for person, holding in by_person.items():
        came, missed = attendance.get(person, (None, None))
        reply = max((one for one in (replied.get(person), asking.get(person)) if one is not None), default=None)
        last = max(one for one in (_day(reply), _day(came), holding.starts_on) if one is not None)
        # What was answered since is no longer awaited, on whatever day it was asked.
        open_since = asked.get(person)
        if open_since is not None and reply is not None and reply >= open_since:
            open_since = None
        wanted = [_day(open_since), _day(missed)]
        interests.append(
            Interest(
                holder=holding.public_id,
                role=holding.role,
                began=holding.starts_on,
                last_reply=_day(reply),
                last_attendance=_day(came),
                awaited=any(one is not None and one >= last for one in wanted),
            )
        )
    people = {one.public_id: one.person for one in by_person.values()}
    return [
        FadingHere(
            people[one.interest.holder].public_id,
            people[one.interest.holder].name,
            ROLES[one.interest.role].label,
            one.days,
            one.reason,
        )
        for one in fading_interest(interests, today, limit)
    ]


def _latest(challenge: Challenge) -> tuple[dict[int, datetime], dict[int, datetime], dict[int, datetime]]:
    """When each person last answered, by whatever personal link or a request, last asked, and was last asked."""
    replied: dict[int, datetime] = {}
    asking: dict[int, datetime] = {}
    asked: dict[int, datetime] = {}
    rows = Request.objects.filter(challenge=challenge).order_by()
    for made_by, asked_of, asked_at, answered_at in rows.values_list("made_by", "asked_of", "asked_at", "answered_at"):
        for last, person, moment in (
            (replied, asked_of, answered_at),
            (asking, made_by, asked_at),
            (asked, asked_of, asked_at),
        ):
            if moment is not None:
                last[person] = max(moment, last.get(person, moment))
    answers = LinkAnswer.objects.filter(link__scope__under=challenge.scope).order_by()
    for person, moment in answers.values_list("person").annotate(last=Max("answered_at")):
        replied[person] = max(moment, replied.get(person, moment))
    return replied, asking, asked


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment is not None else None
