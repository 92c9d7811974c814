"""Sources, and findings that rest on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Max

from bridgework.apps.questions.models import Challenge
from bridgework.apps.workspace.actions.consenting import not_taken_back
from bridgework.apps.workspace.actions.references import keys_taken, set_reference
from bridgework.apps.workspace.actions.typed import kept
from bridgework.apps.workspace.models import Finding, FindingSource, Interview, Source
from bridgework.apps.workspace.rules import KEEP_EVIDENCE
from bridgework.core.references import citation_key
from bridgework.kernel import audit, search
from bridgework.kernel.errors import InvalidInput, StaleRecord, Versions
from bridgework.kernel.permissions import Actor

CONFIDENCE: Final = (("low", "low"), ("moderate", "moderate"), ("high", "high"))


@dataclass(frozen=True)
class Bearing:
    """How one source bears on a finding: supports, complicates or contradicts; and where in it."""

    source: Source
    bearing: str = "supports"
    page: str = ""


@dataclass(frozen=True)
class FindingWords:
    """What a finding says."""

    text: str
    confidence: str = ""
    figure: str = ""
    figure_of: str = ""
    superseded_note: str = ""
    is_public: bool = False
    methods_note: str = ""
    coherence_note: str = ""
    adequacy_note: str = ""
    relevance_note: str = ""


def add_source(
    *,
    actor: Actor,
    now: datetime,
    challenge: Challenge,
    kind: str,
    title: str,
    authors: str = "",
    year: int | None = None,
    address: str = "",
    says: str = "",
    is_public: bool = True,
    place: str = "",
    population: str = "",
    page: str = "",
    confidence: str = "",
) -> Source:
    """Add something that findings can rest on."""
    with transaction.atomic():
        KEEP_EVIDENCE.require(actor, challenge)
        source = Source(created_at=now, scope=challenge.scope, challenge=challenge, added_by_id=actor.person_id)
        _fill_source(source, kind, title, authors, year, address, says, is_public)
        _place_source(source, place, population, page, confidence)
        set_reference(source)
        source.key = citation_key(source.csl, keys_taken(challenge))[:60]
        source.save()
        audit.record(actor=actor, now=now, verb="workspace.add-source", on=source, fields=["kind", "title"])
        search.refresh(source)
    return source


def change_source(
    *,
    actor: Actor,
    now: datetime,
    source: Source,
    kind: str,
    title: str,
    authors: str = "",
    year: int | None = None,
    address: str = "",
    says: str = "",
    is_public: bool = True,
    place: str = "",
    population: str = "",
    page: str = "",
    confidence: str = "",
) -> Source:
    """Put right what is noted of a source."""
    with transaction.atomic():
        locked = Source.objects.select_for_update().get(pk=source.pk)
        KEEP_EVIDENCE.require(actor, locked)
        kind, title = _of_interview(locked, kind, title)
        _fill_source(locked, kind, title, authors, year, address, says, is_public)
        _place_source(locked, place, population, page, confidence)
        set_reference(locked)
        locked.save()
        audit.record(actor=actor, now=now, verb="workspace.change-source", on=locked, fields=["title", "says"])
        search.refresh(locked)
    return locked


def add_finding(
    *,
    actor: Actor,
    now: datetime,
    challenge: Challenge,
    words: FindingWords,
    rests_on: Sequence[Bearing] = (),
) -> Finding:
    """Add a finding; its number is the next one and stays. It may rest on no source yet, and then says so."""
    with transaction.atomic():
        KEEP_EVIDENCE.require(actor, challenge)
        Challenge.objects.select_for_update().get(pk=challenge.pk)
        last = challenge.findings.aggregate(last=Max("number"))["last"] or 0
        finding = Finding(created_at=now, scope=challenge.scope, challenge=challenge, number=last + 1)
        _fill_finding(finding, words)
        finding.key = f"finding{finding.number}"
        finding.save()
        _rest(finding, rests_on)
        audit.record(actor=actor, now=now, verb="workspace.add-finding", on=finding, fields=["text", "sources"])
        search.refresh(finding)
        search.refresh_all(Source.objects.filter(bearings__finding=finding))
    return finding


def change_finding(
    *,
    actor: Actor,
    now: datetime,
    finding: Finding,
    words: FindingWords,
    rests_on: Sequence[Bearing] | None = None,
    version: int | None = None,
) -> Finding:
    """Change a finding and what it rests on. Raises `StaleRecord` with both texts."""
    with transaction.atomic():
        locked = Finding.objects.select_for_update().get(pk=finding.pk)
        KEEP_EVIDENCE.require(actor, locked)
        if version is not None and version != locked.version:
            raise StaleRecord(
                "Somebody else changed this finding while you were writing.",
                versions=Versions(base={}, theirs={"text": locked.text}, yours={"text": words.text}),
            )
        _fill_finding(locked, words)
        locked.version += 1
        locked.save()
        rested_on = set(locked.bearings.values_list("source", flat=True))
        if rests_on is not None:
            locked.bearings.all().delete()
            _rest(locked, rests_on)
        audit.record(actor=actor, now=now, verb="workspace.change-finding", on=locked, fields=["text", "sources"])
        search.refresh(locked)
        rested_on |= set(locked.bearings.values_list("source", flat=True))
        search.refresh_all(Source.objects.filter(pk__in=rested_on))
    finding.refresh_from_db()
    return locked


def _fill_source(
    source: Source, kind: str, title: str, authors: str, year: int | None, address: str, says: str, is_public: bool
) -> None:
    if kind not in dict(Source.KINDS):
        raise InvalidInput("Choose what kind of source it is.", rule="workspace.source-kind", field="kind")
    if year is not None and not 1000 <= year <= 2200:
        raise InvalidInput("Enter the year with four digits.", rule="workspace.source-year", field="year")
    if address and not address.lower().startswith(("http://", "https://")):
        raise InvalidInput(
            "This is not a web address.",
            rule="workspace.source-address",
            remedy="Enter one like https://example.org/page, or leave it empty.",
            field="address",
        )
    rule = "workspace.source"
    source.kind, source.year, source.is_public = kind, year, is_public
    source.title = kept(title, field="title", called="title", rule=rule, longest=300, required=True, line=True)
    source.authors = kept(authors, field="authors", called="list of authors", rule=rule, longest=300, line=True)
    source.address = kept(address, field="address", called="web address", rule=rule, longest=500, line=True)
    source.says = kept(says, field="says", called="text on what it says", rule=rule, longest=2_000)


def _of_interview(source: Source, kind: str, title: str) -> tuple[str, str]:
    """The source of an interview keeps its kind and its pseudonym, and nothing is added once it was taken back."""
    interview = Interview.objects.filter(source=source).first()
    if interview is None:
        return kind, title
    not_taken_back(interview)
    return source.kind, source.title


def _place_source(source: Source, place: str, population: str, page: str, confidence: str) -> None:
    """Where and of whom it was found true, where in it, and how sure one can be of it: apart from its kind."""
    if confidence and confidence not in dict(CONFIDENCE):
        raise InvalidInput("Choose how sure one can be of it.", rule="workspace.confidence", field="confidence")
    rule = "workspace.source"
    source.confidence = confidence
    source.place = kept(place, field="place", called="place", rule=rule, longest=160, line=True)
    source.population = kept(population, field="population", called="people", rule=rule, longest=160, line=True)
    source.page = kept(page, field="page", called="page", rule=rule, longest=40, line=True)


def _fill_finding(finding: Finding, words: FindingWords) -> None:
    if words.confidence and words.confidence not in dict(CONFIDENCE):
        raise InvalidInput("Choose how sure you are.", rule="workspace.confidence", field="confidence")
    limits: Mapping[str, tuple[str, int]] = {
        "text": ("finding", 2_000),
        "figure": ("figure", 60),
        "figure_of": ("text on what the figure measures", 200),
        "superseded_note": ("note on a later figure", 2_000),
        "methods_note": ("note on how the sources were made", 2_000),
        "coherence_note": ("note on how well it fits them", 2_000),
        "adequacy_note": ("note on how much there is", 2_000),
        "relevance_note": ("note on how near they are", 2_000),
    }
    for field, (called, longest) in limits.items():
        value = kept(
            getattr(words, field),
            field=field,
            called=called,
            rule="workspace.finding",
            longest=longest,
            required=field == "text",
        )
        setattr(finding, field, value)
    finding.confidence, finding.is_public = words.confidence, words.is_public


def _rest(finding: Finding, rests_on: Sequence[Bearing]) -> None:
    for one in rests_on:
        if one.source.challenge_id != finding.challenge_id:
            raise InvalidInput(
                "A finding rests on sources of its own question.", rule="workspace.source-of-question", field="sources"
            )
        if one.bearing not in dict(FindingSource.BEARINGS):
            raise InvalidInput("Choose how the source bears on it.", rule="workspace.bearing", field="sources")
    FindingSource.objects.bulk_create(
        FindingSource(finding=finding, source=one.source, bearing=one.bearing, page=one.page.strip()[:40])
        for one in rests_on
    )
