"""Reads of documents that were brought in and read."""

from __future__ import annotations

from datetime import date
from difflib import SequenceMatcher

from django.db.models import QuerySet

from bridgework.apps.calendar.models import CommitteeMeeting
from bridgework.apps.calendar.queries import name_of_body
from bridgework.apps.committees.models import PaperReading
from bridgework.apps.committees.rules import READ_IN
from bridgework.apps.questions.models import Challenge
from bridgework.apps.reports.models import Recommendation
from bridgework.kernel.errors import NotFound
from bridgework.kernel.permissions import Actor

LEAST_LIKE = 0.6


def readings(actor: Actor) -> QuerySet[PaperReading]:
    """Readings that wait to be confirmed and that `actor` may confirm, newest first."""
    found = READ_IN.which(actor, PaperReading.objects.filter(confirmed_at=None, set_aside_at=None, paper=None))
    return found.select_related("challenge__question", "file", "read_by").order_by("-id")


def reading(actor: Actor, public_id: str) -> PaperReading:
    """One reading. Raises `NotFound` where there is none that `actor` may see."""
    found = (
        PaperReading.objects.filter(public_id=public_id)
        .select_related("challenge__question__programme", "file", "paper", "read_by")
        .first()
    )
    if found is None or not READ_IN.may(actor, found).allowed:
        raise NotFound("There is no such document.", rule=READ_IN.name)
    return found


def challenges_to_read_for(actor: Actor) -> QuerySet[Challenge]:
    """The challenges to whose threads `actor` may add papers that were read."""
    return READ_IN.which(actor, Challenge.objects.all()).select_related("question").order_by("question__title", "id")


def meetings_that_have_been(challenge: Challenge, today: date) -> list[tuple[CommitteeMeeting, str]]:
    """Meetings of the council's committees up to today with the name the committee had, newest first."""
    found = CommitteeMeeting.objects.filter(
        body__organisation_id=challenge.question.programme.council_id, on__lte=today
    ).select_related("body__organisation")
    return [(one, name_of_body(one.body, one.on)) for one in found.order_by("-on", "id")[:300]]


def meeting_read(meetings: list[tuple[CommitteeMeeting, str]], *, on: str | None, body: str | None) -> str:
    """The public id of the meeting a document says it is for; empty where none is on that day and of that name."""
    same_day = [(one, name) for one, name in meetings if on is not None and one.on.isoformat() == on]
    if not same_day or not body:
        return ""
    likely = max(same_day, key=lambda pair: _like(pair[1], body))
    return likely[0].public_id if _like(likely[1], body) >= LEAST_LIKE else ""


def recommendations_of(challenge: Challenge) -> list[Recommendation]:
    """The recommendations that a paper on a question can put, in their order."""
    return list(challenge.recommendations.order_by("order", "id"))


def _like(one: str, other: str) -> float:
    return SequenceMatcher(None, one.lower(), other.lower()).ratio()
