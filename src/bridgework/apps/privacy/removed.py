"""Who was removed, kept beside the database: a backup is older than some removals, and must not undo them.

A removal leaves an empty file with the public id among the stored files, which a backup does not take. Whatever
database is put in place later, who was removed before is removed from it again.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, transaction

from bridgework.apps.people.models import Person
from bridgework.apps.privacy.queries import as_subject
from bridgework.kernel import audit, erasure
from bridgework.kernel.permissions import Actor

FOLDER: Final = "removed"


def note_removed(public_id: str) -> None:
    """Remember beside the database that a person was removed. Noted twice, it is noted once."""
    path = f"{FOLDER}/{public_id}"
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(b""))


def removed_people() -> set[str]:
    """Public ids of everybody removed: by the notes beside the database, and by the database where it has tables."""
    try:
        noted = set(default_storage.listdir(FOLDER)[1])
    except FileNotFoundError:
        noted = set()
    try:
        with transaction.atomic():
            return noted | set(Person.objects.exclude(erased_at=None).values_list("public_id", flat=True))
    except DatabaseError:
        return noted


def remove_again(public_ids: Iterable[str], *, actor: Actor, now: datetime) -> int:
    """Remove whoever of them the database holds as if they had never been removed. How many.

    Side effects in order, a person at a time: everything that `kernel.erasure` reaches, audit, the note.
    """
    count = 0
    for public_id in sorted(public_ids):
        with transaction.atomic():
            person = Person.objects.select_for_update().filter(public_id=public_id, erased_at=None).first()
            if person is not None:
                erasure.erase(as_subject(person), actor=actor, now=now)
                audit.record(actor=actor, now=now, verb="removed again after a restore", on=person)
                count += 1
        note_removed(public_id)
    return count
