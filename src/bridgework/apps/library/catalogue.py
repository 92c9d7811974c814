"""The catalogue that harvesters read: kept in the same transaction as the index, and remembering what is gone.

An entry is made when a record first becomes public, moves on when what is told of it changes, and is marked deleted
when it is public no more. It is never removed, so that a harvester hears of every deletion (OAI-PMH 2.0, "persistent").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Final

from django.db.models import Q

from bridgework.apps.library.models import CatalogueEntry, FileTerms, SourceSet
from bridgework.apps.library.queries.sources import public_sources
from bridgework.apps.questions.models import Challenge
from bridgework.kernel import clock
from bridgework.kernel.models import SearchDocument, StoredFile
from bridgework.kernel.search import Indexed, reindex, watches_index

KINDS: Final = {
    "questions.challenge": "thread",
    "reports.report": "report",
    "reports.recommendation": "recommendation",
}
"""What is catalogued, by the kind of record."""
SOURCES: Final = "sources"
_OF_CHALLENGES: Final = {
    "questions.challenge": "public_id__in",
    "reports.report": "reports__public_id__in",
    "workspace.finding": "findings__public_id__in",
    "workspace.source": "workspace_sources__public_id__in",
}
"""Records whose change may change the public sources of a question, and the way from it to them."""


@watches_index
def keep_catalogue(changes: Sequence[Indexed]) -> None:
    """Bring the catalogue up to what the index now says."""
    told = {one.public_id: (KINDS[one.kind], one.is_public, one.content_sha256) for one in changes if one.kind in KINDS}
    _keep(told)
    _keep_source_sets(changes)


@watches_index
def keep_files_closed(changes: Sequence[Indexed]) -> None:
    """A file that readers have to ask for stays closed when its report is published."""
    shown = [one.public_id for one in changes if one.kind == "reports.report" and one.is_public]
    if shown:
        restricted = FileTerms.objects.filter(deposit__report__public_id__in=shown, access="restricted")
        StoredFile.objects.filter(library_terms__in=restricted, is_public=True).update(is_public=False)


def note_changed(public_ids: Iterable[str], now: datetime) -> None:
    """Tell harvesters that something beside the index has changed in what is told of these records."""
    found = CatalogueEntry.objects.filter(public_id__in=list(public_ids), is_deleted=False)
    found.update(changed_at=now.replace(microsecond=0))


def fill_where_empty() -> int:
    """Fill a catalogue that is empty beside an index that is not: a database from before there was one.

    How many entries it then holds; zero where nothing was to do.
    """
    if CatalogueEntry.objects.exists() or not SearchDocument.objects.filter(kind__in=KINDS).exists():
        return 0
    reindex()
    return CatalogueEntry.objects.count()


def _keep(told: dict[str, tuple[str, bool, str]]) -> None:
    if not told:
        return
    # Seconds are the finest that harvesters know.
    now = clock.now().replace(microsecond=0)
    there = {one.public_id: one for one in CatalogueEntry.objects.select_for_update().filter(public_id__in=told)}
    changed = []
    for public_id, entry in there.items():
        _, is_public, content = told[public_id]
        if is_public and (entry.is_deleted or entry.content_sha256 != content):
            entry.is_deleted, entry.content_sha256, entry.changed_at = False, content, now
            changed.append(entry)
        elif not is_public and not entry.is_deleted:
            entry.is_deleted, entry.content_sha256, entry.changed_at = True, "", now
            changed.append(entry)
    CatalogueEntry.objects.bulk_update(changed, ["is_deleted", "content_sha256", "changed_at"])
    CatalogueEntry.objects.bulk_create(
        CatalogueEntry(kind=kind, public_id=public_id, changed_at=now, content_sha256=content)
        for public_id, (kind, is_public, content) in told.items()
        if is_public and public_id not in there
    )


def _keep_source_sets(changes: Sequence[Indexed]) -> None:
    """The set of a question's public sources is an item too: made with its first source, gone with its last."""
    touched: set[int] = set()
    for kind, path in _OF_CHALLENGES.items():
        ids = [one.public_id for one in changes if one.kind == kind]
        if ids:
            touched.update(Challenge.objects.filter(**{path: ids}).values_list("pk", flat=True))
    if not touched:
        return
    listed: dict[int, list[str]] = defaultdict(list)
    rows = public_sources(Q(challenge__in=touched)).values_list(
        "challenge_id", "public_id", "title", "authors", "year", "address", "doi", "says"
    )
    for challenge_id, *told in rows:
        listed[challenge_id].append("\x00".join(map(str, told)))
    sets = {one.challenge_id: one for one in SourceSet.objects.filter(challenge__in=touched)}
    now = clock.now()
    new = [SourceSet(created_at=now, challenge_id=key) for key in sorted(listed) if key not in sets]
    sets |= {one.challenge_id: one for one in SourceSet.objects.bulk_create(new)}
    _keep(
        {
            one.public_id: (SOURCES, key in listed, sha256("\n".join(listed.get(key, [])).encode()).hexdigest())
            for key, one in sets.items()
        }
    )
