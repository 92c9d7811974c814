"""How a question relates to earlier ones."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from bridgework.apps.questions.actions.typed import kept_text
from bridgework.apps.questions.events import QuestionsRelated
from bridgework.apps.questions.models import Lineage, Question
from bridgework.apps.questions.queries.desk import NOT_ALL_LOOKED_AT
from bridgework.apps.questions.queries.lineage import ancestor_keys
from bridgework.apps.questions.rules import CHANGE_QUESTION, SEE_QUESTION
from bridgework.kernel import audit, events
from bridgework.kernel.errors import InvalidInput
from bridgework.kernel.permissions import Actor

NONE_NEAR = "none_near"
_STRONGEST_FIRST = ("same", "follow_up", NONE_NEAR, "different")


def relate_question(
    *,
    actor: Actor,
    now: datetime,
    question: Question,
    earlier: Question,
    kind: str,
    basis: str = "",
    is_inferred: bool = False,
) -> Lineage:
    """Say how a question relates to an earlier one, and how that is known. A later answer replaces the one before.

    Side effects in order: the link, the answer to “has this been asked?”, audit, `QuestionsRelated`. Raises
    `InvalidInput` for an unknown kind, for the question itself, for one that comes after it, or for a missing basis.
    """
    with transaction.atomic():
        locked = Question.objects.select_for_update().get(pk=question.pk)
        CHANGE_QUESTION.require(actor, locked)
        SEE_QUESTION.require(actor, earlier)
        words = _checked(locked, earlier, kind, basis)
        link, _ = Lineage.objects.update_or_create(
            question=locked,
            earlier=earlier,
            defaults={"kind": kind, "basis": words, "is_inferred": is_inferred},
            create_defaults={"kind": kind, "basis": words, "is_inferred": is_inferred, "created_at": now},
        )
        _note_answer(locked)
        audit.record(actor=actor, now=now, verb="related to an earlier question", on=locked, fields=["lineage"])
        events.publish(
            QuestionsRelated(
                at=now, question_public_id=locked.public_id, earlier_public_id=earlier.public_id, kind=kind
            )
        )
    question.duplicate_answer = locked.duplicate_answer
    return link


def say_never_asked(*, actor: Actor, now: datetime, question: Question) -> Question:
    """Say that none of the earlier questions is the same: “has this been asked?” is answered with no.

    An answer that says more, the same or a follow-up, stays.
    """
    with transaction.atomic():
        locked = Question.objects.select_for_update().get(pk=question.pk)
        CHANGE_QUESTION.require(actor, locked)
        if locked.duplicate_answer in NOT_ALL_LOOKED_AT:
            locked.duplicate_answer = NONE_NEAR
            locked.save(update_fields=["duplicate_answer"])
            audit.record(actor=actor, now=now, verb="found none asked before", on=locked, fields=["duplicate_answer"])
    question.duplicate_answer = locked.duplicate_answer
    return locked


def _checked(question: Question, earlier: Question, kind: str, basis: str) -> str:
    if kind not in dict(Lineage.KINDS):
        raise InvalidInput("Choose how they relate.", rule="questions.lineage-kind", field="kind")
    if earlier.pk == question.pk or question.pk in ancestor_keys(earlier.pk):
        raise InvalidInput(
            "A question cannot come before itself.",
            rule="questions.lineage-order",
            remedy="Record it on the later of the two questions.",
            field="earlier",
        )
    return kept_text(basis, field="basis", called="reason", longest=2_000, required=kind not in ("same", "different"))


def _note_answer(question: Question) -> None:
    kinds = set(Lineage.objects.filter(question=question).values_list("kind", flat=True))
    if question.duplicate_answer == NONE_NEAR:
        kinds.add(NONE_NEAR)
    answer = next((one for one in _STRONGEST_FIRST if one in kinds), "")
    if answer and answer != question.duplicate_answer:
        question.duplicate_answer = answer
        question.save(update_fields=["duplicate_answer"])
