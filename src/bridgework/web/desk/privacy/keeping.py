"""What is due to be deleted, before it goes; what went; and who asked to be removed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from bridgework.apps.privacy import actions, rules
from bridgework.apps.privacy.models import Disposal
from bridgework.apps.privacy.queries import SHOWN, disposals_of, promises, requests_seen_by
from bridgework.kernel.errors import NotFound
from bridgework.kernel.retention import RETENTIONS
from bridgework.web.desk.privacy.forms import HoldBackForm
from bridgework.web.desk.privacy.requests import STATES
from bridgework.web.desk.questions.place import programme_for
from bridgework.web.ui.acting import Done, acting, actor_of, form_for, now_of

RECENT = 20


@never_cache
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Every promise of how long things are kept, what goes next and when, and the requests to be removed."""
    actor, now = actor_of(request), now_of(request)
    programme = programme_for(request, actor)
    rules.SEE_DUE.require(actor, programme)
    context = {
        "programme": programme,
        "today": timezone.localdate(now),
        "promises": [
            (one, one.due[:SHOWN], max(0, len(one.due) - SHOWN), _may_hold(request, one.current))
            for one in promises(programme, now)
        ],
        "gone": [(one, RETENTIONS[one.rule]) for one in disposals_of(programme)[:RECENT] if one.rule in RETENTIONS],
        "requests": [(one, *STATES[one.state]) for one in requests_seen_by(actor)[:RECENT]],
    }
    return render(request, "desk/privacy/overview.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def hold_back(request: HttpRequest, public_id: str) -> HttpResponse:
    """Keep what is due for longer, with a reason."""
    actor = actor_of(request)
    found = get_object_or_404(Disposal, public_id=public_id)
    if not rules.SEE_DUE.may(actor, found).allowed:
        raise NotFound("There is no such announcement.", rule=rules.SEE_DUE.name)
    rules.HOLD_BACK.require(actor, found)
    form = form_for(request, HoldBackForm)

    def do() -> Done:
        actions.hold_back(actor=actor, now=now_of(request), disposal=found, **form.cleaned_data)
        return Done(reverse("desk:privacy"), "It is held back. On that day it is announced again.")

    context = {"form": form, "promise": RETENTIONS[found.rule], "disposal": found, "back": reverse("desk:privacy")}
    return acting(request, form, do) or render(request, "desk/privacy/hold_back.html", context)


def _may_hold(request: HttpRequest, disposal: Disposal | None) -> bool:
    return disposal is not None and rules.HOLD_BACK.may(actor_of(request), disposal).allowed
