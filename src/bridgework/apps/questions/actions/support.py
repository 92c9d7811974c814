"""Officers, councillors and mentors beside a challenge: named, or invited and free to decline."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from bridgework.apps.participation.events import AnswerWanted
from bridgework.apps.people.actions import end_role, grant_role
from bridgework.apps.people.models import Person
from bridgework.apps.questions.actions.telling import tell
from bridgework.apps.questions.actions.typed import kept_text
from bridgework.apps.questions.actions.wording import end_of_day
from bridgework.apps.questions.events import SupportAnswered
from bridgework.apps.questions.models import Challenge, Support
from bridgework.apps.questions.rules import ANSWER_SUPPORT, END_SUPPORT, NAME_SUPPORT
from bridgework.apps.questions.states import SUPPORT
from bridgework.kernel import audit, events, transitions
from bridgework.kernel.errors import InvalidInput
from bridgework.kernel.permissions import Actor
from bridgework.kernel.roles import SUPPORT_ROLES

SUPPORT_PURPOSE = "questions.support"


def name_support(
    *, actor: Actor, now: datetime, challenge: Challenge, person: Person, role: str, reason: str = ""
) -> Support:
    """Name somebody who has already agreed to support a challenge; the role holds from today and they are told."""
    with transaction.atomic():
        NAME_SUPPORT.require(actor, challenge)
        support = _place(actor, now, challenge, person, role, kept_text(reason, field="reason", called="reason"))
        if support.state == "invited":
            _accept(support, actor, now)
            tell(person, "questions.named-as-support", on=support, actor=actor, now=now)
    return support


def invite_support(
    *,
    actor: Actor,
    now: datetime,
    challenge: Challenge,
    person: Person,
    role: str,
    words: str = "",
    answer_by: date,
) -> Support:
    """Ask somebody to support a challenge; they accept or decline by personal link or in place.

    Side effects in order: the place, its history, audit, `AnswerWanted`. The role holds once they accept.
    """
    with transaction.atomic():
        NAME_SUPPORT.require(actor, challenge)
        if answer_by <= timezone.localdate(now):
            raise InvalidInput(
                "The day to answer by is not in the future.",
                rule="questions.answer-by",
                remedy="Choose a later day.",
                field="answer_by",
            )
        words = kept_text(words, field="words", called="invitation", longest=2_000)
        support = _place(actor, now, challenge, person, role, words, answer_by=answer_by)
        if support.state == "invited":
            events.publish(
                AnswerWanted(
                    at=now,
                    purpose=SUPPORT_PURPOSE,
                    record_public_id=support.public_id,
                    person_public_id=person.public_id,
                    scope=support.scope,
                    expires_at=end_of_day(answer_by),
                    actor_public_id=actor.public_id,
                )
            )
    return support


def answer_support(*, actor: Actor, now: datetime, support: Support, accepts: bool, words: str = "") -> Support:
    """Accept or decline an invitation to support a challenge. Accepting grants the role, declining later ends it."""
    with transaction.atomic():
        locked = _locked(support)
        ANSWER_SUPPORT.require(actor, locked)
        locked.answer = kept_text(words, field="words", called="answer", longest=2_000)
        locked.answered_at = now
        locked.save(update_fields=["answer", "answered_at"])
        already = "accepted" if accepts else "declined"
        if locked.state == already:
            return locked
        if accepts:
            _accept(locked, actor, now)
        else:
            _leave(locked, "decline", actor, now, locked.answer)
        events.publish(
            SupportAnswered(
                at=now,
                support_public_id=locked.public_id,
                challenge_public_id=locked.challenge.public_id,
                accepted=accepts,
            )
        )
    return locked


def end_support(*, actor: Actor, now: datetime, support: Support, reason: str) -> Support:
    """End somebody's place beside a challenge, or one's own; the role ends with it."""
    with transaction.atomic():
        locked = _locked(support)
        END_SUPPORT.require(actor, locked)
        _leave(locked, "end", actor, now, reason)
    return locked


def _place(
    actor: Actor,
    now: datetime,
    challenge: Challenge,
    person: Person,
    role: str,
    words: str,
    answer_by: date | None = None,
) -> Support:
    if role not in SUPPORT_ROLES:
        raise InvalidInput("Choose a role.", rule="questions.support-role", field="role")
    Challenge.objects.select_for_update().get(pk=challenge.pk)
    standing = challenge.supports.filter(person=person, role=role, state__in=("invited", "accepted")).first()
    if standing is not None:
        return standing
    support = Support.objects.create(
        challenge=challenge,
        scope=challenge.scope,
        person=person,
        role=role,
        invited_by=actor.public_id,
        invitation=words,
        answer_by=answer_by,
        state=SUPPORT.initial,
        state_since=now,
        created_at=now,
    )
    transitions.begin(support, SUPPORT, actor=actor, now=now)
    audit.record(actor=actor, now=now, verb="invited to support", on=challenge, fields=["supports"])
    return support


def _accept(support: Support, actor: Actor, now: datetime) -> None:
    transitions.move(support, SUPPORT, "accept", actor=actor, now=now)
    grant_role(
        actor=actor,
        now=now,
        person=support.person,
        role=support.role,
        scope=support.scope,
        starts_on=timezone.localdate(now),
    )
    audit.record(actor=actor, now=now, verb="became support", on=support.challenge, fields=["supports"])


def _leave(support: Support, event: str, actor: Actor, now: datetime, reason: str) -> None:
    held = support.state == "accepted"
    transitions.move(support, SUPPORT, event, actor=actor, now=now, reason=reason)
    if held:
        end_role(
            actor=actor, now=now, person=support.person, role=support.role, scope=support.scope, reason=reason[:300]
        )
    audit.record(actor=actor, now=now, verb=f"{event} support", on=support.challenge, fields=["supports"])


def _locked(support: Support) -> Support:
    return Support.objects.select_for_update(of=("self",)).select_related("challenge", "person").get(pk=support.pk)
