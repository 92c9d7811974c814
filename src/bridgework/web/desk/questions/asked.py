"""Who was asked by personal link, what they answered, and what to do where nobody answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bridgework.apps.applications.queries.conflicting import links_kept_from
from bridgework.apps.participation import actions
from bridgework.apps.participation.models import LinkAnswer, PersonalLink
from bridgework.apps.participation.queries import answers_of, answers_to, links_seen_by, purpose_of, standing
from bridgework.apps.people.queries import names_of_people
from bridgework.kernel.errors import NotFound
from bridgework.kernel.links import PURPOSES, Card
from bridgework.kernel.permissions import Actor
from bridgework.web.answering import AnswerForm
from bridgework.web.desk.daily.outbox import ReasonForm
from bridgework.web.desk.people.listing import staff_only
from bridgework.web.desk.places import words_of
from bridgework.web.listing import page_of
from bridgework.web.ui.acting import Done, acted, acting, actor_of, form_for, now_of

FILTERS = (("", "all"), ("open", "in force"), ("expired", "expired"), ("withdrawn", "withdrawn"))


class EnterForm(AnswerForm):
    """An answer that came by phone or on paper."""

    way = forms.ChoiceField(
        label="How it came", choices=[("phone", "By phone"), ("paper", "On paper")], widget=forms.RadioSelect
    )


@dataclass(frozen=True)
class Asked:
    """One link as the list shows it."""

    link: PersonalLink
    label: str
    place: str
    answer: LinkAnswer | None
    state: str


def _seen_by(actor: Actor) -> QuerySet[PersonalLink]:
    """The links an actor may see, as if what a conflict hides from them did not exist."""
    return links_seen_by(actor).exclude(pk__in=links_kept_from(actor.conflicts).values("pk"))


@never_cache
@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """Every link of one's programmes, the latest first."""
    actor, now = actor_of(request), now_of(request)
    staff_only(actor)
    links = _seen_by(actor)
    wanted = request.GET.get("state", "")
    if wanted == "withdrawn":
        links = links.filter(revoked_at__isnull=False)
    elif wanted in ("open", "expired"):
        links = links.filter(revoked_at__isnull=True)
        links = links.filter(expires_at__gt=now) if wanted == "open" else links.filter(expires_at__lte=now)
    page = page_of(request, links)
    answers = answers_to(page)
    places = words_of(one.scope for one in page)
    lines = [_line(one, answers, places, now) for one in page]
    context = {"page": page, "lines": lines, "chosen": wanted, "filters": FILTERS}
    return render(request, "desk/people/asked.html", context)


@never_cache
@require_safe
def one(request: HttpRequest, public_id: str) -> HttpResponse:
    """One link: what was asked, how it stands, every answer."""
    found = _link(request, public_id)
    state = standing(found, now_of(request))
    answers = list(answers_of(found.record_public_id, found.purpose).filter(person=found.person))
    card = _card(found)
    labels = {choice.key: choice.label for choice in card.choices} if card is not None else {}
    entered = names_of_people(answer.entered_by for answer in answers)
    context = {
        "link": found,
        "card": card,
        "label": _label(found.purpose),
        "place": words_of([found.scope])[found.scope],
        "state": state,
        "answers": [
            (answer, labels.get(answer.choice, answer.choice), entered.get(answer.entered_by, "")) for answer in answers
        ],
        "can_ask_again": not answers and card is not None,
    }
    return render(request, "desk/people/asked_one.html", context)


@require_POST
def fresh(request: HttpRequest, public_id: str) -> HttpResponse:
    """Send a fresh link."""
    found = _link(request, public_id)

    def do() -> Done:
        actions.send_fresh_link(actor=actor_of(request), now=now_of(request), link=found)
        return Done(reverse("desk:asked"), f"A fresh link goes to {found.person.name}.")

    return acted(request, do)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    """Withdraw a link; whoever opens it reads the reason."""
    found = _link(request, public_id)
    here = reverse("desk:asked-one", args=[public_id])
    form = form_for(request, ReasonForm)

    def do() -> Done:
        actions.revoke_link(actor=actor_of(request), now=now_of(request), link=found, **form.cleaned_data)
        return Done(here, "The link no longer works. Whoever opens it reads the reason.")

    context = {"form": form, "title": "Withdraw this link", "submit": "Withdraw the link", "cancel": here}
    return acting(request, form, do) or render(request, "desk/people/one_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, public_id: str) -> HttpResponse:
    """Enter an answer that came by phone or on paper."""
    found = _link(request, public_id)
    card = purpose_of(found.purpose).card(found.record_public_id, found.person_id)
    form = EnterForm(card, request.POST) if request.method == "POST" else EnterForm(card)

    def do() -> Done:
        actions.enter_answer_for(
            actor=actor_of(request),
            now=now_of(request),
            purpose=found.purpose,
            record_public_id=found.record_public_id,
            person=found.person,
            given=form.cleaned_data["given"],
            way=form.cleaned_data["way"],
        )
        return Done(reverse("desk:asked-one", args=[public_id]), "The answer is entered, marked with how it came.")

    context = {"form": form, "card": card, "link": found}
    return acting(request, form, do) or render(request, "desk/people/asked_enter.html", context)


def _line(link: PersonalLink, answers: dict[Any, LinkAnswer], places: dict[str, str], now: Any) -> Asked:
    answer = answers.get((link.person_id, link.purpose, link.record_public_id))
    state = "open"
    if answer is not None:
        state = "answered"
    elif link.revoked_at is not None:
        state = "withdrawn"
    elif link.expires_at <= now:
        state = "expired"
    return Asked(link, _label(link.purpose), places[link.scope], answer, state)


def _label(purpose: str) -> str:
    return PURPOSES[purpose].label if purpose in PURPOSES else purpose


def _card(link: PersonalLink) -> Card | None:
    try:
        return purpose_of(link.purpose).card(link.record_public_id, link.person_id)
    except NotFound:
        return None


def _link(request: HttpRequest, public_id: str) -> PersonalLink:
    found = _seen_by(actor_of(request)).filter(public_id=public_id).first()
    if found is None:
        raise NotFound("There is no such link in your programmes.", rule="participation.link-exists")
    return found
