"""Milestones: counted backwards from the committee meeting, counted again when it moves, and ticked when reached."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from bridgework.apps.people.models import Person
from bridgework.apps.questions.actions.challenges import start_work
from bridgework.apps.questions.models import Challenge
from bridgework.apps.questions.queries import target_day
from bridgework.apps.workspace import timetable
from bridgework.apps.workspace.models import Milestone
from bridgework.apps.workspace.rules import BEGIN, KEEP_PLAN, TICK_MILESTONE
from bridgework.core.planning import PlanImpossible
from bridgework.kernel import audit
from bridgework.kernel.errors import InvalidInput, NotPossibleNow
from bridgework.kernel.permissions import Actor


def begin_work(*, actor: Actor, now: datetime, challenge: Challenge) -> Challenge:
    """Say that a formed team has begun; where a committee meeting or a provisional date is known, plan backwards."""
    with transaction.atomic():
        BEGIN.require(actor, challenge)
        moved = start_work(actor=actor, now=now, challenge=challenge)
        if target_day(challenge)[0] is not None:
            count_plan(actor=actor, now=now, challenge=challenge)
    return moved


def count_plan(*, actor: Actor, now: datetime, challenge: Challenge) -> list[Milestone]:
    """Count the milestones backwards from the committee meeting, or from a provisional date and marked so.

    What is done keeps its dates; the day first planned is kept beside a new one. Without a date to count from, what is
    not done loses its day. Raises `NotPossibleNow` where blocked periods leave no room.
    """
    with transaction.atomic():
        KEEP_PLAN.require(actor, challenge)
        locked = _locked_challenge(challenge)
        target, provisional = target_day(locked)
        today = timezone.localdate(now)
        days = timetable.days_that_count(locked, today)
        if target is None:
            locked.milestones.filter(done_on=None).update(planned_on=None, is_provisional=False, reasons=[])
        else:
            _write_plan(locked, target, provisional, days, now)
            _brief_given_before(locked)
        audit.record(actor=actor, now=now, verb="workspace.count-plan", on=locked, fields=["milestones"])
    return list(challenge.milestones.order_by("order"))


def reach_milestone(*, actor: Actor, now: datetime, milestone: Milestone, on: date | None = None) -> Milestone:
    """Say that a milestone is reached; without `on`, today. Raises `InvalidInput` for a day that lies ahead."""
    day = on or timezone.localdate(now)
    if day > timezone.localdate(now):
        raise InvalidInput(
            "This day lies ahead.", rule="workspace.reached-on", remedy="Tick it when it is done.", field="on"
        )
    return _tick(milestone, day, actor, now)


def reach_milestones(*, actor: Actor, now: datetime, challenge: Challenge, keys: Collection[str]) -> list[Milestone]:
    """Note that what happened reached these steps of the plan; those reached already keep their day.

    Called where the thing itself happens, so that nobody has to tick it as well.
    """
    with transaction.atomic():
        return [
            reach_milestone(actor=actor, now=now, milestone=one)
            for one in challenge.milestones.filter(key__in=keys, done_on=None).order_by("order")
        ]


def reopen_milestone(*, actor: Actor, now: datetime, milestone: Milestone) -> Milestone:
    """Say that a milestone is not reached after all."""
    return _tick(milestone, None, actor, now)


def _tick(milestone: Milestone, on: date | None, actor: Actor, now: datetime) -> Milestone:
    with transaction.atomic():
        locked = Milestone.objects.select_for_update().get(pk=milestone.pk)
        TICK_MILESTONE.require(actor, locked)
        if locked.done_on != on:
            locked.done_on = on
            locked.done_by = Person.objects.filter(pk=actor.person_id).first() if on and actor.person_id else None
            locked.save(update_fields=["done_on", "done_by"])
            audit.record(actor=actor, now=now, verb="workspace.tick-milestone", on=locked, fields=["done_on"])
    return locked


def _write_plan(
    challenge: Challenge, target: date, provisional: bool, days: timetable.DaysThatCount, now: datetime
) -> None:
    try:
        plan = timetable.plan_for(challenge, target, days)
    except PlanImpossible as refusal:
        raise NotPossibleNow(
            f"The plan cannot be counted: {refusal}.",
            rule="workspace.plan-possible",
            remedy="Aim at a later committee meeting.",
        ) from refusal
    holders = {one.key: one.holder for one in timetable.steps_of(challenge)}
    known = {one.key: one for one in challenge.milestones.select_for_update()}
    for order, planned in enumerate(plan.steps, start=1):
        step = planned.step
        row = known.get(step.key) or Milestone(
            created_at=now, scope=challenge.scope, challenge=challenge, key=step.key, first_planned_on=planned.finish
        )
        row.order, row.label, row.holder, row.working_days = order, step.name, holders[step.key], step.working_days
        if row.done_on is None:
            row.planned_on, row.is_provisional, row.reasons = planned.finish, provisional, [planned.reason]
            row.first_planned_on = row.first_planned_on or planned.finish
        row.save()


def _brief_given_before(challenge: Challenge) -> None:
    """A brief that was given before there was a plan is a step reached on that day."""
    given = challenge.briefs.exclude(given_at=None).order_by("number").first()
    if given is not None and given.given_at is not None:
        day = timezone.localdate(given.given_at)
        challenge.milestones.filter(key=timetable.BRIEF, done_on=None).update(done_on=day, done_by=given.author)


def _locked_challenge(challenge: Challenge) -> Challenge:
    return (
        Challenge.objects.select_for_update(of=("self",))
        .select_related("type", "round__programme__council", "target_meeting__body")
        .get(pk=challenge.pk)
    )


__all__ = ["begin_work", "count_plan", "reach_milestone", "reach_milestones", "reopen_milestone"]
