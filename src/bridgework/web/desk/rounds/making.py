"""Making a round, with what the last one taught beside the form."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from bridgework.apps.programmes import actions, rules
from bridgework.apps.programmes.models import Programme
from bridgework.apps.programmes.queries import lessons_for_a_new_round, round_of, rounds_of, type_of
from bridgework.web.desk.rounds.forms import COPY, TYPE, MakeRoundForm
from bridgework.web.desk.rounds.programmes import programme_crumbs, seen_programme
from bridgework.web.ui.acting import Done, acting, actor_of, form_for, now_of


@require_http_methods(["GET", "HEAD", "POST"])
def make(request: HttpRequest, public_id: str) -> HttpResponse:
    """Make a round from a type or as a copy of an earlier one."""
    programme = seen_programme(request, public_id)
    rules.MAKE_ROUND.require(actor_of(request), programme)
    today = timezone.localdate(now_of(request))
    form = form_for(request, MakeRoundForm, programme=programme, initial=_proposed(programme, today))

    def do() -> Done:
        cleaned = dict(form.cleaned_data)
        kind, _, key = cleaned.pop("made_from").partition(":")
        made = actions.make_round(
            actor=actor_of(request),
            now=now_of(request),
            programme=programme,
            type=type_of(key) if kind == TYPE.rstrip(":") else None,
            copy_of=round_of(key) if kind == COPY.rstrip(":") else None,
            **cleaned,
        )
        return Done(
            reverse("desk:round", args=[made.public_id]),
            "The round is made. Look through its dates; nothing is open until you open the round.",
        )

    return acting(request, form, do) or render(
        request,
        "desk/rounds/make.html",
        {
            "form": form,
            "programme": programme,
            "crumbs": programme_crumbs(programme, "Make a round"),
            "lessons": lessons_for_a_new_round(programme),
        },
    )


def _proposed(programme: Programme, today: date) -> dict[str, object]:
    """What the form proposes: the day a year after the last round began, or the month in which the type opens."""
    last = rounds_of(programme).prefetch_related("phases").first()
    first = min((one.planned_start for one in last.phases.all() if one.planned_start), default=None) if last else None
    start: date | None = None
    if first is not None:
        start = first + timedelta(days=364)
    elif programme.default_type.data.get("opens_in_month"):
        start = _next_monday(today, int(programme.default_type.data["opens_in_month"]))
    if start is not None and start < today:
        start = None
    return {
        "starts_on": start,
        "year": (last.year + 1) if last is not None and last.year else (start or today).year,
    }


def _next_monday(today: date, month: int) -> date:
    day = date(today.year + (month < today.month), month, 1)
    return day + timedelta(days=-day.weekday() % 7)
