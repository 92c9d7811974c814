"""“Ready to publish?”, letting a failure pass, publishing, and the clerk's overview of all papers of a committee."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from bridgework.apps.calendar.queries import names_of_bodies
from bridgework.apps.committees import actions, queries, rules
from bridgework.apps.committees.queries.readiness import readiness_of_papers
from bridgework.kernel.errors import NotFound
from bridgework.kernel.roles import CHAIR, CLERK, MONITORING_OFFICER
from bridgework.web.committee.forms import PublishForm
from bridgework.web.committee.forms_clearances import LetPassForm, MissingForm
from bridgework.web.committee.readiness_views import address_of, readiness_shown, shown_of
from bridgework.web.committee.showing import MOVES
from bridgework.web.listing import page_of
from bridgework.web.ui.acting import Done, acting, actor_of, form_for, now_of

GET_AND_POST = ["GET", "HEAD", "POST"]
OVERSEERS = frozenset({CLERK, CHAIR, MONITORING_OFFICER})


@require_safe
def readiness(request: HttpRequest, public_id: str) -> HttpResponse:
    """Everything that keeps a paper from being published, each with the page where it is mended."""
    actor = actor_of(request)
    paper = queries.paper(actor, public_id)
    context = {
        "paper": paper,
        "ready": readiness_shown(actor, paper, now_of(request)),
        "may_publish": paper.state == "ready" and rules.PUBLISH.may(actor, paper).allowed,
        "is_open": paper.state in rules.BEFORE_PUBLICATION,
        "now": now_of(request),
    }
    return render(request, "committee/publishing/readiness.html", context)


@require_http_methods(GET_AND_POST)
def publish(request: HttpRequest, public_id: str) -> HttpResponse:
    """Publish a paper with the agenda, once nothing keeps it back."""
    actor, now = actor_of(request), now_of(request)
    paper = queries.paper(actor, public_id)
    rules.PUBLISH.require(actor, paper)
    form = form_for(request, PublishForm, initial={"late_reason": paper.late_reason})

    def go() -> Done:
        actions.publish_paper(actor=actor, now=now, paper=paper, **form.cleaned_data)
        return Done(
            reverse("committee:paper", args=[public_id]),
            "The paper is published. It stands on the public page of the question.",
        )

    response = acting(request, form, go)
    if response is not None:
        return response
    paper.refresh_from_db(fields=["state"])
    if paper.state in rules.PUBLIC_STATES:
        # A button pressed twice, or the other clerk: what was wanted has been done.
        return redirect("committee:paper", public_id)
    shown = readiness_shown(actor, paper, now)
    context = {
        "form": form,
        "paper": paper,
        "ready": shown,
        "holes": [one for one in shown.failures if not one.address.endswith("/publish/")],
        "now": now,
    }
    return render(request, "committee/publishing/publish.html", context)


@require_http_methods(GET_AND_POST)
def let_pass(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let one failure pass, with a reason."""
    actor = actor_of(request)
    paper = queries.paper(actor, public_id)
    rules.OVERRIDE.require(actor, paper)
    code, place = request.GET.get("code", "")[:60], request.GET.get("place", "")[:80]
    shown = readiness_shown(actor, paper, now_of(request))
    failure = next(
        (one.failure for one in shown.readiness.found if (one.failure.code, one.failure.place) == (code, place)), None
    )
    if failure is None:
        raise NotFound("The paper does not have this hole any more.", rule=rules.OVERRIDE.name)
    form = form_for(request, LetPassForm)
    back = reverse("committee:readiness", args=[public_id])

    def go() -> Done:
        actions.let_pass(actor=actor, now=now_of(request), paper=paper, code=code, place=place, **form.cleaned_data)
        return Done(back, "It is let pass. If the text changes, it counts again.")

    context: dict[str, Any] = {"form": form, "paper": paper, "failure": failure, "back": back}
    context["mend"] = address_of(paper, failure.place)
    return acting(request, form, go) or render(request, "committee/publishing/let_pass.html", context)


@require_http_methods(GET_AND_POST)
def missing(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say that there is no background paper, and why no equality analysis is needed."""
    actor = actor_of(request)
    paper = queries.paper(actor, public_id)
    rules.ASK_CLEARANCE.require(actor, paper)
    initial = {
        "no_background_papers": paper.has_no_background_papers,
        "no_equality_analysis": paper.no_equality_analysis,
    }
    form = form_for(request, MissingForm, initial=initial)
    back = reverse("committee:readiness", args=[public_id])

    def go() -> Done:
        actions.say_what_is_missing(actor=actor, now=now_of(request), paper=paper, **form.cleaned_data)
        return Done(back, "It is kept.")

    context = {"form": form, "paper": paper, "back": back}
    return acting(request, form, go) or render(request, "committee/publishing/missing.html", context)


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Every paper that is not published yet, of the committees one looks after: last day, clearances, what it lacks."""
    actor, now = actor_of(request), now_of(request)
    scopes = [one.scope for one in actor.holdings if one.role in OVERSEERS]
    found = (
        queries.papers(actor)
        .filter(body_scope__in=scopes, state__in=rules.BEFORE_PUBLICATION)
        .filter(committee_meeting__on__gte=timezone.localdate(now))
        .select_related("committee_meeting__body__organisation", "challenge__question", "template_version")
    )
    page = page_of(request, found)
    papers = list(page)
    states = readiness_of_papers(papers, now)
    names = names_of_bodies({one.committee_meeting.body_id for one in papers})
    rows = [
        {
            "paper": one,
            "body_name": names.get(one.committee_meeting.body_id, ""),
            "move": MOVES[one.state],
            "ready": shown_of(states[one.pk]),
            "last_day": states[one.pk].deadline.latest_publication,
        }
        for one in papers
    ]
    papers_page = reverse("committee:papers")
    tabs = [
        ("Ahead", f"{papers_page}?show=ahead", False),
        ("Past", f"{papers_page}?show=past", False),
        ("On their way: what each lacks", reverse("committee:overview"), True),
    ]
    context = {"page": page, "rows": rows, "now": now, "looks_after": bool(scopes), "tabs": tabs}
    return render(request, "committee/publishing/overview.html", context)
