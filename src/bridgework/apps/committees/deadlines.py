"""Which papers a deadline presses, counted afresh each time; the ground of each council is read once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from django.db.models import Q

from bridgework.apps.calendar.deadlines import Ground, as_before, ground_of, grounds_of, paper_timetable
from bridgework.apps.calendar.events import DaysChanged
from bridgework.apps.committees.models import Paper
from bridgework.apps.committees.queries import publication_deadline
from bridgework.core.deadlines import Deadline

WARN_AHEAD: Final = timedelta(days=14)
"""How long before the last day an author is reminded that the clerk needs the paper."""


def papers_moved_by(event: DaysChanged, today: date) -> list[Paper]:
    """Papers out or due, of meetings to come, whose deadline a change of days moved.

    Where the change is one holiday, those whose last day or verdict differ from before; else those that are late now.
    Papers with a lateness reason have said what there is to say.
    """
    which = Q(committee_meeting__on__gte=today, committee_meeting__state="planned", late_reason="")
    if event.organisation_public_id:
        which &= Q(committee_meeting__body__organisation__public_id=event.organisation_public_id)
    found = _with_bodies(which & Q(state__in=("draft", "ready", "published")))
    return [
        paper
        for paper, ground in found
        if (_is_moved(paper, ground, event) if event.day is not None else _is_late(paper, ground, today))
    ]


def to_publish_by(body_scopes: Iterable[str]) -> list[tuple[Paper, date]]:
    """Papers that wait for a clerk of these committees to publish them, each with its last day."""
    found = _with_bodies(Q(state="ready", body_scope__in=list(body_scopes)))
    return [(paper, publication_deadline(paper, ground).latest_publication) for paper, ground in found]


def out_too_late(body_scopes: Iterable[str], today: date) -> list[tuple[Paper, Deadline]]:
    """Published papers of meetings to come whose notice is too short and that give no lateness reason."""
    which = Q(state="published", body_scope__in=list(body_scopes), late_reason="", published_at__isnull=False)
    which &= Q(committee_meeting__on__gte=today, committee_meeting__state="planned")
    counted = [(paper, publication_deadline(paper, ground)) for paper, ground in _with_bodies(which)]
    return [(paper, found) for paper, found in counted if found.in_time is False]


def drafts_of(author_id: int) -> list[tuple[Paper, date]]:
    """The drafts of one author, each with the day on which the clerk needs its final version."""
    found = []
    for paper, ground in _with_bodies(Q(state="draft", author_id=author_id)):
        meeting = paper.committee_meeting
        lines = {one.key: one for one in paper_timetable(meeting.body, meeting.on, ground=ground)}
        found.append((paper, lines.get("final", lines["publication"]).last_day))
    return found


def handed_over_of(author_id: int) -> list[tuple[Paper, date]]:
    """The papers of one author that wait for their clerk, with the last day to publish, or for their meeting."""
    return [
        (paper, publication_deadline(paper, ground).latest_publication)
        if paper.state == "ready"
        else (paper, paper.committee_meeting.on)
        for paper, ground in _with_bodies(Q(state__in=("ready", "published"), author_id=author_id))
    ]


def presses(paper: Paper, last_day: date, today: date) -> bool:
    """Whether the clerk needs a draft within two weeks, or should have it by now."""
    meeting = paper.committee_meeting
    return meeting.state == "planned" and meeting.on >= today and last_day - WARN_AHEAD <= today


def ground_for(paper: Paper) -> Ground:
    """What one paper's deadlines are counted from."""
    return ground_of(paper.committee_meeting.body.organisation)


def _with_bodies(which: Q) -> list[tuple[Paper, Ground]]:
    papers = list(
        Paper.objects.filter(which)
        .select_related("committee_meeting__body__organisation", "challenge", "author", "template_version")
        .order_by("committee_meeting__on", "id")
    )
    grounds = grounds_of(one.committee_meeting.body.organisation for one in papers)
    return [(one, grounds[one.committee_meeting.body.organisation_id]) for one in papers]


def _is_moved(paper: Paper, ground: Ground, event: DaysChanged) -> bool:
    assert event.day is not None
    now = publication_deadline(paper, ground)
    before = publication_deadline(paper, as_before(ground, event.day, is_added=event.is_added))
    if paper.published_at is not None:
        return now.in_time != before.in_time
    return now.latest_publication != before.latest_publication


def _is_late(paper: Paper, ground: Ground, today: date) -> bool:
    found = publication_deadline(paper, ground)
    return found.in_time is False if paper.published_at is not None else found.latest_publication < today
