"""Reads of what the library tells of reports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from bridgework.apps.library.models import CatalogueEntry, Deposit, FileTerms
from bridgework.apps.library.rules import READ_DEPOSITS
from bridgework.apps.reports.models import Recommendation, Report, ReportVersion
from bridgework.apps.reports.searchables import report_address
from bridgework.core.licences import licence_name
from bridgework.core.reading import DateUnreadable, PartialDate
from bridgework.kernel.errors import NotFound
from bridgework.kernel.models import Transition
from bridgework.kernel.permissions import Actor

EMBARGOED = "embargoed"
WITHDRAWN = "withdrawn"
DATES: tuple[tuple[str, str], ...] = (
    ("issued", "Issued by its authors"),
    ("accepted", "Accepted by the programme"),
    ("presented", "Presented"),
    ("uploaded", "Put on a portal"),
)


@dataclass(frozen=True)
class Related:
    """Another report this one stands to, and where it is read."""

    words: str
    title: str
    address: str


@dataclass(frozen=True)
class FileTold:
    """One file with its licence and who gets it."""

    public_id: str
    name: str
    media_type: str
    size: int
    sha256: str
    licence: str
    licence_words: str
    access: str
    ask: str
    is_public: bool


@dataclass(frozen=True)
class AboutReport:
    """What the library says of a report beside the report. A date is known as far as it is known, or not at all."""

    public_id: str
    dates: tuple[tuple[str, PartialDate | None], ...]
    modified_at: datetime | None
    licence: str
    licence_words: str
    access: str
    embargo_until: date | None
    doi: str
    keywords: tuple[str, ...]
    related: tuple[Related, ...]
    files: tuple[FileTold, ...]
    lacks: tuple[str, ...]

    @property
    def dates_not_known(self) -> str:
        """What happened on a day nobody noted, as one line; empty where every day is known."""
        return "; ".join(label for label, day in self.dates if day is None)


@dataclass(frozen=True)
class Standing:
    """What stands where a report would: that it opens later, or that it was withdrawn."""

    kind: str
    question: str
    code: str
    not_before: date | None = None
    on: datetime | None = None
    reason: str = ""
    by: str = ""
    instead: Related | None = None


def about_report(report: Report, *, public_only: bool = True) -> AboutReport:
    """What the library says of a report, in at most eight queries; `public_only` leaves out reports that are closed."""
    deposit = (
        Deposit.objects.filter(report=report)
        .select_related("replaced_by__challenge", "responds_to__challenge")
        .prefetch_related("replaced_by__versions", "responds_to__versions")
        .first()
    )
    return AboutReport(
        public_id=report.public_id,
        dates=tuple(
            (label, known_date(value))
            for (_, label), value in zip(
                DATES,
                (
                    report.dated,
                    deposit.accepted_on if deposit else "",
                    deposit.presented_on if deposit else "",
                    deposit.uploaded_on if deposit else "",
                ),
                strict=True,
            )
        ),
        modified_at=deposit.modified_at if deposit else None,
        licence=deposit.licence if deposit else "",
        licence_words=licence_name(deposit.licence) if deposit else "",
        access=report.state if report.state in (EMBARGOED, WITHDRAWN) else "open",
        embargo_until=deposit.embargo_until if deposit and report.state == EMBARGOED else None,
        doi=deposit.doi if deposit else "",
        keywords=tuple(deposit.keywords) if deposit else (),
        related=_related(report, deposit, public_only=public_only),
        files=files_of(report, deposit),
        lacks=tuple(deposit.lacks) if deposit else (),
    )


def known_date(text: str) -> PartialDate | None:
    """A kept partial date; None where it is not known."""
    try:
        return PartialDate.from_iso(text) if text else None
    except DateUnreadable:
        return None


def files_of(report: Report, deposit: Deposit | None) -> tuple[FileTold, ...]:
    """The files of the latest version, each with its terms. Two queries."""
    latest = (
        ReportVersion.objects.filter(report=report).select_related("file__library_terms").order_by("-number").first()
    )
    if latest is None or latest.file is None:
        return ()
    kept = latest.file
    terms: FileTerms | None = getattr(kept, "library_terms", None)
    licence = (terms.licence if terms else "") or (deposit.licence if deposit else "")
    return (
        FileTold(
            public_id=kept.public_id,
            name=kept.name,
            media_type=kept.media_type,
            size=kept.size,
            sha256=kept.sha256,
            licence=licence,
            licence_words=licence_name(licence),
            access=terms.access if terms else "open",
            ask=terms.ask if terms else "",
            is_public=kept.is_public,
        ),
    )


def _related(report: Report, deposit: Deposit | None, *, public_only: bool) -> tuple[Related, ...]:
    found: list[tuple[str, Report]] = []
    if deposit and deposit.replaced_by:
        found.append(("Replaced by", deposit.replaced_by))
    if deposit and deposit.responds_to:
        found.append(("Responds to", deposit.responds_to))
    back = (
        Deposit.objects.filter(Q(replaced_by=report) | Q(responds_to=report))
        .select_related("report__challenge")
        .prefetch_related("report__versions")
        .order_by("pk")
    )
    found += [("Replaces" if one.replaced_by_id == report.pk else "Response", one.report) for one in back]
    return tuple(
        Related(words, other.title, report_address(other))
        for words, other in found
        if not public_only or (other.state == "published" and other.challenge.is_public)
    )


def deposits_seen_by(actor: Actor) -> QuerySet[Report]:
    """The reports of the programmes `actor` is on the staff of that are final or further, newest first."""
    found = READ_DEPOSITS.which(actor, Report.objects.exclude(state__in=("draft", "with_officers")))
    return found.select_related("challenge__question", "challenge__round", "deposit").order_by("-pk")


def deposit_seen_by(actor: Actor, public_id: str) -> Report:
    """One report with what the library says of it. Raises `NotFound`."""
    found = READ_DEPOSITS.which(actor, Report.objects.all()).filter(public_id=public_id[:14])
    report = found.select_related("challenge__question__programme", "challenge__round", "parent").first()
    if report is None:
        raise NotFound("There is no such report, or none you may see.", rule=READ_DEPOSITS.name)
    return report


def reports_beside(report: Report) -> QuerySet[Report]:
    """The other main reports of the same programme, to be named as replacing or answered ones; at most 300."""
    same = Report.objects.filter(scope__startswith=report.programme_public_id, parent=None).exclude(pk=report.pk)
    return same.select_related("challenge__round").order_by("-pk")[:300]


def standing_instead(*, public_id: str = "", code: str = "", number: str = "") -> Standing | None:
    """What a reader is told where a report of a public question is closed or withdrawn; None where there is none.

    It is asked for by the public id of the report or of a recommendation of it, by the code of its question, or by
    that and the number of a recommendation. Of a report that was never public, only that it opens on a day: a
    withdrawal is told of what readers knew.
    """
    found = Report.objects.filter(challenge__is_public=True, state__in=(EMBARGOED, WITHDRAWN))
    if public_id:
        once_public = CatalogueEntry.objects.filter(kind="recommendation", public_id=public_id[:14])
        of_recommendation = Q(recommendations__public_id__in=once_public.values("public_id"))
        found = found.filter(Q(public_id=public_id[:14]) | of_recommendation)
    elif number:
        once_public = CatalogueEntry.objects.filter(kind="recommendation", public_id=OuterRef("public_id"))
        own = Recommendation.objects.filter(Exists(once_public), code=f"{code}/{number}"[:70])
        found = found.filter(recommendations__in=own)
    else:
        found = found.filter(challenge__code=code, parent=None)
    report = (
        found.select_related("challenge__question__programme", "deposit__replaced_by__challenge", "parent__deposit")
        .prefetch_related(Prefetch("deposit__replaced_by__versions"))
        .order_by("order", "pk")
        .first()
    )
    if report is None:
        return None
    question, at = report.challenge.question, report.challenge.code
    if report.state == EMBARGOED:
        until = _until(report)
        return Standing(EMBARGOED, question.title, at, not_before=until) if until is not None else None
    if not CatalogueEntry.objects.filter(public_id=report.public_id).exists():
        return None
    move = Transition.objects.filter(record_public_id=report.public_id, to_state=WITHDRAWN).order_by("-pk").first()
    other = _deposit(report).replaced_by if _deposit(report) else None  # type: ignore[union-attr]
    return Standing(
        WITHDRAWN,
        question.title,
        at,
        on=move.at if move else report.state_since,
        reason=move.reason if move else "",
        by=question.programme.name,
        instead=Related("Replaced by", other.title, report_address(other))
        if other is not None and other.state == "published" and other.challenge.is_public
        else None,
    )


def _deposit(report: Report) -> Deposit | None:
    found: Deposit | None = getattr(report, "deposit", None)
    return found


def _until(report: Report) -> date | None:
    own = _deposit(report) or (_deposit(report.parent) if report.parent else None)
    return own.embargo_until if own else None
