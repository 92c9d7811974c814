"""What the stories share: the day everything is counted from, the present moment, and who and what there is."""

from __future__ import annotations

import secrets
from collections.abc import Generator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from bridgework.apps.applications.models import Application, Call
from bridgework.apps.calendar.models import Body, CommitteeMeeting
from bridgework.apps.participation.actions import answer_by_link, make_code
from bridgework.apps.participation.models import LinkAnswer, PersonalLink
from bridgework.apps.participation.queries import needs_code, purpose_of
from bridgework.apps.participation.tokens import Sealed
from bridgework.apps.people.models import Organisation, Person
from bridgework.apps.people.queries import actor_for
from bridgework.apps.programmes.models import Programme, Round
from bridgework.apps.questions.models import Challenge, Question
from bridgework.apps.reports.models import Report
from bridgework.apps.teams.models import Team
from bridgework.kernel.links import Given
from bridgework.kernel.permissions import Actor

Story = Generator[datetime]
"""Yields the moment at which it wants to go on."""


@dataclass
class Stage:
    """`now` is the moment of the story that has its turn; the rest is found by short keys."""

    today: date
    now: datetime
    programme: Programme = field(init=False)
    call: Call = field(init=False)
    next_call: Call = field(init=False)
    people: dict[str, Person] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    bodies: dict[str, Body] = field(default_factory=dict)
    meetings: dict[str, CommitteeMeeting] = field(default_factory=dict)
    rounds: dict[str, Round] = field(default_factory=dict)
    questions: dict[str, Question] = field(default_factory=dict)
    challenges: dict[str, Challenge] = field(default_factory=dict)
    applications: dict[str, Application] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    reports: dict[str, Report] = field(default_factory=dict)

    def day(self, days: int) -> date:
        """A working day about so many days from today: a weekend's becomes the Friday before."""
        found = self.today + timedelta(days=days)
        return found - timedelta(days=max(0, found.weekday() - 4))

    def at(self, days: int, hour: int = 10, minute: int = 0, *, exact: bool = False) -> datetime:
        """A moment on that day, local time; with `exact` on that very day, weekend or not."""
        day = self.today + timedelta(days=days) if exact else self.day(days)
        return datetime.combine(day, time(hour, minute), tzinfo=timezone.get_default_timezone())

    def person(self, key: str) -> Person:
        """One of the people."""
        return self.people[key]

    def actor(self, key: str) -> Actor:
        """One of the people, with the roles they hold at this moment."""
        return actor_for(self.people[key], self.now)

    def challenge(self, key: str) -> Challenge:
        """A challenge as it stands now."""
        found = self.challenges[key]
        found.refresh_from_db()
        return found

    def month(self, days: int) -> str:
        """A partial date: the month of that day."""
        return f"{self.day(days):%Y-%m}"

    def answer_by_mail(
        self, key: str, purpose: str, record_public_id: str, choice: str, text: str = "", on: date | None = None
    ) -> LinkAnswer:
        """Let somebody answer with the personal link that was sent to them."""
        link = (
            PersonalLink.objects.filter(
                person=self.people[key], purpose=purpose, record_public_id=record_public_id, revoked_at=None
            )
            .order_by("-id")
            .first()
        )
        if link is None:
            raise LookupError(f"No link for {purpose} was sent to {key}.")
        card = purpose_of(purpose).card(record_public_id, link.person_id)
        sealed = Sealed(Given(choice, text, on, card.binding), secrets.token_urlsafe(16))
        code = make_code(now=self.now, link=link, sealed=sealed) if needs_code(link) else ""
        return answer_by_link(now=self.now, link=link, sealed=sealed, code=code)
