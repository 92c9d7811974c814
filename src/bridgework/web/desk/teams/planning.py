"""Plan the teams: preferences as a matrix, the suggestion, the run step by step, publication."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bridgework.apps.applications.models import Call
from bridgework.apps.people.models import Person
from bridgework.apps.teams import actions, rules
from bridgework.apps.teams.models import FormationRules, FormationRun
from bridgework.apps.teams.queries import forming
from bridgework.core.formation.allocations import Allocation, read_allocation
from bridgework.core.formation.rounds import Round
from bridgework.core.states import readable
from bridgework.kernel.errors import DomainError, NotFound
from bridgework.kernel.permissions import Actor
from bridgework.web import formation_words as words
from bridgework.web.desk.ledger.forms import WhyForm
from bridgework.web.desk.teams import planning_shown as shown
from bridgework.web.desk.teams.planning_forms import FreezeForm, LockForm, PublishForm, ValueForm
from bridgework.web.listing import page_of
from bridgework.web.ui.acting import Done, acted, acting, actor_of, form_for, now_of

PAGE = require_http_methods(["GET", "HEAD", "POST"])
KINDS = {
    "draft": "planned",
    "frozen": "waiting",
    "solving": "current",
    "solved": "current",
    "binding": "current",
    "published": "done",
    "set_aside": "set-aside",
}
NEXT = {
    "draft": ("A coordinator", "The input is frozen, and its hash and the lottery's commitment are published"),
    "frozen": ("A coordinator", "The public value is entered on its day, and the teams are formed"),
    "solving": ("The program", "The teams are formed, stage by stage"),
    "solved": ("A coordinator", "You look at the teams, and take them"),
    "binding": ("A coordinator", "You change what has to be changed by hand, and publish"),
    "published": ("Those invited", "They answer; whoever withdraws is replaced with as few moves as possible"),
    "set_aside": ("Nobody", "Nothing more; it stays in the list"),
}
MATRIX_ROWS = 100


def call_to_plan(actor: Actor, public_id: str) -> Call:
    """A call whose teams the actor plans."""
    found = Call.objects.filter(public_id=public_id).select_related("round__programme").first()
    if found is None:
        raise NotFound("There is no such call.", rule=rules.PLAN.name)
    forming.require_planner(actor, found)
    return found


@require_safe
def plan_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """The runs of a call and its rule sets."""
    actor = actor_of(request)
    call = call_to_plan(actor, public_id)
    titles = forming.titles_of(call)
    sets = forming.rule_sets(call)
    context = {
        "call": call,
        "runs": [
            {"run": one, "kind": KINDS[one.state], "word": readable(one.state).capitalize()}
            for one in forming.runs(actor, call)
        ],
        "has_draft": FormationRun.objects.filter(call=call, state="draft").exists(),
        "sets": [{"set": one, "lines": words.rules_in_words(one.rules, one.questions, titles)} for one in sets],
        "comparable": len(sets) > 1,
    }
    return render(request, "desk/teams/plan.html", context)


@require_POST
def begin(request: HttpRequest, public_id: str) -> HttpResponse:
    """Begin to plan a run."""
    actor = actor_of(request)
    call = call_to_plan(actor, public_id)

    def go() -> Done:
        run = actions.begin_run(actor=actor, now=now_of(request), call=call)
        return Done(address(run), "This is a suggestion. Nothing is decided, and nobody is told.")

    return acted(request, go)


@require_safe
def run_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """One run, from its draft to its publication."""
    actor = actor_of(request)
    run = forming.run_to_plan(actor, public_id)
    common = {
        "run": run,
        "call": run.call,
        "kind": KINDS[run.state],
        "word": readable(run.state).capitalize(),
        "holder": NEXT[run.state][0],
        "next_step": NEXT[run.state][1],
        "now": now_of(request),
    }
    if run.state == "draft":
        return render(request, "desk/teams/run_draft.html", common | _draft(request, run))
    return render(request, "desk/teams/run.html", common | _frozen(request, run))


def _draft(request: HttpRequest, run: FormationRun) -> dict[str, Any]:
    # Here, not at the top: the solver's libraries take long to read, and every start would pay.
    from bridgework.core.formation.solving import preview

    planned = forming.planned_round(run.call, run.rules, run.locks)
    found: dict[str, Any] = {"sets": forming.rule_sets(run.call), "titles": planned.titles}
    try:
        round_ = forming.readable_round(planned.document)
    except DomainError as refusal:
        return found | {"refusal": refusal}
    suggestion = preview(round_)
    locks = {one: what for one, what in run.locks.items() if one in round_.applicant}
    lock = LockForm(names=planned.names, titles=planned.titles, none="Not fixed any more", version=run.version)
    return found | _both(request, round_, suggestion, planned.names, planned.titles, locks) | {
        "lock": lock,
        "rules_words": words.rules_in_words(planned.document["rules"], run.rules.questions, planned.titles),
        "joint": len(round_.groups),
    }  # fmt: skip


def _frozen(request: HttpRequest, run: FormationRun) -> dict[str, Any]:
    titles = forming.titles_of(run.call)
    names = {key: one.person.name for key, one in forming.seats(run).items()}
    round_ = forming.readable_round(forming.frozen_document(run, with_seed=False))
    gone = forming.gone(run) if run.state != "set_aside" else {}
    found: dict[str, Any] = {
        "titles": titles,
        "gone": [(names.get(key, key), why) for key, why in sorted(gone.items())],
        "joined_since": forming.since_frozen(run) if run.state in ("frozen", "solved", "binding") else 0,
        "value_due": run.public_value_on is not None and run.public_value_on <= timezone.localdate(now_of(request)),
        "rules_words": words.rules_in_words(run.input["rules"], run.rules.questions, titles),
        "moves": _moves(run, names, titles),
        "breaches": [shown.named(one, names, titles) for one in run.breaches],
        "stages": [one | {"words": words.stage_words(one["name"])} for one in run.allocation.get("stages", [])],
        "repaired_by": run.repaired_by.order_by("-id").first(),
        "moved": shown.moved(round_, run.teams_now, names, titles),
    }
    allocation = read_allocation(run.teams_now) if run.teams_now else None
    placed = {} if allocation is None else allocation.question_of
    found["vacated"] = [one for one in gone if one in placed]
    found |= _both(request, round_, allocation, names, titles, _locks_of(run), gone)
    if run.state == "binding":
        found["move"] = LockForm(names=names, titles=titles, none="No team")
    return found


def _both(
    request: HttpRequest,
    round_: Round,
    allocation: Allocation | None,
    names: Mapping[str, str],
    titles: Mapping[str, str],
    locks: Mapping[str, str],
    gone: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """The matrix and the teams."""
    wanted = {one.question: one for one in round_.wanted}
    running = set() if allocation is None else {team.question for team in allocation.teams}
    page = page_of(request, shown.matrix(round_, names, allocation, locks), size=MATRIX_ROWS)
    found: dict[str, Any] = {
        "page": page,
        "heads": [
            {"title": titles.get(one.id, one.id), "wanted": wanted[one.id], "runs": one.id in running}
            for one in round_.questions
        ],
        "people": len(round_.applicants),
    }
    if allocation is not None:
        found |= {
            "teams": shown.teams_shown(round_, allocation, names, titles, locks, gone),
            "unplaced": shown.unplaced_shown(allocation, names),
            "profile": [pair for pair in words.profile_words(allocation.profile) if pair[1]],
            "idle": [titles.get(one.id, one.id) for one in round_.questions if one.id not in running],
            "placed": len(allocation.question_of),
        }
    return found


def _locks_of(run: FormationRun) -> dict[str, str]:
    return {one["applicant"]: one["question"] for one in run.input.get("locks", [])}


def _moves(run: FormationRun, names: Mapping[str, str], titles: Mapping[str, str]) -> list[dict[str, Any]]:
    found = list(run.formation_moves.order_by("id"))
    by = dict(Person.objects.filter(public_id__in={one.moved_by for one in found}).values_list("public_id", "name"))
    return [
        {
            "move": one,
            "name": names.get(one.pseudonym, one.pseudonym),
            "before": titles.get(one.from_question, "no team"),
            "after": titles.get(one.to_question, "no team"),
            "by": by.get(one.moved_by, ""),
            "breaches": [shown.named(each, names, titles) for each in one.breaches],
        }
        for one in found
    ]


@require_POST
def choose_rules(request: HttpRequest, public_id: str) -> HttpResponse:
    """Plan under another rule set."""
    actor = actor_of(request)
    run = forming.run_to_plan(actor, public_id)
    chosen = FormationRules.objects.filter(call=run.call, public_id=request.POST.get("rules", "")[:14]).first()
    if chosen is None:
        raise NotFound("There is no such rule set.", rule=rules.PLAN.name)
    return _acted(request, run, lambda: actions.choose_rules(
        actor=actor, now=now_of(request), run=run, rules=chosen), f"Planned under “{chosen.name}”.")  # fmt: skip


@PAGE
def lock(request: HttpRequest, public_id: str) -> HttpResponse:
    """Fix somebody to a question, or let them go."""
    actor = actor_of(request)
    run = forming.run_to_plan(actor, public_id)
    planned = forming.planned_round(run.call, run.rules, run.locks)
    form = form_for(
        request, LockForm, names=planned.names, titles=planned.titles, none="Not fixed any more", version=run.version
    )

    def go() -> Done:
        actions.lock_applicant(
            actor=actor, now=now_of(request), run=run, version=form.version_seen, **form.cleaned_data
        )
        return Done(address(run), "Kept. The suggestion below follows it.")

    return acting(request, form, go) or _form(request, form, run, "Fix somebody to a question", "Fix them")


@PAGE
def freeze(request: HttpRequest, public_id: str) -> HttpResponse:
    """Freeze the input."""
    actor = actor_of(request)
    run = forming.run_to_plan(actor, public_id)
    applied = run.call.applications.values("applicant")
    people = (
        Person.objects.filter(scope=run.programme_public_id, erased_at=None).exclude(pk__in=applied).order_by("name")
    )
    form = form_for(request, FreezeForm, people=people, version=run.version)

    def go() -> Done:
        actions.freeze_run(actor=actor, now=now_of(request), run=run, version=form.version_seen, **form.cleaned_data)
        return Done(address(run), "The input is frozen. Its hash and the commitment are public.")

    lead = (
        "What is frozen is no longer changed. The program keeps a secret, publishes its hash today, and the secret "
        "itself with the teams. Secret and public value together make the lottery's seed, so nobody can try out seeds."
    )
    return acting(request, form, go) or _form(request, form, run, "Freeze the input", "Freeze the input", lead)


@PAGE
def value(request: HttpRequest, public_id: str) -> HttpResponse:
    """Enter the public value."""
    actor = actor_of(request)
    run = forming.run_to_plan(actor, public_id)
    form = form_for(request, ValueForm)

    def go() -> Done:
        actions.enter_public_value(actor=actor, now=now_of(request), run=run, **form.cleaned_data)
        return Done(address(run), "The seed is complete. The teams can be formed.")

    return acting(request, form, go) or _form(
        request, form, run, "Enter the public value", "Enter the value", f"Named in advance: {run.public_value_source}"
    )


@require_POST
def solve(request: HttpRequest, public_id: str) -> HttpResponse:
    """Form the teams."""
    return _do(request, public_id, actions.start_solving, "The teams are being formed. You can leave this page.")


@require_POST
def stop(request: HttpRequest, public_id: str) -> HttpResponse:
    """Stop at the end of the stage."""
    return _do(request, public_id, actions.stop_solving, "It stops at the end of the stage it is in.")


@require_POST
def bind(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take the teams of a run."""
    return _do(request, public_id, actions.bind_run, "These teams count. Nobody is told before you publish them.")


@require_POST
def take_up(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take a run up again."""
    return _do(request, public_id, actions.take_run_up, "The run is taken up again.")


@require_POST
def repair(request: HttpRequest, public_id: str) -> HttpResponse:
    """Repair the teams after somebody withdrew."""
    actor = actor_of(request)
    run = forming.run_to_plan(actor, public_id)

    def go() -> Done:
        made = actions.repair_run(actor=actor, now=now_of(request), run=run)
        return Done(address(made), "The repair is being formed: as few people as possible are moved.")

    return acted(request, go)


@PAGE
def set_aside(request: HttpRequest, public_id: str) -> HttpResponse:
    """Set a run aside."""
    actor = actor_of(request)
    run = forming.run_to_plan(actor, public_id)
    form = form_for(request, WhyForm)

    def go() -> Done:
        actions.set_run_aside(actor=actor, now=now_of(request), run=run, reason=form.cleaned_data["reason"])
        return Done(_plan(run.call), "The run is set aside. It stays in the list.")

    return acting(request, form, go) or _form(request, form, run, "Set this run aside", "Set it aside")


@PAGE
def publish(request: HttpRequest, public_id: str) -> HttpResponse:
    """Publish the teams."""
    actor = actor_of(request)
    run = forming.run_to_plan(actor, public_id)
    form = form_for(request, PublishForm, version=run.version)

    def go() -> Done:
        actions.publish_run(actor=actor, now=now_of(request), run=run, version=form.version_seen, **form.cleaned_data)
        return Done(address(run), "The teams are published. Messages wait in the outbox: look at them and let them go.")

    lead = (
        "The teams are made, and the secret of the lottery becomes public. Invitations and outcomes wait in the outbox "
        "until a named person has looked at them."
    )
    return acting(request, form, go) or _form(request, form, run, "Publish the teams", "Publish the teams", lead)


@require_safe
def frozen_input(request: HttpRequest, public_id: str) -> HttpResponse:
    """The pseudonymised input, for those who run the programme and the auditor the run names."""
    run = FormationRun.objects.filter(public_id=public_id, is_listed=True).first()
    if run is None:
        raise NotFound("There is no such run.", rule=rules.READ_INPUT.name)
    rules.READ_INPUT.require(actor_of(request), run)
    return _download(forming.released_document(run), f"round-{run.public_id}.json")


@require_safe
def result(request: HttpRequest, public_id: str) -> HttpResponse:
    """The allocation as it was solved, for the same people."""
    run = FormationRun.objects.filter(public_id=public_id, is_listed=True).exclude(result_sha256="").first()
    if run is None:
        raise NotFound("There is no such run.", rule=rules.READ_INPUT.name)
    rules.READ_INPUT.require(actor_of(request), run)
    return _download(run.allocation, f"allocation-{run.public_id}.json")


def _download(document: Mapping[str, Any], name: str) -> HttpResponse:
    response = JsonResponse(document, json_dumps_params={"indent": 2, "ensure_ascii": False})
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def address(run: FormationRun) -> str:
    """The page of a run."""
    return reverse("desk:formation", args=[run.public_id])


def _plan(call: Call) -> str:
    return reverse("desk:teams-plan", args=[call.public_id])


def _do(request: HttpRequest, public_id: str, action: Callable[..., object], words: str) -> HttpResponse:
    actor = actor_of(request)
    run = forming.run_to_plan(actor, public_id)
    return _acted(request, run, lambda: action(actor=actor, now=now_of(request), run=run), words)


def _acted(request: HttpRequest, run: FormationRun, act: Callable[[], object], words: str) -> HttpResponse:
    def go() -> Done:
        act()
        return Done(address(run), words)

    return acted(request, go)


def _form(request: HttpRequest, form: Any, run: FormationRun, title: str, submit: str, lead: str = "") -> HttpResponse:
    context = {"form": form, "title": title, "submit": submit, "back": address(run), "lead": lead}
    return render(request, "desk/applications/form.html", context)
