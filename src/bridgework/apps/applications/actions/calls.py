"""Calls for applicants."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from bridgework.apps.applications import rules
from bridgework.apps.applications.models import Call
from bridgework.apps.applications.states import CALL
from bridgework.apps.programmes.models import Round
from bridgework.kernel import audit, transitions
from bridgework.kernel.errors import InvalidInput, NotPossibleNow
from bridgework.kernel.permissions import Actor


@dataclass(frozen=True)
class CallText:
    """What a call says: dates, hours, who may apply and what is paid."""

    title: str
    opens_on: date
    closes_on: date
    introduction: str = ""
    hours_a_week: Decimal | None = None
    eligibility: str = ""
    unpaid_note: str = ""
    preferences_wanted: int = 3


@transaction.atomic
def prepare_call(*, actor: Actor, now: datetime, round: Round, text: CallText) -> Call:
    """Write the call of a round, or change it while nobody has applied."""
    rules.RUN_CALL.require(actor, round)
    if text.closes_on < text.opens_on:
        raise InvalidInput("The call closes before it opens.", rule="applications.dates", field="closes_on")
    if not text.title.strip():
        raise InvalidInput("Give the call a title.", rule="applications.title", field="title")
    call = Call.objects.select_for_update().filter(round=round).first()
    if call is not None and call.applications.exclude(state="draft").exists():
        raise NotPossibleNow(
            "Somebody has applied already, so what they were told stays.",
            rule="applications.call-fixed",
            remedy="Close the call and say what changed in the next one.",
        )
    fresh = call is None
    if call is None:
        call = Call(created_at=now, scope=round.scope, round=round, state=CALL.initial, state_since=now)
    call.title = text.title.strip()
    call.introduction = text.introduction
    call.opens_on, call.closes_on = text.opens_on, text.closes_on
    call.hours_a_week = text.hours_a_week
    call.eligibility, call.unpaid_note = text.eligibility, text.unpaid_note
    call.preferences_wanted = text.preferences_wanted
    call.save()
    if fresh:
        transitions.begin(call, CALL, actor=actor, now=now)
    audit.record(actor=actor, now=now, verb="applications.prepare-call", on=call, fields=["title", "opens_on"])
    return call


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
