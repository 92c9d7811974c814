"""Papers: the list by meeting, one paper, and writing it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from bridgework.apps.calendar.queries import (
    bodies_under,
    committee_meetings,
    name_of_body,
    names_of_bodies,
)
from bridgework.apps.committees import actions, queries, rules
from bridgework.apps.committees.models import Paper, Proposal
from bridgework.apps.committees.queries.desk import paper_shown
from bridgework.apps.committees.queries.meetings import open_minutes
from bridgework.apps.committees.queries.readings import readings
from bridgework.apps.questions.models import Challenge
from bridgework.apps.reports.searchables import report_address
from bridgework.kernel.errors import NotFound
from bridgework.kernel.permissions import Actor
from bridgework.web.committee.forms import PaperForm, PrepareForm, ProposalForm, ReasonForm
from bridgework.web.committee.readiness_views import panel_context
from bridgework.web.committee.showing import MOVES, ProposalView, holding_of, proposal_views, with_faults
from bridgework.web.listing import page_of
from bridgework.web.ui.acting import Done, acted, acting, actor_of, form_for, now_of

GET_AND_POST = ["GET", "HEAD", "POST"]


@require_safe
def paper_list(request: HttpRequest) -> HttpResponse:
    """Every paper one may read, the next committee meeting first."""
    actor, today = actor_of(request), timezone.localdate(now_of(request))
    which = "past" if request.GET.get("show") == "past" else "ahead"
    found = queries.papers(actor)
    if which == "ahead":
        found = found.filter(committee_meeting__on__gte=today)
    else:
        found = found.filter(committee_meeting__on__lt=today).order_by("-committee_meeting__on", "-id")
    page = page_of(request, found)
    names = names_of_bodies({one.committee_meeting.body_id for one in page})
    context = {
        "page": page,
        "rows": [
            {"paper": one, "body_name": names.get(one.committee_meeting.body_id, ""), "move": MOVES[one.state]}
            for one in page
        ],
        "which": which,
        "may_see_templates": rules.may_see_templates(actor),
        "may_read_in": any(held.role in rules.READ_IN.roles for held in actor.holdings),
        "readings_waiting": readings(actor).count(),
        "now": now_of(request),
        "tabs": [
            ("Ahead", "?show=ahead", which == "ahead"),
            ("Past", "?show=past", which == "past"),
            ("On their way: what each lacks", reverse("committee:overview"), False),
        ],
    }
    return render(request, "committee/papers.html", context)


@require_safe
def paper_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """One paper: its meeting, its proposals, what was resolved, what happens next."""
    actor = actor_of(request)
    paper = queries.paper(actor, public_id)
    body = paper.committee_meeting.body
    last_day = queries.last_day_to_publish(paper)
    proposals = proposal_views(paper)
    may_resolve = rules.RESOLVE.may(actor, paper).allowed
    has_met = paper.committee_meeting.on <= timezone.localdate(now_of(request))
    to_record = may_resolve and has_met and any(one.resolution is None for one in proposals)
    context = {
        "paper": paper,
        "challenge": paper.challenge,
        "body_name": name_of_body(body, paper.committee_meeting.on),
        "proposals": proposals,
        "reports": _reports(paper),
        "holding": holding_of(paper, proposals, last_day),
        "last_day": last_day,
        "clear_days": body.clear_days,
        "papers_address": reverse("committee:papers"),
        "now": now_of(request),
        "may_edit": rules.EDIT.may(actor, paper).allowed,
        "may_make_ready": paper.state == "draft" and rules.MAKE_READY.may(actor, paper).allowed,
        "may_publish": paper.state == "ready" and rules.PUBLISH.may(actor, paper).allowed,
        "may_return": paper.state == "ready" and rules.RETURN.may(actor, paper).allowed,
        "may_withdraw": paper.state in ("draft", "ready", "published") and rules.WITHDRAW.may(actor, paper).allowed,
        "may_resolve": may_resolve,
        "has_met": has_met,
        "may_paste": to_record,
        "open_minute": open_minutes([paper]).get(paper.pk, "") if to_record else "",
        "may_comment": rules.COMMENT.may(actor, paper).allowed,
        "why_not_publish": rules.PUBLISH.may(actor, paper),
    }
    context |= _written(actor, paper, proposals) | panel_context(actor, paper, now_of(request))
    return render(request, "committee/paper.html", context)


@require_http_methods(GET_AND_POST)
def prepare(request: HttpRequest, public_id: str) -> HttpResponse:
    """Begin a paper on one question."""
    actor, now = actor_of(request), now_of(request)
    challenge = (
        Challenge.objects.select_related("question", "target_meeting", "round__programme__council")
        .filter(public_id=public_id)
        .first()
    )
    if challenge is None:
        raise NotFound("There is no such question.", rule=rules.PREPARE.name)
    rules.PREPARE.require(actor, challenge)
    today = timezone.localdate(now)
    meetings = committee_meetings().filter(
        on__gte=today, state="planned", body__in=bodies_under(challenge.scope).values("pk")
    )
    form = form_for(
        request,
        PrepareForm,
        meetings=meetings,
        names=names_of_bodies(meetings.values_list("body_id", flat=True)),
        templates=queries.templates_for(challenge.round.programme.council, today),
        initial={"committee_meeting": challenge.target_meeting, "title": challenge.question.title},
    )

    def keep() -> Done:
        paper = actions.prepare_paper(
            actor=actor,
            now=now,
            challenge=challenge,
            reports=challenge.reports.filter(parent=None, state="published"),
            **form.cleaned_data,
        )
        return Done(_address(paper), "The paper is begun. Add what the committee is asked to do.")

    return acting(request, form, keep) or render(
        request, "committee/prepare.html", {"form": form, "challenge": challenge, "has_meetings": meetings.exists()}
    )


@require_http_methods(GET_AND_POST)
def edit(request: HttpRequest, public_id: str) -> HttpResponse:
    """Change the top of a draft."""
    actor = actor_of(request)
    paper = queries.paper(actor, public_id)
    rules.EDIT.require(actor, paper)
    initial = {name: getattr(paper, name) for name in ("title", "reference", "from_role", "summary")}
    form = form_for(request, PaperForm, initial=initial, version=paper.version)

    def keep() -> Done:
        actions.edit_paper(
            actor=actor, now=now_of(request), paper=paper, version=form.version_seen or 0, **form.cleaned_data
        )
        return Done(_address(paper), "The paper is kept.")

    return acting(request, form, keep) or _form_page(request, paper, form, "Change the paper", "Keep the paper")


@require_http_methods(GET_AND_POST)
def add_proposal(request: HttpRequest, public_id: str) -> HttpResponse:
    """Add the next lettered proposal."""
    actor = actor_of(request)
    paper = queries.paper(actor, public_id)
    rules.EDIT.require(actor, paper)
    form = form_for(request, ProposalForm, recommendations=_recommendations(paper))

    def keep() -> Done:
        made = actions.add_proposal(actor=actor, now=now_of(request), paper=paper, **form.cleaned_data)
        return Done(_address(paper), f"Proposal {made.letter} is added.")

    return acting(request, form, keep) or _form_page(request, paper, form, "Add a proposal", "Add the proposal")


@require_http_methods(GET_AND_POST)
def edit_proposal(request: HttpRequest, public_id: str) -> HttpResponse:
    """Change a proposal of a draft."""
    actor = actor_of(request)
    proposal = proposal_of(public_id)
    paper = queries.paper(actor, proposal.paper.public_id)
    rules.EDIT.require(actor, paper)
    form = form_for(
        request,
        ProposalForm,
        recommendations=_recommendations(paper),
        initial={
            "text": proposal.text,
            "owner_role": proposal.owner_role,
            "report_back_on": proposal.report_back_on,
            "recommendations": proposal.recommendations.all(),
        },
        version=proposal.version,
    )

    def keep() -> Done:
        actions.edit_proposal(
            actor=actor, now=now_of(request), proposal=proposal, version=form.version_seen, **form.cleaned_data
        )
        return Done(_address(paper), f"Proposal {proposal.letter} is kept.")

    title = f"Change proposal {proposal.letter}"
    return acting(request, form, keep) or _form_page(request, paper, form, title, "Keep the proposal")


@require_http_methods(["POST"])
def remove_proposal(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take a proposal out of a draft."""
    proposal = proposal_of(public_id)
    paper = proposal.paper

    def remove() -> Done:
        actions.remove_proposal(actor=actor_of(request), now=now_of(request), proposal=proposal)
        return Done(_address(paper), f"Proposal {proposal.letter} is taken out.")

    return acted(request, remove)


@require_http_methods(["POST"])
def move_proposal(request: HttpRequest, public_id: str, way: str) -> HttpResponse:
    """Let a proposal change places with its neighbour."""
    proposal = proposal_of(public_id)
    actor = actor_of(request)
    queries.paper(actor, proposal.paper.public_id)

    def do() -> Done:
        moved = actions.move_proposal(actor=actor, now=now_of(request), proposal=proposal, up=way == "up")
        return Done(f"{_address(proposal.paper)}#{moved.public_id}", f"It is proposal {moved.letter} now.")

    return acted(request, do)


@require_http_methods(["POST"])
def make_ready(request: HttpRequest, public_id: str) -> HttpResponse:
    """Hand a draft to the clerk."""
    actor = actor_of(request)
    paper = queries.paper(actor, public_id)

    def ready() -> Done:
        actions.make_ready(actor=actor, now=now_of(request), paper=paper)
        return Done(_address(paper), "The clerk has the paper.")

    return acted(request, ready)


@require_http_methods(GET_AND_POST)
def return_to_author(request: HttpRequest, public_id: str) -> HttpResponse:
    """Give a paper back to its author, saying why."""
    actor = actor_of(request)
    paper = queries.paper(actor, public_id)
    rules.RETURN.require(actor, paper)
    form = form_for(request, ReasonForm)

    def give_back() -> Done:
        actions.return_to_author(actor=actor, now=now_of(request), paper=paper, reason=form.cleaned_data["reason"])
        return Done(_address(paper), "The paper is with its author again.")

    title = "Return the paper to its author"
    return acting(request, form, give_back) or _form_page(request, paper, form, title, "Return it")


@require_http_methods(GET_AND_POST)
def withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    """Withdraw a paper before it is considered."""
    actor = actor_of(request)
    paper = queries.paper(actor, public_id)
    rules.WITHDRAW.require(actor, paper)
    form = form_for(request, ReasonForm)

    def go() -> Done:
        actions.withdraw_paper(actor=actor, now=now_of(request), paper=paper, reason=form.cleaned_data["reason"])
        return Done(_address(paper), "The paper is withdrawn.")

    return acting(request, form, go) or _form_page(request, paper, form, "Withdraw the paper", "Withdraw the paper")


def proposal_of(public_id: str) -> Proposal:
    """One proposal with its paper. Raises `NotFound`."""
    found = (
        Proposal.objects.filter(public_id=public_id)
        .select_related("paper__challenge__question", "paper__committee_meeting__body")
        .first()
    )
    if found is None:
        raise NotFound("There is no such proposal.", rule=rules.READ.name)
    return found


def _written(actor: Actor, paper: Paper, proposals: list[ProposalView]) -> dict[str, Any]:
    """The paper in the places of its template, where it has one."""
    if paper.template_version is None:
        return {"shown": None}
    may_read_private = rules.READ_PRIVATE.may(actor, paper).allowed
    shown = paper_shown(paper, may_read_private=may_read_private)
    return {
        "shown": shown,
        "may_read_private": may_read_private,
        "proposals": with_faults(proposals, shown.known),
        "newer": queries.newer_version(paper) if paper.state == "draft" else None,
    }


def _recommendations(paper: Paper) -> Any:
    return paper.challenge.recommendations.order_by("order")


def _address(paper: Paper) -> str:
    return reverse("committee:paper", args=[paper.public_id])


def _form_page(request: HttpRequest, paper: Paper, form: Any, title: str, submit: str) -> HttpResponse:
    context = {"form": form, "paper": paper, "title": title, "submit": submit, "back": _address(paper)}
    return render(request, "committee/form.html", context)


def _reports(paper: Paper) -> list[tuple[str, str]]:
    """The title of each report it puts, and where it is read; empty where it is not public."""
    found = paper.reports.select_related("challenge").prefetch_related("versions")
    return [
        (one.title, report_address(one) if one.state == "published" and one.challenge.is_public else "")
        for one in found
    ]
