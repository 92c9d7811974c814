"""What every page of a challenge's work shows: the way here, the places of the work, who and when."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from bridgework.apps.people.models import Person
from bridgework.apps.questions.models import Challenge
from bridgework.apps.workspace.queries import PersonHere, people_here, work_of
from bridgework.apps.workspace.rules import SEE
from bridgework.web.ui.acting import actor_of, now_of
from bridgework.web.ui.forms import Form

PLACES: Final = (
    ("Overview", "workspace:home"),
    ("Meetings", "workspace:meetings"),
    ("Requests", "workspace:requests"),
    ("Evidence", "workspace:evidence"),
    ("Propositions", "workspace:propositions"),
    ("Plan", "workspace:plan"),
    ("Files", "workspace:files"),
    ("Report", "workspace:reports"),
)


def work_shown(request: HttpRequest, public_id: str) -> Challenge:
    """The challenge whose work is asked for, if it is the reader's to see."""
    return work_of(actor_of(request), public_id)


def frame(request: HttpRequest, challenge: Challenge, here: str, page: str = "") -> dict[str, Any]:
    """What `workspace/base.html` takes. `here` is the address name of the place, `page` this page below it."""
    seen = SEE.may(actor_of(request), challenge).allowed
    title = challenge.question.title
    place = next((words for words, name in PLACES if name == here), "")
    crumbs = [("My questions", reverse("workspace:index"))]
    if here == "workspace:home" and not page:
        crumbs.append((title, ""))
    else:
        crumbs.append((title, reverse("workspace:home", args=[challenge.public_id]) if seen else ""))
        crumbs.append((place, reverse(here, args=[challenge.public_id]) if page and seen else ""))
        if page:
            crumbs.append((page, ""))
    return {
        "challenge": challenge,
        "crumbs": crumbs,
        "places": [(words, reverse(name, args=[challenge.public_id]), name == here) for words, name in PLACES]
        if seen
        else [],
        "now": now_of(request),
        "today": today_of(request),
    }


_PLAIN: Final[dict[str, Any]] = {"lead": "", "also": "", "notes": (), "keep_draft": True}


def form_shown(
    request: HttpRequest, context: dict[str, Any], form: Form, *, title: str, submit: str, back: str, **more: Any
) -> HttpResponse:
    """A page with one form: what it is, the form, one button named by its effect."""
    wanted = {
        "form": form,
        "title": title,
        "submit": submit,
        "back": back,
        "lead": "",
        "also": "",
        "notes": (),
        "keep_draft": True,
        **more,
    }
    return render(request, "workspace/form.html", context | wanted)


def counted(number: int, noun: str, several: str = "") -> str:
    """A number with its noun: `1 source`, `12 sources`; `several` is the word for many where an s is not enough."""
    return f"{number:,} {noun if number == 1 else several or f'{noun}s'}"


def today_of(request: HttpRequest) -> date:
    """The day of the request."""
    return timezone.localdate(now_of(request))


def moment_of(on: date, at: str) -> datetime:
    """A day and a time of day (`14:30`) as a moment."""
    hour, minute = at.split(":")
    return timezone.make_aware(datetime(on.year, on.month, on.day, int(hour), int(minute)))


def choices_of(people: list[PersonHere]) -> list[tuple[str, str]]:
    """People to choose from, each with what they are here for."""
    return [(one.public_id, f"{one.name}, {one.words}") for one in people]


def chosen_people(challenge: Challenge, on: date, public_ids: list[str]) -> list[Person]:
    """The people chosen, those on the challenge only."""
    here = {one.public_id: one.key for one in people_here(challenge, on)}
    return list(Person.objects.filter(pk__in=[here[one] for one in public_ids if one in here]).order_by("name", "id"))
