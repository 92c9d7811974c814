"""What waits on reviewers."""

from __future__ import annotations

from datetime import datetime

from bridgework.apps.applications.models import Review
from bridgework.kernel.waiting import WaitingItem, waits


@waits("applications.review", "Applications to review")
def reviews_to_give(person_id: int, now: datetime) -> list[WaitingItem]:
    """Reviews this person was asked for and has not given."""
    found = Review.objects.filter(reviewer=person_id, state__in=("assigned", "opened")).select_related(
        "application__call"
    )
    return [
        WaitingItem(
            kind="applications.review",
            title=f"Review an application to “{one.application.call.title}”",
            since=one.state_since,
            address=f"/desk/reviews/{one.public_id}/",
            scope=one.application.scope,
            public_id=one.public_id,
        )
        for one in found
    ]
