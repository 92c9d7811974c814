"""The public sources of a question: formatted, with what rests on each, and to take away."""

from __future__ import annotations

from typing import Final

from django.db.models import Prefetch, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from bridgework.apps.library.models import SourceSet
from bridgework.apps.library.queries.sources import public_sources
from bridgework.apps.questions.models import Challenge
from bridgework.apps.workspace.models import FindingSource
from bridgework.apps.workspace.queries.references import NOT_CITED, citations_of, written_references
from bridgework.kernel.errors import NotFound
from bridgework.threads.items import SOURCES, Item
from bridgework.web.listing import page_of
from bridgework.web.public.conditional import as_attachment, public_page
from bridgework.web.public.harvest.pages import embedded, signposted
from bridgework.web.public.paging import page_values

PAGE_SIZE: Final = 50
MOST: Final = 5_000
"""Sources of one question in a file to take away; far more than any question has."""
FORMS: Final = {
    "ris": ("ris", "application/x-research-info-systems"),
    "bib": ("bibtex", "application/x-bibtex"),
    "csl.json": ("csl-json", "application/vnd.citationstyles.csl+json"),
}


@public_page
def sources(request: HttpRequest, code: str) -> HttpResponse:
    """What the findings and reports on a question rest on."""
    known = _set(code)
    challenge = known.challenge
    bearings = FindingSource.objects.filter(finding__is_public=True).select_related("finding").order_by("pk")
    found = public_sources(Q(challenge=challenge)).prefetch_related(Prefetch("bearings", bearings, to_attr="shown"))
    page = page_of(request, found, size=PAGE_SIZE)
    rows = list(page.object_list)
    address = reverse("public:sources", args=[code])
    item = Item(
        kind=SOURCES,
        public_id=known.public_id,
        changed_at=known.created_at,
        address=address,
        title=f"Sources: {challenge.question.title}",
        description="What the findings and reports on this question rest on.",
        programme=challenge.question.programme.name,
        subjects=(challenge.question.theme,) if challenge.question.theme else (),
        place=challenge.question.place,
        relations=(("isPartOf", reverse("public:thread", args=[code])),),
    )
    context = {
        "challenge": challenge,
        "programme": challenge.question.programme,
        "page": page_values(page, list(zip(rows, citations_of(rows), strict=True))),
        "total": page.paginator.count,
        "full_address": request.build_absolute_uri(address),
        "permanent": reverse("public:record", args=[known.public_id]),
        "metadata": embedded(item),
        "forms": [(form, reverse("public:sources-file", args=[code, form])) for form in FORMS],
        "crumbs": [
            ("Questions", reverse("public:questions")),
            (challenge.question.title, reverse("public:thread", args=[code])),
            ("Sources", ""),
        ],
    }
    return signposted(render(request, "public/library/sources.html", context), item)


@public_page
def sources_file(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """The public sources of a question for a reference manager: RIS, BibTeX or CSL-JSON."""
    if form not in FORMS:
        raise Http404
    written, media_type = FORMS[form]
    known = _set(code)
    found = public_sources(Q(challenge=known.challenge)).exclude(kind__in=NOT_CITED)[:MOST]
    text = written_references(found, written)
    return as_attachment(HttpResponse(text, content_type=f"{media_type}; charset=utf-8"), f"{code}-sources.{form}")


def _set(code: str) -> SourceSet:
    found = (
        SourceSet.objects.filter(challenge__code=code, challenge__is_public=True)
        .select_related("challenge__question__programme", "challenge__round")
        .first()
    )
    if found is None or not public_sources(Q(challenge=Challenge(pk=found.challenge_id))).exists():
        raise NotFound(
            "No sources of this question are public.",
            rule="library.sources",
            remedy="The question’s own page says what is known.",
        )
    return found
