"""One moment of the database, while others go on writing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def snapshot() -> Iterator[None]:
    """Within this block every read sees the database as it was when the block began. Nobody is kept from writing."""
    if connection.in_atomic_block:
        raise RuntimeError("A snapshot begins a transaction of its own.")
    # Not Django's own: on SQLite that one would lock out every writer.
    begin = "BEGIN" if connection.vendor == "sqlite" else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    with connection.cursor() as cursor:
        cursor.execute(begin)
    try:
        if connection.vendor == "sqlite":
            # SQLite takes its view of the database at the first read.
            with connection.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM sqlite_master")
                cursor.fetchone()
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK")
