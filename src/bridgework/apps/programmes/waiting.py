"""What waits on those who run a programme."""

from __future__ import annotations

from datetime import date, datetime, time

from django.db.models import Q
from django.utils import timezone

from bridgework.apps.people.queries import scopes_held
from bridgework.apps.programmes.models import Gathering, Phase, Round
from bridgework.kernel.roles import RUNNERS
from bridgework.kernel.waiting import WaitingItem, waits


def _programmes_run_by(person_id: int, on: date) -> list[str]:
    return sorted({one.split("/", 1)[0] for one in scopes_held(person_id, RUNNERS, on)})


@waits("programmes.gathering-to-record", "A gathering whose day has passed")
def gatherings_to_record(person_id: int, now: datetime) -> list[WaitingItem]:
    """Gatherings not yet recorded as held or cancelled. Two queries."""
    run = _programmes_run_by(person_id, timezone.localdate(now))
    found = Gathering.objects.filter(round__programme__public_id__in=run, state="planned", starts_at__lt=now)
    return [
        WaitingItem(
            kind="programmes.gathering-to-record",
            title=f"Record who came to “{one.title}”",
            since=one.starts_at,
            address=f"/desk/gatherings/{one.public_id}/",
            scope=one.scope,
            public_id=one.public_id,
        )
        for one in found
        if one.starts_at is not None
    ]


@waits("programmes.round-to-resume", "A pause that is over")
def rounds_to_resume(person_id: int, now: datetime) -> list[WaitingItem]:
    """Paused rounds whose pause has ended. Two queries."""
    today = timezone.localdate(now)
    run = _programmes_run_by(person_id, today)
    found = Round.objects.filter(programme__public_id__in=run, state="paused", paused_until__lt=today)
    return [
        WaitingItem(
            kind="programmes.round-to-resume",
            title=f"Resume the round {one.label}: its pause is over",
            since=_midnight(one.paused_until or today),
            address=f"/desk/rounds/{one.public_id}/resume/",
            scope=one.scope,
            public_id=one.public_id,
        )
        for one in found
    ]


@waits("programmes.round-to-open", "A round that should have begun")
def rounds_to_open(person_id: int, now: datetime) -> list[WaitingItem]:
    """Planned rounds whose first phase was due to begin. Two queries."""
    today = timezone.localdate(now)
    run = _programmes_run_by(person_id, today)
    due = Phase.objects.filter(
        round__programme__public_id__in=run, round__state="planned", planned_start__lte=today
    ).select_related("round")
    first: dict[int, Phase] = {}
    for phase in due.order_by("planned_start"):
        first.setdefault(phase.round_id, phase)
    return [
        WaitingItem(
            kind="programmes.round-to-open",
            title=f"Open the round {one.round.label}: “{one.label}” was due to begin",
            since=_midnight(one.planned_start or today),
            address=f"/desk/rounds/{one.round.public_id}/",
            scope=one.scope,
            public_id=one.round.public_id,
        )
        for one in first.values()
    ]


@waits("programmes.lessons-to-write", "A closed round without lessons")
def lessons_to_write(person_id: int, now: datetime) -> list[WaitingItem]:
    """Closed rounds for which nobody wrote down what they taught. Two queries."""
    run = _programmes_run_by(person_id, timezone.localdate(now))
    found = Round.objects.filter(
        Q(programme__public_id__in=run), state="closed", lessons__isnull=True, programme__is_history=False
    )
    return [
        WaitingItem(
            kind="programmes.lessons-to-write",
            title=f"Write down what the round {one.label} taught",
            since=one.state_since,
            address=f"/desk/rounds/{one.public_id}/lessons/",
            scope=one.scope,
            public_id=one.public_id,
        )
        for one in found
    ]


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
