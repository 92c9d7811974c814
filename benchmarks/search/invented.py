"""Invented passages and questions of any number, with the frequencies that words have in real text.

Words are made of syllables. How often each stands follows Zipf's law, every passage is about one of many subjects with
words of its own, and between them stand the small words of English. The same seed gives the same passages.
"""

from __future__ import annotations

import argparse
import json
from bisect import bisect_left
from itertools import accumulate
from pathlib import Path
from random import Random

WORDS_OF_A_PASSAGE = 60
VOCABULARY = 30_000
SUBJECTS = 400
_SMALL = (
    "the of and to in a is that for it was on are as with be by this from at or have an which not were but has will"
    " their they been can would if more what when who how may should there about its all other so no our we do does"
)
SMALL = _SMALL.split()
_SYLLABLES = [first + vowel + last for first in "bdfgklmnprstv" for vowel in "aeiou" for last in ("", "n", "r", "l")]


class Invented:
    """A source of passages and questions."""

    def __init__(self, seed: int = 1) -> None:
        self._random = Random(seed)  # noqa: S311
        words: dict[str, None] = {}
        while len(words) < VOCABULARY:
            words.setdefault("".join(self._random.choices(_SYLLABLES, k=self._random.choice((2, 2, 3)))))
        self._words = list(words)
        # Zipf's law as Mandelbrot put it: the first words are not quite as frequent as the plain law has them.
        self._sums = list(accumulate(1 / (place + 12) for place in range(VOCABULARY)))
        self._subjects = [self._random.sample(range(40, VOCABULARY), 60) for _ in range(SUBJECTS)]

    def passage(self) -> str:
        """About sixty words on one subject."""
        subject = self._random.choice(self._subjects)
        return " ".join(self._word(subject) for _ in range(WORDS_OF_A_PASSAGE))

    def question(self) -> str:
        """As somebody asks: small words, a few words of the subject, a few of everywhere."""
        subject = self._random.choice(self._subjects)
        telling = [self._words[one] for one in self._random.sample(subject, self._random.choice((2, 3, 3, 4)))]
        telling += [self._drawn() for _ in range(self._random.choice((2, 3, 4, 5)))]
        self._random.shuffle(telling)
        return " ".join(f"{self._random.choice(SMALL)} {word}" for word in telling)

    def _word(self, subject: list[int]) -> str:
        drawn = self._random.random()
        if drawn < 0.4:
            return SMALL[min(int(self._random.expovariate(0.12)), len(SMALL) - 1)]
        if drawn < 0.55:
            return self._words[subject[min(int(self._random.expovariate(0.08)), len(subject) - 1)]]
        return self._drawn()

    def _drawn(self) -> str:
        return self._words[bisect_left(self._sums, self._random.random() * self._sums[-1])]


def write(folder: Path, passages: int, questions: int = 150) -> None:
    """Write a collection in BEIR's layout; its judgements only make it complete."""
    invented = Invented()
    with (folder / "corpus.jsonl").open("w") as corpus:
        for number in range(passages):
            corpus.write(json.dumps({"_id": str(number), "title": "", "text": invented.passage()}) + "\n")
    with (folder / "queries.jsonl").open("w") as queries, (folder / "qrels.tsv").open("w") as judged:
        for number in range(questions):
            queries.write(json.dumps({"_id": str(number), "text": invented.question()}) + "\n")
            judged.write(f"{number}\t{number}\t1\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("passages", type=int)
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    write(given.folder, given.passages)
