"""“Bring us a problem”: two fields, no account; and the page on which the answer is found."""

from __future__ import annotations

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from bridgework.apps.programmes.models import Programme
from bridgework.apps.programmes.settings import settings_of
from bridgework.apps.questions import actions
from bridgework.apps.questions.actions.problems import PROBLEM_LENGTH
from bridgework.apps.questions.models import ProblemStatement
from bridgework.apps.questions.queries import day_of_reply, problem_by_receipt
from bridgework.apps.questions.searchables import thread_address
from bridgework.kernel.errors import NotFound
from bridgework.web import limits
from bridgework.web.ui.acting import Done, acting, actor_of, form_for, now_of
from bridgework.web.ui.forms import CountedTextField, Form

PROBLEMS_AN_HOUR = 20
"""From one address: everybody in a library or at a meeting has the same."""
PROBLEMS_A_DAY_IN_ALL = 300
WRONG_CODES = 20
AN_HOUR = 60 * 60
ANSWERS = {
    "brought": ("waiting", "We have not answered yet"),
    "taken_up": ("done", "Yes"),
    "kept_for_later": ("planned", "Later"),
    "declined": ("set-aside", "No"),
}


class ProblemForm(Form):
    """What the problem is, and how we can reach whoever brings it."""

    text = CountedTextField(
        label="What is the problem?",
        max_length=PROBLEM_LENGTH,
        rows=7,
        help_text="In your own words. Say who is affected, if you can.",
    )
    contact = forms.CharField(
        label="How can we reach you?",
        max_length=254,
        required=False,
        help_text="An email address, a telephone number, or nothing: with the code we give you, you can find our "
        "answer here.",
        widget=forms.TextInput(attrs={"autocomplete": "email"}),
    )


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    """The form; it says by when an answer comes."""
    programmes = list(Programme.objects.filter(is_history=False).select_related("council").order_by("name", "id"))
    wanted = request.GET.get("to", "")
    chosen = [one for one in programmes if one.slug == wanted] or programmes
    if len(chosen) != 1:
        return render(request, "public/problems/choose.html", {"programmes": programmes})
    programme, now = chosen[0], now_of(request)
    form = form_for(request, ProblemForm)
    if request.method == "POST" and form.is_valid() and _too_many(request):
        return render(request, "public/problems/too_many.html", {"form": form}, status=429)

    def do() -> Done:
        made = actions.bring_problem(actor=actor_of(request), now=now, programme=programme, **form.cleaned_data)
        return Done(reverse("public:problem-thanks", args=[made.receipt]))

    settings = settings_of(programme)
    context = {
        "form": form,
        "programme": programme,
        "reply_by": day_of_reply(programme, timezone.localdate(now)),
        "reply_days": settings.problem_reply_days,
        "contact_role": settings.contact_role,
        "kept_months": settings.problem_contacts_kept_months,
    }
    return acting(request, form, do) or render(request, "public/problems/bring.html", context)


@login_not_required
@never_cache
@require_safe
def thanks(request: HttpRequest, receipt: str) -> HttpResponse:
    """The receipt code, and by when an answer comes."""
    found = _known(request, receipt)
    if isinstance(found, HttpResponse):
        return found
    return render(request, "public/problems/thanks.html", {"problem": found, "programme": found.programme})


@login_not_required
@never_cache
@require_safe
def problem(request: HttpRequest, receipt: str) -> HttpResponse:
    """How it stands, and the answer."""
    found = _known(request, receipt)
    if isinstance(found, HttpResponse):
        return found
    kind, word = ANSWERS[found.state]
    threads = [
        (one.title, thread_address(one.challenge.code))
        for one in found.questions.filter(challenge__is_public=True).select_related("challenge")
    ]
    context = {
        "problem": found,
        "programme": found.programme,
        "kind": kind,
        "word": word,
        "threads": threads,
        "late": found.state == "brought" and found.reply_by < timezone.localdate(now_of(request)),
    }
    response = render(request, "public/problems/problem.html", context)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@login_not_required
@never_cache
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """From a code that somebody typed to its page."""
    typed = request.GET.get("code", "")
    if not typed:
        return render(request, "public/problems/find.html", {"typed": ""})
    found = _known(request, typed)
    if isinstance(found, HttpResponse):
        return found
    return HttpResponseRedirect(reverse("public:problem", args=[found.receipt]))


def _known(request: HttpRequest, typed: str) -> ProblemStatement | HttpResponse:
    """The problem of a code; a page that says no where there is none, and another where too many were tried."""
    tried = f"problems:wrong:{limits.address_of(request)}"
    if limits.tries(tried) >= WRONG_CODES:
        return render(request, "public/problems/too_many.html", status=429)
    try:
        return problem_by_receipt(typed)
    except NotFound as refusal:
        limits.count(tried, seconds=AN_HOUR)
        context = {"refusal": refusal, "typed": typed.replace("\x00", "")[:40]}
        return render(request, "public/problems/find.html", context, status=404)


def _too_many(request: HttpRequest) -> bool:
    mine = limits.count(f"problems:brought:{limits.address_of(request)}", seconds=AN_HOUR)
    everybody = limits.count("problems:brought", seconds=24 * AN_HOUR)
    return mine > PROBLEMS_AN_HOUR or everybody > PROBLEMS_A_DAY_IN_ALL
