"""Pages of public lists."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

LAST_PAGE = 10_000


def page_of(request: HttpRequest, rows: Any, *, size: int, name: str = "page") -> Page[Any]:
    """The page the address asks for; the nearest there is where it asks for another."""
    wanted = request.GET.get(name, "1")
    number = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 6 else 1
    return Paginator(rows, size).get_page(min(max(number, 1), LAST_PAGE))


def page_values(page: Page[Any], values: list[Any]) -> Page[Any]:
    """The same page, holding values in place of records."""
    return Page(values, page.number, page.paginator)
