"""What list pages share: pages of rows, and the same rows as a CSV file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

ROWS = 50
LAST_PAGE = 100_000
MOST_IN_A_CELL = 32_767
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def page_of(request: HttpRequest, rows: Any, *, size: int = ROWS, name: str = "page") -> Page[Any]:
    """The page that the address asks for; the nearest one where it asks for none that there is."""
    wanted = request.GET.get(name, "1")
    number = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 7 else 1
    return Paginator(rows, size).get_page(min(max(number, 1), LAST_PAGE))


def csv_response(name: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """A CSV file as an attachment, in which no cell is taken for a formula by a spreadsheet."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(heads)
    for row in rows:
        writer.writerow([safe_cell(value) for value in row])
    # The mark at the beginning lets spreadsheets read the accents.
    response = HttpResponse("\ufeff" + file.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def spreadsheet_response(name: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """The same as a spreadsheet (XLSX): text stays text, dates stay dates."""
    # Here, not at the top: it takes half a second, and every start would pay.
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet(name[:31])
    sheet.append(list(heads))
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    file = io.BytesIO()
    book.save(file)
    response = HttpResponse(file.getvalue(), content_type=SPREADSHEET)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


def _cell(sheet: Any, value: Any) -> Any:
    if isinstance(value, datetime):
        value = timezone.localtime(value).replace(tzinfo=None) if timezone.is_aware(value) else value
    if not isinstance(value, str):
        return value
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", value)[:MOST_IN_A_CELL])
    # Otherwise a text that begins with an equals sign would be computed.
    cell.data_type = "s"
    return cell


def safe_cell(value: Any) -> str:
    """A value as text; an apostrophe stands before what a spreadsheet would compute."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
