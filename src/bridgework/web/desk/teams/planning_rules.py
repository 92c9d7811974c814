"""Rule sets of a call: written, changed, and two of them side by side."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from bridgework.apps.applications.models import Call
from bridgework.apps.applications.queries import frozen_round
from bridgework.apps.programmes.settings import settings_of
from bridgework.apps.teams import actions, rules
from bridgework.apps.teams.models import FormationRules
from bridgework.apps.teams.queries import forming
from bridgework.core.formation.allocations import Allocation
from bridgework.core.formation.comparing import compare
from bridgework.core.formation.rounds import Round
from bridgework.kernel.errors import NotFound
from bridgework.web import formation_words as words
from bridgework.web.desk.teams.planning import call_to_plan
from bridgework.web.desk.teams.planning_forms import RulesForm, rules_initial
from bridgework.web.ui.acting import Done, acting, actor_of, form_for, now_of

PAGE = require_http_methods(["GET", "HEAD", "POST"])
SECONDS = 4.0
"""What forming teams only to look at them may take; larger rounds are compared by what was found until then."""


@PAGE
def new_rules(request: HttpRequest, public_id: str) -> HttpResponse:
    """Write a rule set."""
    return _rules(request, call_to_plan(actor_of(request), public_id), None)


@PAGE
def change_rules(request: HttpRequest, public_id: str) -> HttpResponse:
    """Change a rule set: it becomes its next number."""
    found = FormationRules.objects.select_related("call__round__programme").filter(public_id=public_id).first()
    if found is None:
        raise NotFound("There is no such rule set.", rule=rules.PLAN.name)
    return _rules(request, call_to_plan(actor_of(request), found.call.public_id), found)


def _rules(request: HttpRequest, call: Call, found: FormationRules | None) -> HttpResponse:
    document = frozen_round(call)
    traits = sorted({trait for one in document["applicants"] for trait in one.get("traits", {})})
    skills = {skill for one in document["applicants"] for skill in one.get("skills", [])}
    titles = {one["id"]: forming.titles_of(call).get(one["id"], one["id"]) for one in document["questions"]}
    limits = settings_of(call.round.programme)
    initial = rules_initial(
        found.rules if found else {"isolation": document["rules"]["isolation"]},
        found.questions if found else {},
        titles,
        (limits.team_fewest, limits.team_most),
    )
    initial["name"] = found.name if found else ""
    form = form_for(request, RulesForm, initial=initial, traits=traits, skills=skills, titles=titles)
    back = reverse("desk:teams-plan", args=[call.public_id])

    def keep() -> Done:
        actions.keep_rules(
            actor=actor_of(request),
            now=now_of(request),
            call=call,
            name=form.cleaned_data["name"],
            rules=form.rules(),
            questions=form.questions(),
        )
        return Done(back, "The rules are kept, with today's date. Runs under earlier ones stay as they were.")

    title = "Rules for forming teams" if found is None else f"Change “{found.name}”"
    context = {"form": form, "title": title, "submit": "Keep these rules", "back": back}
    return acting(request, form, keep) or render(request, "desk/applications/form.html", context)


@require_safe
def compare_rules(request: HttpRequest, public_id: str) -> HttpResponse:
    """Two rule sets side by side: who is placed, at which choices, how mixed the teams are, who would change."""
    call = call_to_plan(actor_of(request), public_id)
    sets = forming.rule_sets(call)
    chosen = [next((one for one in sets if one.public_id == request.GET.get(name, "")), None) for name in ("a", "b")]
    first, second = chosen[0] or (sets[0] if sets else None), chosen[1] or (sets[1] if len(sets) > 1 else None)
    context: dict[str, Any] = {"call": call, "sets": sets, "first": first, "second": second}
    if first is not None and second is not None:
        context |= _compared(call, first, second)
    return render(request, "desk/teams/compare.html", context)


def _compared(call: Call, first: FormationRules, second: FormationRules) -> dict[str, Any]:
    # Here, not at the top: the solver's libraries take long to read, and every start would pay.
    from bridgework.core.formation.solving import solve

    planned = forming.planned_round(call, first)
    rounds = [
        forming.readable_round(planned.document),
        forming.readable_round(forming.planned_round(call, second).document),
    ]
    solved = [solve(one, time_limit=SECONDS) for one in rounds]
    return beside(solved[0], solved[1], rounds[0], rounds[1], planned.names, planned.titles) | {
        "first_words": words.rules_in_words(rounds[0].document["rules"], first.questions, planned.titles),
        "second_words": words.rules_in_words(rounds[1].document["rules"], second.questions, planned.titles),
    }


def beside(
    first: Allocation, second: Allocation, one: Round, other: Round, names: dict[str, str] | Any, titles: Any
) -> dict[str, Any]:
    """Two allocations side by side, as rows of a table and lists of names."""
    found = compare(first, second, one, other)
    rows = [
        ("People placed", found.first.placed, found.second.placed),
        ("Without a team", found.first.unplaced, found.second.unplaced),
        ("Teams", found.first.teams, found.second.teams),
    ]
    length = max(len(found.first.profile), len(found.second.profile))
    profiles = [[*side.profile, *([0] * (length - len(side.profile)))] for side in (found.first, found.second)]
    rows += [
        (one.capitalize(), profiles[0][at], profiles[1][at])
        for at, (one, _number) in enumerate(words.profile_words(profiles[0]))
    ]
    mixed = ["not known" if side.disciplines is None else side.disciplines for side in (found.first, found.second)]
    return {
        "rows": [*rows, ("Disciplines in a team, on average", *mixed)],
        "same": found.is_same,
        "moved": [names.get(key, key) for key in found.moved],
        "better": [names.get(key, key) for key in found.better],
        "worse": [names.get(key, key) for key in found.worse],
        "only_first": [titles.get(key, key) for key in found.only_first],
        "only_second": [titles.get(key, key) for key in found.only_second],
        "proved": first.is_proved and second.is_proved,
    }
