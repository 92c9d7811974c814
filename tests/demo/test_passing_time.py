"""Stories take their turns, and none is dated after the present."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bridgework.demo.invented.passing_time import play
from bridgework.demo.invented.stage import Stage, Story

pytestmark = pytest.mark.django_db
JUST_AFTER_MIDNIGHT = datetime(2026, 11, 24, 0, 1, tzinfo=UTC)


def story(stage: Stage, told: list[datetime], moments: list[datetime]) -> Story:
    for moment in moments:
        yield moment
        told.append(stage.now)


def test_what_belongs_to_this_morning_has_happened_by_now() -> None:
    stage = Stage(today=JUST_AFTER_MIDNIGHT.date(), now=JUST_AFTER_MIDNIGHT - timedelta(hours=2))
    told: list[datetime] = []
    earlier = JUST_AFTER_MIDNIGHT - timedelta(hours=1)
    play(stage, [story(stage, told, [earlier, JUST_AFTER_MIDNIGHT.replace(hour=8)])], until=JUST_AFTER_MIDNIGHT)
    assert told == [earlier, JUST_AFTER_MIDNIGHT]


def test_no_story_goes_on_tomorrow() -> None:
    stage = Stage(today=JUST_AFTER_MIDNIGHT.date(), now=JUST_AFTER_MIDNIGHT)
    with pytest.raises(ValueError, match="goes on at"):
        play(stage, [story(stage, [], [JUST_AFTER_MIDNIGHT + timedelta(days=1)])], until=JUST_AFTER_MIDNIGHT)
