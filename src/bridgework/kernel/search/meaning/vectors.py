"""Keeping the vectors: made by a job after the index has changed, gone with the text they were made from.

A vector tells something of its text. So whatever changes or takes away a text takes its vectors away in the same
transaction, also while ranking by meaning is switched off.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import reduce
from hashlib import sha256
from operator import or_
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from bridgework.core.encoding import encoder
from bridgework.kernel import clock, jobs
from bridgework.kernel.models.search import SearchDocument, SearchText
from bridgework.kernel.models.vectors import SearchVector
from bridgework.kernel.search.meaning import is_on
from bridgework.kernel.search.watching import Indexed, watches_index

if TYPE_CHECKING:
    from bridgework.core.encoding.encoder import Vectors

ENCODE = "search.encode"
AT_ONCE = 16
"""Documents that one piece of work encodes."""
PIECES_OF_WORK = 8
"""How many a job does before it makes room for others."""
PASSAGE = 150
"""Words of a passage, about: what the encoder reads of a text."""
Name = tuple[str, str]
"""Kind and public id."""


@watches_index
def keep_up(changes: Sequence[Indexed]) -> None:
    """Take away what was made from texts that are no more; have encoded what is new. One query while switched off."""
    names = {(one.kind, one.public_id) for one in changes}
    kept = SearchVector.objects.filter(_named(names))
    if not is_on():
        kept.delete()
        return
    there = {name: (key, made_from) for name, key, made_from in _now(names)}
    right: set[Name] = set()
    moved: list[SearchVector] = []
    gone: list[int] = []
    for row in kept:
        key, made_from = there.get((row.kind, row.public_id), (0, ""))
        if row.text_sha256 != made_from:
            gone.append(row.pk)
            continue
        right.add((row.kind, row.public_id))
        if row.document != key:
            # The index was built anew: the same text under another key.
            gone.append(row.pk)
            moved.append(_row(key, (row.kind, row.public_id), made_from, bytes(row.vector)))
    SearchVector.objects.filter(pk__in=gone).delete()
    SearchVector.objects.bulk_create(moved, batch_size=500)
    if there.keys() - right:
        jobs.enqueue(ENCODE, {}, at=clock.now(), unique_key=ENCODE)


@jobs.job(ENCODE, own_transactions=True, lease=timedelta(minutes=30))
def encode_what_is_new(_payload: jobs.Payload, now: datetime) -> None:
    """Encode some of what has no vectors, and queue the rest."""
    if not is_on():
        return
    for _ in range(PIECES_OF_WORK):
        if not encode_some():
            return
    jobs.enqueue(ENCODE, {}, at=now, unique_key=ENCODE)


@jobs.every(ENCODE, hours=1)
def look_for_what_is_new(now: datetime) -> None:
    """Whatever came in while ranking by meaning was switched off, or with an import."""
    if is_on():
        jobs.enqueue(ENCODE, {}, at=now, unique_key=ENCODE)


def encode_some(at_once: int = AT_ONCE) -> int:
    """Encode a few documents that have no vectors; how many there were. Raises encoder.NotInstalled.

    Encoding is slow and is done outside a transaction; what has changed meanwhile is left for the next time.
    """
    has_some = SearchVector.objects.filter(document=OuterRef("pk"))
    lacking = SearchDocument.objects.exclude(Exists(has_some)).filter(text__isnull=False)
    texts = list(SearchText.objects.filter(document__in=lacking.order_by("pk")[:at_once]).select_related("document"))
    cut = [passages(text) for text in texts]
    vectors = iter(encoder.encoded([passage for each in cut for passage in each]))
    made = [(text, [next(vectors) for _ in each]) for text, each in zip(texts, cut, strict=True)]
    for text, found in made:
        _keep(text, found)
    return len(texts)


def passages(text: SearchText) -> list[str]:
    """What is encoded of a document: what it is about (for a question its wordings), and each passage of its body with
    the title. At least one.
    """
    if text.places:
        begins = [int(place[0]) for place in text.places]
        pieces = [text.body[start:end] for start, end in zip(begins, [*begins[1:], len(text.body)], strict=True)]
    else:
        pieces = list(_even(text.body.split())) if text.body.strip() else []
    about = [f"{text.title}. {text.important}"] if text.important or not pieces else []
    return [*about, *(f"{text.title}. {piece}" for piece in pieces)]


def _even(words: Sequence[str]) -> Iterator[str]:
    """Words in pieces of like length, each near to PASSAGE."""
    length = -(-len(words) // max(1, round(len(words) / PASSAGE)))
    for start in range(0, len(words), length):
        yield " ".join(words[start : start + length])


def _keep(text: SearchText, found: Sequence[Vectors]) -> None:
    made_from, document = _sha256(text), text.document
    name = (document.kind, document.public_id)
    with transaction.atomic():
        now = SearchText.objects.select_for_update().filter(pk=text.pk).first()
        if now is None or _sha256(now) != made_from:
            return
        SearchVector.objects.filter(_named({name})).delete()
        rows = [_row(document.pk, name, made_from, one.astype("<f2").tobytes()) for one in found]
        SearchVector.objects.bulk_create(rows)


def _now(names: set[Name]) -> Iterator[tuple[Name, int, str]]:
    found = SearchText.objects.filter(_named(names, "document__")).select_related("document")
    for text in found:
        yield (text.document.kind, text.document.public_id), text.pk, _sha256(text)


def _named(names: set[Name], before: str = "") -> Q:
    of_kind: dict[str, list[str]] = defaultdict(list)
    for kind, public_id in sorted(names):
        of_kind[kind].append(public_id)
    each = [Q(**{f"{before}kind": kind, f"{before}public_id__in": ids}) for kind, ids in of_kind.items()]
    return reduce(or_, each, Q())


def _row(document: int, name: Name, made_from: str, vector: bytes) -> SearchVector:
    kind, public_id = name
    return SearchVector(document=document, kind=kind, public_id=public_id, text_sha256=made_from, vector=vector)


def _sha256(text: SearchText) -> str:
    return sha256("\x00".join((text.title, text.important, text.body)).encode()).hexdigest()
