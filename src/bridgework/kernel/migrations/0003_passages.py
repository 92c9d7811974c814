"""Passages of long texts; on PostgreSQL what a posting weighs is below zero where its document is not public."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models


def mark(apps: Any, schema_editor: Any) -> None:
    """Turn the weights of documents that are not public. SQLite has no postings."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "UPDATE kernel_searchposting SET weight = -abs(weight)"
            " WHERE document IN (SELECT id FROM kernel_searchdocument WHERE NOT is_public)"
        )


def unmark(apps: Any, schema_editor: Any) -> None:
    """Undo `mark`."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("UPDATE kernel_searchposting SET weight = abs(weight) WHERE weight < 0")


class Migration(migrations.Migration):
    """Whether all may see a document is answered by its postings; texts know their passages."""

    dependencies = [("kernel", "0002_two_indexes")]

    operations = [
        # May be empty, so that SQLite adds the column without making the table anew, which would lose its triggers.
        migrations.AddField(
            "searchtext",
            "places",
            models.JSONField(
                null=True, help_text="of a long text: where each passage begins, its section and its page"
            ),
        ),
        migrations.AlterField(
            "searchposting",
            "weight",
            models.SmallIntegerField(
                help_text="twice the occurrences, each times the weight of its field; below zero where the document is"
                " not public; 0: a mark"
            ),
        ),
        migrations.RunPython(mark, unmark),
    ]
