"""What moving a phase does to reports."""

from __future__ import annotations

from django.urls import reverse

from bridgework.apps.programmes.models import Phase
from bridgework.apps.reports.models import Report
from bridgework.kernel.previews import Consequence, PhaseMove, previews


@previews
def affected_by(change: PhaseMove) -> list[Consequence]:
    """Reports still being written, where the phase for them ends earlier."""
    phase = Phase.objects.filter(round__public_id=change.round_public_id, key=change.phase_key).first()
    if phase is None or "report" not in phase.switches or change.new_end >= change.old_end:
        return []
    unfinished = Report.objects.filter(
        challenge__round=phase.round_id, parent=None, state__in=("draft", "with_officers")
    ).count()
    if not unfinished:
        return []
    return [
        Consequence(
            "reports still being written, with less time",
            unfinished,
            told="nobody by itself: tell their teams",
            address=reverse("workspace:index"),
        )
    ]
