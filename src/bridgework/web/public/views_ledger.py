"""The ledger's public face: every recommendation, four facts each, what is overdue first."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse

from bridgework.apps.impact.rules import SEE_AT_DESK
from bridgework.apps.reports.models import Recommendation
from bridgework.kernel.errors import NotPossibleNow
from bridgework.threads.items import RECOMMENDATION, Item
from bridgework.threads.ledger import (
    InOrder,
    LedgerEntry,
    LedgerFilter,
    entries,
    ledger_choices,
    ledger_counts,
    rows_visible_to,
)
from bridgework.threads.ledger import ledger as ledger_rows
from bridgework.threads.recommendations import RecommendationStory
from bridgework.threads.recommendations import recommendation as recommendation_story
from bridgework.web.listing import page_of, safe_cell, spreadsheet_response
from bridgework.web.public.conditional import public_page, today_of
from bridgework.web.public.harvest.pages import embedded, signposted
from bridgework.web.public.paging import page_values
from bridgework.web.public.presenting import STATE_KINDS, STATE_WORDS, known_facts, not_known_sentence
from bridgework.web.public.views_standing import or_standing
from bridgework.web.ui.acting import actor_of
from bridgework.web.ui.components.words import date_words

PAGE_SIZE = 25
MOST_WORKBOOK_ROWS = 20_000
_TEXT_FILTERS = ("round", "committee", "theme", "state", "decision", "progress")
HEADS = (
    "Code", "Recommendation", "Question", "Round", "Committee", "Theme", "State", "Decided", "Decided on", "Reported",
    "Reported on", "Checked", "Checked on", "Changed", "Next word due on", "Due from", "Days late", "Invented example",
)  # fmt: skip


def filter_of(request: HttpRequest) -> LedgerFilter:
    """What the address asks for."""
    asked = {key: request.GET.get(key, "").replace("\x00", "").strip()[:80] for key in _TEXT_FILTERS}
    return LedgerFilter(
        text=request.GET.get("q", "").replace("\x00", "").strip()[:200],
        overdue=bool(request.GET.get("overdue")),
        sort=request.GET.get("order", ""),
        **asked,
    )


@public_page
def ledger(request: HttpRequest) -> HttpResponse:
    """Every recommendation, filtered by what the address says."""
    today, actor, chosen = today_of(request), actor_of(request), filter_of(request)
    rows = InOrder(ledger_rows(chosen, today=today, actor=actor), chosen.sort)
    page = page_of(request, rows, size=PAGE_SIZE)
    context = {
        "chosen": chosen,
        "choices": ledger_choices(),
        "counts": ledger_counts(rows_visible_to(actor), today),
        "page": page_values(page, entries(page.object_list, today=today)),
        "total": page.paginator.count,
        "query": request.GET.urlencode(),
        "state_words": STATE_WORDS,
    }
    return render(request, "public/ledger.html", context)


@public_page
def overdue(request: HttpRequest) -> HttpResponse:
    """What waits for a word that is late, the latest first to fall due on top, and the step reached on the ladder."""
    today, actor = today_of(request), actor_of(request)
    late = InOrder(ledger_rows(LedgerFilter(overdue=True), today=today, actor=actor))
    page = page_of(request, late, size=PAGE_SIZE)
    coming = ledger_rows(LedgerFilter(), today=today, actor=actor).filter(reply_due_on__gte=today)
    coming_next = entries(InOrder(coming)[0:3], today=today)
    context = {
        "page": page_values(page, entries(page.object_list, today=today)),
        "total": page.paginator.count,
        "next": coming_next,
        "near": _near(coming_next),
    }
    return render(request, "public/overdue.html", context)


def _near(coming: list[LedgerEntry]) -> str:
    """What falls due next, for an empty list."""
    first = coming[0] if coming else None
    if first is None or first.due_on is None:
        return "No word is due at the moment."
    who = f", {first.due_from}" if first.due_from else ""
    return f"Next word due: {date_words(first.due_on)}{who}."


@public_page
def recommendation(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """One recommendation: what it rests on, its four histories; or what stands where it was."""
    return or_standing(request, lambda: _recommendation(request, code, number), code=code, number=number)


def _recommendation(request: HttpRequest, code: str, number: str) -> HttpResponse:
    story = recommendation_story(f"{code}/{number}", actor=actor_of(request), today=today_of(request))
    known = known_facts(story.histories)
    context = {
        "story": story,
        "entry": story.entry,
        "histories": story.histories,
        "known": known,
        "not_known": not_known_sentence(
            known, is_history=story.entry.is_history, refused=story.histories.current.refused
        ),
        "state_word": STATE_WORDS.get(story.entry.state, story.entry.state),
        "crumbs": [
            ("Ledger", reverse("public:ledger")),
            (story.question, reverse("public:thread", args=[code])),
            (f"Recommendation {story.entry.number}", ""),
        ],
        "at_desk": _at_desk(request, story.public_id),
        # Nothing is asked any more once a change was stated: what is left is for the programme to close.
        "wants_closing": not story.entry.is_history and story.entry.observed.known,
        "wants_putting": not story.is_put and not story.entry.is_history and not story.histories.decisions,
        "state_kind": STATE_KINDS.get(story.entry.state, "current"),
    }
    item = _item(story, code, reverse("public:recommendation", args=[code, number]))
    context |= {"metadata": embedded(item), "full_address": request.build_absolute_uri(item.address)}
    response = render(request, "public/recommendation.html", context)
    return signposted(response, item) if story.is_public else response


def _item(story: RecommendationStory, code: str, address: str) -> Item:
    """What the page says of itself to machines, from what it has read anyway."""
    return Item(
        kind=RECOMMENDATION,
        public_id=story.public_id,
        changed_at=datetime(2016, 1, 1, tzinfo=UTC),
        address=address,
        title=story.heading or f"Recommendation {story.entry.number}: {story.question}",
        description=story.entry.text,
        programme=story.programme,
        subjects=(story.entry.theme,) if story.entry.theme else (),
        relations=(("isPartOf", reverse("public:thread", args=[code])),),
    )


def _at_desk(request: HttpRequest, public_id: str) -> str:
    """The page on which this reader works on the record; empty for those who cannot. Costs a visitor no query."""
    if actor_of(request).is_visitor:
        return ""
    found = SEE_AT_DESK.which(actor_of(request), Recommendation.objects.filter(public_id=public_id))
    return reverse("desk:recommendation", args=[public_id]) if found.exists() else ""


@public_page
def ledger_csv(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """What is shown, as a CSV file of any length."""
    response = StreamingHttpResponse(_csv(_exported(request)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="ledger.csv"'
    return response


@public_page
def ledger_workbook(request: HttpRequest) -> HttpResponse:
    """What is shown, as a spreadsheet. Raises `NotPossibleNow` where it would hold too many rows."""
    rows = InOrder(ledger_rows(filter_of(request), today=today_of(request), actor=actor_of(request)))
    if rows.count() > MOST_WORKBOOK_ROWS:
        raise NotPossibleNow(
            f"This would be {rows.count():,} rows; a spreadsheet is made for up to {MOST_WORKBOOK_ROWS:,}.",
            rule="ledger.export",
            remedy="Filter further, or take the CSV file, which has no limit.",
        )
    return spreadsheet_response("ledger", HEADS, _exported(request))


def _exported(request: HttpRequest) -> Iterator[list[Any]]:
    today = today_of(request)
    chosen = filter_of(request)
    rows = InOrder(ledger_rows(chosen, today=today, actor=actor_of(request)), chosen.sort)
    batch: list[Any] = []
    for row in rows:
        batch.append(row)
        if len(batch) == 500:
            yield from (_values(entry) for entry in entries(batch, today=today))
            batch = []
    yield from (_values(entry) for entry in entries(batch, today=today))


def _values(one: LedgerEntry) -> list[Any]:
    return [
        one.code, one.text, one.challenge_title, one.round, one.committee, one.theme,
        STATE_WORDS.get(one.state, one.state), one.decision.words, one.decision.on, one.reported.words,
        one.reported.on, one.checked.words, one.checked.on, one.observed.words, one.due_on, one.due_from,
        one.overdue.days_late if one.overdue else "", "yes" if one.is_invented else "",
    ]  # fmt: skip


def _csv(rows: Iterable[list[Any]]) -> Iterator[str]:
    line = io.StringIO()
    writer = csv.writer(line)
    # The mark at the beginning lets spreadsheets read the accents.
    line.write("\ufeff")
    writer.writerow(HEADS)
    for row in rows:
        writer.writerow([safe_cell(value) for value in row])
        if line.tell() > 32_000:
            yield line.getvalue()
            line.seek(0)
            line.truncate()
    yield line.getvalue()
