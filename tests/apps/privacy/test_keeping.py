"""What the settings promise to delete is announced, can be held back, and then goes."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from bridgework.apps.messages.actions import send_now
from bridgework.apps.messages.models import Message
from bridgework.apps.privacy import actions
from bridgework.apps.privacy.models import Disposal
from bridgework.apps.programmes.settings import words_of_settings
from bridgework.kernel.errors import InvalidInput, NotPermitted
from bridgework.kernel.permissions import SYSTEM
from bridgework.kernel.retention import RETENTIONS, months_before
from tests.cast import NOW, Cast, make_cast

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(days=800)


@pytest.fixture
def cast() -> Cast:
    made = make_cast()
    message = send_now(
        actor=SYSTEM, now=NOW, person=made.person("officer"), subject="News", body="Words.", why="You asked.",
        scope=made.programme.scope,
    )  # fmt: skip
    Message.objects.filter(pk=message.pk).update(state="sent", sent_at=NOW)
    return made


def keep(now: datetime) -> int:
    return actions.keep_promises(actor=SYSTEM, now=now)


def words() -> str:
    return Message.objects.get(person__name="Priya Nair", why="You asked.").body


def test_every_setting_that_promises_months_is_kept() -> None:
    promised = {key for key in words_of_settings() if key.endswith("_kept_months")}
    assert {one.setting for one in RETENTIONS.values()} == promised


def test_it_is_announced_first_and_goes_two_weeks_later(cast: Cast) -> None:
    assert (keep(LATER), words()) == (0, "Words.")
    announced = Disposal.objects.get()
    assert (announced.rule, announced.count, announced.goes_on) == (
        "messages",
        1,
        (LATER + actions.disposing.NOTICE).date(),
    )
    assert (keep(LATER + timedelta(days=13)), words()) == (0, "Words.")
    assert (keep(LATER + timedelta(days=14)), words()) == (1, "")
    announced.refresh_from_db()
    assert (announced.state, announced.done_count) == ("done", 1)
    assert keep(LATER + timedelta(days=15)) == 0


def test_nothing_is_announced_before_its_time(cast: Cast) -> None:
    assert (keep(NOW + timedelta(days=700)), Disposal.objects.count()) == (0, 0)


def test_the_lead_holds_it_back_until_a_day_with_a_reason(cast: Cast) -> None:
    keep(LATER)
    until = (LATER + timedelta(days=100)).date()
    with pytest.raises(NotPermitted):
        actions.hold_back(
            actor=cast.actor("coordinator"),
            now=LATER,
            disposal=Disposal.objects.get(),
            until=until,
            reason="A complaint.",
        )
    with pytest.raises(InvalidInput):
        actions.hold_back(
            actor=cast.actor("lead"), now=LATER, disposal=Disposal.objects.get(), until=date(2026, 1, 1), reason="Why"
        )
    actions.hold_back(
        actor=cast.actor("lead"), now=LATER, disposal=Disposal.objects.get(), until=until, reason="A complaint."
    )
    assert (keep(LATER + timedelta(days=50)), words()) == (0, "Words.")
    keep(LATER + timedelta(days=101))
    assert Disposal.objects.filter(state="announced").count() == 1


@pytest.mark.parametrize(
    ("months", "before"),
    [(1, date(2026, 2, 2)), (12, date(2025, 3, 2)), (3, date(2025, 12, 2)), (24, date(2024, 3, 2))],
)
def test_months_are_counted_by_the_calendar(months: int, before: date) -> None:
    assert months_before(NOW, months).date() == before
