"""Pages of public lists that hold values in place of records."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page


def page_values(page: Page[Any], values: list[Any]) -> Page[Any]:
    """The same page, holding values in place of records."""
    return Page(values, page.number, page.paginator)
