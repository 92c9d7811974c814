"""Saying what the library tells of a report; keeping it closed until a day, and opening it on that day."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone

from bridgework.apps.library import catalogue
from bridgework.apps.library.models import Deposit, FileTerms
from bridgework.apps.library.rules import DESCRIBE
from bridgework.apps.reports.actions import close_report, open_report
from bridgework.apps.reports.models import Report, ReportVersion
from bridgework.apps.workspace.actions.typed import kept, kept_partial_date
from bridgework.core.reading import human_date
from bridgework.core.references import doi_of
from bridgework.kernel import audit
from bridgework.kernel.errors import DomainError, InvalidInput, NotFound
from bridgework.kernel.models import StoredFile
from bridgework.kernel.permissions import SYSTEM, Actor

MOST_KEYWORDS: Final = 20
LONGEST_KEYWORD: Final = 80
LONGEST_ADDRESS: Final = 200
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Description:
    """What staff say of a report. Dates as typed; what is not known stays empty."""

    issued: str = ""
    accepted: str = ""
    presented: str = ""
    uploaded: str = ""
    licence: str = ""
    doi: str = ""
    keywords: tuple[str, ...] = ()
    replaced_by: Report | None = None
    responds_to: Report | None = None


def describe_report(*, actor: Actor, now: datetime, report: Report, told: Description) -> Deposit:
    """Keep what is told of a report. Dates of issue, acceptance, presentation and upload are kept apart.

    Side effects, in order: the report's date of issue, its deposit, audit, the catalogue. Raises `InvalidInput`.
    """
    with transaction.atomic():
        locked, deposit = _locked(report, actor, now)
        issued = kept_partial_date(told.issued, field="issued", rule="library.issued")
        if issued != locked.dated:
            locked.dated = issued
            locked.save(update_fields=["dated"])
        for name, typed in (("accepted", told.accepted), ("presented", told.presented), ("uploaded", told.uploaded)):
            setattr(deposit, f"{name}_on", kept_partial_date(typed, field=name, rule=f"library.{name}"))
        deposit.licence = kept_address(told.licence, field="licence")
        deposit.doi = _kept_doi(told.doi)
        deposit.keywords = _kept_keywords(told.keywords)
        deposit.replaced_by = _other(locked, told.replaced_by, "replaced_by")
        deposit.responds_to = _other(locked, told.responds_to, "responds_to")
        deposit.lacks = [one for one in deposit.lacks if _still_lacks(one, locked, deposit)]
        deposit.save()
        _noted(deposit, actor, now, "library.describe")
    return deposit


def set_file_terms(
    *, actor: Actor, now: datetime, report: Report, file: StoredFile, licence: str, access: str, ask: str = ""
) -> FileTerms:
    """Say under which licence one file of a report stands, and whether everybody gets it, at once."""
    with transaction.atomic():
        locked, deposit = _locked(report, actor, now)
        if not ReportVersion.objects.filter(report=locked, file=file).exists():
            raise NotFound("This file is not one of this report.", rule="library.file")
        if access not in dict(FileTerms.ACCESS):
            raise InvalidInput("Choose who gets the file.", rule="library.file-access", field="access")
        words = kept(ask, field="ask", called="contact", rule="library.file-ask", longest=200, line=True)
        if access == "restricted" and not words:
            raise InvalidInput(
                "Say whom readers can ask for it.",
                rule="library.file-ask",
                remedy="An office or an address is enough.",
                field="ask",
            )
        terms, _ = FileTerms.objects.update_or_create(
            file=file,
            defaults={
                "deposit": deposit,
                "licence": kept_address(licence, field="licence"),
                "access": access,
                "ask": words,
            },
            create_defaults={
                "created_at": now,
                "deposit": deposit,
                "licence": kept_address(licence, field="licence"),
                "access": access,
                "ask": words,
            },
        )
        shown = locked.state == "published" and access == "open" and _is_latest(locked, file)
        StoredFile.objects.filter(pk=file.pk).update(is_public=shown)
        _noted(deposit, actor, now, "library.file-terms")
    return terms


def close_until(*, actor: Actor, now: datetime, report: Report, until: date, reason: str) -> Deposit:
    """Keep a final or published report from everybody until a day, on which it opens by itself.

    Where it is closed already, only the day changes. Raises `InvalidInput` for a day that does not lie ahead.
    """
    with transaction.atomic():
        locked, deposit = _locked(report, actor, now)
        if until <= timezone.localdate(now):
            raise InvalidInput(
                "The day on which it opens has to lie ahead.",
                rule="library.embargo-day",
                remedy="Choose a later day, or open the report now.",
                field="until",
            )
        words = kept(reason, field="reason", called="reason", rule="library.embargo-reason", longest=500, required=True)
        if locked.state != "embargoed":
            close_report(actor=actor, now=now, report=locked, reason=f"Until {human_date(until)}. {words}")
        deposit.embargo_until, deposit.access = until, "embargoed"
        deposit.save(update_fields=["embargo_until", "access"])
        _noted(deposit, actor, now, "library.close-until")
    report.refresh_from_db()
    return deposit


def open_now(*, actor: Actor, now: datetime, report: Report) -> Deposit:
    """Open a closed report before its day."""
    with transaction.atomic():
        locked, deposit = _locked(report, actor, now)
        open_report(actor=actor, now=now, report=locked)
        deposit.embargo_until, deposit.access = None, "open"
        deposit.save(update_fields=["embargo_until", "access"])
        _noted(deposit, actor, now, "library.open")
    report.refresh_from_db()
    return deposit


def open_due(*, now: datetime) -> int:
    """Open every closed report whose day has come; how many. One that cannot be opened stays closed."""
    due = Deposit.objects.filter(embargo_until__lte=timezone.localdate(now), report__state="embargoed")
    opened = 0
    for deposit in due.filter(report__parent=None).select_related("report").order_by("pk"):
        try:
            open_now(actor=SYSTEM, now=now, report=deposit.report)
        except DomainError as refusal:
            _log.warning("Report %s stays closed: %s", deposit.report.public_id, refusal.reason)
        else:
            opened += 1
    return opened


def kept_address(text: str, *, field: str) -> str:
    """A web address as it is kept; empty stays empty. Raises `InvalidInput`."""
    cleaned = text.strip()
    parts = urlsplit(cleaned) if cleaned.isprintable() and " " not in cleaned else None
    if cleaned and (
        parts is None or parts.scheme not in ("http", "https") or not parts.netloc or len(cleaned) > LONGEST_ADDRESS
    ):
        raise InvalidInput(
            "This is not a web address.",
            rule="library.address",
            remedy="It begins with https://.",
            field=field,
        )
    return cleaned


def _locked(report: Report, actor: Actor, now: datetime) -> tuple[Report, Deposit]:
    locked = Report.objects.select_for_update(of=("self",)).select_related("challenge__question").get(pk=report.pk)
    DESCRIBE.require(actor, locked)
    deposit, _ = Deposit.objects.get_or_create(report=locked, defaults={"created_at": now})
    return locked, deposit


def _noted(deposit: Deposit, actor: Actor, now: datetime, verb: str) -> None:
    deposit.modified_at = now
    deposit.save(update_fields=["modified_at"])
    audit.record(actor=actor, now=now, verb=verb, on=deposit.report, fields=["deposit"])
    catalogue.note_changed([deposit.report.public_id], now)


def _is_latest(report: Report, file: StoredFile) -> bool:
    latest = ReportVersion.objects.filter(report=report).order_by("-number").first()
    return latest is not None and latest.file_id == file.pk


def _kept_doi(text: str) -> str:
    if not text.strip():
        return ""
    found = doi_of(text)
    if not found:
        raise InvalidInput(
            "This is not a DOI.", rule="library.doi", remedy="It begins with 10., then a /.", field="doi"
        )
    return found


def _kept_keywords(words: tuple[str, ...]) -> list[str]:
    found = list(dict.fromkeys(" ".join(one.split()) for one in words if one.strip()))
    if len(found) > MOST_KEYWORDS or any(len(one) > LONGEST_KEYWORD for one in found):
        raise InvalidInput(
            f"At most {MOST_KEYWORDS} keywords of up to {LONGEST_KEYWORD} characters are kept.",
            rule="library.keywords",
            remedy="Keep the ones people would search for.",
            field="keywords",
        )
    return found


def _other(report: Report, other: Report | None, field: str) -> Report | None:
    """Another report of the same programme that does not lead back here. Raises `InvalidInput`."""
    if other is None:
        return None
    if other.programme_public_id != report.programme_public_id:
        raise InvalidInput("Choose a report of the same programme.", rule="library.same-programme", field=field)
    seen, step = {report.pk}, other
    while True:
        if step.pk in seen:
            raise InvalidInput(
                "That report leads back to this one.",
                rule="library.no-circle",
                remedy="Choose another report, or mend the other one first.",
                field=field,
            )
        seen.add(step.pk)
        following = Report.objects.filter(
            **{("replaces" if field == "replaced_by" else "responses") + "__report": step}
        ).first()
        if following is None:
            return other
        step = following


def _still_lacks(what: str, report: Report, deposit: Deposit) -> bool:
    """Whether a line of the list of what a portal's entry lacked still stands."""
    filled = {
        "issued": report.dated,
        "licence": deposit.licence,
        "identifier": deposit.doi,
        "keywords": deposit.keywords,
        "accepted": deposit.accepted_on,
        "presented": deposit.presented_on,
        "summary": report.summary,
    }
    return not filled.get(what)
