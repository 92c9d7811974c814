"""The catalogue as linked data and as `data.json`; one item's metadata; and what the pages of items say to machines."""

from __future__ import annotations

import json
from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.safestring import SafeString, mark_safe

from bridgework.apps.library.models import CatalogueEntry
from bridgework.threads import catalogue
from bridgework.threads.items import REPORT, SOURCES, THREAD, Item
from bridgework.web.public.conditional import public_page
from bridgework.web.public.harvest.answers import domain_of
from bridgework.web.public.harvest.data_json import data_json
from bridgework.web.public.harvest.dcat import catalogue_graph
from bridgework.web.public.harvest.oai import contact_email
from bridgework.web.public.harvest.schema_org import json_ld, signposts

MOST: Final = 5_000
"""Items in one file: the newest. Whoever wants more takes the catalogue by OAI-PMH, in parts."""
DATASETS: Final = (THREAD, REPORT, SOURCES)
_FORMS: Final = {"ttl": ("turtle", "text/turtle"), "jsonld": ("json-ld", "application/ld+json")}


@public_page
def dcat(request: HttpRequest, form: str) -> HttpResponse:
    """The catalogue as DCAT-AP 3, in Turtle or JSON-LD."""
    if form not in _FORMS:
        raise Http404
    written, media_type = _FORMS[form]
    graph = catalogue_graph(
        _newest(),
        site=settings.SITE_ADDRESS,
        name=f"Questions and reports at {domain_of(settings.SITE_ADDRESS)}",
        description="Questions that councils asked of researchers, the reports that answered, and what became of them.",
    )
    return HttpResponse(graph.serialize(format=written), content_type=f"{media_type}; charset=utf-8")


@public_page
def data(request: HttpRequest) -> HttpResponse:
    """The catalogue as DCAT-US 1.1."""
    return JsonResponse(data_json(_newest(), site=settings.SITE_ADDRESS, email=contact_email()))


@public_page
def metadata(request: HttpRequest, public_id: str) -> HttpResponse:
    """One item as JSON-LD. Of what is gone, that it is gone (410)."""
    entry = CatalogueEntry.objects.filter(public_id=public_id).first()
    if entry is None:
        raise Http404
    if entry.is_deleted:
        return JsonResponse({"identifier": public_id, "status": "withdrawn"}, status=410)
    [item] = catalogue.items_of([entry])
    return JsonResponse(json_ld(item, site=settings.SITE_ADDRESS), content_type="application/ld+json")


def _newest() -> list[Item]:
    """What is a dataset in the sense of the catalogues of data: a recommendation is a part of its report there."""
    standing = CatalogueEntry.objects.filter(is_deleted=False, kind__in=DATASETS).order_by("-changed_at", "-pk")
    return catalogue.items_of(standing[:MOST])


def embedded(item: Item) -> SafeString:
    """The item as a block of JSON-LD to stand in its page, without what only the catalogue knows.

    It is data: no browser runs it.
    """
    told = json_ld(item, site=settings.SITE_ADDRESS)
    del told["dateModified"]
    text = json.dumps(told, ensure_ascii=False)
    for character, escaped in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")):
        text = text.replace(character, escaped)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - escaped just above


def signposted(response: HttpResponse, item: Item) -> HttpResponse:
    """Say in the header of an item's page what is what."""
    response["Link"] = signposts(item, site=settings.SITE_ADDRESS)
    return response
