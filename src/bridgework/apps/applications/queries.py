"""Reads of calls, applications and reviews."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Avg, Count, Max, Min, Prefetch, Q, QuerySet

from bridgework.apps.applications.models import Application, Call, Preference, Review
from bridgework.apps.applications.rules import READ, READ_CALL
from bridgework.apps.programmes.models import Round
from bridgework.apps.questions.models import Challenge
from bridgework.core.ranking import QuestionInterest, question_interest
from bridgework.kernel.permissions import Actor


def open_calls(on: date) -> QuerySet[Call]:
    """Published calls that take applications on that day, the soonest to close first."""
    return (
        Call.objects.filter(state="published", opens_on__lte=on, closes_on__gte=on)
        .select_related("round__programme")
        .order_by("closes_on", "id")
    )


def calls(actor: Actor) -> QuerySet[Call]:
    """The calls `actor` may see."""
    return READ_CALL.which(actor, Call.objects.select_related("round__programme"))


def offered(round: Round) -> QuerySet[Challenge]:
    """The questions a round offers to applicants: those that look for a team."""
    return round.challenges.filter(state="open").select_related("question").order_by("code")


def applications(actor: Actor, call: Call) -> QuerySet[Application]:
    """The applications of a call that `actor` may read, drafts left out, with ranks, reviews and their spread."""
    given = Q(reviews__state="given")
    return (
        READ.which(actor, Application.objects.filter(call=call).exclude(state="draft"))
        .select_related("applicant")
        .prefetch_related(
            Prefetch("preferences", Preference.objects.select_related("question").order_by("rank")),
            "joint_applicants",
        )
        .annotate(
            reviews_given=Count("reviews", filter=given, distinct=True),
            reviews_asked=Count("reviews", filter=~Q(reviews__state="conflicted"), distinct=True),
            average=Avg("reviews__score", filter=given),
            lowest=Min("reviews__score", filter=given),
            highest=Max("reviews__score", filter=given),
        )
        .order_by("sent_at", "id")
    )


def reviews_of(person_id: int) -> QuerySet[Review]:
    """The reviews one person was asked for, those still to give first."""
    return (
        Review.objects.filter(reviewer=person_id)
        .select_related("application__applicant", "application__call__round__programme")
        .prefetch_related("application__preferences__question")
        .order_by("state", "id")
    )


@dataclass(frozen=True)
class Interest:
    """How much applicants want one question of a round."""

    challenge: Challenge
    counted: QuestionInterest


def interest(call: Call) -> list[Interest]:
    """The questions of a call, the most wanted first, by ranking points of the applications sent.

    Those that have found a team stay in, where somebody ranked them.
    """
    ranked_here = Q(state="open") | Q(question__in=Preference.objects.filter(application__call=call).values("question"))
    found = call.round.challenges.filter(ranked_here).select_related("question").order_by("code")
    challenges = {one.question.public_id: one for one in found}
    lists: dict[int, list[str]] = {}
    ranked = Preference.objects.filter(application__call=call).exclude(application__state__in=("draft", "withdrawn"))
    for application_id, public_id in ranked.order_by("application_id", "rank").values_list(
        "application_id", "question__public_id"
    ):
        lists.setdefault(application_id, []).append(public_id)
    counted = question_interest(challenges, lists.values(), call.preferences_wanted)
    return [Interest(challenges[one.question], one) for one in counted]
