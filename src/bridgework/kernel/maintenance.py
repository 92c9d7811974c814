"""The maintenance switch: while it is on, append-only tables may be rewritten (restore, import, test flush)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from bridgework.kernel.models.trail import Maintenance


@contextmanager
def maintenance() -> Iterator[None]:
    """Run a block in one transaction with the switch on. Others never see it on: it is off again before the commit."""
    with transaction.atomic():
        Maintenance.objects.update_or_create(pk=1, defaults={"open": True})
        yield
        Maintenance.objects.update_or_create(pk=1, defaults={"open": False})
