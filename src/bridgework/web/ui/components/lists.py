"""Lists, tables, filters and pages of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.http import QueryDict
from django.template import Context
from django.utils.safestring import SafeString

from bridgework.web.ui.components.drawing import chosen, drawn
from bridgework.web.ui.components.folding import folding, headings_of

COLUMNS_THAT_FIT = 3
"""On a phone; a table of more folds."""


def query_with(context: Context, **changes: Any) -> str:
    """The address's query with these values changed; None takes one away."""
    request = context.get("request")
    query = request.GET.copy() if request is not None else QueryDict(mutable=True)
    for key, value in changes.items():
        if value is None:
            query.pop(key, None)
        else:
            query[key] = str(value)
    return f"?{query.urlencode()}"


def summary_list(content: str, *, lines: bool = True) -> SafeString:
    """Facts about one thing: `summary_row` inside."""
    if "govuk-summary-list__actions" not in content:
        # No third column where no row has an action.
        content = SafeString(content.replace(" govuk-summary-list__row--no-actions", ""))
    return drawn("summary_list", {"content": content, "lines": lines})


def summary_row(
    content: str, *, key: str, action_text: str = "", action_address: str = "", action_about: str = ""
) -> SafeString:
    """One fact. `action_about` is read out after the action's word, so that “Change” says change what."""
    about = action_about or key[:1].lower() + key[1:]
    return drawn(
        "summary_row",
        {
            "content": content,
            "key": key,
            "action_text": action_text,
            "action_address": action_address,
            "action_about": about,
        },
    )


@dataclass(frozen=True)
class Task:
    """One line of a task list; without an address it cannot be started and the hint says why."""

    title: str
    word: str
    kind: str = "planned"
    address: str = ""
    hint: str = ""


def task_list(*, tasks: Iterable[Task | Mapping[str, str]], name: str = "task-list") -> SafeString:
    """Things to do and how each stands. `name` tells apart two lists on one page."""
    return drawn("task_list", {"tasks": list(tasks), "name": name})


def pagination(context: Context, *, page: Page[Any], noun: str = "", name: str = "page") -> SafeString:
    """The pages of a list; keeps filters and order. `name` is the query's key, for two lists on one page."""
    if page.paginator.num_pages < 2:
        return SafeString("")
    entries: list[dict[str, Any]] = []
    for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1):
        if isinstance(number, int):
            entries.append(
                {"number": number, "address": query_with(context, **{name: number}), "current": number == page.number}
            )
        else:
            entries.append({"gap": True})
    previous = query_with(context, **{name: page.number - 1}) if page.has_previous() else ""
    following = query_with(context, **{name: page.number + 1}) if page.has_next() else ""
    return drawn(
        "pagination", {"entries": entries, "previous": previous, "next": following, "page": page, "noun": noun}
    )


def table(
    context: Context,
    content: str,
    *,
    caption: str,
    count: str = "",
    density: bool = True,
    hide_caption: bool = False,
    folds: bool = True,
) -> SafeString:
    """A table whose rows fold into lines on a phone, where it has more than three columns; `thead` and `tbody` inside.

    `density` offers roomy or compact rows, kept in the address; `count` is a line such as `12 requests`. A table that
    is read across (a matrix) does not fold: it scrolls inside itself.
    """
    frame = context.get("ui")
    rows = frame.rows if frame is not None else "roomy"
    headings = headings_of(content)
    folds = folds and len(headings) > COLUMNS_THAT_FIT
    return drawn(
        "table",
        {
            "content": folding(content, headings) if folds else content,
            "folds": folds,
            "caption": caption,
            "count": count,
            "density": density,
            "hide_caption": hide_caption,
            "rows": rows,
            "roomy": query_with(context, rows="roomy"),
            "compact": query_with(context, rows="compact"),
        },
    )


def sort_header(context: Context, *, text: str, name: str, numeric: bool = False) -> SafeString:
    """A column heading that orders the list by `?sort=name`, then `?sort=-name`."""
    request = context.get("request")
    now = request.GET.get("sort", "") if request is not None else ""
    upward, downward = now == name, now == f"-{name}"
    order = "ascending" if upward else "descending" if downward else "none"
    address = query_with(context, sort=f"-{name}" if upward else name, page=None)
    return drawn("sort_header", {"text": text, "order": order, "address": address, "numeric": numeric})


def filter_form(
    context: Context, content: str, *, submit: str = "Show", clear: str = "", action: str = "", label: str = "Filter"
) -> SafeString:
    """What to show, kept in the address. Fields go inside; `clear` is the address without any filter."""
    request = context.get("request")
    kept = {key: request.GET[key] for key in ("sort", "rows") if key in request.GET} if request is not None else {}
    return drawn(
        "filter_form",
        {"content": content, "submit": submit, "clear": clear, "action": action, "label": label, "kept": kept},
    )


def board(content: str, *, label: str) -> SafeString:
    """Columns side by side: `column` inside. On a phone they stand under each other."""
    return drawn("board", {"content": content, "label": label})


def column(content: str, *, title: str, count: int, note: str = "") -> SafeString:
    """One stage of a board, with how many stand in it."""
    return drawn("column", {"content": content, "title": title, "count": count, "note": note})


def board_item(
    content: str, *, title: str, href: str = "", eyebrow: str = "", kind: str = "", word: str = ""
) -> SafeString:
    """One entry of a board; `kind` and `word` are its state."""
    return drawn(
        "board_item",
        {"content": content, "title": title, "href": href, "eyebrow": eyebrow, "kind": kind, "word": word},
    )


def plain_table(
    *, caption: str, columns: Sequence[str], rows: Sequence[Sequence[Any]], numeric: Sequence[int] = ()
) -> SafeString:
    """A small table from values; `numeric` are the places of number columns, counted from nought."""
    numbers = set(numeric)
    heads = [(text, index in numbers) for index, text in enumerate(columns)]
    cells = [[(value, index in numbers) for index, value in enumerate(row)] for row in rows]
    return drawn("plain_table", {"caption": caption, "heads": heads, "rows": cells})


def record_item(
    content: str, *, title: str, href: str = "", eyebrow: str = "", kind: str = "", word: str = "", level: int = 3
) -> SafeString:
    """One entry of a list of records: what it is, its state, a few facts; a line between, no box."""
    chosen(str(level), ("2", "3", "4"), "level")
    return drawn(
        "record_item",
        {
            "content": content,
            "title": title,
            "href": href,
            "eyebrow": eyebrow,
            "kind": kind,
            "word": word,
            "level": level,
        },
    )


def record_list(content: str, *, label: str = "") -> SafeString:
    """A list of `record_item`."""
    return drawn("record_list", {"content": content, "label": label})
