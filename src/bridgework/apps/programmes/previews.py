"""What moving a phase does to the round's own gatherings."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils import timezone

from bridgework.apps.programmes.models import Gathering
from bridgework.core.reading import human_date
from bridgework.kernel.previews import Consequence, PhaseMove, previews


@previews
def affected_by(change: PhaseMove) -> list[Consequence]:
    """Gatherings planned in the phase's old days that its new days no longer cover. One query."""
    first = timezone.make_aware(datetime.combine(change.old_start, time.min))
    after = timezone.make_aware(datetime.combine(change.old_end + timedelta(days=1), time.min))
    inside = Gathering.objects.filter(
        round__public_id=change.round_public_id, state="planned", starts_at__gte=first, starts_at__lt=after
    )
    found = []
    for one in inside.order_by("starts_at"):
        assert one.starts_at is not None
        day = timezone.localdate(one.starts_at)
        if not change.new_start <= day <= change.new_end:
            found.append(
                Consequence(
                    what=f"“{one.title}” on {human_date(day)} falls outside the phase and keeps its date.",
                    told="Nobody until you change the gathering",
                    address=f"/desk/gatherings/{one.public_id}/",
                )
            )
    return found
