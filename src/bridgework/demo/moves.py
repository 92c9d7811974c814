"""To which moments the demonstration's clock can be moved, and what follows from moving it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from bridgework.apps.calendar.queries import holidays
from bridgework.apps.committees.models import Paper
from bridgework.apps.impact.models import Prompt
from bridgework.apps.teams.models import FormationRun
from bridgework.core.working_days import latest_publication
from bridgework.kernel import clock, jobs

MOST_JOBS_AT_ONCE = 300
"""What is due beyond these is left to the worker, so that the page comes soon."""
COMMITTEE_DAYS = 3
"""How many committee days ahead are offered."""
MOST_PAPERS = 20


@dataclass(frozen=True)
class Move:
    """A moment to which the clock can be moved."""

    key: str
    label: str
    moment: datetime
    meaning: str


def moves(now: datetime) -> list[Move]:
    """The moments that lie ahead, the nearest first. Time runs forward only; putting everything back turns it back."""
    found = [
        Move(
            "half-a-year",
            "Six months later",
            now + timedelta(days=182),
            "The people who own what was agreed are asked what became of it.",
        )
    ]
    found += _committee_days(timezone.localdate(now))
    found += _public_values(timezone.localdate(now))
    prompt = Prompt.objects.filter(
        due_on__gt=timezone.localdate(now), sent_at=None, recommendation__state="open"
    ).order_by("due_on", "id").first()  # fmt: skip
    if prompt is not None:
        words = f"Somebody is asked what became of a recommendation after {prompt.months} months."
        found.append(Move("prompt", "The next question after months", _morning(prompt.due_on), words))
    return sorted((one for one in found if one.moment > now), key=lambda one: one.moment)


def _public_values(today: date) -> list[Move]:
    """The day on which the value is fixed that completes the seed of a lottery."""
    run = FormationRun.objects.filter(state="frozen", public_value="", public_value_on__gt=today).order_by("id").first()
    if run is None or run.public_value_on is None:
        return []
    words = f"The value that completes the seed of a lottery is known then: {run.public_value_source}."
    return [Move("public-value", "The day of the public value", _morning(run.public_value_on), words)]


def _committee_days(today: date) -> list[Move]:
    """The next committee meetings that have a paper, and the last day for a paper that is not published yet."""
    papers = (
        Paper.objects.filter(
            challenge__question__programme__is_invented=True, state__in=("ready", "published"),
            committee_meeting__state="planned", committee_meeting__on__gt=today,
        )
        .select_related("committee_meeting__body__organisation")
        .order_by("committee_meeting__on", "id")
    )  # fmt: skip
    by_day: dict[date, list[Paper]] = {}
    for paper in papers[:MOST_PAPERS]:
        by_day.setdefault(paper.committee_meeting.on, []).append(paper)
    found = []
    for on, here in list(by_day.items())[:COMMITTEE_DAYS]:
        titles = ", ".join(f"“{one.title}”" for one in here)
        found.append(Move(f"committee-{on}", "Committee day", _morning(on), f"The committee meets at ten: {titles}."))
        unpublished = next((one for one in here if one.state == "ready"), None)
        if unpublished is None:
            continue
        body = unpublished.committee_meeting.body
        last = latest_publication(on, body.clear_days, holidays(body.organisation, first=on - timedelta(days=60)))
        if last > today:
            words = f"The last day on which “{unpublished.title}” can be published."
            found.append(Move(f"deadline-{on}", "The paper’s deadline", _morning(last), words))
        words = f"“{unpublished.title}” is late: it can go out only with a reason."
        found.append(
            Move(f"late-{on}", "The day after the paper’s deadline", _morning(last + timedelta(days=1)), words)
        )
    return found


def move(key: str, now: datetime) -> Move | None:
    """Move the clock, and do what falls due by then; None for a moment that is none of the choices."""
    chosen = next((one for one in moves(now) if one.key == key), None)
    if chosen is not None:
        move_to(chosen.moment)
    return chosen


def move_to(moment: datetime) -> None:
    """Move the clock forward to a moment and run what is due; a moment that is past is left alone."""
    if moment > clock.now():
        clock.move_to(moment)
        jobs.run_waiting(limit=MOST_JOBS_AT_ONCE)


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(8, 30), tzinfo=timezone.get_default_timezone())
