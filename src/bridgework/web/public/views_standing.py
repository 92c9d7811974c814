"""What stands where a report was: that it was withdrawn, when, why and by whom; or that it opens on a day."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from bridgework.apps.library.queries import Standing, standing_instead
from bridgework.kernel.errors import NotFound

GONE = 410


def or_standing(
    request: HttpRequest, page: Callable[[], HttpResponse], *, public_id: str = "", code: str = "", number: str = ""
) -> HttpResponse:
    """The page; where there is none, what stands instead of it. `NotFound` goes on where nothing does."""
    try:
        return page()
    except NotFound:
        standing = standing_instead(public_id=public_id, code=code, number=number)
        if standing is None:
            raise
        return _shown(request, standing)


def _shown(request: HttpRequest, standing: Standing) -> HttpResponse:
    is_gone = standing.kind == "withdrawn"
    context = {
        "standing": standing,
        "is_gone": is_gone,
        "thread_address": reverse("public:thread", args=[standing.code]),
    }
    response = render(request, "public/library/standing.html", context, status=GONE if is_gone else 200)
    response["X-Robots-Tag"] = "noindex"
    return response
