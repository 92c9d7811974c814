"""Sources that come in from elsewhere: pasted, in a file of references, or as a PDF."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from bridgework.apps.questions.models import Challenge
from bridgework.apps.workspace.models import ReferenceImport, Source
from bridgework.apps.workspace.queries.references import csl_of
from bridgework.apps.workspace.rules import KEEP_EVIDENCE
from bridgework.core.references import (
    Fault,
    Item,
    citation_key,
    doi_of,
    item_of_pdf,
    likely_duplicates,
    read,
    year_of,
)
from bridgework.core.references.item import name_of
from bridgework.kernel import audit, files, search
from bridgework.kernel.errors import InvalidInput, NotPossibleNow
from bridgework.kernel.files import ReceivedFile
from bridgework.kernel.permissions import Actor

MOST_ENTRIES: Final = 5_000
_RULE: Final = "workspace.references"
_KIND_OF: Final = {
    "dataset": "statistics",
    "legislation": "policy_document",
    "report": "policy_document",
    "article-newspaper": "press",
    "article-magazine": "press",
}
"""A first guess of the kind from the type of a reference; everything else is taken for a study."""


def bring_references(
    *, actor: Actor, now: datetime, challenge: Challenge, text: str, name: str = ""
) -> ReferenceImport:
    """Take in a list of references: every good entry becomes a source, every bad one is listed with its place.

    What is likely there already is taken in and flagged. Side effects in order: the import, the sources, audit.
    """
    with transaction.atomic():
        KEEP_EVIDENCE.require(actor, challenge)
        try:
            brought = read(text.replace("\x00", ""), name=name)
        except ValueError as refusal:
            raise InvalidInput(str(refusal), rule=_RULE, field="given") from refusal
        if brought.entries > MOST_ENTRIES:
            raise InvalidInput(
                f"This list has {brought.entries:,} entries; at most {MOST_ENTRIES:,} can be taken in at once.",
                rule=_RULE,
                remedy="Narrow your search, or bring it in parts.",
                field="given",
            )
        if not brought.entries:
            raise InvalidInput(
                "There is no reference in it.",
                rule=_RULE,
                remedy="Export it again from your reference manager as RIS, BibTeX or CSL-JSON.",
                field="given",
            )
        row = _import(actor, now, challenge, name or "pasted", brought.format, brought.entries, brought.faults)
        row.taken_in = len(_take_in(actor, now, challenge, brought.items, row))
        row.save(update_fields=["taken_in"])
        audit.record(actor=actor, now=now, verb="workspace.bring-references", on=row, fields=["sources"])
    return row


def add_by_address(*, actor: Actor, now: datetime, challenge: Challenge, given: str) -> Source:
    """Make a source of a DOI or a web address. Nothing is fetched: its title is its address until somebody writes it.

    Raises `InvalidInput` where it is neither.
    """
    words = given.replace("\x00", "").strip()
    doi = doi_of(words)
    is_address = words.lower().startswith(("http://", "https://")) and " " not in words and len(words) <= 500
    if not doi and not is_address:
        raise InvalidInput(
            "This is neither a DOI nor a web address, nor a list of references.",
            rule=_RULE,
            remedy="Paste one like 10.1000/182 or https://example.org/page, or add the source by hand.",
            field="given",
        )
    item: Item = {"type": "webpage", "title": words[:300], "URL": words} if is_address else {}
    if doi:
        item |= {"type": "article-journal", "title": f"doi:{doi}"[:300], "DOI": doi[:200]}
    with transaction.atomic():
        KEEP_EVIDENCE.require(actor, challenge)
        source = _take_in(actor, now, challenge, [item], None)[0]
        audit.record(actor=actor, now=now, verb="workspace.add-source", on=source, fields=["address"])
    return source


def bring_pdf(*, actor: Actor, now: datetime, challenge: Challenge, received: ReceivedFile, data: bytes) -> Source:
    """Make a source of a PDF: the file is kept with it, and what the file says of itself is its reference."""
    try:
        item = item_of_pdf(data, name=received.name)
    except ValueError as refusal:
        raise InvalidInput(
            str(refusal),
            rule=_RULE,
            remedy="Save it again without a password, or add the source by hand.",
            field="file",
        ) from refusal
    with transaction.atomic():
        KEEP_EVIDENCE.require(actor, challenge)
        source = _take_in(actor, now, challenge, [item], None)[0]
        source.file = files.keep(received, scope=challenge.scope, actor=actor, now=now)
        source.save(update_fields=["file"])
        audit.record(actor=actor, now=now, verb="workspace.add-source", on=source, fields=["file"])
    return source


def keep_apart(*, actor: Actor, now: datetime, source: Source) -> Source:
    """Say that a source that was flagged as a duplicate is another work; it stands on its own from now on."""
    with transaction.atomic():
        locked = Source.objects.select_for_update().get(pk=source.pk)
        KEEP_EVIDENCE.require(actor, locked)
        if locked.duplicate_of_id is None:
            raise NotPossibleNow("This source is not flagged as a duplicate.", rule=_RULE)
        locked.duplicate_of = None
        locked.save(update_fields=["duplicate_of"])
        audit.record(actor=actor, now=now, verb="workspace.keep-apart", on=locked, fields=["duplicate_of"])
        search.refresh(locked)
    return locked


def set_reference(source: Source) -> None:
    """Let the reference, the DOI and the key of a source follow its own fields. The caller saves it."""
    item = dict(csl_of(source))
    if source.title != item.get("title"):
        item["title"] = source.title
    if year_of(item) != source.year:
        item["issued"] = {"date-parts": [[source.year]]} if source.year else None
    if source.authors != authors_of(item):
        item["author"] = [{"literal": one.strip()} for one in source.authors.split(";") if one.strip()]
    item["URL"] = source.address
    source.csl = {name: value for name, value in item.items() if value}
    source.doi = str(item.get("DOI", ""))[:200] or doi_of(source.address)[:200]


def authors_of(item: Item) -> str:
    """The authors of a reference in one line, kept apart by semicolons."""
    return "; ".join(name_of(one) for one in item.get("author", []))[:300]


def keys_taken(challenge: Challenge) -> set[str]:
    """The keys by which the texts of a challenge cite its sources."""
    return set(challenge.workspace_sources.exclude(key="").values_list("key", flat=True))


def _take_in(
    actor: Actor, now: datetime, challenge: Challenge, items: Sequence[Item], row: ReferenceImport | None
) -> list[Source]:
    # Two lists at the same moment would not see each other's sources.
    Challenge.objects.select_for_update().get(pk=challenge.pk)
    there = list(challenge.workspace_sources.filter(duplicate_of=None).order_by("id"))
    repeats = likely_duplicates([*(csl_of(one) for one in there), *items])
    taken = keys_taken(challenge)
    made: list[Source] = []
    standing: list[Source] = list(there)
    for place, item in enumerate(items, start=len(there)):
        key = citation_key(item, taken)[:60]
        taken.add(key)
        source = Source(
            created_at=now,
            scope=challenge.scope,
            challenge=challenge,
            key=key,
            reference_import=row,
            added_by_id=actor.person_id,
            **_fields_of(item),
        )
        like = repeats.get(place)
        source.duplicate_of = standing[like] if like is not None else None
        source.save()
        standing.append(source)
        made.append(source)
    search.refresh_all(Source.objects.filter(pk__in=[one.pk for one in made]))
    return made


def _fields_of(item: Item) -> dict[str, Any]:
    address = str(item.get("URL", ""))
    doi = str(item.get("DOI", ""))[:200]
    if not address.lower().startswith(("http://", "https://")) or len(address) > 500:
        address = f"https://doi.org/{doi}" if doi_of(doi) else ""
    year = year_of(item)
    return {
        "kind": _KIND_OF.get(str(item.get("type", "")), "study"),
        "title": str(item["title"])[:300],
        "authors": authors_of(item),
        "year": year,
        "address": address,
        "csl": item,
        "doi": doi,
    }


def _import(
    actor: Actor, now: datetime, challenge: Challenge, name: str, format_: str, read_: int, faults: Iterable[Fault]
) -> ReferenceImport:
    return ReferenceImport.objects.create(
        created_at=now,
        scope=challenge.scope,
        challenge=challenge,
        name=files.clean_name(name)[:200],
        format=format_,
        read=read_,
        problems=[{"line": one.line, "why": one.why, "text": one.text} for one in faults][:500],
        brought_by_id=actor.person_id,
    )
