""" "Has this been asked?": the nearest earlier texts.

Texts are compared by the cosine of their weighted stems. A stem's weight grows
with its frequency in the text, but less and less (the saturation of BM25,
Robertson and Zaragoza 2009), and with its rarity among all texts. Stems are those
of the search index, so that "inequalities" finds "inequality" and "decarbonising"
finds "decarbonisation".
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from bridgework.core.stemming import folded, stem

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_STOP_TEXT = (
    "a about after all along also am an and any are around as at be because been before being between both but "
    "by can could did do does doing done down during each for from further get had has have having he "
    "her here his how i if in into is it its itself just may me might more most must my no nor not "
    "now of off on one only or other our out over own same shall she should so some such than that "
    "the their them then there these they this those through to too under until up upon us use "
    "using very was way we were what when where whether which while who whom whose why will with "
    "within without would you your"
)
_STOP_WORDS = frozenset(_STOP_TEXT.split())
LIKELY_SAME = 0.85
"""From this score on the nearest text is likely the same question: right nine times in ten or more, as measured on the
labelled pairs of the tests. Only few of the questions that were asked before score so high.
"""
_SATURATION = 1.2
_LONGEST_TEXT = 20_000


@dataclass(frozen=True)
class Near:
    """An earlier text near to the one asked about.

    Attributes:
        score: 0 (nothing shared) to 1 (the same words).
        words: words of the query that the earlier text shares, in its order.
    """

    key: str
    score: float
    words: tuple[str, ...]


class Earlier:
    """Earlier texts, prepared once for many look-ups."""

    def __init__(self, texts: Iterable[tuple[str, str]]) -> None:
        """Prepare (key, text) pairs; several texts may share a key (wordings)."""
        self._keys: list[str] = []
        counts: list[Counter[str]] = []
        for key, text in texts:
            self._keys.append(key)
            counts.append(Counter(s for _, s in _telling(text)))
        found_in: Counter[str] = Counter()
        for counted in counts:
            found_in.update(counted.keys())
        total = len(counts)
        self._rarity = {s: math.log(1 + (total - n + 0.5) / (n + 0.5)) for s, n in found_in.items()}
        self._unseen = math.log(2 * total + 2)
        self._postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, counted in enumerate(counts):
            weights = self._weights(counted)
            length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
            for s, weight in weights.items():
                self._postings[s].append((number, weight / length))

    def _weights(self, counted: Counter[str]) -> dict[str, float]:
        return {
            s: self._rarity.get(s, self._unseen) * n * (_SATURATION + 1) / (n + _SATURATION) for s, n in counted.items()
        }

    def nearest(self, text: str, limit: int = 5, at_least: float = 0.0) -> tuple[Near, ...]:
        """The nearest texts, best first; equal scores in the order given.

        A key with several texts is listed once, with its best score.
        """
        telling = _telling(text)
        weights = self._weights(Counter(s for _, s in telling))
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        scores: dict[int, float] = defaultdict(float)
        shared: dict[int, set[str]] = defaultdict(set)
        for s, weight in weights.items():
            for number, other in self._postings.get(s, ()):
                scores[number] += other * weight / length
                shared[number].add(s)
        result: list[Near] = []
        seen: set[str] = set()
        for number, score in sorted(scores.items(), key=lambda entry: (-entry[1], entry[0])):
            key = self._keys[number]
            if score < at_least or len(result) == limit:
                break
            if key in seen:
                continue
            seen.add(key)
            words = dict.fromkeys(w.lower() for w, s in telling if s in shared[number])
            result.append(Near(key, min(round(score, 4), 1.0), tuple(words)))
        return tuple(result)


def closeness_in_words(score: float) -> str:
    """A score as words: "the same words", "very near", "near", "some words shared"."""
    if score >= 0.98:
        return "the same words"
    if score >= 0.6:
        return "very near"
    if score >= 0.3:
        return "near"
    return "some words shared"


def content_stems(text: str) -> list[str]:
    """The stems of a text's words, without the words that every text has."""
    return [stemmed for _, stemmed in _telling(text)]


def _telling(text: str) -> list[tuple[str, str]]:
    words = _WORD.findall(text[:_LONGEST_TEXT])
    plain = [(word, folded(word).replace("’", "'").removesuffix("'s").replace("'", "")) for word in words]
    return [(word, stem(simple)) for word, simple in plain if simple not in _STOP_WORDS]
