"""The plan of a question, and its files."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bridgework.apps.questions.models import Challenge
from bridgework.apps.workspace import actions, queries, rules
from bridgework.apps.workspace.models import Milestone, WorkspaceFile
from bridgework.kernel.errors import NotFound
from bridgework.web.ui.acting import Done, acted, acting, actor_of, form_for, now_of
from bridgework.web.workspace.forms import FileForm, ReachedForm
from bridgework.web.workspace.showing import form_shown, frame, today_of, work_shown

GET_AND_POST = ["GET", "HEAD", "POST"]
PLAN = "workspace:plan"
FILES = "workspace:files"


@require_safe
def plan(request: HttpRequest, public_id: str) -> HttpResponse:
    """The milestones, counted backwards from the committee meeting, with the reason for each day."""
    challenge = work_shown(request, public_id)
    actor = actor_of(request)
    context = frame(request, challenge, PLAN) | {
        "plan": queries.plan_of(challenge, today_of(request)),
        "may_plan": rules.KEEP_PLAN.may(actor, challenge).allowed,
        "may_tick": rules.TICK_MILESTONE.may(actor, challenge).allowed,
        "aim_address": reverse("desk:challenge", args=[public_id]),
    }
    return render(request, "workspace/plan.html", context)


@require_POST
def count(request: HttpRequest, public_id: str) -> HttpResponse:
    """Count the plan again."""
    challenge = work_shown(request, public_id)

    def do() -> Done:
        actions.count_plan(actor=actor_of(request), now=now_of(request), challenge=challenge)
        return Done(reverse(PLAN, args=[public_id]), "The plan is counted backwards from the committee meeting.")

    return acted(request, do)


@require_http_methods(GET_AND_POST)
def reach(request: HttpRequest, public_id: str, milestone_id: str) -> HttpResponse:
    """Say that a milestone is reached."""
    challenge = work_shown(request, public_id)
    found = _milestone(challenge, milestone_id)
    rules.TICK_MILESTONE.require(actor_of(request), found)
    form = form_for(request, ReachedForm)

    def do() -> Done:
        on = form.cleaned_data["on"]
        actions.reach_milestone(actor=actor_of(request), now=now_of(request), milestone=found, on=on)
        return Done(reverse(PLAN, args=[public_id]), f"“{found.label}” is reached.")

    return acting(request, form, do) or form_shown(
        request,
        frame(request, challenge, PLAN, "Reached"),
        form,
        title=f"“{found.label}” is reached",
        submit="Tick it",
        back=reverse(PLAN, args=[public_id]),
    )


@require_POST
def reopen(request: HttpRequest, public_id: str, milestone_id: str) -> HttpResponse:
    """Say that a milestone is not reached after all."""
    challenge = work_shown(request, public_id)
    found = _milestone(challenge, milestone_id)

    def do() -> Done:
        actions.reopen_milestone(actor=actor_of(request), now=now_of(request), milestone=found)
        return Done(reverse(PLAN, args=[public_id]), f"“{found.label}” is open again.")

    return acted(request, do)


@require_http_methods(GET_AND_POST)
def files(request: HttpRequest, public_id: str) -> HttpResponse:
    """The files kept with a question, and the place to add one."""
    challenge = work_shown(request, public_id)
    may_keep = rules.KEEP_FILES.may(actor_of(request), challenge).allowed
    form = form_for(request, FileForm) if may_keep else None

    def do() -> Done:
        assert form is not None
        actions.keep_file(
            actor=actor_of(request),
            now=now_of(request),
            challenge=challenge,
            received=form.cleaned_data["file"],
            note=form.cleaned_data["note"],
        )
        return Done(reverse(FILES, args=[public_id]), "The file is kept. Those on the question can read it.")

    if form is not None:
        answer = acting(request, form, do)
        if answer is not None:
            return answer
    context = frame(request, challenge, FILES) | {
        "rows": list(queries.workspace_files_of(challenge)),
        "form": form,
        "may_keep": may_keep,
    }
    return render(request, "workspace/files.html", context)


@require_POST
def remove_file(request: HttpRequest, public_id: str, file_id: str) -> HttpResponse:
    """Take a file away."""
    challenge = work_shown(request, public_id)
    row = WorkspaceFile.objects.filter(challenge=challenge, public_id=file_id).select_related("challenge").first()
    if row is None:
        raise NotFound("There is no such file here.", rule=rules.KEEP_FILES.name)

    def do() -> Done:
        actions.remove_file(actor=actor_of(request), now=now_of(request), row=row)
        return Done(reverse(FILES, args=[public_id]), "The file is taken away.")

    return acted(request, do)


def _milestone(challenge: Challenge, public_id: str) -> Milestone:
    found = Milestone.objects.filter(challenge=challenge, public_id=public_id).first()
    if found is None:
        raise NotFound("There is no such milestone.", rule=rules.TICK_MILESTONE.name)
    return found
