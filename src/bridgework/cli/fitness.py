"""What makes an installation fit to be used, looked at one by one. Needs Django to be ready."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import WARNING, run_checks
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from bridgework.core.encoding import encoder

# Said by Django's deployment check, and decided otherwise by us: the proxy redirects to https and
# a subdomain of a council is not ours to pin in browsers.
_DECIDED = {"security.W005", "security.W008", "security.W021"}


@dataclass(frozen=True)
class Finding:
    """One thing looked at. `mark` is "good", "advice" or "mend"."""

    mark: str
    what: str
    hint: str = ""


def findings() -> list[Finding]:
    """Everything that was looked at, in order."""
    return [*_settings(), *_database(), *_files()]


def _settings() -> Iterator[Finding]:
    # Advice on https and its cookies helps nobody whose pages never leave their machine.
    at_home = settings.BRIDGEWORK_DEMO and urlsplit(settings.SITE_ADDRESS).hostname in ("127.0.0.1", "localhost")
    for message in run_checks(include_deployment_checks=True):
        serious = message.level > WARNING
        if message.id in _DECIDED or (at_home and not serious):
            continue
        yield Finding("mend" if serious else "advice", f"{message.id}: {message.msg}", message.hint or "")
    if settings.DEBUG:
        yield Finding("mend", "BRIDGEWORK_DEBUG is on.", "It shows settings to visitors. Switch it off.")
    if settings.BRIDGEWORK_DEMO:
        yield Finding("advice", "This is a demonstration: no mail leaves it, and anybody can be anybody.")
    if settings.SEARCH_BY_MEANING and not encoder.is_installed():
        yield Finding("advice", "The search ranks by words alone: the extra for meaning is missing.", encoder.INSTALL)
    key_file = Path(settings.HOME) / "secret-key"
    if key_file.exists() and os.name == "posix" and key_file.stat().st_mode & 0o077:
        yield Finding("mend", "Others can read the secret key.", f"chmod 600 {key_file}")
    yield Finding("good", f"Settings read; addresses begin with {settings.SITE_ADDRESS}.")


def _database() -> Iterator[Finding]:
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        yield Finding("mend", f"The database cannot be reached: {error}", "Is BRIDGEWORK_DATABASE_URL right?")
        return
    yield Finding("good", f"Database reached: {connection.display_name} {'.'.join(map(str, version()))}.")
    waiting = waiting_migrations()
    if waiting:
        yield Finding("mend", f"{len(waiting)} migrations wait, the first is {waiting[0]}.", "bridgework prepare")
    else:
        yield Finding("good", "Every migration is applied.")
    if connection.vendor == "sqlite":
        yield from _pragmas()


def version() -> tuple[int, ...]:
    """The database server's version."""
    return tuple(connection.get_database_version())


def waiting_migrations() -> list[str]:
    """Names of migrations that are not applied, in order."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def _pragmas() -> Iterator[Finding]:
    wanted = {"journal_mode": "wal", "foreign_keys": "1", "synchronous": "1"}
    with connection.cursor() as cursor:
        for name, value in wanted.items():
            cursor.execute(f"PRAGMA {name}")
            found = str(cursor.fetchone()[0])
            if found != value:
                yield Finding("mend", f"SQLite's {name} is {found}, not {value}.", "Is the file on a network drive?")
        cursor.execute("PRAGMA quick_check(1)")
        answer = str(cursor.fetchone()[0])
    yield (
        Finding("good", "The database file is whole.")
        if answer == "ok"
        else Finding("mend", f"The database file is damaged: {answer}", "Restore a backup: bridgework restore FILE")
    )


def _files() -> Iterator[Finding]:
    try:
        name = default_storage.save("checks/probe.txt", ContentFile(b"probe"))
        default_storage.delete(name)
    except Exception as error:
        yield Finding("mend", f"Files cannot be stored: {error}", "Look at BRIDGEWORK_HOME or BRIDGEWORK_FILES_*.")
        return
    yield Finding("good", "Files can be stored and removed.")
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if not settings.DEBUG and not manifest.exists():
        yield Finding("mend", "Styles and scripts are not collected.", "bridgework prepare")
