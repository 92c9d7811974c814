"""What the ledger does when something happens below it."""

from __future__ import annotations

from datetime import datetime, time

from django.db.models import Q

from bridgework.apps.committees.events import ResolutionRecorded
from bridgework.apps.committees.models import Resolution
from bridgework.apps.impact import projection
from bridgework.apps.impact.actions import ask_for_report_backs, note_resolution, plan_prompts, send_due_prompts
from bridgework.apps.questions.events import ChallengeShown, QuestionThemed
from bridgework.apps.questions.models import Challenge
from bridgework.apps.reports.events import RecommendationsChanged, ReportPublished
from bridgework.apps.reports.models import Recommendation, Report
from bridgework.kernel.events import handles
from bridgework.kernel.jobs import every
from bridgework.kernel.withdrawal import on_withdrawal


@handles(ResolutionRecorded)
def write_into_ledger(event: ResolutionRecorded) -> None:
    """Enter a resolution as the decision on each recommendation it is about, and plan when to ask what became of it."""
    resolution = Resolution.objects.select_related("proposal__paper__challenge__round__programme").get(
        public_id=event.resolution_public_id
    )
    note_resolution(resolution=resolution, now=event.at)
    plan_prompts(challenge=resolution.proposal.paper.challenge, now=event.at)


@handles(ReportPublished)
def enter_recommendations(event: ReportPublished) -> None:
    """Give every recommendation of a published report its row, and plan when to ask what became of it."""
    report = Report.objects.select_related("challenge__round__programme").get(public_id=event.report_public_id)
    projection.refresh(report.recommendations.select_related("challenge__question"))
    plan_prompts(challenge=report.challenge, now=event.at)


@handles(RecommendationsChanged)
def follow_recommendations(event: RecommendationsChanged) -> None:
    """Keep the rows of a report's recommendations in step with what was written."""
    report = Report.objects.get(public_id=event.report_public_id)
    projection.refresh(report.recommendations.select_related("challenge__question"))


@handles(ChallengeShown)
def show_rows_accordingly(event: ChallengeShown) -> None:
    """The ledger holds for everybody what belongs to a public challenge."""
    found = Recommendation.objects.filter(challenge__public_id=event.challenge_public_id)
    projection.refresh(found.select_related("challenge__question"))


@handles(QuestionThemed, at_once=True)
def list_rows_by_theme(event: QuestionThemed) -> None:
    """The ledger is filtered by the theme of the question."""
    found = Recommendation.objects.filter(challenge__question__public_id=event.question_public_id)
    projection.refresh(found.select_related("challenge__question"))


@on_withdrawal
def hide_rows_at_once(record_kind: str, public_id: str) -> None:
    """What is withdrawn leaves the public ledger in the same transaction."""
    if record_kind == Challenge.record_kind():
        projection.hide(Q(challenge__public_id=public_id))
    elif record_kind == Recommendation.record_kind():
        projection.hide(Q(recommendation__public_id=public_id))


@every("impact.prompts", daily_at=time(8, 0))
def ask_what_became_of_it(now: datetime) -> None:
    """Send the prompts whose day has come, and ask owners of actions whose day is near."""
    send_due_prompts(now=now)
    ask_for_report_backs(now=now)
