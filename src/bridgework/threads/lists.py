"""Lists of threads: filtered in the database, a page at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet

from bridgework.apps.programmes.models import Round
from bridgework.apps.questions.models import Challenge, Question
from bridgework.kernel.permissions import VISITOR, Actor
from bridgework.threads import reach
from bridgework.threads.family import current_wording
from bridgework.threads.queries import challenges_visible_to
from bridgework.threads.wording import sentence_case

LONGEST_TEXT = 200
BATCH = 1_000
MOST_CHOICES = 500


@dataclass(frozen=True)
class ThreadFilter:
    """What a reader chose to see; empty is everything."""

    text: str = ""
    round: str = ""
    """Public id of a round."""
    theme: str = ""
    place: str = ""
    reach: str = ""
    """How far the trail can be followed: a key of `reach.REACHES`."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was chosen."""
        return not (self.text or self.round or self.theme or self.place or self.reach)


@dataclass(frozen=True)
class ListedThread:
    """One thread in a list."""

    code: str
    title: str
    wording: str
    is_quotation: bool
    programme: str
    programme_type: str
    round: str
    year: int | None
    theme: str
    place: str
    state: str
    reach: str
    reach_words: str
    kind: str
    is_history: bool
    is_invented: bool

    @property
    def eyebrow(self) -> str:
        """Programme and round, above the question."""
        return f"{self.programme} · {self.round}"


def public_threads(chosen: ThreadFilter | None = None, *, actor: Actor = VISITOR) -> QuerySet[Challenge]:
    """The public threads, newest round first, filtered; turn a page of them into values with `listed`."""
    chosen = chosen or ThreadFilter()
    found = challenges_visible_to(actor).filter(is_public=True)
    if chosen.round:
        found = found.filter(round__public_id=chosen.round[:14])
    if chosen.theme:
        found = found.filter(question__theme=chosen.theme[:80])
    if chosen.place:
        found = found.filter(question__place=chosen.place[:120])
    for word in chosen.text[:LONGEST_TEXT].replace("\x00", "").split()[:8]:
        found = found.filter(Q(question__title__icontains=word) | Q(question__wordings__text__icontains=word))
    if chosen.text.strip():
        found = found.distinct()
    if chosen.reach:
        found = reach.reaching(reach.with_reach(found), chosen.reach)
    return found.order_by(F("round__year").desc(nulls_last=True), "-round_id", "code")


def listed(challenges: Iterable[Challenge] | QuerySet[Challenge]) -> list[ListedThread]:
    """A page of challenges as values, in the same order: one query, and one more where a queryset came."""
    if isinstance(challenges, QuerySet):
        keys = list(challenges.values_list("pk", flat=True))
    else:
        keys = [one.pk for one in challenges]
    by_key: dict[int, ListedThread] = {}
    for start in range(0, len(keys), BATCH):
        rows = (
            reach.with_reach(Challenge.objects.filter(pk__in=keys[start : start + BATCH]))
            .select_related("question__programme", "round", "type")
            .annotate(wording=current_wording())
        )
        by_key |= {one.pk: _listed(one) for one in rows}
    return [by_key[key] for key in keys if key in by_key]


def _listed(one: Challenge) -> ListedThread:
    question, programme = one.question, one.question.programme
    known = reach.Evidence.annotated(one)
    return ListedThread(
        code=one.code,
        title=question.title,
        wording=one.wording or question.title,  # type: ignore[attr-defined]
        is_quotation=programme.is_history,
        programme=programme.name,
        programme_type=one.type.key,
        round=one.round.label,
        year=one.round.year,
        theme=question.theme,
        place=question.place,
        state=one.state,
        reach=known.furthest,
        reach_words=known.words(is_history=programme.is_history, state=one.state),
        kind=known.kind(is_history=programme.is_history, state=one.state),
        is_history=programme.is_history,
        is_invented=programme.is_invented,
    )


@dataclass(frozen=True)
class Choices:
    """What the lists can be filtered by, as (value, words)."""

    rounds: Sequence[tuple[str, str]]
    themes: Sequence[tuple[str, str]]
    places: Sequence[tuple[str, str]]
    reaches: Sequence[tuple[str, str]] = reach.REACHES


def thread_choices() -> Choices:
    """The rounds, themes and places that public questions have."""
    public = Challenge.objects.filter(is_public=True)
    return Choices(
        rounds=round_choices(Round.objects.filter(Exists(public.filter(round=OuterRef("pk"))))),
        themes=[(one, sentence_case(one)) for one in distinct_values(Question, "theme")],
        places=[(one, one) for one in distinct_values(Question, "place")],
    )


# Filled with the names of our own tables and columns; nothing typed comes near it.
_WALK = """
WITH RECURSIVE walk(value) AS (
    SELECT (SELECT MIN({column}) FROM {table} WHERE is_public AND {column} > '')
    UNION ALL
    SELECT (SELECT MIN({column}) FROM {table} WHERE is_public AND {column} > walk.value)
    FROM walk WHERE walk.value IS NOT NULL
)
SELECT value FROM walk WHERE value IS NOT NULL LIMIT {most}
"""


def distinct_values(model: type[Model], column: str) -> list[str]:
    """The values that a column has among public rows, in order, leaving out the empty one.

    Jumps from value to value along the index of the column's public rows: a hundred thousand rows with twelve themes
    cost thirteen look-ups. `SELECT DISTINCT` would pass every row.
    """
    quote = connection.ops.quote_name
    walk = _WALK.format(table=quote(model._meta.db_table), column=quote(column), most=MOST_CHOICES)
    with connection.cursor() as cursor:
        cursor.execute(walk)
        return [row[0] for row in cursor.fetchall()]


def round_choices(rounds: QuerySet[Round]) -> list[tuple[str, str]]:
    """Rounds as choices; the programme's name tells apart rounds of one label."""
    rows = list(rounds.order_by("-year", "label").values_list("public_id", "label", "programme__name"))
    programmes = {programme for _, _, programme in rows}
    several = len(programmes) > 1
    return [(key, f"{label} – {programme}" if several else label) for key, label, programme in rows]
