"""Reviews compared by those who run a call: who is how far, who scores how, where reviews lie apart, who reads what."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bridgework.apps.applications import queries
from bridgework.apps.applications.actions import assigning
from bridgework.apps.applications.models import Call
from bridgework.apps.applications.monitored import MONITORED
from bridgework.apps.programmes.settings import settings_of
from bridgework.core.scoring import calibration, disagreements
from bridgework.kernel.permissions import Actor
from bridgework.web.desk.applications.reached import call_of
from bridgework.web.desk.applications.review_forms import PlanForm
from bridgework.web.listing import csv_response
from bridgework.web.ui.acting import Done, acted, acting, actor_of, now_of

PAGE = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def reviews_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """How the review goes."""
    actor = actor_of(request)
    call = call_of(actor, public_id)
    given = queries.given_reviews(actor, call)
    if request.GET.get("as") == "csv":
        rows = [(one.application.public_id, one.reviewer.name, one.score, one.comment) for one in given]
        return csv_response("reviews", ("application", "reviewer", "score", "comment"), rows)
    progress = queries.progress(actor, call)
    context = {
        "call": call,
        "progress": progress,
        "missing": sum(one.missing for one in progress),
        "calibration": _calibrated(given),
        "disagreements": _apart(given),
        "phase": queries.phase_on(call, timezone.localdate(now_of(request))),
        "given": len(given),
        "now": now_of(request),
    }
    return render(request, "desk/applications/call_reviews.html", context)


def _calibrated(given: list[Any]) -> list[dict[str, Any]]:
    names = {one.reviewer.public_id: one.reviewer.name for one in given}
    return [{"name": names[one.reviewer], "row": one} for one in calibration(queries.as_given(given))]


def _apart(given: list[Any]) -> list[dict[str, Any]]:
    applications = {one.application.public_id: one.application for one in given}
    return [
        {"application": applications[one.application], "row": one} for one in disagreements(queries.as_given(given))
    ]


@require_POST
def remind(request: HttpRequest, public_id: str) -> HttpResponse:
    """Put a reminder to everybody with missing reviews into the outbox."""
    actor = actor_of(request)
    call = call_of(actor, public_id)

    def go() -> Done:
        people = assigning.remind_reviewers(actor=actor, now=now_of(request), call=call)
        words = "1 reminder waits" if people == 1 else f"{people} reminders wait"
        return Done(
            reverse("desk:call-reviews", args=[public_id]), f"{words} in the outbox. Look at them and let them go."
        )

    return acted(request, go)


@require_POST
def conflicts(request: HttpRequest, public_id: str) -> HttpResponse:
    """Compute the conflicts of all reviewers with all applications."""
    actor = actor_of(request)
    call = call_of(actor, public_id)

    def go() -> Done:
        found = assigning.compute_conflicts(actor=actor, now=now_of(request), call=call)
        words = "1 conflict is" if found == 1 else f"{found} conflicts are"
        return Done(
            reverse("desk:call-assignment", args=[public_id]),
            f"{words} recorded. Each stands until the programme lead decides otherwise.",
        )

    return acted(request, go)


@PAGE
def assignment(request: HttpRequest, public_id: str) -> HttpResponse:
    """A balanced plan of who reads what, with reasons, before anybody is asked."""
    actor, now = actor_of(request), now_of(request)
    call = call_of(actor, public_id)
    readers, load = _asked(request, call, now)
    found = queries.assignment_plan(actor, call, readers=readers, load=load, on=timezone.localdate(now))

    def go() -> Done:
        pairs = {(one.reviewer, one.application) for one in found.plan.offered}
        count = assigning.apply_assignment(actor=actor, now=now, call=call, pairs=pairs)
        words = "1 review is" if count == 1 else f"{count} reviews are"
        return Done(reverse("desk:call-reviews", args=[public_id]), f"{words} asked for. Each reviewer hears once.")

    if request.GET.get("as") == "csv":
        return _plan_as_csv(found)
    context = {
        "call": call,
        "form": PlanForm(initial={"readers": readers, "load": load}),
        "readers": readers,
        "load": load,
        "short": [{"application": found.applications[one.application], "row": one} for one in found.plan.short],
        **_plan_shown(found),
    }
    return acting(request, None, go) or render(request, "desk/applications/assignment.html", context)


def _asked(request: HttpRequest, call: Call, now: Any) -> tuple[int, int]:
    """Readers and load as the address says; otherwise the setting, and a load that just suffices with some room."""
    readers = _number(request, "readers", settings_of(call.round.programme).reviews_wanted, most=5)
    applications = call.applications.filter(state__in=("sent", "to_be_placed", "reserve", "to_be_declined")).count()
    people = queries.reviewers(call, timezone.localdate(now)).count()
    usual = -(-applications * readers // people) + 1 if people else 1
    return readers, _number(request, "load", usual, most=200)


def _number(request: HttpRequest, name: str, usual: int, *, most: int) -> int:
    text = request.POST.get(name) or request.GET.get(name) or ""
    return min(max(int(text), 1), most) if text.isascii() and text.isdigit() and len(text) < 5 else usual


def _plan_shown(found: queries.AssignmentPlan) -> dict[str, Any]:
    by_reviewer: dict[str, list[dict[str, Any]]] = {}
    for one in found.plan.offered:
        line = {"application": found.applications[one.application], "reason": one.reason}
        by_reviewer.setdefault(one.reviewer, []).append(line)
    return {
        "people": [
            {"person": person, "load": found.plan.loads[key], "lines": by_reviewer.get(key, [])}
            for key, person in sorted(found.people.items(), key=lambda pair: pair[1].name)
        ],
        "offered": len(found.plan.offered),
        "conflicted": [
            {"person": found.people[person], "application": found.applications[application], "reasons": reasons}
            for (person, application), reasons in sorted(
                found.conflicts.items(), key=lambda one: (found.people[one[0][0]].name, one[0][1])
            )
        ],
    }


def _plan_as_csv(found: queries.AssignmentPlan) -> HttpResponse:
    rows = [
        (
            found.people[one.reviewer].name,
            one.application,
            found.applications[one.application].applicant.name,
            one.reason,
        )
        for one in found.plan.offered
    ]
    return csv_response("assignment", ("reviewer", "application", "applicant", "reason"), rows)


@require_safe
def equality(request: HttpRequest, public_id: str) -> HttpResponse:
    """The equality answers of a call, as counts of five or more, once it is closed."""
    actor: Actor = actor_of(request)
    call = call_of(actor, public_id)
    counts = queries.monitoring_counts(call, timezone.localdate(now_of(request)))
    parts = []
    for question in MONITORED:
        found = (counts or {}).get(question.key)
        rows = [(words, (found or {}).get(key, 0)) for key, words in question.answers]
        parts.append({"label": question.label, "rows": rows, "enough": found is not None})
    if request.GET.get("as") == "csv":
        lines = [
            (part["label"], words, "fewer than 5" if count is None else count)
            for part in parts
            if part["enough"]
            for words, count in part["rows"]  # type: ignore[attr-defined]
        ]
        return csv_response("equality", ("question", "answer", "count"), lines)
    context = {"call": call, "parts": parts, "closed": counts is not None}
    return render(request, "desk/applications/equality.html", context)
