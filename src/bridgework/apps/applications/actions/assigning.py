"""Who reviews what: one by one or a whole plan, conflicts computed first, reminders."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from bridgework.apps.applications import rules
from bridgework.apps.applications.models import Application, Call, Review
from bridgework.apps.applications.queries import computed_for, considered, reviewers
from bridgework.apps.applications.queries.reviewing import TO_READ
from bridgework.apps.applications.states import REVIEW
from bridgework.apps.conflicts.actions import record_computed_conflict
from bridgework.apps.conflicts.queries import set_aside_pairs, standing_pairs
from bridgework.apps.people.models import Person
from bridgework.kernel import audit, transitions
from bridgework.kernel.errors import InvalidInput, NotPossibleNow
from bridgework.kernel.events import publish
from bridgework.kernel.permissions import Actor, visible_to
from bridgework.kernel.tellings import Told


@transaction.atomic
def assign_reviewer(*, actor: Actor, now: datetime, application: Application, reviewer: Person) -> Review:
    """Ask one reviewer to read one application. Nobody reads their own, and nobody reads with a conflict."""
    rules.ASSIGN.require(actor, application)
    if application.applicant_id == reviewer.pk or application.joint_applicants.filter(person=reviewer).exists():
        raise InvalidInput(
            "Nobody reviews an application they are part of.",
            rule="applications.not-own",
            remedy="Choose another reviewer.",
            field="reviewer",
        )
    found = considered(application.call, reviewer, application, timezone.localdate(now))
    if found.blocked:
        why = "; ".join(found.reasons) or "a conflict was recorded"
        raise InvalidInput(
            f"{reviewer.name} has a conflict of interest here: {why}.",
            rule="applications.no-conflict",
            remedy="Choose another reviewer, or let the programme lead decide that it does not stand.",
            field="reviewer",
        )
    review, made = _ask(actor, now, application, reviewer)
    if made:
        _tell(application.call, {reviewer}, now)
    return review


@transaction.atomic
def apply_assignment(*, actor: Actor, now: datetime, call: Call, pairs: Iterable[tuple[str, str]]) -> int:
    """Ask for the readings of a plan, given as public ids of reviewer and application. How many are new.

    A pair that came into conflict since the plan was looked at is left out.
    """
    rules.ASSIGN.require(actor, call)
    wanted = set(pairs)
    today = timezone.localdate(now)
    people = {one.public_id: one for one in reviewers(call, today)}
    applications = {
        one.public_id: one
        for one in visible_to(actor, Application.objects.filter(call=call, state__in=TO_READ))
        .select_related("applicant", "call")
        .prefetch_related("joint_applicants")
    }
    computed = computed_for(call, list(people.values()), list(applications.values()), today)
    standing, aside = standing_pairs(applications), set_aside_pairs(applications)
    asked: set[Person] = set()
    count = 0
    for person, application in sorted(wanted):
        if person not in people or application not in applications:
            continue
        who, what = people[person], applications[application]
        pair = (who.pk, what.public_id)
        if pair in standing or ((who.pk, what.pk) in computed and pair not in aside):
            continue
        _, made = _ask(actor, now, what, who)
        if made:
            count += 1
            asked.add(who)
    _tell(call, asked, now)
    return count


@transaction.atomic
def compute_conflicts(*, actor: Actor, now: datetime, call: Call) -> int:
    """Record every conflict that follows from what is known, for the lead to decide on. How many there are.

    Each stands from this moment. One that a person decided on is not recorded again.
    """
    rules.ASSIGN.require(actor, call)
    today = timezone.localdate(now)
    people = {one.pk: one for one in reviewers(call, today)}
    applications = {
        one.pk: one
        for one in Application.objects.filter(call=call, state__in=TO_READ)
        .select_related("applicant")
        .prefetch_related("joint_applicants")
    }
    found = computed_for(call, list(people.values()), list(applications.values()), today)
    for (person, application), reasons in found.items():
        what = applications[application]
        record_computed_conflict(
            actor=actor,
            now=now,
            person=people[person],
            record_public_id=what.public_id,
            scope=what.scope,
            reason=f"Computed: {'; '.join(reasons)}"[:300],
        )
    audit.record(actor=actor, now=now, verb="applications.compute-conflicts", on=call)
    return len(found)


@transaction.atomic
def remind_reviewers(*, actor: Actor, now: datetime, call: Call) -> int:
    """Put a reminder for everybody whose reviews are missing into the outbox, for a named person to release."""
    rules.ASSIGN.require(actor, call)
    seen = visible_to(actor, Application.objects.filter(call=call, state__in=TO_READ))
    missing = Review.objects.filter(application__in=seen, state__in=("assigned", "opened"))
    people = set(Person.objects.filter(reviews__in=missing))
    if not people:
        raise NotPossibleNow("No review is missing.", rule="applications.reviews-missing")
    missing.update(reminded_at=now)
    _tell(call, people, now, telling="applications.remind", batch=f"reviews/{call.public_id}")
    audit.record(actor=actor, now=now, verb="applications.remind", on=call)
    return len(people)


@transaction.atomic
def follow_conflict(*, actor: Actor, now: datetime, person_public_id: str, record_public_id: str, stands: bool) -> None:
    """Let a review follow what became of a conflict: closed while it stands, to be declared anew when it does not."""
    found = Review.objects.select_for_update().filter(
        reviewer__public_id=person_public_id, application__public_id=record_public_id
    )
    for review in found:
        if stands and review.state != "conflicted":
            transitions.move(review, REVIEW, "declare_conflict", actor=actor, now=now)
        elif not stands and review.state == "conflicted":
            transitions.move(review, REVIEW, "set_conflict_aside", actor=actor, now=now)


def _ask(actor: Actor, now: datetime, application: Application, reviewer: Person) -> tuple[Review, bool]:
    review, made = Review.objects.get_or_create(
        application=application,
        reviewer=reviewer,
        defaults={"created_at": now, "state": REVIEW.initial, "state_since": now},
    )
    if made:
        transitions.begin(review, REVIEW, actor=actor, now=now)
        audit.record(actor=actor, now=now, verb="applications.assign", on=review)
    return review, made


def _tell(
    call: Call, people: set[Person], now: datetime, *, telling: str = "applications.assigned", batch: str = ""
) -> None:
    """One message for each reviewer, whatever they were asked: it says nothing of any application."""
    for person in sorted(people, key=lambda one: one.pk):
        publish(
            Told(
                at=now,
                person_public_id=person.public_id,
                scope=call.scope,
                telling=telling,
                record_public_id=call.public_id,
                batch=batch,
            )
        )
