"""Pages that say no: which rule, why, and what would change it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseBase, UnreadablePostError
from django.shortcuts import render
from django.urls import Resolver404, resolve

from bridgework.kernel.errors import DomainError, NotFound, NotPermitted

MEGABYTE: Final = 1024 * 1024
CHUNK: Final = 64 * 1024
MOST_READ: Final = 64 * MEGABYTE
"""How much of what is too long is still taken in, so that its sender gets a page; whoever sends more is cut off."""


class RefusalMiddleware:
    """Turn a `DomainError` that a view let through into a page: 403, 404, or 409 for what is not possible now."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer; a page instead of nothing where somebody opens the address of a button.

        What a browser still sends is taken in, whatever the answer: it shows no page before it has sent everything.
        """
        response = self.get_response(request)
        if request.method == "POST":
            _read_to_the_end(request)
        if response.status_code == 405 and request.method == "GET" and request.accepts("text/html"):
            page = render(request, "ui/only_a_button.html", {"back": _page_above(request.path)}, status=405)
            page["Allow"] = response.headers.get("Allow", "POST")
            return page
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page for a refusal; anything else is left to Django."""
        if not isinstance(exception, DomainError):
            return None
        if isinstance(exception, NotFound):
            return render(request, "404.html", {"refusal": exception}, status=404)
        if isinstance(exception, NotPermitted):
            return render(request, "403.html", {"refusal": exception}, status=403)
        return render(request, "ui/not_now.html", {"refusal": exception}, status=409)


def _page_above(path: str) -> str:
    """The nearest address above this one that is one of ours: where the button stands."""
    parts = [part for part in path.split("/") if part]
    for many in range(len(parts) - 1, 0, -1):
        address = f"/{'/'.join(parts[:many])}/"
        try:
            resolve(address)
        except Resolver404:
            continue
        return address
    return "/"


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a form whose token is missing or old; Django's `CSRF_FAILURE_VIEW`."""
    return render(request, "ui/page_too_old.html", {"reason": reason}, status=403)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Django's 403, with the words of the refusal where there are some."""
    context: dict[str, Any] = {}
    if exception is not None and str(exception):
        context["refusal"] = {"reason": str(exception)}
    return render(request, "403.html", context, status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Django's 400; 413 with a page of its own where somebody sent more text than a form takes."""
    if not isinstance(exception, RequestDataTooBig):
        return render(request, "400.html", status=400)
    sent = int(request.META.get("CONTENT_LENGTH") or 0)
    most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    context = {"sent": f"{sent / MEGABYTE:.1f}" if _is_text_alone(request) else "", "most": f"{most / MEGABYTE:g}"}
    return render(request, "ui/too_long.html", context, status=413)


def _read_to_the_end(request: HttpRequest) -> None:
    left = MOST_READ
    try:
        while left > 0 and (piece := request.read(CHUNK)):
            left -= len(piece)
    except (OSError, UnreadablePostError):
        return


def _is_text_alone(request: HttpRequest) -> bool:
    return request.content_type == "application/x-www-form-urlencoded"
