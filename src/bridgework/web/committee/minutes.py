"""Paste the minute: its words are read, looked over beside the text, and then recorded per proposal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from bridgework.apps.committees import actions, queries, rules
from bridgework.apps.committees.models import PastedMinute, Proposal
from bridgework.apps.impact import actions as impact
from bridgework.apps.impact.rules import OPEN_ACTION_FOR_COMMITTEE
from bridgework.core.differences import difference
from bridgework.core.papers.minutes import MinuteRead, ReadForProposal
from bridgework.kernel.errors import NotFound
from bridgework.web.committee.forms_meetings import ConfirmForm, MinuteForm, confirm_form_class
from bridgework.web.committee.meetings import GET_AND_POST
from bridgework.web.ui.acting import Done, acting, actor_of, form_for, now_of

HOW = {
    "letter": "Read by its letter.",
    "words": "Read by its words.",
    "all": "Read from one resolution for all proposals.",
    "": "The minute says nothing of it that could be read.",
}


@dataclass(frozen=True)
class ToConfirm:
    """A proposal beside what was read of it, with its fields."""

    proposal: Proposal
    read: ReadForProposal
    how: str
    changed: tuple[tuple[str, str], ...]
    fields: list[Any]
    moved: list[Any]
    votes: list[Any]
    action: list[Any]


@require_http_methods(GET_AND_POST)
def paste(request: HttpRequest, public_id: str) -> HttpResponse:
    """Paste the minute of one paper."""
    actor = actor_of(request)
    paper = queries.paper(actor, public_id)
    rules.RESOLVE.require(actor, paper)
    form = form_for(request, MinuteForm)

    def keep() -> Done:
        minute = actions.paste_minute(actor=actor, now=now_of(request), paper=paper, text=form.cleaned_data["text"])
        return Done(reverse("committee:confirm-minute", args=[minute.public_id]))

    context = {
        "form": form,
        "paper": paper,
        "title": "Paste the minute",
        "submit": "Read the minute",
        "back": reverse("committee:paper", args=[public_id]),
    }
    return acting(request, form, keep) or render(request, "committee/form.html", context)


@require_http_methods(GET_AND_POST)
def confirm(request: HttpRequest, public_id: str) -> HttpResponse:
    """Look over what was read, beside the pasted words, and record it."""
    actor = actor_of(request)
    minute = minute_of(public_id)
    paper = queries.paper(actor, minute.paper.public_id)
    rules.RESOLVE.require(actor, paper)
    back = reverse("committee:meeting", args=[paper.committee_meeting.public_id])
    if minute.confirmed_at is not None and request.method != "POST":
        return redirect(back)
    read = MinuteRead.from_json(minute.read)
    by_letter = {one.letter: one for one in read.resolutions}
    proposals = queries.proposals_of(paper)
    still_open = [one for one in proposals if queries.standing_resolution(one) is None]
    may_task = OPEN_ACTION_FOR_COMMITTEE.may(actor, paper).allowed
    form = form_for(
        request,
        confirm_form_class(still_open, may_task=may_task),
        proposals=still_open,
        read=by_letter,
        met_on=paper.committee_meeting.on,
        may_task=may_task,
    )

    def keep() -> Done:
        resolutions, opened = impact.confirm_minute_and_task(
            actor=actor, now=now_of(request), minute=minute, resolved=form.resolved(), tasked=form.tasked()
        )
        return Done(back, _said(len(resolutions), len(opened)))

    context = {
        "form": form,
        "paper": paper,
        "minute": minute,
        "read": read,
        "to_confirm": _to_confirm(form, by_letter),
        "resolved_before": [one for one in proposals if one not in still_open],
        "back": back,
    }
    return acting(request, form, keep) or render(request, "committee/confirm_minute.html", context)


def minute_of(public_id: str) -> PastedMinute:
    """One pasted minute with its paper. Raises `NotFound`."""
    found = PastedMinute.objects.filter(public_id=public_id).select_related("paper__challenge").first()
    if found is None:
        raise NotFound("There is no such minute.", rule=rules.READ.name)
    return found


def _to_confirm(form: ConfirmForm, read: dict[str, ReadForProposal]) -> list[ToConfirm]:
    shown = []
    for proposal, fields in form.groups:
        found = read.get(proposal.letter, ReadForProposal(proposal.letter))
        segments = difference(proposal.text, found.words) if found.words else ()
        changed = tuple((one.kind, one.text) for one in segments)
        parts: dict[str, list[Any]] = {"fields": [], "moved": [], "votes": [], "action": []}
        for field in fields:
            parts[_part(field.name.split("-", 1)[1])].append(field)
        shown.append(ToConfirm(proposal, found, HOW[found.how], changed, **parts))
    return shown


def _part(name: str) -> str:
    if name in ("mover", "seconder"):
        return "moved"
    return "votes" if name.startswith("votes_") else ("action" if name == "action" else "fields")


def _said(resolutions: int, opened: int) -> str:
    recorded = "1 resolution is recorded" if resolutions == 1 else f"{resolutions} resolutions are recorded"
    if not opened:
        return f"{recorded}."
    return f"{recorded} and {'1 action is' if opened == 1 else f'{opened} actions are'} open in the ledger."
