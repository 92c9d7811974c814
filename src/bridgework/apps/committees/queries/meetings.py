"""Reads of what a meeting had before it: the proposals of several papers, minutes nobody confirmed, what is public."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Prefetch, Q, QuerySet

from bridgework.apps.calendar.models import Body, CommitteeMeeting
from bridgework.apps.committees.models import Paper, PastedMinute, Proposal, Resolution


def proposals_of_papers(papers: Sequence[Paper]) -> dict[int, list[Proposal]]:
    """The lettered proposals of each paper, by its key, with recommendations and resolutions. Three queries."""
    found: dict[int, list[Proposal]] = {one.pk: [] for one in papers}
    resolutions = Resolution.objects.select_related("superseded_by").order_by("id")
    for proposal in (
        Proposal.objects.filter(paper__in=papers)
        .prefetch_related("recommendations", Prefetch("resolutions", resolutions))
        .order_by("paper_id", "order")
    ):
        found[proposal.paper_id].append(proposal)
    return found


def open_minutes(papers: Iterable[Paper]) -> dict[int, str]:
    """The newest pasted minute of each paper that nobody confirmed yet: paper key to public id. One query."""
    rows = PastedMinute.objects.filter(paper__in=list(papers), confirmed_at=None).order_by("id")
    return dict(rows.values_list("paper_id", "public_id"))


def public_papers() -> QuerySet[Paper]:
    """The papers anybody may read about: published or considered, not exempt, of a public question."""
    return Paper.objects.filter(
        state__in=("published", "considered"), is_private=False, challenge__is_public=True
    ).select_related("challenge__question__programme", "committee_meeting__body")


def public_bodies() -> QuerySet[Body]:
    """The committees whose meetings are told in public: those that have or will have something public before them."""
    papers = public_papers().values("committee_meeting__body")
    aimed = CommitteeMeeting.objects.filter(aimed_at_by__is_public=True).values("body")
    return Body.objects.filter(Q(pk__in=papers) | Q(pk__in=aimed)).select_related("organisation")
