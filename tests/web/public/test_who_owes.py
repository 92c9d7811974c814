"""The page of a recommendation says who owes the next word, also where only the closing is left."""

from __future__ import annotations

import pytest
from django.test import Client

from bridgework.apps.impact.models import LedgerRow
from bridgework.apps.reports.models import Recommendation
from tests.cast import make_cast
from tests.threads.full import full_thread

pytestmark = pytest.mark.django_db


def test_after_the_whole_chain_the_programme_closes_it(client: Client) -> None:
    first = full_thread(make_cast())[0]
    LedgerRow.objects.update(reply_due_on=None)
    address = f"/ledger/{first.challenge.code}/{first.number}/"
    assert "The programme: it closes this record" in client.get(address).content.decode()
    Recommendation.objects.filter(pk=first.pk).update(state="closed")
    LedgerRow.objects.filter(recommendation=first).update(state="closed")
    assert "Nobody: it is closed" in client.get(address).content.decode()
