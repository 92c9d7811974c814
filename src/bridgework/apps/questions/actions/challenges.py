"""Challenges: opened once from a shortlisted question, then moved on stage by stage."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils import timezone

from bridgework.apps.people.actions import grant_role
from bridgework.apps.programmes.models import Round
from bridgework.apps.questions.actions.telling import tell
from bridgework.apps.questions.events import ChallengeMoved, ChallengeOpened
from bridgework.apps.questions.models import Challenge, Question
from bridgework.apps.questions.rules import SET_ASIDE, TAKE_UP
from bridgework.apps.questions.states import CHALLENGE, QUESTION
from bridgework.core.codes import CodeInvalid, challenge_code, check_code
from bridgework.kernel import audit, events, search, transitions
from bridgework.kernel.errors import InvalidInput, NotPossibleNow
from bridgework.kernel.ids import new_public_id
from bridgework.kernel.permissions import Actor
from bridgework.kernel.roles import QUESTION_OWNER

STAGES: Final = ("open", "team_formed", "under_way", "reported", "at_committee", "decided", "followed_up")
"""The stages in the order of a challenge's life; `set_aside` stands beside them."""


def take_up_question(
    *,
    actor: Actor,
    now: datetime,
    question: Question,
    code: str = "",
    provisional_date: date | None = None,
    is_public: bool = True,
) -> Challenge:
    """Take a shortlisted question up in its round: it becomes a challenge with a code that never changes.

    Without `code` one is made of the round's year and the short name. `provisional_date` is what plans count from while
    no committee is known. Side effects in order: the move, the challenge, the owner's role, audit, search,
    `ChallengeOpened`. Raises `InvalidInput` for a code in use, `NotPossibleNow` where the round is closed.
    """
    with transaction.atomic():
        locked = Question.objects.select_for_update().get(pk=question.pk)
        TAKE_UP.require(actor, locked)
        round = _open_round(locked)
        transitions.move(locked, QUESTION, "take_up", actor=actor, now=now)
        locked.is_public = is_public
        locked.version += 1
        locked.save(update_fields=["is_public", "version"])
        public_id = new_public_id()
        challenge = Challenge.objects.create(
            public_id=public_id,
            scope=f"{round.scope}/{public_id}",
            question=locked,
            round=round,
            type_id=round.type_id,
            code=_free_code(code, round, locked, now),
            provisional_date=provisional_date,
            is_public=is_public,
            state=CHALLENGE.initial,
            state_since=now,
            created_at=now,
        )
        transitions.begin(challenge, CHALLENGE, actor=actor, now=now)
        if locked.owner is not None:
            grant_role(
                actor=actor,
                now=now,
                person=locked.owner,
                role=QUESTION_OWNER,
                scope=challenge.scope,
                starts_on=timezone.localdate(now),
                reason="Owns the question.",
            )
        audit.record(actor=actor, now=now, verb="took up", on=challenge, fields=["code", "round"])
        search.refresh(locked)
        search.refresh(challenge)
        events.publish(
            ChallengeOpened(
                at=now,
                challenge_public_id=challenge.public_id,
                question_public_id=locked.public_id,
                code=challenge.code,
                scope=challenge.scope,
            )
        )
        for person in {locked.proposer, locked.owner}:
            tell(person, "questions.taken-up", on=challenge, actor=actor, now=now, batch=f"questions/{round.scope}")
    question.refresh_from_db()
    return challenge


def form_team(*, actor: Actor, now: datetime, challenge: Challenge) -> Challenge:
    """Note that the team is formed. For the action that forms it, by its permission."""
    return _advance(challenge, "form_team", actor, now)


def start_work(*, actor: Actor, now: datetime, challenge: Challenge) -> Challenge:
    """Note that the work has started. For the action that starts it, by its permission."""
    return _advance(challenge, "start_work", actor, now)


def publish_report(*, actor: Actor, now: datetime, challenge: Challenge) -> Challenge:
    """Note that the report is published. For the action that publishes it, by its permission."""
    return _advance(challenge, "publish_report", actor, now)


def put_to_committee(*, actor: Actor, now: datetime, challenge: Challenge) -> Challenge:
    """Note that the paper is with the committee. For the action that puts it there, by its permission."""
    return _advance(challenge, "put_to_committee", actor, now)


def decide(*, actor: Actor, now: datetime, challenge: Challenge) -> Challenge:
    """Note that the committee decided. For the action that records the resolutions, by its permission."""
    return _advance(challenge, "decide", actor, now)


def follow_up(*, actor: Actor, now: datetime, challenge: Challenge) -> Challenge:
    """Note that the follow-up is closed. For the action that closes it, by its permission."""
    return _advance(challenge, "follow_up", actor, now)


def set_challenge_aside(*, actor: Actor, now: datetime, challenge: Challenge, reason: str) -> Challenge:
    """Set a challenge aside, such as one that nobody applied for; its page and its history stay."""
    return _moved_by_staff(challenge, "set_aside", actor, now, reason)


def resume_challenge(*, actor: Actor, now: datetime, challenge: Challenge, reason: str) -> Challenge:
    """Take up again a challenge that was set aside."""
    return _moved_by_staff(challenge, "resume", actor, now, reason)


def reopen_follow_up(*, actor: Actor, now: datetime, challenge: Challenge, reason: str) -> Challenge:
    """Open the follow-up of a challenge again."""
    return _moved_by_staff(challenge, "reopen", actor, now, reason)


def _advance(challenge: Challenge, event: str, actor: Actor, now: datetime) -> Challenge:
    """Move a challenge on; one that is there already, or further, is left as it is (a second report, a late minute)."""
    with transaction.atomic():
        locked = Challenge.objects.select_for_update().get(pk=challenge.pk)
        target = next(move.target for move in CHALLENGE.moves if move.event == event)
        if locked.state in STAGES and STAGES.index(locked.state) >= STAGES.index(target):
            return locked
        _move(locked, event, actor, now, "")
    challenge.state, challenge.state_since = locked.state, locked.state_since
    return locked


def _moved_by_staff(challenge: Challenge, event: str, actor: Actor, now: datetime, reason: str) -> Challenge:
    with transaction.atomic():
        locked = Challenge.objects.select_for_update().get(pk=challenge.pk)
        SET_ASIDE.require(actor, locked)
        _move(locked, event, actor, now, reason)
    challenge.state, challenge.state_since = locked.state, locked.state_since
    return locked


def _move(challenge: Challenge, event: str, actor: Actor, now: datetime, reason: str) -> None:
    transitions.move(challenge, CHALLENGE, event, actor=actor, now=now, reason=reason)
    challenge.version += 1
    challenge.save(update_fields=["version"])
    audit.record(actor=actor, now=now, verb=event.replace("_", " "), on=challenge, fields=["state"])
    search.refresh(challenge)
    events.publish(
        ChallengeMoved(at=now, challenge_public_id=challenge.public_id, scope=challenge.scope, stage=challenge.state)
    )


def _open_round(question: Question) -> Round:
    round = question.round
    if round is None or round.state == "closed":
        raise NotPossibleNow(
            "A question is taken up in a round that is not closed.",
            rule="questions.round-open",
            remedy="Offer the question to such a round first.",
        )
    return round


def _free_code(wanted: str, round: Round, question: Question, now: datetime) -> str:
    if not wanted.strip():
        year = round.year or timezone.localdate(now).year
        taken = set(Challenge.objects.filter(code__startswith=f"{year:04d}-").values_list("code", flat=True))
        return challenge_code(year, question.title, taken)
    try:
        code = check_code(wanted.strip())
    except CodeInvalid as error:
        raise InvalidInput(str(error), rule="questions.code", remedy="It stays for good.", field="code") from error
    if Challenge.objects.filter(code=code).exists():
        raise InvalidInput(
            f"The code {code} is in use.", rule="questions.code-once", remedy="Choose another.", field="code"
        )
    return code
