"""Reviews as their reviewers see them, and as those who run the programme compare them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Count, Prefetch, Q, QuerySet

from bridgework.apps.applications.models import (
    Application,
    Call,
    Preference,
    Review,
    ReviewBid,
    ReviewMessage,
    ReviewPhase,
)
from bridgework.apps.applications.queries.conflicting import computed_for
from bridgework.apps.applications.queries.listing import NOT_COUNTED
from bridgework.apps.conflicts.queries import set_aside_pairs, standing_pairs
from bridgework.apps.people.models import Person
from bridgework.apps.people.queries import holders
from bridgework.core.scoring import Given
from bridgework.kernel.errors import NotFound
from bridgework.kernel.permissions import Actor, visible_to
from bridgework.kernel.roles import REVIEWER

if TYPE_CHECKING:
    # scipy takes a third of a second; only the page of the plan needs it.
    from bridgework.core.assigning import Plan

TO_READ = ("sent", "to_be_placed", "reserve", "to_be_declined")


def phase_on(call: Call, on: date) -> ReviewPhase | None:
    """The phase of the review on that day; None between phases. A call without phases has one that never ends."""
    phases = list(call.review_phases.all())
    if not phases:
        return ReviewPhase(call=call, order=1, label="Review", starts_on=call.opens_on, ends_on=date.max)
    return next((one for one in phases if one.starts_on <= on <= one.ends_on), None)


def reviews_of(actor: Actor) -> QuerySet[Review]:
    """The reviews one was asked for, those still to give first. What a conflict hides is not in it."""
    return (
        _without_conflicts(actor, Review.objects.filter(reviewer=actor.person_id))
        .exclude(state="conflicted")
        .exclude(application__state__in=NOT_COUNTED)
        .select_related("application__applicant", "application__call__round__programme")
        .prefetch_related(
            "application__call__review_phases",
            Prefetch("application__preferences", Preference.objects.select_related("question").order_by("rank")),
            "application__joint_applicants",
        )
        .order_by("state", "id")
    )


def cards(actor: Actor) -> QuerySet[Review]:
    """The declaration cards that wait, by name: all at once, so that no card leads to what it opens."""
    return reviews_of(actor).filter(state="assigned").order_by("application__applicant__name", "id")


def unclaimed_cards(actor: Actor, call: Call) -> QuerySet[Application]:
    """In a phase in which reviewers see all: the applications this reviewer has no card for yet."""
    mine = Review.objects.filter(reviewer=actor.person_id).values("application")
    found = Application.objects.filter(call=call, state__in=TO_READ).exclude(pk__in=mine)
    found = found.exclude(applicant=actor.person_id).exclude(joint_applicants__person=actor.person_id)
    return visible_to(actor, found).select_related("applicant").order_by("applicant__name", "id")


def review_for(actor: Actor, public_id: str) -> Review:
    """One's own review, or `NotFound`: the same words for none, another's, and one that a conflict hides."""
    found = reviews_of(actor).filter(public_id=public_id).first()
    if found is None:
        raise NotFound("There is no such review.", rule="applications.review")
    return found


def others_reviews(actor: Actor, review: Review, phase: ReviewPhase) -> list[Review] | None:
    """What others gave for the same application; None where the phase does not show it (yet)."""
    if phase.others == "never" or (phase.others == "after" and review.state != "given"):
        return None
    found = Review.objects.filter(application=review.application_id, state="given").exclude(pk=review.pk)
    return list(found.select_related("reviewer").prefetch_related("scores__criterion").order_by("id"))


def messages_about(application: Application) -> list[ReviewMessage]:
    """What was said about an application; the caller has passed the gate."""
    return list(application.review_messages.select_related("author").order_by("created_at", "id"))


def given_reviews(actor: Actor, call: Call) -> list[Review]:
    """Every review given in a call of applications `actor` may see. One query."""
    seen = visible_to(actor, Application.objects.filter(call=call).exclude(state__in=NOT_COUNTED))
    found = Review.objects.filter(application__in=seen, state="given", score__isnull=False)
    return list(found.select_related("reviewer", "application__applicant").order_by("id"))


def as_given(reviews: list[Review]) -> list[Given]:
    """The same as `core.scoring` takes them."""
    return [Given(one.application.public_id, one.reviewer.public_id, float(one.score or 0)) for one in reviews]


@dataclass(frozen=True)
class Progress:
    """How far one reviewer is."""

    reviewer: Person
    asked: int
    given: int
    to_declare: int
    waiting_since: datetime | None
    reminded_at: datetime | None

    @property
    def missing(self) -> int:
        """Reviews asked for and not given."""
        return self.asked - self.given


def progress(actor: Actor, call: Call) -> list[Progress]:
    """Every reviewer of a call with what they were asked and gave, those with most missing first. One query."""
    seen = visible_to(actor, Application.objects.filter(call=call).exclude(state__in=NOT_COUNTED))
    rows = Review.objects.filter(application__in=seen).exclude(state="conflicted").select_related("reviewer")
    found: dict[int, list[Review]] = {}
    for row in rows.order_by("id"):
        found.setdefault(row.reviewer_id, []).append(row)
    lines = []
    for own in found.values():
        open_ = [one for one in own if one.state in ("assigned", "opened")]
        lines.append(
            Progress(
                own[0].reviewer,
                len(own),
                sum(one.state == "given" for one in own),
                sum(one.state == "assigned" for one in own),
                min((one.created_at for one in open_), default=None),
                max((one.reminded_at for one in open_ if one.reminded_at), default=None),
            )
        )
    return sorted(lines, key=lambda one: (-one.missing, one.reviewer.name))


def reviewers(call: Call, on: date) -> QuerySet[Person]:
    """Those who hold the reviewer's role in the programme on that day, with how many reviews they have here."""
    held = Q(reviews__application__call=call) & ~Q(reviews__state="conflicted")
    return holders(REVIEWER, call.programme_public_id, on).annotate(load=Count("reviews", filter=held, distinct=True))


@dataclass(frozen=True)
class AssignmentPlan:
    """The plan with the people and applications it speaks of, by public id."""

    plan: Plan
    people: dict[str, Person]
    applications: dict[str, Application]
    conflicts: dict[tuple[str, str], tuple[str, ...]]
    """Reviewer and application, and why they are not offered to one another."""


def assignment_plan(actor: Actor, call: Call, *, readers: int, load: int, on: date) -> AssignmentPlan:
    """A balanced assignment of what `actor` may see, with reasons; nothing is asked of anybody yet."""
    from bridgework.core.assigning import Wanted, assign

    people = {one.public_id: one for one in reviewers(call, on)}
    applications = {one.public_id: one for one in _to_assign(actor, call)}
    conflicts = _why_not(call, people, applications, on)
    held = Review.objects.filter(
        application__in=list(applications.values()), reviewer__in=list(people.values())
    ).exclude(state="conflicted")
    held_pairs = frozenset(held.values_list("reviewer__public_id", "application__public_id"))
    wanted = Wanted(
        applications=list(applications),
        readers=readers,
        loads=dict.fromkeys(people, load),
        held=held_pairs,
        conflicts=frozenset(conflicts),
        bids=_bids(call, people, applications),
    )
    return AssignmentPlan(assign(wanted), people, applications, conflicts)


def _to_assign(actor: Actor, call: Call) -> QuerySet[Application]:
    found = Application.objects.filter(call=call, state__in=TO_READ)
    return (
        visible_to(actor, found)
        .select_related("applicant")
        .prefetch_related("joint_applicants", Prefetch("preferences", Preference.objects.order_by("rank")))
        .order_by("id")
    )


def _why_not(
    call: Call, people: dict[str, Person], applications: dict[str, Application], on: date
) -> dict[tuple[str, str], tuple[str, ...]]:
    by_key = {one.pk: one for one in applications.values()}
    who = {one.pk: one for one in people.values()}
    computed = computed_for(call, list(who.values()), list(by_key.values()), on)
    set_aside = set_aside_pairs(applications)
    standing = standing_pairs(applications)
    found = {
        (who[person].public_id, by_key[application].public_id): reasons
        for (person, application), reasons in computed.items()
        if (person, by_key[application].public_id) not in set_aside
    }
    for person, public_id in standing:
        if person in who:
            found.setdefault((who[person].public_id, public_id), ("a conflict was recorded",))
    return found


def _bids(call: Call, people: dict[str, Person], applications: dict[str, Application]) -> dict[tuple[str, str], int]:
    """What each reviewer said about the question that each application ranks first."""
    first = {
        one.public_id: next((each.question_id for each in one.preferences.all()), 0) for one in applications.values()
    }
    said = {(bid.reviewer_id, bid.question_id): bid.wish for bid in ReviewBid.objects.filter(call=call)}
    return {
        (person, application): said[(one.pk, question)]
        for person, one in people.items()
        for application, question in first.items()
        if (one.pk, question) in said
    }


def _without_conflicts(actor: Actor, reviews: QuerySet[Review]) -> QuerySet[Review]:
    return reviews.exclude(application__public_id__in=actor.conflicts) if actor.conflicts else reviews
