"""Proposing and changing a question, and everything about its words."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from bridgework.apps.people.models import Person
from bridgework.apps.people.queries import likely_first, people_seen_by, with_a_part
from bridgework.apps.programmes.models import Programme, Round
from bridgework.apps.programmes.queries import rounds_open_for
from bridgework.apps.programmes.switches import PROPOSE as PROPOSING
from bridgework.apps.questions import actions
from bridgework.apps.questions.actions.relating import NONE_NEAR
from bridgework.apps.questions.models import Question, WordingConsent
from bridgework.apps.questions.queries import (
    challenge_by_code,
    current_wording,
    nearest_earlier,
    question_of,
    question_seen_by,
)
from bridgework.apps.questions.rules import CHANGE_QUESTION, PROPOSE, TAKE_UP
from bridgework.kernel.permissions import Actor
from bridgework.threads.outcomes import what_became
from bridgework.web.choices import OWNING, Choices
from bridgework.web.desk.questions.forms import (
    AskedBeforeForm,
    AskOwnerForm,
    ChangeForm,
    ProposeForm,
    RewordForm,
    SettleForm,
    owner_choices,
)
from bridgework.web.desk.questions.place import crumbs, first_of, open_rounds, programme_for, round_choices
from bridgework.web.ui.acting import Done, acted, acting, actor_of, form_for, now_of

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
def propose(request: HttpRequest) -> HttpResponse:
    """One short form; afterwards the question is compared with earlier ones."""
    actor, now = actor_of(request), now_of(request)
    programme = programme_for(request, actor)
    PROPOSE.require(actor, programme)
    rounds = _rounds(request, actor, programme)
    choices = round_choices(rounds, timezone.localdate(now))
    initial = {"round": first_of(choices)}
    form = form_for(request, ProposeForm, initial=initial, owners=_owners(actor), rounds=choices)

    def do() -> Done:
        given = dict(form.cleaned_data)
        chosen, owner = given.pop("round"), _person(actor, given.pop("owner"))
        round_ = next((one for one in rounds if one.public_id == chosen), None)
        made = actions.propose_question(actor=actor, now=now, programme=programme, round=round_, owner=owner, **given)
        return Done(reverse("desk:asked-before", args=[made.public_id]), "The question is proposed.")

    context = {"form": form, "programme": programme, "crumbs": crumbs(("Propose a question", ""))}
    return acting(request, form, do) or render(request, "desk/questions/propose.html", context)


@require_http_methods(METHODS)
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """Change what is said about a question beside its words."""
    actor, now = actor_of(request), now_of(request)
    found = question_seen_by(actor, public_id)
    CHANGE_QUESTION.require(actor, found)
    fields = ("title", "why_it_matters", "decision_informed", "decision_by", "owner_role", "theme", "place")
    initial = {name: getattr(found, name) for name in fields} | {"owner": found.owner.public_id if found.owner else ""}
    owners = _owners(actor, found.owner)
    form = form_for(request, ChangeForm, initial=initial, version=found.version, owners=owners)

    def do() -> Done:
        given = dict(form.cleaned_data)
        owner = _person(actor, given.pop("owner"), found.owner)
        actions.change_question(
            actor=actor, now=now, question=found, version_seen=form.version_seen, owner=owner, **given
        )
        return Done(_page(found), "The question is changed.")

    return acting(request, form, do) or _form(
        request, found, form, heading="Change what is said about the question", submit="Save the changes"
    )


@require_http_methods(METHODS)
def reword(request: HttpRequest, public_id: str) -> HttpResponse:
    """Give the question a new wording; the earlier ones stay."""
    actor, now = actor_of(request), now_of(request)
    found = question_seen_by(actor, public_id)
    CHANGE_QUESTION.require(actor, found)
    current = current_wording(found)
    text, number = (current.text, current.number) if current else ("", 0)
    form = form_for(request, RewordForm, initial={"text": text}, version=number)

    def do() -> Done:
        actions.reword_question(actor=actor, now=now, question=found, made_from=form.version_seen, **form.cleaned_data)
        return Done(_page(found), "The new wording is kept, and the earlier ones with it.")

    return acting(request, form, do) or _form(
        request,
        found,
        form,
        heading="Reword the question",
        lead="Every wording is kept, with who changed it and why.",
        submit="Keep this wording",
    )


@require_http_methods(METHODS)
def asked_before(request: HttpRequest, public_id: str) -> HttpResponse:
    """The nearest earlier questions with what became of them; the answers become links between the questions."""
    actor, now = actor_of(request), now_of(request)
    found = question_seen_by(actor, public_id)
    CHANGE_QUESTION.require(actor, found)
    current = current_wording(found)
    near = nearest_earlier(actor, current.text if current else found.title, question=found)
    form = form_for(request, AskedBeforeForm, near=near)

    def do() -> Done:
        answers = [(question_of(one.public_id), kind, basis) for one, kind, basis in form.answers()]
        code = form.cleaned_data["code"]
        if code:
            earlier = challenge_by_code(code.lower()).question
            answers.append((earlier, form.cleaned_data["kind"], form.cleaned_data["basis"]))
        for earlier, kind, basis in answers:
            actions.relate_question(actor=actor, now=now, question=found, earlier=earlier, kind=kind, basis=basis)
        if form.says_none_same() and (form.near or not code):
            actions.say_never_asked(actor=actor, now=now, question=found)
        if not answers and found.duplicate_answer == NONE_NEAR:
            return Done(_page(found), "Kept: none of these is the same question.")
        left = form.leaves_open()
        more = f" {left} still open: answer when you have looked." if left else ""
        return Done(_page(found), f"What you answered is kept.{more}")

    became = what_became(one.key for one in near)
    context = {
        "question": found,
        "wording": current.text if current else "",
        "form": form,
        "near": [(one, became[one.key], form[f"kind_{one.public_id}"], form[f"basis_{one.public_id}"]) for one in near],
        "crumbs": crumbs((found.title, _page(found)), ("Has this been asked?", "")),
    }
    return acting(request, form, do) or render(request, "desk/questions/asked_before.html", context)


@require_http_methods(METHODS)
def ask_owner(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask the owner whether they agree to the wording."""
    actor, now = actor_of(request), now_of(request)
    found = question_seen_by(actor, public_id)
    CHANGE_QUESTION.require(actor, found)
    current = current_wording(found)
    initial = {"answer_by": timezone.localdate(now) + timedelta(days=10)}
    form = form_for(request, AskOwnerForm, initial=initial)

    def do() -> Done:
        assert current is not None
        actions.ask_owner(actor=actor, now=now, wording=current, answer_by=form.cleaned_data["answer_by"])
        return Done(_page(found), "The owner is asked. The answer will stand on this page.")

    owner = found.owner.name if found.owner else "the owner"
    return acting(request, form, do) or _form(
        request,
        found,
        form,
        heading="Ask the owner about the wording",
        lead=f"{owner} gets a message with a link of their own: agree, suggest other words, or not agree.",
        submit="Ask the owner",
    )


@require_http_methods(METHODS)
def settle(request: HttpRequest, public_id: str, consent_id: str) -> HttpResponse:
    """Act on the owner's answer that was not a plain yes."""
    actor, now = actor_of(request), now_of(request)
    found = question_seen_by(actor, public_id)
    CHANGE_QUESTION.require(actor, found)
    consent = get_object_or_404(
        WordingConsent.objects.select_related("person"), public_id=consent_id, wording__question=found
    )
    form = form_for(request, SettleForm)

    def do() -> Done:
        use = form.cleaned_data["use_words"] == "yes"
        actions.settle_consent(actor=actor, now=now, consent=consent, use_words=use, reason=form.cleaned_data["reason"])
        return Done(_page(found), "The owner's words are the new wording." if use else "The wording stays as it is.")

    return acting(request, form, do) or _form(
        request,
        found,
        form,
        heading=f"{consent.person.name} {consent.get_answer_display()}",
        quoted=consent.words,
        submit="Keep the decision",
    )


@require_http_methods(["POST"])
def show(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show a question in public, or stop showing it."""
    actor, now = actor_of(request), now_of(request)
    found = question_seen_by(actor, public_id)
    is_public = request.POST.get("is_public") == "yes"

    def do() -> Done:
        actions.show_question(actor=actor, now=now, question=found, is_public=is_public)
        words = "The question is shown in public." if is_public else "The question is no longer shown in public."
        return Done(_page(found), words)

    return acted(request, do)


def _page(question: Question) -> str:
    return reverse("desk:question", args=[question.public_id])


def _form(
    request: HttpRequest,
    question: Question,
    form: object,
    *,
    heading: str,
    submit: str,
    lead: str = "",
    quoted: str = "",
) -> HttpResponse:
    context = {
        "question": question,
        "form": form,
        "heading": heading,
        "lead": lead,
        "quoted": quoted,
        "submit": submit,
        "back": _page(question),
        "crumbs": crumbs((question.title, _page(question)), (heading, "")),
    }
    return render(request, "desk/questions/form.html", context)


def _rounds(request: HttpRequest, actor: Actor, programme: Programme) -> list[Round]:
    """Where the actor can propose: those who run the programme in any round that is not closed."""
    if TAKE_UP.may(actor, programme).allowed:
        return open_rounds(programme)
    return rounds_open_for(programme, PROPOSING, timezone.localdate(now_of(request)))


def _owners(actor: Actor, standing: Person | None = None) -> Choices:
    people = list(likely_first(with_a_part(people_seen_by(actor)), OWNING)[:500])
    if standing is not None and standing not in people:
        people.append(standing)
    return owner_choices(people, _myself(actor))


def _person(actor: Actor, public_id: str, standing: Person | None = None) -> Person | None:
    if not public_id:
        return None
    if standing is not None and standing.public_id == public_id:
        return standing
    if public_id == actor.public_id:
        return _myself(actor)
    return with_a_part(people_seen_by(actor)).filter(public_id=public_id).first()


def _myself(actor: Actor) -> Person | None:
    return Person.objects.filter(pk=actor.person_id).first() if actor.person_id is not None else None
