"""Interviews: the list, one interview, what is done with it, who it was with, the link for the person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bridgework.apps.questions.models import Challenge
from bridgework.apps.workspace import actions, queries, rules
from bridgework.apps.workspace.models import ConsentEntry, Interview
from bridgework.apps.workspace.queries.interviews import QUOTE_WORDS
from bridgework.kernel.errors import NotFound
from bridgework.web.ui.acting import Done, acting, actor_of, form_for, now_of
from bridgework.web.ui.forms import Form
from bridgework.web.workspace.forms import ReasonForm
from bridgework.web.workspace.forms_interviews import (
    ApprovedForm,
    ConsentsForm,
    HeldOnForm,
    InterviewForm,
    QuoteForm,
    ReplacementForm,
    TakeBackForm,
    TranscriptForm,
)
from bridgework.web.workspace.showing import form_shown, frame, work_shown

GET_AND_POST = ["GET", "HEAD", "POST"]
INTERVIEWS = "workspace:interviews"
_NOTES: Final[dict[type[Form], tuple[str, ...]]] = {
    TakeBackForm: ("Their quotes, transcripts and name go at once, wherever they are used. This cannot be undone.",),
}
Act = Callable[[Interview, dict[str, Any], dict[str, Any]], str]


@require_safe
def interviews(request: HttpRequest, public_id: str) -> HttpResponse:
    """The interviews of a team, each under its pseudonym."""
    challenge = _kept(request, public_id)
    context = frame(request, challenge, "workspace:evidence", "Interviews") | {
        "interviews": queries.interviews_of(challenge)
    }
    return render(request, "workspace/interviews.html", context)


@require_http_methods(GET_AND_POST)
def plan(request: HttpRequest, public_id: str) -> HttpResponse:
    """Plan an interview."""
    challenge = _kept(request, public_id)
    form = form_for(request, InterviewForm)

    def do() -> Done:
        made = actions.plan_interview(
            actor=actor_of(request), now=now_of(request), challenge=challenge, **form.cleaned_data
        )
        return Done(_address(challenge, made), f"{made.pseudonym} is planned. Note next what they agree to.")

    return acting(request, form, do) or form_shown(
        request,
        frame(request, challenge, "workspace:evidence", "Plan an interview"),
        form,
        title="Plan an interview",
        lead="From here on the person is known by a number. Who it is lies apart, sealed.",
        submit="Plan the interview",
        keep_draft=False,
        back=reverse(INTERVIEWS, args=[public_id]),
    )


@require_safe
def interview(request: HttpRequest, public_id: str, interview_id: str) -> HttpResponse:
    """One interview: consents, transcripts, quotes, what was disposed of."""
    challenge = _kept(request, public_id)
    found = _interview(challenge, interview_id)
    may_open_key = rules.OPEN_KEY.may(actor_of(request), found).allowed
    to_approve = queries.transcript_to_approve(found)
    shown = next(one for one in queries.interviews_of(challenge) if one.interview.pk == found.pk)
    context = frame(request, challenge, "workspace:evidence", found.pseudonym) | {
        "shown": shown,
        "quotes": [(one, *QUOTE_WORDS[one.state]) for one in shown.quotes],
        "transcripts": queries.transcripts_of(found, with_raw=may_open_key),
        "replacements": queries.replacements_of(found, with_originals=may_open_key),
        "to_approve": to_approve,
        "likely": queries.names_to_look_at(challenge, to_approve.text) if to_approve else [],
        "disposals": list(found.disposals.all()),
        "is_open": found.state not in ("withdrawn", "disposed"),
        "may_open_key": may_open_key,
    }
    return render(request, "workspace/interview.html", context)


@require_POST
@never_cache
def key(request: HttpRequest, public_id: str, interview_id: str) -> HttpResponse:
    """Open who it was with. By POST, because every opening is noted; shown once and not kept by the browser."""
    challenge = _kept(request, public_id)
    found = _interview(challenge, interview_id)
    name, email = actions.open_key(actor=actor_of(request), now=now_of(request), interview=found)
    context = frame(request, challenge, "workspace:evidence", found.pseudonym)
    return render(request, "workspace/interview_key.html", context | {"one": found, "name": name, "email": email})


@require_POST
@never_cache
def link(request: HttpRequest, public_id: str, interview_id: str) -> HttpResponse:
    """Make the link for the person. It is shown once: only a print of it is kept."""
    challenge = _kept(request, public_id)
    found = _interview(challenge, interview_id)
    token = actions.consent_link(actor=actor_of(request), now=now_of(request), interview=found)
    address = f"{settings.SITE_ADDRESS}{reverse('links:link', args=[token])}"
    context = frame(request, challenge, "workspace:evidence", found.pseudonym)
    return render(request, "workspace/interview_link.html", context | {"one": found, "address": address})


def consents(request: HttpRequest, public_id: str, interview_id: str) -> HttpResponse:
    """Note what the person agrees to."""

    def act(one: Interview, data: dict[str, Any], by: dict[str, Any]) -> str:
        answers = {purpose: purpose in data["agreed"] for purpose, _ in ConsentEntry.PURPOSES}
        actions.give_consents(interview=one, answers=answers, way=data["way"], **by)
        return "What they agreed to is noted, and counts from now on."

    return _form(request, public_id, interview_id, ConsentsForm, "Note what they agree to", "Note it", act)


def hold(request: HttpRequest, public_id: str, interview_id: str) -> HttpResponse:
    """Record that it was held."""

    def act(one: Interview, data: dict[str, Any], by: dict[str, Any]) -> str:
        actions.hold_interview(interview=one, held_on=data["held_on"], **by)
        return "It is a source now, under its pseudonym."

    return _form(request, public_id, interview_id, HeldOnForm, "Record that it was held", "Record it", act)


def transcript(request: HttpRequest, public_id: str, interview_id: str) -> HttpResponse:
    """Keep a transcript."""

    def act(one: Interview, data: dict[str, Any], by: dict[str, Any]) -> str:
        actions.keep_transcript(interview=one, kind=data["kind"], text=data["text"], **by)
        return "The transcript is kept."

    return _form(request, public_id, interview_id, TranscriptForm, "Keep a transcript", "Keep the transcript", act)


def replace(request: HttpRequest, public_id: str, interview_id: str) -> HttpResponse:
    """Replace words by which somebody could be known."""

    def act(one: Interview, data: dict[str, Any], by: dict[str, Any]) -> str:
        actions.replace_words(interview=one, **data, **by)
        return "Replaced in a new version. The log of replacements has it, sealed."

    return _form(request, public_id, interview_id, ReplacementForm, "Replace words", "Replace them", act)


def quote(request: HttpRequest, public_id: str, interview_id: str) -> HttpResponse:
    """Take words out to be printed."""

    def act(one: Interview, data: dict[str, Any], by: dict[str, Any]) -> str:
        not_people = [line.strip() for line in data["not_people"].splitlines() if line.strip()]
        actions.add_quote(
            interview=one, text=data["text"], attribution=data["attribution"], not_people=not_people, **by
        )
        return "The quote waits for the person. Send them their link."

    return _form(request, public_id, interview_id, QuoteForm, "Quote from the interview", "Keep the quote", act)


def dispose(request: HttpRequest, public_id: str, interview_id: str) -> HttpResponse:
    """Dispose of the name and the raw transcripts before their day."""

    def act(one: Interview, data: dict[str, Any], by: dict[str, Any]) -> str:
        actions.dispose_of(interview=one, why=data["reason"], **by)
        return "The name and the raw transcripts are gone. That they were disposed of stays."

    return _form(request, public_id, interview_id, ReasonForm, "Dispose of name and recording", "Dispose of them", act)


def approve(request: HttpRequest, public_id: str, interview_id: str) -> HttpResponse:
    """Note that the person approved the transcript, otherwise than by their link."""

    def act(one: Interview, data: dict[str, Any], by: dict[str, Any]) -> str:
        actions.approve_transcript(interview=one, **data, **by)
        return "The transcript is approved."

    return _form(request, public_id, interview_id, ApprovedForm, "Note that they approved it", "Note it", act)


def withdraw(request: HttpRequest, public_id: str, interview_id: str) -> HttpResponse:
    """Take an interview back for the person."""

    def act(one: Interview, data: dict[str, Any], by: dict[str, Any]) -> str:
        actions.withdraw_interview(interview=one, **by)
        return "The interview is taken back. Nothing of it is used from now on."

    return _form(request, public_id, interview_id, TakeBackForm, "Take the interview back", "Take it back", act)


@require_http_methods(GET_AND_POST)
def _form(
    request: HttpRequest, public_id: str, interview_id: str, form_class: type[Form], title: str, submit: str, act: Act
) -> HttpResponse:
    challenge = _kept(request, public_id)
    found = _interview(challenge, interview_id)
    initial: dict[str, Any] | None = None
    if form_class is ConsentsForm:
        initial = {"agreed": [key for key, answer in queries.consents_of(found).items() if answer == "given"]}
    shown = queries.transcript_to_approve(found) if form_class is ApprovedForm else None
    if form_class is ApprovedForm:
        initial = {"number": shown.number if shown else 0}
    form = form_for(request, form_class, initial=initial)

    def do() -> Done:
        said = act(found, form.cleaned_data, {"actor": actor_of(request), "now": now_of(request)})
        return Done(_address(challenge, found), said)

    return acting(request, form, do) or form_shown(
        request,
        frame(request, challenge, "workspace:evidence", title),
        form,
        title=title,
        lead=found.pseudonym,
        quoted=shown.text if shown else "",
        notes=_NOTES.get(form_class, ()),
        submit=submit,
        # What is about a person interviewed is not kept on a device.
        keep_draft=False,
        back=_address(challenge, found),
    )


def _kept(request: HttpRequest, public_id: str) -> Challenge:
    challenge = work_shown(request, public_id)
    rules.KEEP_INTERVIEWS.require(actor_of(request), challenge)
    return challenge


def _interview(challenge: Challenge, public_id: str) -> Interview:
    found = Interview.objects.filter(challenge=challenge, public_id=public_id).first()
    if found is None:
        raise NotFound("There is no such interview.", rule=rules.KEEP_INTERVIEWS.name)
    return found


def _address(challenge: Challenge, one: Interview) -> str:
    return reverse("workspace:interview", args=[challenge.public_id, one.public_id])
