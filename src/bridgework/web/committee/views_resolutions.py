"""What a committee resolved, proposal by proposal, and the actions it tasked."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from bridgework.apps.committees import actions, queries, rules
from bridgework.apps.committees.actions import Resolved
from bridgework.apps.committees.actions.resolutions import require_met
from bridgework.apps.committees.models import Proposal, Resolution
from bridgework.apps.impact import actions as impact
from bridgework.apps.impact.rules import OPEN_ACTION_FOR_COMMITTEE
from bridgework.apps.people.models import Organisation, Person
from bridgework.apps.people.queries import names_of_organisations, with_a_part
from bridgework.kernel.errors import NotFound
from bridgework.web.choices import ActionForm
from bridgework.web.committee.forms import CorrectionForm, ResolutionForm
from bridgework.web.committee.views_papers import GET_AND_POST, proposal_of
from bridgework.web.ui.acting import Done, acting, actor_of, form_for, now_of


@require_http_methods(GET_AND_POST)
def record(request: HttpRequest, public_id: str) -> HttpResponse:
    """Record what the committee resolved on one proposal."""
    actor = actor_of(request)
    proposal = proposal_of(public_id)
    paper = queries.paper(actor, proposal.paper.public_id)
    rules.RESOLVE.require(actor, paper)
    require_met(paper.committee_meeting, timezone.localdate(now_of(request)))
    initial = {
        "resolved_on": paper.committee_meeting.on,
        "words": proposal.text,
        "owner_role": proposal.owner_role,
        "report_back_on": proposal.report_back_on,
    }
    form = form_for(request, ResolutionForm, initial=initial)

    def keep() -> Done:
        actions.record_resolution(
            actor=actor, now=now_of(request), proposal=proposal, resolved=_resolved(form, proposal.text)
        )
        return Done(_address(paper.public_id), f"What was resolved on proposal {proposal.letter} is recorded.")

    context = _context(form, proposal, paper.title) | {"paper": paper, "submit": "Record what was resolved"}
    return acting(request, form, keep) or render(request, "committee/resolve.html", context)


@require_http_methods(GET_AND_POST)
def correct(request: HttpRequest, public_id: str) -> HttpResponse:
    """Put another resolution in place of one that was entered wrongly; both are kept."""
    actor = actor_of(request)
    wrong = resolution_of(public_id)
    proposal = wrong.proposal
    paper = queries.paper(actor, proposal.paper.public_id)
    rules.RESOLVE.require(actor, paper)
    names = ("outcome", "reason", "resolved_on", "owner_role", "report_back_on", "source", "mover", "seconder")
    initial: dict[str, Any] = {name: getattr(wrong, name) for name in names}
    initial |= {f"votes_{side}": number for side, number in wrong.votes.items()}
    form = form_for(request, CorrectionForm, initial=initial | {"words": wrong.words or proposal.text})

    def keep() -> Done:
        why = form.cleaned_data["why"]
        actions.correct_resolution(
            actor=actor, now=now_of(request), resolution=wrong, resolved=_resolved(form, proposal.text), why=why
        )
        return Done(_address(paper.public_id), "The correction is recorded; what stood before is kept beside it.")

    context = _context(form, proposal, paper.title) | {
        "paper": paper,
        "wrong": wrong,
        "submit": "Record the correction",
    }
    return acting(request, form, keep) or render(request, "committee/resolve.html", context)


@require_http_methods(GET_AND_POST)
def open_action(request: HttpRequest, public_id: str) -> HttpResponse:
    """Open the action that a committee tasked."""
    actor = actor_of(request)
    resolution = resolution_of(public_id)
    paper = queries.paper(actor, resolution.proposal.paper.public_id)
    OPEN_ACTION_FOR_COMMITTEE.require(actor, paper)
    put = resolution.proposal.recommendations.order_by("order")
    partners = Organisation.objects.filter(
        kind__in=("community", "partnership", "other"), scope=paper.programme_public_id
    )
    form = form_for(
        request,
        ActionForm,
        people=with_a_part(Person.objects.filter(scope=paper.programme_public_id)),
        partners=partners,
        names=names_of_organisations(partners.values_list("pk", flat=True)),
        recommendations=put,
        initial={
            "recommendations": put,
            "owner_role": resolution.owner_role,
            "due_on": resolution.report_back_on,
            "owner": resolution.owner,
        },
    )

    def keep() -> Done:
        values = dict(form.cleaned_data)
        made = impact.open_action(
            actor=actor,
            now=now_of(request),
            challenge=paper.challenge,
            resolution=resolution,
            recommendations=list(values.pop("recommendations")),
            **values,
        )
        asked = "its owner is asked to report a week before its day" if made.due_on else "no day is set for its report"
        return Done(_address(paper.public_id), f"The action is open; {asked}.")

    context = {
        "form": form,
        "paper": paper,
        "title": "Open an action the committee tasked",
        "submit": "Open the action",
        "back": _address(paper.public_id),
    }
    return acting(request, form, keep) or render(request, "committee/form.html", context)


def resolution_of(public_id: str) -> Resolution:
    """One resolution with its proposal and paper. Raises `NotFound`."""
    found = Resolution.objects.filter(public_id=public_id).select_related("proposal__paper__challenge", "owner").first()
    if found is None:
        raise NotFound("There is no such resolution.", rule=rules.READ.name)
    return found


def _resolved(form: ResolutionForm, proposed: str) -> Resolved:
    """What the form says; words are kept only where they differ from the proposal."""
    values = form.cleaned_data
    words = values["words"].strip()
    return Resolved(
        outcome=values["outcome"],
        resolved_on=values["resolved_on"],
        words="" if words == proposed.strip() else words,
        reason=values["reason"],
        report_back_on=values["report_back_on"],
        owner_role=values["owner_role"],
        source=values["source"],
        mover=values["mover"],
        seconder=values["seconder"],
        votes=form.votes(),
    )


def _context(form: Any, proposal: Proposal, title: str) -> dict[str, Any]:
    return {
        "form": form,
        "proposal": proposal,
        "eyebrow": f"{title}, proposal {proposal.letter}",
        "back": _address(proposal.paper.public_id),
    }


def _address(paper_public_id: str) -> str:
    return reverse("committee:paper", args=[paper_public_id])
