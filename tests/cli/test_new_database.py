"""A new database made from the models is the one that the migrations make."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.installations import Installation, other_installation, remove_database

_SAY = """
import json
from django.db import connection
from bridgework.cli.ground import django_ready
django_ready()
from bridgework.cli.commands.preparing import prepare_database
from django.core.management import call_command
if {migrations}:
    call_command("migrate", interactive=False, verbosity=0)
prepare_database()

def has_name(name, key):
    # SQLite numbers what has no name of its own, in the order of the columns.
    return connection.vendor == "postgresql" or (key["index"] and not name.startswith("sqlite_"))

found = {{}}
with connection.cursor() as cursor:
    for table in sorted(connection.introspection.table_names(cursor)):
        if table.startswith("kernel_search_"):
            continue  # SQLite's own tables behind the full-text index
        columns = connection.introspection.get_table_description(cursor, table)
        keys = connection.introspection.get_constraints(cursor, table)
        cursor.execute("SELECT count(*) FROM " + connection.ops.quote_name(table))
        found[table] = {{
            "columns": sorted([one.name, str(one.type_code), one.null_ok, str(one.default)] for one in columns),
            "keys": sorted(
                json.dumps([name if has_name(name, one) else "", one], sort_keys=True, default=str)
                for name, one in keys.items()
            ),
            "rows": cursor.fetchone()[0],
        }}
    if connection.vendor == "sqlite":
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' OR sql LIKE 'CREATE VIRTUAL%'")
    else:
        cursor.execute("SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal")
    found["triggers"] = sorted(map(list, cursor.fetchall()))
    cursor.execute("SELECT app, name FROM django_migrations")
    found["applied"] = sorted(map(list, cursor.fetchall()))
print(json.dumps(found))
"""


def _said(installation: Installation, *, migrations: bool) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-c", _SAY.format(migrations=migrations)],
        env=installation.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


@pytest.mark.slow
@pytest.mark.django_db
def test_both_ways_make_the_same(tmp_path: Path) -> None:
    ways = {}
    for name, migrations in (("straight", False), ("migrated", True)):
        (tmp_path / name).mkdir()
        installation = other_installation(tmp_path / name, f"new_{name}")
        try:
            ways[name] = _said(installation, migrations=migrations)
        finally:
            remove_database(f"new_{name}")
    straight, migrated = ways["straight"], ways["migrated"]
    assert sorted(straight) == sorted(migrated)
    for table in straight:
        assert straight[table] == migrated[table], table
