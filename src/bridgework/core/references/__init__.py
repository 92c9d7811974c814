"""References that people bring and take away: RIS, BibTeX and CSL-JSON, with CSL-JSON as the form inside.

    read(text, name="found.bib") -> Brought(items, faults)
    write(items, "ris" | "bibtex" | "csl-json") -> text
    likely_duplicates(items)
    formatted(items) -> Harvard references; short_citation(item); item_of_pdf(data)

A broken file keeps every entry that can be read; each that cannot is a fault with its line and its words.
"""

from bridgework.core.references.citing import formatted, short_citation
from bridgework.core.references.duplicates import likely_duplicates
from bridgework.core.references.formats import FORMATS, read, write
from bridgework.core.references.from_pdf import item_of_pdf
from bridgework.core.references.item import Brought, Fault, Item, citation_key, doi_of, year_of

__all__ = [
    "FORMATS",
    "Brought",
    "Fault",
    "Item",
    "citation_key",
    "doi_of",
    "formatted",
    "item_of_pdf",
    "likely_duplicates",
    "read",
    "short_citation",
    "write",
    "year_of",
]
