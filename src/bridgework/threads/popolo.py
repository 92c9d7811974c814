"""A committee as Popolo: organisations, posts, memberships, events, motions and vote events.

The public record only. People are given by their posts ("Chair of the Transport Committee"), never by name; a proposal
is a motion, and where votes were counted there is a vote event with the counts. Schemas: popoloproject.com.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from bridgework.apps.calendar.models import Body, BodyName
from bridgework.apps.people.models import RoleHolding
from bridgework.apps.people.queries import name_of_organisation
from bridgework.kernel.roles import CHAIR, CLERK
from bridgework.threads.bodies import name_on, names_of
from bridgework.threads.meetings import MOST_MEETINGS, PublicMeeting, PublicProposal, body_row, meetings_told

LONDON: Final = ZoneInfo("Europe/London")
RESULTS: Final = {
    "agreed": "pass",
    "agreed_in_part": "pass",
    "agreed_with_changed_words": "pass",
    "noted": "pass",
    "officers_tasked": "pass",
    "lost": "fail",
    "declined": "fail",
}
"""Popolo's words for the two it has; any other outcome stays in our own word."""
OPTIONS: Final = {"for": "yes", "against": "no", "abstained": "abstain"}


def popolo_of(public_id: str, *, today: date, site: str) -> dict[str, Any]:
    """One committee with everything public that was put to it. Eleven queries at most. Raises `NotFound`.

    `site` is the address of this installation, from which sources are named.
    """
    row = body_row(public_id)
    names = names_of([row.pk])
    council = name_of_organisation(row.organisation, today)
    rows = list(
        row.committee_meetings.select_related("body", "minutes_approved_at").order_by("on", "id")[:MOST_MEETINGS]
    )
    told = meetings_told(rows, names, council)
    name = name_on(names, row.pk, today)
    people, memberships = _holders(row, name)
    motions = [motion(one, meeting, site) for meeting in told for paper in meeting.papers for one in paper.proposals]
    return {
        "organizations": [
            {"id": row.organisation.public_id, "name": council, "classification": row.organisation.kind},
            _committee(row, name, names.get(row.pk, ()), site),
        ],
        "people": people,
        "posts": [_post(row, CHAIR, "Chair"), _post(row, CLERK, "Clerk")],
        "memberships": memberships,
        "events": [_event(one, site) for one in told],
        "motions": motions,
        "vote_events": [vote for one in motions for vote in one["vote_events"]],
    }


def motion(proposal: PublicProposal, meeting: PublicMeeting, site: str) -> dict[str, Any]:
    """A proposal as a motion; as resolved, with what was proposed kept in its source."""
    resolved = proposal.resolution
    when = _moment(meeting)
    made: dict[str, Any] = {
        "id": proposal.public_id,
        "organization_id": meeting.body_public_id,
        "legislative_session_id": meeting.public_id,
        "text": (resolved.words if resolved is not None and resolved.words else proposal.text),
        "identifier": proposal.letter,
        "classification": "proposal",
        "date": when,
        "result": RESULTS.get(resolved.outcome, resolved.outcome) if resolved is not None else None,
        "vote_events": [],
        "sources": [{"url": f"{site}/r/{proposal.public_id}/", "note": f"As proposed: {proposal.text}"}],
    }
    if resolved is not None and resolved.votes:
        made["vote_events"] = [
            {
                "id": resolved.public_id,
                "organization_id": meeting.body_public_id,
                "legislative_session_id": meeting.public_id,
                "motion_id": proposal.public_id,
                "start_date": when,
                "result": made["result"],
                "counts": [
                    {"option": OPTIONS[side], "value": number}
                    for side, number in resolved.votes.items()
                    if side in OPTIONS
                ],
            }
        ]
    return made


def _committee(row: Body, name: str, names: Any, site: str) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": row.public_id,
        "name": name,
        "classification": row.kind,
        "parent_id": row.organisation.public_id,
        "links": [{"url": f"{site}/committees/{row.public_id}/", "note": "meetings"}],
    }
    others = [_other_name(one) for one in names if one.name != name]
    return made | ({"other_names": others} if others else {})


def _other_name(one: BodyName) -> dict[str, Any]:
    dates = {"start_date": one.starts_on, "end_date": one.ends_on}
    return {"name": one.name} | {key: value.isoformat() for key, value in dates.items() if value is not None}


def _post(row: Body, role: str, label: str) -> dict[str, Any]:
    return {"id": f"{row.public_id}-{role}", "label": label, "role": role, "organization_id": row.public_id}


def _holders(row: Body, name: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Who held the chair, one after the other, each known by the post and its dates alone."""
    people, memberships = [], []
    held = RoleHolding.objects.filter(role=CHAIR, scope=row.body_scope).order_by("starts_on", "id")
    for number, one in enumerate(held.values("public_id", "starts_on", "ends_on"), start=1):
        person = f"{row.public_id}-{CHAIR}-{number}"
        people.append({"id": person, "name": f"Chair of {name}", "summary": "Known here by the post alone."})
        memberships.append(
            {
                "id": f"{person}-held",
                "person_id": person,
                "organization_id": row.public_id,
                "post_id": f"{row.public_id}-{CHAIR}",
                "role": CHAIR,
                "start_date": one["starts_on"].isoformat(),
                "end_date": one["ends_on"].isoformat() if one["ends_on"] else None,
            }
        )
    return people, memberships


def _event(meeting: PublicMeeting, site: str) -> dict[str, Any]:
    return {
        "id": meeting.public_id,
        "name": f"Meeting of {meeting.body}",
        "classification": "committee meeting",
        "start_date": _started(meeting),
        "location": meeting.place or None,
        "status": meeting.state,
        "organization_id": meeting.body_public_id,
        "sources": [{"url": f"{site}/meetings/{meeting.public_id}/"}],
    }


def _started(meeting: PublicMeeting) -> str:
    if meeting.starts_at is None or meeting.when.exact is None:
        return meeting.when.iso()
    return _moment(meeting)


def _moment(meeting: PublicMeeting) -> str:
    """The beginning of the meeting with its offset; midnight where the hour is not known."""
    begun = datetime.combine(meeting.on, meeting.starts_at or datetime.min.time(), tzinfo=LONDON)
    return begun.isoformat(timespec="seconds")
