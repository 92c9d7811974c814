"""Files that go with a paper, and the names they have in the folder that is handed over."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Attached:
    """A file that goes with the paper. `read` gives its bytes, when they are needed."""

    kind: str
    title: str
    name: str
    read: Callable[[], bytes]
    is_private: bool = False


def file_name(number: int, one: Attached) -> str:
    """A name that every system can keep: number, title, ending; small letters, digits and hyphens."""
    _, dot, ending = one.name.rpartition(".")
    ending = re.sub(r"[^a-z0-9]", "", ending.lower())[:8] if dot else ""
    return f"{number:02}-{slug(one.title)}{f'.{ending}' if ending else ''}"


def slug(text: str) -> str:
    """A text as part of a file name; never empty."""
    ascii_only = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")[:60].rstrip("-") or "file"
