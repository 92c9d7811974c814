"""What owners and supporters are asked, answered in place or entered for somebody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from bridgework.apps.participation.actions import answer_on_screen, enter_answer_for
from bridgework.apps.participation.queries import answer_of, purpose_of
from bridgework.apps.participation.rules import ENTER_ANSWER
from bridgework.apps.people.models import Person
from bridgework.apps.people.rules import Place
from bridgework.apps.questions.actions.support import SUPPORT_PURPOSE
from bridgework.apps.questions.actions.wording import OWNER_WORDING
from bridgework.apps.questions.models import Support, WordingConsent
from bridgework.kernel.links import Given
from bridgework.web.desk.questions.forms import AnswerAskedForm, EnterAnswerForm
from bridgework.web.desk.questions.place import crumbs
from bridgework.web.ui.acting import Done, acting, actor_of, form_for, now_of

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
def support(request: HttpRequest, public_id: str) -> HttpResponse:
    """An invitation to support a question."""
    found = get_object_or_404(Support.objects.select_related("person", "challenge__question"), public_id=public_id)
    back = reverse("desk:challenge", args=[found.challenge.public_id])
    return _answered(request, SUPPORT_PURPOSE, public_id, found.person, found.challenge.question.public_id, back)


@require_http_methods(METHODS)
def wording(request: HttpRequest, public_id: str) -> HttpResponse:
    """The owner's answer about a wording."""
    found = get_object_or_404(WordingConsent.objects.select_related("person", "wording__question"), public_id=public_id)
    question = found.wording.question.public_id
    return _answered(
        request, OWNER_WORDING, public_id, found.person, question, reverse("desk:question", args=[question])
    )


def _answered(
    request: HttpRequest, purpose_key: str, public_id: str, person: Person, question_id: str, back: str
) -> HttpResponse:
    actor, now = actor_of(request), now_of(request)
    purpose = purpose_of(purpose_key)
    card = purpose.card(public_id, person.pk)
    mine = actor.person_id == person.pk
    if not mine:
        ENTER_ANSWER.require(actor, Place(card.scope))
    choices = [(one.key, one.label) for one in card.choices]
    form = form_for(request, AnswerAskedForm if mine else EnterAnswerForm, choices=choices)
    answered = answer_of(person.pk, purpose_key, public_id)

    def do() -> Done:
        given = Given(form.cleaned_data["choice"], form.cleaned_data["text"])
        if mine:
            answer = answer_on_screen(
                actor=actor, now=now, purpose=purpose_key, record_public_id=public_id, person=person, given=given
            )
        else:
            answer = enter_answer_for(
                actor=actor,
                now=now,
                purpose=purpose_key,
                record_public_id=public_id,
                person=person,
                given=given,
                way=form.cleaned_data["way"],
            )
        home = reverse("desk:question", args=[question_id]) if mine else back
        return Done(home, answer.outcome)

    context = {
        "card": card,
        "form": form,
        "mine": mine,
        "person": person,
        "hints": [(one.label, one.text_label, one.text_required) for one in card.choices if one.text_label],
        "closed": "" if answered is not None else purpose.closed(public_id, now),
        "back": back,
        "crumbs": crumbs((card.title, "")),
    }
    return acting(request, form, do) or render(request, "desk/questions/answer.html", context)
