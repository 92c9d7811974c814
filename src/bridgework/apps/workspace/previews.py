"""What moving a phase does to the work on questions."""

from __future__ import annotations

from datetime import date, datetime, time

from django.urls import reverse
from django.utils import timezone

from bridgework.apps.programmes.models import Phase
from bridgework.apps.workspace.models import TeamMeeting
from bridgework.kernel.previews import Consequence, PhaseMove, previews


@previews
def affected_by(change: PhaseMove) -> list[Consequence]:
    """Team meetings planned inside the phase as it was, that would lie outside it."""
    phase = Phase.objects.filter(round__public_id=change.round_public_id, key=change.phase_key).first()
    if phase is None or "work" not in phase.switches:
        return []
    inside = TeamMeeting.objects.filter(
        challenge__round=phase.round_id,
        state="planned",
        starts_at__gte=_start(change.old_start),
        starts_at__lte=_end(change.old_end),
    )
    outside = inside.exclude(starts_at__gte=_start(change.new_start), starts_at__lte=_end(change.new_end)).count()
    if not outside:
        return []
    return [
        Consequence(
            "team meetings that would lie outside the phase",
            outside,
            told="nobody by itself: their teams plan them anew",
            address=reverse("workspace:index"),
        )
    ]


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _end(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.max))
