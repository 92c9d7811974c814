"""Which word was likely meant."""

from __future__ import annotations

import pytest

from bridgework.core.spelling import counted, nearest

VOCABULARY = counted([["carbon", "emissions", "peat"], ["carbon", "residents", "flooding"], ["councillor", "2019"]])


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("carbn", "carbon"),
        ("emisions", "emissions"),
        ("floding", "flooding"),
        ("residnets", "residents"),
        ("carbon", ""),
        ("xylophone", ""),
        ("pea", ""),
    ],
)
def test_one_slip_is_forgiven(word: str, meant: str) -> None:
    assert nearest(word, VOCABULARY) == meant


def test_numbers_and_short_words_are_no_vocabulary() -> None:
    assert counted([["2019", "bus", "buses"]]) == {"buses": 1}
