"""Is the process alive, and is the installation ready? For service managers and load balancers."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from bridgework.web.api.readiness import readiness


@login_not_required
@never_cache
@require_safe
def healthz(_request: HttpRequest) -> JsonResponse:
    """200 while the process answers. Reads no database: a restart would not mend that one."""
    return JsonResponse({"status": "alive"})


@login_not_required
@never_cache
@require_safe
def readyz(_request: HttpRequest) -> JsonResponse:
    """200 when pages can be served; 503 with what is missing otherwise."""
    state = readiness()
    return JsonResponse(
        {"status": "ready" if state.is_ready else "not ready", "parts": state.parts},
        status=200 if state.is_ready else 503,
    )
