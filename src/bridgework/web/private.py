"""What every page behind a secret address needs."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from bridgework.kernel.errors import NotFound
from bridgework.web import limits

P = ParamSpec("P")
R = TypeVar("R", bound=HttpRequest)
View = Callable[Concatenate[R, P], HttpResponse]

WRONG_TRIES = 30
WINDOW_SECONDS = 600


def private_page(view: Callable[Concatenate[HttpRequest, P], HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark a view as a page behind a secret address.

    It opens without an account and without cookies: the address is the authority, so there is no session that a
    forged form could use, and with no referrer sent the browser could not prove where the form came from anyway. It
    is not kept, not indexed and gives its address to nobody. Guessing addresses is stopped after 30 wrong ones.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        wrong = f"links:wrong:{limits.address_of(request)}"
        if limits.tries(wrong) >= WRONG_TRIES:
            response = render(request, "links/too_many.html", status=429)
            response["Retry-After"] = str(WINDOW_SECONDS)
        else:
            try:
                response = view(request, *args, **kwargs)
            except NotFound as refusal:
                limits.count(wrong, seconds=WINDOW_SECONDS)
                response = render(request, "links/unknown.html", {"refusal": refusal}, status=404)
        response["Cache-Control"] = "no-store"
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return login_not_required(csrf_exempt(require_http_methods(["GET", "HEAD", "POST"])(guarded)))
