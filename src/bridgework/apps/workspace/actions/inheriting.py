"""A follow-up team starts with what the team before it found: the public part, marked as not looked at again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from bridgework.apps.questions.models import Challenge
from bridgework.apps.workspace.actions.references import keys_taken
from bridgework.apps.workspace.models import Finding, FindingSource, Source
from bridgework.apps.workspace.queries.inheriting import inheritable_sources, predecessors_of
from bridgework.apps.workspace.rules import KEEP_EVIDENCE
from bridgework.kernel import audit, search
from bridgework.kernel.errors import NotPossibleNow
from bridgework.kernel.permissions import Actor


def carry_over(*, actor: Actor, now: datetime, challenge: Challenge) -> tuple[int, int]:
    """Take over the public sources and findings of the questions that this one follows; how many of each.

    What was taken over before is not taken again. Findings come in hidden and without a judgement of how sure one is:
    the team looks at them again first. Interviews stay behind: their consents were given to somebody else.
    """
    with transaction.atomic():
        KEEP_EVIDENCE.require(actor, challenge)
        Challenge.objects.select_for_update().get(pk=challenge.pk)
        before = predecessors_of(challenge)
        if not before:
            raise NotPossibleNow(
                "This question follows no public question.",
                rule="workspace.carry-over",
                remedy="Those who run the programme can say which question it follows.",
            )
        new = {}
        for one in inheritable_sources(challenge, before):
            new[one.pk] = _source(one, challenge, actor, now)
        rows = challenge.workspace_sources.filter(inherited_from__isnull=False)
        had = {old: made for old, made in rows.values_list("inherited_from", "pk") if old is not None}
        findings = _findings(challenge, before, had, now)
        audit.record(actor=actor, now=now, verb="workspace.carry-over", on=challenge, fields=["sources", "findings"])
        search.refresh_all(Source.objects.filter(challenge=challenge, inherited_from__isnull=False))
        search.refresh_all(Finding.objects.filter(challenge=challenge, inherited_from__isnull=False))
    return len(new), findings


def check_again(*, actor: Actor, now: datetime, source: Source) -> Source:
    """Say that an inherited source was looked at again and still stands."""
    with transaction.atomic():
        locked = Source.objects.select_for_update().get(pk=source.pk)
        KEEP_EVIDENCE.require(actor, locked)
        if locked.inherited_from_id is None:
            raise NotPossibleNow("This source is the team's own.", rule="workspace.carry-over")
        locked.checked_again_at = now
        locked.save(update_fields=["checked_again_at"])
        audit.record(actor=actor, now=now, verb="workspace.check-again", on=locked, fields=["checked_again_at"])
    return locked


def _source(one: Source, challenge: Challenge, actor: Actor, now: datetime) -> Source:
    key = one.key
    taken = keys_taken(challenge)
    number = 2
    while key and key in taken:
        key = f"{one.key[:50]}-{number}"
        number += 1
    return Source.objects.create(
        created_at=now,
        scope=challenge.scope,
        challenge=challenge,
        inherited_from=one,
        added_by_id=actor.person_id,
        key=key,
        **{name: getattr(one, name) for name in _KEPT},
    )


def _findings(challenge: Challenge, before: list[Challenge], had: dict[int, int], now: datetime) -> int:
    last = challenge.findings.aggregate(last=Max("number"))["last"] or 0
    rows = Finding.objects.filter(challenge__in=before, is_public=True).exclude(carried_to__challenge=challenge)
    count = 0
    for one in rows.prefetch_related("bearings").order_by("challenge_id", "number"):
        count += 1
        made = Finding.objects.create(
            created_at=now,
            scope=challenge.scope,
            challenge=challenge,
            number=last + count,
            key=f"finding{last + count}",
            text=one.text,
            figure=one.figure,
            figure_of=one.figure_of,
            superseded_note=one.superseded_note,
            inherited_from=one,
        )
        FindingSource.objects.bulk_create(
            FindingSource(finding=made, source_id=had[each.source_id], bearing=each.bearing, page=each.page)
            for each in one.bearings.all()
            if each.source_id in had
        )
    return count


_KEPT = (
    "kind", "title", "authors", "year", "address", "says", "csl", "doi", "place", "population", "page",
)  # fmt: skip
