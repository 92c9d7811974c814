"""Reads about reports: versions, recommendations, fact-checks, what happens next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.core import signing
from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet
from django.utils import timezone

from bridgework.apps.questions.models import Challenge
from bridgework.apps.reports.models import (
    FactCheck,
    FactCheckComment,
    FutureWork,
    Recommendation,
    Report,
    ReportComment,
    ReportVersion,
)
from bridgework.apps.reports.queries.assembling import assembled
from bridgework.apps.reports.queries.standing import unprintable_in
from bridgework.apps.reports.rules import SEE
from bridgework.core.differences import Segment, difference, summary
from bridgework.core.reports.resolving import whole_text
from bridgework.kernel.errors import NotFound
from bridgework.kernel.permissions import Actor

WORDS: Final[dict[str, tuple[str, str, str, str]]] = {
    "draft": ("current", "Draft", "the team", "The team writes, then asks officers to look at the facts"),
    "with_officers": ("waiting", "With officers", "officers", "Officers look at the facts; the team answers them"),
    "final": ("waiting", "Final", "the programme lead or a coordinator", "One of them publishes it"),
    "published": ("done", "Published", "nobody: it is public", "A committee's paper can put its recommendations"),
    "embargoed": ("waiting", "Closed until its day", "the calendar", "It opens by itself on the day in the library"),
    "withdrawn": ("set-aside", "Withdrawn", "the programme lead", "It is put right and published again, or stays away"),
}
"""State to the kind of its tag, its word, who holds it, and what happens next."""

COMMENTS_WAIT: Final = ("waiting", "Comments to answer", "the team", "The team answers what officers said")
LOOKED_AT: Final = ("current", "Facts looked at", "the team", "The team looks it over and makes it final")

READING_SALT: Final = "reports.read-version"
READING_LASTS: Final = 60 * 60 * 24 * 90
"""Seconds for which an officer asked to look at the facts can read the version without an account."""


@dataclass(frozen=True)
class VersionShown:
    """A version in the list of versions."""

    version: ReportVersion
    changed: str
    """What changed since the one before, in words; empty for the first."""

    @property
    def words(self) -> str:
        """Which version it is."""
        return f"Version {self.version.number}"


@dataclass(frozen=True)
class RecommendationShown:
    """A recommendation, and what became of it where it was split or merged."""

    recommendation: Recommendation
    parts: tuple[Recommendation, ...]

    @property
    def stands(self) -> bool:
        """Whether it is put to anybody: neither split nor merged."""
        return not self.parts and self.recommendation.merged_into_id is None


@dataclass(frozen=True)
class Blocker:
    """What is missing before a report can be made final or published."""

    text: str
    stops: bool


def reports_of(challenge: Challenge) -> list[Report]:
    """The main reports of a challenge with their sub-reports, and how many versions each has. Two queries."""
    parts = Report.objects.annotate(versions_count=Count("versions")).order_by("order", "id")
    return list(
        _with_facts(challenge.reports.filter(parent=None))
        .annotate(versions_count=Count("versions"))
        .prefetch_related(Prefetch("sub_reports", parts))
        .order_by("order", "id")
    )


def standing_of(report: Report) -> tuple[str, str, str, str]:
    """The words for where a report stands, as in `WORDS`; once every officer answered, it is with its team again.

    No query for a report of `reports_of` or `report_of`; one for any other that is with officers.
    """
    if report.state != "with_officers":
        return WORDS[report.state]
    found = report if hasattr(report, "officers_silent") else _with_facts(Report.objects.filter(pk=report.pk)).get()
    if getattr(found, "officers_silent", False):
        return WORDS[report.state]
    return COMMENTS_WAIT if getattr(found, "comments_open", False) else LOOKED_AT


def _with_facts(reports: QuerySet[Report]) -> QuerySet[Report]:
    """Each with whether somebody asked about its facts has not answered, and whether a comment waits for the team."""
    return reports.annotate(
        officers_silent=Exists(FactCheck.objects.filter(version__report=OuterRef("pk"), answer="")),
        comments_open=Exists(FactCheckComment.objects.filter(version__report=OuterRef("pk"), accepted=None)),
    )


def report_of(actor: Actor, challenge: Challenge, public_id: str) -> Report:
    """One report of a challenge. Raises `NotFound`, also where it is not the actor's to see."""
    found = (
        _with_facts(Report.objects.filter(challenge=challenge, public_id=public_id[:14]))
        .select_related("challenge__question__programme", "challenge__round__programme__council", "parent")
        .first()
    )
    if found is None:
        raise NotFound("There is no such report.", rule=SEE.name)
    SEE.require(actor, found)
    return found


def latest_version(report: Report) -> ReportVersion | None:
    """The version that counts: the last one."""
    return report.versions.select_related("file", "author").order_by("-number").first()


def versions_of(report: Report) -> list[VersionShown]:
    """Every version, the latest first, with the size of its change. One query."""
    rows = list(report.versions.select_related("file", "author").order_by("number"))
    shown = [
        VersionShown(one, summary(difference(rows[place - 1].text, one.text)) if place else "")
        for place, one in enumerate(rows)
    ]
    return shown[::-1]


def version_pair(report: Report, earlier: int, later: int) -> tuple[ReportVersion, ReportVersion, tuple[Segment, ...]]:
    """Two versions and what changed from one to the other. Raises `NotFound`."""
    found = {one.number: one for one in report.versions.filter(number__in=[earlier, later]).select_related("author")}
    if earlier not in found or later not in found:
        raise NotFound("There is no such version of this report.", rule=SEE.name)
    return found[earlier], found[later], difference(found[earlier].text, found[later].text)


def recommendations_of(report: Report) -> list[RecommendationShown]:
    """The recommendations in the team's order. Three queries."""
    rows = (
        report.recommendations.select_related("merged_into")
        .prefetch_related(Prefetch("parts", Recommendation.objects.order_by("order")), "findings")
        .order_by("order", "id")
    )
    return [RecommendationShown(one, tuple(one.parts.all())) for one in rows]


def recommendation_of(report: Report, public_id: str) -> Recommendation:
    """One recommendation of a report. Raises `NotFound`."""
    found = report.recommendations.select_related("report__challenge").filter(public_id=public_id[:14]).first()
    if found is None:
        raise NotFound("There is no such recommendation.", rule=SEE.name)
    return found


def fact_checks_of(report: Report) -> QuerySet[FactCheck]:
    """Who was asked to look at the facts of which version, the latest first."""
    return (
        FactCheck.objects.filter(version__report=report)
        .select_related("version", "person")
        .order_by("-version__number", "id")
    )


def comments_of(report: Report) -> QuerySet[FactCheckComment]:
    """The comments on facts: those the team has not answered first."""
    return (
        FactCheckComment.objects.filter(version__report=report)
        .select_related("version", "author", "replied_by")
        .order_by("accepted", "created_at", "id")
    )


def future_work_of(report: Report) -> QuerySet[FutureWork]:
    """Future work, as written down, with the questions it became."""
    return report.future_work.select_related("question").order_by("id")


def blockers(report: Report) -> list[Blocker]:
    """What is missing before a report is made final or published; what only deserves a look does not stop it."""
    found: list[Blocker] = []
    for one in [report, *report.sub_reports.all()]:
        if not one.versions.exists():
            words = "has no frozen version yet: freeze one." if one.is_written_here else "has no text yet."
            found.append(Blocker(f"“{one.title}” {words}", stops=True))
        latest = latest_version(one)
        for quote, places in unprintable_in(latest) if latest is not None else ():
            found.append(Blocker(f"The quotation {quote} in {', '.join(places)} may not be printed.", stops=True))
        if latest is not None and _written_since(one, latest):
            words = f"“{one.title}” was written on since version {latest.number}; readers get that version."
            found.append(Blocker(f"{words} Freeze another to bring them the rest.", stops=False))
    waiting = ReportComment.objects.filter(section__report=report, section__removed_at=None, settled_at=None).count()
    if waiting:
        found.append(Blocker(_count(waiting, "comment on a section is", "comments on sections are") + " open.", False))
    if not report.summary:
        found.append(Blocker("There is no summary; readers see the title only.", stops=False))
    if not report.recommendations.exists():
        found.append(Blocker("There are no recommendations; a committee would have nothing to decide.", stops=False))
    unanswered = comments_of(report).filter(accepted=None).count()
    if unanswered:
        found.append(
            Blocker(_count(unanswered, "comment on facts is", "comments on facts are") + " not answered.", False)
        )
    promised = comments_of(report).filter(accepted=True, version=latest_version(report)).count()
    if promised:
        words = _count(promised, "comment on facts was", "comments on facts were") + " taken up"
        found.append(Blocker(f"{words}, but readers get the version before it. Bring them one with the change.", False))
    silent = fact_checks_of(report).filter(answer="").count()
    if silent:
        found.append(
            Blocker(_count(silent, "officer", "officers") + " asked to look at the facts did not answer yet.", False)
        )
    elif not fact_checks_of(report).exists():
        found.append(Blocker("No officer was asked to look at the facts.", stops=False))
    return found


def _written_since(report: Report, latest: ReportVersion) -> bool:
    """Whether the sections, as they stand, read otherwise than the latest version."""
    if not report.is_written_here:
        return False
    text = whole_text(assembled(report, today=timezone.localdate(latest.created_at)))
    return bool(text) and text != latest.text


def published_report(code: str, public_id: str = "") -> Report:
    """The published main report of a public challenge, or the published one with this public id. Raises `NotFound`."""
    found = Report.objects.filter(challenge__code=code, challenge__is_public=True, state="published").select_related(
        "challenge__question__programme", "challenge__round", "parent"
    )
    chosen = found.filter(public_id=public_id[:14]) if public_id else found.filter(parent=None)
    report = chosen.order_by("order", "id").first()
    if report is None:
        raise NotFound(
            "There is no published report here.",
            rule=SEE.name,
            remedy="It may not be finished, or it was withdrawn. The question's own page says how it stands.",
        )
    return report


def reading_token(version: ReportVersion) -> str:
    """What lets an officer without an account read one version; kept in the address that they are sent."""
    return signing.dumps(version.public_id, salt=READING_SALT)


def version_by_token(token: str) -> ReportVersion:
    """The version of a reading address. Raises `NotFound` for one that is not ours or too old."""
    try:
        public_id = signing.loads(token, salt=READING_SALT, max_age=READING_LASTS)
    except signing.BadSignature as error:
        raise NotFound(
            "This address is not one of ours, or it is too old.",
            rule="reports.reading-address",
            remedy="Open it from the message again, or ask the team for a fresh one.",
        ) from error
    found = ReportVersion.objects.filter(public_id=public_id).select_related("report__challenge__question").first()
    if found is None:
        raise NotFound("This version is gone.", rule="reports.reading-address")
    return found


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
