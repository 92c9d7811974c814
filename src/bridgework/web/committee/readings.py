"""Existing papers: brought in, read, looked over beside their text, and added to their thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bridgework.apps.committees import actions, rules
from bridgework.apps.committees import reading as documents
from bridgework.apps.committees.models import PaperReading
from bridgework.apps.committees.queries import readings as queries
from bridgework.core.papers.reading.reading import LARGEST
from bridgework.core.reading import human_date
from bridgework.kernel.errors import NotFound
from bridgework.web.committee.forms_readings import BringInForm, ConfirmReadingForm
from bridgework.web.committee.meetings import GET_AND_POST
from bridgework.web.listing import page_of
from bridgework.web.ui.acting import Done, acted, acting, actor_of, form_for, now_of

SURE, LIKELY = 0.9, 0.75


@dataclass(frozen=True)
class Place:
    """Where a value was read, how sure that is in words, and the piece of text beside it."""

    place: str
    sure: str
    anchor: str


@dataclass(frozen=True)
class Shown:
    """A value as read, with its place; `fields` where a person can change it."""

    label: str
    text: str
    place: Place | None
    fields: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Piece:
    """A piece of the source text."""

    anchor: str
    place: str
    text: str
    kind: str


KIND_WORDS: Final = {"report": "a paper", "minutes": "minutes", "agenda": "an agenda"}
STATE_WORDS: Final = {
    "read": ("current", "To confirm"),
    "waiting": ("waiting", "Being read"),
    "refused": ("set-aside", "Not read"),
}


@require_safe
def reading_list(request: HttpRequest) -> HttpResponse:
    """Documents that wait to be confirmed."""
    page = page_of(request, queries.readings(actor_of(request)))
    context = {
        "page": page,
        "rows": [{"reading": one, "state": STATE_WORDS[one.state], "title": _title(one)} for one in page],
        "may_bring_in": queries.challenges_to_read_for(actor_of(request)).exists(),
    }
    return render(request, "committee/readings/list.html", context)


@require_http_methods(GET_AND_POST)
def bring_in(request: HttpRequest) -> HttpResponse:
    """Choose a document and the question it is about."""
    actor = actor_of(request)
    challenges = {one.public_id: one for one in queries.challenges_to_read_for(actor)}
    if not challenges:
        raise NotFound("There is no question for which you can bring in papers.", rule=rules.READ_IN.name)
    chosen = request.GET.get("question", "")
    initial = {"challenge": chosen if chosen in challenges else ""}
    form = form_for(request, BringInForm, challenges=challenges.values(), initial=initial)

    def keep() -> Done:
        upload = form.cleaned_data["file"]
        received, read = documents.received(upload, name=upload.name or "file")
        reading = actions.bring_in_paper(
            actor=actor,
            now=now_of(request),
            challenge=challenges[form.cleaned_data["challenge"]],
            received=received,
            read=read,
        )
        return Done(reverse("committee:reading", args=[reading.public_id]))

    context = {"form": form, "back": reverse("committee:readings"), "largest": LARGEST}
    return acting(request, form, keep) or render(request, "committee/readings/bring_in.html", context)


@require_http_methods(GET_AND_POST)
def confirm(request: HttpRequest, public_id: str) -> HttpResponse:
    """What was read beside the text it was read from; confirmed, it goes to its thread."""
    actor = actor_of(request)
    reading = queries.reading(actor, public_id)
    if reading.state != "read" or reading.challenge is None:
        return render(request, "committee/readings/waiting.html", _waiting(reading))
    meetings = queries.meetings_that_have_been(reading.challenge, timezone.localdate(now_of(request)))
    data = reading.read
    is_minutes = data["kind"] == "minutes"
    rows = data["resolutions"] if is_minutes else data["recommendations"]
    initial = _initial(data, meetings)
    form = form_for(
        request,
        ConfirmReadingForm,
        rows=rows,
        meetings=meetings,
        is_minutes=is_minutes,
        recommendations=queries.recommendations_of(reading.challenge),
        missing="" if initial["meeting"] else _meeting_in_words(data),
        initial=initial,
    )

    def keep() -> Done:
        paper = actions.confirm_reading(actor=actor, now=now_of(request), reading=reading, confirmed=form.confirmed())
        return Done(reverse("committee:paper", args=[paper.public_id]), "The paper is on its thread.")

    context = _beside(reading, form) | {
        "form": form,
        "reading": reading,
        "data": data,
        "kind_words": KIND_WORDS[data["kind"]],
        "back": reverse("committee:readings"),
        "question": reading.challenge.question,
        "enter_meeting": ""
        if initial["meeting"]
        else reverse("desk:committee-meeting-plan", args=[reading.challenge.question.programme.public_id]),
    }
    is_open = reading.confirmed_at is None and reading.set_aside_at is None
    answer = acting(request, form, keep) if is_open or request.method == "POST" else None
    return answer or render(request, "committee/readings/confirm.html", context | {"is_open": is_open})


@require_POST
def set_aside(request: HttpRequest, public_id: str) -> HttpResponse:
    """Put a document aside."""
    reading = queries.reading(actor_of(request), public_id)

    def do() -> Done:
        actions.set_aside_reading(actor=actor_of(request), now=now_of(request), reading=reading)
        return Done(reverse("committee:readings"), "The document is set aside. Nothing of it is public.")

    return acted(request, do)


def _waiting(reading: PaperReading) -> dict[str, Any]:
    return {
        "reading": reading,
        "is_waiting": reading.state == "waiting",
        "why": documents.refusal_words(reading.refusal) if reading.state == "refused" else "",
        "back": reverse("committee:readings"),
    }


def _title(reading: PaperReading) -> str:
    title = reading.read.get("title") if isinstance(reading.read, dict) else None
    return str(title or (reading.file.name if reading.file is not None else "A document"))


def _initial(data: dict[str, Any], meetings: list[Any]) -> dict[str, Any]:
    posts = [one["post"] for one in data["from"] if one["post"]]
    return {
        "title": data["title"] or "",
        "meeting": queries.meeting_read(meetings, on=data["meeting_date"], body=data["body"]),
        "from_role": posts[0] if posts else "",
        "purpose": data["purpose"] or "",
        "outcome": data["outcome"] or "",
    }


def _meeting_in_words(data: dict[str, Any]) -> str:
    """The meeting as the document names it; empty where it names none."""
    day = human_date(date.fromisoformat(data["meeting_date"])) if data["meeting_date"] else ""
    return ", ".join(part for part in (day, data["body"] or "") if part)


def _beside(reading: PaperReading, form: ConfirmReadingForm) -> dict[str, Any]:
    """The source on one side, every value with its place on the other."""
    pieces = [Piece(f"piece-{at}", *one) for at, one in enumerate(reading.blocks)]
    anchors: dict[str, str] = {}
    for piece in pieces:
        anchors.setdefault(piece.place, piece.anchor)
    data, provenance = reading.read, reading.read["provenance"]

    def placed(pointer: str) -> Place | None:
        found = provenance.get(pointer)
        if found is None:
            return None
        return Place(found["place"], _sure(found["confidence"]), anchors.get(found["place"], ""))

    pointers = {"from_role": "/from", "meeting": "/meeting_date"}
    group = "resolutions" if form.is_minutes else "recommendations"
    return {
        "pieces": pieces,
        "front": [
            Shown("", "", placed(pointers.get(field.name, f"/{field.name}")), (field,)) for field in form.front_fields
        ],
        "asked": [
            Shown(_label(row), "", placed(f"/{group}/{at}"), tuple(form.row_fields(at)))
            for at, row in enumerate(form.rows)
        ],
        "added": form.row_fields(len(form.rows)),
        "rest": _rest(data, placed),
        "warnings": [(one, anchors.get(one["place"] or "", "")) for one in data["warnings"]],
        "unread": [(one, anchors.get(one["place"], "")) for one in data["unread"]],
    }


def _label(row: dict[str, Any]) -> str:
    label = str(row.get("label") or row.get("item") or "")
    return f"{label})" if label.isalpha() else label


def _sure(confidence: float) -> str:
    if confidence >= SURE:
        return "read plainly"
    return "read, most likely right" if confidence >= LIKELY else "read with doubt: look closely"


def _rest(data: dict[str, Any], placed: Any) -> list[tuple[str, list[Shown]]]:
    """What is taken as it was read: it is shown, and changed by bringing in a better copy."""
    groups = [
        (
            "Text",
            [
                Shown(
                    f"{one['number'] or ''} {one['title']}".strip() or "Without a heading",
                    _count(len(one["paragraphs"])),
                    placed(f"/sections/{at}"),
                )
                for at, one in enumerate(data["sections"])
            ],
        ),
        ("Priorities", _row_values(data, "priorities", placed)),
        ("Implications", _row_values(data, "implications", placed)),
        (
            "Clearances",
            [
                Shown(
                    one["question"],
                    f"{one['answer'] or 'no answer'}; {one['officer'] or 'no officer named'}",
                    placed(f"/clearances/{at}"),
                )
                for at, one in enumerate(data["clearances"])
            ],
        ),
        (
            "People to ask",
            [
                Shown(one["post"] or one["kind"], one["name"] or "no name", placed(f"/contacts/{at}"))
                for at, one in enumerate(data["contacts"])
            ],
        ),
        ("Appendices", _links(data, "appendices", placed)),
        ("Background papers", _links(data, "source_documents", placed)),
    ]
    return [(title, values) for title, values in groups if values]


def _row_values(data: dict[str, Any], name: str, placed: Any) -> list[Shown]:
    found = []
    for at, one in enumerate(data[name]):
        text = ". ".join(part for part in ((one["status"] or "").capitalize(), one["text"] or "") if part)
        label = f"{one['number'] or ''} {one['title']}".strip()
        found.append(Shown(label, text or "nothing said", placed(f"/{name}/{at}")))
    return found


def _links(data: dict[str, Any], name: str, placed: Any) -> list[Shown]:
    return [Shown(one["title"], one["url"] or "", placed(f"/{name}/{at}")) for at, one in enumerate(data[name])]


def _count(paragraphs: int) -> str:
    return "1 paragraph" if paragraphs == 1 else f"{paragraphs} paragraphs" if paragraphs else "its parts stand below"
