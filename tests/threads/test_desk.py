from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bridgework.apps.programmes.models import Round
from bridgework.apps.programmes.queries import round_of
from bridgework.apps.questions.models import Challenge
from bridgework.apps.workspace.models import Milestone, Request, TeamMeeting, TeamMeetingAttendance
from bridgework.kernel.permissions import Actor
from bridgework.threads.desk import DeskCard, DeskFilter, DeskWait, round_desk
from tests.cast import NOW, Cast, give_role, make_cast, make_challenge, make_person, settle_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    found = make_cast()
    found.challenge.target_meeting = found.meeting
    found.challenge.save()
    return found


def desk(cast: Cast, days: int = 0, only: DeskFilter | None = None) -> Any:
    round_: Round = round_of(cast.round.public_id)
    return round_desk(round_, actor=cast.actor("lead"), now=NOW + timedelta(days=days), only=only)


def card(cast: Cast, days: int = 0) -> DeskCard:
    found: DeskCard = next(one for one in desk(cast, days).cards if one.code == cast.challenge.code)
    return found


def ask(
    cast: Cast, *, wanted_by: date | None = None, state: str = "waiting", challenge: Challenge | None = None
) -> None:
    place = challenge or cast.challenge
    Request.objects.create(
        created_at=NOW,
        scope=place.scope,
        challenge=place,
        text="Who can tell us what the subsidised routes cost?",
        made_by=cast.person("researcher"),
        asked_of=cast.person("officer"),
        asked_at=NOW,
        wanted_by=wanted_by,
        state=state,
        state_since=NOW,
    )


def plan(cast: Cast, working_days: int, planned_on: date = date(2026, 8, 3)) -> Milestone:
    return Milestone.objects.create(
        created_at=NOW,
        scope=cast.challenge.scope,
        challenge=cast.challenge,
        key="draft_report",
        label="Draft of the report",
        order=1,
        planned_on=planned_on,
        working_days=working_days,
        holder="team_lead",
    )


def test_a_card_says_stage_since_when_owner_and_team(cast: Cast) -> None:
    found = card(cast, days=5)
    assert (found.stage_words, found.days_in_stage, found.owner, found.team) == (
        "under way",
        5,
        "Helen Marsh",
        "4 people",
    )


def test_an_unanswered_request_says_who_waits_on_whom_and_how_long(cast: Cast) -> None:
    ask(cast, wanted_by=date(2026, 3, 16))
    (found,) = card(cast, days=19).waits
    assert isinstance(found, DeskWait)
    assert (found.on_role, found.on_name, found.by) == ("supporting officer", "Priya Nair", "the team")
    assert (found.wait.words, found.overdue) == ("19 days (14 working days)", True)


def test_an_answered_request_waits_on_nobody(cast: Cast) -> None:
    ask(cast, state="answered")
    assert card(cast, days=19).waits == ()


def test_a_plan_with_room_makes_its_committee(cast: Cast) -> None:
    plan(cast, working_days=10)
    found = card(cast).aim
    assert (found.word, found.where, found.on) == (
        "Will make it",
        "Transport and Communities Committee",
        date(2026, 9, 17),
    )


def test_a_plan_without_room_will_miss_it_and_says_by_how_much(cast: Cast) -> None:
    plan(cast, working_days=200, planned_on=date(2027, 1, 5))
    found = card(cast).aim
    assert (found.word, found.is_late, found.working_days_late) == ("Will miss it", True, 57)


def test_a_step_past_its_day_is_behind_even_where_there_is_room(cast: Cast) -> None:
    plan(cast, working_days=5, planned_on=date(2026, 3, 1))
    found = card(cast)
    assert found.aim.word == "Behind its plan"
    assert [(one.what, one.on_role, one.overdue) for one in found.waits] == [("Draft of the report", "team lead", True)]


def test_without_a_date_nothing_is_promised(cast: Cast) -> None:
    cast.challenge.target_meeting = None
    cast.challenge.save()
    settle_at(cast)
    found = card(cast).aim
    assert (found.word, found.where, found.on) == ("No date to aim at", "Transport and Communities Committee", None)


def test_interest_fades_after_21_days_of_silence_on_something_asked(cast: Cast) -> None:
    ask(cast)
    on_day_21, on_day_22 = card(cast, days=21).fading, card(cast, days=22).fading
    # The officer has held the role since last year and never replied: the role's first day is the last sign.
    assert [one.name for one in on_day_21] == ["Priya Nair"]
    TeamMeetingAttendance.objects.create(team_meeting=_meeting(cast), person=cast.person("officer"), attended=True)
    assert card(cast, days=21).fading == ()
    assert [one.role for one in on_day_22] == ["supporting officer"]


def test_silence_is_no_sign_where_nothing_was_asked(cast: Cast) -> None:
    assert card(cast, days=300).fading == ()


def _meeting(cast: Cast) -> TeamMeeting:
    return TeamMeeting.objects.create(
        created_at=NOW,
        scope=cast.challenge.scope,
        challenge=cast.challenge,
        starts_at=NOW + timedelta(days=1),
        state="held",
        state_since=NOW,
    )


def test_the_filter_lets_through_what_it_says(cast: Cast) -> None:
    ask(cast, wanted_by=date(2026, 3, 16))
    _more(cast, 1)
    counts = {
        show: len(desk(cast, 19, DeskFilter(show=show)).cards) for show in ("", "waiting", "overdue", "late", "fading")
    }
    assert counts == {"": 2, "waiting": 1, "overdue": 1, "late": 0, "fading": 1}
    assert [one.code for one in desk(cast, 19, DeskFilter(text="BUSES")).cards] == ["2026-rural-buses"]


def test_what_a_conflict_hides_is_not_on_the_desk(cast: Cast) -> None:
    lead = cast.actor("lead")
    hidden = Actor(
        lead.person_id, lead.public_id, lead.name, None, lead.holdings, frozenset({cast.challenge.public_id})
    )
    found = round_desk(round_of(cast.round.public_id), actor=hidden, now=NOW)
    assert (found.cards, found.total) == ((), 0)


def _more(cast: Cast, number: int) -> None:
    for count in range(number):
        _, challenge = make_challenge(cast.programme, cast.round, f"Another {count}", f"2026-another-{count}")
        ask(cast, challenge=challenge, state="answered")
        person = make_person(f"Somebody {count}")
        give_role(person, "supporting_officer", challenge.scope)


@pytest.mark.parametrize("challenges", [1, 3])
def test_the_queries_do_not_grow_with_the_challenges(cast: Cast, challenges: int) -> None:
    ask(cast)
    plan(cast, working_days=10)
    settle_at(cast)
    _more(cast, challenges - 1)
    round_ = round_of(cast.round.public_id)
    actor = cast.actor("lead")
    with CaptureQueriesContext(connection) as queries:
        assert len(round_desk(round_, actor=actor, now=NOW).cards) == challenges
    assert len(queries) == 14
