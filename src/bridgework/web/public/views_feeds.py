"""For machines: what changed (Atom), every page (sitemap), what may be fetched (robots)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from bridgework.apps.library.models import CatalogueEntry
from bridgework.threads.catalogue import items_of
from bridgework.threads.changes import recent_changes
from bridgework.threads.items import THREAD
from bridgework.threads.lists import public_threads
from bridgework.threads.pages import committees_told, meetings_told, papers_told, threads_with_lineage
from bridgework.web.public.conditional import public_page
from bridgework.web.public.harvest.answers import atom
from bridgework.web.ui.acting import now_of

ENTRIES = 50
PART = 2_000
NOT_FOR_ROBOTS = ("desk", "workspace", "committee", "l", "accounts", "api", "demo", "search")
STANDING = (
    "landing",
    "questions",
    "ledger",
    "library",
    "evidence-map",
    "library-sources",
    "overdue",
    "about",
    "words",
    "accessibility",
    "privacy",
)


@public_page
def feed(request: HttpRequest) -> HttpResponse:
    """What changed on public threads, newest first, as an Atom feed."""
    changes = recent_changes(ENTRIES)
    context = {
        "site": settings.SITE_ADDRESS,
        "changes": changes,
        "updated": changes[0].at if changes else now_of(request),
    }
    return atom(request, "public/feed.xml", context)


@public_page
def sitemap(request: HttpRequest) -> HttpResponse:
    """The index of the parts: standing pages and threads first, then what is catalogued, then all other pages."""
    parts = _parts_catalogued() + -(-len(_other_pages()) // PART)
    addresses = [
        f"{settings.SITE_ADDRESS}{reverse('public:sitemap-part', args=[part])}" for part in range(1, parts + 1)
    ]
    return render(request, "public/sitemap_index.xml", {"addresses": addresses}, content_type="application/xml")


@public_page
def sitemap_part(request: HttpRequest, part: int) -> HttpResponse:
    """One part of the sitemap. Each page stands under the address that its own head calls the right one."""
    catalogued = _parts_catalogued()
    if part == 1:
        codes = public_threads().values_list("code", flat=True)[:PART]
        paths = [reverse(f"public:{name}") for name in STANDING]
        paths += [reverse("public:thread", args=[code]) for code in codes]
    elif 1 < part <= catalogued:
        found = items_of(_catalogued()[(part - 2) * PART : (part - 1) * PART])
        # A report without text is a place on its thread, which stands in the first part.
        paths = [one.address for one in found if one.address and "#" not in one.address]
    else:
        paths = _other_pages()[(part - catalogued - 1) * PART : (part - catalogued) * PART] if 0 < part < PART else []
    if not paths:
        raise Http404
    addresses = [f"{settings.SITE_ADDRESS}{path}" for path in paths]
    return render(request, "public/sitemap.xml", {"addresses": addresses}, content_type="application/xml")


def _parts_catalogued() -> int:
    """The first part and those of the catalogue."""
    return 1 + -(-_catalogued().count() // PART)


def _other_pages() -> list[str]:
    """Lineages, papers, committees and their meetings: public, and in no catalogue. Four queries."""
    keyed: tuple[tuple[str, QuerySet[Any], str], ...] = (
        ("lineage", threads_with_lineage(), "code"),
        ("paper", papers_told(), "public_id"),
        ("committee", committees_told(), "public_id"),
        ("meeting", meetings_told(), "public_id"),
    )
    return [
        reverse(f"public:{name}", args=[key])
        for name, rows, field in keyed
        for key in rows.values_list(field, flat=True)
    ]


def _catalogued() -> QuerySet[CatalogueEntry]:
    """What has a page of its own beside the threads, in an order that does not change when something is read."""
    return CatalogueEntry.objects.filter(is_deleted=False).exclude(kind=THREAD).order_by("pk")


@login_not_required
def robots(request: HttpRequest) -> HttpResponse:
    """What may be fetched: the public record; not the desks, not personal links, not every filter of a list."""
    lines = [
        "User-agent: *",
        *(f"Disallow: /{folder}/" for folder in NOT_FOR_ROBOTS),
        "Disallow: /ledger/ledger.csv",
        "Disallow: /ledger/ledger.xlsx",
        "Disallow: /*?",
        "Allow: /*?page=",
        "Allow: /oai",
        f"Sitemap: {settings.SITE_ADDRESS}{reverse('public:sitemap')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
