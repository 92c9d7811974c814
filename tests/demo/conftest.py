"""The demonstration, loaded once for all tests of this folder that only read it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from bridgework.demo import snapshot
from bridgework.demo.loading import load_demonstration


@pytest.fixture(scope="module")
def demonstration(django_db_setup: Any, django_db_blocker: Any) -> Iterator[None]:
    """Everything that `bridgework start` loads, in a transaction that is undone after the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_demonstration(say=lambda text: None)
        yield
        transaction.set_rollback(True)
    snapshot.path().unlink(missing_ok=True)
