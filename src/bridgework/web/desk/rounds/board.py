"""The round desk: every challenge of a round on one board, as a list, or as a CSV file; and the prepared note."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from bridgework.apps.messages.actions import send_now
from bridgework.apps.people.models import Person
from bridgework.apps.programmes import rules
from bridgework.apps.programmes.models import Round
from bridgework.apps.programmes.queries import current_phases, round_of
from bridgework.core.reading import human_date
from bridgework.kernel.errors import NotFound
from bridgework.threads.desk import COLUMNS, SHOWS, DeskCard, DeskFilter, FadingInterest, round_desk
from bridgework.web.desk.applications.pages import way_to_call
from bridgework.web.desk.rounds.pages import round_crumbs
from bridgework.web.listing import csv_response
from bridgework.web.ui.acting import Done, acting, actor_of, form_for, now_of
from bridgework.web.ui.forms import CountedTextField, Form

VIEWS = (("board", "Board"), ("list", "List"))
CSV_HEADS = (
    "Code",
    "Question",
    "Stage",
    "In this stage since",
    "Days in this stage",
    "Question owner",
    "Team",
    "Next step",
    "Next step by",
    "Waiting for",
    "Waiting on",
    "Days waited",
    "Aims at",
    "On",
    "Provisional",
    "Will it make it",
    "Interest fading",
)


class NoteForm(Form):
    """A note to somebody whose interest may be fading, prepared for the coordinator to change."""

    subject = forms.CharField(label="Subject", max_length=160)
    body = CountedTextField(label="Message", max_length=4000, rows=12)


@require_GET
def round_desk_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """The desk of one round. Filters and the way of showing it stand in the address."""
    round_ = _round(request, public_id)
    now = now_of(request)
    chosen = filter_of(request)
    desk = round_desk(round_, actor=actor_of(request), now=now, only=chosen)
    view = request.GET.get("view", "board")
    address = reverse("desk:round-desk", args=[public_id])
    return render(
        request,
        "desk/rounds/desk.html",
        {
            "round": round_,
            "programme": round_.programme,
            "crumbs": round_crumbs(round_, "Round desk"),
            "desk": desk,
            "chosen": chosen,
            "view": view if view in dict(VIEWS) else "board",
            "tabs": [(word, _address(address, chosen, key), view == key) for key, word in VIEWS],
            "csv": _address(reverse("desk:round-desk-csv", args=[public_id]), chosen, ""),
            "stages": [(key, title) for key, title, _ in COLUMNS],
            "shows": SHOWS,
            "address": address,
            "phases": current_phases(round_, timezone.localdate(now)),
            "way_to_call": way_to_call(actor_of(request), round_),
            "runs": rules.RUN_ROUND.may(actor_of(request), round_).allowed,
            "now": now,
            "today": timezone.localdate(now),
        },
    )


@require_GET
def round_desk_csv(request: HttpRequest, public_id: str) -> HttpResponse:
    """The same rows as a CSV file: what the filter lets through, one line for each thing that waits."""
    round_ = _round(request, public_id)
    desk = round_desk(round_, actor=actor_of(request), now=now_of(request), only=filter_of(request))
    name = f"round-desk-{round_.year or round_.public_id}-{timezone.localdate(now_of(request)).isoformat()}"
    return csv_response(name, CSV_HEADS, (row for card in desk.cards for row in _csv_rows(card)))


@require_http_methods(["GET", "HEAD", "POST"])
def note(request: HttpRequest, public_id: str, code: str, holding: str) -> HttpResponse:
    """The prepared note to somebody whose interest is fading; the coordinator changes it and sends it."""
    round_ = _round(request, public_id)
    actor, now = actor_of(request), now_of(request)
    rules.RUN_ROUND.require(actor, round_)
    card, fading = _fading(round_, request, code, holding)
    person = Person.objects.get(public_id=fading.person_public_id)
    form = form_for(request, NoteForm, initial=prepared_note(card, fading, actor.name))
    back = reverse("desk:round-desk", args=[public_id])

    def send() -> Done:
        send_now(
            actor=actor,
            now=now,
            person=person,
            subject=form.cleaned_data["subject"],
            body=form.cleaned_data["body"],
            why=f"You are {fading.role} for the question “{card.title}”.",
            scope=round_.scope,
            once_key=f"desk-note/{form.once_token}",
        )
        return Done(back, f"The note to {person.name} is on its way." if person.email else _no_address(person))

    return acting(request, form, send) or render(
        request,
        "desk/rounds/form.html",
        {
            "form": form,
            "crumbs": [*round_crumbs(round_, "")[:-1], ("Round desk", back), ("A note", "")],
            "eyebrow": card.title,
            "heading": f"A note to {person.name}",
            "lead": f"{fading.role.capitalize()}. {fading.reason}",
            "submit": "Send the note",
            "cancel": back,
            "note": "" if person.email else _no_address(person),
        },
    )


def prepared_note(card: DeskCard, fading: FadingInterest, sender: str) -> dict[str, str]:
    """Subject and words of the note, as they are proposed."""
    waits = [one for one in card.waits if one.on_name == fading.name]
    asked = "\n".join(f"- {one.what} (asked on {human_date(one.wait.since)})" for one in waits)
    waiting = f"\n\nThis waits for you:\n\n{asked}" if asked else ""
    step = f" The next step is “{card.next_step}”" if card.next_step else ""
    by = f", planned for {human_date(card.next_due)}." if step and card.next_due else "." if step else ""
    return {
        "subject": f"“{card.title}”: how can we make it easier for you?",
        "body": (
            f"Dear {fading.name},\n\nthe last we heard from you about “{card.title}” was on "
            f"{human_date(fading.last_sign)}.{step}{by}{waiting}\n\nIs something in the way? A word is enough: whether "
            "you can go on, whether somebody else should be asked, or when it would suit you better. You can simply "
            f"reply to this message.\n\nThank you,\n{sender}"
        ),
    }


def filter_of(request: HttpRequest) -> DeskFilter:
    """The filter as it stands in the address; what is not known there is passed over."""
    get = request.GET
    stage, show = get.get("stage", ""), get.get("show", "")
    return DeskFilter(
        stage=stage if stage in {key for key, _, _ in COLUMNS} else "",
        show=show if show in dict(SHOWS) else "",
        text=get.get("q", "").strip()[:100],
        theme=get.get("theme", "")[:80],
    )


def _address(address: str, chosen: DeskFilter, view: str) -> str:
    query = {
        "stage": chosen.stage,
        "show": chosen.show,
        "q": chosen.text,
        "theme": chosen.theme,
        "view": "" if view == "board" else view,
    }
    kept = {key: value for key, value in query.items() if value}
    return f"{address}?{urlencode(kept)}" if kept else address


def _csv_rows(card: DeskCard) -> Iterator[list[object]]:
    before = [card.code, card.title, card.stage_words, card.since, card.days_in_stage, card.owner, card.team]
    before += [card.next_step, card.next_due]
    aim = card.aim
    after = [aim.where, aim.on, "yes" if aim.is_provisional else "", aim.word]
    after.append("; ".join(f"{one.role} ({one.days} days)" for one in card.fading))
    for one in card.waits:
        yield [*before, one.what, f"{one.on_role} {one.on_name}".strip(), one.wait.days, *after]
    if not card.waits:
        yield [*before, "", "", "", *after]


def _fading(round_: Round, request: HttpRequest, code: str, holding: str) -> tuple[DeskCard, FadingInterest]:
    desk = round_desk(round_, actor=actor_of(request), now=now_of(request))
    for card in desk.cards:
        if card.code == code:
            for one in card.fading:
                if one.holding == holding:
                    return card, one
    raise NotFound(
        "Nobody's interest is fading here any more.",
        rule="programmes.fading-interest",
        remedy="Look at the round desk again: a reply or attendance may have come in meanwhile.",
    )


def _no_address(person: Person) -> str:
    reach = f" How to reach them: {person.how_to_reach}" if person.how_to_reach else ""
    return f"{person.name} has no email address here, so the note waits in the outbox to be told another way.{reach}"


def _round(request: HttpRequest, public_id: str) -> Round:
    round_ = round_of(public_id)
    rules.SEE_ROUND_DESK.require(actor_of(request), round_)
    return round_
