"""Beginning again: from the copy that was kept, or by loading everything afresh around today."""

from __future__ import annotations

from collections.abc import Callable

from django.apps import apps
from django.db import connection, transaction

from bridgework.demo import snapshot
from bridgework.demo.loading import load_demonstration
from bridgework.kernel.maintenance import maintenance
from bridgework.kernel.models import Maintenance

LEFT = {"django_session", "kernel_workerseen", "kernel_schedule", "kernel_maintenance", "django_content_type"}
"""Tables that stay as they are: who looks, which workers run and when they next look, and what Django keeps."""


def put_everything_back() -> None:
    """Make the demonstration what it was when it was loaded."""
    if not snapshot.put_back():
        refresh()


def refresh(*, say: Callable[[str], None] = lambda text: None) -> None:
    """Empty everything and load the demonstration again, its dates counted from today; all of it or nothing.

    Readers see what was there until it is done. Only a demonstration may do this.
    """
    with transaction.atomic():
        with maintenance():
            _empty()
            Maintenance.objects.get_or_create(pk=1)
        load_demonstration(say=say)


def _empty() -> None:
    tables = [
        model._meta.db_table for model in apps.get_models(include_auto_created=True) if model._meta.db_table not in LEFT
    ]
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")  # noqa: S608 - names of our own models
