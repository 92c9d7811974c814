"""How reports and recommendations look in the search index: once they are public."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Prefetch, QuerySet
from django.urls import NoReverseMatch, reverse

from bridgework.apps.questions.searchables import committee_of, thread_address
from bridgework.apps.reports.models import Recommendation, Report, ReportVersion
from bridgework.core.passages import passages
from bridgework.core.reports.as_json import from_json
from bridgework.core.reports.record import ReportRecord
from bridgework.core.reports.referring import references_in
from bridgework.core.reports.resolving import resolved
from bridgework.kernel.search import Document, searchable


@searchable("reports.report")
def report_documents(reports: QuerySet[Report]) -> Iterator[Document]:
    """Every published report, with the text of its latest version."""
    found = (
        reports.filter(state="published")
        .annotate(home=committee_of("challenge_id"))
        .select_related("challenge__question", "challenge__round")
        .prefetch_related(Prefetch("versions", ReportVersion.objects.defer("record").order_by("-number")))
    )
    for one in found.iterator(chunk_size=100):
        versions = list(one.versions.all())
        yield Document(
            kind=Report.record_kind(),
            public_id=one.public_id,
            title=one.title,
            important=_as_shown(one.summary, versions),
            body="\n".join(
                part for part in (_as_shown(one.plain_summary, versions), one.themes_note, one.note) if part
            ),
            passages=tuple(passages(versions[0].text)) if versions else (),
            minor=f"{one.challenge.code} {one.challenge.question.title}",
            scope=one.scope,
            is_public=one.challenge.is_public,
            address=report_address(one),
            at=one.created_at,
            facets={
                "theme": one.challenge.question.theme,
                "place": one.challenge.question.place,
                "round": one.challenge.round.public_id,
                "committee": one.home or "",
            },
        )


@searchable("reports.recommendation")
def recommendation_documents(recommendations: QuerySet[Recommendation]) -> Iterator[Document]:
    """Every public recommendation."""
    found = recommendations.filter(is_public=True).select_related("challenge__question", "challenge__round", "report")
    found = found.annotate(home=committee_of("challenge_id"))
    for one in found.iterator(chunk_size=500):
        yield Document(
            kind=Recommendation.record_kind(),
            public_id=one.public_id,
            title=one.heading or f"{one.challenge.question.title}: recommendation {one.number}",
            important=one.text,
            body="",
            minor=" ".join(
                [one.code, one.theme, one.addressee, one.report.title]
                + ([one.challenge.question.title] if one.heading else [])
            ),
            scope=one.scope,
            is_public=one.challenge.is_public,
            address=recommendation_address(one),
            at=one.created_at,
            facets={
                "theme": one.theme or one.challenge.question.theme,
                "place": one.challenge.question.place,
                "round": one.challenge.round.public_id,
                "committee": one.home or "",
                "state": one.state,
            },
        )


def _as_shown(text: str, versions: list[ReportVersion]) -> str:
    """A text with its references in words, as readers see it: what was withdrawn is not among them."""
    if not references_in(text):
        return text
    record = from_json(versions[0].record) if versions and versions[0].record else ReportRecord("", "", 0)
    return resolved(record, text, linked=False)


def report_address(report: Report) -> str:
    """Where a published report is read: its own page where it has text, else its place on the thread."""
    try:
        if report.versions.all():
            return reverse("public:report", args=[report.challenge.code, report.public_id])
    except NoReverseMatch:  # an installation without public pages
        pass
    return f"{thread_address(report.challenge.code)}#{report.public_id}"


def recommendation_address(recommendation: Recommendation) -> str:
    """Where a recommendation stands in the ledger."""
    code, _, number = recommendation.code.rpartition("/")
    try:
        return reverse("public:recommendation", args=[code, number])
    except NoReverseMatch:
        return f"/ledger/{code}/{number}/"
