from __future__ import annotations

from datetime import date

from bridgework.apps.programmes.models import Phase
from bridgework.apps.programmes.queries import PhaseLine
from bridgework.web.desk.rounds.picture import PhasesPicture, Strip, phases_picture
from bridgework.web.desk.rounds.words import TimelineRow


def row(label: str, start: date, end: date, began: date | None = None) -> TimelineRow:
    phase = Phase(label=label, planned_start=start, planned_end=end, actual_start=began)
    return TimelineRow(PhaseLine(phase, "planned", 0, 0), "planned", "To come", "")


def test_strips_lie_on_one_scale_with_today_and_the_months() -> None:
    rows = [
        row("A", date(2026, 1, 1), date(2026, 1, 10), began=date(2026, 1, 3)),
        row("B", date(2026, 1, 11), date(2026, 2, 9)),
    ]
    assert phases_picture(rows, date(2026, 1, 5)) == PhasesPicture(
        strips=(
            Strip("A", "planned", (0.0, 25.0), (5.0, 7.5)),
            Strip("B", "planned", (25.0, 75.0), None),
        ),
        today=10.0,
        months=(77.5,),
        first_words="January 2026",
        last_words="February 2026",
        is_cut=False,
    )


def test_a_last_phase_longer_than_all_before_it_is_cut() -> None:
    rows = [
        row("A", date(2026, 1, 1), date(2026, 1, 10)),
        row("B", date(2026, 1, 11), date(2028, 1, 9)),
    ]
    found = phases_picture(rows, date(2029, 1, 1))
    assert found is not None
    assert (found.is_cut, found.last_words, found.today) == (True, "April 2026", None)


def test_one_phase_needs_no_picture() -> None:
    assert phases_picture([row("A", date(2026, 1, 1), date(2026, 1, 10))], date(2026, 1, 1)) is None
