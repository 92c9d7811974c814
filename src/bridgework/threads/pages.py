"""Public pages beside threads and the catalogue, for lists of everything that may be read."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from bridgework.apps.calendar.models import Body, CommitteeMeeting
from bridgework.apps.committees.models import Paper
from bridgework.apps.committees.queries.meetings import public_bodies, public_papers
from bridgework.apps.questions.models import Challenge, Lineage
from bridgework.threads.lists import public_threads


def threads_with_lineage() -> QuerySet[Challenge]:
    """The public threads that follow another public question, or are followed by one: these have a picture of it."""
    related = Lineage.objects.exclude(kind="different").filter(
        Q(question=OuterRef("question_id"), earlier__challenge__is_public=True)
        | Q(earlier=OuterRef("question_id"), question__challenge__is_public=True)
    )
    return public_threads().filter(Exists(related))


def committees_told() -> QuerySet[Body]:
    """The committees that have a page, in the order they came."""
    return public_bodies().order_by("pk")


def meetings_told() -> QuerySet[CommitteeMeeting]:
    """Their meetings, in the order they came."""
    return CommitteeMeeting.objects.filter(body__in=public_bodies()).order_by("pk")


def papers_told() -> QuerySet[Paper]:
    """The papers with a page of their own, in the order they came; what is exempt as a whole is not among them."""
    return public_papers().order_by("pk")
