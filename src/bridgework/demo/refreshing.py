"""Beginning again: from the copy that was kept, or by loading everything afresh around today."""

from __future__ import annotations

from collections.abc import Callable

from django.apps import apps
from django.db import connection, transaction

from bridgework.apps.programmes.models import Programme
from bridgework.demo import snapshot
from bridgework.demo.loading import load_demonstration
from bridgework.kernel.errors import NotPossibleNow
from bridgework.kernel.maintenance import maintenance
from bridgework.kernel.models import Maintenance

LEFT = {"django_session", "kernel_workerseen", "kernel_schedule", "kernel_maintenance", "django_content_type"}
"""Tables that stay as they are: who looks, which workers run and when they next look, and what Django keeps."""


def put_everything_back() -> None:
    """Make the demonstration what it was when it was loaded.

    Raises `NotPossibleNow` where a programme of somebody's own would be lost.
    """
    _nothing_of_their_own()
    if not snapshot.put_back():
        refresh()


def refresh(*, say: Callable[[str], None] = lambda text: None) -> None:
    """Empty everything and load the demonstration again, its dates counted from today; all of it or nothing.

    Readers see what was there until it is done. Only a demonstration may do this. Raises `NotPossibleNow` where a
    programme of somebody's own would be lost.
    """
    _nothing_of_their_own()
    with transaction.atomic():
        with maintenance():
            _empty()
            Maintenance.objects.get_or_create(pk=1)
        load_demonstration(say=say)


def _nothing_of_their_own() -> None:
    if Programme.objects.filter(is_invented=False, is_history=False).exists():
        raise NotPossibleNow(
            "This demonstration holds a programme that somebody made in it, and putting everything back would lose it.",
            rule="demo.nothing-of-their-own",
            remedy="Take it elsewhere with “bridgework export”, then begin again in an empty folder.",
        )


def _empty() -> None:
    tables = [
        model._meta.db_table for model in apps.get_models(include_auto_created=True) if model._meta.db_table not in LEFT
    ]
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")  # noqa: S608 - names of our own models
