from __future__ import annotations

import pytest

from bridgework.core.stemming import folded, placed_words, stem, words


# From the examples of Porter's paper, one or more of each step.
@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("caresses", "caress"),
        ("ponies", "poni"),
        ("cats", "cat"),
        ("feed", "feed"),
        ("agreed", "agre"),
        ("plastered", "plaster"),
        ("motoring", "motor"),
        ("sing", "sing"),
        ("conflated", "conflat"),
        ("troubled", "troubl"),
        ("hopping", "hop"),
        ("falling", "fall"),
        ("filing", "file"),
        ("happy", "happi"),
        ("sky", "sky"),
        ("relational", "relat"),
        ("conditional", "condit"),
        ("digitizer", "digit"),
        ("operator", "oper"),
        ("feudalism", "feudal"),
        ("hopefulness", "hope"),
        ("sensibiliti", "sensibl"),
        ("triplicate", "triplic"),
        ("formative", "form"),
        ("electrical", "electr"),
        ("goodness", "good"),
        ("revival", "reviv"),
        ("adjustable", "adjust"),
        ("replacement", "replac"),
        ("adoption", "adopt"),
        ("probate", "probat"),
        ("rate", "rate"),
        ("controll", "control"),
        ("roll", "roll"),
        ("it", "it"),
        ("2021", "2021"),
    ],
)
def test_stems_as_published(word: str, expected: str) -> None:
    assert stem(word) == expected


def test_folding_keeps_every_position() -> None:
    text = "Café Ŵŷ Straße İ ok"

    assert len(folded(text)) == len(text)
    assert folded("Café Ŵŷ") == "cafe wy"
    assert [text[start:end] for start, end, _ in placed_words(text)] == ["Café", "Ŵŷ", "Straße", "İ", "ok"]


def test_words_are_runs_of_letters_and_digits() -> None:
    assert words("Net-zero: the council's 2021 plan_b") == ["net", "zero", "the", "council", "s", "2021", "plan", "b"]
