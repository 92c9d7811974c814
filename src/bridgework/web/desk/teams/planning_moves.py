"""Moves with their price shown before they are made, what-ifs, and which rules to relax."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from bridgework.apps.teams import actions
from bridgework.apps.teams.models import FormationRun
from bridgework.apps.teams.queries import forming
from bridgework.core.formation import changing
from bridgework.core.formation.allocations import read_allocation
from bridgework.kernel.errors import DomainError
from bridgework.web import formation_words as words
from bridgework.web.desk.teams import planning_shown as shown
from bridgework.web.desk.teams.planning import address
from bridgework.web.desk.teams.planning_forms import MoveForm, by_words
from bridgework.web.desk.teams.planning_rules import SECONDS, beside
from bridgework.web.ui.acting import Done, acting, actor_of, form_for, now_of

if TYPE_CHECKING:
    from bridgework.core.formation.moving import Price

PAGE = require_http_methods(["GET", "HEAD", "POST"])
NEW = "new-question"
MOST_RELAXED = 300


@PAGE
def move(request: HttpRequest, public_id: str) -> HttpResponse:
    """What a move costs, and the move itself. The address names who and where, so a price can be shown to others."""
    actor = actor_of(request)
    run = forming.run_to_plan(actor, public_id)
    if run.state != "binding":
        return HttpResponseRedirect(address(run))
    who, to = request.GET.get("applicant", "")[:14], request.GET.get("question", "")[:14]
    names = {key: one.person.name for key, one in forming.seats(run).items()}
    titles = forming.titles_of(run.call)
    form = form_for(request, MoveForm, version=run.version)

    def go() -> Done:
        made = actions.move_by_hand(
            actor=actor,
            now=now_of(request),
            run=run,
            applicant=who,
            question=to,
            version=form.version_seen,
            **form.cleaned_data,
        )
        return Done(address(run), f"{names.get(who, who)} is moved. {made.price}")

    response = acting(request, form, go)
    if response is not None:
        return response
    price = actions.price_for(run, who, to)
    if not price.breaches:
        del form.fields["knows_breaches"]
    context = {
        "run": run,
        "form": form,
        "name": names.get(who, who),
        "from": titles.get(read_allocation(run.teams_now).question_of.get(who, ""), "no team"),
        "to": titles.get(to, "no team"),
        **_price_words(price, names, titles),
        "refused": any(one.rule in actions.NEVER_BROKEN for one in price.breaches),
        "back": address(run),
    }
    template = "desk/teams/_price.html" if request.GET.get("part") == "price" else "desk/teams/move.html"
    return render(request, template, context)


def _price_words(price: Price, names: Mapping[str, str], titles: Mapping[str, str]) -> dict[str, Any]:
    return {
        "sentence": price.sentence,
        "rows": [
            (
                words.stage_words(one.before.name),
                f"{one.before.value:g}",
                f"{one.after.value:g}",
                "worse" if one.is_worse else "better" if one.is_better else "the same",
            )
            for one in price.stages
        ],
        "breaches": [shown.named(one.what, names, titles) for one in price.breaches],
        "mended": [shown.named(one.what, names, titles) for one in price.mended],
    }


class WhatIfForm(forms.Form):
    """One thing that might be otherwise; a GET form, so that a what-if has an address."""

    what = forms.ChoiceField(
        choices=(
            ("leaves", "Somebody leaves"),
            ("added", "A question is added"),
            ("size", "The team size changes"),
        )
    )
    applicant = forms.ChoiceField(required=False)
    title = forms.CharField(max_length=120, required=False)
    like = forms.ChoiceField(required=False)
    question = forms.ChoiceField(required=False)
    fewest = forms.IntegerField(min_value=1, max_value=20, required=False)
    most = forms.IntegerField(min_value=1, max_value=20, required=False)


@require_safe
def what_if(request: HttpRequest, public_id: str) -> HttpResponse:
    """The teams as they are, and as they would be if one thing were otherwise. Nothing is changed."""
    # Here, not at the top: the solver's libraries take long to read, and every start would pay.
    from bridgework.core.formation.solving import solve

    run = forming.run_to_plan(actor_of(request), public_id)
    document, names = _document(run)
    titles = forming.titles_of(run.call)
    form = WhatIfForm(request.GET if "what" in request.GET else None)
    asked = {one["id"]: titles.get(one["id"], one["id"]) for one in document["questions"]}
    _choices(form, names, asked)
    context: dict[str, Any] = {"run": run, "form": form, "back": address(run), "names": by_words(names),
                               "titles": by_words(asked)}  # fmt: skip
    if form.is_bound and form.is_valid():
        try:
            changed = _changed(document, form.cleaned_data)
            rounds = [forming.readable_round(document), forming.readable_round(changed)]
            before, after = (solve(one, time_limit=SECONDS) for one in rounds)
            titles = {**titles, NEW: form.cleaned_data["title"] or "A new question"}
            context |= beside(before, after, rounds[0], rounds[1], names, titles) | {"answered": True}
        except DomainError as refusal:
            context["refusal"] = refusal
    return render(request, "desk/teams/what_if.html", context)


def _document(run: FormationRun) -> tuple[dict[str, Any], Mapping[str, str]]:
    if run.state == "draft":
        planned = forming.planned_round(run.call, run.rules, run.locks)
        return planned.document, planned.names
    # Without the seed: what is only tried must not show how the lottery falls.
    names = {key: one.person.name for key, one in forming.seats(run).items()}
    return forming.frozen_document(run, with_seed=False), names


def _choices(form: WhatIfForm, names: Mapping[str, str], titles: Mapping[str, str]) -> None:
    for name, found in (("applicant", names), ("like", titles), ("question", titles)):
        field = form.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", ""), *by_words(found)]


def _changed(document: dict[str, Any], value: Mapping[str, Any]) -> dict[str, Any]:
    if value["what"] == "leaves":
        return changing.without_applicants(document, [value["applicant"]])
    if value["what"] == "added":
        behind = {
            one["id"]: one["ranks"].index(value["like"]) + 2
            for one in document["applicants"]
            if value["like"] in one["ranks"]
        }
        return changing.with_question(document, {"id": NEW}, behind)
    fewest = value["fewest"] or document["rules"]["team_size"][0]
    most = max(value["most"] or document["rules"]["team_size"][1], fewest)
    if value["question"]:
        return changing.with_team_size(document, value["question"], fewest, most)
    return changing.with_rules(document, team_size=[fewest, most])


@require_safe
def relax_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """Why somebody has no team: the fewest rules to relax, each with its effect."""
    from bridgework.core.formation.relaxing import relax

    run = forming.run_to_plan(actor_of(request), public_id)
    document, _names = _document(run)
    round_ = forming.readable_round(document)
    sentences: tuple[str, ...] = ()
    if len(round_.applicants) <= MOST_RELAXED:
        sentences = relax(round_, titles=forming.titles_of(run.call)).sentences()
    context = {"run": run, "back": address(run), "sentences": sentences, "most": MOST_RELAXED}
    return render(request, "desk/teams/relax.html", context)
