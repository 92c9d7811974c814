"""Reads about the problems people bring."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from bridgework.apps.calendar.queries import holidays
from bridgework.apps.programmes.models import Programme
from bridgework.apps.programmes.settings import settings_of
from bridgework.apps.questions.models import ProblemStatement
from bridgework.apps.questions.rules import SEE_PROBLEMS
from bridgework.core.working_days import add_working_days
from bridgework.kernel.errors import NotFound
from bridgework.kernel.permissions import Actor


def day_of_reply(programme: Programme, today: date) -> date:
    """By which day a problem brought today is answered: the programme's setting, counted in working days."""
    settings = settings_of(programme)
    last = today + timedelta(days=settings.problem_reply_days * 2 + 60)
    passed_over = holidays(programme.council, first=today, last=last, nation=settings.nation)
    return add_working_days(today, settings.problem_reply_days, passed_over)


def problems_answered_before(scope: str, before: datetime) -> QuerySet[ProblemStatement]:
    """Problems of a programme that were answered before a moment, and whose bringer can still be reached."""
    found = ProblemStatement.objects.filter(scope__under=scope, replied_at__lt=before).exclude(contact="")
    return found.order_by("replied_at", "id")


def problems_seen_by(actor: Actor, programme: Programme | None = None) -> QuerySet[ProblemStatement]:
    """The problems an actor may read, of one programme or of all; those to answer first, by the day of reply."""
    found = SEE_PROBLEMS.which(actor, ProblemStatement.objects.select_related("programme", "replied_by"))
    if programme is not None:
        found = found.filter(programme=programme)
    return found.order_by("reply_by", "id")


def problem_seen_by(actor: Actor, public_id: str) -> ProblemStatement:
    """One problem. Raises `NotFound`, also where it exists but is not the actor's to read."""
    found = problems_seen_by(actor).filter(public_id=public_id).first()
    if found is None:
        raise NotFound("There is no such problem, or none that you may read.", rule=SEE_PROBLEMS.name)
    return found


def problem_by_receipt(code: str) -> ProblemStatement:
    """The problem of a receipt code, in small letters, with spaces or without hyphens too. Raises `NotFound`."""
    letters = re.sub(r"[^0-9A-Z]", "", code[:40].upper())
    receipt = "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))
    found = ProblemStatement.objects.select_related("programme").filter(receipt=receipt).first() if letters else None
    if found is None:
        raise NotFound(
            "We know no problem with this code.",
            rule="questions.receipt",
            remedy="Look at the code again: it has three groups of four letters and digits.",
        )
    return found
