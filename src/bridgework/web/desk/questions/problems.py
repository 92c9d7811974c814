"""The problems people brought: the inbox, one problem and its answer, entering one for somebody."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from bridgework.apps.people.queries import names_of_people
from bridgework.apps.programmes.models import Programme
from bridgework.apps.questions import actions
from bridgework.apps.questions.actions.problems import CONTACT_LENGTH, PROBLEM_LENGTH
from bridgework.apps.questions.actions.typed import TITLE_LENGTH
from bridgework.apps.questions.queries import day_of_reply, nearest_earlier, problem_seen_by, problems_seen_by
from bridgework.apps.questions.rules import ANSWER_PROBLEM, ENTER_PROBLEM, SEE_PROBLEMS
from bridgework.threads.outcomes import what_became
from bridgework.web.desk.questions.forms import choose
from bridgework.web.desk.questions.place import crumbs, first_of, open_rounds, programme_for, round_choices, tabs
from bridgework.web.listing import page_of
from bridgework.web.ui.acting import Done, acting, actor_of, form_for, now_of
from bridgework.web.ui.forms import CountedTextField, Form

STATES = {
    "brought": ("waiting", "to be answered"),
    "taken_up": ("done", "yes"),
    "kept_for_later": ("planned", "later"),
    "declined": ("set-aside", "no"),
}
WAYS = {"screen": "on the public page", "phone": "by phone", "paper": "on paper", "letter": "by letter"}


class AnswerForm(Form):
    """Yes, later or no, with what the bringer reads."""

    answer = forms.ChoiceField(
        label="Your answer",
        widget=forms.RadioSelect,
        choices=[
            ("yes", "Yes: it becomes a question"),
            ("later", "Later: we keep it"),
            ("no", "No"),
        ],
    )
    reply = CountedTextField(
        label="What you tell the person, with the reason", max_length=PROBLEM_LENGTH, rows=5,
        help_text="In plain words. It stands on the page of their receipt, and is sent if they left an email address.",
    )  # fmt: skip
    title = forms.CharField(
        label="Short name of the question",
        max_length=TITLE_LENGTH,
        required=False,
        help_text="Only with yes. The first wording is theirs, word for word.",
    )
    round = forms.ChoiceField(label="Round", required=False, help_text="Only with yes.")

    def __init__(self, *args: Any, rounds: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "round", [*rounds, ("", "No round yet: it waits for the next one")])

    def clean(self) -> dict[str, Any]:
        """A question needs a short name."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("answer") == "yes" and not cleaned.get("title"):
            self.add_error("title", "Enter a short name for the question.")
        return cleaned


class EnterForm(Form):
    """A problem that was told by phone or came on paper."""

    text = CountedTextField(label="The problem, in their words", max_length=PROBLEM_LENGTH, rows=6)
    who_is_affected = CountedTextField(label="Who is affected", required=False, max_length=PROBLEM_LENGTH, rows=2)
    contact = forms.CharField(
        label="How to reach them",
        max_length=CONTACT_LENGTH,
        required=False,
        help_text="An email address gets the answer by itself.",
    )
    way = forms.ChoiceField(
        label="How did it come?",
        widget=forms.RadioSelect,
        choices=[("phone", "By phone"), ("paper", "On paper"), ("letter", "By letter")],
    )


@require_safe
def problems(request: HttpRequest) -> HttpResponse:
    """The problems of a programme: first those to answer, by the day of the reply."""
    actor, today = actor_of(request), timezone.localdate(now_of(request))
    programme = programme_for(request, actor)
    SEE_PROBLEMS.require(actor, programme)
    seen = problems_seen_by(actor, programme)
    state = request.GET.get("state", "brought")
    found = seen if state == "all" else seen.filter(state=state) if state in STATES else seen.filter(state="brought")
    page = page_of(request, found, size=25)
    counted = {key: seen.filter(state=key).count() for key in STATES}
    address = reverse("desk:problems")
    names = [("brought", "To answer"), ("kept_for_later", "Later"), ("taken_up", "Yes"), ("declined", "No")]
    query = f"?programme={programme.public_id}&state="
    context = {
        "programme": programme,
        "tabs": tabs(actor, programme, "desk:problems"),
        "states": [(f"{words} ({counted[key]})", f"{address}{query}{key}", key == state) for key, words in names],
        "page": page,
        "rows": [(one, *STATES[one.state], WAYS.get(one.way, one.way), one.reply_by < today) for one in page],
        "next_reply": seen.filter(state="brought").values_list("reply_by", flat=True).first(),
        "may_enter": ENTER_PROBLEM.may(actor, programme).allowed,
        "today": today,
        "crumbs": crumbs(("Problems people brought", "")),
    }
    return render(request, "desk/problems/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def problem(request: HttpRequest, public_id: str) -> HttpResponse:
    """One problem in the bringer's words, the nearest questions, and the answer."""
    actor, now = actor_of(request), now_of(request)
    found = problem_seen_by(actor, public_id)
    open_to_answer = found.state in ("brought", "kept_for_later")
    may_answer = open_to_answer and ANSWER_PROBLEM.may(actor, found).allowed
    rounds = open_rounds(found.programme)
    choices = round_choices(rounds, timezone.localdate(now))
    form = form_for(request, AnswerForm, initial={"round": first_of(choices)}, rounds=choices)

    def do() -> Done:
        given = form.cleaned_data
        question = actions.answer_problem(
            actor=actor,
            now=now,
            problem=found,
            answer=given["answer"],
            reply=given["reply"],
            title=given["title"],
            round=next((one for one in rounds if one.public_id == given["round"]), None),
        )
        if question is not None:
            return Done(reverse("desk:asked-before", args=[question.public_id]), "Answered yes. It is a question now.")
        return Done(reverse("desk:problem", args=[public_id]), "The answer is kept and sent.")

    answer = acting(request, form, do) if may_answer else None
    if answer is not None:
        return answer
    near = nearest_earlier(actor, found.text) if open_to_answer else []
    became = what_became(one.key for one in near)
    kind, word = STATES[found.state]
    context = {
        "problem": found,
        "kind": kind,
        "word": word,
        "way": WAYS.get(found.way, found.way),
        "entered_by": names_of_people([found.entered_by]).get(found.entered_by, ""),
        "form": form if may_answer else None,
        "near": [(one, became[one.key]) for one in near],
        "questions": list(found.questions.all()),
        "late": found.state == "brought" and found.reply_by < timezone.localdate(now),
        "crumbs": crumbs(("Problems people brought", reverse("desk:problems")), ("A problem", "")),
    }
    return render(request, "desk/problems/problem.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Enter a problem for somebody who told it or wrote it down."""
    actor, now = actor_of(request), now_of(request)
    programme: Programme = programme_for(request, actor)
    ENTER_PROBLEM.require(actor, programme)
    form = form_for(request, EnterForm)

    def do() -> Done:
        made = actions.enter_problem_for(actor=actor, now=now, programme=programme, **form.cleaned_data)
        words = f"Kept. Tell them their receipt code: {made.receipt}."
        return Done(reverse("desk:problem", args=[made.public_id]), words)

    context = {
        "form": form,
        "programme": programme,
        "reply_by": day_of_reply(programme, timezone.localdate(now)),
        "crumbs": crumbs(("Problems people brought", reverse("desk:problems")), ("Enter a problem", "")),
    }
    return acting(request, form, do) or render(request, "desk/problems/enter.html", context)
