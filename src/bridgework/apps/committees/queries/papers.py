"""Reads of papers, proposals and resolutions."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet

from bridgework.apps.calendar import deadlines
from bridgework.apps.calendar.deadlines import Ground
from bridgework.apps.committees.models import Paper, Proposal, Resolution
from bridgework.apps.committees.rules import READ
from bridgework.core.deadlines import Deadline
from bridgework.kernel.errors import NotFound
from bridgework.kernel.permissions import Actor


def papers(actor: Actor) -> QuerySet[Paper]:
    """The papers `actor` may read, soonest meeting first, with counts of proposals and of those resolved."""
    return (
        READ.which(actor, Paper.objects.all())
        .select_related("committee_meeting__body", "challenge__question")
        .annotate(
            proposals_count=Count("proposals", distinct=True),
            resolved_count=Count(
                "proposals",
                filter=Q(proposals__resolutions__isnull=False, proposals__resolutions__superseded_by=None),
                distinct=True,
            ),
        )
        .order_by("committee_meeting__on", "id")
    )


def paper(actor: Actor, public_id: str) -> Paper:
    """One paper. Raises `NotFound` where there is none that `actor` may read."""
    found = (
        Paper.objects.filter(public_id=public_id)
        .select_related(
            "committee_meeting__body", "challenge__question", "author", "file", "template_version__template"
        )
        .first()
    )
    if found is None:
        raise NotFound("There is no such paper.", rule=READ.name)
    READ.require(actor, found)
    return found


def last_day_to_publish(paper: Paper) -> date:
    """The last day that leaves the clear days its committee asks for before the meeting."""
    return publication_deadline(paper).latest_publication


def publication_deadline(paper: Paper, ground: Ground | None = None) -> Deadline:
    """The last day to publish a paper, explained; once it is published, whether that was in time, counted afresh."""
    meeting = paper.committee_meeting
    return deadlines.last_day_to_publish(meeting.body, meeting.on, published=paper.published_at, ground=ground)


def proposals_of(paper: Paper) -> list[Proposal]:
    """The lettered proposals with their recommendations and every resolution, newest last."""
    return list(
        paper.proposals.prefetch_related(
            "recommendations",
            Prefetch(
                "resolutions",
                Resolution.objects.select_related("owner", "recorded_by", "superseded_by").order_by("id"),
            ),
        ).order_by("order")
    )


def standing_resolution(proposal: Proposal) -> Resolution | None:
    """The resolution that stands, where there is one."""
    return next((one for one in proposal.resolutions.all() if one.superseded_by_id is None), None)


def meetings_with_papers(actor: Actor, *, since: date) -> QuerySet[Paper]:
    """Papers of committee meetings on or after `since`, soonest first."""
    return papers(actor).filter(committee_meeting__on__gte=since)
