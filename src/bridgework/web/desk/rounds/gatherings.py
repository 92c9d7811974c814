"""Gatherings of a round, and what a round taught."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from bridgework.apps.people.models import Person
from bridgework.apps.people.queries import holdings_at, role_label
from bridgework.apps.programmes import actions, rules
from bridgework.apps.programmes.models import Gathering, Lesson, Round
from bridgework.apps.programmes.queries import attendances_of, gathering_of, lessons_of, people_to_invite
from bridgework.kernel.errors import NotFound
from bridgework.kernel.transitions import history
from bridgework.web.desk.rounds.forms import (
    DoneAboutItForm,
    GatheringForm,
    HoldForm,
    InviteForm,
    LessonForm,
    ReasonForm,
)
from bridgework.web.desk.rounds.pages import round_crumbs, seen_round
from bridgework.web.desk.rounds.words import GATHERING_KINDS, GATHERING_WORDS
from bridgework.web.ui.acting import Done, acting, actor_of, form_for, now_of
from bridgework.web.ui.forms import Form

ATTENDED = {"yes": True, "no": False, "": None}


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, public_id: str) -> HttpResponse:
    """Plan a gathering; the address may carry kind, title and day from what is usual."""
    round_ = seen_round(request, public_id)
    rules.KEEP_GATHERING.require(actor_of(request), round_)
    form = form_for(request, GatheringForm, initial=_wanted(request))

    def do() -> Done:
        made = actions.plan_gathering(actor=actor_of(request), now=now_of(request), round_=round_, **form.cleaned_data)
        return Done(_page(made), "The gathering is planned. Say whom to ask.")

    return acting(request, form, do) or _form(request, round_, form, "Plan a gathering", "Plan the gathering")


@require_GET
def gathering(request: HttpRequest, public_id: str) -> HttpResponse:
    """One gathering: when, where, who was asked, who came, notes."""
    found = _seen(request, public_id)
    now = now_of(request)
    return render(
        request,
        "desk/gatherings/gathering.html",
        {
            "gathering": found,
            "round": found.round,
            "crumbs": round_crumbs(found.round, found.title),
            "kind": GATHERING_KINDS[found.state],
            "word": GATHERING_WORDS[found.state],
            "attendances": list(attendances_of(found)),
            "may": rules.KEEP_GATHERING.may(actor_of(request), found),
            "begun": found.starts_at is None or found.starts_at <= now,
            "history": [one for one in history(found.public_id) if one.reason],
            "now": now,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """Change what, when and where."""
    found = _kept(request, public_id)
    local = timezone.localtime(found.starts_at) if found.starts_at else None
    initial = {
        "kind": found.kind,
        "title": found.title,
        "place": found.place,
        "day": local.date() if local else None,
        "at": local.time() if local else None,
    }
    form = form_for(request, GatheringForm, initial=initial)

    def do() -> Done:
        actions.change_gathering(actor=actor_of(request), now=now_of(request), gathering=found, **form.cleaned_data)
        return Done(_page(found), "The gathering is changed.")

    return acting(request, form, do) or _form(
        request, found.round, form, f"Change “{found.title}”", "Keep the changes", cancel=_page(found)
    )


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask people of the round to a gathering."""
    found = _kept(request, public_id)
    today = timezone.localdate(now_of(request))
    asked = {one.person_id for one in attendances_of(found)}
    roles = {one.person_id: role_label(one.role) for one in holdings_at(found.round.programme.scope, today)}
    people = [(one, roles.get(one.pk, "")) for one in people_to_invite(found.round, today) if one.pk not in asked]
    form = form_for(request, InviteForm, people=people)

    def do() -> Done:
        chosen = Person.objects.filter(pk__in=form.cleaned_data["people"])
        number = actions.invite_to_gathering(
            actor=actor_of(request), now=now_of(request), gathering=found, people=chosen
        )
        words = "1 person is asked" if number == 1 else f"{number} people are asked"
        return Done(_page(found), f"{words}. The invitations wait in the outbox until you release them.")

    lead = "" if people else "Everybody with a role in this round is asked already."
    return acting(request, form, do) or _form(
        request, found.round, form, f"Whom to ask to “{found.title}”", "Ask them", cancel=_page(found), lead=lead
    )


@require_http_methods(["GET", "HEAD", "POST"])
def attendance(request: HttpRequest, public_id: str) -> HttpResponse:
    """Record who came: yes, no or not known for each who was asked; who came unasked is added."""
    found = _kept(request, public_id)
    rows = list(attendances_of(found))
    form = form_for(request, Form)
    people = people_to_invite(found.round, timezone.localdate(now_of(request)))
    others = [one for one in people if one.pk not in {row.person_id for row in rows}]

    def do() -> Done:
        attended = {row.person_id: ATTENDED.get(request.POST.get(f"came_{row.person_id}", "")) for row in rows}
        for one in others:
            if request.POST.get(f"unasked_{one.pk}"):
                attended[one.pk] = True
        actions.note_attendance(actor=actor_of(request), now=now_of(request), gathering=found, attended=attended)
        return Done(_page(found), "Who came is recorded.")

    return acting(request, form, do) or render(
        request,
        "desk/gatherings/attendance.html",
        {
            "form": form,
            "gathering": found,
            "rows": rows,
            "others": others,
            "crumbs": round_crumbs(found.round, f"Who came to “{found.title}”"),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, public_id: str, what: str) -> HttpResponse:
    """Record that a gathering was held, keep its notes, cancel it or reinstate it."""
    found = _kept(request, public_id)
    form: Form = (
        form_for(request, HoldForm, initial={"notes": found.notes})
        if what in ("hold", "notes")
        else form_for(request, ReasonForm)
    )
    words = {
        "hold": (f"“{found.title}” was held", "Record that it was held", "It is recorded as held."),
        "notes": (f"Notes of “{found.title}”", "Keep the notes", "The notes are kept."),
        "cancel": (f"Cancel “{found.title}”", "Cancel the gathering", "The gathering is cancelled."),
        "reinstate": (f"Reinstate “{found.title}”", "Reinstate the gathering", "The gathering takes place after all."),
    }[what]
    do_it: dict[str, Callable[..., object]] = {
        "hold": actions.hold_gathering,
        "notes": actions.write_gathering_notes,
        "cancel": actions.cancel_gathering,
        "reinstate": actions.reinstate_gathering,
    }

    def do() -> Done:
        do_it[what](actor=actor_of(request), now=now_of(request), gathering=found, **form.cleaned_data)
        return Done(_page(found), words[2])

    lead = "Those who were asked are told; the news waits in the outbox." if what == "cancel" else ""
    return acting(request, form, do) or _form(
        request, found.round, form, words[0], words[1], cancel=_page(found), lead=lead
    )


@require_http_methods(["GET", "HEAD", "POST"])
def lessons(request: HttpRequest, public_id: str) -> HttpResponse:
    """What a round taught, and a form for one more."""
    round_ = seen_round(request, public_id)
    may = rules.WRITE_LESSON.may(actor_of(request), round_)
    form = form_for(request, LessonForm)

    def do() -> Done:
        actions.write_lesson(actor=actor_of(request), now=now_of(request), round_=round_, **form.cleaned_data)
        return Done(
            reverse("desk:round-lessons", args=[public_id]),
            "The lesson is kept and shown while the next round is made.",
        )

    return acting(request, form, do) or render(
        request,
        "desk/gatherings/lessons.html",
        {
            "form": form if may.allowed else None,
            "may": may,
            "round": round_,
            "lessons": list(lessons_of(round_)),
            "crumbs": round_crumbs(round_, "What it taught"),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def lesson(request: HttpRequest, public_id: str, lesson_id: str) -> HttpResponse:
    """Say what was done about a lesson."""
    round_ = seen_round(request, public_id)
    found = Lesson.objects.filter(public_id=lesson_id, round=round_).first()
    if found is None:
        raise NotFound("There is no such lesson.", rule="programmes.lesson-exists")
    rules.WRITE_LESSON.require(actor_of(request), round_)
    kept = found
    form = form_for(request, DoneAboutItForm, initial={"done_about_it": found.done_about_it})
    back = reverse("desk:round-lessons", args=[public_id])

    def do() -> Done:
        actions.note_what_was_done(actor=actor_of(request), now=now_of(request), lesson=kept, **form.cleaned_data)
        return Done(back, "Kept with the lesson.")

    return acting(request, form, do) or _form(
        request, round_, form, "What was done about it", "Keep it", cancel=back, note=found.text
    )


def _seen(request: HttpRequest, public_id: str) -> Gathering:
    found = gathering_of(public_id)
    actor = actor_of(request)
    asked = actor.person_id is not None and found.attendances.filter(person=actor.person_id).exists()
    if not asked:
        rules.SEE_PROGRAMME.require(actor, found)
    return found


def _kept(request: HttpRequest, public_id: str) -> Gathering:
    found = _seen(request, public_id)
    rules.KEEP_GATHERING.require(actor_of(request), found)
    return found


def _page(found: Gathering) -> str:
    return reverse("desk:gathering", args=[found.public_id])


def _wanted(request: HttpRequest) -> dict[str, object]:
    initial: dict[str, object] = {
        key: request.GET.get(key, "")[:160] for key in ("kind", "title") if key in request.GET
    }
    with suppress(ValueError):
        initial["day"] = date.fromisoformat(request.GET.get("day", ""))
    return initial


def _form(
    request: HttpRequest,
    round_: Round,
    form: Form,
    heading: str,
    submit: str,
    *,
    cancel: str = "",
    lead: str = "",
    note: str = "",
) -> HttpResponse:
    return render(
        request,
        "desk/rounds/form.html",
        {
            "form": form,
            "crumbs": round_crumbs(round_, heading),
            "eyebrow": f"{round_.programme.name}, round {round_.label}",
            "heading": heading,
            "submit": submit,
            "lead": lead,
            "note": note,
            "cancel": cancel or reverse("desk:round", args=[round_.public_id]),
        },
    )
