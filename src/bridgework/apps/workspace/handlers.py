"""Plans are counted again when what they are counted from changes."""

from __future__ import annotations

from datetime import datetime, time

from django.db.models import Q, QuerySet

from bridgework.apps.calendar.events import CommitteeMeetingPlanned, DaysChanged
from bridgework.apps.questions.events import BelongingSettled, BriefGiven, ChallengeShown, TargetMeetingChanged
from bridgework.apps.questions.models import Challenge
from bridgework.apps.workspace.actions import count_plan, dispose_of_due, reach_milestones
from bridgework.apps.workspace.models import Finding, Source
from bridgework.apps.workspace.timetable import BRIEF
from bridgework.kernel import search
from bridgework.kernel.errors import NotPossibleNow
from bridgework.kernel.events import handles
from bridgework.kernel.jobs import every
from bridgework.kernel.permissions import SYSTEM
from bridgework.kernel.withdrawal import on_withdrawal

UNDER_WAY = ("open", "team_formed", "under_way", "reported")
"""Stages in which a plan still matters."""


@handles(TargetMeetingChanged)
def count_again_for_target(event: TargetMeetingChanged) -> None:
    """The challenge aims at another committee meeting."""
    _count(_planned(Q(public_id=event.challenge_public_id), first_time=True), event.at)


@handles(CommitteeMeetingPlanned)
def count_again_for_meeting(event: CommitteeMeetingPlanned) -> None:
    """The committee meeting that some challenges aim at has another date."""
    _count(_planned(Q(target_meeting__public_id=event.committee_meeting_public_id)), event.at)


@handles(DaysChanged)
def count_again_for_days(event: DaysChanged) -> None:
    """A day more or less on which nobody works."""
    everywhere = not event.organisation_public_id
    of_council = Q(round__programme__council__public_id=event.organisation_public_id)
    _count(_planned(Q() if everywhere else of_council), event.at)


@handles(BriefGiven)
def reach_the_brief(event: BriefGiven) -> None:
    """The team has its brief."""
    challenge = Challenge.objects.get(public_id=event.challenge_public_id)
    reach_milestones(actor=SYSTEM, now=event.at, challenge=challenge, keys=[BRIEF])


@handles(ChallengeShown)
def find_accordingly(event: ChallengeShown) -> None:
    """Public findings and sources are found by everybody while their challenge is public."""
    _refresh_evidence(event.challenge_public_id)


@handles(BelongingSettled, at_once=True)
def find_evidence_by_committee(event: BelongingSettled) -> None:
    """Findings and sources are found under the committee that their challenge belongs to now."""
    _refresh_evidence(event.challenge_public_id)


@on_withdrawal
def hide_findings_at_once(record_kind: str, public_id: str) -> None:
    """With a challenge, its findings go from everybody in the same transaction."""
    if record_kind == Challenge.record_kind():
        _refresh_evidence(public_id)


def _refresh_evidence(challenge_public_id: str) -> None:
    search.refresh_all(Finding.objects.filter(challenge__public_id=challenge_public_id))
    search.refresh_all(Source.objects.filter(challenge__public_id=challenge_public_id))


@every("workspace.dispose-interviews", daily_at=time(3, 40))
def dispose_of_interviews(now: datetime) -> None:
    """Names and raw transcripts of interviews go on the day that the person was told."""
    dispose_of_due(now=now)


def _planned(which: Q, *, first_time: bool = False) -> QuerySet[Challenge]:
    """Challenges under way that have a plan, or have just got a date to plan from."""
    found = Challenge.objects.filter(which, state__in=UNDER_WAY, round__programme__is_history=False)
    return found if first_time else found.filter(milestones__isnull=False).distinct()


def _count(challenges: QuerySet[Challenge], now: datetime) -> None:
    for one in challenges:
        try:
            count_plan(actor=SYSTEM, now=now, challenge=one)
        except NotPossibleNow:
            # No room: the plan keeps its old days, and the page says that they cannot be met.
            continue
