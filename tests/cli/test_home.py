"""What a home is, and what it never becomes by mistake."""

from __future__ import annotations

from pathlib import Path

import pytest

from bridgework.cli.home import become_demonstration, demonstration_mark
from bridgework.cli.problems import Problem


def test_an_installation_of_ones_own_never_becomes_a_demonstration(tmp_path: Path) -> None:
    (tmp_path / "prepared").touch()
    with pytest.raises(Problem) as refusal:
        become_demonstration(tmp_path)
    assert "./run --empty" in refusal.value.hint
    assert not demonstration_mark(tmp_path).exists()


def test_a_fresh_home_and_a_demonstration_become_one(tmp_path: Path) -> None:
    become_demonstration(tmp_path)
    (tmp_path / "prepared").touch()
    become_demonstration(tmp_path)
    assert demonstration_mark(tmp_path).exists()
