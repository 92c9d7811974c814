"""Loading the demonstration: the real history, then the invented programme, all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from bridgework.apps.people.models import Person
from bridgework.apps.programmes.models import Programme
from bridgework.demo import snapshot
from bridgework.demo.history import load_history
from bridgework.demo.invented import (
    applying,
    clearances,
    committee,
    earlier_call,
    earlier_round,
    next_call,
    paper_to_mend,
    problems,
    questions,
    round_days,
    work,
)
from bridgework.demo.invented.passing_time import play
from bridgework.demo.invented.programme import (
    LAST_ROUND,
    MEETINGS,
    SLUG,
    coordinators_change,
    lay_ground,
    meetings_held,
)
from bridgework.demo.invented.stage import Stage, Story
from bridgework.kernel import clock
from bridgework.kernel.permissions import SYSTEM

Say = Callable[[str], None]


def load_demonstration(*, say: Say = print) -> None:
    """Load history and the invented programme where they are not there yet; says what it did.

    The invented programme is anchored to the present day, which falls in the middle of its round. After the caller's
    transaction a copy of everything is kept, from which all can be put back.
    """
    now = clock.machine_now()
    with transaction.atomic():
        history = load_history(actor=SYSTEM, now=now)
        if not history.already_there:
            say(f"Real history: {history.threads} questions in {history.rounds} rounds, from public sources.")
        if not Programme.objects.filter(slug=SLUG).exists():
            stage = load_invented(now)
            people = Person.objects.filter(scope=stage.programme.scope).count()
            say(f"Invented programme: {len(stage.questions)} questions and {people} people, around today.")
        transaction.on_commit(snapshot.keep)


def load_invented(now: datetime) -> Stage:
    """Live the invented programme through, from its first day to `now`."""
    stage = Stage(today=timezone.localdate(now), now=now - timedelta(days=-LAST_ROUND + 30))
    with transaction.atomic():
        lay_ground(stage)
        play(stage, stories(stage), until=now)
        Person.objects.filter(scope=stage.programme.scope).update(is_invented=True)
    return stage


def stories(stage: Stage) -> list[Story]:
    """Every story of the invented programme."""
    held = [meetings_held(stage, key) for key, (_, days) in MEETINGS.items() if days < 0]
    return [
        earlier_round.run_of_round(stage),
        *earlier_call.stories(stage),
        earlier_round.falls_at_home(stage),
        earlier_round.verges(stage),
        earlier_round.reply_without_committee(stage),
        coordinators_change(stage),
        *round_days.stories(stage),
        *problems.stories(stage),
        *questions.stories(stage),
        *applying.stories(stage),
        *next_call.stories(stage),
        *work.stories(stage),
        *committee.stories(stage),
        *paper_to_mend.stories(stage),
        *clearances.stories(stage),
        *held,
    ]
