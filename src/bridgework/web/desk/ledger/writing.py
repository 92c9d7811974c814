"""Writing the four facts, opening and closing: each page is one form and one act."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from bridgework.apps.calendar.queries import committee_meetings, name_of_body
from bridgework.apps.impact import actions, rules
from bridgework.apps.impact.actions import Checked, Effect, Reported
from bridgework.apps.people.models import Organisation, Person
from bridgework.apps.people.queries import names_of_organisations, with_a_part
from bridgework.kernel.permissions import Rule
from bridgework.web.choices import ActionForm
from bridgework.web.desk.ledger.forms import (
    ChangeForm,
    CheckForm,
    CloseForm,
    CloseTaskedForm,
    ProgressForm,
    ReplyForm,
    WhyForm,
)
from bridgework.web.desk.ledger.pages import action_of, recommendation_of
from bridgework.web.ui.acting import Done, acting, actor_of, form_for, now_of
from bridgework.web.ui.forms import Form

PAGE = require_http_methods(["GET", "HEAD", "POST"])


@PAGE
def reply(request: HttpRequest, public_id: str) -> HttpResponse:
    """Record what an addressee replied."""
    words = ("Record a reply", "Record the reply", "The reply stands in the ledger.")
    return _write(request, public_id, rules.RECORD_REPLY, ReplyForm, words, actions.record_reply)


@PAGE
def report(request: HttpRequest, public_id: str) -> HttpResponse:
    """Report progress on a recommendation without an action."""

    def do(**given: Any) -> None:
        actions.report_on_recommendation(
            actor=given.pop("actor"),
            now=given.pop("now"),
            recommendation=given.pop("recommendation"),
            reported=Reported(**given),
        )

    words = ("Report progress", "Report it", "The report stands in the ledger, as reported.")
    return _write(request, public_id, rules.REPORT_ON_RECOMMENDATION, ProgressForm, words, do)


@PAGE
def check(request: HttpRequest, public_id: str) -> HttpResponse:
    """Record an independent check."""

    def do(**given: Any) -> None:
        recommendation = given.pop("recommendation")
        latest = recommendation.report_backs.filter(is_superseded=False).order_by("reported_on", "id").last()
        actions.check_independently(
            actor=given.pop("actor"),
            now=given.pop("now"),
            recommendation=recommendation,
            checked=Checked(**given),
            of_report_back=latest,
        )

    words = ("Record an independent check", "Record the check", "The check stands beside what was reported.")
    return _write(request, public_id, rules.CHECK, CheckForm, words, do)


@PAGE
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """State what changed, or that nothing was found."""

    def do(**given: Any) -> None:
        recommendation = given.pop("recommendation")
        actions.state_effect(
            actor=given.pop("actor"),
            now=given.pop("now"),
            challenge=recommendation.challenge,
            recommendations=[recommendation],
            effect=Effect(**given),
        )

    words = ("State what changed", "State it", "The statement stands in the ledger, as theirs.")
    return _write(request, public_id, rules.STATE_EFFECT, ChangeForm, words, do)


@PAGE
def close(request: HttpRequest, public_id: str) -> HttpResponse:
    """Close a recommendation."""
    words = ("Close the recommendation", "Close it", "The recommendation is closed. It can be reopened.")
    return _write(request, public_id, rules.CLOSE, CloseForm, words, actions.close_recommendation)


@PAGE
def reopen(request: HttpRequest, public_id: str) -> HttpResponse:
    """Open a closed recommendation again."""
    words = ("Reopen the recommendation", "Reopen it", "The recommendation is open again.")
    return _write(request, public_id, rules.CLOSE, WhyForm, words, actions.reopen_recommendation)


@PAGE
def open_action(request: HttpRequest, public_id: str) -> HttpResponse:
    """Open an action that no committee tasked."""
    actor = actor_of(request)
    found = recommendation_of(actor, public_id)
    rules.OPEN_ACTION.require(actor, found)
    programme = found.programme_public_id
    partners = Organisation.objects.filter(kind__in=("community", "partnership", "other"), scope=programme)
    form = form_for(
        request,
        ActionForm,
        people=with_a_part(Person.objects.filter(scope=programme)),
        partners=partners,
        names=names_of_organisations(partners.values_list("pk", flat=True)),
        recommendations=found.challenge.recommendations.order_by("order"),
        initial={"recommendations": [found.pk]},
    )

    def do() -> Done:
        values = dict(form.cleaned_data)
        actions.open_action(
            actor=actor,
            now=now_of(request),
            challenge=found.challenge,
            recommendations=list(values.pop("recommendations")),
            **values,
        )
        return Done(_desk(public_id), "The action is open.")

    return acting(request, form, do) or _page(request, form, "Open an action", found.text, "Open it", _desk(public_id))


@PAGE
def report_on_action(request: HttpRequest, public_id: str) -> HttpResponse:
    """Report on an action one owns."""
    actor = actor_of(request)
    found = action_of(actor, public_id)
    rules.REPORT_BACK.require(actor, found)
    form = form_for(request, ProgressForm, initial={"by_role": found.owner_role})

    def do() -> Done:
        actions.report_back(actor=actor, now=now_of(request), action=found, reported=Reported(**form.cleaned_data))
        return Done(_action(public_id), "The report stands in the ledger, as reported.")

    return acting(request, form, do) or _page(
        request, form, "Report on the action", found.text, "Report it", _action(public_id)
    )


@PAGE
def close_action(request: HttpRequest, public_id: str) -> HttpResponse:
    """Close an action; one that a committee tasked is closed by its clerk, citing a committee meeting."""
    actor = actor_of(request)
    found = action_of(actor, public_id)
    form: Form
    if found.resolution is None:
        rules.CLOSE_ACTION.require(actor, found)
        form = form_for(request, CloseForm)
    else:
        rules.CLOSE_COMMITTEE_ACTION.require(actor, found)
        body = found.resolution.proposal.paper.committee_meeting.body
        form = form_for(request, CloseTaskedForm, meetings=committee_meetings(body), name=name_of_body(body))

    def do() -> Done:
        actions.close_action(actor=actor, now=now_of(request), action=found, **form.cleaned_data)
        return Done(_action(public_id), "The action is closed.")

    return acting(request, form, do) or _page(
        request, form, "Close the action", found.text, "Close it", _action(public_id)
    )


@PAGE
def reopen_action(request: HttpRequest, public_id: str) -> HttpResponse:
    """Open a closed action again."""
    actor = actor_of(request)
    found = action_of(actor, public_id)
    rule = rules.CLOSE_ACTION if found.resolution is None else rules.CLOSE_COMMITTEE_ACTION
    rule.require(actor, found)
    form = form_for(request, WhyForm)

    def do() -> Done:
        actions.reopen_action(actor=actor, now=now_of(request), action=found, reason=form.cleaned_data["reason"])
        return Done(_action(public_id), "The action is open again.")

    return acting(request, form, do) or _page(
        request, form, "Reopen the action", found.text, "Reopen it", _action(public_id)
    )


def _write(
    request: HttpRequest,
    public_id: str,
    rule: Rule,
    form_class: type[Form],
    words: tuple[str, str, str],
    do: Callable[..., Any],
) -> HttpResponse:
    """One form that writes one fact of one recommendation; `words` are its title, its button and what is said after."""
    actor = actor_of(request)
    found = recommendation_of(actor, public_id)
    rule.require(actor, found)
    form = form_for(request, form_class)
    title, submit, afterwards = words

    def act() -> Done:
        do(actor=actor, now=now_of(request), recommendation=found, **form.cleaned_data)
        return Done(_desk(public_id), afterwards)

    return acting(request, form, act) or _page(request, form, title, found.text, submit, _desk(public_id))


def _page(request: HttpRequest, form: Form, title: str, about: str, submit: str, back: str) -> HttpResponse:
    context = {"form": form, "title": title, "about": about, "submit": submit, "back": back}
    return render(request, "desk/ledger/form.html", context)


def _desk(public_id: str) -> str:
    return reverse("desk:recommendation", args=[public_id])


def _action(public_id: str) -> str:
    return reverse("desk:action", args=[public_id])
