""" "Did you mean …": another spelling of words that nothing public holds."""

from __future__ import annotations

from django.db import connection

from bridgework.core.spelling import counted, nearest
from bridgework.core.stemming import placed_words, stem, words
from bridgework.kernel.models.search import SearchText
from bridgework.kernel.permissions import VISITOR
from bridgework.kernel.search import postgresql, sqlite
from bridgework.kernel.search.asked import asked

MOST_TEXTS = 5_000
"""Public titles, the newest, whose words are offered."""
LONGEST = 400


def respelt(text: str) -> str:
    """The text with words that nothing public holds put as they were likely meant; empty where nothing is better.

    Three queries at most. Only public texts are looked at, so nothing else can be guessed from it.
    """
    text = text[:LONGEST]
    question = asked(text, actor=VISITOR, kinds=None, programme=None, facets=None)
    if not question.stems:
        return ""
    held = (postgresql if connection.vendor == "postgresql" else sqlite).held_in_public(question)
    unknown = {word for word in words(text) if stem(word) in question.stems and stem(word) not in held}
    if not unknown:
        return ""
    titles = SearchText.objects.filter(is_public=True).order_by("-document_id").values_list("title", "important")
    vocabulary = counted(words(f"{title} {important[:500]}") for title, important in titles[:MOST_TEXTS])
    meant = {word: better for word in unknown if (better := nearest(word, vocabulary))}
    if not meant:
        return ""
    said, here = [], 0
    for start, end, word in placed_words(text):
        said += [text[here:start], meant.get(word, text[start:end])]
        here = end
    return "".join([*said, text[here:]])
