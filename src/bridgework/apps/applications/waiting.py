"""What waits on reviewers, and on those who run a call."""

from __future__ import annotations

from datetime import datetime

from bridgework.apps.applications.models import Review
from bridgework.apps.applications.queries.listing import NOT_COUNTED
from bridgework.apps.conflicts.queries import hidden_from
from bridgework.kernel.waiting import WaitingItem, waits


@waits("applications.review", "Applications to review")
def reviews_to_give(person_id: int, now: datetime) -> list[WaitingItem]:
    """Reviews this person was asked for and has not given, without what a conflict hides. Two queries.

    The title names nobody: names stand on the declaration card, and not beside what it opens.
    """
    found = (
        Review.objects.filter(reviewer=person_id, state__in=("assigned", "opened"))
        .exclude(application__public_id__in=hidden_from(person_id, now))
        .exclude(application__state__in=NOT_COUNTED)
        .select_related("application__call")
        .order_by("id")
    )
    return [
        WaitingItem(
            kind="applications.review",
            title=_title(one),
            since=one.state_since,
            address="/desk/reviews/declare/" if one.state == "assigned" else f"/desk/reviews/{one.public_id}/",
            scope=one.application.scope,
            public_id=one.public_id,
        )
        for one in found
    ]


def _title(review: Review) -> str:
    act = "Say whether you have a conflict" if review.state == "assigned" else "Review an application"
    return f"{act}: “{review.application.call.title}”"
