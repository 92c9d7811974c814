from __future__ import annotations

from datetime import date

from bridgework.core.bank_holidays import proclaimed
from bridgework.core.deadlines import Notice
from bridgework.core.paper_timetable import Lengths, standing, timetable
from bridgework.core.planning import BlockedPeriod

ENGLAND = proclaimed("england", 2025, 2027)
MEETING = date(2026, 4, 9)


def test_a_paper_is_planned_backwards_over_easter() -> None:
    lengths = Lengths(Notice(5), forward_plan=Notice(28, "calendar"))
    assert [(one.key, one.starts_on, one.last_day) for one in timetable(MEETING, lengths, ENGLAND)] == [
        ("told", None, date(2026, 2, 24)),
        ("forward-plan", None, date(2026, 3, 11)),
        ("draft", date(2026, 3, 9), date(2026, 3, 20)),
        ("clearances", date(2026, 3, 23), date(2026, 3, 27)),
        ("final", None, date(2026, 3, 27)),
        ("publication", None, date(2026, 3, 30)),
    ]


def test_a_notice_longer_than_the_clerk_s_own_moves_the_final_version_before_it() -> None:
    lines = {one.key: one for one in timetable(MEETING, Lengths(Notice(10)), ENGLAND)}
    assert (lines["publication"].last_day, lines["final"].last_day) == (date(2026, 3, 23), date(2026, 3, 23))


def test_a_last_day_within_an_election_period_says_so() -> None:
    period = BlockedPeriod(date(2026, 3, 20), date(2026, 5, 7), "county election 2026")
    cautions = {
        one.key: one.caution for one in timetable(MEETING, Lengths(Notice(5)), ENGLAND, [period]) if one.caution
    }
    assert cautions == {
        "publication": "Mon 30 March 2026 lies in the election period (county election 2026). Ask the monitoring "
        "officer whether it may go out then."
    }


def test_how_a_line_stands() -> None:
    line = next(one for one in timetable(MEETING, Lengths(Notice(5)), ENGLAND) if one.key == "final")
    days = [date(2026, 3, 23), date(2026, 3, 24), date(2026, 3, 27), date(2026, 3, 28)]
    assert [standing(line, day, ENGLAND, done=False) for day in days] == ["planned", "soon", "soon", "late"]
    assert standing(line, days[-1], ENGLAND, done=True) == "done"
