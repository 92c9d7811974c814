"""Ties that people stated; shared places are tried in tests/apps/conflicts."""

from __future__ import annotations

from datetime import date

import pytest

from bridgework.core.conflicts import Named, Someone, Tie, computed_conflicts

ON = date(2026, 3, 2)


def someone(key: str, name: str, *named: Named, places: tuple[Tie, ...] = ()) -> Someone:
    return Someone(key, frozenset({name, f"{key}@example.org"}), places, named)


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        (Named("supervisor", "wen li"), ("supervisor and supervised",)),
        (Named("co_author", "Wen  LI."), ("co-authors",)),
        (Named("co_author", "w@example.org", date(2023, 3, 2)), ("co-authors",)),
        (Named("co_author", "w", date(2023, 3, 1)), ()),
        (Named("household", "w", date(1999, 1, 1)), ("one household or family",)),
        (Named("close", "Wendy Li"), ()),
        (Named("anything", "Wen Li"), ("a close tie that was declared",)),
    ],
)
def test_a_stated_tie_counts_whichever_of_the_two_stated_it(named: Named, expected: tuple[str, ...]) -> None:
    stated, other = someone("r", "Ines Marchetti", named), someone("w", "Wen Li")
    assert computed_conflicts(stated, other, on=ON) == computed_conflicts(other, stated, on=ON) == expected


def test_a_department_is_enough_where_one_organisation_was_not_stated() -> None:
    reviewer = someone("r", "Ines", places=(Tie("r", "uni", "Physics"),))
    applicants = [someone("w", "Wen", places=(Tie("w", "", department),)) for department in ("physics", "History", "")]
    assert [computed_conflicts(reviewer, one, on=ON) for one in applicants] == [
        ("the same department (Physics), now",),
        (),
        (),
    ]


def test_nobody_judges_themself() -> None:
    assert computed_conflicts(someone("w", "Wen"), someone("w", "Wen"), on=ON) == ("the same person",)
