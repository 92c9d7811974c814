"""Reviewing at a simple level: declare first, then read, score and say why; decide, then tell everybody once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from bridgework.apps.applications import rules
from bridgework.apps.applications.events import OutcomesReleased
from bridgework.apps.applications.models import Application, Call, Review
from bridgework.apps.applications.states import APPLICATION, REVIEW
from bridgework.apps.people.models import Person
from bridgework.kernel import audit, transitions
from bridgework.kernel.errors import InvalidInput, NotPossibleNow
from bridgework.kernel.events import publish
from bridgework.kernel.permissions import Actor
from bridgework.kernel.tellings import Told

LOWEST, HIGHEST = 1, 5


@transaction.atomic
def assign_reviewer(*, actor: Actor, now: datetime, application: Application, reviewer: Person) -> Review:
    """Ask one reviewer to read one application. Nobody reads their own."""
    rules.ASSIGN.require(actor, application)
    if application.applicant_id == reviewer.pk or application.joint_applicants.filter(person=reviewer).exists():
        raise InvalidInput(
            "Nobody reviews an application they are part of.",
            rule="applications.not-own",
            remedy="Choose another reviewer.",
            field="reviewer",
        )
    review, made = Review.objects.get_or_create(
        application=application,
        reviewer=reviewer,
        defaults={"created_at": now, "state": REVIEW.initial, "state_since": now},
    )
    if made:
        transitions.begin(review, REVIEW, actor=actor, now=now)
        audit.record(actor=actor, now=now, verb="applications.assign", on=review)
        publish(
            Told(
                at=now,
                person_public_id=reviewer.public_id,
                scope=application.scope,
                telling="applications.assigned",
                record_public_id=application.public_id,
            )
        )
    return review


@transaction.atomic
def declare(*, actor: Actor, now: datetime, review: Review, conflict: bool, reason: str = "") -> Review:
    """Say whether there is a conflict of interest, before anything confidential opens."""
    kept = Review.objects.select_for_update().get(pk=review.pk)
    rules.REVIEW.require(actor, kept)
    event = "declare_conflict" if conflict else "declare_no_conflict"
    transitions.move(kept, REVIEW, event, actor=actor, now=now, reason=reason)
    if not conflict:
        kept.declared_no_conflict_at = now
        kept.save(update_fields=["declared_no_conflict_at"])
    return kept


@transaction.atomic
def give_review(*, actor: Actor, now: datetime, review: Review, score: int, comment: str) -> Review:
    """Give a score of 1 to 5 and say why. A review already given is changed, and its history shows it."""
    kept = Review.objects.select_for_update().get(pk=review.pk)
    rules.REVIEW.require(actor, kept)
    if not LOWEST <= score <= HIGHEST:
        raise InvalidInput("Choose a score from 1 to 5.", rule="applications.score", field="score")
    if not comment.strip():
        raise InvalidInput("Say why in a sentence.", rule="applications.comment", field="comment")
    if kept.state == "given":
        transitions.move(kept, REVIEW, "change", actor=actor, now=now)
    transitions.move(kept, REVIEW, "give", actor=actor, now=now)
    kept.score, kept.comment = score, comment.strip()
    kept.save(update_fields=["score", "comment"])
    audit.record(actor=actor, now=now, verb="applications.review", on=kept, fields=["score", "comment"])
    return kept


@transaction.atomic
def propose_outcome(*, actor: Actor, now: datetime, application: Application, event: str, reason: str) -> Application:
    """Propose a place, hold in reserve, or propose to decline. Tells nobody: release tells everybody once."""
    kept = Application.objects.select_for_update().get(pk=application.pk)
    rules.DECIDE.require(actor, kept)
    transitions.move(kept, APPLICATION, event, actor=actor, now=now, reason=reason)
    kept.outcome_reason = reason.strip()
    kept.save(update_fields=["outcome_reason"])
    audit.record(actor=actor, now=now, verb=f"applications.{event}", on=kept, fields=["state", "outcome_reason"])
    return kept


@transaction.atomic
def place_application(*, actor: Actor, now: datetime, application: Application) -> Application:
    """Note that the applicant took a place in a team. For the action that fills the place, by its permission."""
    kept = Application.objects.select_for_update().get(pk=application.pk)
    if kept.state != "placed":
        transitions.move(kept, APPLICATION, "place", actor=actor, now=now)
    return kept


@transaction.atomic
def release_outcomes(*, actor: Actor, now: datetime, call: Call) -> int:
    """Decline those who are to be declined, and put one message for every applicant into the outbox, once.

    A named person looks at the batch there and lets it go. Returns how many will be told. Raises `NotPossibleNow`
    while an application has no outcome.
    """
    rules.DECIDE.require(actor, call)
    undecided = call.applications.filter(state="sent").count()
    if undecided:
        raise NotPossibleNow(
            f"{undecided} applications have no outcome yet.",
            rule="applications.all-decided",
            remedy="Propose a place, hold in reserve, or propose to decline each of them.",
        )
    told = 0
    waiting = call.applications.select_for_update().filter(
        released_at=None, state__in=("to_be_placed", "placed", "reserve", "to_be_declined")
    )
    for application in waiting.select_related("applicant"):
        if application.state == "to_be_declined":
            transitions.move(application, APPLICATION, "decline", actor=actor, now=now)
        application.released_at = now
        application.save(update_fields=["released_at"])
        publish(
            Told(
                at=now,
                person_public_id=application.applicant.public_id,
                scope=application.scope,
                telling="applications.outcome",
                record_public_id=application.public_id,
                batch=f"applications/{call.public_id}",
            )
        )
        told += 1
    if told:
        audit.record(actor=actor, now=now, verb="applications.release", on=call)
        publish(OutcomesReleased(now, call.public_id, call.scope))
    return told
