"""Bodies, committee meetings and papers of the history file. No resolutions: what was decided is not known."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from bridgework.apps.calendar.models import Body, BodyName, CommitteeMeeting
from bridgework.apps.committees.actions.readings import front_of, write_rows
from bridgework.apps.committees.models import Paper, PaperReading, Proposal, ProposalRecommendation
from bridgework.apps.people.models import Organisation
from bridgework.apps.questions.models import Challenge
from bridgework.apps.reports.models import Recommendation, Report
from bridgework.core.papers.as_json import from_json
from bridgework.core.reading import PartialDate
from bridgework.demo.history.reading import HistoryFile, paragraphs, permanent_id


class CommitteeWriter:
    """Writes what belongs to committees, and remembers bodies and committee meetings by key."""

    def __init__(self, file: HistoryFile, organisations: Mapping[str, Organisation], now: datetime) -> None:
        self.file = file
        self.organisations = organisations
        self.now = now
        self.bodies: dict[str, Body] = {}
        self.meetings: dict[str, CommitteeMeeting] = {}

    def write_bodies(self) -> None:
        """Bodies under the names they were seen with, and their meetings. No reply time is known for any."""
        for one in self.file.data["bodies"]:
            body = Body.objects.create(
                public_id=permanent_id("body", one["key"]),
                created_at=self.now,
                organisation=self.organisations[one["organisation"]],
                kind=one["kind"],
            )
            BodyName.objects.bulk_create(BodyName(body=body, name=name["name"]) for name in one["names"])
            self.bodies[one["key"]] = body
        for one in self.file.data["committee_meetings"]:
            self.meetings[one["key"]] = self._meeting(one)

    def _meeting(self, one: Mapping[str, Any]) -> CommitteeMeeting:
        body = self.bodies[one["body"]]
        when = PartialDate.from_iso(one["on"])
        return CommitteeMeeting.objects.create(
            public_id=permanent_id("committee meeting", one["key"]),
            created_at=self.now,
            body=body,
            body_scope=body.body_scope,
            on=when.first_day,
            on_precision=when.precision,
            date_basis=one["basis"][:300] if one["inferred"] else "",
            state="held",
            state_since=self.now,
        )

    def write_paper(
        self,
        challenge: Challenge,
        one: Mapping[str, Any],
        report: Report | None,
        recommendations: Mapping[str, Recommendation],
    ) -> Paper:
        """A paper with its lettered proposals and the recommendations each puts."""
        meeting = self.meetings[one["meeting"]]
        paper = Paper.objects.create(
            public_id=permanent_id("paper", one["key"]),
            created_at=self.now,
            scope=challenge.scope,
            challenge=challenge,
            committee_meeting=meeting,
            body_scope=meeting.body_scope,
            title=one["title"],
            title_is_quotation=one["title_is_quotation"],
            summary=paragraphs(one["summary"], _clearances(one)),
            from_role=one["from_role"] or "",
            published_at=None,
            source=self.file.source_words(one["sources"]),
            state="considered",
            state_since=datetime.combine(_held(meeting), time(12), UTC),
        )
        if report is not None:
            paper.reports.add(report)
        for order, proposal in enumerate(one["proposals"], start=1):
            self._proposal(paper, order, proposal, recommendations)
        if one["key"] in self.file.read_papers:
            self._as_read(paper, self.file.read_papers[one["key"]])
        return paper

    def _as_read(self, paper: Paper, read: Mapping[str, Any]) -> None:
        """What was read in the published document: headings, answers, and the holes it has. Nobody is named."""
        record = from_json(read)
        paper.is_historical, paper.front = True, front_of(record)
        paper.has_no_background_papers = not record.source_documents
        paper.save(update_fields=["is_historical", "front", "has_no_background_papers"])
        write_rows(
            paper, record, self.now, named=lambda group, order: permanent_id("read", paper.public_id, group, order)
        )
        PaperReading.objects.create(
            public_id=permanent_id("reading", paper.public_id),
            created_at=self.now,
            scope=paper.scope,
            challenge=paper.challenge,
            read=dict(read),
            confirmed_at=self.now,
            paper=paper,
        )

    def _proposal(
        self, paper: Paper, order: int, one: Mapping[str, Any], recommendations: Mapping[str, Recommendation]
    ) -> None:
        proposal = Proposal.objects.create(
            public_id=permanent_id("proposal", paper.public_id, one["letter"]),
            created_at=self.now,
            paper=paper,
            letter=one["letter"],
            order=order,
            text=one["text"],
        )
        ProposalRecommendation.objects.bulk_create(
            ProposalRecommendation(proposal=proposal, recommendation=recommendations[number])
            for number in one["puts_recommendations"]
        )


def _held(meeting: CommitteeMeeting) -> date:
    return meeting.on


def _clearances(one: Mapping[str, Any]) -> str:
    """What stands out among the clearances of the paper, in a sentence each."""
    return " ".join(
        f"Clearance for {found['subject'][:1].lower()}{found['subject'][1:]}: {found['note']}"
        for found in one.get("clearances", ())
        if found.get("note")
    )
