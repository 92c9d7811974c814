"""A whole living programme, made once for this folder: every kind of record, written by the real actions."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from bridgework.demo.invented.stage import Stage
from bridgework.demo.loading import load_invented


@pytest.fixture(scope="package")
def living(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Stage]:
    """The invented programme, in a transaction that is taken back after the last; each test has its own inside it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load_invented(timezone.now())
        transaction.set_rollback(True)
