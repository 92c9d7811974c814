"""Teams composed by hand: who, why, what speaks against it, invitations, leaving, contributions."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bridgework.apps.applications.models import Application
from bridgework.apps.participation.actions import enter_answer_for
from bridgework.apps.people.models import Person
from bridgework.apps.questions.models import Challenge
from bridgework.apps.questions.rules import GIVE_BRIEF, SEE_CHALLENGE_DESK
from bridgework.apps.questions.searchables import thread_address
from bridgework.apps.teams import actions, queries, rules
from bridgework.apps.teams.models import Team, TeamMember
from bridgework.apps.workspace.rules import SEE as SEE_WORK
from bridgework.core.states import readable
from bridgework.kernel.errors import NotFound
from bridgework.kernel.links import Given
from bridgework.kernel.permissions import Actor, visible_to
from bridgework.web.desk.applications.forms import AnswerForForm, ContributionForm, SuggestForm
from bridgework.web.desk.ledger.forms import WhyForm
from bridgework.web.desk.questions.place import crumbs
from bridgework.web.ui.acting import Done, acted, acting, actor_of, form_for, now_of
from bridgework.web.ui.forms import Form

PAGE = require_http_methods(["GET", "HEAD", "POST"])
PLACE_KINDS = {
    "suggested": "planned",
    "invited": "waiting",
    "accepted": "done",
    "declined": "set-aside",
    "left": "set-aside",
    "removed": "set-aside",
}


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, public_id: str) -> HttpResponse:
    """Begin composing a team for a challenge; where one is there already, its page."""
    actor = actor_of(request)
    challenge = Challenge.objects.select_related("question").filter(public_id=public_id).first()
    if challenge is None:
        raise NotFound("There is no such question.", rule=rules.COMPOSE.name)
    rules.COMPOSE.require(actor, challenge)
    there = challenge.teams.exclude(state="disbanded").order_by("-id").first()
    if there is not None:
        return HttpResponseRedirect(_address(there))

    def go() -> Done:
        team = actions.start_team(actor=actor, now=now_of(request), challenge=challenge)
        return Done(_address(team), "The team is begun. Suggest people for it.")

    return acting(request, None, go) or render(request, "desk/teams/start.html", {"challenge": challenge})


@require_safe
def team_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """A team: its people and their answers, what speaks against it, who is free, what can be done."""
    actor = actor_of(request)
    team = _team(actor, public_id)
    composing = rules.COMPOSE.may(actor, team).allowed
    places = list(team.team_members.all())
    accepted = sum(one.state == "accepted" for one in places)
    composing_now = composing and team.state in ("draft", "inviting")
    ways = _ways(actor, team)
    context = {
        "team": team,
        "challenge": team.challenge,
        "crumbs": crumbs((team.challenge.question.title, ways[0][1] if ways else ""), ("The team", "")),
        "next": _next(actor, team, ways),
        "ways": ways,
        "places": [
            {
                "place": one,
                "kind": PLACE_KINDS[one.state],
                "word": readable(one.state),
                "mine": one.person_id == actor.person_id,
            }
            for one in places
            if one.state != "removed"
        ],
        "objections": queries.objections(team) if composing_now else (),
        "free": queries.free_applicants(actor, team.challenge)[:20] if composing_now else [],
        "composing": composing,
        "has_suggested": any(one.state == "suggested" for one in places),
        "has_invited": any(one.state == "invited" for one in places),
        "composing_now": composing_now,
        "why_not_confirm": queries.why_not_formed(team, accepted) if composing_now else "",
        "is_open": team.state not in ("finished", "disbanded"),
        "word": readable(team.state),
        "holder": TEAM_HOLDERS.get(team.state, OVER)[0],
        "next_step": TEAM_HOLDERS.get(team.state, OVER)[1],
        "kind": {"draft": "planned", "inviting": "waiting", "formed": "done"}.get(team.state, "set-aside"),
    }
    return render(request, "desk/teams/team.html", context)


def _ways(actor: Actor, team: Team) -> list[tuple[str, str]]:
    """The other pages of the same question, as far as the actor may go there: the challenge first."""
    challenge, found = team.challenge, []
    if SEE_CHALLENGE_DESK.may(actor, challenge).allowed:
        found.append(("How the question is run", reverse("desk:challenge", args=[challenge.public_id])))
        found.append(("The brief", f"{found[0][1]}#brief"))
    if SEE_WORK.may(actor, challenge).allowed:
        found.append(("The workspace", reverse("workspace:home", args=[challenge.public_id])))
    if challenge.is_public:
        found.append(("The story of this question", thread_address(challenge.code)))
    return found


def _next(actor: Actor, team: Team, ways: list[tuple[str, str]]) -> tuple[str, str]:
    """Where one goes on once the team is formed, in words and address: to its brief, else to its place of work."""
    challenge = team.challenge
    if team.state != "formed":
        return "", ""
    if challenge.state == "team_formed" and GIVE_BRIEF.may(actor, challenge).allowed and not challenge.briefs.exists():
        return "Give the team its brief", reverse("desk:challenge-brief", args=[challenge.public_id])
    address = dict(ways).get("The workspace", "")
    return ("Go to the workspace", address) if address else ("", "")


TEAM_HOLDERS = {
    "draft": ("a coordinator", "People are invited into the team"),
    "inviting": ("a coordinator", "The team is confirmed once enough of those invited have accepted"),
    "formed": ("the team", "The team works on its question"),
}
"""Who holds a team in each state, and what happens next."""
OVER = ("Nobody", "Nothing more")


@PAGE
def suggest(request: HttpRequest, public_id: str) -> HttpResponse:
    """Put somebody into a team."""
    actor = actor_of(request)
    team = _team(actor, public_id)
    rules.COMPOSE.require(actor, team)
    people = queries.candidates(actor, team)
    gone = TeamMember.objects.filter(team=team, state__in=("left", "declined"), replaced_by=None)
    form = form_for(
        request,
        SuggestForm,
        people=people,
        gone=gone.select_related("person"),
        initial={"person": Person.objects.filter(public_id=request.GET.get("person", "")[:14]).first()},
    )

    def keep() -> Done:
        values = form.cleaned_data
        application = (
            visible_to(actor, Application.objects.all())
            .filter(
                call__round=team.challenge.round,
                applicant=values["person"],
                state__in=("sent", "to_be_placed", "reserve"),
            )
            .first()
        )
        actions.suggest_member(actor=actor, now=now_of(request), team=team, application=application, **values)
        return Done(_address(team), f"{values['person'].name} is suggested. Nobody is told yet.")

    return acting(request, form, keep) or _page(
        request, form, "Suggest somebody for the team", "Suggest them", _address(team)
    )


@require_POST
def invite(request: HttpRequest, public_id: str) -> HttpResponse:
    """Invite everybody who is suggested."""
    words = "The invitations wait in the outbox. Look at them there and let them go."
    return _do(request, public_id, actions.send_invitations, words)


@require_POST
def confirm(request: HttpRequest, public_id: str) -> HttpResponse:
    """Confirm a team."""
    return _do(request, public_id, actions.confirm_team, "The team is confirmed. Its members have a workspace now.")


@require_POST
def finish(request: HttpRequest, public_id: str) -> HttpResponse:
    """Close a team's work."""
    return _do(request, public_id, actions.finish_team, "The team's work is closed. Thank them.")


@PAGE
def disband(request: HttpRequest, public_id: str) -> HttpResponse:
    """End a team that will not work."""
    actor = actor_of(request)
    team = _team(actor, public_id)
    rules.COMPOSE.require(actor, team)
    form = form_for(request, WhyForm)

    def go() -> Done:
        actions.disband_team(actor=actor, now=now_of(request), team=team, reason=form.cleaned_data["reason"])
        return Done(_address(team), "The team is disbanded.")

    return acting(request, form, go) or _page(request, form, "Disband the team", "Disband it", _address(team))


@require_POST
def remove(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take somebody who has not accepted out of a team."""
    actor = actor_of(request)
    place = _place(actor, public_id)

    def go() -> Done:
        actions.remove_member(actor=actor, now=now_of(request), place=place)
        return Done(_address(place.team), f"{place.person.name} is taken out.")

    return acted(request, go)


@PAGE
def answer_for(request: HttpRequest, public_id: str) -> HttpResponse:
    """Enter an answer that somebody gave by phone or on paper."""
    actor = actor_of(request)
    place = _place(actor, public_id)
    rules.COMPOSE.require(actor, place.team)
    form = form_for(request, AnswerForForm)

    def go() -> Done:
        enter_answer_for(
            actor=actor,
            now=now_of(request),
            purpose="teams.join",
            record_public_id=place.public_id,
            person=place.person,
            given=Given(form.cleaned_data["answer"]),
            way=form.cleaned_data["way"],
        )
        return Done(_address(place.team), "The answer is entered, and marked as entered for them.")

    title = f"Enter the answer of {place.person.name}"
    return acting(request, form, go) or _page(request, form, title, "Enter the answer", _address(place.team))


@PAGE
def leave(request: HttpRequest, public_id: str) -> HttpResponse:
    """Leave a team, or enter that somebody left."""
    actor = actor_of(request)
    place = _place(actor, public_id)
    form = form_for(request, WhyForm)

    def go() -> Done:
        actions.leave_team(actor=actor, now=now_of(request), place=place, reason=form.cleaned_data["reason"])
        return Done(_address(place.team), "The place is free. Suggest somebody for it.")

    mine = place.person_id == actor.person_id
    title = "Leave the team" if mine else f"{place.person.name} leaves the team"
    return acting(request, form, go) or _page(request, form, title, "Record it", _address(place.team))


@PAGE
def contribution(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say what one did."""
    actor = actor_of(request)
    place = _place(actor, public_id)
    rules.DESCRIBE.require(actor, place)
    form = form_for(request, ContributionForm, initial={"text": place.contribution})

    def go() -> Done:
        actions.describe_contribution(actor=actor, now=now_of(request), place=place, **form.cleaned_data)
        return Done(_address(place.team), "Your words are kept. The coordinator confirms them.")

    return acting(request, form, go) or _page(request, form, "What did you do?", "Keep my words", _address(place.team))


@require_POST
def confirm_contribution(request: HttpRequest, public_id: str) -> HttpResponse:
    """Confirm what somebody says they did."""
    actor = actor_of(request)
    place = _place(actor, public_id)

    def go() -> Done:
        actions.confirm_contribution(actor=actor, now=now_of(request), place=place)
        return Done(_address(place.team), "The contribution is confirmed.")

    return acted(request, go)


@require_safe
def contribution_record(request: HttpRequest, public_id: str) -> HttpResponse:
    """A record of contribution to print and take away."""
    actor = actor_of(request)
    place = _place(actor, public_id)
    confirmed_by = Person.objects.filter(public_id=place.contribution_confirmed_by).first()
    context = {"place": place, "challenge": place.team.challenge, "confirmed_by": confirmed_by}
    return render(request, "desk/teams/record.html", context)


def _do(request: HttpRequest, public_id: str, action: Callable[..., object], words: str) -> HttpResponse:
    actor = actor_of(request)
    team = _team(actor, public_id)

    def go() -> Done:
        action(actor=actor, now=now_of(request), team=team)
        return Done(_address(team), words)

    return acted(request, go)


def _team(actor: Actor, public_id: str) -> Team:
    found = queries.teams(actor).filter(public_id=public_id).first()
    if found is None:
        raise NotFound("There is no such team, or none you may see.", rule=rules.READ.name)
    return found


def _place(actor: Actor, public_id: str) -> TeamMember:
    found = queries.team_member(public_id)
    if found is None:
        raise NotFound("There is no such place in a team.", rule=rules.READ.name)
    rules.READ.require(actor, found.team)
    return found


def _address(team: Team) -> str:
    return reverse("desk:team", args=[team.public_id])


def _page(request: HttpRequest, form: Form, title: str, submit: str, back: str) -> HttpResponse:
    context = {"form": form, "title": title, "submit": submit, "back": back}
    return render(request, "desk/applications/form.html", context)
