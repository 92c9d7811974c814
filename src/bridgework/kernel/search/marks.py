"""Marks: tokens in the index that say who may see a document and what it can be filtered by.

On SQLite they stand in a column of the full-text index, so that permission is part of the question itself. They are
hashes that end in a digit: the index's stemmer leaves those alone, so no two marks can fall together.
"""

from __future__ import annotations

from hashlib import blake2b

from bridgework.kernel.permissions import Actor, ancestors, challenge_of
from bridgework.kernel.search.documents import Document

PUBLIC = "public"


def mark(*parts: str) -> str:
    """One mark as a token."""
    return blake2b("\x1f".join(parts).encode(), digest_size=8).hexdigest() + "0"


PUBLIC_MARK = mark(PUBLIC)
"""Borne by every public document."""


def marks_of(document: Document) -> list[str]:
    """Every mark of a document."""
    marks = [mark("kind", document.kind)]
    if document.is_public:
        marks.append(mark(PUBLIC))
    for path in ancestors(document.scope):
        marks.append(mark("under", path))
        if document.roles:
            marks.extend(mark("role", role, path) for role in document.roles)
        else:
            marks.append(mark("seen", path))
    if not document.roles:
        marks.append(mark("at-any", document.scope))
    marks.extend(mark("at-role", role, document.scope) for role in document.roles)
    marks.extend(mark("record", part) for part in {document.public_id, *document.scope.split("/")})
    for key, values in document.facets.items():
        several = [values] if isinstance(values, str) else values
        marks.extend(mark("facet", key, value) for value in several)
    return marks


def sight_of(actor: Actor) -> list[str]:
    """The marks that let `actor` see a document; one of them is enough."""
    marks = {mark(PUBLIC)}
    for holding in actor.holdings:
        marks.add(mark("seen", holding.scope))
        marks.add(mark("role", holding.role, holding.scope))
        challenge = challenge_of(holding.scope)
        if challenge:
            marks.add(mark("at-role", holding.role, challenge))
            marks.add(mark("at-any", challenge))
    return sorted(marks)


def hidden_from(actor: Actor) -> list[str]:
    """The marks that hide a document from `actor`: records they have a conflict of interest in."""
    return sorted(mark("record", public_id) for public_id in actor.conflicts)
