"""Calls for applicants: what they say, who gets in late, and when they are open."""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from bridgework.apps.applications import rules
from bridgework.apps.applications.models import AccessCode, Call, Criterion
from bridgework.apps.applications.states import CALL
from bridgework.apps.programmes.models import Round
from bridgework.kernel import audit, transitions
from bridgework.kernel.errors import InvalidInput, NotPossibleNow
from bridgework.kernel.permissions import Actor

_SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"
"""Signs of an access code: none that is taken for another when read aloud."""


@dataclass(frozen=True)
class CallText:
    """What a call says: dates, hours, who may apply and what is paid."""

    title: str
    opens_on: date
    closes_on: date
    introduction: str = ""
    outcomes_on: date | None = None
    appeals_until: date | None = None
    appeal_role: str = ""
    hours_a_week: Decimal | None = None
    eligibility: str = ""
    unpaid_note: str = ""
    preferences_wanted: int = 3
    ranking_reason: str = ""
    experience_words: int = 300
    code_needed: bool = False
    next_offer: str = ""
    look_back_years: int = 3
    by_department: bool = True


@transaction.atomic
def prepare_call(*, actor: Actor, now: datetime, round: Round, text: CallText) -> Call:
    """Write the call of a round, or change it while nobody has applied."""
    rules.RUN_CALL.require(actor, round)
    _coherent(text)
    call = Call.objects.select_for_update().filter(round=round).first()
    if call is not None:
        not_fixed(call)
    fresh = call is None
    if call is None:
        call = Call(created_at=now, scope=round.scope, round=round, state=CALL.initial, state_since=now)
    for name, value in asdict(text).items():
        setattr(call, name, value.strip() if name == "title" else value)
    call.save()
    if fresh:
        transitions.begin(call, CALL, actor=actor, now=now)
        Criterion.objects.create(
            created_at=now, call=call, order=1, label="Overall", descriptors={"1": "not ready", "5": "outstanding"}
        )
    audit.record(actor=actor, now=now, verb="applications.prepare-call", on=call, fields=["title", "opens_on"])
    return call


def not_fixed(call: Call) -> None:
    """Pass while nobody has applied, else raise `NotPossibleNow`: what applicants were told stays."""
    if call.applications.exclude(state="draft").exists():
        raise NotPossibleNow(
            "Somebody has applied already, so what they were told stays.",
            rule="applications.call-fixed",
            remedy="Close the call and say what changed in the next one.",
        )


def _coherent(text: CallText) -> None:
    if text.closes_on < text.opens_on:
        raise InvalidInput("The call closes before it opens.", rule="applications.dates", field="closes_on")
    if text.outcomes_on is not None and text.outcomes_on <= text.closes_on:
        raise InvalidInput(
            "Applicants would hear before the call has closed.", rule="applications.dates", field="outcomes_on"
        )
    if text.appeals_until is not None and text.appeals_until <= (text.outcomes_on or text.closes_on):
        raise InvalidInput(
            "Appeals would end before applicants hear.", rule="applications.dates", field="appeals_until"
        )
    if text.appeals_until is not None and not text.appeal_role.strip():
        raise InvalidInput(
            "Say who looks at an appeal, by role.", rule="applications.appeal-to-a-role", field="appeal_role"
        )
    if not text.title.strip():
        raise InvalidInput("Give the call a title.", rule="applications.title", field="title")


@transaction.atomic
def publish_call(*, actor: Actor, now: datetime, call: Call) -> Call:
    """Show the call in public. Raises `NotPossibleNow` while the round offers no question."""
    rules.RUN_CALL.require(actor, call)
    if not call.round.challenges.filter(state="open").exists():
        raise NotPossibleNow(
            "No question of this round looks for a team.",
            rule="applications.questions-first",
            remedy="Take up at least one shortlisted question.",
        )
    transitions.move(call, CALL, "publish", actor=actor, now=now)
    return call


@transaction.atomic
def close_call(*, actor: Actor, now: datetime, call: Call) -> Call:
    """Take no more applications; drafts are kept."""
    rules.RUN_CALL.require(actor, call)
    transitions.move(call, CALL, "close", actor=actor, now=now)
    return call


@transaction.atomic
def reopen_call(*, actor: Actor, now: datetime, call: Call, reason: str) -> Call:
    """Take applications again, saying why."""
    rules.RUN_CALL.require(actor, call)
    transitions.move(call, CALL, "reopen", actor=actor, now=now, reason=reason)
    return call


@transaction.atomic
def make_access_code(
    *, actor: Actor, now: datetime, call: Call, purpose: str, works_until: date, uses_most: int = 1
) -> AccessCode:
    """Make a code that lets somebody in late or by invitation, saying for whom or why."""
    rules.RUN_CALL.require(actor, call)
    if not purpose.strip():
        raise InvalidInput("Say for whom or why.", rule="applications.code-purpose", field="purpose")
    if uses_most < 1:
        raise InvalidInput("A code works at least once.", rule="applications.code-uses", field="uses_most")
    signs = "".join(secrets.choice(_SIGNS) for _ in range(8))
    code = AccessCode.objects.create(
        created_at=now,
        scope=call.scope,
        call=call,
        code=f"{signs[:4]}-{signs[4:]}",
        purpose=purpose.strip()[:160],
        works_until=works_until,
        uses_most=uses_most,
    )
    audit.record(actor=actor, now=now, verb="applications.make-code", on=code, fields=["purpose", "works_until"])
    return code


@transaction.atomic
def revoke_access_code(*, actor: Actor, now: datetime, access_code: AccessCode) -> AccessCode:
    """Let a code work no longer. Whoever began with it goes on until the day it was to end."""
    rules.RUN_CALL.require(actor, access_code)
    if access_code.revoked_at is None:
        access_code.revoked_at = now
        access_code.save(update_fields=["revoked_at"])
        audit.record(actor=actor, now=now, verb="applications.revoke-code", on=access_code, fields=["revoked_at"])
    return access_code
