"""Items of the catalogue as everything open says them: OAI-PMH, the catalogues of data, citations, pages' metadata."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse

from bridgework.apps.calendar.models import Body
from bridgework.apps.library.models import CatalogueEntry, Deposit, FileTerms, SourceSet
from bridgework.apps.people.queries import names_of_organisations
from bridgework.apps.programmes.models import Round
from bridgework.apps.questions.models import Belonging, Challenge, Lineage, Question
from bridgework.apps.reports.models import Recommendation, Report, ReportDocument, ReportVersion
from bridgework.apps.reports.searchables import recommendation_address, report_address
from bridgework.core.reports.referring import with_references
from bridgework.kernel.models import StoredFile
from bridgework.threads.bodies import name_on, names_of
from bridgework.threads.family import current_wording
from bridgework.threads.items import RECOMMENDATION, REPORT, SOURCES, THREAD, Item, ItemFile, ItemSet

__all__ = [
    "RECOMMENDATION",
    "REPORT",
    "SOURCES",
    "THREAD",
    "Item",
    "ItemFile",
    "ItemSet",
    "entries",
    "items_of",
    "sets",
]


@dataclass
class _Around:
    """What the items of one page share, read once."""

    councils: dict[int, str] = field(default_factory=dict)
    bodies: dict[int, list[int]] = field(default_factory=dict)
    body_ids: dict[int, str] = field(default_factory=dict)


def entries(*, in_set: str = "") -> QuerySet[CatalogueEntry]:
    """Entries of the catalogue, oldest change first; of one set where its spec is given (of none where unknown)."""
    found = CatalogueEntry.objects.order_by("changed_at", "pk")
    if not in_set:
        return found
    chosen = _challenges_in(in_set)
    if chosen is None:
        return found.none()
    reports = Report.objects.filter(challenge__in=chosen).values("public_id")
    recommendations = Recommendation.objects.filter(challenge__in=chosen).values("public_id")
    source_sets = SourceSet.objects.filter(challenge__in=chosen).values("public_id")
    return found.filter(
        Q(public_id__in=chosen.values("public_id"))
        | Q(public_id__in=reports)
        | Q(public_id__in=recommendations)
        | Q(public_id__in=source_sets)
    )


def _challenges_in(spec: str) -> QuerySet[Challenge] | None:
    kind, _, value = spec.partition(":")
    if kind == "round" and not value:
        return Challenge.objects.all()
    if kind == "committee" and not value:
        at_home = Belonging.objects.filter(challenge=OuterRef("pk"), body__isnull=False, is_current=True)
        return Challenge.objects.filter(Exists(at_home))
    if kind == "theme" and not value:
        return Challenge.objects.exclude(question__theme="")
    if kind == "round":
        return Challenge.objects.filter(round__public_id=value[:14])
    if kind == "committee":
        at_home = Belonging.objects.filter(challenge=OuterRef("pk"), body__public_id=value[:14], is_current=True)
        return Challenge.objects.filter(Exists(at_home))
    if kind == "theme":
        public = Question.objects.filter(is_public=True).exclude(theme="")
        themes = [one for one in public.values_list("theme", flat=True).distinct() if slug_of(one) == value]
        return Challenge.objects.filter(question__theme__in=themes) if themes else None
    return None


def sets() -> list[ItemSet]:
    """Every set with at least one public item: rounds, committees, themes. Four queries."""
    public = Challenge.objects.filter(is_public=True)
    rounds = Round.objects.filter(Exists(public.filter(round=OuterRef("pk")))).order_by("pk")
    found = [ItemSet("round", "Rounds")]
    found += [ItemSet(f"round:{one.public_id}", one.label) for one in rounds]
    homes = Belonging.objects.filter(body=OuterRef("pk"), is_current=True, challenge__is_public=True)
    bodies = list(Body.objects.filter(Exists(homes)).order_by("pk"))
    names = names_of(one.pk for one in bodies)
    found.append(ItemSet("committee", "Committees and boards"))
    found += [ItemSet(f"committee:{one.public_id}", name_on(names, one.pk, None)) for one in bodies]
    themes = public.exclude(question__theme="").values_list("question__theme", flat=True).distinct()
    found.append(ItemSet("theme", "Themes"))
    found += [ItemSet(f"theme:{slug_of(one)}", one) for one in sorted(set(themes))]
    return found


def slug_of(theme: str) -> str:
    """A theme as it stands in the spec of a set."""
    return re.sub(r"[^a-z0-9]+", "-", theme.lower()).strip("-") or "other"


def items_of(page: Iterable[CatalogueEntry]) -> list[Item]:
    """The items of a page of entries, in their order. A fixed number of queries; deleted ones know only their sets."""
    rows = list(page)
    ids = {kind: [one.public_id for one in rows if one.kind == kind] for kind in _MADE}
    found: dict[str, Any] = {}
    for kind, read in _READ.items():
        found |= {one.public_id: one for one in read().filter(public_id__in=ids[kind])} if ids[kind] else {}
    around = _around([one if isinstance(one, Challenge) else one.challenge for one in found.values()])
    return [
        _MADE[row.kind](row, found[row.public_id], around)
        if row.public_id in found
        else Item(row.kind, row.public_id, row.changed_at, is_deleted=True)
        for row in rows
    ]


def _challenges() -> QuerySet[Challenge]:
    earlier = Lineage.objects.exclude(kind="different").select_related("earlier__challenge")
    return (
        Challenge.objects.select_related("question__programme", "round")
        .annotate(wording=current_wording())
        .prefetch_related(
            Prefetch("question__lineage_to", earlier),
            Prefetch("reports", Report.objects.filter(state="published").prefetch_related("versions")),
        )
    )


def _reports() -> QuerySet[Report]:
    return Report.objects.select_related(
        "challenge__question__programme", "challenge__round", "parent__challenge", "deposit__replaced_by__challenge"
    ).prefetch_related(
        Prefetch(
            "versions",
            # Text and record of every version of every report would be most of a harvest.
            ReportVersion.objects.select_related("file__library_terms")
            .defer("text", "record")
            .prefetch_related(Prefetch("documents", ReportDocument.objects.select_related("file__library_terms")))
            .order_by("-number"),
        ),
        Prefetch("sub_reports", Report.objects.filter(state="published").select_related("challenge")),
        "sub_reports__versions",
        "parent__versions",
        "deposit__replaced_by__versions",
    )


def _recommendations() -> QuerySet[Recommendation]:
    return Recommendation.objects.select_related(
        "challenge__question__programme", "challenge__round", "report__challenge", "report__deposit"
    ).prefetch_related("report__versions")


def _source_sets() -> QuerySet[SourceSet]:
    return SourceSet.objects.select_related("challenge__question__programme", "challenge__round")


def _around(challenges: Sequence[Challenge]) -> _Around:
    around = _Around(names_of_organisations({one.question.programme.council_id for one in challenges}))
    homes = Belonging.objects.filter(challenge__in={one.pk for one in challenges}, is_current=True, body__isnull=False)
    for challenge_id, body_id, public_id in homes.values_list("challenge_id", "body_id", "body__public_id"):
        around.bodies.setdefault(challenge_id, []).append(body_id)
        around.body_ids[body_id] = public_id
    return around


def _sets(challenge: Challenge, around: _Around) -> tuple[str, ...]:
    found = [f"round:{challenge.round.public_id}"]
    found += [f"committee:{around.body_ids[one]}" for one in around.bodies.get(challenge.pk, [])]
    if challenge.question.theme:
        found.append(f"theme:{slug_of(challenge.question.theme)}")
    return tuple(found)


def _thread_item(row: CatalogueEntry, one: Challenge, around: _Around) -> Item:
    question, programme = one.question, one.question.programme
    if row.is_deleted:
        return Item(THREAD, row.public_id, row.changed_at, sets=_sets(one, around), is_deleted=True)
    earlier = [link.earlier.challenge for link in question.lineage_to.all() if hasattr(link.earlier, "challenge")]
    relations = [("references", reverse("public:thread", args=[it.code])) for it in earlier if it.is_public]
    relations += [("hasPart", report_address(report)) for report in one.reports.all()]
    return Item(
        kind=THREAD,
        public_id=one.public_id,
        changed_at=row.changed_at,
        address=reverse("public:thread", args=[one.code]),
        title=question.title,
        description=one.wording or "",  # type: ignore[attr-defined]
        publisher=around.councils.get(programme.council_id, ""),
        programme=programme.name,
        round=one.round.label,
        code=one.code,
        issued=str(one.round.year or ""),
        subjects=(question.theme,) if question.theme else (),
        place=question.place,
        relations=tuple(relations),
        sets=_sets(one, around),
        is_invented=programme.is_invented,
    )


def _report_item(row: CatalogueEntry, one: Report, around: _Around) -> Item:
    challenge = one.challenge
    if row.is_deleted:
        return Item(REPORT, row.public_id, row.changed_at, sets=_sets(challenge, around), is_deleted=True)
    programme, deposit = challenge.question.programme, _deposit(one)
    versions = list(one.versions.all())
    latest = versions[0] if versions else None
    relations = [("isPartOf", reverse("public:thread", args=[challenge.code]))]
    if one.parent is not None and one.parent.state == "published":
        relations.append(("isPartOf", report_address(one.parent)))
    relations += [("hasPart", report_address(part)) for part in one.sub_reports.all()]
    instead = deposit.replaced_by if deposit is not None else None
    if instead is not None and instead.state == "published" and instead.challenge.is_public:
        relations.append(("isReplacedBy", report_address(instead)))
    return Item(
        kind=REPORT,
        public_id=one.public_id,
        changed_at=row.changed_at,
        address=report_address(one),
        title=one.title,
        description=with_references(one.summary, lambda _: "").strip(),
        publisher=around.councils.get(programme.council_id, ""),
        programme=programme.name,
        round=challenge.round.label,
        code=challenge.code,
        issued=one.dated or (one.published_on.isoformat() if one.published_on else ""),
        accepted=deposit.accepted_on if deposit else "",
        presented=deposit.presented_on if deposit else "",
        uploaded=deposit.uploaded_on if deposit else "",
        subjects=tuple(dict.fromkeys(filter(None, [challenge.question.theme, *(deposit.keywords if deposit else [])]))),
        place=challenge.question.place,
        licence=deposit.licence if deposit else "",
        doi=deposit.doi if deposit else "",
        version=latest.number if latest else None,
        relations=tuple(relations),
        files=_files(latest, deposit.licence if deposit else ""),
        sets=_sets(challenge, around),
        is_invented=programme.is_invented,
    )


def _deposit(report: Report) -> Deposit | None:
    try:
        return report.deposit
    except Deposit.DoesNotExist:
        return None


def _files(version: ReportVersion | None, licence: str) -> tuple[ItemFile, ...]:
    """The file that its authors made, and what was made of the version: PDF, Word document, data package.

    Each stands under its own licence, or else under that of the report.
    """
    if version is None:
        return ()
    made = sorted(version.documents.all(), key=lambda one: one.pk)
    kept = [one for one in (version.file, *(each.file for each in made)) if one is not None and one.is_public]
    return tuple(
        ItemFile(
            one.name,
            one.media_type,
            one.size,
            one.sha256,
            reverse("files:file", args=[one.public_id]),
            _own_licence(one) or licence,
        )
        for one in kept
    )


def _own_licence(file: StoredFile) -> str:
    terms: FileTerms | None = getattr(file, "library_terms", None)
    return terms.licence if terms else ""


def _recommendation_item(row: CatalogueEntry, one: Recommendation, around: _Around) -> Item:
    challenge = one.challenge
    if row.is_deleted:
        return Item(RECOMMENDATION, row.public_id, row.changed_at, sets=_sets(challenge, around), is_deleted=True)
    programme, deposit = challenge.question.programme, _deposit(one.report)
    subjects = dict.fromkeys(filter(None, [one.theme, challenge.question.theme]))
    return Item(
        kind=RECOMMENDATION,
        public_id=one.public_id,
        changed_at=row.changed_at,
        address=recommendation_address(one),
        title=one.heading or f"Recommendation {one.number}: {challenge.question.title}",
        description=one.text,
        publisher=around.councils.get(programme.council_id, ""),
        programme=programme.name,
        round=challenge.round.label,
        code=one.code,
        issued=one.report.dated or (one.report.published_on.isoformat() if one.report.published_on else ""),
        subjects=tuple(subjects),
        place=challenge.question.place,
        licence=deposit.licence if deposit else "",
        relations=(
            ("isPartOf", report_address(one.report)),
            ("isPartOf", reverse("public:thread", args=[challenge.code])),
        ),
        sets=_sets(challenge, around),
        is_invented=programme.is_invented,
    )


def _sources_item(row: CatalogueEntry, one: SourceSet, around: _Around) -> Item:
    challenge = one.challenge
    if row.is_deleted:
        return Item(SOURCES, row.public_id, row.changed_at, sets=_sets(challenge, around), is_deleted=True)
    programme = challenge.question.programme
    return Item(
        kind=SOURCES,
        public_id=one.public_id,
        changed_at=row.changed_at,
        address=reverse("public:sources", args=[challenge.code]),
        title=f"Sources: {challenge.question.title}",
        description="What the findings and reports on this question rest on.",
        publisher=around.councils.get(programme.council_id, ""),
        programme=programme.name,
        round=challenge.round.label,
        code=challenge.code,
        subjects=(challenge.question.theme,) if challenge.question.theme else (),
        place=challenge.question.place,
        relations=(("isPartOf", reverse("public:thread", args=[challenge.code])),),
        sets=_sets(challenge, around),
        is_invented=programme.is_invented,
    )


_READ: dict[str, Callable[[], QuerySet[Any]]] = {
    THREAD: _challenges,
    REPORT: _reports,
    RECOMMENDATION: _recommendations,
    SOURCES: _source_sets,
}
_MADE: dict[str, Callable[[CatalogueEntry, Any, _Around], Item]] = {
    THREAD: _thread_item,
    REPORT: _report_item,
    RECOMMENDATION: _recommendation_item,
    SOURCES: _sources_item,
}
