"""What models cannot say: triggers that keep history append-only, and SQLite's full-text index.

SQLite loses a table's triggers when a later migration remakes the table; such a migration must run these again.
"""

from __future__ import annotations

from typing import Any

APPEND_ONLY = ("kernel_transition", "kernel_auditentry")

_SQLITE_REFUSAL = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
WHEN NOT EXISTS (SELECT 1 FROM kernel_maintenance WHERE open)
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""

_POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION kernel_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM kernel_maintenance WHERE open) THEN
        IF TG_OP = 'UPDATE' THEN RETURN NEW; END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NULL;
    END IF;
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$
"""

_FTS = """
CREATE VIRTUAL TABLE {table} USING fts5(
    title, important, body, minor, marks,
    content='kernel_searchtext', content_rowid='document_id', tokenize='porter unicode61 remove_diacritics 2'
)
"""
# Public documents have an index of their own: its ranking knows nothing of the others.
_INDEXES = (("kernel_search", "{row}.is_public"), ("kernel_search_inner", "NOT {row}.is_public"))
_WORDS = "CREATE VIRTUAL TABLE kernel_search_inner_words USING fts5vocab('kernel_search_inner', 'instance')"
_COLUMNS = "title, important, body, minor, marks"
_VALUES = ", ".join(f"{{row}}.{name}" for name in ("document_id", *_COLUMNS.split(", ")))


def _forget() -> str:
    return "".join(
        f"INSERT INTO {table} ({table}, rowid, {_COLUMNS})"  # noqa: S608 - our own constants
        f" SELECT 'delete', {_VALUES.format(row='old')} WHERE {held.format(row='old')};"
        for table, held in _INDEXES
    )


def _learn(row: str = "new", source: str = "") -> str:
    return "".join(
        f"INSERT INTO {table} (rowid, {_COLUMNS})"  # noqa: S608 - our own constants
        f" SELECT {_VALUES.format(row=row)} {source} WHERE {held.format(row=row)};"
        for table, held in _INDEXES
    )


def protect_history(apps: Any, schema_editor: Any) -> None:
    """Let the database itself refuse to change or delete history."""
    if schema_editor.connection.vendor == "postgresql":
        # Without parameters: the text has a % of its own.
        schema_editor.execute(_POSTGRESQL_FUNCTION, params=None)
        for table in APPEND_ONLY:
            schema_editor.execute(
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}"
                " FOR EACH ROW EXECUTE FUNCTION kernel_refuse_change()"
            )
            schema_editor.execute(
                f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}"
                " FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_change()"
            )
        return
    for table in APPEND_ONLY:
        for verb in ("update", "delete"):
            schema_editor.execute(_SQLITE_REFUSAL.format(table=table, verb=verb))


def unprotect_history(apps: Any, schema_editor: Any) -> None:
    """Undo `protect_history`."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION kernel_refuse_change() CASCADE")
        return
    for table in APPEND_ONLY:
        for verb in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER {table}_no_{verb}")


def make_full_text_index(apps: Any, schema_editor: Any) -> None:
    """SQLite: the index, and triggers that keep it equal to the table of texts. PostgreSQL: all that ranking reads."""
    if schema_editor.connection.vendor != "sqlite":
        schema_editor.execute(
            "CREATE INDEX posting_by_term ON kernel_searchposting (term) INCLUDE (document, weight, length)"
        )
        return
    if not _says_what_is_public(schema_editor.connection):
        # An installation made before there were two indexes: the migration that adds the column makes them.
        return
    for table, _ in _INDEXES:
        schema_editor.execute(_FTS.format(table=table))
    schema_editor.execute(_WORDS)
    for name, when, does in (
        ("insert", "AFTER INSERT", _learn()),
        ("delete", "AFTER DELETE", _forget()),
        ("update", "AFTER UPDATE", _forget() + _learn()),
    ):
        schema_editor.execute(f"CREATE TRIGGER kernel_searchtext_{name} {when} ON kernel_searchtext BEGIN {does} END")


def fill_full_text_index(apps: Any, schema_editor: Any) -> None:
    """SQLite: bring every text that is there into the index it belongs to."""
    if schema_editor.connection.vendor != "sqlite":
        return
    for statement in _learn("t", "FROM kernel_searchtext t").split(";"):
        if statement:
            schema_editor.execute(statement)


def say_what_is_public(apps: Any, schema_editor: Any) -> None:
    """SQLite, before the index is filled: texts know whether their document is public."""
    schema_editor.execute(
        "UPDATE kernel_searchtext SET is_public = coalesce("
        "(SELECT d.is_public FROM kernel_searchdocument d WHERE d.id = kernel_searchtext.document_id), FALSE)"
    )


def _says_what_is_public(connection: Any) -> bool:
    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, "kernel_searchtext")
    return "is_public" in {one.name for one in columns}


def drop_full_text_index(apps: Any, schema_editor: Any) -> None:
    """Undo `make_full_text_index`."""
    if schema_editor.connection.vendor != "sqlite":
        schema_editor.execute("DROP INDEX posting_by_term")
        return
    for name in ("insert", "delete", "update"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS kernel_searchtext_{name}")
    for table in ("kernel_search_inner_words", "kernel_search_inner", "kernel_search"):
        schema_editor.execute(f"DROP TABLE IF EXISTS {table}")
