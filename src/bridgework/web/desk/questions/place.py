"""Which programme the question desk shows, and the ways between its pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst

from bridgework.apps.applications.queries import calls_over
from bridgework.apps.library.rules import READ_NOTES
from bridgework.apps.programmes.models import Programme, Round
from bridgework.apps.programmes.queries import programmes_seen_by, round_named, rounds_of
from bridgework.apps.questions.rules import SEE_DESK, SEE_PROBLEMS
from bridgework.core.reading import human_date
from bridgework.kernel.errors import NotFound
from bridgework.kernel.permissions import Actor

Tabs = list[tuple[str, str, bool]]


def programmes_of(actor: Actor) -> list[Programme]:
    """The programmes at whose question desk the actor works; those that run before those told from sources."""
    seen = SEE_DESK.which(actor, programmes_seen_by(actor).select_related("council"))
    return sorted(seen, key=lambda one: (one.is_history, one.name))


def programme_for(request: HttpRequest, actor: Actor) -> Programme:
    """The programme the address names, else the actor's first. Raises `NotFound`."""
    programmes = programmes_of(actor)
    wanted = request.GET.get("programme", "")
    found = next((one for one in programmes if one.public_id == wanted), None)
    if found is None and not wanted and programmes:
        found = programmes[0]
    if found is None:
        raise NotFound(
            "There is no question desk here, or none that you may see.",
            rule=SEE_DESK.name,
            remedy="Ask the programme lead if you should be able to.",
        )
    return found


def tabs(actor: Actor, programme: Programme, shown: str) -> Tabs:
    """The pages of the desk, the one shown marked."""
    pages = [
        ("All questions", "desk:questions"),
        ("Shortlist", "desk:shortlist"),
        ("Bank", "desk:bank"),
    ]
    if SEE_PROBLEMS.may(actor, programme).allowed:
        pages.append(("Problems people brought", "desk:problems"))
    query = f"?programme={programme.public_id}"
    found = [(words, reverse(name) + query, name == shown) for words, name in pages]
    if READ_NOTES.may(actor, programme).allowed:
        # Readers write about every programme on one page, so the address names none.
        found.append(("The library", reverse("desk:library"), shown == "desk:library"))
        found.append(("What readers told us", reverse("desk:reader-notes"), shown == "desk:reader-notes"))
    return found


def crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way from the question desk to this page."""
    return [("Question desk", reverse("desk:questions")), *more]


def open_rounds(programme: Programme) -> list[Round]:
    """The rounds of a programme that are not closed, the latest first."""
    return list(rounds_of(programme).exclude(state="closed"))


def round_choices(rounds: Sequence[Round], today: date) -> list[tuple[str, str]]:
    """Rounds to choose from; those for which nobody can apply any more come last and say so. One query."""
    over = calls_over(rounds, today)
    return [
        (one.public_id, f"{capfirst(round_named(one.label))}{_closed(over[one.pk][1]) if one.pk in over else ''}")
        for one in sorted(rounds, key=lambda one: one.pk in over)
    ]


def first_of(choices: Sequence[tuple[str, str]]) -> str:
    """What is chosen beforehand; empty where there is nothing to choose."""
    return choices[0][0] if choices else ""


def _closed(on: date) -> str:
    return f" (its call for applicants closed on {human_date(on)})"
