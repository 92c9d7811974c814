"""“Walk one through”: six stops, each one real action; whether it was taken is read from the records themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from bridgework.apps.committees.models import Paper, Proposal, Resolution
from bridgework.apps.messages.models import Message
from bridgework.apps.people.models import Person
from bridgework.apps.programmes.models import Round
from bridgework.apps.questions.models import Challenge
from bridgework.apps.teams.models import TeamMember
from bridgework.apps.workspace.models import Request
from bridgework.demo.invented.applicants import APPLICANTS
from bridgework.demo.invented.people import PEOPLE
from bridgework.demo.invented.programme import SLUG
from bridgework.demo.invented.question_words import SLUGS

STOP: Final = "demo_walk_stop"
"""Session key: the number of the stop at which somebody is; absent while nobody walks."""
THREAD_SEEN: Final = "demo_walk_thread_seen"

APPLICANT: Final = APPLICANTS["stella"].name


@dataclass(frozen=True)
class Stop:
    """One stop: who one is, what one does, and what has happened once it is done."""

    number: int
    title: str
    person: str
    """Name of the invented person; empty for a visitor."""
    do: str
    happened: str
    address: Callable[[], str]
    is_done: Callable[[HttpRequest], bool]
    on_committee_day: bool = False


@dataclass(frozen=True)
class Strip:
    """The walk as a page shows it."""

    stop: Stop
    is_done: bool
    next_number: int
    """0 at the last stop."""
    count: int


def _challenge(key: str) -> Challenge:
    found = (
        Challenge.objects.filter(question__programme__slug=SLUG, code__endswith=SLUGS[key])
        .select_related("round")
        .order_by("-id")
        .first()
    )
    if found is None:
        raise LookupError("The invented programme is not loaded.")
    return found


def _silent_request() -> Request:
    found = Request.objects.filter(challenge=_challenge("buses"), asked_of__name=PEOPLE["contracts"][0])
    return found.order_by("-asked_at")[0]


def _round() -> Round:
    return _challenge("buses").round


def _paper() -> Paper:
    # The first of its question: the paper to mend came later.
    return Paper.objects.select_related("committee_meeting").filter(challenge=_challenge("school")).earliest("pk")


def _proposal() -> Proposal:
    return _paper().proposals.order_by("-order")[0]


def _place() -> TeamMember:
    return TeamMember.objects.filter(team__challenge=_challenge("carers"), person__name=APPLICANT).order_by("-id")[0]


def _mail(name: str, record_public_id: str) -> str:
    message = Message.objects.filter(person__name=name, link_record_public_id=record_public_id).order_by("-id").first()
    if message is None:
        return f"{reverse('demo:mailbox')}?person={Person.objects.get(name=name).public_id}"
    return reverse("demo:message", args=[message.public_id])


def _fading_address() -> str:
    return f"{reverse('desk:round-desk', args=[_round().public_id])}?show=waiting"


def _nudged(request: HttpRequest) -> bool:
    return Message.objects.filter(once_key__startswith="desk-note/", person__name=PEOPLE["contracts"][0]).exists()


STOPS: Final = (
    Stop(
        1,
        "See who is waiting",
        PEOPLE["coordinator"][0],
        "On “Buses after six”, somebody has not answered for weeks. Open the prepared note and send it.",
        "The note is on its way, and the desk remembers that you sent it.",
        _fading_address,
        _nudged,
    ),
    Stop(
        2,
        "Answer from the mailbox",
        "",
        "This is the message that went to the officer. Open its personal link, choose an answer and confirm it.",
        "The team has its answer. The officer needed no account, and a receipt went to the officer’s address.",
        lambda: _mail(PEOPLE["contracts"][0], _silent_request().public_id),
        lambda request: _silent_request().state != "waiting",
    ),
    Stop(
        3,
        "Read why this team",
        "",
        "This invitation went to an applicant. Open it, read why this team was chosen, and say yes or no.",
        "The coordinator sees the answer at once, and the application is settled.",
        lambda: _mail(APPLICANT, _place().public_id),
        lambda request: _place().state not in ("suggested", "invited"),
    ),
    Stop(
        4,
        "Publish the paper",
        PEOPLE["clerk"][0],
        "A paper on school meals is ready. You are the clerk: read it and publish it.",
        "The paper is public, and the question is before the committee.",
        lambda: reverse("committee:paper", args=[_paper().public_id]),
        lambda request: _paper().state not in ("draft", "ready"),
    ),
    Stop(
        5,
        "Change one word",
        PEOPLE["chair"][0],
        "It is committee day. You are the chair: choose “Agreed with changed words” and write “term” for “year”.",
        "Both wordings are kept, and the difference is shown wherever the proposal is.",
        lambda: reverse("committee:resolve", args=[_proposal().public_id]),
        lambda request: Resolution.objects.filter(proposal=_proposal(), superseded_by=None).exists(),
        on_committee_day=True,
    ),
    Stop(
        6,
        "See it all in public",
        "",
        "You are a visitor. This is the page that everybody can read: find the paper and the changed word on it.",
        "That is all of it: from the question to the decision, on one public page.",
        lambda: reverse("public:thread", args=[_challenge("school").code]),
        lambda request: bool(request.session.get(THREAD_SEEN)),
    ),
)


def committee_day() -> datetime:
    """The morning on which the committee of the fourth and fifth stop meets."""
    day = _paper().committee_meeting.on
    return datetime.combine(day, time(10, 30), tzinfo=timezone.get_default_timezone()) + timedelta(hours=2)


def strip_of(request: HttpRequest) -> Strip | None:
    """Where somebody's walk stands; None while they do not walk, or where there is nothing to walk through."""
    number = request.session.get(STOP)
    if not isinstance(number, int) or not 1 <= number <= len(STOPS):
        return None
    stop = STOPS[number - 1]
    try:
        if number == len(STOPS) and request.path == stop.address():
            request.session[THREAD_SEEN] = True
        done = stop.is_done(request)
    except (LookupError, Paper.DoesNotExist):
        return None
    return Strip(stop, done, number + 1 if number < len(STOPS) else 0, len(STOPS))


def first_open(request: HttpRequest) -> int:
    """The number of the first stop that is not done; the last one where all are."""
    return next((stop.number for stop in STOPS if not stop.is_done(request)), len(STOPS))


def all_done(request: HttpRequest) -> bool:
    """Whether every stop was walked; not so where there is nothing to walk through."""
    try:
        return all(stop.is_done(request) for stop in STOPS)
    except (LookupError, Paper.DoesNotExist):
        return False
