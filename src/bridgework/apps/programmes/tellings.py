"""What people are told about rounds and gatherings."""

from __future__ import annotations

from django.utils import timezone

from bridgework.apps.programmes.models import Round
from bridgework.apps.programmes.queries import gathering_of, phases_of, round_of
from bridgework.core.reading import human_date
from bridgework.kernel.tellings import Telling, telling


@telling("programmes.phases-moved")
def phases_moved(record_public_id: str, person_id: int) -> Telling:
    """The dates of a round changed."""
    round_ = round_of(record_public_id)
    return Telling(
        subject=f"New dates for the round {round_.label}",
        body=f"The dates of {round_.programme.name}, round {round_.label}, have changed. They are now:\n\n"
        + _dates(round_),
        path=f"/desk/rounds/{round_.public_id}/",
        why="You have a role in this round.",
    )


@telling("programmes.gathering-invited")
def gathering_invited(record_public_id: str, person_id: int) -> Telling:
    """Somebody is asked to a gathering."""
    return _about_gathering(record_public_id, "You are invited: {title}", "You are invited to this gathering.")


@telling("programmes.gathering-moved")
def gathering_moved(record_public_id: str, person_id: int) -> Telling:
    """A gathering has a new date or place."""
    return _about_gathering(record_public_id, "New date or place: {title}", "This gathering has a new date or place.")


@telling("programmes.gathering-cancelled")
def gathering_cancelled(record_public_id: str, person_id: int) -> Telling:
    """A gathering was cancelled."""
    return _about_gathering(record_public_id, "Cancelled: {title}", "This gathering was cancelled.")


def _about_gathering(public_id: str, subject: str, opening: str) -> Telling:
    gathering = gathering_of(public_id)
    when = "The date is not known yet."
    if gathering.starts_at is not None:
        local = timezone.localtime(gathering.starts_at)
        when = f"{human_date(local.date())}, {local:%H:%M}"
    where = gathering.place or "The place is not known yet."
    return Telling(
        subject=subject.format(title=gathering.title),
        body=f"{opening}\n\n- **What:** {gathering.title}\n- **When:** {when}\n- **Where:** {where}",
        path=f"/desk/gatherings/{gathering.public_id}/",
        why="You were asked to this gathering.",
    )


def _dates(round_: Round) -> str:
    lines = []
    for phase in phases_of(round_):
        first, last = phase.actual_start or phase.planned_start, phase.actual_end or phase.planned_end
        if first is None:
            lines.append(f"- {phase.label}: no dates yet")
        else:
            until = f" to {human_date(last)}" if last else ""
            lines.append(f"- {phase.label}: {human_date(first)}{until}")
    return "\n".join(lines)
