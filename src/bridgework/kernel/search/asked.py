"""A question to the index, in the form that both databases answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bridgework.core.stemming import stem, words
from bridgework.kernel.permissions import Actor
from bridgework.kernel.search.marks import hidden_from, mark, sight_of

MOST_WORDS = 60
"""Different words of a question that are looked for: a pasted page is cut here."""
MOST_REPEATS = 10
LARGE = 5_000
"""Documents from which on words that tell little are passed over."""
TELLS_LITTLE = 0.2
AT_LEAST_KEPT = 2
LIKELY = 0.5
"""What each word that was passed over would add to a score, in its rarity; one occurrence in a text of mean length adds
once the rarity, and hardly any text has all those words.
"""

# Words that stand in nearly every text and slow every question down. They are in the index, and are looked for when
# nothing else was asked.
_COMMON = (
    "a about an and are as at be been but by can could did do does for from had has have how if in into is it its of on"
    " or our should so than that the their them there these they this those to was we were what when where which who"
    " why will with would you your"
)
COMMON = frozenset(_COMMON.split())

K1 = 1.2
"""How soon another occurrence of a word adds little to a score: the usual value of BM25."""
K1_OF_LONG, LONG = 2.0, 30
"""Among so many different words no single one can take over a score, which is what K1 guards against. So more
occurrences count for more: the upper end of what is usual (Robertson and Zaragoza 2009, 1.2 to 2).
"""


@dataclass(frozen=True)
class Asked:
    """The words, who asks, and what it is limited to.

    `stems` gives for every stem how often it was said, `spoken` a word of that stem. `sight` is None for an actor who
    sees everything; of each group in `groups` a document needs one mark. `added` are stems that nobody said, such as
    those of synonyms: a document with every word asked for need not have them.
    """

    stems: Mapping[str, int]
    spoken: Mapping[str, str]
    sight: tuple[str, ...] | None
    hidden: tuple[str, ...]
    groups: tuple[tuple[str, ...], ...]
    added: frozenset[str] = frozenset()
    k1: float = K1

    @property
    def said(self) -> list[str]:
        """The stems that were said, in their order."""
        return [stem for stem in self.stems if stem not in self.added]

    def with_added(self, spoken: Mapping[str, str]) -> Asked:
        """The same question with more words, by their stems. What was said counts twice as much."""
        new = {stem: word for stem, word in spoken.items() if stem not in self.stems}
        if not new:
            return self
        stems = {stem: times if stem in self.added else 2 * times for stem, times in self.stems.items()}
        return replace(
            self,
            stems={**stems, **dict.fromkeys(new, 1)},
            spoken={**new, **self.spoken},
            added=self.added | frozenset(new),
        )

    def steps(
        self, holding: Mapping[str, int], total: int, rarity: Mapping[str, float], ranked: Sequence[float]
    ) -> Iterator[Step]:
        """Ranking only what can be among the best: first documents with the rarest words, then with more of them.

        Frequent words make most of the work and little of a score (Turtle and Flood, "Query evaluation: strategies and
        optimizations", 1995). `total` is how many documents there are, `rarity` gives the inverse document frequency,
        `ranked` how many documents each step may rank; the last looks at every word.
        """
        rarest = sorted(self.stems, key=lambda stem: (holding.get(stem, 0), stem))
        taken = held = 0
        for most in ranked:
            before = taken
            while taken < len(rarest) and (min(held + holding.get(rarest[taken], 0), total) <= most or not taken):
                held += holding.get(rarest[taken], 0)
                taken += 1
            if taken > before:
                left = rarest[taken:]
                others = 0.0 if before else sum(LIKELY * rarity[stem] * self.stems[stem] for stem in left)
                yield Step(tuple(rarest[:taken]), tuple(left), others)

    def telling(self, holding: Mapping[str, int], total: int) -> Asked:
        """The same question without words that stand in more than a fifth of a large index.

        Each such word costs more than all others together and hardly changes the order. The two rarest always stay.
        `holding` gives for every stem how many documents have it; words that none has are left out.
        """
        known = sorted((stem for stem in self.stems if holding.get(stem)), key=lambda stem: holding[stem])
        if total >= LARGE:
            rare = [stem for stem in known if holding[stem] <= total * TELLS_LITTLE]
            known = rare if len(rare) >= AT_LEAST_KEPT else known[:AT_LEAST_KEPT]
        return self.only(known)

    def only(self, some: Iterable[str]) -> Asked:
        """The same question with some of its stems alone."""
        kept = set(some)
        return replace(
            self,
            stems={stem: times for stem, times in self.stems.items() if stem in kept},
            spoken={stem: word for stem, word in self.spoken.items() if stem in kept},
        )


@dataclass(frozen=True)
class Step:
    """Documents with any of `needed` are ranked by all words. Those with words of `left` alone are passed over, which
    is right once as many as wanted score at least `passed_over`.
    """

    needed: tuple[str, ...]
    left: tuple[str, ...]
    passed_over: float


@dataclass(frozen=True)
class Found:
    """How many documents match, and the keys and scores of one page of them.

    `question` is what was looked for in the end: of a large index without words that tell little.
    """

    total: int
    rows: tuple[tuple[int, float], ...]
    question: Asked


def asked(
    text: str,
    *,
    actor: Actor,
    kinds: Iterable[str] | None,
    programme: str | None,
    facets: Mapping[str, str | Iterable[str]] | None,
) -> Asked:
    """Read a question."""
    said = words(text)
    telling = [word for word in said if word not in COMMON] or said
    stems: dict[str, int] = {}
    spoken: dict[str, str] = {}
    for word in telling:
        stemmed = stem(word)
        if stemmed not in stems and len(stems) == MOST_WORDS:
            continue
        stems[stemmed] = min(stems.get(stemmed, 0) + 1, MOST_REPEATS)
        spoken.setdefault(stemmed, word)
    groups: list[tuple[str, ...]] = []
    if kinds is not None:
        groups.append(tuple(mark("kind", kind) for kind in kinds))
    if programme is not None:
        groups.append((mark("under", programme),))
    for key, values in (facets or {}).items():
        several = [values] if isinstance(values, str) else list(values)
        groups.append(tuple(mark("facet", key, value) for value in several))
    return Asked(
        stems=stems,
        spoken=spoken,
        sight=None if actor.is_system else tuple(sight_of(actor)),
        hidden=tuple(hidden_from(actor)),
        groups=tuple(groups),
        k1=K1 if len(stems) < LONG else K1_OF_LONG,
    )
