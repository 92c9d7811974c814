"""One page before a steering meeting: what moved since the last one, what needs a word, when the next one is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bridgework.apps.programmes.models import Gathering, Round
from bridgework.apps.questions.models import Challenge
from bridgework.kernel.models import Transition
from bridgework.kernel.permissions import Actor
from bridgework.threads.changes import STEP_WORDS
from bridgework.threads.desk import DeskCard, RoundDesk, round_desk

WITHOUT_A_MEETING = timedelta(days=42)
"""How far is looked back where no gathering was held yet: six weeks."""


@dataclass(frozen=True)
class Moved:
    """One question that moved on."""

    title: str
    public_id: str
    words: str
    at: datetime


@dataclass(frozen=True)
class BeforeMeeting:
    """What somebody reads in the five minutes before a meeting."""

    upcoming: Gathering | None
    last: Gathering | None
    since: datetime
    moved: tuple[Moved, ...]
    needs_a_word: tuple[DeskCard, ...]
    """Questions that will miss their committee, whose answers are overdue, or whose people fade."""
    quiet: tuple[DeskCard, ...]
    """The other questions that are still going."""
    desk: RoundDesk


def before_meeting(round_: Round, *, actor: Actor, now: datetime) -> BeforeMeeting:
    """The page for the next gathering of a round. Four queries more than the round desk."""
    gatherings = Gathering.objects.filter(round=round_, starts_at__isnull=False)
    upcoming = gatherings.filter(state="planned", starts_at__gte=now).order_by("starts_at", "id").first()
    last = gatherings.filter(state="held", starts_at__lt=now).order_by("-starts_at", "-id").first()
    since = last.starts_at if last is not None and last.starts_at is not None else now - WITHOUT_A_MEETING
    desk = round_desk(round_, actor=actor, now=now)
    going = [one for one in desk.cards if not one.is_past]
    loud = tuple(one for one in going if one.aim.is_late or one.has_overdue or one.fading)
    return BeforeMeeting(
        upcoming,
        last,
        since,
        _moved(desk, since),
        loud,
        tuple(one for one in going if one not in loud),
        desk,
    )


def _moved(desk: RoundDesk, since: datetime) -> tuple[Moved, ...]:
    titles = {one.public_id: one.title for one in desk.cards}
    words = STEP_WORDS | {"create": "it was taken up"}
    rows = Transition.objects.filter(
        record_kind=Challenge.record_kind(), record_public_id__in=titles, at__gte=since
    ).order_by("-at", "-id")
    return tuple(
        Moved(titles[one.record_public_id], one.record_public_id, words.get(one.event, "it moved on"), one.at)
        for one in rows
    )
