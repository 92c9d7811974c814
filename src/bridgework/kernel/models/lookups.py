"""`scope__under`: the records at a place or below it, by an index on both databases."""

from __future__ import annotations

from typing import Any

from django.db import models


@models.CharField.register_lookup
class Under(models.Lookup):
    """A scope path equal to the value, or below it. An empty value is the whole installation."""

    lookup_name = "under"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """PostgreSQL: the index for LIKE. SQLite: a range, because its LIKE ignores case and no index serves it."""
        column, values = self.process_lhs(compiler, connection)
        scope = str(self.rhs)
        if not scope:
            return f"{column} IS NOT NULL", tuple(values)
        if connection.vendor == "postgresql":
            return f"({column} = %s OR {column} LIKE %s)", (*values, scope, *values, _escaped(scope) + "/%")
        # "0" is the character after "/": the range holds exactly the paths that begin with scope and a slash.
        return (
            f"({column} = %s OR ({column} >= %s AND {column} < %s))",
            (*values, scope, *values, f"{scope}/", *values, f"{scope}0"),
        )


def _escaped(scope: str) -> str:
    return scope.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
