"""Publishing a report on a date, withdrawing it, and publishing it again."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils import timezone

from bridgework.apps.people.models import Person, RoleHolding
from bridgework.apps.people.queries import held_on
from bridgework.apps.questions.actions.challenges import publish_report as challenge_reported
from bridgework.apps.questions.actions.challenges import start_work
from bridgework.apps.reports.actions.documents import queue_documents
from bridgework.apps.reports.actions.freezing import keep_published_record
from bridgework.apps.reports.actions.writing import locked_report, move_with_parts
from bridgework.apps.reports.events import RecommendationsChanged, ReportPublished, ReportWithdrawn
from bridgework.apps.reports.models import Recommendation, Report, ReportVersion
from bridgework.apps.reports.queries.standing import files_of, shown_files_of, unprintable_in
from bridgework.apps.reports.rules import EMBARGO, PUBLISH, WITHDRAW
from bridgework.apps.workspace.actions import hold_consents
from bridgework.kernel import audit, events, search, withdrawal
from bridgework.kernel.errors import InvalidInput, NotPossibleNow
from bridgework.kernel.permissions import Actor
from bridgework.kernel.roles import SUPPORT_ROLES, TEAM_ROLES
from bridgework.kernel.tellings import Told

ON_THE_QUESTION: Final = SUPPORT_ROLES | TEAM_ROLES


def publish_report(*, actor: Actor, now: datetime, report: Report, published_on: date | None = None) -> Report:
    """Publish a final report with its sub-reports and recommendations; without a day, today.

    Side effects in order: the moves, the date, recommendations and files become public, the challenge's stage, audit,
    search, `ReportPublished`, and a message to each person on the question, which waits in the outbox. Raises
    `InvalidInput` for a day that lies ahead, `NotPossibleNow` where it prints a quotation that may not be printed.
    """
    with transaction.atomic():
        hold_consents(report.challenge)
        locked = locked_report(report)
        PUBLISH.require(actor, locked)
        _is_main(locked)
        day = published_on or timezone.localdate(now)
        if day > timezone.localdate(now):
            raise InvalidInput(
                "A report is published today, or was published earlier; this day lies ahead.",
                rule="reports.published-on",
                remedy="Come back on that day, or choose today.",
                field="published_on",
            )
        _publish(locked, "publish", day, actor, now)
    report.refresh_from_db()
    return locked


def open_report(*, actor: Actor, now: datetime, report: Report) -> Report:
    """Open a report that was closed until a day: all that publishing does. A first day of publication stays."""
    with transaction.atomic():
        hold_consents(report.challenge)
        locked = locked_report(report)
        EMBARGO.require(actor, locked)
        _is_main(locked)
        _publish(locked, "open", locked.published_on or timezone.localdate(now), actor, now)
    report.refresh_from_db()
    return locked


def close_report(*, actor: Actor, now: datetime, report: Report, reason: str) -> Report:
    """Keep a final or published report from everybody until `open_report`, at once and everywhere."""
    with transaction.atomic():
        locked = locked_report(report)
        EMBARGO.require(actor, locked)
        _is_main(locked)
        was_public = locked.state == "published"
        moved = move_with_parts(locked, "embargo", actor=actor, now=now, reason=reason)
        audit.record(actor=actor, now=now, verb="reports.embargo", on=locked, fields=["state"])
        _hide(moved, now)
        if was_public:
            events.publish(ReportWithdrawn(now, locked.public_id, locked.challenge.public_id, locked.scope))
    report.refresh_from_db()
    return locked


def withdraw_report(*, actor: Actor, now: datetime, report: Report, reason: str) -> Report:
    """Withdraw a published report from public view, at once and everywhere; its page says that it was withdrawn."""
    with transaction.atomic():
        locked = locked_report(report)
        WITHDRAW.require(actor, locked)
        _is_main(locked)
        moved = move_with_parts(locked, "withdraw", actor=actor, now=now, reason=reason)
        audit.record(actor=actor, now=now, verb="reports.withdraw", on=locked, fields=["state"])
        _hide(moved, now)
        events.publish(ReportWithdrawn(now, locked.public_id, locked.challenge.public_id, locked.scope))
    report.refresh_from_db()
    return locked


def publish_again(*, actor: Actor, now: datetime, report: Report, reason: str) -> Report:
    """Publish a withdrawn report again, with its latest version; the first date of publication stays."""
    with transaction.atomic():
        hold_consents(report.challenge)
        locked = locked_report(report)
        WITHDRAW.require(actor, locked)
        _is_main(locked)
        _printable_only(locked)
        moved = move_with_parts(locked, "publish_again", actor=actor, now=now, reason=reason)
        _show(moved, actor, now, "reports.publish-again")
    report.refresh_from_db()
    return locked


def _publish(report: Report, event: str, day: date, actor: Actor, now: datetime) -> None:
    """What publishing does, and opening on the day of an embargo."""
    _printable_only(report)
    moved = move_with_parts(report, event, actor=actor, now=now)
    for one in moved:
        one.published_on = day
        one.dated = one.dated or day.isoformat()
        one.save(update_fields=["published_on", "dated"])
    _stage(report, actor, now)
    _show(moved, actor, now, "reports.publish")
    _tell(report, actor, now)


def _printable_only(report: Report) -> None:
    """No quotation is printed that the person has not approved, or has taken back: the one thing that locks."""
    for one in [report, *report.sub_reports.all()]:
        version = one.versions.order_by("-number").first()
        found = unprintable_in(version) if version is not None else []
        if found:
            where = "; ".join(f"{quote} in {', '.join(places)}" for quote, places in found)
            raise NotPossibleNow(
                f"“{one.title}” prints a quotation that may not be printed: {where}.",
                rule="reports.quotes-printable",
                remedy="The team goes on writing, takes the quotation out there, freezes a new version and makes it "
                "final. Or the person approves it first.",
            )


def _hide(reports: list[Report], now: datetime) -> None:
    """Take reports, their recommendations and their files from everybody, in this transaction."""
    keys = [one.pk for one in reports]
    hidden = list(Recommendation.objects.filter(report__in=keys, is_public=True))
    Recommendation.objects.filter(pk__in=[one.pk for one in hidden]).update(is_public=False)
    files_of(keys).update(is_public=False)
    for one in (*reports, *hidden):
        withdrawal.withdraw(one.record_kind(), one.public_id)
    for report in reports:
        events.publish(RecommendationsChanged(now, report.public_id, report.scope))


def _is_main(report: Report) -> None:
    if report.parent_id is not None:
        raise NotPossibleNow(
            "A sub-report is published with its report.",
            rule="reports.main",
            remedy="Open the report it belongs to.",
        )


def _stage(report: Report, actor: Actor, now: datetime) -> None:
    """Bring the challenge to “reported”; a team that never said it began has evidently begun."""
    challenge = report.challenge
    if challenge.state == "team_formed":
        start_work(actor=actor, now=now, challenge=challenge)
    if challenge.state == "under_way":
        challenge_reported(actor=actor, now=now, challenge=challenge)


def _show(reports: list[Report], actor: Actor, now: datetime, verb: str) -> None:
    keys = [one.pk for one in reports]
    shown = Recommendation.objects.filter(report__in=keys, merged_into=None, parts__isnull=True)
    shown_keys = list(shown.values_list("pk", flat=True))
    Recommendation.objects.filter(pk__in=shown_keys).update(is_public=True)
    for report in reports:
        latest = ReportVersion.objects.filter(report=report).order_by("-number").first()
        if latest is not None:
            keep_published_record(latest, now=now)
            shown_files_of(latest).update(is_public=True)
            queue_documents(latest, now=now)
        audit.record(actor=actor, now=now, verb=verb, on=report, fields=["state", "published_on"])
        search.refresh(report)
        events.publish(ReportPublished(now, report.public_id, report.challenge.public_id, report.scope))
    for one in Recommendation.objects.filter(pk__in=shown_keys):
        search.refresh(one)


def _tell(report: Report, actor: Actor, now: datetime) -> None:
    """Everybody on the question hears of it: one bundle in the outbox."""
    held = RoleHolding.objects.filter(
        held_on(timezone.localdate(now)), scope__under=report.scope, role__in=ON_THE_QUESTION
    )
    people = Person.objects.filter(pk__in=held.values("person")).exclude(pk=actor.person_id or 0).order_by("id")
    for public_id in people.values_list("public_id", flat=True):
        events.publish(
            Told(
                at=now,
                person_public_id=public_id,
                scope=report.scope,
                telling="reports.published",
                record_public_id=report.public_id,
                batch=f"reports.published/{report.public_id}",
            )
        )
