"""Pages that say no: which rule, why, and what would change it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from bridgework.kernel.errors import DomainError, NotFound, NotPermitted


class RefusalMiddleware:
    """Turn a `DomainError` that a view let through into a page: 403, 404, or 409 for what is not possible now."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Nothing of its own: the work is in `process_exception`."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page for a refusal; anything else is left to Django."""
        if not isinstance(exception, DomainError):
            return None
        if isinstance(exception, NotFound):
            return render(request, "404.html", {"refusal": exception}, status=404)
        if isinstance(exception, NotPermitted):
            return render(request, "403.html", {"refusal": exception}, status=403)
        return render(request, "ui/not_now.html", {"refusal": exception}, status=409)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a form whose token is missing or old; Django's `CSRF_FAILURE_VIEW`."""
    return render(request, "ui/page_too_old.html", {"reason": reason}, status=403)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Django's 403, with the words of the refusal where there are some."""
    context: dict[str, Any] = {}
    if exception is not None and str(exception):
        context["refusal"] = {"reason": str(exception)}
    return render(request, "403.html", context, status=403)
