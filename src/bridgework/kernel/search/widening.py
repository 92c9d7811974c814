"""Widening a question that found little: "peat" then also means "peatland".

The words that begin like the ones asked for are taken from titles and important texts, so both databases widen alike.
They are taken from public documents alone, and from the newest of very many. Only how documents match is widened, never
who may see them.
"""

from __future__ import annotations

import re

from django.db.models import Max, Q

from bridgework.core.stemming import folded, stem
from bridgework.kernel.models.search import SearchDocument, SearchText
from bridgework.kernel.search.asked import Asked

FEW = 5
"""With fewer documents found than this, a question is widened."""
MOST_ASKED = 3
"""Longer questions say enough by themselves."""
SHORTEST = 4
"""Letters that a beginning has at least: fewer begin too many words."""
MOST_ADDED = 12
MOST_TEXTS = 300
NEWEST = 20_000
"""Documents whose texts are read through; a word of none of them is looked for as it was said."""


def widened(question: Asked) -> Asked:
    """The same question with the words that begin like its own; itself where there are none. At most two reads."""
    beginnings = {_beginning(word) for stem, word in question.spoken.items() if stem not in question.added}
    beginnings = {one for one in beginnings if len(one) >= SHORTEST}
    if not beginnings or len(question.said) > MOST_ASKED:
        return question
    added: dict[str, str] = {}
    for word in _words_like(beginnings):
        stemmed = stem(word)
        if stemmed not in question.stems and len(added) < MOST_ADDED:
            added.setdefault(stemmed, word)
    if not added:
        return question
    return question.with_added(added)


def _beginning(word: str) -> str:
    stemmed = stem(word)
    return stemmed if word.startswith(stemmed) else word


def _words_like(beginnings: set[str]) -> list[str]:
    """Every word that begins so, the shortest first."""
    holding = Q()
    for one in beginnings:
        holding |= Q(title__icontains=one) | Q(important__icontains=one)
    newest = SearchDocument.objects.aggregate(key=Max("pk"))["key"] or 0
    texts = (
        SearchText.objects.filter(holding, is_public=True, document_id__gt=newest - NEWEST)
        .order_by("-document_id")
        .values_list("title", "important")[:MOST_TEXTS]
    )
    pattern = re.compile(r"(?<![^\W_])(?:" + "|".join(map(re.escape, sorted(beginnings))) + r")[^\W_]+")
    found = {word for pair in texts for text in pair for word in pattern.findall(folded(text))}
    return sorted(found, key=lambda word: (len(word), word))
