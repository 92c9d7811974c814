"""A session that ends in the middle of a form keeps the text.

A POST by somebody who is not signed in any more, to a page that needs sign-in, is not lost: its text is kept on the
server, in the session, for an hour; the person signs in and finds the form filled. Files and passwords are not kept.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase, QueryDict

SESSION_KEY = "bridgework.kept_text"
MOST_CHARACTERS = 200_000
SECONDS = 60 * 60
_NEVER = ("password", "csrfmiddlewaretoken", "once", "code", "otp", "secret")


class KeptTextMiddleware:
    """Keep what was typed across a sign-in. Stands before `LoginRequiredMiddleware`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer; forget kept text that has been sent."""
        response = self.get_response(request)
        user = getattr(request, "user", None)
        if request.method == "POST" and response.status_code == 302 and user is not None and user.is_authenticated:
            drop(request)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Keep the text of a POST that needs sign-in; hand kept text to the page it belongs to."""
        if request.user.is_authenticated:
            if request.method == "GET":
                request.kept_text = kept_for(request)  # type: ignore[attr-defined]
            return None
        if request.method != "POST" or not getattr(view, "login_required", True):
            return None
        keep(request)
        return redirect_to_login(request.get_full_path())


def keep(request: HttpRequest) -> bool:
    """Keep the text of this POST in the session; False where there is none or too much."""
    kept = QueryDict(mutable=True)
    for name, values in request.POST.lists():
        if not any(word in name.lower() for word in _NEVER):
            kept.setlist(name, values)
    text = kept.urlencode()
    if not text or len(text) > MOST_CHARACTERS:
        return False
    request.session[SESSION_KEY] = {"path": request.path, "text": text, "at": int(time.time())}
    return True


def kept_for(request: HttpRequest) -> QueryDict | None:
    """The text kept for this page, if there is any and it is not too old."""
    found = request.session.get(SESSION_KEY)
    if not found or found.get("path") != request.path:
        return None
    if time.time() - found.get("at", 0) > SECONDS:
        del request.session[SESSION_KEY]
        return None
    return QueryDict(found["text"])


def drop(request: HttpRequest) -> None:
    """Forget the text kept for this page: it has been sent."""
    found = request.session.get(SESSION_KEY)
    if found and found.get("path") == request.path:
        del request.session[SESSION_KEY]
