"""What waits on people because of committee meetings."""

from __future__ import annotations

from datetime import datetime, time

from django.utils import timezone

from bridgework.apps.calendar.models import CommitteeMeeting
from bridgework.apps.calendar.queries import UNNAMED, names_of_bodies
from bridgework.apps.people.queries import scopes_held
from bridgework.kernel.roles import CLERK
from bridgework.kernel.waiting import WaitingItem, waits


@waits("calendar.meeting-to-record", "A committee meeting whose day has passed")
def meetings_to_record(person_id: int, now: datetime) -> list[WaitingItem]:
    """The committee meetings a clerk has not yet recorded as held or cancelled. Three queries at most."""
    today = timezone.localdate(now)
    clerked = scopes_held(person_id, [CLERK], today)
    if not clerked:
        return []
    meetings = list(CommitteeMeeting.objects.filter(body_scope__in=clerked, state="planned", on__lt=today))
    names = names_of_bodies({one.body_id for one in meetings}, today) if meetings else {}
    return [
        WaitingItem(
            kind="calendar.meeting-to-record",
            title=f"Record whether the meeting of {names.get(one.body_id, UNNAMED)} was held",
            since=timezone.make_aware(datetime.combine(one.on, one.starts_at or time(0))),
            address=f"/desk/calendar/meetings/{one.public_id}/",
            scope=one.body_scope,
            public_id=one.public_id,
        )
        for one in meetings
    ]
