"""How findings look in the search index: those that the public thread shows."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet

from bridgework.apps.questions.searchables import thread_address
from bridgework.apps.workspace.models import Finding
from bridgework.kernel.search import Document, searchable


@searchable("workspace.finding")
def finding_documents(findings: QuerySet[Finding]) -> Iterator[Document]:
    """Every public finding of a public challenge, with what its figure measures and what stands against it."""
    found = findings.filter(is_public=True, challenge__is_public=True)
    for one in found.select_related("challenge__question", "challenge__round").iterator(chunk_size=500):
        challenge = one.challenge
        yield Document(
            kind=Finding.record_kind(),
            public_id=one.public_id,
            title=f"{challenge.question.title}: finding {one.number}",
            important="\n".join(part for part in (one.text, f"{one.figure} {one.figure_of}".strip()) if part),
            body=one.superseded_note,
            minor=challenge.code,
            scope=one.scope,
            is_public=True,
            address=f"{thread_address(challenge.code)}#{one.public_id}",
            at=one.created_at,
            facets={
                "theme": challenge.question.theme,
                "place": challenge.question.place,
                "round": challenge.round.public_id,
            },
        )
