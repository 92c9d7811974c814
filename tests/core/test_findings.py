"""What a finding warns of."""

from __future__ import annotations

import pytest

from bridgework.core.findings import Rest, warnings

ONE = "It rests on one source only."
NO_SEARCH = "Nobody has noted a search for what speaks against it."
OLD = "All its sources are older than 10 years; the latest is of 2015."


@pytest.mark.parametrize(
    ("rests", "looked", "said"),
    [
        ([], True, ["It rests on no source."]),
        ([Rest("supports", 2015)], False, [ONE, NO_SEARCH, OLD]),
        ([Rest("supports", 2016), Rest("supports", 2001)], True, []),
        ([Rest("supports", 2015), Rest("contradicts", 2014)], False, [OLD]),
        ([Rest("supports", None), Rest("supports", 2001)], True, []),
    ],
)
def test_a_finding_says_what_to_look_at(rests: list[Rest], looked: bool, said: list[str]) -> None:
    assert warnings(rests, looked_for_the_contrary=looked, this_year=2026) == said
