"""What is public of the forming of teams, and somebody's own page: your team, why, who decided, check it yourself."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from bridgework.apps.teams import rules
from bridgework.apps.teams.models import FormationApplicant, FormationRun
from bridgework.apps.teams.queries import PRESENT, forming
from bridgework.core.formation.allocations import read_allocation
from bridgework.core.formation.canonical import completed_seed
from bridgework.core.formation.wording import choice
from bridgework.core.states import readable
from bridgework.kernel.errors import NotFound
from bridgework.web.formation_words import profile_words, rules_in_words, stage_words
from bridgework.web.listing import page_of
from bridgework.web.ui.acting import actor_of

KINDS = {"published": "done", "set_aside": "set-aside"}


@login_not_required
@require_safe
def runs_page(request: HttpRequest) -> HttpResponse:
    """Every run that was ever frozen, those set aside as well."""
    found = FormationRun.objects.filter(is_listed=True).select_related("call__round__programme")
    page = page_of(request, found.order_by("-frozen_at", "-id"))
    return render(request, "public/formation/runs.html", {"page": page, "runs": [_row(one) for one in page]})


@login_not_required
@require_safe
def run_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """One run: hashes, what was promised before, rules; once published the secret, the stages and how to repeat it."""
    run = (
        FormationRun.objects.filter(public_id=public_id, is_listed=True)
        .select_related("call__round__programme", "rules", "repairs")
        .first()
    )
    if run is None:
        raise NotFound("There is no such run.", rule=rules.READ_RUN.name)
    return render(request, "public/formation/run.html", _run(run))


def _row(run: FormationRun) -> dict[str, Any]:
    return {"run": run, "kind": KINDS.get(run.state, "current"), "word": readable(run.state).capitalize()}


def _run(run: FormationRun) -> dict[str, Any]:
    people = len(run.input["applicants"])
    is_small = people < forming.SMALL
    is_open = bool(run.released_secret) and run.state in ("published", "set_aside")
    titles = forming.titles_of(run.call)
    found: dict[str, Any] = _row(run) | {
        "people": people,
        "questions": len(run.input["questions"]),
        "is_small": is_small,
        "is_open": is_open,
        "lines": rules_in_words(run.input["rules"], run.rules.questions, titles),
        "earlier": run.repairs if run.repairs is not None and run.repairs.is_listed else None,
        "repaired_by": run.repaired_by.filter(is_listed=True).order_by("-id"),
    }
    if is_open:
        now = run.teams_now or run.allocation
        found |= {
            "seed": completed_seed(run.released_secret, run.public_value),
            "stages": [
                one | {"words": stage_words(one["name"]), "value": None if is_small else one["value"]}
                for one in run.allocation["stages"]
            ],
            "profile": [] if is_small else profile_words(run.allocation["profile"]),
            "unplaced": None if is_small else len(run.allocation["unplaced"]),
            "moves": run.formation_moves.count(),
            "broke": run.formation_moves.exclude(breaches=[]).count(),
            "changed_sha256": now["result_sha256"] if now["result_sha256"] != run.result_sha256 else "",
            "solver": run.allocation.get("solver", {}),
            "nearest": run.nearest,
        }
    return found


@login_not_required
@never_cache
@require_safe
def why_page(request: HttpRequest, token: str) -> HttpResponse:
    """Somebody's own page, opened by the link in their message."""
    seat = forming.seat_of_token(token)
    latest = forming.published_seat(seat.person_id, seat.run.call)
    return render(request, "public/formation/why.html", _why(latest or seat))


@never_cache
@require_safe
def my_why(request: HttpRequest, public_id: str) -> HttpResponse:
    """The same page for somebody who is signed in, or for those who run the programme."""
    seat = (
        FormationApplicant.objects.filter(run__public_id=public_id, run__state="published")
        .filter(pseudonym=request.GET.get("who", "")[:14])
        .select_related("run__call__round__programme", "run__rules", "person", "application")
        .first()
    )
    if seat is None:
        raise NotFound("There is nothing here.", rule=rules.READ_REASONS.name)
    actor = actor_of(request)
    if seat.person_id != actor.person_id:
        forming.require_planner(actor, seat.run.call)
    return render(request, "public/formation/why.html", _why(seat))


def _why(seat: FormationApplicant) -> dict[str, Any]:
    run = seat.run
    titles = forming.titles_of(run.call)
    round_ = forming.readable_round(run.input)
    person = round_.applicant.get(seat.pseudonym)
    allocation = read_allocation(run.teams_now)
    question = allocation.question_of.get(seat.pseudonym)
    rank = person.rank_of.get(question) if person is not None and question is not None else None
    place = (
        seat.person.team_places.filter(state__in=PRESENT, team__challenge__round=run.call.round)
        .select_related("team__challenge__question")
        .order_by("-id")
        .first()
    )
    moved = run.formation_moves.filter(pseudonym=seat.pseudonym).order_by("-id").first()
    why = run.reasons.get(seat.pseudonym)
    return {
        "seat": seat,
        "run": run,
        "call": run.call,
        "title": titles.get(question or "", ""),
        "has_team": question is not None,
        "got": choice(rank) if rank else "",
        "place": place,
        "why": why,
        "further": (why or {}).get("better", [])[1:],
        "moved": moved,
        "moved_from": titles.get(moved.from_question, "no team") if moved is not None else "",
        "by_hand": run.formation_moves.count(),
        "seed": completed_seed(run.released_secret, run.public_value),
    }


def why_address(seat: FormationApplicant) -> str:
    """The address of somebody's own page, which opens without an account."""
    return reverse("public:formation-why", args=[forming.why_token(seat)])
