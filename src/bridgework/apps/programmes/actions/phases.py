"""Dates of phases: planned, moved, shortened; begun and ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from bridgework.apps.people.queries import holdings_at
from bridgework.apps.programmes import rules
from bridgework.apps.programmes.events import PhaseMoved
from bridgework.apps.programmes.models import Phase, Round
from bridgework.apps.programmes.queries import stretches_of
from bridgework.apps.programmes.timetable import Stretch, changed, moved_with_following, shortened
from bridgework.core.reading import human_date
from bridgework.kernel import audit, events
from bridgework.kernel.errors import InvalidInput, NotPossibleNow, StaleRecord
from bridgework.kernel.permissions import Actor
from bridgework.kernel.tellings import Told


def set_phase_dates(*, actor: Actor, now: datetime, phase: Phase, start: date, end: date) -> Phase:
    """Give a phase that has no dates its first ones; later they are moved with `move_phase`."""
    with transaction.atomic():
        round_ = locked_round(phase.round)
        rules.RUN_ROUND.require(actor, round_)
        phase = Phase.objects.get(pk=phase.pk)
        if phase.planned_start is not None:
            raise NotPossibleNow(
                "The phase has dates already.", rule="programmes.phase-dates-once", remedy="Move the phase instead."
            )
        _right_order(start, end)
        phase.planned_start, phase.planned_end = start, end
        phase.save(update_fields=["planned_start", "planned_end"])
        audit.record(actor=actor, now=now, verb="dated", on=phase, fields=["planned_start", "planned_end"])
        events.publish(_moved(phase, round_, now))
    return phase


def move_phase(
    *,
    actor: Actor,
    now: datetime,
    phase: Phase,
    new_start: date,
    new_end: date,
    shift_following: bool = True,
    seen: tuple[date, date] | None = None,
) -> list[Phase]:
    """Change the planned dates of a phase, and where asked those of all that follow by as many days as its end moved.

    `seen` are the dates on the page from which it is moved: where somebody else moved the phase since, `StaleRecord` is
    raised. Those with a role in the round are told in one batch. Returns the phases that changed. Raises
    `NotPossibleNow` for a phase that is over, `InvalidInput` for dates out of order.
    """
    with transaction.atomic():
        round_ = locked_round(phase.round)
        rules.RUN_ROUND.require(actor, round_)
        before, after = planned_move(
            round_, phase.key, new_start, new_end, timezone.localdate(now), shift_following=shift_following
        )
        old = next(one for one in before if one.key == phase.key)
        if seen is not None and seen != (old.start, old.end):
            raise StaleRecord("Somebody else moved this phase while you had it open.")
        return keep_changes(round_, changed(before, after), actor=actor, now=now)


def planned_move(
    round_: Round, key: str, new_start: date, new_end: date, today: date, *, shift_following: bool
) -> tuple[list[Stretch], list[Stretch]]:
    """The phases before and after a move, nothing written: what the preview shows and the action does.

    Raises the refusals of `move_phase`.
    """
    _right_order(new_start, new_end)
    before = stretches_of(round_, today)
    found = [number for number, one in enumerate(before) if one.key == key]
    if not found:
        raise NotPossibleNow(
            "This phase has no dates yet.", rule="programmes.phase-has-dates", remedy="Give it dates first."
        )
    place = found[0]
    old = before[place]
    _movable(old, new_start, new_end, today)
    if place and new_start < before[place - 1].start:
        raise InvalidInput(
            f"The phases keep their order, and “{before[place - 1].label}” begins on "
            f"{human_date(before[place - 1].start)}.",
            rule="programmes.phases-in-order",
            remedy="Choose a later first day, or move the earlier phase first.",
            field="new_start",
        )
    after = moved_with_following(before, key, new_start, new_end, shift_following=shift_following)
    if place + 1 < len(after) and after[place + 1].start < new_start:
        raise InvalidInput(
            f"The phases keep their order, and “{after[place + 1].label}” begins on "
            f"{human_date(after[place + 1].start)}.",
            rule="programmes.phases-in-order",
            remedy="Let the following phases move along, or choose an earlier first day.",
            field="new_start",
        )
    return before, after


def shorten_round(*, actor: Actor, now: datetime, round_: Round, last_day: date) -> list[Phase]:
    """Press what is left of a round together so that its last phase ends on `last_day`, each phase by the same share.

    Returns the phases that changed. Raises the refusals of `planned_shortening`.
    """
    with transaction.atomic():
        round_ = locked_round(round_)
        rules.RUN_ROUND.require(actor, round_)
        before, after = planned_shortening(round_, last_day, timezone.localdate(now))
        return keep_changes(round_, changed(before, after), actor=actor, now=now)


def planned_shortening(round_: Round, last_day: date, today: date) -> tuple[list[Stretch], list[Stretch]]:
    """The phases before and after a shortening, nothing written.

    Raises `InvalidInput` where the day is not earlier than now planned, or leaves less than a day for each phase.
    """
    before = stretches_of(round_, today)
    left = [one for one in before if not one.over]
    if not left:
        raise NotPossibleNow(
            "Every phase of this round is over.",
            rule="programmes.something-to-shorten",
            remedy="Close the round, or move the end of its last phase.",
        )
    ends = max(one.end for one in left)
    if last_day >= ends:
        raise InvalidInput(
            f"The round is planned to end on {human_date(ends)}; that would not shorten it.",
            rule="programmes.shorten-is-earlier",
            remedy="Choose an earlier day, or move the last phase to lengthen the round.",
            field="last_day",
        )
    try:
        return before, shortened(before, today, last_day)
    except ValueError:
        raise InvalidInput(
            f"{len(left)} phases are left, and that leaves less than a day for each.",
            rule="programmes.shorten-leaves-days",
            remedy="Choose a later day.",
            field="last_day",
        ) from None


def begin_phase(*, actor: Actor, now: datetime, phase: Phase, on: date | None = None) -> Phase:
    """Record that a phase began, today or on an earlier day; what it opens is open from then."""
    with transaction.atomic():
        round_ = locked_round(phase.round)
        rules.RUN_ROUND.require(actor, round_)
        phase = Phase.objects.get(pk=phase.pk)
        today = timezone.localdate(now)
        day = on or today
        if phase.actual_start is not None:
            raise NotPossibleNow(
                f"The phase began on {human_date(phase.actual_start)}.", rule="programmes.phase-begins-once"
            )
        _not_in_future(day, today)
        phase.actual_start = day
        phase.save(update_fields=["actual_start"])
        audit.record(actor=actor, now=now, verb="began", on=phase, fields=["actual_start"])
    return phase


def end_phase(*, actor: Actor, now: datetime, phase: Phase, on: date | None = None) -> Phase:
    """Record the last day of a phase, today or earlier; what it opens is closed from the day after."""
    with transaction.atomic():
        round_ = locked_round(phase.round)
        rules.RUN_ROUND.require(actor, round_)
        phase = Phase.objects.get(pk=phase.pk)
        today = timezone.localdate(now)
        day = on or today
        _not_in_future(day, today)
        begun = phase.actual_start or phase.planned_start
        if begun is None or begun > day:
            raise NotPossibleNow(
                "The phase has not begun.", rule="programmes.phase-begins-first", remedy="Record its first day first."
            )
        if phase.actual_end is not None:
            raise NotPossibleNow(
                f"The phase ended on {human_date(phase.actual_end)}.", rule="programmes.phase-ends-once"
            )
        phase.actual_start, phase.actual_end = begun, day
        phase.save(update_fields=["actual_start", "actual_end"])
        audit.record(actor=actor, now=now, verb="ended", on=phase, fields=["actual_end"])
    return phase


def note_phases(*, actor: Actor, now: datetime) -> int:
    """Record the first and last days of phases of running rounds that have come to pass as planned.

    Run daily by the program; returns how many phases were noted. Running it twice changes nothing.
    """
    today = timezone.localdate(now)
    noted = 0
    with transaction.atomic():
        due = Phase.objects.filter(round__state="running", planned_start__lte=today, actual_end__isnull=True)
        for phase in due.select_related("round").order_by("id"):
            rules.RUN_ROUND.require(actor, phase.round)
            touched = []
            if phase.actual_start is None:
                phase.actual_start = phase.planned_start
                touched.append("actual_start")
            if phase.planned_end is not None and phase.planned_end < today:
                phase.actual_end = phase.planned_end
                touched.append("actual_end")
            if touched:
                phase.save(update_fields=touched)
                audit.record(actor=actor, now=now, verb="noted", on=phase, fields=touched)
                noted += 1
    return noted


def locked_round(round_: Round) -> Round:
    """The round, locked for the rest of the transaction, with its programme."""
    return Round.objects.select_for_update(of=("self",)).select_related("programme", "type").get(pk=round_.pk)


def keep_changes(
    round_: Round, pairs: Sequence[tuple[Stretch, Stretch]], *, actor: Actor, now: datetime
) -> list[Phase]:
    """Write new planned dates, audit and publish each, and tell those with a role in the round."""
    phases = {one.key: one for one in Phase.objects.filter(round=round_)}
    kept: list[Phase] = []
    for old, new in pairs:
        phase = phases[new.key]
        if not old.begun or phase.actual_start is None:
            phase.planned_start = new.start
        phase.planned_end = new.end
        if phase.actual_end is not None and new.end >= timezone.localdate(now):
            phase.actual_end = None
        phase.save(update_fields=["planned_start", "planned_end", "actual_end"])
        audit.record(actor=actor, now=now, verb="moved", on=phase, fields=["planned_start", "planned_end"])
        events.publish(_moved(phase, round_, now))
        kept.append(phase)
    if kept:
        tell_those_in_round(round_, "programmes.phases-moved", now, but=actor)
    return kept


def people_told(round_: Round, on: date) -> dict[str, str]:
    """Whom a change of dates is told: public id to role, for everybody with a role in the programme or the round."""
    programme, own = round_.programme.scope, round_.scope
    found: dict[str, str] = {}
    for holding in holdings_at(programme, on):
        if holding.scope == programme or holding.scope == own or holding.scope.startswith(f"{own}/"):
            found.setdefault(holding.person.public_id, holding.role)
    return found


def tell_those_in_round(round_: Round, telling: str, now: datetime, *, but: Actor) -> None:
    """One batch, released by a named person, to everybody with a role in the round but the one who acts."""
    for public_id in sorted(people_told(round_, timezone.localdate(now))):
        if public_id != but.public_id:
            events.publish(
                Told(
                    at=now,
                    person_public_id=public_id,
                    scope=round_.scope,
                    telling=telling,
                    record_public_id=round_.public_id,
                    batch=f"{telling}/{round_.public_id}/{timezone.localdate(now).isoformat()}",
                )
            )


def _moved(phase: Phase, round_: Round, now: datetime) -> PhaseMoved:
    return PhaseMoved(at=now, round_public_id=round_.public_id, phase_public_id=phase.public_id, phase_key=phase.key)


def _right_order(start: date, end: date) -> None:
    if end < start:
        raise InvalidInput(
            "The last day is before the first.",
            rule="programmes.phase-dates",
            remedy="Choose a later last day.",
            field="new_end",
        )


def _movable(old: Stretch, new_start: date, new_end: date, today: date) -> None:
    if old.over and new_end < today:
        raise NotPossibleNow(
            f"The phase ended on {human_date(old.end)}; what happened is not moved.",
            rule="programmes.past-phases-stay",
            remedy="To open it again, choose a last day of today or later.",
        )
    if old.begun and new_start != old.start:
        raise InvalidInput(
            f"The phase began on {human_date(old.start)}, so only its end can move.",
            rule="programmes.begun-phases-keep-their-start",
            remedy="Leave the first day as it is.",
            field="new_start",
        )
    if old.begun and new_end < today - timedelta(days=1):
        raise InvalidInput(
            "The phase is running and cannot end in the past.",
            rule="programmes.running-phases-end-later",
            remedy="Choose yesterday or a later day.",
            field="new_end",
        )


def _not_in_future(day: date, today: date) -> None:
    if day > today:
        raise InvalidInput(
            "That day is still to come.",
            rule="programmes.happened-days-are-past",
            remedy="Choose today or an earlier day, or move the plan.",
            field="on",
        )
