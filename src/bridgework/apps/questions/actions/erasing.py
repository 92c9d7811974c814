"""Taking a person's name off the questions they brought."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from bridgework.apps.questions.models import Challenge, Question
from bridgework.kernel import audit, search
from bridgework.kernel.permissions import Actor

SOMEBODY = "Somebody who was removed"


def forget_bringer(*, actor: Actor, now: datetime, person_id: int, name: str) -> int:
    """Write, where a person's name says who brought a question, that it was somebody who was removed. How many.

    For the erasure of a person, in its transaction.
    """
    count = 0
    with transaction.atomic():
        for question in Question.objects.select_for_update().filter(proposer=person_id, brought_by=name):
            question.brought_by = SOMEBODY
            question.save(update_fields=["brought_by"])
            audit.record(actor=actor, now=now, verb="forgot who brought it", on=question, fields=["brought_by"])
            challenge = Challenge.objects.filter(question=question).first()
            search.refresh(challenge if challenge is not None else question)
            count += 1
    return count
