"""The two commands a newcomer types."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from tests.arch.source import ROOT, tracked_files


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("BRIDGEWORK_", "DJANGO_"))}
    return subprocess.run(list(arguments), cwd=folder, env=ours, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("script", ["./run", "./test"])
def test_help_says_everything_it_can_do(script: str) -> None:
    done = _run(ROOT, script, "--help")
    assert done.returncode == 0
    first = [line.split("  ")[0] for line in done.stdout.splitlines() if line.startswith(script)]
    assert (
        first
        == {
            "./run": ["./run", "./run --port N", "./run --empty", "./run setup", "./run --help"],
            "./test": ["./test", "./test fast", "./test all", "./test --without-postgres", "./test --help"],
        }[script]
    )


@pytest.mark.parametrize(("script", "word"), [("./run", "nonsense"), ("./run", "--nonsense"), ("./test", "nonsense")])
def test_a_word_it_does_not_know(script: str, word: str) -> None:
    done = _run(ROOT, script, word)
    assert done.returncode == 2
    assert done.stderr.splitlines()[0] == f"{script} does not know “{word}”."


@pytest.mark.slow
def test_a_fresh_copy_sets_itself_up_and_the_second_time_has_nothing_to_do(tmp_path: Path) -> None:
    # A space in the name is what breaks scripts.
    copy = tmp_path / "a fresh copy"
    for path in tracked_files():
        target = copy / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, target)
    first = _run(copy, "./run", "setup")
    assert first.returncode == 0, first.stderr
    assert first.stderr.splitlines()[-1] == "Set up. Start it with ./run"
    assert (copy / "var" / "bridgework.sqlite3").exists()
    began = time.monotonic()
    second = _run(copy, "./run", "setup")
    assert second.stderr.splitlines() == ["Set up. Start it with ./run"]
    assert time.monotonic() - began < 3
    checked = _run(copy, str(copy / ".venv" / "bin" / "bridgework"), "check")
    assert checked.returncode == 0, checked.stdout
