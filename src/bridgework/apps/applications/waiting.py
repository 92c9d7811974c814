"""What waits on reviewers, on those who run a call, and on whoever answers appeals."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from bridgework.apps.applications.models import Appeal, Application, Review
from bridgework.apps.applications.queries.listing import NOT_COUNTED
from bridgework.apps.applications.rules import ANSWER_APPEAL, DECIDE
from bridgework.apps.conflicts.queries import hidden_from
from bridgework.apps.people.queries import scopes_held, under_any
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


@waits("applications.feedback", "Feedback that applicants asked for")
def feedback_to_write(person_id: int, now: datetime) -> list[WaitingItem]:
    """Feedback asked for and not written, for those who run the programme. Three queries."""
    scopes = scopes_held(person_id, DECIDE.roles, timezone.localdate(now))
    found = (
        Application.objects.filter(under_any(scopes), feedback_asked_at__isnull=False, feedback="")
        .exclude(public_id__in=hidden_from(person_id, now))
        .exclude(state="erased")
        .select_related("applicant")
        .order_by("id")
    )
    return [
        WaitingItem(
            kind="applications.feedback",
            title=f"Write feedback for {one.applicant.name}",
            since=one.feedback_asked_at or one.created_at,
            address=f"/desk/applications/{one.public_id}/feedback/",
            scope=one.scope,
            public_id=one.public_id,
        )
        for one in found
    ]


@waits("applications.appeal", "Appeals to answer")
def appeals_to_answer(person_id: int, now: datetime) -> list[WaitingItem]:
    """Appeals made and not answered, for those who answer them. Three queries."""
    scopes = scopes_held(person_id, ANSWER_APPEAL.roles, timezone.localdate(now))
    found = (
        Appeal.objects.filter(under_any(scopes), state="made")
        .exclude(application__public_id__in=hidden_from(person_id, now))
        .select_related("application__call")
        .order_by("id")
    )
    return [
        WaitingItem(
            kind="applications.appeal",
            title=f"Answer an appeal: {one.application.call.title}",
            since=one.created_at,
            address=f"/desk/appeals/{one.public_id}/",
            scope=one.scope,
            public_id=one.public_id,
        )
        for one in found
    ]
