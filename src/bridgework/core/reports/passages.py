"""Where a passage stands in a text, as people copy passages: other spaces, line ends and quotation marks."""

from __future__ import annotations

import re
from typing import Final

_SAME: Final = {"'": "['‘’]", "‘": "['‘’]", "’": "['‘’]", '"': '["“”]', "“": '["“”]', "”": '["“”]', "-": "[-–‑]"}


def places_of(passage: str, text: str) -> tuple[tuple[int, int], ...]:
    """Every place at which `passage` stands in `text`, as start and end; none for an empty passage."""
    words = passage.split()
    if not words:
        return ()
    pattern = r"\s+".join("".join(_SAME.get(sign, re.escape(sign)) for sign in word) for word in words)
    return tuple(found.span() for found in re.finditer(pattern, text))


def put_in(passage: str, better: str, text: str) -> str | None:
    """`text` with `better` in place of `passage`; None unless it stands there exactly once."""
    places = places_of(passage, text)
    if len(places) != 1:
        return None
    start, end = places[0]
    return text[:start] + better.strip() + text[end:]
