"""Whether this installation can serve pages: database, migrations, age of the oldest waiting job."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from bridgework.kernel import clock, jobs

# A worker takes a job within seconds; this long means that none is running.
OLDEST_WAITING_SECONDS = 600


@dataclass(frozen=True)
class Readiness:
    """`parts` maps "database", "migrations" and "queue" to "ok" or to what is wrong."""

    parts: dict[str, str]

    @property
    def is_ready(self) -> bool:
        """Whether pages can be served. A slow queue delays messages, and is told, but no page needs it."""
        return self.parts["database"] == "ok" and self.parts["migrations"] == "ok"


def readiness() -> Readiness:
    """Look at everything once. One query for migrations, a few for the queue."""
    try:
        applied = set(MigrationRecorder(connection).applied_migrations())
    except DatabaseError:
        # The driver's own words name hosts and users; they are in the log, not on an open address.
        return Readiness({"database": "cannot be reached", "migrations": "unknown", "queue": "unknown"})
    waiting = len(_known_migrations() - applied)
    return Readiness(
        {
            "database": "ok",
            "migrations": "ok" if not waiting else f"{waiting} not applied",
            "queue": _queue() if not waiting else "unknown",
        }
    )


@cache
def _known_migrations() -> frozenset[tuple[str, str]]:
    """Every migration of the code; it does not change while a process lives."""
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)


def _queue() -> str:
    age = jobs.queue_state(clock.now()).oldest_due_seconds
    return "ok" if age <= OLDEST_WAITING_SECONDS else f"the oldest job has waited {age:.0f} seconds"
