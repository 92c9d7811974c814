"""A committee meeting for its clerk: the papers, what was resolved on each, the deadlines before it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from bridgework.apps.calendar import actions as calendar
from bridgework.apps.calendar import deadlines
from bridgework.apps.calendar import rules as calendar_rules
from bridgework.apps.calendar.deadlines import Ground
from bridgework.apps.calendar.models import CommitteeMeeting
from bridgework.apps.calendar.queries import committee_meeting_of, committee_meetings, name_of_body
from bridgework.apps.committees import queries, rules
from bridgework.apps.committees.models import Paper, Proposal
from bridgework.apps.committees.queries.meetings import open_minutes, proposals_of_papers, public_bodies
from bridgework.apps.programmes.queries import programmes_seen_by
from bridgework.core.deadlines import Deadline
from bridgework.core.differences import difference
from bridgework.core.paper_timetable import Line, standing
from bridgework.core.reading import human_date
from bridgework.kernel.errors import NotFound
from bridgework.kernel.permissions import Actor
from bridgework.kernel.roles import CHAIR, CLEARING_OFFICER, CLERK
from bridgework.web.committee.forms_meetings import ApprovalForm, AttendanceForm
from bridgework.web.committee.showing import MOVES, NextMove, ProposalView
from bridgework.web.ui.acting import Done, acting, actor_of, form_for, now_of

GET_AND_POST = ["GET", "HEAD", "POST"]
AT_A_BODY = (CLERK, CHAIR, CLEARING_OFFICER)
STATES = {"planned": ("planned", "Planned"), "held": ("done", "Held"), "cancelled": ("set-aside", "Cancelled")}
STANDINGS = {
    "done": ("done", "Done"),
    "late": ("late", "Late"),
    "soon": ("waiting", "Due soon"),
    "planned": ("planned", "Ahead"),
}
REACHED = {
    "draft": ("told",),
    "ready": ("told", "draft", "clearances", "final"),
    "published": ("told", "forward-plan", "draft", "clearances", "final", "publication"),
}
"""Which lines of a paper's timetable are behind it in each of its states."""


@dataclass(frozen=True)
class PaperOnAgenda:
    """A paper of the meeting with its proposals and its deadline."""

    paper: Paper
    move: NextMove
    proposals: list[ProposalView]
    deadline: Deadline
    may_resolve: bool
    open_minute: str

    @property
    def is_open(self) -> bool:
        """Whether a proposal has no resolution yet."""
        return any(one.resolution is None for one in self.proposals)


@require_safe
def meeting_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """One meeting: when and where, its papers with what was resolved, its minutes."""
    actor, now = actor_of(request), now_of(request)
    meeting = seen_meeting(actor, public_id)
    ground = deadlines.ground_of(meeting.body.organisation)
    place = calendar_rules.place_of_committee_meeting(actor, meeting)
    today = timezone.localdate(now)
    context = {
        "meeting": meeting,
        "name": name_of_body(meeting.body, meeting.on),
        "title": f"Meeting on {human_date(meeting.on)}",
        "state": STATES[meeting.state],
        "is_past": meeting.on <= today,
        "papers": agenda_of(actor, meeting, ground),
        "notice": deadlines.last_day_to_publish(meeting.body, meeting.on, ground=ground),
        "retention": deadlines.retention_of(meeting.body, meeting.on, ground=ground),
        "is_public": public_bodies().filter(pk=meeting.body_id).exists(),
        "may_hold": calendar_rules.HOLD_COMMITTEE_MEETING.may(actor, place).allowed,
        "now": now,
    }
    return render(request, "committee/meeting.html", context)


@require_http_methods(GET_AND_POST)
def meeting_act(request: HttpRequest, public_id: str, what: str) -> HttpResponse:
    """Note how many were present, or at which meeting the minutes were approved."""
    actor, now = actor_of(request), now_of(request)
    meeting = seen_meeting(actor, public_id)
    calendar_rules.HOLD_COMMITTEE_MEETING.require(actor, calendar_rules.place_of_committee_meeting(actor, meeting))
    name = name_of_body(meeting.body, meeting.on)
    back = reverse("committee:meeting", args=[public_id])
    form: Any
    act: Callable[[], object]
    if what == "attendance":
        form = form_for(request, AttendanceForm, initial={"present": meeting.present})
        words = ("How many were present?", "Keep the number", "The number is kept.")

        def act() -> object:
            return calendar.note_attendance(actor=actor, now=now, meeting=meeting, **form.cleaned_data)
    else:
        later = committee_meetings(meeting.body).filter(
            on__gt=meeting.on, on__lte=timezone.localdate(now), on_precision="day"
        )
        choices = {one.public_id: one for one in later.exclude(state="cancelled")}
        form = form_for(request, ApprovalForm, meetings=choices.values())
        words = ("When were the minutes approved?", "Record the approval", "The approval is recorded.")

        def act() -> object:
            approved_at = choices[form.cleaned_data["approved_at"]]
            return calendar.approve_minutes(actor=actor, now=now, meeting=meeting, approved_at=approved_at)

    def do() -> Done:
        act()
        return Done(back, words[2])

    context = {"form": form, "title": words[0], "submit": words[1], "back": back, "name": name}
    return acting(request, form, do) or render(request, "committee/meeting_form.html", context)


@require_safe
def paper_timetable(request: HttpRequest, public_id: str) -> HttpResponse:
    """The timetable of one paper, counted backwards from its meeting, with every day that was passed over."""
    actor, now = actor_of(request), now_of(request)
    paper = queries.paper(actor, public_id)
    meeting = paper.committee_meeting
    ground = deadlines.ground_of(meeting.body.organisation)
    rule = ground.rule("meeting-notice", meeting.body, meeting.on)
    context = {
        "paper": paper,
        "meeting": meeting,
        "name": name_of_body(meeting.body, meeting.on),
        "lines": lines_of(paper, ground, timezone.localdate(now)),
        "deadline": queries.publication_deadline(paper, ground),
        "rule": rule,
        "governance": ground.governance(meeting.on),
        "key_decision": deadlines.key_decision_notice(meeting.body, meeting.on, ground=ground),
        "call_in": deadlines.call_in_of(meeting.body, meeting.on, ground=ground),
        "retention": deadlines.retention_of(meeting.body, meeting.on, ground=ground),
        "back": reverse("committee:paper", args=[public_id]),
        "now": now,
    }
    return render(request, "committee/timetable.html", context)


def lines_of(paper: Paper, ground: Ground, today: Any) -> list[tuple[Line, str, str]]:
    """The lines of a paper's timetable, each with the kind and word of how it stands."""
    meeting = paper.committee_meeting
    reached = REACHED.get(paper.state, REACHED["published"])
    lines = deadlines.paper_timetable(meeting.body, meeting.on, ground=ground)
    days = ground.holidays(meeting.on)
    key_decision = (paper.front or {}).get("key_decision")
    shown = []
    for one in lines:
        kind, word = STANDINGS[standing(one, today, days, done=one.key in reached)]
        if one.key == "forward-plan" and not key_decision:
            if key_decision is False:
                continue
            kind, word = "unknown", "Only if it is a key decision"
        shown.append((one, kind, word))
    return shown


def agenda_of(actor: Actor, meeting: CommitteeMeeting, ground: Ground) -> list[PaperOnAgenda]:
    """The papers of a meeting that the actor may read, in the order they were begun. Six queries at most."""
    papers = list(queries.papers(actor).filter(committee_meeting=meeting).exclude(state="withdrawn").order_by("id"))
    proposals, minutes = proposals_of_papers(papers), open_minutes(papers)
    return [
        PaperOnAgenda(
            one,
            MOVES[one.state],
            [_view(proposal) for proposal in proposals[one.pk]],
            queries.publication_deadline(one, ground),
            rules.RESOLVE.may(actor, one).allowed,
            minutes.get(one.pk, ""),
        )
        for one in papers
    ]


def seen_meeting(actor: Actor, public_id: str) -> CommitteeMeeting:
    """A meeting for those with a role at its committee or a place in a programme that uses it. Raises `NotFound`."""
    found = committee_meeting_of(public_id)
    at_it = any(one.role in AT_A_BODY and one.scope == found.body_scope for one in actor.holdings)
    used = any(
        found.body.organisation.scope in ("", one.scope) or found.body.organisation_id == one.council_id
        for one in programmes_seen_by(actor)
    )
    if not (at_it or used or actor.is_system):
        raise NotFound("There is no such committee meeting.", rule="calendar.committee-meeting-exists")
    return found


def _view(proposal: Proposal) -> ProposalView:
    standing_one = queries.standing_resolution(proposal)
    words = standing_one.words if standing_one is not None else ""
    changed = difference(proposal.text, words) if words else ()
    return ProposalView(
        proposal=proposal,
        recommendations=list(proposal.recommendations.all()),
        resolution=standing_one,
        changed=tuple((one.kind, one.text) for one in changed),
        superseded=[one for one in proposal.resolutions.all() if one.superseded_by_id is not None],
    )
