"""What a published report means for the plan of its question, and who finds reports."""

from __future__ import annotations

from datetime import datetime, time
from typing import Final

from bridgework.apps.questions.events import BelongingSettled, ChallengeShown
from bridgework.apps.questions.models import Challenge
from bridgework.apps.reports.actions.documents import make_documents, queue_missing_documents
from bridgework.apps.reports.actions.redacting import take_quote_out, take_source_out
from bridgework.apps.reports.events import ReportPublished
from bridgework.apps.reports.models import Recommendation, Report, ReportVersion
from bridgework.apps.reports.queries.documents import MAKE_DOCUMENTS
from bridgework.apps.reports.queries.standing import files_of, shown_files_of
from bridgework.apps.workspace.actions import reach_milestones
from bridgework.apps.workspace.models import Quote, Source
from bridgework.kernel import clock, search
from bridgework.kernel.events import handles
from bridgework.kernel.jobs import Payload, every, job
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
    """Reports, their files and recommendations are everybody's only while their challenge is public."""
    _find_accordingly(event.challenge_public_id)


@handles(BelongingSettled, at_once=True)
def find_reports_by_committee(event: BelongingSettled) -> None:
    """Reports and recommendations are found under the committee that their challenge belongs to now."""
    search.refresh_all(Report.objects.filter(challenge__public_id=event.challenge_public_id))
    search.refresh_all(Recommendation.objects.filter(challenge__public_id=event.challenge_public_id))


@on_withdrawal
def hide_reports_at_once(record_kind: str, public_id: str) -> None:
    """With a challenge, its reports and recommendations go from everybody in the same transaction."""
    if record_kind == Challenge.record_kind():
        _find_accordingly(public_id)


@on_withdrawal
def take_out_at_once(record_kind: str, public_id: str) -> None:
    """A quotation or an interview taken back leaves every report in the same transaction."""
    if record_kind == Quote.record_kind():
        take_quote_out(public_id=public_id, now=clock.now())
    elif record_kind == Source.record_kind():
        take_source_out(public_id=public_id, now=clock.now())


@job(MAKE_DOCUMENTS, own_transactions=True)
def make_documents_of_version(payload: Payload, now: datetime) -> None:
    """Make the PDF, the Word document and the data package of a published version."""
    version = ReportVersion.objects.select_related("report").filter(public_id=payload["version"]).first()
    if version is not None:
        make_documents(now=now, version=version)


@every("reports.missing-documents", daily_at=time(2, 50))
def make_missing_documents(now: datetime) -> None:
    """Reports from before there were documents, and those that could not be made, get theirs at night."""
    queue_missing_documents(now=now)


def _find_accordingly(challenge_public_id: str) -> None:
    for report in Report.objects.filter(challenge__public_id=challenge_public_id).select_related("challenge"):
        latest = report.versions.order_by("-number").first()
        if not (report.challenge.is_public and report.state == "published"):
            files_of([report.pk]).update(is_public=False)
        elif latest is not None:
            shown_files_of(latest).update(is_public=True)
        # After the files: whoever watches the index may close some of them again.
        search.refresh(report)
    for recommendation in Recommendation.objects.filter(challenge__public_id=challenge_public_id):
        search.refresh(recommendation)
