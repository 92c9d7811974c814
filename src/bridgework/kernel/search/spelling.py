""" "Did you mean …": another spelling of words that nothing public holds."""

from __future__ import annotations

from collections.abc import Mapping
from time import monotonic

from django.db import connection

from bridgework.core.spelling import counted, nearest
from bridgework.core.stemming import placed_words, stem, words
from bridgework.kernel.models.search import SearchText
from bridgework.kernel.permissions import VISITOR
from bridgework.kernel.search import postgresql, sqlite
from bridgework.kernel.search.asked import asked
from bridgework.kernel.search.size import KNOWN_SECONDS, is_large

MOST_TEXTS = 5_000
"""Public titles, the newest, whose words are offered."""
LONGEST = 400
_known: dict[str, tuple[float, Mapping[str, int]]] = {}


def respelt(text: str) -> str:
    """The text with words that nothing public holds put as they were likely meant; empty where nothing is better.

    Four queries at most. Only public texts are looked at, so nothing else can be guessed from it.
    """
    text = text[:LONGEST]
    unknown = _not_held(set(words(text)))
    if not unknown:
        return ""
    vocabulary = _vocabulary()
    meant = {word: better for word in unknown if (better := nearest(word, vocabulary))}
    # What was withdrawn in the last minute may still be in the vocabulary.
    gone = _not_held(set(meant.values()))
    meant = {word: better for word, better in meant.items() if better not in gone}
    if not meant:
        return ""
    said, here = [], 0
    for start, end, word in placed_words(text):
        said += [text[here:start], meant.get(word, text[start:end])]
        here = end
    return "".join([*said, text[here:]])


def _not_held(some: set[str]) -> set[str]:
    """Those of some words, without common ones among others, that nothing public holds. One query."""
    question = asked(" ".join(sorted(some)), actor=VISITOR, kinds=None, programme=None, facets=None)
    if not question.stems:
        return set()
    held = (postgresql if connection.vendor == "postgresql" else sqlite).held_in_public(question)
    return {word for word in some if stem(word) in question.stems and stem(word) not in held}


def _vocabulary() -> Mapping[str, int]:
    """The words of public titles, with how many hold each. Of a large index it is read once a minute."""
    name = str(connection.settings_dict["NAME"])
    found = _known.get(name)
    if found is not None and found[0] > monotonic():
        return found[1]
    titles = SearchText.objects.filter(is_public=True).order_by("-document_id").values_list("title", "important")
    vocabulary = counted(words(f"{title} {important[:500]}") for title, important in titles[:MOST_TEXTS])
    if is_large():
        _known[name] = (monotonic() + KNOWN_SECONDS, vocabulary)
    return vocabulary
