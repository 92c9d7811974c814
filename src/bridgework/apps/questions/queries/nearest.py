""" "Has this been asked?": the nearest questions among all that the actor may see."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from bridgework.apps.programmes.queries import round_named
from bridgework.apps.questions.models import Lineage, Question, Wording
from bridgework.apps.questions.rules import SEE_QUESTION
from bridgework.core.similarity import LIKELY_SAME, Earlier, closeness_in_words
from bridgework.kernel.permissions import Actor
from bridgework.kernel.search.meaning import is_on
from bridgework.kernel.search.meaning.nearest import closeness

MOST_WORDINGS = 20_000


@dataclass(frozen=True)
class NearQuestion:
    """A question near to the one asked about."""

    key: int
    public_id: str
    title: str
    wording: str
    """The wording that is nearest, which need not be the latest."""
    round: str
    round_words: str
    """The round as a sentence has it."""
    code: str
    state: str
    is_public: bool
    closeness: str
    score: float
    shared: tuple[str, ...]
    answer: str
    """What was answered about the two: same, follow_up, different …; empty while nothing was."""
    basis: str

    @property
    def is_likely_same(self) -> bool:
        """Whether it is near enough to be called likely the same; that is right nine times in ten."""
        return self.score >= LIKELY_SAME


def nearest_earlier(actor: Actor, text: str, *, question: Question | None = None, limit: int = 5) -> list[NearQuestion]:
    """The nearest questions, by any of their wordings, of every programme the actor may see. Three queries at most.

    `question` is left out itself, and the answers already given about it are shown.
    """
    seen = SEE_QUESTION.which(actor, Question.objects.all())
    if question is not None:
        seen = seen.exclude(pk=question.pk)
    wordings = list(
        Wording.objects.filter(question__in=seen.values("pk"))
        .order_by("-question_id", "number")
        .values_list("question_id", "text", "question__title")[:MOST_WORDINGS]
    )
    by_meaning = _by_meaning(seen, text, limit) if is_on() else []
    # A key names one wording, so that the nearest of a question's wordings can be shown.
    earlier = Earlier((f"{key}:{place}", f"{words} {title}") for place, (key, words, title) in enumerate(wordings))
    best: dict[int, tuple[float, str, tuple[str, ...]]] = {}
    for near in earlier.nearest(text, limit=len(wordings) if by_meaning else limit * 8):
        key, place = (int(part) for part in near.key.split(":"))
        if key not in best and (by_meaning or len(best) < limit):
            best[key] = (near.score, wordings[place][1], near.words)
    if by_meaning:
        latest = {key: words for key, words, _ in wordings}
        # What has not been encoded yet follows by its words.
        order = list(dict.fromkeys([*by_meaning, *best]))[:limit]
        best = {key: best.get(key, (0.0, latest[key], ())) for key in order if key in latest}
    answers = _answers(question)
    rows = Question.objects.filter(pk__in=best).select_related("round", "challenge").in_bulk() if best else {}
    return [_near(rows[key], found, answers.get(key, ("", ""))) for key, found in best.items()]


def _by_meaning(seen: QuerySet[Question], text: str, limit: int) -> list[int]:
    """The keys of the questions nearest in meaning, the nearest first; empty while none has been encoded.

    What is near in words only is nearer by chance: for short questions the encoder alone orders better than both.
    """
    keys: dict[str, int] = {}
    for key, *public_ids in seen.values_list("pk", "public_id", "challenge__public_id"):
        # A question that was taken up stands in the index as its challenge.
        keys |= {public_id: key for public_id in public_ids if public_id}
    found = closeness(text, keys)
    return list(dict.fromkeys(keys[one] for one in sorted(found, key=lambda one: -found[one])))[:limit]


def _near(row: Question, found: tuple[float, str, tuple[str, ...]], answer: tuple[str, str]) -> NearQuestion:
    score, words, shared = found
    challenge = getattr(row, "challenge", None)
    return NearQuestion(
        key=row.pk,
        public_id=row.public_id,
        title=row.title,
        wording=words,
        round=row.round.label if row.round else "",
        round_words=round_named(row.round.label) if row.round else "",
        code=challenge.code if challenge else "",
        state=row.state,
        is_public=row.is_public,
        closeness=closeness_in_words(score),
        score=score,
        shared=shared,
        answer=answer[0],
        basis=answer[1],
    )


def _answers(question: Question | None) -> dict[int, tuple[str, str]]:
    if question is None:
        return {}
    rows = Lineage.objects.filter(question=question).values_list("earlier_id", "kind", "basis")
    return {key: (kind, basis) for key, kind, basis in rows}
