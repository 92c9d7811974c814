"""Opening, pausing, resuming and closing a round."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from bridgework.apps.programmes import rules
from bridgework.apps.programmes.actions.making import fitting_label
from bridgework.apps.programmes.actions.phases import keep_changes, locked_round
from bridgework.apps.programmes.events import RoundClosed, RoundOpened, RoundPaused, RoundResumed
from bridgework.apps.programmes.models import Gathering, Round
from bridgework.apps.programmes.queries import stretches_of
from bridgework.apps.programmes.states import ROUND
from bridgework.apps.programmes.timetable import changed, shifted
from bridgework.kernel import audit, events, transitions
from bridgework.kernel.errors import InvalidInput, NotPossibleNow
from bridgework.kernel.permissions import Actor


def change_round(*, actor: Actor, now: datetime, round_: Round, label: str, year: int | None, note: str) -> Round:
    """Change a round's name, its year and the note shown with it."""
    with transaction.atomic():
        round_ = locked_round(round_)
        rules.RUN_ROUND.require(actor, round_)
        round_.label = fitting_label(round_.programme, label, besides=round_)
        round_.year, round_.note = year, note.strip()
        round_.save(update_fields=["label", "year", "note"])
        audit.record(actor=actor, now=now, verb="changed", on=round_, fields=["label", "year", "note"])
    return round_


def open_round(*, actor: Actor, now: datetime, round_: Round) -> Round:
    """Let a round run: from now on its phases open what they open on their dates.

    Raises `NotPossibleNow` where no phase has dates; history, which has no phases, is opened by the program itself.
    """
    with transaction.atomic():
        round_ = locked_round(round_)
        rules.RUN_ROUND.require(actor, round_)
        if not actor.is_system and not round_.phases.filter(planned_start__isnull=False).exists():
            raise NotPossibleNow(
                "No phase of this round has dates yet, so nothing would open.",
                rule="programmes.round-has-dates",
                remedy="Give the phases their dates first.",
            )
        transitions.move(round_, ROUND, "open", actor=actor, now=now)
        if not round_.opened_on:
            round_.opened_on = timezone.localdate(now).isoformat()
            round_.save(update_fields=["opened_on"])
        audit.record(actor=actor, now=now, verb="opened", on=round_, fields=["state"])
        events.publish(RoundOpened(at=now, round_public_id=round_.public_id))
    return round_


def pause_round(
    *, actor: Actor, now: datetime, round_: Round, until: date, reason: str, starts: date | None = None
) -> Round:
    """Pause a round, for an election or another reason; nothing is open in it until it is resumed.

    It begins today, or on the day `starts`: then the round runs until that day, and the program pauses it. `until` is
    the last day of the pause as expected. Dates move when the round is resumed, by as long as it lasted. Raises
    `InvalidInput` for days in the past or a missing reason.
    """
    with transaction.atomic():
        round_ = locked_round(round_)
        rules.RUN_ROUND.require(actor, round_)
        today = timezone.localdate(now)
        starts = starts or today
        if starts < today or until < starts:
            raise InvalidInput(
                "The pause ends before it begins." if until < starts else "The first day of the pause is past.",
                rule="programmes.pause-ends-later",
                remedy="Choose today or later days, the last one not before the first.",
                field="until" if until < starts else "starts",
            )
        if starts == today:
            transitions.move(round_, ROUND, "pause", actor=actor, now=now, reason=reason)
            events.publish(RoundPaused(at=now, round_public_id=round_.public_id))
        elif not reason.strip():
            raise InvalidInput(
                "A reason is needed.",
                rule="round.pause.reason",
                remedy="Say why in a sentence; everybody reads it.",
                field="reason",
            )
        round_.paused_from, round_.paused_until, round_.pause_reason = starts, until, reason.strip()[:300]
        round_.save(update_fields=["paused_from", "paused_until", "pause_reason"])
        verb = "paused" if starts == today else "planned a pause"
        audit.record(actor=actor, now=now, verb=verb, on=round_, fields=["paused_from", "paused_until"])
    return round_


def drop_planned_pause(*, actor: Actor, now: datetime, round_: Round) -> Round:
    """Take back a pause that was planned and has not begun."""
    with transaction.atomic():
        round_ = locked_round(round_)
        rules.RUN_ROUND.require(actor, round_)
        if round_.state != "running" or round_.paused_from is None:
            raise NotPossibleNow(
                "No pause is planned for this round.",
                rule="programmes.pause-planned",
                remedy="A pause that has begun is ended by resuming the round.",
            )
        round_.paused_from = round_.paused_until = None
        round_.pause_reason = ""
        round_.save(update_fields=["paused_from", "paused_until", "pause_reason"])
        audit.record(actor=actor, now=now, verb="dropped a planned pause", on=round_, fields=["paused_from"])
    return round_


def begin_planned_pauses(*, actor: Actor, now: datetime) -> int:
    """Pause the rounds whose planned pause begins today or began while nothing ran; how many."""
    due = Round.objects.filter(state="running", paused_from__lte=timezone.localdate(now)).order_by("id")
    count = 0
    for found in due:
        with transaction.atomic():
            round_ = locked_round(found)
            transitions.move(round_, ROUND, "pause", actor=actor, now=now, reason=round_.pause_reason)
            audit.record(actor=actor, now=now, verb="paused as planned", on=round_, fields=["state"])
            events.publish(RoundPaused(at=now, round_public_id=round_.public_id))
        count += 1
    return count


def resume_round(*, actor: Actor, now: datetime, round_: Round, shift_dates: bool = True) -> Round:
    """Let a paused round run again.

    With `shift_dates` what had not ended when the pause began moves by as many days as the pause lasted: phases that
    had begun end later, phases and gatherings still to come move as a whole.
    """
    with transaction.atomic():
        round_ = locked_round(round_)
        rules.RUN_ROUND.require(actor, round_)
        transitions.move(round_, ROUND, "resume", actor=actor, now=now)
        paused_from = round_.paused_from
        round_.paused_from, round_.paused_until, round_.pause_reason = None, None, ""
        round_.save(update_fields=["paused_from", "paused_until", "pause_reason"])
        audit.record(actor=actor, now=now, verb="resumed", on=round_, fields=["paused_from", "paused_until"])
        if shift_dates and paused_from is not None:
            _shift_after_pause(round_, paused_from, actor, now)
        events.publish(RoundResumed(at=now, round_public_id=round_.public_id))
    return round_


def _shift_after_pause(round_: Round, paused_from: date, actor: Actor, now: datetime) -> None:
    days = (timezone.localdate(now) - paused_from).days
    if days <= 0:
        return
    before = stretches_of(round_, paused_from)
    keep_changes(round_, changed(before, shifted(before, days)), actor=actor, now=now)
    paused_at = timezone.make_aware(datetime.combine(paused_from, datetime.min.time()))
    for gathering in Gathering.objects.filter(round=round_, state="planned", starts_at__gte=paused_at):
        assert gathering.starts_at is not None
        gathering.starts_at += timedelta(days=days)
        gathering.save(update_fields=["starts_at"])
        audit.record(actor=actor, now=now, verb="moved", on=gathering, fields=["starts_at"])


def close_round(*, actor: Actor, now: datetime, round_: Round) -> Round:
    """Close a round: nothing is open in it any more; what its questions led to is still followed up."""
    with transaction.atomic():
        round_ = locked_round(round_)
        rules.RUN_ROUND.require(actor, round_)
        transitions.move(round_, ROUND, "close", actor=actor, now=now)
        round_.paused_from, round_.paused_until, round_.pause_reason = None, None, ""
        round_.save(update_fields=["paused_from", "paused_until", "pause_reason"])
        audit.record(actor=actor, now=now, verb="closed", on=round_, fields=["state"])
        events.publish(RoundClosed(at=now, round_public_id=round_.public_id))
    return round_


def reopen_round(*, actor: Actor, now: datetime, round_: Round, reason: str) -> Round:
    """Let a closed round run again, with a reason."""
    with transaction.atomic():
        round_ = locked_round(round_)
        rules.RUN_ROUND.require(actor, round_)
        transitions.move(round_, ROUND, "reopen", actor=actor, now=now, reason=reason)
        audit.record(actor=actor, now=now, verb="reopened", on=round_, fields=["state"])
        events.publish(RoundOpened(at=now, round_public_id=round_.public_id))
    return round_
