"""A question whose round takes applications no more: what that means, and what is possible instead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from bridgework.apps.applications.models import Call
from bridgework.apps.applications.queries import calls_over
from bridgework.apps.applications.rules import RUN_CALL
from bridgework.apps.programmes.queries import round_named
from bridgework.apps.questions.models import Challenge, Question
from bridgework.apps.questions.rules import DECIDE_QUESTION, SET_ASIDE
from bridgework.apps.teams.rules import COMPOSE
from bridgework.core.reading import human_date
from bridgework.kernel.permissions import Actor
from bridgework.web.desk.questions.place import open_rounds

Way = tuple[str, str]
"""What is possible, in words, and its address; without one where it is done after this page."""


@dataclass(frozen=True)
class Late:
    """Why nobody can apply, and what is possible."""

    words: str
    ways: tuple[Way, ...]


def late_for_taking_up(actor: Actor, question: Question, today: date) -> Late | None:
    """What to know before a question is taken up; nothing while people can still apply. Two queries at most."""
    over = calls_over([question.round], today).get(question.round.pk) if question.round else None
    if question.round is None or over is None:
        return None
    ways: list[Way] = []
    others = [one for one in open_rounds(question.programme) if one.pk != question.round_id]
    if others and DECIDE_QUESTION.may(actor, question).allowed:
        ways.append(
            ("Place it in another round first", reverse("desk:question-step", args=[question.public_id, "place"]))
        )
    ways.append(("Take it up here, and form its team by hand out of those who applied", ""))
    ways.extend(_let_in(actor, over[0], "Take it up here, and let people apply late with an access code"))
    label = round_named(question.round.label)
    return Late(
        f"Nobody can apply for it in {label} any more: its call for applicants closed on {human_date(over[1])}.",
        tuple(ways),
    )


def late_without_team(actor: Actor, challenge: Challenge, today: date) -> Late | None:
    """What to know of a question that looks for a team after its call; nothing while people can still apply."""
    over = calls_over([challenge.round], today).get(challenge.round_id)
    if challenge.state != "open" or over is None or challenge.round.programme.is_history:
        return None
    ways: list[Way] = []
    if COMPOSE.may(actor, challenge).allowed:
        ways.append(
            ("Form a team by hand out of those who applied", reverse("desk:team-start", args=[challenge.public_id]))
        )
    ways.extend(_let_in(actor, over[0], "Let people apply late with an access code"))
    if SET_ASIDE.may(actor, challenge).allowed:
        ways.append(
            (
                "Set it aside, and offer it to another round",
                reverse("desk:challenge-step", args=[challenge.public_id, "set-aside"]),
            )
        )
    return Late(
        f"Nobody can apply for it any more: the call for applicants closed on {human_date(over[1])}.", tuple(ways)
    )


def _let_in(actor: Actor, call: Call, words: str) -> list[Way]:
    if not RUN_CALL.may(actor, call).allowed:
        return []
    return [(words, reverse("desk:access-code-new", args=[call.public_id]))]
