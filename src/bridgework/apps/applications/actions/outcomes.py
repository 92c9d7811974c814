"""What becomes of applications: proposed quietly, released once, explained, appealed against once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from bridgework.apps.applications import rules
from bridgework.apps.applications.actions.applying import tell_applicant
from bridgework.apps.applications.events import OutcomesReleased
from bridgework.apps.applications.models import Appeal, Application, Call, KeptApart
from bridgework.apps.applications.states import APPEAL, APPLICATION
from bridgework.kernel import audit, transitions
from bridgework.kernel.errors import InvalidInput, NotPossibleNow
from bridgework.kernel.events import publish
from bridgework.kernel.permissions import Actor, visible_to

DECIDING = ("propose_place", "hold_in_reserve", "propose_decline", "decline")
"""Moves of an application by which somebody decides."""


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
    while an application has no outcome. What a conflict hides from the actor is left for somebody else to release.
    """
    rules.DECIDE.require(actor, call)
    seen = visible_to(actor, Application.objects.filter(call=call))
    undecided = seen.filter(state="sent").count()
    if undecided:
        raise NotPossibleNow(
            f"{undecided} applications have no outcome yet.",
            rule="applications.all-decided",
            remedy="Propose a place, hold in reserve, or propose to decline each of them.",
        )
    told = 0
    waiting = seen.select_for_update(of=("self",)).filter(
        released_at=None, state__in=("to_be_placed", "placed", "reserve", "to_be_declined")
    )
    for application in waiting.select_related("applicant"):
        if application.state == "to_be_declined":
            transitions.move(application, APPLICATION, "decline", actor=actor, now=now)
        application.released_at = now
        application.save(update_fields=["released_at"])
        tell_applicant(application, "applications.outcome", now, batch=f"applications/{call.public_id}")
        told += 1
    if told:
        audit.record(actor=actor, now=now, verb="applications.release", on=call)
        publish(OutcomesReleased(now, call.public_id, call.scope))
    return told


@transaction.atomic
def ask_feedback(*, actor: Actor, now: datetime, application: Application) -> Application:
    """Ask for written feedback, once the outcome was told."""
    kept = _told(actor, application)
    if kept.feedback_asked_at is None:
        kept.feedback_asked_at = now
        kept.save(update_fields=["feedback_asked_at"])
        audit.record(actor=actor, now=now, verb="applications.ask-feedback", on=kept, fields=["feedback_asked_at"])
    return kept


@transaction.atomic
def write_feedback(*, actor: Actor, now: datetime, application: Application, text: str) -> Application:
    """Write the feedback an applicant asked for, and send it to them."""
    kept = Application.objects.select_for_update(of=("self",)).select_related("applicant").get(pk=application.pk)
    rules.DECIDE.require(actor, kept)
    if kept.feedback_asked_at is None:
        raise NotPossibleNow("The applicant did not ask for feedback.", rule="applications.feedback-asked")
    if not text.strip():
        raise InvalidInput("Write the feedback.", rule="applications.feedback", field="text")
    kept.feedback, kept.feedback_given_at = text.strip(), now
    kept.save(update_fields=["feedback", "feedback_given_at"])
    audit.record(actor=actor, now=now, verb="applications.feedback", on=kept, fields=["feedback"])
    tell_applicant(kept, "applications.feedback", now, at_once=True)
    return kept


@transaction.atomic
def appeal(*, actor: Actor, now: datetime, application: Application, grounds: str) -> Appeal:
    """Appeal once against an outcome, until the day the call names, to the role it names."""
    kept = _told(actor, application)
    call = kept.call
    if call.appeals_until is None or timezone.localdate(now) > call.appeals_until:
        last = "" if call.appeals_until is None else f" They were taken until {call.appeals_until:%d %B %Y}."
        raise NotPossibleNow(f"This call takes no appeals today.{last}", rule="applications.appeal-by")
    if Appeal.objects.filter(application=kept).exists():
        raise NotPossibleNow("You appealed already, and an appeal is made once.", rule="applications.appeal-once")
    if not grounds.strip():
        raise InvalidInput("Say what was wrong with the decision.", rule="applications.grounds", field="grounds")
    made = Appeal.objects.create(
        created_at=now,
        scope=kept.scope,
        application=kept,
        grounds=grounds.strip(),
        state=APPEAL.initial,
        state_since=now,
    )
    transitions.begin(made, APPEAL, actor=actor, now=now)
    audit.record(actor=actor, now=now, verb="applications.appeal", on=made)
    return made


@transaction.atomic
def answer_appeal(*, actor: Actor, now: datetime, made: Appeal, upholds: bool, answer: str) -> Appeal:
    """Answer an appeal with reasons; the applicant is told. Upholding it changes no outcome by itself.

    Whoever decided does not look at their own decision: they raise `NotPossibleNow`.
    """
    kept = Appeal.objects.select_for_update(of=("self",)).select_related("application__applicant").get(pk=made.pk)
    rules.ANSWER_APPEAL.require(actor, kept)
    # The gate is the application's: a conflict there is one here.
    rules.ANSWER_APPEAL.require(actor, kept.application)
    if actor.public_id in deciders(kept.application):
        raise NotPossibleNow(
            "You took part in the decision that is appealed.",
            rule="applications.appeal-by-another",
            remedy="The sponsor councillor, or a programme lead who did not decide, answers it.",
        )
    if not answer.strip():
        raise InvalidInput("Give the reasons.", rule="applications.appeal-reasons", field="answer")
    transitions.move(kept, APPEAL, "uphold" if upholds else "dismiss", actor=actor, now=now)
    kept.answer, kept.answered_by, kept.answered_at = answer.strip(), actor.public_id, now
    kept.save(update_fields=["answer", "answered_by", "answered_at"])
    audit.record(actor=actor, now=now, verb="applications.answer-appeal", on=kept, fields=["answer"])
    tell_applicant(kept.application, "applications.appeal-answered", now, at_once=True)
    return kept


def deciders(application: Application) -> set[str]:
    """The public ids of those who proposed or changed the outcome of an application."""
    moves = transitions.history(application.public_id)
    return {one.actor_public_id for one in moves if one.event in DECIDING and one.actor_public_id}


@transaction.atomic
def keep_apart(*, actor: Actor, now: datetime, one: Application, other: Application, reason: str) -> KeptApart:
    """Keep two applicants of a call out of one team. The reason is for those who run the programme alone."""
    rules.DECIDE.require(actor, one)
    rules.DECIDE.require(actor, other)
    if one.pk == other.pk or one.call_id != other.call_id:
        raise InvalidInput("Choose another applicant of the same call.", rule="applications.apart", field="other")
    if not reason.strip():
        raise InvalidInput("A reason is needed.", rule="applications.apart-reason", field="reason")
    first, second = sorted((one, other), key=lambda each: each.pk)
    kept, made = KeptApart.objects.get_or_create(
        one=first, other=second, defaults={"created_at": now, "scope": one.scope, "reason": reason.strip()[:300]}
    )
    if made:
        audit.record(actor=actor, now=now, verb="applications.keep-apart", on=kept)
    return kept


def _told(actor: Actor, application: Application) -> Application:
    kept = Application.objects.select_for_update(of=("self",)).select_related("call").get(pk=application.pk)
    rules.ASK_AFTERWARDS.require(actor, kept)
    if kept.released_at is None:
        raise NotPossibleNow(
            "Nothing was decided that you were told of.",
            rule="applications.after-release",
            remedy="Wait until we write to you.",
        )
    return kept
