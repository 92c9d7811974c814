"""The question desk: the list, the shortlist board, the bank."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from bridgework.apps.programmes.queries import default_round, round_named, rounds_of
from bridgework.apps.questions.queries import (
    DeskFilter,
    DeskRow,
    bank_of,
    counts_by_state,
    desk_rows,
    filtered,
    owners_among,
    questions_seen_by,
    themes_among,
)
from bridgework.apps.questions.queries.desk import SORTS, STATE_WORDS, WAITING_WORDS
from bridgework.apps.questions.rules import DECIDE_QUESTION, PROPOSE, TAKE_UP
from bridgework.web.desk.questions.place import crumbs, programme_for, programmes_of, tabs
from bridgework.web.listing import csv_response, page_of, spreadsheet_response
from bridgework.web.ui.acting import actor_of, now_of

MOST_ROWS = 5_000
STATE_KINDS = {
    "proposed": "waiting",
    "shortlisted": "current",
    "taken_up": "done",
    "in_bank": "planned",
    "declined": "set-aside",
    "withdrawn": "set-aside",
}
HEADS = (
    "public id", "short name", "question", "state", "since", "round", "theme", "owner", "proposer", "brought by",
    "proposed on", "review on", "asked before", "code", "reason",
)  # fmt: skip


@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """Every question of a programme: filtered, sorted, paged, and the same as a file."""
    actor, today = actor_of(request), timezone.localdate(now_of(request))
    programme = programme_for(request, actor)
    seen = questions_seen_by(actor, programme)
    chosen = _chosen(request, DeskFilter(today=today))
    found = filtered(seen, chosen)
    wanted = request.GET.get("format", "")
    if wanted in ("csv", "xlsx"):
        lines = (_line(row) for row in desk_rows(found[:MOST_ROWS], today))
        write = csv_response if wanted == "csv" else spreadsheet_response
        return write("questions", HEADS, lines)
    page = page_of(request, found, size=25)
    rounds = list(rounds_of(programme))
    context = {
        "programme": programme,
        "programmes": programmes_of(actor),
        "tabs": tabs(actor, programme, "desk:questions"),
        "page": page,
        "rows": with_kinds(desk_rows(page, today)),
        "counts": [one for one in counts_by_state(seen) if one.count],
        "chosen": chosen,
        "filtered": any((chosen.state, chosen.theme, chosen.round, chosen.owner, chosen.waiting, chosen.words)),
        "states": STATE_WORDS.items(),
        "themes": themes_among(seen),
        "rounds": [(one.public_id, one.label) for one in rounds],
        "owners": owners_among(seen),
        "waits": WAITING_WORDS.items(),
        "may_propose": PROPOSE.may(actor, programme).allowed,
        "may_import": TAKE_UP.may(actor, programme).allowed,
    }
    return render(request, "desk/questions/list.html", context)


@require_safe
def shortlist(request: HttpRequest) -> HttpResponse:
    """One round's questions side by side: proposed, shortlisted, taken up, kept or declined, with the reasons."""
    actor, today = actor_of(request), timezone.localdate(now_of(request))
    programme = programme_for(request, actor)
    rounds = list(rounds_of(programme))
    wanted = request.GET.get("round", "")
    default = default_round(programme)
    round_ = next((one for one in rounds if one.public_id == wanted), default)
    rows: list[DeskRow] = []
    if round_ is not None:
        chosen = DeskFilter(today=today, round=round_.public_id, sort="proposed")
        rows = desk_rows(filtered(questions_seen_by(actor, programme), chosen)[:500], today)
    columns = [
        (words, [(row, STATE_KINDS[row.state]) for row in rows if row.state in states])
        for words, states in (
            ("Proposed", ("proposed",)),
            ("On the shortlist", ("shortlisted",)),
            ("Taken up", ("taken_up",)),
            ("Kept, declined or withdrawn", ("in_bank", "declined", "withdrawn")),
        )
    ]
    context = {
        "programme": programme,
        "tabs": tabs(actor, programme, "desk:shortlist"),
        "round": round_,
        "round_words": round_named(round_.label) if round_ else "",
        "rounds": [(one.public_id, one.label) for one in rounds],
        "columns": columns,
        "any": bool(rows),
        "may_decide": round_ is not None and DECIDE_QUESTION.may(actor, round_).allowed,
        "crumbs": crumbs(("Shortlist", "")),
    }
    return render(request, "desk/questions/shortlist.html", context)


@require_safe
def bank(request: HttpRequest) -> HttpResponse:
    """The questions kept for a later round, those to be looked at first on top."""
    actor, today = actor_of(request), timezone.localdate(now_of(request))
    programme = programme_for(request, actor)
    page = page_of(request, bank_of(actor, programme), size=25)
    context = {
        "programme": programme,
        "tabs": tabs(actor, programme, "desk:bank"),
        "page": page,
        "rows": with_kinds(desk_rows(page, today)),
        "today": today,
        "may_decide": DECIDE_QUESTION.may(actor, programme).allowed,
        "crumbs": crumbs(("Bank", "")),
    }
    return render(request, "desk/questions/bank.html", context)


def with_kinds(rows: Iterable[DeskRow]) -> list[tuple[DeskRow, str]]:
    """Rows with the kind of their state, as the components want it."""
    return [(row, STATE_KINDS[row.state]) for row in rows]


def _chosen(request: HttpRequest, empty: DeskFilter) -> DeskFilter:
    def one(name: str, longest: int = 80) -> str:
        return request.GET.get(name, "").replace("\x00", "").strip()[:longest]

    sort = one("sort")
    state, waiting = one("state"), one("waiting")
    return DeskFilter(
        today=empty.today,
        state=state if state in STATE_WORDS else "",
        theme=one("theme"),
        round=one("round", 14),
        owner=one("owner", 14),
        waiting=waiting if waiting in WAITING_WORDS else "",
        words=one("q", 100),
        sort=sort if sort.lstrip("-") in SORTS else empty.sort,
    )


def _line(row: DeskRow) -> tuple[Any, ...]:
    return (
        row.public_id, row.title, row.wording, row.state_words, timezone.localdate(row.since), row.round, row.theme,
        row.owner, row.proposer, row.brought_by, timezone.localdate(row.proposed_at), row.review_on,
        row.asked_before.replace("_", " "), row.code, row.reason,
    )  # fmt: skip
