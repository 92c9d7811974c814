"""Phases: moved and shortened with the consequences shown first; begun, ended, given dates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from bridgework.apps.people.queries import role_label
from bridgework.apps.programmes import actions, rules
from bridgework.apps.programmes.actions.phases import people_told, planned_move, planned_shortening
from bridgework.apps.programmes.models import Phase, Round
from bridgework.apps.programmes.queries import phases_of
from bridgework.apps.programmes.timetable import Stretch, changed
from bridgework.kernel.errors import DomainError, NotFound
from bridgework.kernel.previews import Consequence, PhaseMove, consequences
from bridgework.web.desk.rounds.forms import FirstDatesForm, HappenedForm, PhaseDatesForm, ShortenForm
from bridgework.web.desk.rounds.pages import round_crumbs, seen_round
from bridgework.web.ui.acting import Done, acting, actor_of, form_for, now_of

CONFIRMED = "confirmed"


@dataclass(frozen=True)
class Preview:
    """What a change of dates would do: each phase before and after, what it touches, and who is told."""

    changes: list[tuple[Stretch, Stretch]]
    touched: list[Consequence]
    told: list[tuple[str, int]]
    """Role and how many hold it."""
    fields: list[tuple[str, str]]
    """What was entered, to be sent again with the confirmation."""

    @property
    def people(self) -> int:
        """How many people are told."""
        return sum(number for _, number in self.told)


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    """Move a phase: the dates, then what that would do, then the move."""
    round_ = seen_round(request, public_id)
    rules.RUN_ROUND.require(actor_of(request), round_)
    phase = _phase(round_, key)
    if phase.planned_start is None:
        return first_dates(request, round_, phase)
    today = timezone.localdate(now_of(request))
    seen_start, seen_end = phase.actual_start or phase.planned_start, phase.actual_end or phase.planned_end
    form = form_for(
        request,
        PhaseDatesForm,
        initial={
            "new_start": seen_start,
            "new_end": seen_end,
            "shift_following": True,
            "seen_start": seen_start,
            "seen_end": seen_end,
        },
    )

    def do() -> Done:
        given = form.cleaned_data
        seen = (given["seen_start"], given["seen_end"]) if given["seen_start"] and given["seen_end"] else None
        moved = actions.move_phase(
            actor=actor_of(request),
            now=now_of(request),
            phase=phase,
            new_start=given["new_start"],
            new_end=given["new_end"],
            shift_following=given["shift_following"],
            seen=seen,
        )
        number = "1 phase has" if len(moved) == 1 else f"{len(moved)} phases have"
        return Done(_page(round_), f"{number} new dates. The news waits in the outbox until you release it.")

    preview = None
    if request.method == "POST" and form.is_valid():
        if CONFIRMED in request.POST:
            done = acting(request, form, do)
            if done is not None:
                return done
        else:
            preview = _previewed(
                round_,
                form,
                today,
                lambda: planned_move(
                    round_,
                    key,
                    form.cleaned_data["new_start"],
                    form.cleaned_data["new_end"],
                    today,
                    shift_following=form.cleaned_data["shift_following"],
                ),
                actor_public_id=actor_of(request).public_id,
            )
    return render(
        request,
        "desk/rounds/move.html",
        {
            "form": form,
            "preview": preview,
            "round": round_,
            "phase": phase,
            "crumbs": round_crumbs(round_, f"Move “{phase.label}”"),
            "eyebrow": f"{round_.programme.name}, round {round_.label}",
            "heading": f"Move “{phase.label}”",
            "cancel": _page(round_),
            "act": "Move the phase",
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def shorten(request: HttpRequest, public_id: str) -> HttpResponse:
    """Shorten a round: the new last day, then what that would do, then the shortening."""
    round_ = seen_round(request, public_id)
    rules.RUN_ROUND.require(actor_of(request), round_)
    today = timezone.localdate(now_of(request))
    form = form_for(request, ShortenForm)

    def do() -> Done:
        moved = actions.shorten_round(
            actor=actor_of(request), now=now_of(request), round_=round_, last_day=form.cleaned_data["last_day"]
        )
        number = "1 phase has" if len(moved) == 1 else f"{len(moved)} phases have"
        return Done(_page(round_), f"The round is shortened: {number} new dates. The news waits in the outbox.")

    preview = None
    if request.method == "POST" and form.is_valid():
        if CONFIRMED in request.POST:
            done = acting(request, form, do)
            if done is not None:
                return done
        else:
            preview = _previewed(
                round_,
                form,
                today,
                lambda: planned_shortening(round_, form.cleaned_data["last_day"], today),
                actor_public_id=actor_of(request).public_id,
            )
    return render(
        request,
        "desk/rounds/move.html",
        {
            "form": form,
            "preview": preview,
            "round": round_,
            "crumbs": round_crumbs(round_, "Shorten the round"),
            "eyebrow": f"{round_.programme.name}, round {round_.label}",
            "heading": "Shorten the round",
            "lead": "What is left of the round is pressed together so that it ends on the day you choose. Each phase "
            "gives up the same share of its days. What is over stays as it was.",
            "cancel": _page(round_),
            "act": "Shorten the round",
        },
    )


def first_dates(request: HttpRequest, round_: Round, phase: Phase) -> HttpResponse:
    """Give a phase without dates its first ones."""
    form = form_for(request, FirstDatesForm)

    def do() -> Done:
        actions.set_phase_dates(actor=actor_of(request), now=now_of(request), phase=phase, **form.cleaned_data)
        return Done(_page(round_), f"“{phase.label}” has its dates.")

    return acting(request, form, do) or _plain(
        request, round_, form, f"Dates of “{phase.label}”", "Keep the dates", "This phase has no dates yet."
    )


@require_http_methods(["GET", "HEAD", "POST"])
def happened(request: HttpRequest, public_id: str, key: str, what: str) -> HttpResponse:
    """Record the day a phase began or ended, where it was not the planned one."""
    round_ = seen_round(request, public_id)
    rules.RUN_ROUND.require(actor_of(request), round_)
    phase = _phase(round_, key)
    form = form_for(request, HappenedForm, initial={"on": timezone.localdate(now_of(request))})
    act, word = (actions.begin_phase, "began") if what == "begin" else (actions.end_phase, "ended")

    def do() -> Done:
        act(actor=actor_of(request), now=now_of(request), phase=phase, on=form.cleaned_data["on"])
        return Done(_page(round_), f"Recorded: “{phase.label}” {word}.")

    opened = "What it opens is open from that day." if what == "begin" else "What it opens is closed from the next day."
    return acting(request, form, do) or _plain(
        request, round_, form, f"The day on which “{phase.label}” {word}", f"Record that it {word}", opened
    )


def _plain(
    request: HttpRequest, round_: Round, form: FirstDatesForm | HappenedForm, heading: str, submit: str, lead: str
) -> HttpResponse:
    return render(
        request,
        "desk/rounds/form.html",
        {
            "form": form,
            "crumbs": round_crumbs(round_, heading),
            "eyebrow": f"{round_.programme.name}, round {round_.label}",
            "heading": heading,
            "lead": lead,
            "submit": submit,
            "cancel": _page(round_),
        },
    )


def _previewed(
    round_: Round,
    form: PhaseDatesForm | ShortenForm,
    today: date,
    planned: Callable[[], tuple[list[Stretch], list[Stretch]]],
    *,
    actor_public_id: str,
) -> Preview | None:

    try:
        before, after = planned()
    except DomainError as refusal:
        form.refuse(refusal)
        return None
    changes = changed(before, after)
    touched = [
        one
        for old, new in changes
        for one in consequences(PhaseMove(round_.public_id, new.key, old.start, old.end, new.start, new.end))
    ]
    roles: dict[str, int] = {}
    for person, role in people_told(round_, today).items():
        if person != actor_public_id:
            roles[role] = roles.get(role, 0) + 1
    told = sorted((role_label(role), number) for role, number in roles.items())
    return Preview(changes, touched, told, _as_sent(form))


def _as_sent(form: PhaseDatesForm | ShortenForm) -> list[tuple[str, str]]:
    """Whole dates instead of three boxes, so that nothing has to be typed again."""
    found = []
    for name, value in form.cleaned_data.items():
        if isinstance(value, date):
            found.append((name, value.isoformat()))
        elif value:
            found.append((name, "on"))
    return found


def _phase(round_: Round, key: str) -> Phase:
    found = next((one for one in phases_of(round_) if one.key == key), None)
    if found is None:
        raise NotFound("There is no such phase.", rule="programmes.phase-exists")
    return found


def _page(round_: Round) -> str:
    return reverse("desk:round", args=[round_.public_id])
