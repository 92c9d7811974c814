"""The family of a question: every question it follows or that follows it, however far."""

from __future__ import annotations

from django.db import connection
from django.db.models import F, OuterRef, Q, Subquery

from bridgework.apps.questions.models import Challenge, Wording
from bridgework.threads import reach
from bridgework.threads.material import Row, grouped
from bridgework.threads.records import Follows, RelatedQuestion
from bridgework.threads.wording import RELATIONS

MOST_RELATIVES = 40
# One statement for a family of any depth: walking it level by level would make the number of queries depend on it.
_FAMILY = """
WITH RECURSIVE family(id) AS (
    SELECT CAST(%s AS bigint)
    UNION
    SELECT CASE WHEN l.question_id = f.id THEN l.earlier_id ELSE l.question_id END
    FROM questions_lineage l JOIN family f ON (l.question_id = f.id OR l.earlier_id = f.id)
    WHERE l.kind <> 'different'
)
SELECT id FROM family LIMIT %s
"""


def family_of(question_id: int) -> tuple[RelatedQuestion, ...]:
    """The public relatives of a question and itself, oldest first; empty where it stands alone."""
    with connection.cursor() as cursor:
        cursor.execute(_FAMILY, [question_id, MOST_RELATIVES])
        ids = [row[0] for row in cursor.fetchall()]
    if len(ids) < 2:
        return ()
    rows = list(
        reach.with_reach(Challenge.objects.filter(question_id__in=ids))
        .filter(Q(is_public=True) | Q(question_id=question_id))
        .annotate(wording=current_wording())
        .values(
            "code", "state", "question_id", "wording",
            "has_report", "has_paper", "has_decision", "has_action", "has_effect",
            title=F("question__title"),
            question_key=F("question__public_id"),
            is_history=F("question__programme__is_history"),
            round_label=F("round__label"),
            year=F("round__year"),
            relation=F("question__lineage_to__kind"),
            inferred=F("question__lineage_to__is_inferred"),
            basis=F("question__lineage_to__basis"),
            earlier=F("question__lineage_to__earlier__public_id"),
        )
        .order_by("round__year", "code")
    )  # fmt: skip
    shown = {row["question_key"] for row in rows}
    family = tuple(_relative(own, shown, question_id) for own in grouped(rows, "code"))
    return family if len(family) > 1 else ()


def _relative(rows: list[Row], shown: set[str], question_id: int) -> RelatedQuestion:
    first = rows[0]
    known = reach.Evidence(
        *(first[key] for key in ("has_report", "has_paper", "has_decision", "has_action", "has_effect"))
    )
    return RelatedQuestion(
        code=first["code"],
        question_public_id=first["question_key"],
        title=first["title"],
        wording=first["wording"] or first["title"],
        round_label=first["round_label"],
        year=first["year"],
        reach=known.words(is_history=first["is_history"], state=first["state"]),
        kind=known.kind(is_history=first["is_history"], state=first["state"]),
        is_this=first["question_id"] == question_id,
        follows=tuple(
            Follows(row["earlier"], RELATIONS[row["relation"]], bool(row["inferred"]), row["basis"] or "")
            for row in rows
            if row["earlier"] in shown and row["relation"] != "different"
        ),
    )


def current_wording() -> Subquery:
    """The text of a challenge's present wording, for annotating a list of challenges."""
    return Subquery(
        Wording.objects.filter(question=OuterRef("question_id"), is_current=True).order_by("-number").values("text")[:1]
    )
