"""A session that ends in the middle of a form keeps the text.

A POST by somebody who is not signed in any more, to a page that needs sign-in, is not lost: its text is kept on the
server, in the session, for an hour; the person signs in and finds the form filled. Files and passwords are not kept.
There is not room for everything: fields are kept whole or not at all, and the sign-in page says which were too long.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import resolve_url

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


@dataclass(frozen=True)
class LeftOut:
    """A field that was too long to be kept."""

    name: str
    characters: int

    @property
    def size(self) -> str:
        """Its characters, as people write a number."""
        return f"{self.characters:,}"


def keep(request: HttpRequest) -> None:
    """Keep the text of this POST in the session: the shorter fields first, each whole, and note which found no room."""
    kept, left_out, room = QueryDict(mutable=True), [], MOST_CHARACTERS
    lists = [one for one in request.POST.lists() if not any(word in one[0].lower() for word in _NEVER)]
    for name, values in sorted(lists, key=lambda one: sum(map(len, one[1]))):
        needed = len(urlencode({name: values}, doseq=True)) + 1
        if needed <= room:
            kept.setlist(name, values)
            room -= needed
        else:
            left_out.append({"name": name, "characters": sum(map(len, values))})
    if lists:
        found = {"path": request.path, "text": kept.urlencode(), "left_out": left_out, "at": int(time.time())}
        request.session[SESSION_KEY] = found


def left_out_of(request: HttpRequest) -> tuple[LeftOut, ...]:
    """What was too long to be kept: told while signing in, and on the page it was typed on."""
    at_sign_in = request.path.startswith(resolve_url(settings.LOGIN_URL))
    if not at_sign_in and getattr(request, "kept_text", None) is None:
        return ()
    found = request.session.get(SESSION_KEY) or {}
    if time.time() - found.get("at", 0) > SECONDS:
        return ()
    return tuple(
        LeftOut(one["name"].replace("_", " ").replace("-", " "), one["characters"]) for one in found.get("left_out", ())
    )


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
