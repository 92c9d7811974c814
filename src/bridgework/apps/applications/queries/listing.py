"""Calls and applications, as lists, and how much each question is wanted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Avg, Count, Max, Min, Prefetch, Q, QuerySet
from django.utils import timezone

from bridgework.apps.applications.models import Application, Call, Preference
from bridgework.apps.applications.rules import READ, READ_CALL
from bridgework.apps.programmes.models import Round
from bridgework.apps.questions.models import Challenge
from bridgework.core.ranking import QuestionInterest, question_interest
from bridgework.kernel.permissions import SYSTEM, Actor, visible_to

NOT_COUNTED = ("draft", "withdrawn", "erased")
"""States in which an application counts for nothing."""


def open_calls(on: date) -> QuerySet[Call]:
    """Published calls that take applications on that day, the soonest to close first."""
    return (
        Call.objects.filter(state="published", opens_on__lte=on, closes_on__gte=on)
        .select_related("round__programme")
        .order_by("closes_on", "id")
    )


def calls_over(rounds: Iterable[Round], on: date) -> dict[int, tuple[Call, date]]:
    """Key of a round to its call and the last day it was open, where by `on` nobody can apply any more. One query."""
    over = Q(state="closed") | Q(state="published", closes_on__lt=on)
    found = Call.objects.filter(over, round__in=[one.pk for one in rounds])
    return {one.round_id: (one, _last_open(one)) for one in found}


def _last_open(call: Call) -> date:
    return min(call.closes_on, timezone.localdate(call.state_since)) if call.state == "closed" else call.closes_on


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
        READ.which(actor, Application.objects.filter(call=call).exclude(state__in=("draft", "erased")))
        .select_related("applicant", "discipline")
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


@dataclass(frozen=True)
class Interest:
    """How much applicants want one question of a round."""

    challenge: Challenge
    counted: QuestionInterest


def interest(call: Call, actor: Actor = SYSTEM) -> list[Interest]:
    """The questions of a call, the most wanted first, by ranking points of the applications sent.

    Those that have found a team stay in, where somebody ranked them. What a conflict hides from `actor` counts for
    nothing.
    """
    seen = visible_to(actor, Application.objects.filter(call=call))
    ranked = Preference.objects.filter(application__in=seen)
    ranked_here = Q(state="open") | Q(question__in=ranked.values("question"))
    found = call.round.challenges.filter(ranked_here).select_related("question").order_by("code")
    challenges = {one.question.public_id: one for one in found}
    lists: dict[int, list[str]] = {}
    counted_here = ranked.exclude(application__state__in=NOT_COUNTED)
    for application_id, public_id in counted_here.order_by("application_id", "rank").values_list(
        "application_id", "question__public_id"
    ):
        lists.setdefault(application_id, []).append(public_id)
    counted = question_interest(challenges, lists.values(), call.preferences_wanted)
    return [Interest(challenges[one.question], one) for one in counted]
