"""The story of a question, told honestly."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bridgework.core.reading import PartialDate
from bridgework.core.threads import Fold, Known, ShownStation, Station, StationFacts, story

ALL = tuple(Station)
KNOWN = StationFacts(Known.KNOWN, "Something is known")
UNKNOWN = StationFacts(Known.UNKNOWN)


def keys(parts: tuple[ShownStation | Fold, ...]) -> list[object]:
    return [part.stations if isinstance(part, Fold) else part.station for part in parts]


@given(st.dictionaries(st.sampled_from(ALL), st.sampled_from([KNOWN, UNKNOWN, StationFacts(Known.NOT_YET)])))
def test_every_station_is_shown_once_in_order_and_folds_never_touch(facts: dict[Station, StationFacts]) -> None:
    parts = story(ALL, facts).parts
    shown: list[Station] = []
    for part in parts:
        shown.extend(part.stations if isinstance(part, Fold) else [part.station])
    assert shown == list(ALL)
    assert not any(isinstance(a, Fold) and isinstance(b, Fold) for a, b in pairwise(parts))


def test_the_trail_that_stops_at_the_committee() -> None:
    facts = {
        Station.QUESTION: KNOWN,
        Station.WORDING: KNOWN,
        Station.TEAM: UNKNOWN,
        Station.FINDING: KNOWN,
        Station.RECOMMENDATION: StationFacts(
            Known.KNOWN, "The report reached the Communities & Partnership Committee", PartialDate(2020, 1, 23)
        ),
        Station.DECISION: StationFacts(Known.UNKNOWN, missing="what it decided"),
    }
    found = story(ALL, facts)
    assert keys(found.parts) == [
        Station.QUESTION,
        Station.WORDING,
        (Station.TEAM,),
        Station.FINDING,
        Station.RECOMMENDATION,
        (Station.DECISION, Station.ACTION, Station.CHECK, Station.CHANGE),
    ]
    middle, end = found.parts[2], found.parts[-1]
    assert isinstance(middle, Fold)
    assert isinstance(end, Fold)
    assert middle.sentence == "We could not find who worked on it. If you know, tell us."
    assert end.sentence == (
        "The trail stops here. The report reached the Communities & Partnership Committee on 23 January 2020; "
        "we could not find what it decided or what came of it. If you know, tell us."
    )
    assert found.trail_goes_cold
    assert found.holding.sentence == "We do not know who holds it now."


def test_a_question_of_which_only_the_words_are_known() -> None:
    found = story(ALL, {Station.QUESTION: StationFacts(Known.KNOWN, "The question was asked", PartialDate(2018))})
    end = found.parts[-1]
    assert isinstance(end, Fold)
    assert end.sentence == (
        "The trail stops here. The question was asked in 2018; we could not find how it was worded or what came of it. "
        "If you know, tell us."
    )


def test_nothing_known_at_all_and_one_last_gap() -> None:
    nothing = story(ALL, {}).parts
    assert [part.sentence for part in nothing if isinstance(part, Fold)] == [
        "The trail stops here. We could not find who asked it or what came of it. If you know, tell us."
    ]
    last = story((Station.ACTION, Station.CHANGE), {Station.ACTION: StationFacts(Known.KNOWN, "A fund was set up.")})
    assert [part.sentence for part in last.parts if isinstance(part, Fold)] == [
        "The trail stops here. A fund was set up; we could not find what changed. If you know, tell us."
    ]


def test_a_station_a_programme_type_does_not_have_is_no_gap() -> None:
    stations = (Station.QUESTION, Station.TEAM, Station.ACTION, Station.CHANGE)
    facts = dict.fromkeys(stations, KNOWN) | {Station.CHANGE: StationFacts(Known.NOT_PART)}
    found = story(stations, facts)
    assert keys(found.parts) == [Station.QUESTION, Station.TEAM, Station.ACTION]
    assert not found.trail_goes_cold
    assert found.holding.sentence == "Nothing more is expected."


def test_what_is_still_to_come_is_not_unknown_and_says_who_holds_it() -> None:
    facts = {
        Station.QUESTION: KNOWN,
        Station.WORDING: KNOWN,
        Station.TEAM: KNOWN,
        Station.FINDING: StationFacts(
            Known.NOT_YET, holder="the team", next_step="the report", planned=PartialDate(2026, 9, 14)
        ),
    }
    found = story(ALL, facts)
    assert keys(found.parts) == list(ALL)
    assert found.holding.station is Station.FINDING
    assert found.holding.sentence == "With the team now. Next: the report, 14 September 2026."
    facts[Station.FINDING] = StationFacts(Known.NOT_YET)
    assert story(ALL, facts).holding.sentence == "Next: what was found."
