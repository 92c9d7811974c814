"""One recommendation and one action, as those see them who write in the ledger."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from bridgework.apps.impact import queries, rules
from bridgework.apps.impact.models import Action, Decision
from bridgework.apps.reports.models import Recommendation
from bridgework.apps.reports.states import RECOMMENDATION
from bridgework.core.states import readable
from bridgework.kernel import transitions
from bridgework.kernel.errors import NotFound
from bridgework.kernel.permissions import Actor
from bridgework.threads.wording import changed_words
from bridgework.web.ui.acting import actor_of, now_of


@require_safe
def recommendation_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """The four dated histories of a recommendation, where they do not fit, and what one can write."""
    actor, now = actor_of(request), now_of(request)
    found = recommendation_of(actor, public_id)
    today = timezone.localdate(now)
    told = queries.histories(found, today)
    context = {
        "recommendation": found,
        "challenge": found.challenge,
        "told": told,
        "decisions": [(one, _changed(one)) for one in told.decisions],
        "moves": transitions.history(found.public_id),
        "now": now,
        "can": _can(actor, found, _next_write(told)),
        "closed": found.state != RECOMMENDATION.initial,
        "state_words": readable(found.state),
        "public_address": f"/ledger/{found.code}/",
    }
    return render(request, "desk/ledger/recommendation.html", context)


@require_safe
def action_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """One action: what was reported, and what one can do."""
    actor = actor_of(request)
    found = action_of(actor, public_id)
    tasked = found.resolution_id is not None
    close_rule = rules.CLOSE_COMMITTEE_ACTION if tasked else rules.CLOSE_ACTION
    is_open = found.state in ("open", "reported_done")
    context = {
        "action": found,
        "challenge": found.challenge,
        "served": list(found.recommendations.order_by("order")),
        "report_backs": list(found.report_backs.order_by("recommendation_id", "id").select_related("reported_by")),
        "moves": transitions.history(found.public_id),
        "now": now_of(request),
        "may_report": is_open and rules.REPORT_BACK.may(actor, found).allowed,
        "closing": close_rule.may(actor, found),
        "is_open": is_open,
        "state_words": readable(found.state).capitalize(),
    }
    return render(request, "desk/ledger/action.html", context)


def recommendation_of(actor: Actor, public_id: str) -> Recommendation:
    """A recommendation that `actor` may see at the desk. Raises `NotFound`."""
    found = (
        Recommendation.objects.filter(public_id=public_id)
        .select_related("challenge__question", "challenge__round__programme", "report")
        .first()
    )
    if found is None:
        raise NotFound("There is no such recommendation.", rule=rules.SEE_AT_DESK.name)
    rules.SEE_AT_DESK.require(actor, found)
    return found


def action_of(actor: Actor, public_id: str) -> Action:
    """An action that `actor` may see. Raises `NotFound`."""
    found = (
        Action.objects.filter(public_id=public_id)
        .select_related("challenge__question", "challenge__round__programme", "owner", "partner", "resolution")
        .first()
    )
    if found is None:
        raise NotFound("There is no such action.", rule=rules.READ_ACTIONS.name)
    rules.READ_ACTIONS.require(actor, found)
    return found


def _changed(decision: Decision) -> list[tuple[str, str]]:
    """What the committee changed in the words of the proposal; empty where it changed none."""
    resolution = decision.resolution
    if resolution is None:
        return []
    return [(part.kind, part.text) for part in changed_words(resolution.proposal.text, resolution.words)]


def _next_write(told: queries.Histories) -> str:
    """The first of the four facts that is missing, as the address name where it is written."""
    if not told.decisions:
        return "desk:ledger-reply"
    if not told.report_backs:
        return "desk:ledger-report" if told.actions else "desk:ledger-action"
    if not told.checks:
        return "desk:ledger-check"
    return "desk:ledger-close" if told.effects else "desk:ledger-change"


def _can(actor: Actor, found: Recommendation, first: str) -> list[dict[str, str]]:
    """What this person can write, as words and addresses: what is missing first, then in the order of the facts."""
    is_open = found.state == RECOMMENDATION.initial
    offers = (
        (rules.RECORD_REPLY, "Record a reply", "desk:ledger-reply", is_open),
        (rules.OPEN_ACTION, "Open an action", "desk:ledger-action", is_open),
        (rules.REPORT_ON_RECOMMENDATION, "Report progress", "desk:ledger-report", is_open),
        (rules.CHECK, "Record an independent check", "desk:ledger-check", is_open),
        (rules.STATE_EFFECT, "State what changed", "desk:ledger-change", True),
        (rules.CLOSE, "Close the recommendation", "desk:ledger-close", is_open),
        (rules.CLOSE, "Reopen the recommendation", "desk:ledger-reopen", not is_open),
    )
    return [
        {"text": text, "address": reverse(name, args=[found.public_id])}
        for rule, text, name, now in sorted(offers, key=lambda one: one[2] != first)
        if now and rule.may(actor, found).allowed
    ]
