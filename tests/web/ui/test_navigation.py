"""Which entry of the menu a page lies under."""

from __future__ import annotations

import pytest

from bridgework.kernel.permissions import Actor, Holding
from bridgework.web.ui.navigation import menu

COORDINATOR = Actor(person_id=1, holdings=(Holding("coordinator", "a"),))


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/desk/", ["My work"]),
        ("/desk/rounds/x/desk/", ["Rounds"]),
        ("/desk/formation/x/", ["Rounds"]),
        ("/desk/account/", []),
        ("/committee/overview/", ["Committee papers"]),
    ],
)
def test_a_page_lies_under_one_entry_or_none(path: str, shown: list[str]) -> None:
    assert [one.text for one in menu(path=path, actor=COORDINATOR) if one.current] == shown
    assert [one.text for one in menu(path=path) if one.current] == []
