"""The flow of sources."""

from __future__ import annotations

from xml.etree.ElementTree import fromstring

import pytest

from bridgework.core.prisma import Judged, drawn, flow, outcome

EVERY = [
    Judged(is_duplicate=True),
    Judged(),
    Judged(title="differ"),
    Judged(title="exclude"),
    Judged(title="maybe"),
    Judged(title="include", full_text="exclude", reason="wrong <place>"),
    Judged(title="include", full_text="include"),
]


def test_every_source_is_counted_once_at_each_step() -> None:
    counts = flow(EVERY)
    assert [number for _, number in counts.rows()] == [7, 1, 2, 4, 1, 1, 2, 1, 1]
    assert counts.found == counts.duplicates + counts.waiting + counts.screened
    assert counts.screened == counts.left_out + counts.read + counts.not_read
    assert counts.read == counts.left_out_reading + counts.included


def test_the_picture_is_whole_whatever_the_reasons_are() -> None:
    assert "wrong <place>: 1" in fromstring(drawn(flow(EVERY))).attrib["aria-label"]


@pytest.mark.parametrize(
    ("latest", "settled", "stands"),
    [
        ({}, "", ""),
        ({1: "include"}, "", "include"),
        ({1: "include", 2: "include"}, "", "include"),
        ({1: "include", 2: "exclude"}, "", "differ"),
        ({1: "include", 2: "exclude"}, "exclude", "exclude"),
    ],
)
def test_two_people_who_differ_are_heard_until_it_is_settled(latest: dict[int, str], settled: str, stands: str) -> None:
    assert outcome(latest, settled) == stands
