"""Unknown comes first when going up and last when going down, on both databases.

SQLite takes an unknown value (NULL) as the smallest; PostgreSQL takes it as the greatest. A list right on one would
be upside down on the other, and "the latest" would be a row without a date. So on PostgreSQL an order by something that
may be unknown says in full what SQLite does. An order that says itself where unknown belongs is left alone.

Django's documentation names this way of teaching an expression a database: an attribute `as_VENDOR`.
"""

from __future__ import annotations

from typing import Any

from django.db.models.expressions import Col, OrderBy
from django.db.models.sql.constants import LOUTER


def unite() -> None:
    """Make PostgreSQL order unknown values as SQLite does. Called once, at start-up."""
    OrderBy.as_postgresql = _as_postgresql  # type: ignore[attr-defined]


def _as_postgresql(order: OrderBy, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
    if not (order.nulls_first or order.nulls_last) and _may_be_unknown(order.expression, compiler):
        order = order.copy()
        if order.descending:
            order.nulls_last = True
        else:
            order.nulls_first = True
    return order.as_sql(compiler, connection, **context)


def _may_be_unknown(expression: Any, compiler: Any) -> bool:
    """Whether a column allows NULL, or is joined in a way that may find no row. Anything computed counts as known."""
    if not isinstance(expression, Col):
        return False
    joined = compiler.query.alias_map.get(expression.alias)
    return bool(expression.target.null) or getattr(joined, "join_type", None) == LOUTER
