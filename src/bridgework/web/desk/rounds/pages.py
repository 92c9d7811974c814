"""Rounds: the list, a round's page, and what is done to a round as a whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bridgework.apps.calendar.queries import election_periods
from bridgework.apps.programmes import actions, rules
from bridgework.apps.programmes.models import Round
from bridgework.apps.programmes.queries import (
    gatherings_of,
    lessons_of,
    open_switches,
    programmes_seen_by,
    round_of,
    rounds_of,
    usual_gatherings,
)
from bridgework.apps.programmes.switches import words_for
from bridgework.apps.programmes.type_files import phases_of_type
from bridgework.kernel.transitions import history
from bridgework.web.desk.applications.pages import way_to_call
from bridgework.web.desk.rounds.forms import PauseForm, ReasonForm, ResumeForm, RoundForm
from bridgework.web.desk.rounds.picture import phases_picture
from bridgework.web.desk.rounds.programmes import programme_crumbs
from bridgework.web.desk.rounds.words import (
    GATHERING_KINDS,
    GATHERING_WORDS,
    STATE_KINDS,
    STATE_WORDS,
    opened_words,
    round_line,
    timeline_rows,
)
from bridgework.web.ui.acting import Done, acted, acting, actor_of, form_for, now_of
from bridgework.web.ui.forms import Form


def seen_round(request: HttpRequest, public_id: str) -> Round:
    """The round, where the actor has a place at its programme's desk. Raises `NotFound`, also where it only exists."""
    round_ = round_of(public_id)
    rules.SEE_PROGRAMME.require(actor_of(request), round_)
    return round_


def round_crumbs(round_: Round, *last: str) -> list[tuple[str, str]]:
    """The way to a page of a round; without `last` to the round itself."""
    before = programme_crumbs(round_.programme, round_.label)[:-1]
    here = "" if not last else reverse("desk:round", args=[round_.public_id])
    return [*before, (f"Round {round_.label}", here), *[(one, "") for one in last]]


@require_GET
def rounds(request: HttpRequest) -> HttpResponse:
    """The rounds of every programme one has a place in, by programme."""
    actor, today = actor_of(request), timezone.localdate(now_of(request))
    seen = list(programmes_seen_by(actor))
    wanted = request.GET.get("programme", "")
    chosen = [one for one in seen if one.public_id == wanted] or seen
    found = [
        {
            "programme": one,
            "rounds": [round_line(row, today) for row in rounds_of(one).prefetch_related("phases")],
            "may_make": rules.MAKE_ROUND.may(actor, one).allowed,
        }
        for one in chosen
    ]
    tabs = [("All programmes", reverse("desk:rounds"), len(chosen) != 1)] + [
        (one.name, f"?programme={one.public_id}", one.public_id == wanted) for one in seen
    ]
    return render(request, "desk/rounds/rounds.html", {"found": found, "tabs": tabs if len(seen) > 1 else []})


@require_GET
def round_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """One round: its state, what is open, its phases planned and actual, its gatherings and lessons."""
    round_ = seen_round(request, public_id)
    actor, today = actor_of(request), timezone.localdate(now_of(request))
    about = {one.key: one.public_text for one in phases_of_type(round_.type.data)}
    may = rules.RUN_ROUND.may(actor, round_)
    gatherings = list(gatherings_of(round_))
    rows = timeline_rows(round_, today, about)
    return render(
        request,
        "desk/rounds/round.html",
        {
            "round": round_,
            "programme": round_.programme,
            "crumbs": round_crumbs(round_),
            "kind": STATE_KINDS[round_.state],
            "word": STATE_WORDS[round_.state],
            "opened": opened_words(round_.opened_on),
            "rows": rows,
            "picture": phases_picture(rows, today),
            "open_now": [words_for(one) for one in sorted(open_switches(round_, today))],
            "gatherings": [(one, GATHERING_KINDS[one.state], GATHERING_WORDS[one.state]) for one in gatherings],
            "usual": usual_gatherings(round_) if may.allowed and round_.state != "closed" else [],
            "lessons": list(lessons_of(round_)),
            "history": history(round_.public_id),
            "elections": list(election_periods(round_.programme.council, from_day=today)[:3]),
            "may": may,
            "may_desk": rules.SEE_ROUND_DESK.may(actor, round_).allowed,
            "way_to_call": way_to_call(actor, round_),
            "may_write": rules.WRITE_LESSON.may(actor, round_).allowed,
            "now": now_of(request),
            "today": today,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """Change a round's name, year and note."""
    round_ = seen_round(request, public_id)
    initial = {"label": round_.label, "year": round_.year, "note": round_.note}
    form = form_for(request, RoundForm, initial=initial)
    return _form(
        request,
        round_,
        form,
        lambda: actions.change_round(actor=actor_of(request), now=now_of(request), round_=round_, **form.cleaned_data),
        heading="Name and note",
        submit="Keep the changes",
        said="The round is changed.",
    )


@require_POST
def open_(request: HttpRequest, public_id: str) -> HttpResponse:
    """Open a round."""
    round_ = seen_round(request, public_id)

    def do() -> Done:
        actions.open_round(actor=actor_of(request), now=now_of(request), round_=round_)
        return Done(_page(round_), "The round is open. Its phases open what they open on their dates.")

    return acting(request, None, do) or render(request, "404.html", status=404)


@require_http_methods(["GET", "HEAD", "POST"])
def pause(request: HttpRequest, public_id: str) -> HttpResponse:
    """Pause a round, with the next election at hand."""
    round_ = seen_round(request, public_id)
    today = timezone.localdate(now_of(request))
    ahead = election_periods(round_.programme.council, from_day=today).first()
    initial = (
        {"starts": max(ahead.starts_on, today), "until": ahead.ends_on, "reason": ahead.name}
        if ahead is not None
        else {}
    )
    form = form_for(request, PauseForm, initial=initial)
    open_now = [words_for(one).lower() for one in sorted(open_switches(round_, today))]
    closes = ", ".join(open_now)
    return _form(
        request,
        round_,
        form,
        lambda: actions.pause_round(actor=actor_of(request), now=now_of(request), round_=round_, **form.cleaned_data),
        heading="Pause the round",
        submit="Pause the round",
        said="The pause is kept. While it lasts nothing is open in the round; it ends when you resume it.",
        lead="Dates do not move yet; you decide that when you resume the round.",
        note=f"Open now and closed during the pause: {closes}." if closes else "Nothing is open in this round now.",
    )


@require_POST
def drop_pause(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take back a pause that was planned."""
    round_ = seen_round(request, public_id)

    def do() -> Done:
        actions.drop_planned_pause(actor=actor_of(request), now=now_of(request), round_=round_)
        return Done(_page(round_), "The planned pause is taken back.")

    return acted(request, do)


@require_http_methods(["GET", "HEAD", "POST"])
def resume(request: HttpRequest, public_id: str) -> HttpResponse:
    """Resume a paused round, its dates moved or not."""
    round_ = seen_round(request, public_id)
    form = form_for(request, ResumeForm)
    today = timezone.localdate(now_of(request))
    days = (today - round_.paused_from).days if round_.paused_from else 0
    lasted = "1 day" if days == 1 else f"{days} days"
    return _form(
        request,
        round_,
        form,
        lambda: actions.resume_round(
            actor=actor_of(request),
            now=now_of(request),
            round_=round_,
            shift_dates=form.cleaned_data["shift_dates"] == "yes",
        ),
        heading="Resume the round",
        submit="Resume the round",
        said="The round runs again.",
        lead=f"The pause has lasted {lasted}.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask before a round is closed, and close it."""
    round_ = seen_round(request, public_id)
    form = form_for(request, Form)
    return _form(
        request,
        round_,
        form,
        lambda: actions.close_round(actor=actor_of(request), now=now_of(request), round_=round_),
        heading="Close the round",
        submit="Close the round",
        said="The round is closed. Write down what it taught while it is fresh.",
        lead="Nothing can be proposed, applied for or reported in a closed round. What its questions led to is still "
        "followed up. It can be reopened with a reason.",
        leads_to="desk:round-lessons",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: HttpRequest, public_id: str) -> HttpResponse:
    """Reopen a closed round with a reason."""
    round_ = seen_round(request, public_id)
    form = form_for(request, ReasonForm)
    return _form(
        request,
        round_,
        form,
        lambda: actions.reopen_round(actor=actor_of(request), now=now_of(request), round_=round_, **form.cleaned_data),
        heading="Reopen the round",
        submit="Reopen the round",
        said="The round is open again.",
    )


def _form(
    request: HttpRequest,
    round_: Round,
    form: Form,
    do: Callable[[], object],
    *,
    said: str,
    leads_to: str = "desk:round",
    **words: Any,
) -> HttpResponse:
    """A page with one form about a round; refused at once for those who do not run it."""
    rules.RUN_ROUND.require(actor_of(request), round_)

    def act() -> Done:
        do()
        return Done(reverse(leads_to, args=[round_.public_id]), said)

    return acting(request, form, act) or render(
        request,
        "desk/rounds/form.html",
        {
            "form": form,
            "crumbs": round_crumbs(round_, words["heading"]),
            "eyebrow": f"{round_.programme.name}, round {round_.label}",
            "cancel": _page(round_),
            **words,
        },
    )


def _page(round_: Round) -> str:
    return reverse("desk:round", args=[round_.public_id])
