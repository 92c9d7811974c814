"""A challenge as staff see it, and what they can change on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.views.decorators.http import require_http_methods, require_safe

from bridgework.apps.calendar.models import CommitteeMeeting
from bridgework.apps.calendar.queries import bodies_under, names_of_bodies, next_committee_meetings
from bridgework.apps.committees.queries import papers
from bridgework.apps.committees.rules import PREPARE
from bridgework.apps.impact.queries import recommendations_at_desk
from bridgework.apps.people.queries import likely_first, names_of_people, people_seen_by, with_a_part
from bridgework.apps.programmes.queries import round_named
from bridgework.apps.questions import actions
from bridgework.apps.questions.models import Challenge
from bridgework.apps.questions.queries import challenge_desk, challenge_of, current_belonging, current_wording
from bridgework.apps.questions.rules import (
    END_SUPPORT,
    GIVE_BRIEF,
    NAME_SUPPORT,
    SEE_CHALLENGE_DESK,
    SET_ASIDE,
    SETTLE_BELONGING,
)
from bridgework.apps.questions.searchables import thread_address
from bridgework.apps.questions.states import CHALLENGE, CHALLENGE_WAS
from bridgework.apps.teams.queries import teams, why_not_formed
from bridgework.apps.teams.rules import COMPOSE
from bridgework.apps.workspace.rules import SEE as SEE_WORK
from bridgework.core.reading import human_date
from bridgework.kernel import transitions
from bridgework.kernel.permissions import Actor
from bridgework.kernel.roles import MENTOR, SUPPORTING_COUNCILLOR
from bridgework.web.choices import OWNING, in_groups
from bridgework.web.desk.questions.challenge_forms import BelongingForm, BriefForm, ReasonForm, SupportForm, TargetForm
from bridgework.web.desk.questions.late import late_without_team
from bridgework.web.desk.questions.page import HistoryLine
from bridgework.web.desk.questions.place import crumbs
from bridgework.web.stages import STAGE_HOLDERS, STAGE_KINDS
from bridgework.web.ui.acting import Done, acting, actor_of, form_for, now_of

METHODS = ["GET", "HEAD", "POST"]
NEXT_PLACE = {
    "open": "team", "team_formed": "work", "under_way": "work", "reported": "paper", "at_committee": "paper"
}  # fmt: skip
"""On which other page a question goes on, by stage."""


@dataclass(frozen=True)
class Place:
    """Another page of the same question: what is done there, words, address."""

    key: str
    words: str
    address: str


STEPS: dict[str, tuple[str, Callable[..., Any], str, str]] = {
    "set-aside": ("set_aside", actions.set_challenge_aside, "Set the question aside", "The question is set aside."),
    "resume": ("resume", actions.resume_challenge, "Take the question up again", "The question is taken up again."),
    "reopen": ("reopen", actions.reopen_follow_up, "Open the follow-up again", "The follow-up is open again."),
}


@require_safe
def challenge(request: HttpRequest, public_id: str) -> HttpResponse:
    """Stage, where it belongs, what it aims at, the brief, who supports it."""
    actor, today = actor_of(request), timezone.localdate(now_of(request))
    found = _seen(actor, public_id)
    shown = challenge_desk(found)
    may_settle = SETTLE_BELONGING.may(actor, found).allowed
    may_support = NAME_SUPPORT.may(actor, found).allowed
    steps = [
        (label, reverse("desk:challenge-step", args=[public_id, name]))
        for name, (event, _, label, _) in STEPS.items()
        if SET_ASIDE.may(actor, found).allowed and CHALLENGE.allows(found.state, event)
    ]
    wording = current_wording(found.question)
    elsewhere = _elsewhere(actor, found)
    late = late_without_team(actor, found, today)
    forward = next((one for one in elsewhere if one.key == NEXT_PLACE.get(found.state)), None)
    context = {
        "challenge": found,
        "question": found.question,
        "round_words": capfirst(round_named(found.round.label)),
        "programme": found.question.programme,
        "wording": wording.text if wording else "",
        "shown": shown,
        "kind": STAGE_KINDS[found.state],
        "holder": STAGE_HOLDERS[found.state][0],
        "next_step": next_step_of(found),
        "late": late,
        "steps": steps,
        "supports": [(one, may_support or one.person_id == actor.person_id) for one in shown.supports],
        "history": _history(found),
        "forward": forward,
        "elsewhere": [one for one in elsewhere if one is not forward],
        "at_desk": recommendations_at_desk(actor, found),
        "thread": thread_address(found.code) if found.is_public else "",
        "may_settle": may_settle,
        "may_support": may_support,
        "may_brief": GIVE_BRIEF.may(actor, found).allowed,
        "today": today,
        "crumbs": crumbs(
            (found.question.title, reverse("desk:question", args=[found.question.public_id])), ("Challenge", "")
        ),
    }
    return render(request, "desk/challenges/challenge.html", context)


@require_http_methods(METHODS)
def belonging(request: HttpRequest, public_id: str) -> HttpResponse:
    """Record where the challenge belongs."""
    actor, now = actor_of(request), now_of(request)
    found = _seen(actor, public_id)
    SETTLE_BELONGING.require(actor, found)
    bodies = {one.public_id: one for one in bodies_under(found.scope)}
    names = names_of_bodies([one.pk for one in bodies.values()], timezone.localdate(now))
    meetings = _meetings(found, timezone.localdate(now))
    current = current_belonging(found)
    initial = {
        "council_programme": current.council_programme if current else "",
        "body": current.body.public_id if current and current.body else "",
        "meeting": found.target_meeting.public_id if found.target_meeting else "",
    }
    form = form_for(
        request,
        BelongingForm,
        initial=initial,
        bodies=[(key, names[one.pk]) for key, one in bodies.items()],
        meetings=_in_words(meetings),
    )

    def do() -> Done:
        given = dict(form.cleaned_data)
        actions.settle_belonging(
            actor=actor,
            now=now,
            challenge=found,
            body=bodies.get(given.pop("body")),
            meeting=next((one for one in meetings if one.public_id == given["meeting"]), None),
            **{key: value for key, value in given.items() if key != "meeting"},
        )
        return Done(_page(found), "Where the question belongs is recorded.")

    lead = "It may come late: every earlier record is kept. Plans count back from the committee meeting."
    return acting(request, form, do) or _form(
        request, found, form, heading="Where does the question belong?", lead=lead, submit="Record where it belongs"
    )


@require_http_methods(METHODS)
def target(request: HttpRequest, public_id: str) -> HttpResponse:
    """Choose the committee meeting it aims at, or a provisional date."""
    actor, now = actor_of(request), now_of(request)
    found = _seen(actor, public_id)
    SETTLE_BELONGING.require(actor, found)
    current = current_belonging(found)
    meetings = [one for one in _meetings(found, timezone.localdate(now)) if current and one.body_id == current.body_id]
    initial = {
        "meeting": found.target_meeting.public_id if found.target_meeting else "",
        "provisional_date": found.provisional_date,
    }
    form = form_for(request, TargetForm, initial=initial, version=found.version, meetings=_in_words(meetings))

    def do() -> Done:
        meeting = next((one for one in meetings if one.public_id == form.cleaned_data["meeting"]), None)
        seen = form.version_seen
        if meeting is not None:
            actions.set_target_meeting(actor=actor, now=now, challenge=found, meeting=meeting, version_seen=seen)
            return Done(_page(found), "The question aims at this committee meeting.")
        on = form.cleaned_data["provisional_date"]
        actions.set_provisional_date(actor=actor, now=now, challenge=found, on=on, version_seen=seen)
        return Done(_page(found), "The date is kept, marked as provisional." if on else "No date is planned from now.")

    lead = "" if current else "It is not known yet where the question belongs, so only a provisional date can be set."
    return acting(request, form, do) or _form(
        request, found, form, heading="Which committee meeting?", lead=lead, submit="Set the date"
    )


@require_http_methods(METHODS)
def brief(request: HttpRequest, public_id: str) -> HttpResponse:
    """Give the team its brief, or a new version of it."""
    actor, now = actor_of(request), now_of(request)
    found = _seen(actor, public_id)
    GIVE_BRIEF.require(actor, found)
    latest = challenge_desk(found).brief
    number = latest.number if latest else 0
    form = form_for(request, BriefForm, initial={"text": latest.text if latest else ""}, version=number)
    if not number:
        del form.fields["why"]

    def do() -> Done:
        actions.give_brief(actor=actor, now=now, challenge=found, made_from=form.version_seen, **form.cleaned_data)
        return Done(_page(found), "The brief is given. Earlier versions are kept.")

    heading = f"Version {number + 1} of the brief" if number else "Give the team its brief"
    return acting(request, form, do) or _form(request, found, form, heading=heading, submit="Give this brief")


@require_http_methods(METHODS)
def support(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask or name somebody who supports the question."""
    actor, now = actor_of(request), now_of(request)
    found = _seen(actor, public_id)
    NAME_SUPPORT.require(actor, found)
    people = with_a_part(people_seen_by(actor))
    initial = {"answer_by": timezone.localdate(now) + timedelta(days=10)}
    ordered = likely_first(people, (*OWNING, SUPPORTING_COUNCILLOR, MENTOR))[:1000]
    words = "Officers, councillors and mentors of questions"
    choices = in_groups(ordered, words, lambda one: (one.public_id, one.name))
    form = form_for(request, SupportForm, initial=initial, people=choices)

    def do() -> Done:
        given = form.cleaned_data
        person = people.get(public_id=given["person"])
        if given["how"] == "name":
            actions.name_support(
                actor=actor, now=now, challenge=found, person=person, role=given["role"], reason=given["words"]
            )
            return Done(_page(found), f"{person.name} is named and told.")
        actions.invite_support(
            actor=actor,
            now=now,
            challenge=found,
            person=person,
            role=given["role"],
            words=given["words"],
            answer_by=given["answer_by"],
        )
        return Done(_page(found), f"{person.name} is asked.")

    return acting(request, form, do) or _form(
        request, found, form, heading="Who supports the question?", submit="Ask or name them"
    )


@require_http_methods(METHODS)
def end_support(request: HttpRequest, public_id: str, support_id: str) -> HttpResponse:
    """End somebody's place beside the challenge."""
    actor, now = actor_of(request), now_of(request)
    found = _seen(actor, public_id)
    place = get_object_or_404(found.supports.select_related("person"), public_id=support_id)
    END_SUPPORT.require(actor, place)
    form = form_for(request, ReasonForm)

    def do() -> Done:
        actions.end_support(actor=actor, now=now, support=place, reason=form.cleaned_data["reason"])
        return Done(_page(found), f"The place of {place.person.name} has ended.")

    return acting(request, form, do) or _form(
        request,
        found,
        form,
        heading=f"End the place of {place.person.name}",
        lead=f"The role “{place.get_role_display()}” ends with it. What it did stays in the record.",
        submit="End the place",
        kind="warning",
    )


@require_http_methods(METHODS)
def step(request: HttpRequest, public_id: str, name: str) -> HttpResponse:
    """Set aside, resume, reopen."""
    if name not in STEPS:
        raise Http404
    _, act, heading, done = STEPS[name]
    actor, now = actor_of(request), now_of(request)
    found = _seen(actor, public_id)
    SET_ASIDE.require(actor, found)
    form = form_for(request, ReasonForm)

    def do() -> Done:
        act(actor=actor, now=now, challenge=found, reason=form.cleaned_data["reason"])
        return Done(_page(found), done)

    kind = "warning" if name == "set-aside" else "primary"
    return acting(request, form, do) or _form(request, found, form, heading=heading, submit=heading, kind=kind)


def next_step_of(found: Challenge) -> str:
    """What happens next with a question; while its team is being asked, how far that is. One query at most."""
    team = found.teams.filter(state__in=("draft", "inviting")).last() if found.state == "open" else None
    if team is None:
        return STAGE_HOLDERS[found.state][1]
    states = list(team.team_members.values_list("state", flat=True))
    accepted, asked = states.count("accepted"), states.count("invited")
    if not (accepted or asked):
        return "People are invited into its team"
    if asked:
        return f"{asked} invited into its team have not answered yet, {accepted} accepted; then the team is confirmed"
    if why_not_formed(team, accepted):
        return f"More people are invited into its team: {accepted} accepted, and nobody else is asked"
    return f"The team is confirmed: {accepted} accepted, and nobody else is asked"


def _seen(actor: Actor, public_id: str) -> Challenge:
    found = challenge_of(actor, public_id)
    SEE_CHALLENGE_DESK.require(actor, found)
    return found


def _page(found: Challenge) -> str:
    return reverse("desk:challenge", args=[found.public_id])


def _meetings(found: Challenge, today: date) -> list[CommitteeMeeting]:
    return next_committee_meetings(today, under=found.scope, limit=60)


def _in_words(meetings: list[CommitteeMeeting]) -> list[tuple[str, str]]:
    names = names_of_bodies({one.body_id for one in meetings})
    return [(one.public_id, f"{human_date(one.on)}: {names[one.body_id]}") for one in meetings]


def _history(found: Challenge) -> list[HistoryLine]:
    moves = transitions.history(found.public_id)
    names = names_of_people(one.actor_public_id for one in moves)
    return [
        HistoryLine(
            one.at, CHALLENGE_WAS.get(one.event, one.event), names.get(one.actor_public_id, "the program"), one.reason
        )
        for one in moves
    ]


def _elsewhere(actor: Actor, found: Challenge) -> list[Place]:
    """The pages on which the work itself is done, as far as the actor may go there."""
    links = [
        Place("team", one.name or "The team", reverse("desk:team", args=[one.public_id])) for one in teams(actor, found)
    ]
    if not links and found.state == "open" and COMPOSE.may(actor, found).allowed:
        links.append(Place("team", "Form a team", reverse("desk:team-start", args=[found.public_id])))
    if SEE_WORK.may(actor, found).allowed:
        links.append(Place("work", "Workspace", reverse("workspace:home", args=[found.public_id])))
    shown = papers(actor).filter(challenge=found)
    links += [
        Place("paper", f"Committee paper: {one.title}", reverse("committee:paper", args=[one.public_id]))
        for one in shown
    ]
    if not shown and found.state == "reported" and PREPARE.may(actor, found).allowed:
        links.append(Place("paper", "Prepare a committee paper", reverse("committee:prepare", args=[found.public_id])))
    return links


def _form(
    request: HttpRequest,
    found: Challenge,
    form: object,
    *,
    heading: str,
    submit: str,
    lead: str = "",
    kind: str = "primary",
) -> HttpResponse:
    wording = current_wording(found.question)
    context = {
        "question": found.question,
        "form": form,
        "heading": heading,
        "lead": lead,
        "quoted": wording.text if wording else "",
        "submit": submit,
        "kind": kind,
        "back": _page(found),
        "crumbs": crumbs((found.question.title, _page(found)), (heading, "")),
    }
    return render(request, "desk/questions/form.html", context)
