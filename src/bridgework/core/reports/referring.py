"""References inside a report's Markdown: `[@source:ID]`, `[@source:ID, p. 12]`, `[@finding:ID]`, `[@quote:ID]`,
`[@figure:KEY]`.

The square bracket holds one reference. A backslash before it makes it plain text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal, cast

Kind = Literal["source", "finding", "quote", "figure"]
KINDS: Final[tuple[Kind, ...]] = ("source", "finding", "quote", "figure")

_REFERENCE: Final = re.compile(
    r"(?<!\\)\[@(?P<kind>source|finding|quote|figure):(?P<name>[A-Za-z0-9][A-Za-z0-9._-]{0,59})"
    r"(?:\s*,\s*(?P<locator>[^\[\]\n]{1,80}?))?\s*\]"
)


@dataclass(frozen=True)
class Reference:
    """One reference in a text, and where it stands."""

    kind: Kind
    name: str
    """The public id of the record; of a figure its key."""
    locator: str
    """Where in the source, as written: `p. 12`. Empty for the whole."""
    start: int
    end: int
    """`text[start:end]` is the reference with its brackets."""


def references_in(text: str) -> tuple[Reference, ...]:
    """Every reference of a text in its order, also those written twice."""
    return tuple(
        Reference(
            kind=cast(Kind, found["kind"]),
            name=found["name"],
            locator=(found["locator"] or "").strip(),
            start=found.start(),
            end=found.end(),
        )
        for found in _REFERENCE.finditer(text)
    )


def with_references(text: str, shown: Callable[[Reference], str]) -> str:
    """The text with each reference replaced by what `shown` says of it; it may not depend on the others."""
    parts: list[str] = []
    place = 0
    for one in references_in(text):
        parts += [text[place : one.start], shown(one)]
        place = one.end
    return "".join([*parts, text[place:]])


def as_written(kind: Kind, name: str, locator: str = "") -> str:
    """The reference as it is put into a text."""
    return f"[@{kind}:{name}, {locator}]" if locator else f"[@{kind}:{name}]"
