"""How findings and sources look in the search index: to everybody those that the public thread shows, to who sees the
work on a question all of them. Interviews are kept apart and are not found.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import NoReverseMatch, reverse

from bridgework.apps.questions.models import Challenge
from bridgework.apps.questions.searchables import committee_of, thread_address
from bridgework.apps.workspace.models import Finding, FindingSource, Source
from bridgework.apps.workspace.rules import SEE
from bridgework.kernel.search import Document, searchable


@searchable("workspace.finding")
def finding_documents(findings: QuerySet[Finding]) -> Iterator[Document]:
    """Every finding, with what its figure measures and what stands against it."""
    found = findings.select_related("challenge__question", "challenge__round")
    for one in found.annotate(home=committee_of("challenge_id")).iterator(chunk_size=500):
        challenge = one.challenge
        is_public = one.is_public and challenge.is_public
        yield Document(
            kind=Finding.record_kind(),
            public_id=one.public_id,
            title=f"{challenge.question.title}: finding {one.number}",
            important="\n".join(part for part in (one.text, f"{one.figure} {one.figure_of}".strip()) if part),
            body=one.superseded_note,
            minor=challenge.code,
            scope=one.scope,
            is_public=is_public,
            address=f"{thread_address(challenge.code)}#{one.public_id}" if is_public else _inside("finding", one),
            at=one.created_at,
            facets=_facets(challenge, one.home),
            roles=frozenset() if is_public else SEE.roles,
        )


@searchable("workspace.source")
def source_documents(sources: QuerySet[Source]) -> Iterator[Document]:
    """Every source but interviews and what is there twice; public where a public finding rests on it."""
    rests = FindingSource.objects.filter(source=OuterRef("pk"), finding__is_public=True)
    found = (
        sources.filter(duplicate_of=None)
        .exclude(kind="interview")
        .annotate(is_rested_on=Exists(rests), home=committee_of("challenge_id"))
    )
    for one in found.select_related("challenge__question", "challenge__round").iterator(chunk_size=500):
        challenge = one.challenge
        is_public = one.is_public and challenge.is_public and bool(one.is_rested_on)
        yield Document(
            kind=Source.record_kind(),
            public_id=one.public_id,
            title=one.title,
            important=one.says,
            body="\n".join(part for part in (one.place, one.population) if part),
            minor=f"{one.authors} {one.year or ''} {one.doi} {challenge.question.title}",
            scope=one.scope,
            is_public=is_public,
            address=_listed(challenge, one) if is_public else _inside("source", one),
            at=one.created_at,
            facets=_facets(challenge, one.home) | {"evidence": one.get_kind_display()},
            roles=frozenset() if is_public else SEE.roles,
        )


def _facets(challenge: Challenge, committee: str | None) -> dict[str, str | list[str]]:
    question = challenge.question
    return {
        "theme": question.theme,
        "place": question.place,
        "round": challenge.round.public_id,
        "committee": committee or "",
    }


def _listed(challenge: Challenge, source: Source) -> str:
    try:
        return f"{reverse('public:sources', args=[challenge.code])}#{source.public_id}"
    except NoReverseMatch:  # an installation without public pages
        return thread_address(challenge.code)


def _inside(page: str, row: Finding | Source) -> str:
    try:
        return reverse(f"workspace:{page}", args=[row.challenge.public_id, row.public_id])
    except NoReverseMatch:
        return thread_address(row.challenge.code)
