"""Synonyms: words that a programme says mean the same, so that whoever asks with one finds the other.

The list belongs to an app; it registers a function that gives it. Words that were said count twice as much as words
that were added, and a document with every word that was said stands before one with others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

from bridgework.core.stemming import stem, words
from bridgework.kernel.search.asked import COMMON, Asked

Groups = Iterable[Sequence[str]]
"""Each group: two words or phrases, or more, that mean the same."""
MOST_ADDED = 12
_given: list[Callable[[], Groups]] = []


def gives_synonyms(function: Callable[[], Groups]) -> Callable[[], Groups]:
    """Register a function that gives the groups; it is called for every question, and makes one query at most."""
    _given.append(function)
    return function


@contextmanager
def no_synonyms() -> Iterator[None]:
    """Search without them: for an index beside the installation, where nobody keeps any."""
    kept = list(_given)
    _given.clear()
    try:
        yield
    finally:
        _given[:] = kept


def with_synonyms(question: Asked) -> Asked:
    """The same question with the other words of every group of which it says one."""
    if not question.stems:
        return question
    said = set(question.said)
    added: dict[str, str] = {}
    for function in _given:
        for group in function():
            phrases = [[word for word in words(one) if word not in COMMON] for one in group]
            if not any(phrase and {stem(word) for word in phrase} <= said for phrase in phrases):
                continue
            for word in (word for phrase in phrases for word in phrase):
                if stem(word) not in said and len(added) < MOST_ADDED:
                    added.setdefault(stem(word), word)
    return question.with_added(added)
