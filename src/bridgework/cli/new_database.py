"""The tables of a new database, made straight from the models: a tenth of the work that migrations would be.

Migrations make the models again after each of their steps. In an empty database there is nothing to keep, so its
tables are made as the models are now, then everything our migrations do besides tables (triggers, the full-text
index) is done, and all migrations are noted as applied. A test compares both ways. Needs Django to be ready.
"""

from __future__ import annotations

from typing import Any


def is_new() -> bool:
    """Whether the database has no table at all."""
    from django.db import connection

    return not connection.introspection.table_names()


def make_tables() -> None:
    """Make every table, ours in one transaction: afterwards all of them are there, or none."""
    from django.apps import apps
    from django.core.management import call_command
    from django.core.management.sql import emit_post_migrate_signal
    from django.db import DEFAULT_DB_ALIAS, connection, router
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.recorder import MigrationRecorder

    # Django's own migrations leave keys that its models no longer say; they are few. Broken off after this, the
    # database is not new any more, and all other migrations are applied as ever.
    call_command("migrate", "auth", interactive=False, verbosity=0)
    recorder = MigrationRecorder(connection)
    applied = recorder.applied_migrations()
    order = [one for one in _in_order(MigrationLoader(None)) if (one.app_label, one.name) not in applied]
    there = set(connection.introspection.table_names())
    with connection.schema_editor() as editor:
        for config in apps.get_app_configs():
            for model in router.get_migratable_models(config, DEFAULT_DB_ALIAS, include_auto_created=False):
                if model._meta.can_migrate(connection) and model._meta.db_table not in there:
                    editor.create_model(model)
        # What refers to a table made later was put off; triggers and indexes need it done.
        for statement in editor.deferred_sql:
            editor.execute(statement, None)
        editor.deferred_sql.clear()
        for migration in order:
            if migration.__module__.startswith("bridgework."):
                _do_the_rest(migration, apps, editor)
        recorder.Migration.objects.bulk_create(
            recorder.Migration(app=migration.app_label, name=migration.name) for migration in order
        )
    emit_post_migrate_signal(verbosity=0, interactive=False, db=DEFAULT_DB_ALIAS)


def _in_order(loader: Any) -> list[Any]:
    """Every migration, each after those it rests on."""
    graph, found = loader.graph, {}
    for leaf in graph.leaf_nodes():
        for key in graph.forwards_plan(leaf):
            found[key] = graph.nodes[key]
    return list(found.values())


def _do_the_rest(migration: Any, apps: Any, editor: Any) -> None:
    """Do what a migration does with code of its own. Raises NotImplementedError for what was never thought of here."""
    from django.db.migrations import RunPython
    from django.db.migrations.operations import fields, models

    for operation in migration.operations:
        if isinstance(operation, RunPython):
            operation.code(apps, editor)
        elif type(operation).__module__ not in (fields.__name__, models.__name__):
            raise NotImplementedError(f"{migration}: models do not say what {operation!r} does.")
