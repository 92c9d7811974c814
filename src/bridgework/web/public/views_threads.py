"""The list of questions, the thread, its wordings, and the permanent address of every record."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from bridgework.apps.applications.models import Call
from bridgework.apps.applications.queries import open_calls
from bridgework.apps.library.models import SourceSet
from bridgework.apps.reports.models import Recommendation
from bridgework.core import ledger as core_ledger
from bridgework.core.differences import difference, summary
from bridgework.threads import as_json, queries
from bridgework.threads.addresses import place_of
from bridgework.threads.items import THREAD, Item
from bridgework.threads.lists import ThreadFilter, listed, public_threads, thread_choices
from bridgework.threads.records import WordingRecord
from bridgework.threads.story import Thread
from bridgework.web.listing import page_of
from bridgework.web.public.conditional import public_page, today_of
from bridgework.web.public.harvest.pages import embedded, signposted
from bridgework.web.public.paging import page_values
from bridgework.web.public.presenting import lineage_steps, shared_source, shown_parts
from bridgework.web.public.views_standing import or_standing
from bridgework.web.ui.acting import actor_of
from bridgework.web.ui.figures import lineage

PAGE_SIZE = 25


@public_page
def questions(request: HttpRequest) -> HttpResponse:
    """Every public thread, filtered by what the address says."""
    asked = {key: request.GET.get(key, "").replace("\x00", "").strip() for key in ("round", "theme", "place", "reach")}
    chosen = ThreadFilter(text=request.GET.get("q", "").replace("\x00", "").strip()[:200], **asked)
    page = page_of(request, public_threads(chosen, actor=actor_of(request)), size=PAGE_SIZE)
    context = {
        "chosen": chosen,
        "choices": thread_choices(),
        "page": page_values(page, listed(page.object_list)),
        "total": page.paginator.count,
    }
    return render(request, "public/questions.html", context)


@public_page
def thread(request: HttpRequest, code: str) -> HttpResponse:
    """The story of one question."""
    found, today = _thread(request, code), today_of(request)
    item = _item(found, today)
    context = thread_context(found, today) | {"call": _call_for(found, today), "metadata": embedded(item)}
    response = render(request, "public/thread.html", context)
    return signposted(response, item) if found.is_public else response


def _item(found: Thread, today: date) -> Item:
    """What the page says of itself to machines, from what it has read anyway."""
    return Item(
        kind=THREAD,
        public_id=found.public_id,
        changed_at=datetime(today.year, today.month, today.day, tzinfo=UTC),
        address=reverse("public:thread", args=[found.code]),
        title=found.title,
        description=found.question,
        programme=found.programme,
        issued=str(found.year or ""),
        subjects=(found.theme,) if found.theme else (),
        place=found.place,
    )


def _call_for(found: Thread, today: date) -> Call | None:
    """The call in which one can apply to work on this question today; asked only while it looks for a team."""
    if found.state != "open":
        return None
    return open_calls(today).filter(round__public_id=found.round_public_id).first()


def thread_context(found: Thread, today: date) -> dict[str, Any]:
    """What the templates of a thread take."""
    due = found.held_by.due
    late = core_ledger.overdue(due, today) if due is not None else None
    return {
        "thread": found,
        "due_note": _late_words(late.days_late) if late else "",
        "parts": shown_parts(found),
        "lineage": lineage(lineage_steps(found.family, here=True), label="Questions that came from one another")
        if found.family
        else "",
        "shared_source": shared_source(found),
        "current_wording": next((one for one in found.wordings if one.is_current), None),
        "earlier_wordings": _compared(found),
        "crumbs": [("Questions", reverse("public:questions")), (found.title, "")],
        "has_sources": any(source.kind != "interview" for one in found.findings for source in one.evidence),
        "tell_us": reverse("public:tell-us", args=[found.code]),
        "address": reverse("public:thread", args=[found.code]),
    }


def _late_words(days: int) -> str:
    return "1 day late" if days == 1 else f"{days} days late"


def _compared(found: Thread) -> list[tuple[WordingRecord, list[tuple[str, str]], str]]:
    """Every other wording with its difference to the present one."""
    current = next((one for one in found.wordings if one.is_current), None)
    if current is None:
        return []
    rows: list[tuple[WordingRecord, list[tuple[str, str]], str]] = []
    for one in found.wordings:
        if one is not current:
            segments = difference(one.text, current.text)
            rows.append((one, [(part.kind, part.text) for part in segments], summary(segments)))
    return rows


@public_page
def thread_as_json(request: HttpRequest, code: str) -> HttpResponse:
    """The whole thread as JSON."""
    found = _thread(request, code)
    address = request.build_absolute_uri(reverse("public:thread", args=[found.code]))
    return JsonResponse(
        as_json.thread_json(found, address=address), json_dumps_params={"ensure_ascii": False, "indent": 1}
    )


@public_page
def wordings(request: HttpRequest, code: str) -> HttpResponse:
    """Any two wordings of a question beside each other."""
    found = _thread(request, code)
    by_number = {str(one.number): one for one in found.wordings}
    first = by_number.get(request.GET.get("from", ""))
    second = by_number.get(request.GET.get("to", ""))
    if len(found.wordings) > 1:
        first = first or found.wordings[0]
        second = second or found.wordings[-1]
    segments = difference(first.text, second.text) if first and second else ()
    context = {
        "thread": found,
        "first": first,
        "second": second,
        "segments": [(part.kind, part.text) for part in segments],
        "summary": summary(segments),
    }
    return render(request, "public/wordings.html", context)


@public_page
def record(request: HttpRequest, public_id: str) -> HttpResponse:
    """The permanent address of any record: leads to its place on the thread, in the ledger, or to what stands there."""
    return or_standing(request, lambda: _leading(request, public_id), public_id=public_id)


def _leading(request: HttpRequest, public_id: str) -> HttpResponse:
    place = place_of(public_id, actor=actor_of(request))
    if place.kind == SourceSet._meta.label_lower:
        return HttpResponseRedirect(reverse("public:sources", args=[place.code]))
    if place.recommendation:
        challenge, number = place.recommendation.rsplit("/", 1)
        address = reverse("public:recommendation", args=[challenge, number])
        # A recommendation has a page of its own; what was decided on it is a place on that page.
        if place.kind == Recommendation._meta.label_lower:
            return HttpResponseRedirect(address)
    else:
        address = reverse("public:thread", args=[place.code])
    return HttpResponseRedirect(f"{address}#{place.anchor}" if place.anchor else address)


def _thread(request: HttpRequest, code: str) -> Thread:
    return queries.thread(code, actor=actor_of(request), today=today_of(request))
