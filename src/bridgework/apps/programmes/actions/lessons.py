"""What a round taught."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from bridgework.apps.people.models import Person
from bridgework.apps.programmes import rules
from bridgework.apps.programmes.events import LessonWritten
from bridgework.apps.programmes.models import Lesson, Round
from bridgework.kernel import audit, events
from bridgework.kernel.errors import InvalidInput
from bridgework.kernel.permissions import Actor


def write_lesson(
    *, actor: Actor, now: datetime, round_: Round, text: str, source: str = "", done_about_it: str = ""
) -> Lesson:
    """Write down what a round taught; it is shown while the next round is made. `source` for what was published."""
    with transaction.atomic():
        rules.WRITE_LESSON.require(actor, round_)
        if not text.strip():
            raise InvalidInput(
                "There is nothing written.", rule="programmes.lesson-text", remedy="Say what was learned.", field="text"
            )
        lesson = Lesson.objects.create(
            scope=round_.scope,
            round=round_,
            text=text.strip(),
            author=Person.objects.filter(pk=actor.person_id).first() if actor.person_id else None,
            source=source.strip()[:300],
            done_about_it=done_about_it.strip(),
            created_at=now,
        )
        audit.record(actor=actor, now=now, verb="wrote", on=lesson, fields=["text"])
        events.publish(LessonWritten(at=now, lesson_public_id=lesson.public_id))
    return lesson


def note_what_was_done(*, actor: Actor, now: datetime, lesson: Lesson, done_about_it: str) -> Lesson:
    """Say what was done about a lesson; the lesson's own words stay."""
    with transaction.atomic():
        lesson = Lesson.objects.select_for_update().get(pk=lesson.pk)
        rules.WRITE_LESSON.require(actor, lesson)
        lesson.done_about_it = done_about_it.strip()
        lesson.save(update_fields=["done_about_it"])
        audit.record(actor=actor, now=now, verb="answered", on=lesson, fields=["done_about_it"])
    return lesson
