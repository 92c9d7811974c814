"""My work: what waits on me across everything, oldest first, and what waits on others because of me."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from bridgework.apps.calendar.queries import holidays
from bridgework.apps.participation.actions import answer_on_screen
from bridgework.apps.people.models import Person
from bridgework.apps.programmes.models import Round
from bridgework.apps.programmes.queries import programmes_seen_by
from bridgework.apps.programmes.rules import SEE_ROUND_DESK
from bridgework.apps.workspace.queries import challenges_worked_on
from bridgework.core.waiting import Wait, wait
from bridgework.core.working_days import Holidays
from bridgework.kernel.errors import NotFound
from bridgework.kernel.links import PURPOSES, Card
from bridgework.kernel.waiting import KINDS, WaitingItem, waiting_elsewhere, waiting_on
from bridgework.web.answering import AnswerForm
from bridgework.web.listing import page_of
from bridgework.web.ui.acting import Done, acting, actor_of, now_of

ROWS = 25
ANSWERED_BY: Final = {
    "teams.invitation": "teams.join",
    "questions.support": "questions.support",
    "questions.wording-consent": "questions.owner_wording",
    "workspace.request": "workspace.request",
    "reports.fact-check": "reports.fact-check",
    "impact.action": "impact.report-back",
}
"""What waits, and the purpose of the personal link by which it could also be answered: that form is shown in place."""


@dataclass(frozen=True)
class WorkLine:
    """One waiting thing as the page shows it."""

    item: WaitingItem
    kind_label: str
    wait: Wait
    overdue: bool
    in_place: bool
    """Whether it can be answered on this page."""

    @property
    def anchor(self) -> str:
        """Where it stands on the page."""
        return f"item-{self.item.public_id}"


@dataclass(frozen=True)
class Opened:
    """The one item whose form is open."""

    public_id: str
    purpose: str
    card: Card
    form: AnswerForm


@require_http_methods(["GET", "HEAD", "POST"])
def my_work(request: HttpRequest) -> HttpResponse:
    """What waits on whoever is signed in; `?open=` shows one item's form in its place, a POST answers it."""
    actor, now = actor_of(request), now_of(request)
    if actor.person_id is None:
        return render(request, "desk/my_work/nobody.html")
    days = holidays()
    items = waiting_on(actor.person_id, now)
    opened = _opened(request, items)
    if opened is not None:
        done = _answer(request, opened)
        if done is not None:
            return done
    page = page_of(request, items, size=ROWS)
    elsewhere = waiting_elsewhere(actor.person_id, now)
    return render(
        request,
        "desk/my_work/my_work.html",
        {
            "lines": [_line(one, now, days) for one in page.object_list],
            "elsewhere": [_line(one, now, days) for one in elsewhere[:ROWS]],
            "page": page,
            "total": len(items),
            "elsewhere_total": len(elsewhere),
            "overdue": sum(_is_overdue(one, timezone.localdate(now)) for one in items),
            "opened": opened,
            "form": opened.form if opened else None,
            "rounds": _rounds(request),
            "questions": list(challenges_worked_on(actor)[:8]),
            "programmes": list(programmes_seen_by(actor)[:8]),
            "now": now,
        },
    )


def _line(item: WaitingItem, now: datetime, days: Holidays) -> WorkLine:
    today = timezone.localdate(now)
    return WorkLine(
        item=item,
        kind_label=KINDS[item.kind].label if item.kind in KINDS else "",
        wait=wait(timezone.localdate(item.since), today, days),
        overdue=_is_overdue(item, today),
        in_place=ANSWERED_BY.get(item.kind, "") in PURPOSES,
    )


def _is_overdue(item: WaitingItem, today: date) -> bool:
    return item.due is not None and item.due < today


def _opened(request: HttpRequest, items: list[WaitingItem]) -> Opened | None:
    wanted = request.GET.get("open", "")
    item = next((one for one in items if one.public_id == wanted and one.kind in ANSWERED_BY), None)
    purpose = PURPOSES.get(ANSWERED_BY.get(item.kind, "")) if item is not None else None
    if item is None or purpose is None:
        return None
    try:
        card = purpose.card(item.public_id, actor_of(request).person_id or 0)
    except NotFound:
        return None
    form = AnswerForm(card, request.POST) if request.method == "POST" else AnswerForm(card)
    return Opened(item.public_id, purpose.key, card, form)


def _answer(request: HttpRequest, opened: Opened) -> HttpResponse | None:
    actor = actor_of(request)

    def answer() -> Done:
        person = Person.objects.get(public_id=actor.public_id)
        given = answer_on_screen(
            actor=actor,
            now=now_of(request),
            purpose=opened.purpose,
            record_public_id=opened.public_id,
            person=person,
            given=opened.form.cleaned_data["given"],
        )
        return Done(reverse("desk:my-work"), given.outcome or "Your answer is kept.")

    return acting(request, opened.form, answer)


def _rounds(request: HttpRequest) -> list[Round]:
    running = Round.objects.filter(state__in=("running", "paused")).select_related("programme")
    return list(SEE_ROUND_DESK.which(actor_of(request), running).order_by("-year", "-id")[:5])
