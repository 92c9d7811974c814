"""Everything the round desk is composed of, read in a fixed number of queries however many challenges there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple, TypeVar

from django.db.models import F, OuterRef, Subquery, Value
from django.db.models.fields import BigIntegerField
from django.db.models.functions import Substr
from django.utils import timezone

from bridgework.apps.committees.models import Paper
from bridgework.apps.participation.models import LinkAnswer
from bridgework.apps.people.models import RoleHolding
from bridgework.apps.people.queries import held_on
from bridgework.apps.programmes.models import GatheringAttendance, Round
from bridgework.apps.questions.models import Belonging, Challenge, Support, WordingConsent
from bridgework.apps.teams.models import TeamMember
from bridgework.apps.workspace.models import Milestone, Request, TeamMeetingAttendance
from bridgework.apps.workspace.timetable import DaysThatCount, days_that_count_in
from bridgework.core.identifiers import LENGTH as PUBLIC_ID_LENGTH
from bridgework.kernel.permissions import Actor, visible_to
from bridgework.kernel.roles import ROLES, SUPPORT_ROLES, TEAM_ROLES
from bridgework.threads import bodies

T = TypeVar("T")


class Attendance(NamedTuple):
    """Somebody asked to a meeting; `challenge` is 0 for a gathering of the whole round."""

    challenge: int
    person: int
    attended: bool | None
    at: datetime


@dataclass(frozen=True)
class DeskMaterial:
    """What was found about the challenges of one round; maps are by the challenge's key."""

    today: date
    challenges: list[Challenge]
    belongings: Mapping[int, Belonging]
    body_names: bodies.Names
    members: Mapping[int, list[TeamMember]]
    supports: Mapping[int, list[Support]]
    consents: Mapping[int, list[WordingConsent]]
    requests: Mapping[int, list[Request]]
    milestones: Mapping[int, list[Milestone]]
    papers: Mapping[int, list[Paper]]
    holdings: Mapping[str, list[RoleHolding]]
    """By the public id of the challenge."""
    attendances: list[Attendance]
    answers: Mapping[tuple[str, int], datetime]
    """When each person last answered by personal link, by the public id of the challenge and the person's key."""
    days: DaysThatCount

    def role_of(self, challenge: Challenge, person_id: int) -> str:
        """What a person is here for, in words; empty where they hold no role in the challenge."""
        for one in self.holdings.get(challenge.public_id, ()):
            if one.person_id == person_id:
                return ROLES[one.role].label if one.role in ROLES else one.role
        return ""


def material_of_round(round_: Round, *, actor: Actor, now: datetime) -> DeskMaterial:
    """Read it: twelve queries."""
    today = timezone.localdate(now)
    rows = Challenge.objects.filter(round=round_).select_related("question__owner", "type", "target_meeting__body")
    challenges = list(visible_to(actor, rows).order_by("code"))
    keys = [one.pk for one in challenges]
    belongings = {
        one.challenge_id: one
        for one in Belonging.objects.filter(challenge__in=keys, is_current=True).select_related("body").order_by("id")
    }
    involved = {one.body_id for one in belongings.values() if one.body_id is not None}
    involved |= {one.target_meeting.body_id for one in challenges if one.target_meeting is not None}
    places = TeamMember.objects.filter(team__challenge__in=keys, state__in=("accepted", "invited"))
    supports = Support.objects.filter(challenge__in=keys, state="invited").select_related("person")
    consents = WordingConsent.objects.filter(wording__question__challenge__in=keys, answer="", wording__is_current=True)
    requests = Request.objects.filter(challenge__in=keys).select_related("asked_of").order_by("asked_at", "id")
    milestones = Milestone.objects.filter(challenge__in=keys).order_by("order", "id")
    papers = (
        Paper.objects.filter(challenge__in=keys).exclude(state="withdrawn").select_related("committee_meeting__body")
    )
    holdings = _holdings(round_, today)
    return DeskMaterial(
        today=today,
        challenges=challenges,
        belongings=belongings,
        body_names=bodies.names_of(involved),
        members=_grouped((one.team.challenge_id, one) for one in places.select_related("team", "person")),
        supports=_grouped((one.challenge_id, one) for one in supports),
        consents=_grouped(
            (one.challenge_key, one)
            for one in consents.select_related("person").annotate(challenge_key=F("wording__question__challenge"))
        ),
        requests=_grouped((one.challenge_id, one) for one in requests),
        milestones=_grouped((one.challenge_id, one) for one in milestones),
        papers=_grouped((one.challenge_id, one) for one in papers.order_by("id")),
        holdings=holdings,
        attendances=_attendances(round_, keys, now),
        answers=_answers(holdings),
        days=days_that_count_in(round_, date(today.year - 1, 1, 1)),
    )


def _holdings(round_: Round, today: date) -> dict[str, list[RoleHolding]]:
    rows = RoleHolding.objects.filter(
        held_on(today), scope__startswith=f"{round_.scope}/", role__in=SUPPORT_ROLES | TEAM_ROLES
    )
    # A role may be in a team of the challenge; what was answered counts for the whole challenge.
    challenge = Substr(OuterRef("scope"), 1, len(round_.scope) + 1 + PUBLIC_ID_LENGTH)
    answers = LinkAnswer.objects.filter(person=OuterRef("person"), link__scope__startswith=challenge)
    latest = Subquery(answers.order_by("-answered_at").values("answered_at")[:1])
    found: dict[str, list[RoleHolding]] = defaultdict(list)
    for one in rows.annotate(answered_by_link=latest).select_related("person").order_by("starts_on", "id"):
        found[one.scope.split("/")[2]].append(one)
    return found


def _answers(holdings: Mapping[str, list[RoleHolding]]) -> dict[tuple[str, int], datetime]:
    return {
        (challenge, one.person_id): moment
        for challenge, rows in holdings.items()
        for one in rows
        if (moment := getattr(one, "answered_by_link", None)) is not None
    }


def _attendances(round_: Round, keys: list[int], now: datetime) -> list[Attendance]:
    """Who was asked to team meetings and gatherings that have begun: one query."""
    meetings = TeamMeetingAttendance.objects.filter(
        team_meeting__challenge__in=keys, team_meeting__starts_at__lte=now
    ).exclude(team_meeting__state="cancelled")
    gatherings = GatheringAttendance.objects.filter(gathering__round=round_, gathering__starts_at__lte=now).exclude(
        gathering__state="cancelled"
    )
    # The aliases have to differ from the fields' own names for the two halves to fit together.
    first = meetings.values_list(
        F("team_meeting__challenge"), F("person_id"), F("attended"), F("team_meeting__starts_at")
    )
    second = gatherings.values_list(
        Value(0, output_field=BigIntegerField()), F("person_id"), F("attended"), F("gathering__starts_at")
    )
    return [Attendance(*row) for row in first.union(second, all=True)]


def _grouped(pairs: Iterable[tuple[int, T]]) -> dict[int, list[T]]:
    found: dict[int, list[T]] = defaultdict(list)
    for key, one in pairs:
        found[key].append(one)
    return found
