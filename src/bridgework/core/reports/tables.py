"""The numbers behind a figure: a table pasted from a spreadsheet, or as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Any, Final

MOST_ROWS: Final = 500
MOST_COLUMNS: Final = 20
LONGEST_CELL: Final = 300


class TableUnreadable(ValueError):
    """The text is no table; the message says why in one sentence."""


def table_of(text: str) -> dict[str, list[Any]]:
    """`{"columns": [...], "rows": [[...], ...]}` of texts; both empty for an empty text. Raises `TableUnreadable`.

    Cells are parted by tabs, semicolons or commas: by whichever parts the first line into most.
    """
    lines = text.strip("\n\r ").replace("\r\n", "\n").replace("\r", "\n")
    if not lines.strip():
        return {"columns": [], "rows": []}
    sign = max("\t;,", key=lines.split("\n", 1)[0].count)
    try:
        rows = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(lines), delimiter=sign, strict=True)]
    except csv.Error as error:
        raise TableUnreadable("A quotation mark in the table is never closed.") from error
    rows = [row for row in rows if any(row)]
    columns, *body = rows
    if len(columns) > MOST_COLUMNS or len(body) > MOST_ROWS:
        raise TableUnreadable(f"A figure's table has at most {MOST_COLUMNS} columns and {MOST_ROWS} rows.")
    if any(len(cell) > LONGEST_CELL for row in rows for cell in row):
        raise TableUnreadable(f"A cell has at most {LONGEST_CELL} characters.")
    if not body:
        raise TableUnreadable("The table has one line only: first the headings, then at least one line of numbers.")
    if not all(columns):
        raise TableUnreadable("Every column needs a heading in the first line.")
    for number, row in enumerate(body, start=2):
        if len(row) > len(columns):
            raise TableUnreadable(f"Line {number} has {len(row)} cells; the first line has {len(columns)}.")
    return {"columns": columns, "rows": [row + [""] * (len(columns) - len(row)) for row in body]}


def as_csv(table: Mapping[str, Any]) -> str:
    """A table of `table_of` as CSV; empty for an empty one."""
    if not table.get("columns"):
        return ""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([table["columns"], *table["rows"]])
    return out.getvalue()
