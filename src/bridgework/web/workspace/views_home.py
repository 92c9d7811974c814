"""The questions one works on, and the overview of one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from bridgework.apps.impact.queries import recommendations_at_desk
from bridgework.apps.programmes.settings import settings_of
from bridgework.apps.questions.queries import current_brief, current_wording
from bridgework.apps.questions.queries.challenges import STAGE_WORDS
from bridgework.apps.reports.queries import reports_of, standing_of
from bridgework.apps.workspace import actions, queries, rules
from bridgework.kernel.roles import TEAM_LEAD
from bridgework.web.listing import page_of
from bridgework.web.stages import STAGE_HOLDERS, STAGE_KINDS
from bridgework.web.ui.acting import Done, acted, actor_of, now_of
from bridgework.web.workspace.showing import frame, today_of, work_shown


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every question whose work one sees, the latest round first."""
    page = page_of(request, queries.challenges_worked_on(actor_of(request)))
    context = {"page": page, "rows": [(one, STAGE_WORDS[one.state], STAGE_KINDS[one.state]) for one in page]}
    return render(request, "workspace/index.html", context)


@require_safe
def home(request: HttpRequest, public_id: str) -> HttpResponse:
    """Where the work on a question stands: what is next, who waits on whom, what was agreed."""
    challenge = work_shown(request, public_id)
    actor, now, today = actor_of(request), now_of(request), today_of(request)
    plan = queries.plan_of(challenge, today)
    requests = queries.requests_of(challenge, today)
    meetings = queries.meetings_of(challenge, now)
    people = queries.people_here(challenge, today)
    limit = settings_of(challenge.round.programme).fading_after_days
    reports = reports_of(challenge)
    context = frame(request, challenge, "workspace:home") | {
        "wording": current_wording(challenge.question),
        "stage": STAGE_WORDS[challenge.state],
        "stage_kind": STAGE_KINDS[challenge.state],
        "brief": current_brief(challenge),
        "plan": plan,
        "holder": _holder(plan, people) if plan.next else STAGE_HOLDERS[challenge.state][0],
        "next_step": STAGE_HOLDERS[challenge.state][1],
        "waiting": [one for one in requests if one.is_waiting],
        "to_dos": queries.still_to_do(meetings),
        "next_meeting": next((one for one in reversed(meetings) if one.meeting.state == "planned"), None),
        "last_meeting": next((one for one in meetings if one.meeting.state == "held"), None),
        "team": [one for one in people if one.in_team],
        "supporters": [one for one in people if one.supports and not one.in_team],
        "fading": queries.fading_in(challenge, today, limit),
        "at_desk": recommendations_at_desk(actor, challenge),
        "reports": [(one, standing_of(one)) for one in reports],
        "may_begin": challenge.state == "team_formed" and rules.BEGIN.may(actor, challenge).allowed,
        "may_ask": rules.MAKE_REQUEST.may(actor, challenge).allowed,
        "may_meet": rules.KEEP_MEETINGS.may(actor, challenge).allowed,
    }
    return render(request, "workspace/home.html", context)


def _holder(plan: queries.PlanShown, people: list[queries.PersonHere]) -> str:
    """Whoever the next milestone waits for; the whole team where it has no lead."""
    if plan.next is None:
        return ""
    leadless = plan.next.milestone.holder == TEAM_LEAD and not any(TEAM_LEAD in one.roles for one in people)
    return "the team" if leadless else plan.next.holder


@require_POST
def begin(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say that the team has begun."""
    challenge = work_shown(request, public_id)

    def do() -> Done:
        actions.begin_work(actor=actor_of(request), now=now_of(request), challenge=challenge)
        return Done(reverse("workspace:home", args=[public_id]), "The work has begun.")

    return acted(request, do)
