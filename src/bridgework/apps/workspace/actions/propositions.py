"""Propositions: put to people, what they answered, and what the team did next."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction

from bridgework.apps.people.models import Organisation
from bridgework.apps.questions.models import Challenge
from bridgework.apps.workspace.actions.typed import kept, kept_partial_date
from bridgework.apps.workspace.models import Proposition, PropositionAnswer
from bridgework.apps.workspace.rules import KEEP_EVIDENCE
from bridgework.apps.workspace.states import PROPOSITION
from bridgework.kernel import audit, transitions
from bridgework.kernel.errors import InvalidInput
from bridgework.kernel.permissions import Actor

STANCES: Final = (("for", "for it"), ("mixed", "mixed"), ("against", "against it"), ("unclear", "unclear"))
EVENTS: Final = ("take_forward", "change", "set_aside", "take_up_again")


def put_proposition(
    *,
    actor: Actor,
    now: datetime,
    challenge: Challenge,
    text: str,
    put_to: str,
    put_on: str = "",
    is_public: bool = False,
) -> Proposition:
    """Note what was put to whom, by role or group, and when (a partial date such as `2026-03`)."""
    with transaction.atomic():
        KEEP_EVIDENCE.require(actor, challenge)
        proposition = Proposition.objects.create(
            created_at=now,
            scope=challenge.scope,
            state=PROPOSITION.initial,
            state_since=now,
            challenge=challenge,
            is_public=is_public,
            **_words(text, put_to, put_on),
        )
        transitions.begin(proposition, PROPOSITION, actor=actor, now=now)
        audit.record(actor=actor, now=now, verb="workspace.put-proposition", on=proposition, fields=["text", "put_to"])
    return proposition


def change_words_of_proposition(
    *,
    actor: Actor,
    now: datetime,
    proposition: Proposition,
    text: str,
    put_to: str,
    put_on: str = "",
    is_public: bool = False,
) -> Proposition:
    """Put right what is noted of a proposition, or say whether it is shown on the public page."""
    with transaction.atomic():
        locked = _locked(proposition)
        KEEP_EVIDENCE.require(actor, locked)
        for field, value in _words(text, put_to, put_on).items():
            setattr(locked, field, value)
        locked.is_public = is_public
        locked.save(update_fields=["text", "put_to", "put_on", "is_public"])
        audit.record(actor=actor, now=now, verb="workspace.change-proposition", on=locked, fields=["text", "is_public"])
    return locked


def note_answer(
    *,
    actor: Actor,
    now: datetime,
    proposition: Proposition,
    by_role: str,
    stance: str,
    text: str = "",
    organisation: Organisation | None = None,
) -> PropositionAnswer:
    """Note what one group of people answered, by role or organisation and never by name."""
    with transaction.atomic():
        locked = _locked(proposition)
        KEEP_EVIDENCE.require(actor, locked)
        if stance not in dict(STANCES):
            raise InvalidInput("Choose whether they were for it.", rule="workspace.stance", field="stance")
        answer = PropositionAnswer.objects.create(
            created_at=now,
            proposition=locked,
            organisation=organisation,
            by_role=kept(
                by_role, field="by_role", called="role", rule="workspace.by-role", longest=160, required=True, line=True
            ),
            stance=stance,
            text=kept(text, field="text", called="answer", rule="workspace.proposition-answer", longest=4_000),
        )
        audit.record(actor=actor, now=now, verb="workspace.note-answer", on=answer, fields=["by_role", "stance"])
    return answer


def conclude_proposition(
    *,
    actor: Actor,
    now: datetime,
    proposition: Proposition,
    event: str,
    did_next: str = "",
    answer: str = "",
    reason: str = "",
) -> Proposition:
    """Say what the team did with a proposition: `take_forward`, `change`, `set_aside` or `take_up_again`.

    `answer` sums up what the people said, `did_next` says what was done; setting aside needs a reason, which is kept
    as what was done next where nothing else is said.
    """
    with transaction.atomic():
        locked = _locked(proposition)
        KEEP_EVIDENCE.require(actor, locked)
        if event not in EVENTS:
            raise InvalidInput("Choose what you did with it.", rule="workspace.conclude", field="event")
        transitions.move(locked, PROPOSITION, event, actor=actor, now=now, reason=reason)
        rule = "workspace.proposition"
        summed = kept(answer, field="answer", called="answer", rule=rule, longest=4_000)
        done = kept(did_next or reason, field="did_next", called="text on what was done", rule=rule, longest=4_000)
        locked.answer = summed or locked.answer
        locked.did_next = done or locked.did_next
        locked.save(update_fields=["answer", "did_next"])
        audit.record(actor=actor, now=now, verb=f"workspace.{event.replace('_', '-')}", on=locked, fields=["state"])
    proposition.refresh_from_db()
    return locked


def _words(text: str, put_to: str, put_on: str) -> dict[str, str]:
    rule = "workspace.proposition"
    return {
        "text": kept(text, field="text", called="proposition", rule=rule, longest=4_000, required=True),
        "put_to": kept(
            put_to, field="put_to", called="people it was put to", rule=rule, longest=300, required=True, line=True
        ),
        "put_on": kept_partial_date(put_on, field="put_on", rule=rule),
    }


def _locked(proposition: Proposition) -> Proposition:
    return Proposition.objects.select_for_update().get(pk=proposition.pk)
