"""Searching for sources and sorting them: what was searched, what was decided of each source, by whom."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils import timezone

from bridgework.apps.questions.models import Challenge
from bridgework.apps.workspace.actions.typed import kept
from bridgework.apps.workspace.models import ScreeningDecision, SearchLogEntry, Source
from bridgework.apps.workspace.rules import KEEP_EVIDENCE
from bridgework.kernel import audit
from bridgework.kernel.errors import InvalidInput, NotPossibleNow
from bridgework.kernel.permissions import Actor

_RULE: Final = "workspace.screening"


def screen_source(
    *, actor: Actor, now: datetime, source: Source, stage: str, decision: str, reason: str = "", settles: bool = False
) -> ScreeningDecision:
    """Decide about one source at one stage; the latest decision of a person stands, one that settles stands for all.

    An exclusion needs its reason.
    """
    with transaction.atomic():
        locked = Source.objects.select_for_update().get(pk=source.pk)
        KEEP_EVIDENCE.require(actor, locked)
        if locked.duplicate_of_id is not None:
            raise NotPossibleNow("This is set aside as a duplicate.", rule=_RULE, remedy="Keep it apart first.")
        if decision not in dict(ScreeningDecision.DECISIONS) or stage not in dict(ScreeningDecision.STAGES):
            raise InvalidInput("Choose include, exclude or maybe.", rule=_RULE, field="decision")
        why = kept(reason, field="reason", called="reason", rule=_RULE, longest=200, line=True)
        if decision == "exclude" and not why:
            raise InvalidInput(
                "A source is left out with its reason.", rule=_RULE, remedy="Say why in a few words.", field="reason"
            )
        assert actor.person_id is not None, "the rule lets only people through"
        row = ScreeningDecision.objects.create(
            created_at=now,
            source=locked,
            person_id=actor.person_id,
            stage=stage,
            decision=decision,
            reason=why if decision == "exclude" else "",
            settles=settles,
            at=now,
        )
        audit.record(actor=actor, now=now, verb="workspace.screen-source", on=locked, fields=["screening"])
    return row


def note_search(
    *,
    actor: Actor,
    now: datetime,
    challenge: Challenge,
    searched_on: date,
    where: str,
    terms: str,
    hits: int | None = None,
    for_the_contrary: bool = False,
    note: str = "",
) -> SearchLogEntry:
    """Note a search: where, when, with which words, how many hits, and whether for what speaks against the team."""
    with transaction.atomic():
        KEEP_EVIDENCE.require(actor, challenge)
        if searched_on > timezone.localdate(now):
            raise InvalidInput(
                "That day lies ahead.", rule=_RULE, remedy="Enter the day of the search.", field="searched_on"
            )
        row = SearchLogEntry.objects.create(
            created_at=now,
            scope=challenge.scope,
            challenge=challenge,
            searched_on=searched_on,
            where=kept(where, field="where", called="place", rule=_RULE, longest=200, required=True, line=True),
            terms=kept(terms, field="terms", called="search words", rule=_RULE, longest=2_000, required=True),
            hits=hits,
            for_the_contrary=for_the_contrary,
            note=kept(note, field="note", called="note", rule=_RULE, longest=2_000),
            by_id=actor.person_id,
        )
        audit.record(actor=actor, now=now, verb="workspace.note-search", on=row, fields=["where", "terms"])
    return row
