"""Public pages answer conditional requests: unchanged is said in a few bytes, before anything is composed.

Every write leaves an entry in the audit trail, so its last entry stands for the state of the whole record. With the
day (deadlines pass by themselves), the display chosen and the version of our own pages it makes the entity tag.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.http import quote_etag

from bridgework.kernel.models import AuditEntry
from bridgework.web.ui.acting import now_of
from bridgework.web.ui.context import ROWS_COOKIE, THEME_COOKIE

View = Callable[..., HttpResponseBase]
_PACKAGE = Path(__file__).parents[2]


@functools.cache
def pages_version() -> str:
    """Changes when a template or a view of ours changes, the same in every process of one installation."""
    newest = max((path.stat().st_mtime_ns for kind in ("*.html", "*.py") for path in _PACKAGE.rglob(kind)), default=0)
    return str(newest)


def today_of(request: HttpRequest) -> date:
    """The day of the request, in the installation's time zone."""
    return timezone.localdate(now_of(request))


def is_shared(request: HttpRequest) -> bool:
    """Whether everybody would get this page: nobody is signed in and nothing waits in a session."""
    return settings.SESSION_COOKIE_NAME not in request.COOKIES and "messages" not in request.COOKIES


def public_page(view: View) -> View:
    """Decorator of a view that anybody may read, which answers 304 where nothing has changed."""

    @functools.wraps(view)
    def read(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD") or not is_shared(request):
            response = view(request, *args, **kwargs)
            patch_cache_control(response, private=True)
            return response
        tag = entity_tag(request)
        unchanged = get_conditional_response(request, etag=tag)
        response = unchanged if unchanged is not None else view(request, *args, **kwargs)
        if response.status_code in (200, 304):
            response["ETag"] = tag
            patch_cache_control(response, no_cache=True)
        patch_vary_headers(response, ["Cookie", "Accept-Language"])
        return response

    # The middleware reads the mark from the outermost function.
    marked: View = login_not_required(read)
    return marked


def entity_tag(request: HttpRequest) -> str:
    """The entity tag of a page as it is now."""
    last = AuditEntry.objects.order_by("-pk").values_list("pk", "at").first() or (0, "")
    parts = (
        *last,
        today_of(request),
        pages_version(),
        translation.get_language(),
        request.COOKIES.get(THEME_COOKIE, ""),
        request.COOKIES.get(ROWS_COOKIE, ""),
        request.get_full_path(),
    )
    return quote_etag(blake2b("\n".join(map(str, parts)).encode(), digest_size=12).hexdigest())


def as_attachment(response: HttpResponse, name: str) -> HttpResponse:
    """Let a browser keep `response` as a file of this name."""
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
