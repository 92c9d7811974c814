"""What a published report means for the plan of its question, and who finds reports."""

from __future__ import annotations

from typing import Final

from bridgework.apps.questions.events import ChallengeShown
from bridgework.apps.questions.models import Challenge
from bridgework.apps.reports.events import ReportPublished
from bridgework.apps.reports.models import Recommendation, Report
from bridgework.apps.workspace.actions import reach_milestones
from bridgework.kernel import search
from bridgework.kernel.events import handles
from bridgework.kernel.permissions import SYSTEM
from bridgework.kernel.withdrawal import on_withdrawal

WRITTEN: Final = ("draft_report", "final_report")


@handles(ReportPublished)
def reach_the_report(event: ReportPublished) -> None:
    """A published report was drafted and is final; whether officers looked at its facts is told elsewhere."""
    challenge = Challenge.objects.get(public_id=event.challenge_public_id)
    reach_milestones(actor=SYSTEM, now=event.at, challenge=challenge, keys=WRITTEN)


@handles(ChallengeShown)
def find_reports_accordingly(event: ChallengeShown) -> None:
    """Reports and recommendations are found by everybody only while their challenge is public."""
    _find_accordingly(event.challenge_public_id)


@on_withdrawal
def hide_reports_at_once(record_kind: str, public_id: str) -> None:
    """With a challenge, its reports and recommendations go from everybody in the same transaction."""
    if record_kind == Challenge.record_kind():
        _find_accordingly(public_id)


def _find_accordingly(challenge_public_id: str) -> None:
    for report in Report.objects.filter(challenge__public_id=challenge_public_id):
        search.refresh(report)
    for recommendation in Recommendation.objects.filter(challenge__public_id=challenge_public_id):
        search.refresh(recommendation)
