"""The days of this year's round: it is made with last year's lessons open, its gatherings are held, lessons noted."""

from __future__ import annotations

from datetime import datetime, timedelta

from bridgework.apps.programmes.actions import hold_gathering, note_attendance, plan_gathering, write_lesson
from bridgework.apps.programmes.models import Gathering
from bridgework.demo.invented.programme import THIS_ROUND, make_round
from bridgework.demo.invented.stage import Stage, Story

ASKED = ("sponsor", "coordinator", "transport", "housing", "catering", "flood", "waste", "libraries", "councillor")
STEERING_NOTES = (
    "Every question has two named officers. The bus question needs the running costs before it can go on.",
    "Damp homes is ahead of its plan and aims at an earlier meeting. One question still has no applicants.",
    "Farm machinery was set aside. Repair and reuse starts late, with a team from the reserve.",
)


def stories(stage: Stage) -> list[Story]:
    """The round itself, and its gatherings."""
    return [_round(stage), _steering(stage), _next_steering(stage)]


def _round(stage: Stage) -> Story:
    yield stage.at(THIS_ROUND, 8)
    round_ = make_round(stage, "this", THIS_ROUND)
    # A copy brings the gatherings of the last round along; the launch is given its day of this year.
    Gathering.objects.filter(round=round_).delete()
    yield stage.at(THIS_ROUND + 70)
    launch = _plan(stage, "launch", "Launch: ten questions, five minutes each", THIS_ROUND + 88, ASKED, 17)
    yield morning_after(launch)
    _held(
        stage, launch, "Every question was pitched by the officer who asked it. 63 people came, 9 online.", ("waste",)
    )
    yield stage.at(-30)
    actor = stage.actor("coordinator")
    text = "Where a team waits for one officer, everything waits. Name a second person who can answer."
    write_lesson(actor=actor, now=stage.now, round_=round_, text=text)


def _steering(stage: Stage) -> Story:
    for number, days in enumerate((-140, -98, -44)):
        yield stage.at(days - 20)
        gathering = _plan(stage, "steering", f"Steering meeting {number + 1}", days, ASKED, 14)
        yield morning_after(gathering)
        missing = (("transport",), ("sponsor",), ())[number]
        _held(stage, gathering, STEERING_NOTES[number], missing)


def _next_steering(stage: Stage) -> Story:
    """Planned this morning: its invitations wait in the outbox for somebody to let them go."""
    yield stage.at(0, 8, 5, exact=True)
    _plan(stage, "steering", "Steering meeting 4", 12, ASKED, 14)


def morning_after(gathering: Gathering) -> datetime:
    """When somebody sits down to write what happened."""
    assert gathering.starts_at is not None
    return gathering.starts_at + timedelta(hours=16)


def _plan(stage: Stage, kind: str, title: str, days: int, asked: tuple[str, ...], hour: int) -> Gathering:
    return plan_gathering(
        actor=stage.actor("coordinator"),
        now=stage.now,
        round_=stage.rounds["this"],
        kind=kind,
        title=title,
        starts_at=stage.at(days, hour, 30),
        place="Room 4, Market House",
        invite=[stage.person(key) for key in asked],
    )


def _held(stage: Stage, gathering: Gathering, notes: str, missing: tuple[str, ...]) -> None:
    actor = stage.actor("coordinator")
    hold_gathering(actor=actor, now=stage.now, gathering=gathering, notes=notes)
    came = {stage.person(key).pk: key not in missing for key in ASKED}
    note_attendance(actor=actor, now=stage.now, gathering=gathering, attended=came)
