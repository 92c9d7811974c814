"""Quotes: words of an interview that may be printed once the person has approved them, while the consent stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from django.db import transaction

from bridgework.apps.workspace.actions.consenting import require_person_or_team, still_open
from bridgework.apps.workspace.actions.redacting import take_words_out
from bridgework.apps.workspace.actions.typed import kept
from bridgework.apps.workspace.models import Interview, InterviewKey, Quote
from bridgework.apps.workspace.queries.interviews import KEY, consents_of
from bridgework.apps.workspace.queries.leaving import people_of_programme
from bridgework.apps.workspace.rules import KEEP_INTERVIEWS
from bridgework.apps.workspace.states import QUOTE
from bridgework.core.names import known_names, likely_names
from bridgework.kernel import audit, transitions
from bridgework.kernel.errors import InvalidInput, NotPermitted
from bridgework.kernel.permissions import Actor
from bridgework.kernel.sealing import unseal
from bridgework.kernel.withdrawal import withdraw

_RULE: Final = "workspace.quote"


def add_quote(
    *,
    actor: Actor,
    now: datetime,
    interview: Interview,
    text: str,
    attribution: str = "",
    not_people: Sequence[str] = (),
) -> Quote:
    """Take words out of an interview, to be approved. Needs the consent to be quoted.

    A quote that may name somebody is refused with the list, until whoever writes says of each that it names nobody
    (`not_people`). Names of people of the programme and of the person interviewed are refused in any case.
    """
    with transaction.atomic():
        locked = Interview.objects.select_for_update().get(pk=interview.pk)
        KEEP_INTERVIEWS.require(actor, locked)
        still_open(locked)
        _may_be_quoted(locked, attribution)
        words = kept(text, field="text", called="quote", rule=_RULE, longest=2_000, required=True)
        by = kept(attribution, field="attribution", called="attribution", rule=_RULE, longest=160, line=True)
        _nobody_named(locked, f"{words}\n{by}", not_people)
        number = Quote.objects.filter(interview=locked).count() + 1
        quote = Quote.objects.create(
            created_at=now,
            scope=locked.scope,
            challenge_id=locked.challenge_id,
            interview=locked,
            key=f"interview{locked.number}-{number}",
            text=words,
            attribution=by,
            state=QUOTE.initial,
            state_since=now,
        )
        transitions.begin(quote, QUOTE, actor=actor, now=now)
        transitions.move(quote, QUOTE, "ask", actor=actor, now=now)
        audit.record(actor=actor, now=now, verb="workspace.add-quote", on=quote, fields=["text"])
    return quote


def decide_quotes(*, actor: Actor, now: datetime, interview: Interview, approved: Mapping[str, bool]) -> None:
    """Note which quotes, by their keys, the person approves. One that was approved and is not any more ends at once."""
    with transaction.atomic():
        locked = Interview.objects.select_for_update().get(pk=interview.pk)
        require_person_or_team(actor, locked)
        for quote in Quote.objects.select_for_update().filter(interview=locked, key__in=approved):
            wanted = approved[quote.key]
            if wanted and quote.state == "asked":
                _may_be_quoted(locked, quote.attribution)
                transitions.move(quote, QUOTE, "approve", actor=actor, now=now)
            elif not wanted and quote.state in ("asked", "approved"):
                transitions.move(quote, QUOTE, "refuse", actor=actor, now=now)
                withdraw(Quote.record_kind(), quote.public_id)
                take_words_out(quote.text, now=now)
            audit.record(actor=actor, now=now, verb="workspace.decide-quote", on=quote, fields=["state"])


def withdraw_quotes_of(interview: Interview, *, actor: Actor, now: datetime, only_attributed: bool = False) -> int:
    """End the quotes of an interview, in the caller's transaction: their words go, and every app is told now."""
    quotes = Quote.objects.select_for_update().filter(interview=interview).exclude(state="withdrawn")
    if only_attributed:
        quotes = quotes.exclude(attribution="")
    found = list(quotes)
    for quote in found:
        transitions.move(quote, QUOTE, "withdraw", actor=actor, now=now)
        # Told before the words go: whoever printed them finds them by them.
        withdraw(Quote.record_kind(), quote.public_id)
        take_words_out(quote.text, now=now)
        quote.text = quote.attribution = ""
        quote.save(update_fields=["text", "attribution"])
        audit.record(actor=actor, now=now, verb="workspace.withdraw-quote", on=quote, fields=["text"])
    return len(found)


def _may_be_quoted(interview: Interview, attribution: str) -> None:
    consents = consents_of(interview)
    wanted = [("quote", "to be quoted"), *([("attribute", "to be described by role")] if attribution.strip() else [])]
    for purpose, words in wanted:
        if interview.state == "withdrawn" or consents.get(purpose) != "given":
            raise NotPermitted(
                f"{interview.pseudonym} has not agreed {words}.",
                rule="workspace.consent",
                remedy="Ask them, and note what they say.",
            )


def _nobody_named(interview: Interview, text: str, not_people: Sequence[str]) -> None:
    known = people_of_programme(interview)
    key = InterviewKey.objects.filter(interview=interview).first()
    own = unseal(key.name_sealed, purpose=KEY) if key else ""
    certain = known_names(text, [*known, *([own, *own.split()] if own else [])])
    if certain:
        raise InvalidInput(
            f"This names somebody: {', '.join(certain)}.",
            rule="workspace.quote-names-nobody",
            remedy="Write “a neighbour” or “the officer” instead, in square brackets.",
            field="text",
        )
    unsure = [one for one in likely_names(text) if one not in not_people]
    if unsure:
        raise InvalidInput(
            f"This may name somebody: {', '.join(unsure)}.",
            rule="workspace.quote-names-nobody",
            remedy="Change it; or, if these are no people, write them under “Words that name nobody”, one a line.",
            field="text",
        )
