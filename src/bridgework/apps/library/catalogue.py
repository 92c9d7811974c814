"""The catalogue that harvesters read: kept in the same transaction as the index, and remembering what is gone.

An entry is made when a record first becomes public, moves on when what is told of it changes, and is marked deleted
when it is public no more. It is never removed, so that a harvester hears of every deletion (OAI-PMH 2.0, "persistent").
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bridgework.apps.library.models import CatalogueEntry
from bridgework.kernel import clock
from bridgework.kernel.models import SearchDocument
from bridgework.kernel.search import Indexed, reindex, watches_index

KINDS: Final = {"questions.challenge": "thread", "reports.report": "report"}
"""What is catalogued, by the kind of record."""


@watches_index
def keep_catalogue(changes: Sequence[Indexed]) -> None:
    """Bring the catalogue up to what the index now says."""
    told = {one.public_id: one for one in changes if one.kind in KINDS}
    if not told:
        return
    # Seconds are the finest that harvesters know.
    now = clock.now().replace(microsecond=0)
    there = {one.public_id: one for one in CatalogueEntry.objects.select_for_update().filter(public_id__in=told)}
    changed = []
    for public_id, entry in there.items():
        one = told[public_id]
        if one.is_public and (entry.is_deleted or entry.content_sha256 != one.content_sha256):
            entry.is_deleted, entry.content_sha256, entry.changed_at = False, one.content_sha256, now
            changed.append(entry)
        elif not one.is_public and not entry.is_deleted:
            entry.is_deleted, entry.content_sha256, entry.changed_at = True, "", now
            changed.append(entry)
    CatalogueEntry.objects.bulk_update(changed, ["is_deleted", "content_sha256", "changed_at"])
    CatalogueEntry.objects.bulk_create(
        CatalogueEntry(kind=KINDS[one.kind], public_id=one.public_id, changed_at=now, content_sha256=one.content_sha256)
        for one in told.values()
        if one.is_public and one.public_id not in there
    )


def fill_where_empty() -> int:
    """Fill a catalogue that is empty beside an index that is not: a database from before there was one.

    How many entries it then holds; zero where nothing was to do.
    """
    if CatalogueEntry.objects.exists() or not SearchDocument.objects.filter(kind__in=KINDS).exists():
        return 0
    reindex()
    return CatalogueEntry.objects.count()
