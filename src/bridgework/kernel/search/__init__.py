"""Search: an index kept in the same transaction as the records, and one question asked of it.

An app declares in `searchables.py` how its records look in the index:

    @searchable("questions.question")
    def documents(questions: QuerySet[Question]) -> Iterator[Document]: ...

Its actions call `refresh(question)` or `put(document)`, and `remove(kind, public_id)`. Readers call `find`.
"""

from __future__ import annotations

from bridgework.kernel.search.alike import like
from bridgework.kernel.search.documents import Document, Hit, Results
from bridgework.kernel.search.filtering import with_every_word
from bridgework.kernel.search.index import (
    index_new_kinds,
    put,
    put_many,
    refresh,
    refresh_all,
    reindex,
    remove,
    searchable,
)
from bridgework.kernel.search.meaning import vectors as _vectors  # noqa: F401 - registers its watcher and its job
from bridgework.kernel.search.question import counts_of, find
from bridgework.kernel.search.spelling import respelt
from bridgework.kernel.search.synonyms import gives_synonyms
from bridgework.kernel.search.watching import Indexed, untold, watches_index

__all__ = [
    "Document",
    "Hit",
    "Indexed",
    "Results",
    "counts_of",
    "find",
    "gives_synonyms",
    "index_new_kinds",
    "like",
    "put",
    "put_many",
    "refresh",
    "refresh_all",
    "reindex",
    "remove",
    "respelt",
    "searchable",
    "untold",
    "watches_index",
    "with_every_word",
]
