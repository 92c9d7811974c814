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
CREATE VIRTUAL TABLE kernel_search USING fts5(
    title, important, body, minor, marks,
    content='kernel_searchtext', content_rowid='document_id', tokenize='porter unicode61 remove_diacritics 2'
)
"""
_COLUMNS = "title, important, body, minor, marks"
_NEW = "new.document_id, new.title, new.important, new.body, new.minor, new.marks"
_OLD = "'delete', old.document_id, old.title, old.important, old.body, old.minor, old.marks"
_FORGET = f"INSERT INTO kernel_search (kernel_search, rowid, {_COLUMNS}) VALUES ({_OLD});"  # noqa: S608 - our own constants
_LEARN = f"INSERT INTO kernel_search (rowid, {_COLUMNS}) VALUES ({_NEW});"  # noqa: S608 - our own constants


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
    schema_editor.execute(_FTS)
    for name, when, does in (
        ("insert", "AFTER INSERT", _LEARN),
        ("delete", "AFTER DELETE", _FORGET),
        ("update", "AFTER UPDATE", _FORGET + _LEARN),
    ):
        schema_editor.execute(f"CREATE TRIGGER kernel_searchtext_{name} {when} ON kernel_searchtext BEGIN {does} END")


def drop_full_text_index(apps: Any, schema_editor: Any) -> None:
    """Undo `make_full_text_index`."""
    if schema_editor.connection.vendor != "sqlite":
        schema_editor.execute("DROP INDEX posting_by_term")
        return
    for name in ("insert", "delete", "update"):
        schema_editor.execute(f"DROP TRIGGER kernel_searchtext_{name}")
    schema_editor.execute("DROP TABLE kernel_search")
