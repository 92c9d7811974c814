"""Deleting what has been kept as long as was promised: announced two weeks ahead, then done, unless held back."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from bridgework.apps.people.queries import holders
from bridgework.apps.privacy import rules
from bridgework.apps.privacy.models import Disposal
from bridgework.apps.privacy.states import DISPOSAL
from bridgework.apps.programmes.models import Programme
from bridgework.apps.programmes.settings import settings_of
from bridgework.kernel import audit, events, transitions
from bridgework.kernel.errors import InvalidInput
from bridgework.kernel.permissions import Actor
from bridgework.kernel.retention import RETENTIONS, Retention, months_before
from bridgework.kernel.roles import PROGRAMME_LEAD
from bridgework.kernel.tellings import Told

NOTICE: Final = timedelta(days=14)
"""So long before anything goes, the lead can look at it."""


def keep_promises(*, actor: Actor, now: datetime) -> int:
    """Announce what is due to go, and delete what was announced long enough ago; how many things went.

    Each programme and promise is a transaction of its own, so that what is done stays done. Done twice it does nothing
    the second time.
    """
    today, gone = timezone.localdate(now), 0
    for programme in Programme.objects.filter(is_history=False).order_by("id"):
        for retention in RETENTIONS.values():
            with transaction.atomic():
                gone += _keep(retention, programme, actor, now, today)
    return gone


def hold_back(*, actor: Actor, now: datetime, disposal: Disposal, until: date, reason: str) -> Disposal:
    """Keep what is due to go until a day, for a reason. On that day it is announced again."""
    with transaction.atomic():
        locked = Disposal.objects.select_for_update().get(pk=disposal.pk)
        rules.HOLD_BACK.require(actor, locked)
        if until <= timezone.localdate(now):
            raise InvalidInput(
                "This day is not ahead.", rule="privacy.hold-back.day", remedy="Choose a later day.", field="until"
            )
        transitions.move(locked, DISPOSAL, "hold_back", actor=actor, now=now, reason=reason)
        locked.held_until, locked.decided_by, locked.reason = until, actor.public_id, reason.strip()[:300]
        locked.save(update_fields=["held_until", "decided_by", "reason"])
        audit.record(actor=actor, now=now, verb="held back", on=locked, fields=["held_until"])
    return locked


def _keep(retention: Retention, programme: Programme, actor: Actor, now: datetime, today: date) -> int:
    rows = Disposal.objects.select_for_update().filter(scope=programme.scope, rule=retention.key)
    announced = rows.filter(state="announced").first()
    if announced is None:
        if not rows.filter(state="held_back", held_until__gt=today).exists():
            _announce(retention, programme, actor, now, today)
        return 0
    if announced.goes_on > today:
        return 0
    count = retention.dispose(programme.scope, announced.before, actor, now)
    announced.done_at, announced.done_count = now, count
    announced.save(update_fields=["done_at", "done_count"])
    transitions.move(announced, DISPOSAL, "dispose", actor=actor, now=now)
    audit.record(actor=actor, now=now, verb="deleted what was due", on=announced)
    return count


def _announce(retention: Retention, programme: Programme, actor: Actor, now: datetime, today: date) -> None:
    before = months_before(now, getattr(settings_of(programme), retention.setting))
    due = retention.due(programme.scope, before)
    if not due:
        return
    disposal = Disposal.objects.create(
        created_at=now,
        scope=programme.scope,
        rule=retention.key,
        before=before,
        count=len(due),
        goes_on=today + NOTICE,
        state=DISPOSAL.initial,
        state_since=now,
    )
    transitions.begin(disposal, DISPOSAL, actor=actor, now=now)
    audit.record(actor=actor, now=now, verb="announced", on=disposal)
    for lead in holders(PROGRAMME_LEAD, programme.scope, today):
        events.publish(
            Told(
                at=now,
                person_public_id=lead.public_id,
                scope=programme.scope,
                telling="privacy.disposal-announced",
                record_public_id=disposal.public_id,
            )
        )
