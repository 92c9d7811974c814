"""What a published paper and a resolution mean for the plan of its question, and new days for papers that are out."""

from __future__ import annotations

from datetime import datetime, time
from typing import Final

from django.utils import timezone

from bridgework.apps.calendar.events import DaysChanged
from bridgework.apps.committees.actions import make_documents, remind_of_clearances
from bridgework.apps.committees.actions.papers import MAKE_DOCUMENTS
from bridgework.apps.committees.actions.readings import finish_reading
from bridgework.apps.committees.deadlines import papers_moved_by
from bridgework.apps.committees.events import PaperBroughtIn, PaperPublished, ResolutionRecorded
from bridgework.apps.committees.models import Paper, PaperReading
from bridgework.apps.committees.reading import read_stored
from bridgework.apps.people.queries import holders
from bridgework.apps.questions.models import Challenge
from bridgework.apps.reports.events import ReportWithdrawn
from bridgework.apps.workspace.actions import reach_milestones
from bridgework.core.papers.reading.refusing import FileRefused
from bridgework.kernel.events import handles, publish
from bridgework.kernel.jobs import Payload, every, job
from bridgework.kernel.permissions import SYSTEM
from bridgework.kernel.roles import CLERK
from bridgework.kernel.tellings import Told

PUT: Final = ("covering_paper", "final_to_clerk", "publication")
RESOLVED: Final = (*PUT, "resolution")
"""A type of programme may plan the resolution as a step of its own."""


@handles(PaperPublished)
def reach_publication(event: PaperPublished) -> None:
    """A published paper was drafted and reached the clerk."""
    challenge = Challenge.objects.get(public_id=event.challenge_public_id)
    reach_milestones(actor=SYSTEM, now=event.at, challenge=challenge, keys=PUT)


@handles(ResolutionRecorded)
def reach_the_resolution(event: ResolutionRecorded) -> None:
    """What was resolved on was published before."""
    challenge = Challenge.objects.get(public_id=event.challenge_public_id)
    reach_milestones(actor=SYSTEM, now=event.at, challenge=challenge, keys=RESOLVED)


@handles(ReportWithdrawn)
def tell_of_a_withdrawn_report(event: ReportWithdrawn) -> None:
    """The author and the clerks of each paper that puts the report are told at once: the paper stays as it is."""
    today = timezone.localdate(event.at)
    papers = Paper.objects.filter(challenge__public_id=event.challenge_public_id).exclude(state="withdrawn")
    for paper in papers.select_related("author"):
        people = {one.public_id for one in holders(CLERK, paper.body_scope, today)}
        if paper.author is not None:
            people.add(paper.author.public_id)
        for public_id in sorted(people):
            publish(
                Told(event.at, public_id, paper.scope, "committees.report-withdrawn", paper.public_id, at_once=True)
            )


@handles(DaysChanged)
def tell_of_moved_deadlines(event: DaysChanged) -> None:
    """Clerks, and authors while they still write, are told of each paper whose last day to publish has moved."""
    today = timezone.localdate(event.at)
    for paper in papers_moved_by(event, today):
        told = list(holders(CLERK, paper.body_scope, today))
        if paper.author is not None and paper.state == "draft" and paper.author not in told:
            told.append(paper.author)
        for person in told:
            publish(
                Told(
                    event.at,
                    person.public_id,
                    paper.scope,
                    "committees.deadline-moved",
                    paper.public_id,
                    at_once=paper.state == "published",
                )
            )


@job(MAKE_DOCUMENTS)
def make_documents_of_paper(payload: Payload, now: datetime) -> None:
    """Make the documents of a paper that was handed to the clerk, as it stands when the job runs."""
    paper = Paper.objects.filter(public_id=payload["paper"]).first()
    if paper is not None:
        make_documents(actor=SYSTEM, now=now, paper=paper)


@every("committees.clearances", daily_at=time(7, 45))
def remind_officers(now: datetime) -> None:
    """Remind those who were asked for a clearance and have not answered; only on working days."""
    remind_of_clearances(now=now)


@handles(PaperBroughtIn)
def read_what_was_brought_in(event: PaperBroughtIn) -> None:
    """A document too large to wait for is read by the worker."""
    reading = PaperReading.objects.select_related("file").get(public_id=event.reading_public_id)
    if reading.state != "waiting" or reading.file is None:
        return
    try:
        read, refusal = read_stored(reading.file), ""
    except FileRefused as refused:
        read, refusal = None, refused.code
    finish_reading(actor=SYSTEM, now=event.at, reading=reading, read=read, refusal=refusal)
