"""References that are likely the same: by DOI, else by title and year."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from bridgework.core.references.item import Item, doi_of, year_of


def likely_duplicates(items: Sequence[Item]) -> dict[int, int]:
    """For each item that repeats an earlier one: its place and the place of the earliest like it.

    The same DOI, or the same title and year where not both have a DOI: two editions share their title.
    """
    by_doi: dict[str, int] = {}
    by_title: dict[str, int] = {}
    found: dict[int, int] = {}
    for place, item in enumerate(items):
        doi = doi_of(str(item.get("DOI", "")))
        title = f"{folded_title(str(item.get('title', '')))} {year_of(item) or ''}"
        earlier = by_doi.get(doi) if doi else None
        if earlier is None and title.strip() in by_title:
            like = by_title[title.strip()]
            earlier = None if doi and items[like].get("DOI") else like
        if earlier is not None:
            found[place] = earlier
        first = place if earlier is None else earlier
        if doi:
            by_doi.setdefault(doi, first)
        if title.strip():
            by_title.setdefault(title.strip(), first)
    return found


def folded_title(title: str) -> str:
    """A title without case, accents, punctuation and articles, to compare it by."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    return " ".join(word for word in words if word not in ("a", "an", "the"))
