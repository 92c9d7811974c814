"""Prompts to roles at 6, 12 and 24 months: what became of it?"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from bridgework.apps.impact.models import Action, Prompt
from bridgework.apps.participation.events import AnswerWanted
from bridgework.apps.people.models import RoleHolding
from bridgework.apps.people.queries import held_on
from bridgework.apps.questions.models import Challenge
from bridgework.core.ledger import PROMPT_MONTHS, prompts
from bridgework.kernel.events import publish
from bridgework.kernel.permissions import SYSTEM, ancestors
from bridgework.kernel.roles import PROGRAMME_LEAD, QUESTION_OWNER

ANSWER_WITHIN = timedelta(days=28)
ASK_BEFORE = timedelta(days=7)


@transaction.atomic
def plan_prompts(*, challenge: Challenge, now: datetime) -> int:
    """Set the prompts of a challenge's recommendations, from the deciding committee meeting, else from publication.

    Harmless when run again: dates of prompts that were not sent are set anew. They go to the question's owner by
    role. Returns how many are planned.
    """
    paper = (
        challenge.papers.filter(state="considered")
        .order_by("committee_meeting__on")
        .select_related("committee_meeting")
        .last()
    )
    report = challenge.reports.filter(parent=None, published_on__isnull=False).order_by("published_on").first()
    planned = prompts(
        paper.committee_meeting.on if paper else None,
        report.published_on if report else None,
        challenge.round.programme.settings.get("prompt_months", PROMPT_MONTHS),
    )
    for recommendation in challenge.recommendations.filter(state="open"):
        for one in planned:
            prompt, made = Prompt.objects.get_or_create(
                recommendation=recommendation,
                months=one.months,
                asked_role=QUESTION_OWNER,
                defaults={"created_at": now, "due_on": one.on, "counted_from": one.counted_from},
            )
            if not made and prompt.sent_at is None:
                prompt.due_on, prompt.counted_from = one.on, one.counted_from
                prompt.save(update_fields=["due_on", "counted_from"])
    return Prompt.objects.filter(recommendation__challenge=challenge).count()


@transaction.atomic
def send_due_prompts(*, now: datetime) -> int:
    """Ask whoever holds the role now, or the programme lead where nobody does. Returns how many were asked.

    A prompt on a recommendation that was closed meanwhile is not sent.
    """
    due = (
        Prompt.objects.select_for_update(of=("self",))
        .filter(due_on__lte=timezone.localdate(now), sent_at=None, recommendation__state="open")
        .select_related("recommendation")
    )
    count = 0
    for prompt in due:
        scope = prompt.recommendation.scope
        holding = _holder(prompt.asked_role, scope, now) or _holder(PROGRAMME_LEAD, scope, now)
        if holding is None:
            continue
        prompt.asked, prompt.sent_at = holding.person, now
        prompt.save(update_fields=["asked", "sent_at"])
        publish(
            AnswerWanted(
                at=now,
                purpose="impact.prompt",
                record_public_id=prompt.public_id,
                person_public_id=holding.person.public_id,
                scope=scope,
                expires_at=now + ANSWER_WITHIN,
                actor_public_id=SYSTEM.public_id,
            )
        )
        count += 1
    return count


@transaction.atomic
def ask_for_report_backs(*, now: datetime) -> int:
    """Ask the owners of open actions whose day is near, once per action. Returns how many were asked."""
    near = timezone.localdate(now) + ASK_BEFORE
    due = (
        Action.objects.select_for_update(of=("self",))
        .filter(state="open", due_on__lte=near, owner__isnull=False, asked_at=None)
        .select_related("owner")
    )
    count = 0
    for action in due:
        if action.owner is None:
            continue
        action.asked_at = now
        action.save(update_fields=["asked_at"])
        publish(
            AnswerWanted(
                at=now,
                purpose="impact.report-back",
                record_public_id=action.public_id,
                person_public_id=action.owner.public_id,
                scope=action.scope,
                expires_at=now + ANSWER_WITHIN,
                actor_public_id=SYSTEM.public_id,
            )
        )
        count += 1
    return count


def _holder(role: str, scope: str, now: datetime) -> RoleHolding | None:
    return (
        RoleHolding.objects.filter(held_on(timezone.localdate(now)), role=role, scope__in=ancestors(scope))
        .select_related("person")
        .order_by("-starts_on")
        .first()
    )
