"""What is not known of a recommendation is said once."""

from __future__ import annotations

import pytest

from bridgework.web.public.presenting import not_known_sentence

ALL = frozenset({"decision", "reported", "checked", "observed"})


@pytest.mark.parametrize(
    ("known", "is_history", "refused", "said"),
    [
        (ALL, True, False, ""),
        (ALL - {"observed"}, True, False, "We could not find what changed."),
        (
            frozenset(),
            True,
            False,
            "We could not find what was decided, what was done, whether anybody checked or what changed.",
        ),
        (ALL - {"checked", "observed"}, False, False, "It is not known yet whether anybody checked or what changed."),
        (
            frozenset({"decision"}),
            False,
            True,
            "It was not agreed, so nothing more is expected of anybody.",
        ),
    ],
)
def test_what_is_not_known_is_one_sentence(known: frozenset[str], is_history: bool, refused: bool, said: str) -> None:
    assert not_known_sentence(known, is_history=is_history, refused=refused) == said
