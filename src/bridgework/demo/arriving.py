"""Being somebody else on a page that does not open for them."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from bridgework.web.ui.acting import actor_of

ARRIVING = "demo_arriving"
"""Session key: somebody was just chosen in the bar, and the page they were chosen on comes next."""

Respond = Callable[[HttpRequest], HttpResponseBase]


class ArrivalMiddleware:
    """Whoever becomes somebody for whom this page does not open is led to that person's work, and told so."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The page; or the way to one that opens."""
        arriving = request.session.pop(ARRIVING, False)
        response = self.get_response(request)
        if not arriving or response.status_code not in (403, 404):
            return response
        notices.info(
            request, _("That page does not open for %(name)s. This is their work.") % {"name": actor_of(request).name}
        )
        return HttpResponseRedirect(reverse("desk:my-work"))
