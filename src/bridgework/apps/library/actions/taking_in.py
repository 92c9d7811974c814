"""Taking in a portal's entry: a report, what the library tells of it, and the list of what the entry did not say."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from bridgework.apps.library.models import Deposit
from bridgework.apps.questions.models import Challenge
from bridgework.apps.reports.actions import take_in_report
from bridgework.apps.reports.models import Report
from bridgework.core.portal_entry import Entry
from bridgework.kernel import audit
from bridgework.kernel.permissions import Actor

GIVEN_HERE = frozenset({"question"})
"""What the entry lacks and whoever takes it in has said."""


def take_in_entry(*, actor: Actor, now: datetime, challenge: Challenge, entry: Entry) -> Report:
    """Keep what a portal says of a report, and what it does not say as a list to work through. Nothing is guessed."""
    with transaction.atomic():
        report = take_in_report(
            actor=actor,
            now=now,
            challenge=challenge,
            title=entry.title,
            summary=entry.summary,
            issued=entry.issued,
        )
        Deposit.objects.create(
            created_at=now,
            report=report,
            uploaded_on=entry.uploaded,
            modified_at=now,
            licence=entry.licence,
            doi=entry.identifier,
            keywords=list(dict.fromkeys(one[:80] for one in entry.keywords))[:20],
            lacks=[one for one in entry.lacks if one not in GIVEN_HERE],
        )
        audit.record(actor=actor, now=now, verb="library.take-in", on=report, fields=["deposit"])
    return report
