"""The supervisor with real processes: it starts again what crashes, and nothing outlives it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.processes import lives

from bridgework.cli.supervisor import keep_log_short

# A supervisor whose child writes its own number and sleeps, following its parent as ours do.
CHILD = """
import os, pathlib, sys, time
from bridgework.cli.lifeline import follow_parent
follow_parent(int(sys.argv[-1]))
with pathlib.Path(sys.argv[1]).open("a") as file:
    print(os.getpid(), file=file)
time.sleep(60)
"""
PARENT = """
import pathlib, sys
from bridgework.cli import supervisor
folder = pathlib.Path(sys.argv[1])
class Sleeper(supervisor.Child):
    def command(self): return [sys.executable, str(folder / "child.py"), str(folder / "numbers")]
one = Sleeper("sleeper", [], folder / "log")
keeper = supervisor.Supervisor([one], say=lambda text: print(text, flush=True))
keeper.listen()
keeper.start(one)
try:
    keeper.watch()
finally:
    keeper.stop()
print("stopped", flush=True)
"""


def _until(true: Callable[[], bool], seconds: float = 10.0) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.05)
    return False


@pytest.fixture
def keeper(tmp_path: Path) -> Callable[[], subprocess.Popen[str]]:
    (tmp_path / "child.py").write_text(textwrap.dedent(CHILD))

    def start() -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-c", PARENT, str(tmp_path)], stdout=subprocess.PIPE, text=True, start_new_session=True
        )

    return start


def _numbers(folder: Path) -> list[int]:
    path = folder / "numbers"
    return [int(line) for line in path.read_text().split()] if path.exists() else []


def test_a_crashed_child_is_started_again_and_a_stop_leaves_none(
    tmp_path: Path, keeper: Callable[[], subprocess.Popen[str]]
) -> None:
    parent = keeper()
    assert _until(lambda: len(_numbers(tmp_path)) == 1)
    os.kill(_numbers(tmp_path)[0], signal.SIGKILL)
    assert _until(lambda: len(_numbers(tmp_path)) == 2)
    parent.send_signal(signal.SIGTERM)
    said, _nothing = parent.communicate(timeout=15)
    assert said == (f"The sleeper ended unexpectedly; starting it again in 0.5 s. See {tmp_path / 'log'}\nstopped\n")
    assert [lives(number) for number in _numbers(tmp_path)] == [False, False]


def test_a_killed_supervisor_leaves_no_child(tmp_path: Path, keeper: Callable[[], subprocess.Popen[str]]) -> None:
    parent = keeper()
    assert _until(lambda: len(_numbers(tmp_path)) == 1)
    parent.kill()
    parent.communicate(timeout=15)
    assert _until(lambda: not lives(_numbers(tmp_path)[0]))


def test_a_long_log_is_put_aside(tmp_path: Path) -> None:
    log = tmp_path / "server.log"
    log.write_bytes(b"x" * 5_000_001)
    keep_log_short(log)
    assert [path.name for path in tmp_path.iterdir()] == ["server.log.1"]
