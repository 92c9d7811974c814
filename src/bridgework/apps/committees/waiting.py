"""What waits on clerks and authors of papers."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils import timezone

from bridgework.apps.committees.models import Paper, Resolution
from bridgework.apps.committees.queries import last_day_to_publish
from bridgework.apps.people.queries import scopes_held
from bridgework.kernel.roles import CLERK
from bridgework.kernel.waiting import WaitingItem, waits


@waits("committees.to-publish", "Papers ready to publish")
def to_publish(person_id: int, now: datetime) -> list[WaitingItem]:
    """Papers that wait for this person, as clerk, to publish them."""
    found = Paper.objects.filter(state="ready", body_scope__in=scopes_held(person_id, [CLERK], timezone.localdate(now)))
    return [
        WaitingItem(
            kind="committees.to-publish",
            title=f"Publish the paper “{one.title}”",
            since=one.state_since,
            address=f"/committee/papers/{one.public_id}/",
            scope=one.scope,
            public_id=one.public_id,
            due=last_day_to_publish(one),
        )
        for one in found.select_related("committee_meeting__body__organisation")
    ]


@waits("committees.to-resolve", "Resolutions to record")
def to_resolve(person_id: int, now: datetime) -> list[WaitingItem]:
    """Published papers whose meeting has been and which still have proposals without a resolution."""
    standing = Resolution.objects.filter(proposal=OuterRef("proposals__pk"), superseded_by=None)
    found = (
        Paper.objects.filter(
            state__in=("published", "considered"),
            committee_meeting__on__lte=timezone.localdate(now),
            body_scope__in=scopes_held(person_id, [CLERK], timezone.localdate(now)),
            proposals__isnull=False,
        )
        .filter(~Exists(standing))
        .select_related("committee_meeting")
        .distinct()
    )
    return [
        WaitingItem(
            kind="committees.to-resolve",
            title=f"Record what was resolved on “{one.title}”",
            since=now.replace(
                year=one.committee_meeting.on.year,
                month=one.committee_meeting.on.month,
                day=one.committee_meeting.on.day,
                hour=18,
                minute=0,
            ),
            address=f"/committee/papers/{one.public_id}/",
            scope=one.scope,
            public_id=one.public_id,
        )
        for one in found
    ]
