"""A copy of the demonstration as it was loaded, and putting everything back from it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.db import connection

KEPT = ("django_session", "kernel_workerseen")
"""Tables whose rows survive: who looks at the demonstration, and which workers run."""


def path() -> Path:
    """Where the copy lies; only SQLite keeps one."""
    return Path(settings.HOME) / "demo-snapshot.sqlite3"


def can_be_kept() -> bool:
    """Whether this database can be copied as a file."""
    return connection.vendor == "sqlite"


def keep() -> None:
    """Copy the database beside itself; on PostgreSQL nothing is kept, and putting back loads afresh."""
    if not can_be_kept():
        return
    fresh = path().with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(fresh)])
    fresh.replace(path())


def put_back() -> bool:
    """Make the database what it was when the copy was kept; False where there is no copy, or one of an
    earlier version of the tables.

    SQLite copies page by page inside one write transaction of the live database: another process sees all of the old
    state or all of the new, and a broken copy leaves the old one.
    """
    if not can_be_kept() or not path().exists():
        return False
    live = str(connection.settings_dict["NAME"])
    connection.close()
    with closing(sqlite3.connect(live, timeout=30)) as target, closing(sqlite3.connect(path())) as source:
        if _tables(source) != _tables(target):
            return False
        kept = {table: target.execute(f"SELECT * FROM {table}").fetchall() for table in KEPT}  # noqa: S608 - our names
        source.backup(target)
        for table, rows in kept.items():
            target.execute(f"DELETE FROM {table}")  # noqa: S608
            if rows:
                marks = ", ".join("?" * len(rows[0]))
                target.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608
        target.commit()
    return True


def _tables(database: sqlite3.Connection) -> list[tuple[str, str]]:
    """Every table, index and trigger of a database as it was made."""
    return sorted(database.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall())
