"""Team meetings: the list, planning one, keeping its notes and points."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bridgework.apps.questions.models import Challenge
from bridgework.apps.workspace import actions, queries, rules
from bridgework.apps.workspace.models import TeamMeeting, TeamMeetingPoint
from bridgework.kernel.errors import NotFound
from bridgework.web.ui.acting import Done, acted, acting, actor_of, form_for, now_of
from bridgework.web.workspace.forms import HeldForm, MeetingForm, PointForm, ReasonForm
from bridgework.web.workspace.showing import (
    choices_of,
    chosen_people,
    form_shown,
    frame,
    moment_of,
    today_of,
    work_shown,
)

GET_AND_POST = ["GET", "HEAD", "POST"]
HERE = "workspace:meetings"
WORDS = {"planned": ("planned", "Planned"), "held": ("done", "Held"), "cancelled": ("set-aside", "Cancelled")}


@require_safe
def meetings(request: HttpRequest, public_id: str) -> HttpResponse:
    """Every team meeting, the latest first."""
    challenge = work_shown(request, public_id)
    shown = queries.meetings_of(challenge, now_of(request))
    context = frame(request, challenge, HERE) | {
        "rows": [(one, *WORDS[one.meeting.state]) for one in shown],
        "may_keep": rules.KEEP_MEETINGS.may(actor_of(request), challenge).allowed,
    }
    return render(request, "workspace/meetings.html", context)


@require_safe
def meeting(request: HttpRequest, public_id: str, meeting_id: str) -> HttpResponse:
    """One team meeting: who was asked, notes, decisions, things to do."""
    challenge = work_shown(request, public_id)
    found = queries.meeting_of(challenge, meeting_id)
    actor = actor_of(request)
    kind, word = WORDS[found.state]
    shown = queries.shown_meeting(found, now_of(request))
    context = frame(request, challenge, HERE, "Team meeting") | {
        "meeting": found,
        "shown": shown,
        "kind": kind,
        "word": word,
        "to_dos": [(one, rules.TICK_TO_DO.may(actor, one).allowed) for one in shown.to_dos],
        "may_keep": rules.KEEP_MEETINGS.may(actor, challenge).allowed,
    }
    return render(request, "workspace/meeting.html", context)


@require_http_methods(GET_AND_POST)
def plan(request: HttpRequest, public_id: str) -> HttpResponse:
    """Plan a team meeting."""
    challenge = work_shown(request, public_id)
    rules.KEEP_MEETINGS.require(actor_of(request), challenge)
    people = queries.people_here(challenge, today_of(request))
    on_it = [one.public_id for one in people if one.in_team or one.supports]
    form = form_for(request, MeetingForm, people=choices_of(people), initial={"invited": on_it})

    def do() -> Done:
        data = form.cleaned_data
        made = actions.plan_team_meeting(
            actor=actor_of(request),
            now=now_of(request),
            challenge=challenge,
            starts_at=moment_of(data["on"], data["at"]),
            place=data["place"],
            agenda=data["agenda"],
            invited=chosen_people(challenge, today_of(request), data["invited"]),
        )
        return Done(_address(challenge, made), "The meeting is planned. Those asked to it read of it in their digest.")

    back = reverse(HERE, args=[public_id])
    context = frame(request, challenge, HERE, "Plan a meeting")
    return acting(request, form, do) or form_shown(
        request, context, form, title="Plan a team meeting", submit="Plan the meeting", back=back
    )


@require_http_methods(GET_AND_POST)
def change(request: HttpRequest, public_id: str, meeting_id: str) -> HttpResponse:
    """Change a planned meeting."""
    challenge, found = _found(request, public_id, meeting_id)
    local = timezone.localtime(found.starts_at)
    initial = {
        "on": local.date(),
        "at": f"{local:%H:%M}",
        "place": found.place,
        "agenda": found.agenda,
        "invited": [one.person.public_id for one in found.attendances.all()],
    }
    people = choices_of(queries.people_here(challenge, today_of(request)))
    form = form_for(request, MeetingForm, people=people, initial=initial, version=found.version)

    def do() -> Done:
        data = form.cleaned_data
        actions.change_team_meeting(
            actor=actor_of(request),
            now=now_of(request),
            meeting=found,
            version=form.version_seen,
            starts_at=moment_of(data["on"], data["at"]),
            place=data["place"],
            agenda=data["agenda"],
            invited=chosen_people(challenge, today_of(request), data["invited"]),
        )
        return Done(_address(challenge, found), "The meeting is changed.")

    return acting(request, form, do) or form_shown(
        request,
        frame(request, challenge, HERE, "Change the meeting"),
        form,
        title="Change the team meeting",
        submit="Keep the change",
        back=_address(challenge, found),
    )


@require_http_methods(GET_AND_POST)
def hold(request: HttpRequest, public_id: str, meeting_id: str) -> HttpResponse:
    """Keep the notes of a meeting, and who came."""
    challenge, found = _found(request, public_id, meeting_id)
    people = choices_of(queries.people_here(challenge, today_of(request)))
    known = {key for key, _ in people}
    people += [
        (one.person.public_id, one.person.name) for one in found.attendances.all() if one.person.public_id not in known
    ]
    came = [one.person.public_id for one in found.attendances.all() if one.attended is not False]
    initial = {"attended": came, "notes": found.notes}
    form = form_for(request, HeldForm, people=people, initial=initial, version=found.version)

    def do() -> Done:
        wanted = set(form.cleaned_data["attended"])
        attended = chosen_people(challenge, today_of(request), list(wanted))
        attended += [
            one.person
            for one in found.attendances.all()
            if one.person.public_id in wanted and one.person not in attended
        ]
        actions.hold_team_meeting(
            actor=actor_of(request),
            now=now_of(request),
            meeting=found,
            notes=form.cleaned_data["notes"],
            attended=attended,
            version=form.version_seen,
        )
        return Done(_address(challenge, found), "The notes are kept.")

    return acting(request, form, do) or form_shown(
        request,
        frame(request, challenge, HERE, "Notes"),
        form,
        title="Notes of the team meeting",
        submit="Keep the notes",
        back=_address(challenge, found),
    )


@require_http_methods(GET_AND_POST)
def add_point(request: HttpRequest, public_id: str, meeting_id: str) -> HttpResponse:
    """Add a decision or a thing to do."""
    challenge, found = _found(request, public_id, meeting_id)
    people = choices_of(queries.people_here(challenge, today_of(request)))
    form = form_for(request, PointForm, people=people)

    def do() -> Done:
        data = form.cleaned_data
        owner = chosen_people(challenge, today_of(request), [data["owner"]])
        actions.add_point(
            actor=actor_of(request),
            now=now_of(request),
            meeting=found,
            kind=data["kind"],
            text=data["text"],
            owner=owner[0] if owner else None,
            due_on=data["due_on"],
        )
        return Done(_address(challenge, found), "It is noted.")

    return acting(request, form, do) or form_shown(
        request,
        frame(request, challenge, HERE, "Add"),
        form,
        title="Add a decision or a thing to do",
        submit="Note it",
        back=_address(challenge, found),
    )


@require_http_methods(GET_AND_POST)
def cancel(request: HttpRequest, public_id: str, meeting_id: str) -> HttpResponse:
    """Cancel a planned meeting."""
    challenge, found = _found(request, public_id, meeting_id)
    form = form_for(request, ReasonForm, label="Why it is cancelled")

    def do() -> Done:
        actions.cancel_team_meeting(
            actor=actor_of(request), now=now_of(request), meeting=found, reason=form.cleaned_data["reason"]
        )
        return Done(_address(challenge, found), "The meeting is cancelled. Those asked to it are told.")

    return acting(request, form, do) or form_shown(
        request,
        frame(request, challenge, HERE, "Cancel"),
        form,
        title="Cancel the team meeting",
        submit="Cancel the meeting",
        back=_address(challenge, found),
    )


@require_POST
def reinstate(request: HttpRequest, public_id: str, meeting_id: str) -> HttpResponse:
    """Undo a cancellation."""
    challenge, found = _found(request, public_id, meeting_id)

    def do() -> Done:
        actions.reinstate_team_meeting(actor=actor_of(request), now=now_of(request), meeting=found)
        return Done(_address(challenge, found), "The meeting is planned again.")

    return acted(request, do)


@require_POST
def tick(request: HttpRequest, public_id: str, point_id: str) -> HttpResponse:
    """Say that a thing is done, or not after all."""
    challenge = work_shown(request, public_id)
    point = (
        TeamMeetingPoint.objects.filter(public_id=point_id, team_meeting__challenge=challenge)
        .select_related("team_meeting")
        .first()
    )
    if point is None:
        raise NotFound("There is no such thing to do.", rule=rules.TICK_TO_DO.name)

    def do() -> Done:
        act = actions.finish_to_do if point.done_on is None else actions.reopen_to_do
        act(actor=actor_of(request), now=now_of(request), point=point)
        done = "It is done." if point.done_on is None else "It is to do again."
        return Done(_address(challenge, point.team_meeting), done)

    return acted(request, do)


def _found(request: HttpRequest, public_id: str, meeting_id: str) -> tuple[Challenge, TeamMeeting]:
    challenge = work_shown(request, public_id)
    rules.KEEP_MEETINGS.require(actor_of(request), challenge)
    return challenge, queries.meeting_of(challenge, meeting_id)


def _address(challenge: Challenge, meeting: TeamMeeting) -> str:
    return reverse("workspace:meeting", args=[challenge.public_id, meeting.public_id])
