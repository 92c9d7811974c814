"""What an applicant is shown besides their own words: what withdrawing changes, and how a decision came about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Avg, Count, Max, Min, Q

from bridgework.apps.applications.models import Appeal, Application, Call, CriterionScore
from bridgework.core.small_counts import LEAST, shown_counts


def withdrawal_changes(application: Application, on: date) -> list[str]:
    """What withdrawing changes, in sentences. What it changes in a team, teams add."""
    call = application.call
    found = ["Nobody reads your application any more, and you are not placed in a team."]
    joint = [one.name for one in application.joint_applicants.all() if one.answer != "declined"]
    if joint and application.state != "draft":
        names = " and ".join(joint)
        own = "they are placed only through an application of their own"
        found.append(f"You applied with {names}: {own}.")
    if application.reviews.exclude(state="conflicted").exists():
        found.append("What reviewers wrote is kept with the record and shown to nobody else.")
    if call.state == "published" and call.opens_on <= on <= call.closes_on:
        found.append(f"You can apply again until {call.closes_on.day} {call.closes_on:%B %Y}.")
    else:
        found.append("The call takes no new applications, so you cannot apply again in this round.")
    return found


@dataclass(frozen=True)
class OwnScore:
    """One criterion: its highest score, the mean of what reviewers gave, and how many gave one."""

    label: str
    most: int
    mean: float
    reviews: int


@dataclass(frozen=True)
class AfterOutcome:
    """What an applicant sees once told: their scores, the range of those placed, and what they can ask for."""

    scores: list[OwnScore]
    total: float | None
    placed_lowest: float | None
    placed_highest: float | None
    placed: int
    comments: list[str]
    may_ask_feedback: bool
    appeal: Appeal | None
    may_appeal: bool


def after_outcome(application: Application, on: date) -> AfterOutcome | None:
    """None before the applicant was told. The range is shown where at least five were placed."""
    if application.released_at is None:
        return None
    call = application.call
    given = Q(review__application=application, review__state="given")
    rows = (
        CriterionScore.objects.filter(given)
        .values("criterion__label", "criterion__most")
        .annotate(mean=Avg("score"), reviews=Count("id"))
        .order_by("criterion__order")
    )
    total = application.reviews.filter(state="given").aggregate(mean=Avg("score"))["mean"]
    placed = (
        Application.objects.filter(call=call, state__in=("to_be_placed", "placed"), released_at__isnull=False)
        .annotate(mean=Avg("reviews__score", filter=Q(reviews__state="given")))
        .filter(mean__isnull=False)
        .aggregate(lowest=Min("mean"), highest=Max("mean"), count=Count("pk"))
    )
    enough = placed["count"] >= LEAST
    appeal = Appeal.objects.filter(application=application).first()
    return AfterOutcome(
        scores=[
            OwnScore(row["criterion__label"], row["criterion__most"], round(row["mean"], 1), row["reviews"])
            for row in rows
        ],
        total=None if total is None else round(float(total), 1),
        placed_lowest=round(float(placed["lowest"]), 1) if enough else None,
        placed_highest=round(float(placed["highest"]), 1) if enough else None,
        placed=placed["count"],
        comments=[application.feedback] if application.feedback else [],
        may_ask_feedback=application.feedback_asked_at is None,
        appeal=appeal,
        may_appeal=appeal is None and call.appeals_until is not None and on <= call.appeals_until,
    )


def monitoring_counts(call: Call, on: date) -> dict[str, dict[str, int | None] | None] | None:
    """The equality answers of a call, as counts of five or more; None before it closed, so that no answer is timed."""
    if on <= call.closes_on and call.state != "closed":
        return None
    counts: dict[str, dict[str, int]] = {}
    for row in call.monitoring_counts.order_by("question", "answer"):
        counts.setdefault(row.question, {})[row.answer] = row.count
    return {question: shown_counts(each) for question, each in counts.items()}
