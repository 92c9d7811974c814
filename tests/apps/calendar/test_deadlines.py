"""Which rule is in force for a committee, and what is counted with it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from bridgework.apps.calendar import actions, deadlines
from bridgework.apps.calendar.deadline_rules import KINDS, shipped_rules
from bridgework.kernel.errors import InvalidInput, NotPermitted
from bridgework.kernel.permissions import SYSTEM
from tests.cast import NOW, Cast, make_cast

pytestmark = pytest.mark.django_db
MEETING = date(2026, 4, 9)


@pytest.fixture
def cast() -> Cast:
    actions.load_bank_holidays(actor=SYSTEM, now=NOW, first_year=2025, last_year=2027)
    return make_cast()


def set_rule(cast: Cast, key: str, **given: Any) -> None:
    values: dict[str, Any] = {
        "starts_on": date(2026, 1, 1),
        "source": "constitution, part 4",
        "checked_by": "monitoring officer",
        "checked_on": date(2026, 1, 5),
    }
    actions.set_deadline_rule(actor=cast.actor("lead"), now=NOW, organisation=cast.council, key=key, **(values | given))


def govern(cast: Cast, model: str, **given: Any) -> None:
    actions.set_governance(actor=cast.actor("lead"), now=NOW, organisation=cast.council, model=model, **given)


def test_every_shipped_rule_has_its_words_and_a_source() -> None:
    assert {one.key for one in shipped_rules()} <= set(KINDS)
    assert [one.key for one in shipped_rules() if not one.source] == []


def test_five_clear_days_in_england_with_their_source(cast: Cast) -> None:
    found = deadlines.last_day_to_publish(cast.body, MEETING)
    assert (found.latest_publication, found.in_time) == (date(2026, 3, 30), None)
    rule = deadlines.ground_of(cast.council).rule("meeting-notice", cast.body, MEETING)
    assert rule is not None
    assert rule.provenance.endswith("; not yet checked by the council's own officers.")


def test_a_welsh_council_has_three_and_had_five_in_no_year(cast: Cast) -> None:
    govern(cast, "leader", nation="wales")
    assert deadlines.last_day_to_publish(cast.body, MEETING).latest_publication == date(2026, 4, 1)


def test_a_committee_s_own_number_goes_before_the_shipped_one(cast: Cast) -> None:
    cast.body.clear_days = 7
    assert deadlines.last_day_to_publish(cast.body, MEETING).latest_publication == date(2026, 3, 26)


def test_a_council_s_rule_holds_from_its_day_and_the_committee_s_goes_before_it(cast: Cast) -> None:
    set_rule(cast, "meeting-notice", number=6, starts_on=date(2026, 4, 1))
    before, after = date(2026, 3, 26), date(2026, 4, 9)
    assert [deadlines.last_day_to_publish(cast.body, day).notice.days for day in (before, after)] == [5, 6]
    set_rule(cast, "meeting-notice", number=8, body=cast.body)
    assert deadlines.last_day_to_publish(cast.body, after).notice.days == 8
    rule = deadlines.ground_of(cast.council).rule("meeting-notice", cast.body, after)
    assert rule is not None
    assert rule.provenance == "From constitution, part 4; checked by monitoring officer on Mon 5 January 2026."


def test_an_ended_rule_gives_way_to_the_one_before(cast: Cast) -> None:
    set_rule(cast, "meeting-notice", number=6)
    actions.end_deadline_rule(
        actor=cast.actor("lead"), now=NOW, rule=cast.council.deadline_rules.get(), last_day=date(2026, 4, 1)
    )
    assert deadlines.last_day_to_publish(cast.body, MEETING).notice.days == 5


def test_the_rules_of_executives_are_switched_by_the_dated_governance_model(cast: Cast) -> None:
    cast.body.kind = "executive"
    govern(cast, "committee")
    govern(cast, "leader", starts_on=date(2026, 5, 1))
    days = (MEETING, date(2026, 6, 11))
    found = [deadlines.key_decision_notice(cast.body, day) for day in days]
    assert [one.latest_publication if one else None for one in found] == [None, date(2026, 5, 13)]
    assert [deadlines.call_in_of(cast.body, day) is None for day in days] == [True, False]
    first, second = deadlines.private_meeting_notices(cast.body, days[1])
    assert first is not None
    assert second is not None
    assert (first.latest_publication, second.latest_publication) == (date(2026, 5, 13), date(2026, 6, 3))


def test_a_committee_of_a_council_with_an_executive_has_no_28_days(cast: Cast) -> None:
    govern(cast, "leader")
    assert deadlines.key_decision_notice(cast.body, MEETING) is None


def test_a_committee_system_council_may_have_them_by_its_constitution(cast: Cast) -> None:
    govern(cast, "committee")
    set_rule(cast, "key-decision-notice", number=28, counting="calendar")
    set_rule(cast, "call-in", number=3, at=time(12))
    found = deadlines.key_decision_notice(cast.body, MEETING)
    assert found is not None
    assert found.latest_publication == date(2026, 3, 11)
    called = deadlines.call_in_of(cast.body, MEETING)
    assert called is not None
    assert (called.ends_on, called.ends_at) == (date(2026, 4, 14), time(12))


def test_a_cut_off_hour_makes_an_evening_publication_count_a_day_later(cast: Cast) -> None:
    set_rule(cast, "cut-off", at=time(17))
    evening = datetime(2026, 3, 30, 17, 30, tzinfo=UTC)
    assert deadlines.last_day_to_publish(cast.body, MEETING, published=evening).in_time is False


def test_the_ground_of_a_council_is_read_in_four_queries_and_serves_every_paper(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(4):
        ground = deadlines.ground_of(cast.council)
        for day in (MEETING, date(2026, 6, 11)):
            deadlines.paper_timetable(cast.body, day, ground=ground)
            deadlines.retention_of(cast.body, day, ground=ground)


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        ({"key": "noon"}, "calendar.deadline-rule"),
        ({"key": "call-in", "number": None}, "calendar.deadline-number"),
        ({"key": "call-in", "number": 400}, "calendar.deadline-number"),
        ({"key": "cut-off"}, "calendar.deadline-hour"),
        ({"key": "call-in", "number": 5, "counting": "moons"}, "calendar.counting"),
        ({"key": "call-in", "number": 5, "source": " "}, "calendar.deadline-rule-source"),
        ({"key": "call-in", "number": 5, "checked_by": ""}, "calendar.deadline-rule-source"),
    ],
)
def test_a_rule_that_cannot_be_is_refused(cast: Cast, given: dict[str, Any], rule: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        set_rule(cast, **given)
    assert refused.value.rule == rule


def test_a_clerk_sets_the_rule_of_the_committee_but_not_of_the_council(cast: Cast) -> None:
    given: dict[str, Any] = {
        "key": "meeting-notice",
        "number": 6,
        "starts_on": date(2026, 1, 1),
        "source": "standing orders",
        "checked_by": "clerk",
        "checked_on": date(2026, 1, 5),
        "organisation": cast.council,
    }
    actions.set_deadline_rule(actor=cast.actor("clerk"), now=NOW, body=cast.body, **given)
    with pytest.raises(NotPermitted):
        actions.set_deadline_rule(actor=cast.actor("clerk"), now=NOW, **given)
