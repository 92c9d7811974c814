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


_BRING_UP = """
import json
from datetime import UTC, date, datetime
from django.db import connection
from bridgework.cli.ground import django_ready
django_ready()
from django.db.migrations.executor import MigrationExecutor
from bridgework.cli.commands.preparing import prepare_database

executor = MigrationExecutor(connection)
firsts = [key for key in executor.loader.graph.nodes if key[1] == "0001_initial"]
ours = [key for key in firsts if executor.loader.graph.nodes[key].__module__.startswith("bridgework.")]
executor.migrate(ours)
apps = MigrationExecutor(connection).loader.project_state(ours).apps
now = datetime(2026, 3, 2, tzinfo=UTC)

def make(model, **values):
    return apps.get_model(model).objects.create(created_at=now, **values)

council = make("people.Organisation", kind="council", scope="p")
kind = make("programmes.ProgrammeType", key="rounds", name="Rounds", data={})
programme = make("programmes.Programme", scope="p", name="P", slug="p", council=council, default_type=kind)
stood = {"state": "open", "state_since": now}
around = make("programmes.Round", scope="p/r", label="2026", programme=programme, type=kind, **stood)
question = make("questions.Question", scope="p", title="Buses", programme=programme, **stood)
challenge = make(
    "questions.Challenge", scope="p/r/c", code="2026-buses", round=around, type=kind, question=question,
    is_public=True, **stood,
)
make("questions.Wording", question=question, number=1, text="How can buses come on time?", is_current=True)
apps.get_model("kernel.SearchDocument").objects.create(
    kind="questions.challenge", public_id=challenge.public_id, scope="p/r/c", is_public=True, at=now, length=0,
    facets={}, address="/questions/2026-buses/",
)
call = make(
    "applications.Call", scope="p/r", title="C", opens_on=date(2026, 1, 1), closes_on=date(2026, 2, 1), round=around,
    **stood,
)
person = make("people.Person", name="Leo Finch", scope="p")
make(
    "applications.Application", scope="p/r", discipline="Economics", skills="maps, Statistics,  maps", call=call,
    applicant=person, **stood,
)
connection.close()
prepare_database()

from bridgework.apps.applications.models import Application, VocabularyTerm
from bridgework.apps.library.models import CatalogueEntry
application = Application.objects.get()
print(json.dumps({
    "catalogue": list(CatalogueEntry.objects.values_list("kind", "is_deleted")),
    "discipline": application.discipline.label,
    "skills": sorted(one.label for one in application.terms.all()),
    "terms": sorted(VocabularyTerm.objects.values_list("kind", "folded")),
}))
"""


@pytest.mark.slow
@pytest.mark.django_db
def test_a_database_of_the_first_version_is_brought_up_with_all_it_holds(tmp_path: Path) -> None:
    installation = other_installation(tmp_path, "first_version")
    try:
        done = subprocess.run(
            [sys.executable, "-c", _BRING_UP], env=installation.environment, capture_output=True, text=True, check=False
        )
    finally:
        remove_database("first_version")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == {
        "catalogue": [["thread", False]],
        "discipline": "Economics",
        "skills": ["Statistics", "maps"],
        "terms": [["discipline", "economics"], ["skill", "maps"], ["skill", "statistics"]],
    }
