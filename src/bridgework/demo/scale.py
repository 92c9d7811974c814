"""Large invented programmes, to measure with: `bridgework demo --scale N`.

Written in bulk and not by the actions, which would take hours. What is written is what the actions would have left:
a test compares the ledger's rows with those its own projection makes. Every programme is labelled invented.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db import connection, transaction
from django.utils import timezone

from bridgework.apps.calendar.models import Body, BodyName
from bridgework.apps.people.models import Organisation, OrganisationName, Person, RoleHolding
from bridgework.apps.programmes.actions import load_types
from bridgework.apps.programmes.models import Phase, Programme, ProgrammeType, Round
from bridgework.apps.programmes.settings import settings_from_type
from bridgework.apps.questions.models import Challenge, Question
from bridgework.apps.reports.models import Recommendation, Report
from bridgework.demo.scale_rows import RoundRows
from bridgework.demo.scale_words import Words
from bridgework.kernel import audit, clock, roles
from bridgework.kernel.ids import new_public_id
from bridgework.kernel.permissions import SYSTEM
from bridgework.kernel.search import put_many
from bridgework.kernel.search.index import SEARCHABLES

ROUNDS: Final = 22
"""Rounds of one programme: one a year, the last of them running."""
QUESTIONS: Final = 25
"""Questions taken up in one round."""
A_QUESTION: Final = 10
"""Recommendations of one report, on average."""
_BODIES: Final = ("Environment Committee", "Communities Committee", "Scrutiny Committee", "Cabinet", "Health Board")
_SEARCHED: Final = {
    "questions.question": Question,
    "questions.challenge": Challenge,
    "reports.report": Report,
    "reports.recommendation": Recommendation,
}


@dataclass(frozen=True)
class Made:
    """What was added."""

    programmes: int
    rounds: int
    questions: int
    recommendations: int


def make_large(n_recommendations: int, *, say: Callable[[str], None] = print, seed: int = 1) -> Made:
    """Add invented programmes with `n_recommendations` between them, round by round, each in a transaction.

    `say` hears of every programme. The same seed gives the same texts and the same distribution on the same day.
    """
    now = clock.machine_now()
    words = Words(seed)
    load_types(actor=SYSTEM, now=now)
    left, programmes, rounds, questions = n_recommendations, 0, 0, 0
    while left > 0:
        ground = _Ground.lay(words, now)
        programmes += 1
        # The running round comes first: it has no recommendations yet, and a small size should have it too.
        for back in range(ROUNDS):
            if left <= 0:
                break
            with transaction.atomic():
                rows = ground.round(back).write(most=left)
                _index(rows.round)
            left -= rows.recommendation_count
            rounds += 1
            questions += rows.question_count
        say(f"{ground.programme.name}: {n_recommendations - max(left, 0):,} of {n_recommendations:,} recommendations.")
    _look_at_sizes()
    return Made(programmes, rounds, questions, n_recommendations - left)


def _index(round_: Round) -> None:
    for kind, model in _SEARCHED.items():
        put_many(SEARCHABLES[kind](model._default_manager.filter(scope__under=round_.scope).order_by("pk")))


def _look_at_sizes() -> None:
    """Let the database count its tables, so that it plans for their size from the first question on."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@dataclass
class _Ground:
    """One programme with what stands before a question is asked."""

    programme: Programme
    bodies: list[Body]
    words: Words
    now: datetime

    @classmethod
    @transaction.atomic
    def lay(cls, words: Words, now: datetime) -> _Ground:
        place = words.one("place")
        number = Programme.objects.filter(slug__startswith="measured-").count() + 1
        council = _organisation("council", f"{place} County Council (invented)", now)
        university = _organisation("university", f"University of {place} (invented)", now)
        kind = ProgrammeType.objects.filter(key="policy-challenges").order_by("-version")[0]
        public_id = new_public_id()
        programme = Programme.objects.create(
            public_id=public_id,
            scope=public_id,
            created_at=now,
            name=f"{place} Policy Challenges {number} (invented)",
            slug=f"measured-{number}",
            summary="This programme is invented: it was made to measure with.",
            default_type=kind,
            council=council,
            university=university,
            settings=settings_from_type(kind.data).as_data(),
            is_invented=True,
        )
        audit.record(actor=SYSTEM, now=now, verb="make_large", on=programme)
        _staff(programme, number, now)
        return cls(programme, [_body(council, name, words, now) for name in _BODIES], words, now)

    def round(self, back: int) -> RoundRows:
        """The round of so many years ago, without its questions."""
        today = timezone.localdate(self.now)
        year = today.year - back
        public_id = new_public_id()
        round_ = Round.objects.create(
            public_id=public_id,
            scope=f"{self.programme.scope}/{public_id}",
            created_at=self.now,
            programme=self.programme,
            type=self.programme.default_type,
            label=f"{self.programme.name.removesuffix(' (invented)')}, {year}",
            year=year,
            opened_on=f"{year - 1}-11",
            state="closed" if back else "running",
            state_since=self.now,
        )
        _phases(round_, today)
        return RoundRows(round_, self.bodies, self.words, self.now, QUESTIONS, A_QUESTION, runs=back == 0)


def _organisation(kind: str, name: str, now: datetime) -> Organisation:
    organisation = Organisation.objects.create(created_at=now, kind=kind, is_invented=True)
    OrganisationName.objects.create(organisation=organisation, name=name)
    return organisation


def _body(council: Organisation, name: str, words: Words, now: datetime) -> Body:
    body = Body.objects.create(
        created_at=now,
        organisation=council,
        kind="executive" if name == "Cabinet" else "committee",
        reply_days=60 if words.chance(0.6) else None,
        is_invented=True,
    )
    BodyName.objects.create(body=body, name=f"{name} of {council.names.get().name}")
    return body


def _staff(programme: Programme, number: int, now: datetime) -> None:
    for role in (roles.PROGRAMME_LEAD, roles.COORDINATOR):
        person = Person.objects.create(
            created_at=now,
            name=f"Invented {roles.ROLES[role].label} {number}",
            scope=programme.scope,
            email=f"{role.replace('_', '-')}-{number}@measured.example",
            is_invented=True,
        )
        RoleHolding.objects.create(
            created_at=now, person=person, role=role, scope=programme.scope, starts_on=date(2000, 1, 1)
        )


def _phases(round_: Round, today: date) -> None:
    """The phases of the type, one after the other; those of a closed round lie in its year."""
    start = today - timedelta(days=200) if round_.state == "running" else date((round_.year or today.year) - 1, 11, 1)
    phases = []
    for order, one in enumerate(round_.type.data["phases"], start=1):
        end = start + timedelta(weeks=int(one.get("weeks") or 4))
        phases.append(
            Phase(
                public_id=new_public_id(),
                created_at=round_.created_at,
                scope=round_.scope,
                round=round_,
                key=one["key"],
                order=order,
                label=one["name"],
                public_label=one.get("public_name", one["name"]),
                switches=one.get("switches", []),
                planned_start=start,
                planned_end=end,
                actual_start=start if start <= today else None,
                actual_end=end if end < today else None,
            )
        )
        start = end + timedelta(days=1)
    Phase.objects.bulk_create(phases)
