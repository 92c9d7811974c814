"""An empty index to measure in, beside any installation and without touching it.

SQLite: a database in a temporary folder. PostgreSQL (where BRIDGEWORK_DATABASE_URL names one): temporary tables, which
only this connection sees and which end with it; the installation's own tables are neither read nor written.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from bridgework.cli.ground import django_ready


@contextmanager
def empty_index() -> Iterator[str]:
    """Make Django ready on an empty index; gives the name of the database system. Ends with the index."""
    with tempfile.TemporaryDirectory(prefix="bridgework-evaluation-") as folder:
        if not os.environ.get("BRIDGEWORK_DATABASE_URL", "").startswith("postgres"):
            # Read by the settings when Django is made ready, so it is set before.
            os.environ.pop("BRIDGEWORK_DATABASE_URL", None)
            os.environ["BRIDGEWORK_HOME"] = folder
        django_ready()
        from django.db import connection

        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                # What is made without a schema's name is made in the first of these.
                cursor.execute("SET search_path TO pg_temp")
                # The index of an installation lies in the shared buffers; temporary tables have buffers of their own.
                cursor.execute("SET temp_buffers TO '256MB'")
        _make_tables()
        from bridgework.kernel.search.synonyms import no_synonyms

        try:
            with no_synonyms():
                yield connection.vendor
        finally:
            connection.close()


def _make_tables() -> None:
    from importlib import import_module

    from django.apps import apps
    from django.db import connection

    from bridgework.kernel.models import SearchDocument, SearchPosting, SearchText, SearchVector

    sql = import_module("bridgework.kernel.migrations._sql")
    # SQLite changes tables only outside a transaction; all of this is gone at the end anyway.
    with connection.schema_editor(atomic=False) as editor:
        for model in (SearchDocument, SearchText, SearchPosting, SearchVector):
            editor.create_model(model)
        sql.make_full_text_index(apps, editor)
