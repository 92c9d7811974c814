"""What becomes of a proposed question: shortlisted, kept in the bank, declined, withdrawn, offered again."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from bridgework.apps.programmes.models import Round
from bridgework.apps.questions.actions.proposing import open_question
from bridgework.apps.questions.actions.telling import tell
from bridgework.apps.questions.actions.typed import kept_text
from bridgework.apps.questions.events import QuestionNotTaken, QuestionProposed, QuestionShortlisted
from bridgework.apps.questions.models import Lineage, Question
from bridgework.apps.questions.rules import DECIDE_QUESTION, OFFER_AGAIN, WITHDRAW_QUESTION
from bridgework.apps.questions.states import QUESTION
from bridgework.kernel import audit, events, search, transitions
from bridgework.kernel.errors import InvalidInput, NotPossibleNow
from bridgework.kernel.permissions import Actor


def shortlist_question(*, actor: Actor, now: datetime, question: Question, reason: str) -> Question:
    """Put a question on the shortlist of its round and tell its proposer why.

    Raises `NotPossibleNow` where the question stands in no round yet.
    """
    with transaction.atomic():
        locked = _locked(question)
        DECIDE_QUESTION.require(actor, locked)
        if locked.round_id is None:
            raise NotPossibleNow(
                "The question is offered to no round yet.",
                rule="questions.round-known",
                remedy="Offer it to a round first.",
            )
        _move(locked, "shortlist", actor, now, reason)
        events.publish(QuestionShortlisted(at=now, question_public_id=locked.public_id, scope=locked.scope))
    return _as_now(question, locked)


def keep_question(*, actor: Actor, now: datetime, question: Question, reason: str, review_on: date) -> Question:
    """Keep a question in the bank until a day on which it is looked at again, and tell its proposer why."""
    with transaction.atomic():
        locked = _locked(question)
        DECIDE_QUESTION.require(actor, locked)
        if review_on <= timezone.localdate(now) and not actor.is_system:
            raise InvalidInput(
                "The day to look at it again is not in the future.",
                rule="questions.review-date",
                remedy="Choose a later day.",
                field="review_on",
            )
        locked.review_on = review_on
        locked.save(update_fields=["review_on"])
        _move(locked, "keep", actor, now, reason)
        _not_taken(locked, now)
    return _as_now(question, locked)


def decline_question(*, actor: Actor, now: datetime, question: Question, reason: str) -> Question:
    """Decline a question and tell its proposer why."""
    with transaction.atomic():
        locked = _locked(question)
        DECIDE_QUESTION.require(actor, locked)
        _move(locked, "decline", actor, now, reason)
        _not_taken(locked, now)
    return _as_now(question, locked)


def withdraw_question(*, actor: Actor, now: datetime, question: Question, reason: str) -> Question:
    """Withdraw a question that was not taken up yet."""
    with transaction.atomic():
        locked = _locked(question)
        WITHDRAW_QUESTION.require(actor, locked)
        _move(locked, "withdraw", actor, now, reason)
        _not_taken(locked, now)
    return _as_now(question, locked)


def postpone_review(*, actor: Actor, now: datetime, question: Question, review_on: date, reason: str) -> Question:
    """Look at a question in the bank again, leave it there and set the next day."""
    with transaction.atomic():
        locked = _locked(question)
        DECIDE_QUESTION.require(actor, locked)
        if locked.state != "in_bank":
            raise NotPossibleNow("The question is not in the bank.", rule="questions.in-bank")
        if review_on <= timezone.localdate(now):
            raise InvalidInput(
                "The day to look at it again is not in the future.",
                rule="questions.review-date",
                remedy="Choose a later day.",
                field="review_on",
            )
        locked.review_on = review_on
        locked.decided_reason = kept_text(reason, field="reason", called="reason", required=True)
        locked.save(update_fields=["review_on", "decided_reason"])
        audit.record(actor=actor, now=now, verb="looked at it again", on=locked, fields=["review_on"])
    return _as_now(question, locked)


def offer_again(*, actor: Actor, now: datetime, question: Question, round: Round, reason: str = "") -> Question:
    """Offer a question to a round again; the question that stands in the round is returned.

    A question from the bank, or a declined one, moves there itself. One whose challenge was set aside stays with that
    challenge and its code: a new question with the same words is made, linked to it as the same question.
    """
    with transaction.atomic():
        locked = _locked(question)
        OFFER_AGAIN.require(actor, locked)
        if round.programme_id != locked.programme_id or round.state == "closed":
            raise InvalidInput(
                "Choose a round of this programme that is not closed.", rule="questions.round-open", field="round"
            )
        challenge = getattr(locked, "challenge", None)
        if locked.state == "taken_up" and challenge is not None and challenge.state == "set_aside":
            return _asked_anew(locked, round, actor, now, reason)
        locked.round = round
        locked.scope = round.scope
        locked.review_on = None
        locked.save(update_fields=["round", "scope", "review_on"])
        _move(locked, "offer_again", actor, now, reason)
        events.publish(QuestionProposed(at=now, question_public_id=locked.public_id, scope=locked.scope))
    return _as_now(question, locked)


def move_to_round(*, actor: Actor, now: datetime, question: Question, round: Round) -> Question:
    """Place a proposed question that stands in no round, or in another, in `round`."""
    with transaction.atomic():
        locked = _locked(question)
        DECIDE_QUESTION.require(actor, locked)
        if locked.state not in ("proposed", "shortlisted"):
            raise NotPossibleNow(
                "Only a proposed or shortlisted question is moved.",
                rule="questions.move-to-round",
                remedy="Offer it to the round again.",
            )
        if round.programme_id != locked.programme_id or round.state == "closed":
            raise InvalidInput(
                "Choose a round of this programme that is not closed.", rule="questions.round-open", field="round"
            )
        locked.round, locked.scope = round, round.scope
        locked.save(update_fields=["round", "scope"])
        audit.record(actor=actor, now=now, verb="placed in a round", on=locked, fields=["round"])
        search.refresh(locked)
    return _as_now(question, locked)


def _asked_anew(question: Question, round: Round, actor: Actor, now: datetime, reason: str) -> Question:
    current = question.wordings.filter(is_current=True).order_by("-number").first()
    assert current is not None
    fresh = open_question(
        actor=actor,
        now=now,
        programme=question.programme,
        round=round,
        title=question.title,
        wording=current.text,
        why=f"Offered again. {reason}".strip(),
        why_it_matters=question.why_it_matters,
        decision_informed=question.decision_informed,
        decision_by=question.decision_by,
        theme=question.theme,
        place=question.place,
        proposer=question.proposer,
        owner=question.owner,
        owner_role=question.owner_role,
        brought_by=question.brought_by,
        brought_on=question.brought_on,
    )
    Lineage.objects.create(
        question=fresh, earlier=question, kind="same", basis="Offered to a later round again.", created_at=now
    )
    fresh.duplicate_answer = "same"
    fresh.save(update_fields=["duplicate_answer"])
    return fresh


def _locked(question: Question) -> Question:
    return Question.objects.select_for_update(of=("self",)).select_related("proposer", "programme").get(pk=question.pk)


def _move(question: Question, event: str, actor: Actor, now: datetime, reason: str) -> None:
    words = kept_text(reason, field="reason", called="reason", longest=4_000)
    transitions.move(question, QUESTION, event, actor=actor, now=now, reason=words)
    question.decided_reason = words
    question.version += 1
    question.save(update_fields=["decided_reason", "version"])
    audit.record(actor=actor, now=now, verb=event.replace("_", " "), on=question, fields=["state", "decided_reason"])
    search.refresh(question)
    tell(
        question.proposer,
        "questions.decided",
        on=question,
        actor=actor,
        now=now,
        batch=f"questions/{question.scope}",
    )


def _not_taken(question: Question, now: datetime) -> None:
    events.publish(
        QuestionNotTaken(at=now, question_public_id=question.public_id, scope=question.scope, state=question.state)
    )


def _as_now(given: Question, locked: Question) -> Question:
    given.refresh_from_db()
    return locked
