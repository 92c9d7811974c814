"""The pages behind a personal link.

GET only shows. The first form only leads to a page that asks whether the answer is right. The form on that page
carries a seal found nowhere else, and acts. So a mail scanner that opens the link and submits its form does nothing.
Where the answer is a signature, that form only sends a code to the invited address, and a third one, with it, acts.
Where text is private, a code of its own comes before anything of it is shown (`private_text`).
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from bridgework.apps.participation.actions import answer_by_link, ask_for_fresh_link
from bridgework.apps.participation.models import LinkAnswer, PersonalLink
from bridgework.apps.participation.queries import Standing, link_by_token, needs_code, purpose_of, standing
from bridgework.apps.participation.tokens import seal, unseal
from bridgework.kernel.errors import DomainError, NotFound, NotPossibleNow
from bridgework.kernel.links import Card, Choice, Given
from bridgework.web import limits
from bridgework.web.answering import AnswerForm, as_sent
from bridgework.web.links.codes import CodeForm, send_code
from bridgework.web.links.private_text import made_pass, pass_in, sealed_wish, wish_of
from bridgework.web.links.showing import shown_with
from bridgework.web.private import private_page
from bridgework.web.ui.acting import now_of

FRESH_LINKS_A_DAY = 3
A_DAY = 24 * 60 * 60


@private_page
def link(request: HttpRequest, token: str) -> HttpResponse:
    """One link: the card and the answers; after the first form, the question whether it is right; then the receipt."""
    found = link_by_token(token)
    state = standing(found, now_of(request))
    card = _card(found)
    if card is None or not state.open:
        return _closed(request, token, found, state, card)
    if request.method != "POST":
        if state.answered is not None and "change" not in request.GET:
            return _answered(request, token, found, state.answered, card)
        return _ask(request, token, found, card, AnswerForm(card))
    if "reading" in request.POST:
        return _read_private(request, token, found, card)
    if _is_withheld(request, found):
        return _ask(request, token, found, card, AnswerForm(card))
    if "sealed" in request.POST:
        if needs_code(found) and "code" not in request.POST:
            return _send_code(request, token, found, card)
        return _act(request, token, found, card)
    form = AnswerForm(card, request.POST)
    if "change" in request.POST or not form.is_valid():
        return _ask(request, token, found, card, form)
    return _confirm(request, token, found, card, form.cleaned_data["given"])


@private_page
def again(request: HttpRequest, token: str) -> HttpResponse:
    """Send a fresh link to the address of an expired one. GET leads back; POST sends."""
    found = link_by_token(token)
    if request.method != "POST":
        return HttpResponseRedirect(reverse("links:link", args=[token]))
    if limits.count(f"links:fresh:{found.public_id}", seconds=A_DAY) > FRESH_LINKS_A_DAY:
        return render(request, "links/too_many.html", status=429)
    try:
        ask_for_fresh_link(now=now_of(request), link=found)
    except NotPossibleNow:
        return HttpResponseRedirect(reverse("links:link", args=[token]))
    return render(request, "links/sent_again.html", {"link": found})


def _card(found: PersonalLink) -> Card | None:
    try:
        return purpose_of(found.purpose).card(found.record_public_id, found.person_id)
    except NotFound:
        return None


def _ask(
    request: HttpRequest, token: str, found: PersonalLink, card: Card, form: AnswerForm, passed: str = ""
) -> HttpResponse:
    is_late = card.answer_by is not None and card.answer_by < timezone.localdate(now_of(request))
    offered = form.offered()
    context = {"link": found, "card": card, "form": form, "offered": offered, "token": token, "is_late": is_late}
    context["pass"] = passed = passed or pass_in(request, found)
    context["shown"] = shown = shown_with(found, reads_private=bool(passed))
    context["is_withheld"] = shown is not None and shown.it.is_withheld
    return render(request, "links/answer.html", context)


def _is_withheld(request: HttpRequest, found: PersonalLink) -> bool:
    """Whether private text was not read yet: nobody answers for what they did not see."""
    shown = None if pass_in(request, found) else shown_with(found, reads_private=False)
    return shown is not None and shown.it.is_withheld


def _read_private(request: HttpRequest, token: str, found: PersonalLink, card: Card) -> HttpResponse:
    """Send the code with which private text is read, then take it in and show the text."""
    sealed, now = request.POST["reading"] or sealed_wish(found), now_of(request)
    form = CodeForm(request.POST if "code" in request.POST else None)
    try:
        wish = wish_of(found, sealed)
        if "code" in request.POST:
            passed = made_pass(now=now, link=found, wish=wish, code=request.POST["code"][:40])
            return _ask(request, token, found, card, AnswerForm(card), passed)
        send_code(now=now, link=found, card=card, sealed=wish)
    except DomainError as refusal:
        if refusal.field != "code":
            return _again(request, token, found, card, {}, refusal)
        form.full_clean()
        form.errors.clear()
        form.refuse(refusal)
    context = {"link": found, "card": card, "form": form, "reading": sealed, "token": token}
    return render(request, "links/code_to_read.html", context)


def _confirm(request: HttpRequest, token: str, found: PersonalLink, card: Card, given: Given) -> HttpResponse:
    context = {
        "link": found,
        "card": card,
        "given": given,
        "choice": _choice(card, given.choice),
        "sealed": seal(found.public_id, given),
        "as_sent": as_sent(given),
        "token": token,
        "needs_code": needs_code(found),
        "pass": pass_in(request, found),
    }
    return render(request, "links/confirm.html", context)


def _send_code(request: HttpRequest, token: str, found: PersonalLink, card: Card) -> HttpResponse:
    """Send the code for the answer that was looked over, and ask for it."""
    try:
        sealed = unseal(request.POST["sealed"], found.public_id)
    except DomainError as refusal:
        return _again(request, token, found, card, {}, refusal)
    try:
        send_code(now=now_of(request), link=found, card=card, sealed=sealed)
    except DomainError as refusal:
        return _again(request, token, found, card, as_sent(sealed.given), refusal)
    return _ask_code(request, token, found, card, CodeForm())


def _ask_code(request: HttpRequest, token: str, found: PersonalLink, card: Card, form: CodeForm) -> HttpResponse:
    given = unseal(request.POST["sealed"], found.public_id).given
    context = {
        "link": found,
        "card": card,
        "choice": _choice(card, given.choice),
        "form": form,
        "sealed": request.POST["sealed"],
        "token": token,
        "pass": pass_in(request, found),
    }
    return render(request, "links/code.html", context)


def _act(request: HttpRequest, token: str, found: PersonalLink, card: Card) -> HttpResponse:
    try:
        sealed = unseal(request.POST["sealed"], found.public_id)
    except DomainError as refusal:
        return _again(request, token, found, card, {}, refusal)
    try:
        answer_by_link(now=now_of(request), link=found, sealed=sealed, code=request.POST.get("code", "")[:40])
    except DomainError as refusal:
        if refusal.field == "code":
            form = CodeForm(request.POST)
            form.full_clean()
            form.errors.clear()
            form.refuse(refusal)
            return _ask_code(request, token, found, card, form)
        return _again(request, token, found, _card(found) or card, as_sent(sealed.given), refusal)
    return HttpResponseRedirect(reverse("links:link", args=[token]))


def _again(
    request: HttpRequest, token: str, found: PersonalLink, card: Card, sent: dict[str, str], refusal: DomainError
) -> HttpResponse:
    """The form once more, with what was sent and why it was refused."""
    form = AnswerForm(card, sent)
    form.full_clean()
    if not sent:
        form.errors.clear()
    form.refuse(refusal)
    return _ask(request, token, found, card, form)


def _answered(request: HttpRequest, token: str, found: PersonalLink, answer: LinkAnswer, card: Card) -> HttpResponse:
    context = {"link": found, "card": card, "answer": answer, "choice": _choice(card, answer.choice), "token": token}
    return render(request, "links/answered.html", context)


def _closed(request: HttpRequest, token: str, found: PersonalLink, state: Standing, card: Card | None) -> HttpResponse:
    answer = state.answered
    context = {
        "link": found,
        "state": state,
        "card": card,
        "answer": answer,
        "choice": _choice(card, answer.choice) if answer is not None and card is not None else None,
        "token": token,
    }
    return render(request, "links/closed.html", context, status=410)


def _choice(card: Card, key: str) -> Choice:
    return next((one for one in card.choices if one.key == key), Choice(key, key))
