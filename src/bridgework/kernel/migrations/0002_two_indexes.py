"""Public documents get an index of their own, so that their ranking knows nothing of the others."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models

from bridgework.kernel.migrations import _sql


def drop(apps: Any, schema_editor: Any) -> None:
    """SQLite: the one index of before, if there is one."""
    if schema_editor.connection.vendor == "sqlite":
        _sql.drop_full_text_index(apps, schema_editor)


def make(apps: Any, schema_editor: Any) -> None:
    """Say what is public; on SQLite make both indexes and fill them."""
    _sql.say_what_is_public(apps, schema_editor)
    if schema_editor.connection.vendor == "sqlite":
        _sql.make_full_text_index(apps, schema_editor)
        _sql.fill_full_text_index(apps, schema_editor)


class Migration(migrations.Migration):
    """Two indexes for one."""

    dependencies = [("kernel", "0001_initial")]

    operations = [
        migrations.RunPython(drop, migrations.RunPython.noop),
        migrations.AddField(
            "searchtext",
            "is_public",
            models.BooleanField(
                default=False, help_text="as the document; decides which index on SQLite holds it"
            ),
        ),
        migrations.RunPython(make, migrations.RunPython.noop),
    ]
