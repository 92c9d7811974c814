"""A minute is pasted, read, looked over by a person, and then becomes a resolution per proposal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils import timezone

from bridgework.apps.committees import rules
from bridgework.apps.committees.actions.resolutions import Resolved, record_resolution, require_met
from bridgework.apps.committees.models import Paper, PastedMinute, Resolution
from bridgework.core.papers.minutes import Put, read_minute
from bridgework.kernel import audit
from bridgework.kernel.errors import InvalidInput, NotPossibleNow, StaleRecord
from bridgework.kernel.permissions import Actor

LONGEST_MINUTE: Final = 60_000


@transaction.atomic
def paste_minute(*, actor: Actor, now: datetime, paper: Paper, text: str) -> PastedMinute:
    """Keep the words of a minute and what was read in them; nothing is resolved by it.

    Raises `InvalidInput` for no text or too much, `NotPossibleNow` before the
    meeting, or for a paper that asks nothing.
    """
    kept = Paper.objects.select_for_update(of=("self",)).select_related("committee_meeting").get(pk=paper.pk)
    rules.RESOLVE.require(actor, kept)
    require_met(kept.committee_meeting, timezone.localdate(now))
    words = text.replace("\x00", "").replace("\r\n", "\n").strip()
    if not words or len(words) > LONGEST_MINUTE:
        raise InvalidInput(
            f"Paste the minute of this paper: some text, at most {LONGEST_MINUTE:,} characters.",
            rule="committees.minute-words",
            remedy="Take only the part about this paper.",
            field="text",
        )
    proposals = [Put(one.letter, one.text) for one in kept.proposals.order_by("order")]
    if not proposals:
        raise NotPossibleNow("This paper asks the committee nothing.", rule="committees.has-proposals")
    minute = PastedMinute.objects.create(
        created_at=now,
        paper=kept,
        committee_meeting=kept.committee_meeting,
        text=words,
        read=read_minute(words, proposals, kept.committee_meeting.on).as_json(),
        pasted_by_id=actor.person_id,
    )
    audit.record(actor=actor, now=now, verb="committees.paste-minute", on=minute)
    return minute


@transaction.atomic
def confirm_minute(
    *, actor: Actor, now: datetime, minute: PastedMinute, resolved: Mapping[str, Resolved]
) -> list[Resolution]:
    """Record the resolutions a person confirmed, by the proposals' public ids; proposals left out stay open.

    All or none: one transaction. Raises `StaleRecord` where the minute was confirmed already, `NotPossibleNow` where a
    proposal has a resolution by now, `InvalidInput` (with the proposal's letter before the field) for what cannot be.
    """
    paper = Paper.objects.select_for_update(of=("self",)).get(pk=minute.paper_id)
    rules.RESOLVE.require(actor, paper)
    kept = PastedMinute.objects.select_for_update(of=("self",)).get(pk=minute.pk)
    if kept.confirmed_at is not None:
        raise StaleRecord("Somebody has confirmed this minute already.")
    chosen = [one for one in paper.proposals.order_by("order") if one.public_id in resolved]
    if not chosen:
        raise InvalidInput(
            "Choose an outcome for at least one proposal.",
            rule="committees.minute-confirms",
            remedy="If the minute says nothing of this paper, go back and leave it.",
        )
    recorded = []
    for proposal in chosen:
        values = replace(resolved[proposal.public_id], minute=kept)
        try:
            recorded.append(record_resolution(actor=actor, now=now, proposal=proposal, resolved=values))
        except (InvalidInput, NotPossibleNow) as refusal:
            field = f"{proposal.letter}-{refusal.field}" if refusal.field else ""
            raise type(refusal)(
                f"Proposal {proposal.letter}: {refusal.reason}", rule=refusal.rule, remedy=refusal.remedy, field=field
            ) from refusal
    kept.confirmed_at = now
    kept.save(update_fields=["confirmed_at"])
    audit.record(actor=actor, now=now, verb="committees.confirm-minute", on=kept, fields=["confirmed_at"])
    return recorded
