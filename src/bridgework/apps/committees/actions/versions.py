"""Versions of a whole paper, kept at every step that matters."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from bridgework.apps.committees import rules
from bridgework.apps.committees.models import Paper, PaperVersion
from bridgework.apps.committees.records import record_of, sha256_of
from bridgework.apps.people.models import Person
from bridgework.core.papers.as_json import as_json
from bridgework.kernel import audit
from bridgework.kernel.permissions import Actor


@transaction.atomic
def keep_version(*, actor: Actor, now: datetime, paper: Paper, what: str, note: str = "") -> PaperVersion:
    """Keep the whole paper as it stands. The newest version is given again where not a word changed since.

    The caller has been let to do what the version is kept for; keeping one asks for no more than reading.
    """
    locked = Paper.objects.select_for_update(of=("self",)).get(pk=paper.pk)
    rules.READ.require(actor, locked)
    record = record_of(locked)
    digest = sha256_of(record)
    last = locked.versions.order_by("-number").first()
    if last is not None and last.sha256 == digest and last.what == what:
        return last
    made = PaperVersion.objects.create(
        created_at=now,
        paper=locked,
        number=(last.number if last is not None else 0) + 1,
        content=as_json(record),
        sha256=digest,
        what=what[:30],
        note=note[:300],
        author=Person.objects.filter(pk=actor.person_id).first() if actor.person_id else None,
    )
    audit.record(actor=actor, now=now, verb="committees.keep-version", on=made)
    return made
