"""Word pieces: the rules of the model's own tokenizer, and the shipped vocabulary.

The numbers of the sentences were taken from the tokenizer that the model was published with.
"""

from __future__ import annotations

import pytest

from bridgework.core.encoding.encoder import word_pieces
from bridgework.core.encoding.wordpiece import WordPieces

SMALL = ["[UNK]", "[CLS]", "[SEP]", "peat", "##land", "##s", "-", "東"]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Peatlands", [3, 4, 5]),
        ("  PÉAT-peat\t", [3, 6, 3]),
        ("peatbog", [0]),
        ("東peat", [7, 3]),
        ("pe\x00at\u200bs", [3, 5]),
        ("p" * 101, [0]),
    ],
)
def test_the_longest_known_pieces_from_the_left(text: str, pieces: list[int]) -> None:
    assert WordPieces(SMALL).numbers(text, 20) == [1, *pieces, 2]


def test_a_text_is_cut_within_its_marks() -> None:
    assert WordPieces(SMALL).numbers("peat " * 50, 5) == [1, 3, 3, 3, 2]


def test_the_shipped_vocabulary_numbers_as_the_models_own_tokenizer_does() -> None:
    assert word_pieces().numbers("Café naïve – it’s £5, re-wetted peatland?", 64) == [
        101,
        7668,
        15743,
        1516,
        2009,
        1521,
        1055,
        27813,
        1010,
        2128,
        1011,
        4954,
        3064,
        23366,
        3122,
        1029,
        102,
    ]
