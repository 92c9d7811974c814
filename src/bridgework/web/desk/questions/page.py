"""One question: its words, its descent, why it was chosen or not, and what can be done with it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from bridgework.apps.people.queries import names_of_people
from bridgework.apps.programmes.queries import round_named
from bridgework.apps.questions.models import Question
from bridgework.apps.questions.queries import (
    consents_of,
    current_wording,
    lineage_of,
    question_seen_by,
    wording_pair,
    wordings_of,
)
from bridgework.apps.questions.queries.desk import NOT_ALL_LOOKED_AT, STATE_WORDS
from bridgework.apps.questions.queries.lineage import found_different
from bridgework.apps.questions.queries.wordings import is_answered
from bridgework.apps.questions.rules import (
    CHANGE_QUESTION,
    DECIDE_QUESTION,
    OFFER_AGAIN,
    SEE_CHALLENGE_DESK,
    SEE_QUESTION_HISTORY,
    SHOW_PUBLICLY,
    TAKE_UP,
    WITHDRAW_QUESTION,
)
from bridgework.apps.questions.searchables import thread_address
from bridgework.apps.questions.states import QUESTION, QUESTION_WAS
from bridgework.core.differences import difference, summary
from bridgework.kernel import transitions
from bridgework.kernel.permissions import Actor
from bridgework.threads.outcomes import what_became
from bridgework.web.desk.questions.listing import STATE_KINDS
from bridgework.web.desk.questions.place import crumbs
from bridgework.web.ui.acting import actor_of, now_of

_NEXT = {
    "proposed": ("the programme's staff", "Shortlist it, keep it for later, or decline it."),
    "shortlisted": ("the programme lead or a coordinator", "Take it up in the round, or keep it for later."),
    "in_bank": ("the bank", "It is offered to a later round."),
    "declined": ("", "Nothing more, unless it is offered to a round again."),
    "withdrawn": ("", "Nothing more."),
}


@dataclass(frozen=True)
class HistoryLine:
    """One move of a record, as a sentence."""

    at: object
    words: str
    by: str
    reason: str


@dataclass(frozen=True)
class Possible:
    """Something the actor can do now: words, address, and whether it comes first."""

    words: str
    address: str
    kind: str = "secondary"


@require_safe
def question(request: HttpRequest, public_id: str) -> HttpResponse:
    """The question's page."""
    actor, today = actor_of(request), timezone.localdate(now_of(request))
    found = question_seen_by(actor, public_id)
    challenge = getattr(found, "challenge", None)
    may_read = SEE_QUESTION_HISTORY.may(actor, found).allowed
    lineage = lineage_of(actor, found)
    became = what_became(one.key for one in lineage.nodes if one.distance)
    links = {(one.later, one.earlier): one for one in lineage.links}
    holder, next_step = _NEXT.get(found.state, ("", ""))
    if found.state == "proposed" and found.round_id is None:
        next_step = "Place it in a round to shortlist it, keep it for later, or decline it."
    context = {
        "question": found,
        "programme": found.programme,
        "round_words": round_named(found.round.label) if found.round else "",
        "state_words": STATE_WORDS[found.state],
        "state_kind": STATE_KINDS[found.state],
        "holder": holder,
        "next_step": next_step,
        "wordings": wordings_of(found),
        "consents": consents_of(found) if may_read else [],
        "earlier": [(one, became.get(one.key, ""), links.get((found.pk, one.key))) for one in lineage.earlier],
        "later": [(one, became.get(one.key, ""), links.get((one.key, found.pk))) for one in lineage.later],
        "different": found_different(actor, found) if found.duplicate_answer in NOT_ALL_LOOKED_AT else [],
        "history": history_of(found) if may_read else [],
        "may_read": may_read,
        "possible": possible_with(actor, found),
        "may_change": CHANGE_QUESTION.may(actor, found).allowed,
        "is_answered": is_answered(found),
        "challenge": challenge,
        "thread": thread_address(challenge.code) if challenge and challenge.is_public else "",
        "challenge_desk": bool(challenge) and SEE_CHALLENGE_DESK.may(actor, challenge).allowed,
        "may_show": SHOW_PUBLICLY.may(actor, found).allowed,
        "problem": found.problem_statement if may_read else None,
        "today": today,
        "crumbs": crumbs((found.title, "")),
    }
    return render(request, "desk/questions/question.html", context)


@require_safe
def compare(request: HttpRequest, public_id: str) -> HttpResponse:
    """Any two wordings of a question, word by word."""
    actor = actor_of(request)
    found = question_seen_by(actor, public_id)
    shown = wordings_of(found)
    last = shown[-1].number if shown else 1
    first, second = wording_pair(found, _number(request, "first", max(last - 1, 1)), _number(request, "second", last))
    segments = difference(first.text, second.text)
    context = {
        "question": found,
        "wordings": shown,
        "first": first,
        "second": second,
        "segments": [(one.kind, one.text) for one in segments],
        "summary": summary(segments),
        "crumbs": crumbs((found.title, reverse("desk:question", args=[public_id])), ("Two wordings", "")),
    }
    return render(request, "desk/questions/compare.html", context)


def possible_with(actor: Actor, question: Question) -> list[Possible]:
    """What the actor can do with a question as it stands, the first as the one to do next."""

    def to(name: str, *more: str) -> str:
        return reverse(f"desk:{name}", args=[question.public_id, *more])

    found: list[Possible] = []
    decides = DECIDE_QUESTION.may(actor, question).allowed
    if question.state == "proposed" and question.duplicate_answer in NOT_ALL_LOOKED_AT and _may_change(actor, question):
        found.append(Possible("Look: has this been asked?", to("asked-before"), "primary"))
    if decides and QUESTION.allows(question.state, "shortlist"):
        if question.round_id is None:
            found.append(Possible("Place it in a round", to("question-step", "place")))
        else:
            found.append(Possible("Put it on the shortlist", to("question-step", "shortlist")))
    if question.state == "shortlisted" and TAKE_UP.may(actor, question).allowed:
        found.append(Possible("Take it up in the round", to("take-up"), "primary"))
    if decides and QUESTION.allows(question.state, "keep"):
        found.append(Possible("Keep it in the bank", to("question-step", "keep")))
    if decides and question.state == "in_bank":
        found.append(Possible("Leave it in the bank until later", to("question-step", "review")))
    if OFFER_AGAIN.may(actor, question).allowed and _can_be_offered(question):
        kind = "primary" if question.state == "in_bank" else "secondary"
        found.append(Possible("Offer it to a round again", to("question-step", "offer-again"), kind))
    if decides and QUESTION.allows(question.state, "decline"):
        found.append(Possible("Decline it", to("question-step", "decline")))
    if WITHDRAW_QUESTION.may(actor, question).allowed and QUESTION.allows(question.state, "withdraw"):
        found.append(Possible("Withdraw it", to("question-step", "withdraw")))
    return found


def history_of(question: Question) -> list[HistoryLine]:
    """Every move of a question, oldest first. Two queries."""
    moves = transitions.history(question.public_id)
    names = names_of_people(one.actor_public_id for one in moves)
    return [
        HistoryLine(
            one.at, QUESTION_WAS.get(one.event, one.event), names.get(one.actor_public_id, "the program"), one.reason
        )
        for one in moves
    ]


def _may_change(actor: Actor, question: Question) -> bool:
    return CHANGE_QUESTION.may(actor, question).allowed and current_wording(question) is not None


def _can_be_offered(question: Question) -> bool:
    challenge = getattr(question, "challenge", None)
    set_aside = challenge is not None and challenge.state == "set_aside"
    return QUESTION.allows(question.state, "offer_again") or (question.state == "taken_up" and set_aside)


def _number(request: HttpRequest, name: str, otherwise: int) -> int:
    typed = request.GET.get(name, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 5 else otherwise
