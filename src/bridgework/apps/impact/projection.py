"""Keeps the ledger row of a recommendation in step with its four histories.

Called by every action that writes one of them, in the same transaction; `rebuild` makes all rows again after an import.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Q

from bridgework.apps.calendar.models import Body
from bridgework.apps.committees.models import ProposalRecommendation
from bridgework.apps.impact.models import Action, Decision, IndependentCheck, LedgerRow, ReportBack, StatementOfEffect
from bridgework.apps.reports.models import Recommendation
from bridgework.core.ledger import Decision as Outcome
from bridgework.core.ledger import Progress

FINISHED = frozenset({Progress.DONE, Progress.STOPPED, Progress.OVERTAKEN})


def refresh(recommendations: Iterable[Recommendation]) -> None:
    """Write the rows of these recommendations anew."""
    for recommendation in recommendations:
        LedgerRow.objects.update_or_create(recommendation=recommendation, defaults=_row(recommendation))


def hide(which: Q) -> None:
    """Take rows from everybody at once; `refresh` shows those again that are public."""
    LedgerRow.objects.filter(which, is_public=True).update(is_public=False)


def rebuild() -> int:
    """Write every row anew; returns how many."""
    count = 0
    for recommendation in Recommendation.objects.select_related("challenge").iterator(chunk_size=500):
        refresh([recommendation])
        count += 1
    return count


def _row(recommendation: Recommendation) -> dict[str, object]:
    decision = (
        Decision.objects.filter(recommendation=recommendation, is_superseded=False)
        .order_by("resolution_id", "decided_on", "id")
        .last()
    )
    reported = (
        ReportBack.objects.filter(recommendation=recommendation, is_superseded=False)
        .order_by("reported_on", "id")
        .last()
    )
    checked = IndependentCheck.objects.filter(recommendation=recommendation).order_by("checked_on", "id").last()
    effect = StatementOfEffect.objects.filter(recommendations=recommendation, is_superseded=False).order_by("id").last()
    link = (
        ProposalRecommendation.objects.filter(recommendation=recommendation)
        .exclude(proposal__paper__state="withdrawn")
        .select_related("proposal__paper__committee_meeting__body")
        .order_by("proposal__paper__committee_meeting__on", "id")
        .last()
    )
    meeting = link.proposal.paper.committee_meeting if link else None
    body = meeting.body if meeting else _home_of(recommendation)
    due = _next_due(recommendation, decision, reported, body, meeting.on if meeting else None)
    return {
        "scope": recommendation.scope,
        "programme_public_id": recommendation.programme_public_id,
        "challenge_id": recommendation.challenge_id,
        "round_id": recommendation.challenge.round_id,
        "body": body,
        # A report's own headings say something within that report; across reports only the question's theme does.
        "theme": recommendation.challenge.question.theme or recommendation.theme,
        "state": recommendation.state,
        "is_public": recommendation.is_public and recommendation.challenge.is_public,
        "decision": decision.outcome if decision else "",
        "decided_on": decision.decided_on if decision else None,
        "reported": reported.progress if reported else "",
        "reported_on": reported.reported_on if reported else None,
        "checked": checked.result if checked else "",
        "checked_on": checked.checked_on if checked else None,
        "observed": effect.kind if effect else "",
        "grade": effect.grade if effect else "",
        "reply_due_on": due[0],
        "reply_due_from": due[1],
        "reply_due_what": due[2],
    }


def _home_of(recommendation: Recommendation) -> Body | None:
    belonging = recommendation.challenge.belongings.filter(is_current=True).select_related("body").first()
    return belonging.body if belonging else None


def _next_due(
    recommendation: Recommendation,
    decision: Decision | None,
    reported: ReportBack | None,
    body: Body | None,
    put_on: date | None,
) -> tuple[date | None, str, str]:
    """When the next word is due, from whom, and about what. Nothing is due on a closed recommendation."""
    if recommendation.state != "open":
        return None, "", ""
    if decision is None:
        if body is not None and body.reply_days is not None and put_on is not None:
            return put_on + timedelta(days=body.reply_days), "the committee", "decision"
        return None, "", ""
    if Outcome(decision.outcome).says_no or (reported is not None and reported.progress in FINISHED):
        return None, "", ""
    action = (
        Action.objects.filter(recommendations=recommendation, state="open", due_on__isnull=False)
        .order_by("due_on", "id")
        .first()
    )
    if action is not None:
        return action.due_on, action.owner_role or "the owner of the action", "progress"
    resolution = decision.resolution
    wanted = resolution.report_back_on if resolution else None
    if resolution is not None and wanted is not None and (reported is None or reported.reported_on < wanted):
        return wanted, resolution.owner_role or "the officers tasked", "progress"
    return None, "", ""
