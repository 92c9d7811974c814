"""Installations beside the one under test: with a home and a database of their own, used through the command line."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
from django.db import connection


@dataclass(frozen=True)
class Installation:
    """Where an installation lives, as environment variables say it."""

    environment: dict[str, str]

    def run(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """Run `bridgework ARGUMENTS` in it."""
        command = [sys.executable, "-m", "bridgework.cli.main", *map(str, arguments)]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)


def address_on_test_server(name: str) -> str:
    """BRIDGEWORK_DATABASE_URL of a database on the PostgreSQL server under test."""
    settings = connection.settings_dict
    host = quote(settings["HOST"], safe="")
    return f"postgresql://{settings['USER']}@/{name}?host={host}&port={settings['PORT'] or 5432}"


def other_installation(home: Path, name: str) -> Installation:
    """A fresh one. On PostgreSQL `name` is its database, which `remove_database` drops."""
    if connection.vendor == "sqlite":
        return Installation(_environment(home, ""))
    remove_database(name)
    _on_server(f'CREATE DATABASE "{name}"')
    return Installation(_environment(home, address_on_test_server(name)))


def remove_database(name: str) -> None:
    """Drop a database made by `other_installation`; nothing to do on SQLite, whose file goes with the home."""
    if connection.vendor == "postgresql":
        _on_server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _environment(home: Path, address: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("BRIDGEWORK_")}
    return kept | {
        "DJANGO_SETTINGS_MODULE": "bridgework.config.settings",
        "BRIDGEWORK_HOME": str(home),
        "BRIDGEWORK_DATABASE_URL": address,
        "BRIDGEWORK_SECRET_KEY": "only for tests, never in use anywhere else",
        "BRIDGEWORK_LOG_LEVEL": "ERROR",
    }


def _on_server(statement: str) -> None:
    settings = connection.settings_dict
    with psycopg.connect(
        host=settings["HOST"],
        port=settings["PORT"] or None,
        user=settings["USER"],
        password=settings["PASSWORD"] or None,
        dbname=settings["NAME"],
        autocommit=True,
    ) as server:
        server.execute(statement)
