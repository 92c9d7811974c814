"""Writing the index."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from itertools import islice
from typing import Any, TypeVar

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model, QuerySet

from bridgework.core.stemming import words
from bridgework.kernel.models.records import Record
from bridgework.kernel.models.search import SearchDocument, SearchPosting, SearchText
from bridgework.kernel.search import postgresql
from bridgework.kernel.search.documents import LONGEST_TEXT, WEIGHTS, Document
from bridgework.kernel.search.marks import marks_of
from bridgework.kernel.search.placing import joined
from bridgework.kernel.search.watching import Indexed, tell
from bridgework.kernel.withdrawal import on_withdrawal

BATCH = 500
M = TypeVar("M", bound=Model)
Yielding = Callable[[Any], Iterator[Document]]
SEARCHABLES: dict[str, Yielding] = {}


def searchable(kind: str) -> Callable[[Yielding], Yielding]:
    """Register a function that yields the documents of a queryset of `kind` (`app.model`, in lower case).

    It leaves out what must not be found.
    """

    def register(function: Yielding) -> Yielding:
        SEARCHABLES[kind] = function
        return function

    return register


def put(document: Document) -> None:
    """Add a document, or replace the one of the same record. Call it in the action's transaction."""
    put_many([document])


def put_many(documents: Iterable[Document]) -> int:
    """Add or replace many documents, in batches; how many."""
    waiting = iter(documents)
    count = 0
    while batch := list(islice(waiting, BATCH)):
        # One statement cannot write the same row twice: of several documents of one record the last counts.
        latest = {(one.kind, one.public_id): one for one in batch}
        with transaction.atomic():
            _write(list(latest.values()))
        count += len(latest)
    return count


def remove(kind: str, public_id: str) -> None:
    """Take a record out of the index. Harmless where it is not in it."""
    keys = list(SearchDocument.objects.filter(kind=kind, public_id=public_id).values_list("pk", flat=True))
    _delete(keys)
    tell([Indexed(kind, public_id, is_public=False)])


def refresh(record: Record) -> None:
    """Make the index say of `record` what its `searchables.py` now says: put, or remove where it yields nothing."""
    found = list(SEARCHABLES[record.record_kind()](type(record)._default_manager.filter(pk=record.pk)))
    put_many(found)
    if record.public_id not in {one.public_id for one in found}:
        remove(record.record_kind(), record.public_id)


def refresh_all(records: QuerySet[Any]) -> None:
    """`refresh` for many records of one kind, in a few statements."""
    kind = f"{records.model._meta.label_lower}"
    wanted = set(records.order_by().values_list("public_id", flat=True))
    found = list(SEARCHABLES[kind](records)) if wanted else []
    put_many(found)
    gone = sorted(wanted - {one.public_id for one in found})
    if gone:
        _delete(list(SearchDocument.objects.filter(kind=kind, public_id__in=gone).values_list("pk", flat=True)))
        tell([Indexed(kind, public_id, is_public=False) for public_id in gone])


def reindex(kinds: Iterable[str] | None = None) -> int:
    """Build the index anew from the records, of all kinds or of some; how many documents."""
    chosen = list(SEARCHABLES) if kinds is None else list(kinds)
    count = 0
    with transaction.atomic():
        gone = SearchDocument.objects.all() if kinds is None else SearchDocument.objects.filter(kind__in=chosen)
        before = set(gone.values_list("kind", "public_id"))
        _delete(list(gone.values_list("pk", flat=True)))
        for kind in chosen:
            records: QuerySet[Model] = apps.get_model(kind)._default_manager.order_by("pk")
            count += put_many(SEARCHABLES[kind](records))
        lost = before - set(gone.all().values_list("kind", "public_id"))
        tell([Indexed(kind, public_id, is_public=False) for kind, public_id in sorted(lost)])
    return count


def index_new_kinds() -> int:
    """Bring in what an earlier version did not index, or told in another way; how many documents.

    The index follows every record, so where the newest document of a kind is not what would be written now, it was
    written by another version: that kind is built anew.
    """
    held = set(SearchDocument.objects.values_list("kind", flat=True).distinct())
    new = [kind for kind in SEARCHABLES if kind not in held and apps.get_model(kind)._default_manager.exists()]
    new += [kind for kind in SEARCHABLES if kind in held and _is_told_otherwise(kind)]
    return reindex(new) if new else 0


def _is_told_otherwise(kind: str) -> bool:
    held = SearchDocument.objects.filter(kind=kind).order_by("-pk")[:1].get()
    text = SearchText.objects.filter(document=held).first()
    if text is None:
        return True
    told = (text.title, held.address, held.facets)
    would_be = list(SEARCHABLES[kind](apps.get_model(kind)._default_manager.filter(public_id=held.public_id)))
    return any((_text(one.title), one.address, dict(one.facets)) != told for one in would_be)


@on_withdrawal
def _remove_withdrawn(record_kind: str, public_id: str) -> None:
    remove(record_kind, public_id)


def _write(batch: list[Document]) -> None:
    on_postgresql = connection.vendor == "postgresql"
    bodies = [joined(_text(one.body), one.passages) for one in batch]
    texts = [
        {name: body if name == "body" else _text(getattr(one, name)) for name in WEIGHTS}
        for one, (body, _) in zip(batch, bodies, strict=True)
    ]
    counted = [{name: words(text) for name, text in each.items()} for each in texts]
    lengths = [sum(len(found) for found in each.values()) for each in counted]
    rows = SearchDocument.objects.bulk_create(
        [
            SearchDocument(
                kind=one.kind,
                public_id=one.public_id,
                scope=one.scope,
                is_public=one.is_public,
                at=one.at,
                length=length,
                facets=dict(one.facets),
                address=one.address,
            )
            for one, length in zip(batch, lengths, strict=True)
        ],
        update_conflicts=True,
        unique_fields=["kind", "public_id"],
        update_fields=["scope", "is_public", "at", "length", "facets", "address"],
    )
    SearchText.objects.bulk_create(
        [
            SearchText(
                document=row,
                marks="" if on_postgresql else " ".join(marks_of(one)),
                is_public=one.is_public,
                places=places,
                **each,
            )
            for row, one, each, (_, places) in zip(rows, batch, texts, bodies, strict=True)
        ],
        update_conflicts=True,
        unique_fields=["document"],
        update_fields=[*WEIGHTS, "marks", "is_public", "places"],
    )
    if on_postgresql:
        marks = [marks_of(one) for one in batch]
        postgresql.write_postings([row.pk for row in rows], counted, lengths, marks)
    tell([Indexed(one.kind, one.public_id, one.is_public, _sha256(one)) for one in batch])


def _sha256(document: Document) -> str:
    body, _ = joined(document.body, document.passages)
    told = [document.title, document.important, body, document.minor, document.address, document.scope]
    told += [f"{key}: {value}" for key, value in sorted(document.facets.items())]
    return sha256("\x00".join(told).encode()).hexdigest()


def _delete(keys: list[int]) -> None:
    for start in range(0, len(keys), BATCH):
        some = keys[start : start + BATCH]
        if connection.vendor == "postgresql":
            SearchPosting.objects.filter(document__in=some).delete()
        SearchText.objects.filter(document__in=some).delete()
        SearchDocument.objects.filter(pk__in=some).delete()


def _text(text: str) -> str:
    return text[:LONGEST_TEXT].replace("\x00", " ")
