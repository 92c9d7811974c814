"""Request id, access log, and the probe that asks nothing else."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponseBase

from bridgework.web.api.views import healthz

_ACCEPTABLE = re.compile(r"[A-Za-z0-9._-]{8,64}")
# Names of path parts that open something by themselves.
_SECRET_PARTS = {"token", "key", "receipt", "uidb36"}
_log = structlog.get_logger("bridgework.request")

Respond = Callable[[HttpRequest], HttpResponseBase]


class RequestIdMiddleware:
    """Give every request an id, found in its response, in its log lines and on its error page.

    An id from a proxy in `X-Request-ID` is kept when it is plain; anything else is replaced.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Bind the id, answer, and log one line."""
        given = request.headers.get("X-Request-ID", "")
        request_id = given if _ACCEPTABLE.fullmatch(given) else secrets.token_hex(8)
        request.META["bridgework.request_id"] = request_id
        started = time.perf_counter()
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            response = self.get_response(request)
            _log.info(
                "request",
                method=request.method,
                path=loggable_path(request),
                status=response.status_code,
                milliseconds=round((time.perf_counter() - started) * 1000, 1),
            )
        response.headers["X-Request-ID"] = request_id
        return response


def loggable_path(request: HttpRequest) -> str:
    """The path, or only its pattern where a part of it is a key: whoever reads the log must not get in with it."""
    match = request.resolver_match
    if match is not None and _SECRET_PARTS & set(match.kwargs):
        return "/" + match.route
    return "/l/…" if request.path.startswith("/l/") else request.path


class ProbeMiddleware:
    """Answer `/healthz` before anything asks for a host name, a session or a database: it says only that we live."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The probe's answer, or whatever comes next."""
        return healthz(request) if request.path == "/healthz" else self.get_response(request)
