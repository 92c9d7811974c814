"""Whether a call takes somebody in: while it is open, or with an access code."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F
from django.utils import timezone

from bridgework.apps.applications.models import AccessCode, Application, Call
from bridgework.kernel.errors import InvalidInput, NotPossibleNow


def enter(call: Call, now: datetime, *, code: str = "", begun: Application | None = None) -> AccessCode | None:
    """Pass, or raise: the call is open today, or a code lets them in. Returns the code that did, and counts its use.

    `begun` is the draft of somebody who is in already: what let them in still does, until its own last day.
    """
    today = timezone.localdate(now)
    held = begun.access_code if begun is not None else None
    if held is not None and call.state != "draft" and today <= held.works_until:
        return held
    is_open = call.state == "published" and call.opens_on <= today <= call.closes_on
    if is_open and (not call.code_needed or begun is not None):
        return None
    if code.strip() and call.state != "draft" and today >= call.opens_on:
        return _use(call, code, now)
    if is_open:
        raise InvalidInput(
            "This call is by invitation.",
            rule="applications.code-needed",
            remedy="Enter the access code you were given, or ask the coordinator for one.",
            field="code",
        )
    raise NotPossibleNow(
        "This call takes no applications today.",
        rule="applications.call-open",
        remedy=f"It is open from {call.opens_on:%d %B %Y} to {call.closes_on:%d %B %Y}. "
        "Later, an access code from the coordinator lets you in.",
    )


def _use(call: Call, code: str, now: datetime) -> AccessCode:
    today = timezone.localdate(now)
    signs = "".join(sign for sign in code.lower() if sign.isalnum())[:8]
    found = AccessCode.objects.filter(call=call, code=f"{signs[:4]}-{signs[4:]}", revoked_at=None).first()
    # One sentence for every reason, so that nobody learns by trying which codes there are.
    refusal = InvalidInput(
        "This access code does not work for this call, or no longer.",
        rule="applications.code-works",
        remedy="Look at it again, or ask the coordinator for a new one.",
        field="code",
    )
    if found is None or today > found.works_until:
        raise refusal
    if not AccessCode.objects.filter(pk=found.pk, uses__lt=F("uses_most")).update(uses=F("uses") + 1):
        raise refusal
    return found
