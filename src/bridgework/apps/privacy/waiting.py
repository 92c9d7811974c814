"""Requests to be removed, and what is due to be deleted, wait on the programme lead."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from bridgework.apps.people.queries import scopes_held, under_any
from bridgework.apps.privacy.models import Disposal, ErasureRequest
from bridgework.kernel.retention import RETENTIONS
from bridgework.kernel.roles import PROGRAMME_LEAD
from bridgework.kernel.waiting import WaitingItem, waits

A_MONTH = timedelta(days=30)
"""The law gives a month to answer such a request."""


@waits("privacy.request", "People who asked to be removed")
def requests_to_decide(person_id: int, now: datetime) -> list[WaitingItem]:
    """Requests nobody has decided, for the lead; two queries."""
    leads = under_any(scopes_held(person_id, {PROGRAMME_LEAD}, timezone.localdate(now)))
    rows = ErasureRequest.objects.filter(leads, state="asked").select_related("person").order_by("id")
    return [
        WaitingItem(
            kind="privacy.request",
            title=f"{one.person.name} asked to be removed",
            since=one.created_at,
            address=reverse("desk:erasure-request", args=[one.public_id]),
            scope=one.scope,
            public_id=one.public_id,
            due=timezone.localdate(one.created_at + A_MONTH),
        )
        for one in rows
    ]


@waits("privacy.disposal", "What is due to be deleted")
def disposals_announced(person_id: int, now: datetime) -> list[WaitingItem]:
    """What was announced, for the lead; two queries."""
    leads = under_any(scopes_held(person_id, {PROGRAMME_LEAD}, timezone.localdate(now)))
    rows = Disposal.objects.filter(leads, state="announced", rule__in=list(RETENTIONS)).order_by("id")
    return [
        WaitingItem(
            kind="privacy.disposal",
            title=f"Look over what is to be deleted: {RETENTIONS[one.rule].label.lower()} ({one.count})",
            since=one.created_at,
            address=reverse("desk:privacy"),
            scope=one.scope,
            public_id=one.public_id,
            due=one.goes_on,
        )
        for one in rows
    ]
