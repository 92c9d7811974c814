"""Time passing: stories take their turns in order, and what the worker would have done on the days between is done."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from datetime import datetime, time, timedelta

from django.utils import timezone

from bridgework.apps.messages.actions import release_batch
from bridgework.apps.messages.models import Batch
from bridgework.demo.invented.stage import Stage, Story
from bridgework.kernel.jobs.registry import KINDS, REPETITIONS
from bridgework.kernel.models.jobs import Job

DAILY = ("programmes.note-phases", "messages.digests", "impact.prompts")
DIGESTS_EVERY_DAY_FOR = 10
"""Days before today for which digests go out daily; before, once a month is enough to read."""


def play(stage: Stage, stories: Sequence[Story], *, until: datetime) -> None:
    """Let every story run to its end, each part at its moment, and do the jobs that fall due before `until`.

    What a story wants on the last day later than `until` happens at `until`: also before breakfast there is a
    demonstration. Raises `ValueError` for a story that wants to go on after that day: nothing is dated in the future.
    """
    turns: list[tuple[datetime, int, Story]] = []
    for number, story in enumerate(stories):
        _next_turn(turns, number, story)
    while turns:
        moment, number, story = heapq.heappop(turns)
        if timezone.localdate(moment) == timezone.localdate(until):
            moment = min(moment, until)
        if moment > until:
            raise ValueError(f"A story goes on at {moment}, after {until}.")
        _pass(stage, moment)
        _next_turn(turns, number, story, not_before=moment)
        _do_jobs(moment)
    _pass(stage, until)


def _next_turn(
    turns: list[tuple[datetime, int, Story]], number: int, story: Story, *, not_before: datetime | None = None
) -> None:
    try:
        wanted = next(story)
    except StopIteration:
        return
    heapq.heappush(turns, (max(wanted, not_before) if not_before else wanted, number, story))


def _pass(stage: Stage, until: datetime) -> None:
    """Do what every night between two moments brings, then be at the later one."""
    if until <= stage.now:
        return
    first, last = timezone.localdate(stage.now), timezone.localdate(until)
    for days in range(1, (last - first).days + 1):
        morning = datetime.combine(first + timedelta(days=days), time(7, 30), tzinfo=timezone.get_default_timezone())
        if morning > until or not _is_worth_a_night(stage, morning):
            continue
        stage.now = morning
        _release_outbox(stage)
        for key in DAILY:
            REPETITIONS[key].work(morning)
        _do_jobs(morning)
    stage.now = until
    _do_jobs(until)


def _is_worth_a_night(stage: Stage, morning: datetime) -> bool:
    recent = (stage.today - timezone.localdate(morning)).days < DIGESTS_EVERY_DAY_FOR
    first_monday = morning.weekday() == 0 and morning.day <= 7
    return recent or first_monday or Batch.objects.filter(state="waiting").exists()


def _release_outbox(stage: Stage) -> None:
    """Somebody who runs the round looks into the outbox every morning; what came in since yesterday still waits."""
    for batch in Batch.objects.filter(state="waiting", created_at__lt=stage.now - timedelta(hours=12)):
        release_batch(actor=stage.actor("lead"), now=stage.now, batch=batch)


def _do_jobs(until: datetime) -> None:
    while due := list(Job.objects.filter(state=Job.WAITING, run_at__lte=until).order_by("run_at", "id")):
        for row in due:
            KINDS[row.kind].work(row.payload, row.run_at)
        Job.objects.filter(pk__in=[row.pk for row in due]).delete()
