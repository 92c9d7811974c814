"""References that people bring and take away: RIS, BibTeX and CSL-JSON, with CSL-JSON as the form inside.

    read(text, name="found.bib") -> Brought(items, faults)
    write(items, "ris" | "bibtex" | "csl-json") -> text
    likely_duplicates(items)

A broken file keeps every entry that can be read; each that cannot is a fault with its line and its words.
"""

from bridgework.core.references.duplicates import likely_duplicates
from bridgework.core.references.formats import FORMATS, read, write
from bridgework.core.references.item import Brought, Fault, Item, citation_key, doi_of, year_of

__all__ = [
    "FORMATS",
    "Brought",
    "Fault",
    "Item",
    "citation_key",
    "doi_of",
    "likely_duplicates",
    "read",
    "write",
    "year_of",
]
