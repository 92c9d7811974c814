"""Committee meetings as anybody may read them: what was put, what was resolved, votes as counts, movers as posts.

A committee is told of in public once something public was or will be put to it. Exempt papers, drafts, and papers of
questions that are not public are not in it, and no name of anybody is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from bridgework.apps.calendar.models import Body, CommitteeMeeting
from bridgework.apps.committees.models import Paper, Proposal, Resolution
from bridgework.apps.committees.queries.meetings import proposals_of_papers, public_bodies, public_papers
from bridgework.apps.people.queries import name_of_organisation
from bridgework.core.differences import Segment, difference
from bridgework.core.ledger import Decision
from bridgework.core.papers.voters import post_of
from bridgework.core.reading import PartialDate
from bridgework.kernel.errors import NotFound
from bridgework.threads.bodies import Names, name_on, names_of
from bridgework.threads.wording import partial_of

MOST_MEETINGS = 200


@dataclass(frozen=True)
class PublicResolution:
    """What was resolved on one proposal. `moved_by` and `seconded_by` are posts."""

    public_id: str
    outcome: str
    outcome_words: str
    says_no: bool
    words: str
    change: tuple[Segment, ...]
    reason: str
    report_back_on: date | None
    owner_role: str
    votes: dict[str, int]
    votes_words: str
    moved_by: str
    seconded_by: str
    corrected_because: str

    @property
    def segments(self) -> tuple[tuple[str, str], ...]:
        """The change as pairs of kind and text, as pages draw it."""
        return tuple((one.kind, one.text) for one in self.change)


@dataclass(frozen=True)
class PublicProposal:
    """A lettered proposal and what became of it; None while nothing is recorded."""

    public_id: str
    letter: str
    text: str
    resolution: PublicResolution | None


@dataclass(frozen=True)
class PublicPaper:
    """A paper before the meeting."""

    public_id: str
    title: str
    from_role: str
    question: str
    code: str
    late_reason: str
    address: str
    is_invented: bool
    proposals: tuple[PublicProposal, ...]


@dataclass(frozen=True)
class ListedMeeting:
    """One line of a committee's list."""

    public_id: str
    when: PartialDate
    on: date
    state: str
    name: str
    papers: int


@dataclass(frozen=True)
class PublicMeeting:
    """A meeting with its papers."""

    public_id: str
    body_public_id: str
    body: str
    council: str
    is_invented: bool
    when: PartialDate
    on: date
    starts_at: time | None
    place: str
    date_basis: str
    state: str
    present: int | None
    minutes_approved_on: date | None
    papers: tuple[PublicPaper, ...]


@dataclass(frozen=True)
class PublicBody:
    """A committee with its names and its meetings, newest first."""

    public_id: str
    kind: str
    name: str
    council: str
    is_invented: bool
    names: tuple[tuple[str, date | None, date | None], ...]
    meetings: tuple[ListedMeeting, ...]


def body_row(public_id: str) -> Body:
    """A committee that is told of in public. Raises `NotFound`."""
    found = public_bodies().filter(public_id=public_id).first()
    if found is None:
        raise NotFound("There is no such committee.", rule="threads.committee-is-public")
    return found


def body(public_id: str, *, today: date) -> PublicBody:
    """A committee with its meetings. Five queries. Raises `NotFound`."""
    row = body_row(public_id)
    names = names_of([row.pk])
    meetings = list(row.committee_meetings.order_by("-on", "-id")[:MOST_MEETINGS])
    counted: dict[int, int] = {}
    for key in public_papers().filter(committee_meeting__in=meetings).values_list("committee_meeting_id", flat=True):
        counted[key] = counted.get(key, 0) + 1
    return PublicBody(
        row.public_id,
        row.get_kind_display(),
        name_on(names, row.pk, today),
        name_of_organisation(row.organisation, today),
        row.is_invented,
        tuple((one.name, one.starts_on, one.ends_on) for one in names.get(row.pk, ())),
        tuple(
            ListedMeeting(
                one.public_id, _when(one), one.on, one.state, name_on(names, row.pk, one.on), counted.get(one.pk, 0)
            )
            for one in meetings
        ),
    )


def meeting(public_id: str) -> PublicMeeting:
    """A meeting of a committee that is told of in public. Nine queries at most. Raises `NotFound`."""
    row = (
        CommitteeMeeting.objects.select_related("body__organisation", "minutes_approved_at")
        .filter(public_id=public_id, body__in=public_bodies())
        .first()
    )
    if row is None:
        raise NotFound("There is no such committee meeting.", rule="threads.committee-is-public")
    return meetings_told([row], names_of([row.body_id]), name_of_organisation(row.body.organisation, row.on))[0]


def meetings_told(rows: list[CommitteeMeeting], names: Names, council: str) -> list[PublicMeeting]:
    """Meetings of one council's bodies with their public papers. Four queries, however many there are."""
    papers = list(public_papers().filter(committee_meeting__in=rows).order_by("id"))
    proposals = proposals_of_papers(papers)
    by_meeting: dict[int, list[PublicPaper]] = {}
    for paper in papers:
        by_meeting.setdefault(paper.committee_meeting_id, []).append(_paper(paper, proposals[paper.pk]))
    return [
        PublicMeeting(
            one.public_id,
            one.body.public_id,
            name_on(names, one.body_id, one.on),
            council,
            one.body.is_invented,
            _when(one),
            one.on,
            one.starts_at,
            one.place,
            one.date_basis,
            one.state,
            one.present,
            one.minutes_approved_at.on if one.minutes_approved_at is not None else None,
            tuple(by_meeting.get(one.pk, ())),
        )
        for one in rows
    ]


def _paper(paper: Paper, proposals: Iterable[Proposal]) -> PublicPaper:
    return PublicPaper(
        paper.public_id,
        paper.title,
        paper.from_role,
        paper.challenge.question.title,
        paper.challenge.code,
        paper.late_reason,
        paper.address,
        paper.challenge.question.programme.is_invented,
        tuple(_proposal(one) for one in proposals),
    )


def _proposal(proposal: Proposal) -> PublicProposal:
    resolutions = list(proposal.resolutions.all())
    standing = next((one for one in resolutions if one.superseded_by_id is None), None)
    corrected = next((one.superseded_reason for one in reversed(resolutions) if one.superseded_by_id is not None), "")
    told = _resolution(standing, proposal.text, corrected) if standing is not None else None
    return PublicProposal(proposal.public_id, proposal.letter, proposal.text, told)


def _resolution(one: Resolution, proposed: str, corrected: str) -> PublicResolution:
    outcome = Decision(one.outcome)
    return PublicResolution(
        one.public_id,
        outcome.value,
        outcome.label,
        outcome.says_no,
        one.words,
        difference(proposed, one.words) if one.words else (),
        one.reason,
        one.report_back_on,
        one.owner_role,
        dict(one.votes),
        one.votes_words,
        post_of(one.mover),
        post_of(one.seconder),
        corrected,
    )


def _when(one: CommitteeMeeting) -> PartialDate:
    found = partial_of(one.on, one.on_precision)
    assert found is not None
    return found
