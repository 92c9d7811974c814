"""Tables whose rows fold into lines on a narrow page: every cell carries the heading of its column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from django.utils.html import escape, strip_tags
from django.utils.safestring import SafeString

_PARTS: Final = re.compile(r"<(?P<name>thead|tbody|tr|th|td)\b(?P<rest>[^>]*)>", re.IGNORECASE)
_HEADING: Final = re.compile(r"<th\b[^>]*>(.*?)</th>", re.IGNORECASE | re.DOTALL)
_UNSPOKEN: Final = re.compile(r'<span[^>]*aria-hidden="true"[^>]*>.*?</span>', re.DOTALL)
_ROLES: Final = {"thead": "rowgroup", "tbody": "rowgroup", "tr": "row", "td": "cell"}


def headings_of(content: str) -> list[str]:
    """The words of a table's column headings, still escaped; none where it has no `thead`."""
    head, found, _ = content.partition("</thead>")
    return [" ".join(strip_tags(_UNSPOKEN.sub("", one)).split()) for one in _HEADING.findall(head if found else "")]


def folding(content: str, headings: Sequence[str]) -> SafeString:
    """The rows of a table (`thead` and `tbody`, as escaped by their template), with what is needed to fold them.

    Styles that make lines of rows make browsers forget that they are a table, so each part says its role.
    """
    in_head, column = False, 0

    def marked(part: re.Match[str]) -> str:
        nonlocal in_head, column
        name, rest = part["name"].lower(), part["rest"]
        if name in ("thead", "tbody"):
            in_head = name == "thead"
        if name == "tr":
            column = 0
        role = _ROLES.get(name) or ("columnheader" if in_head else "rowheader")
        added = f' role="{role}"'
        if name in ("th", "td"):
            if not in_head and name == "td" and column < len(headings) and headings[column]:
                # Tags are stripped; what the template escaped is still escaped, apart from quotation marks.
                added += f' data-heading="{headings[column].replace(chr(34), escape(chr(34)))}"'
            column += 1
        return f"<{part['name']}{added}{rest}>"

    return SafeString(_PARTS.sub(marked, content))
