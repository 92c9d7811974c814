"""`bridgework start` as people use it: a real home, a real server and worker, real signals."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.processes import children_of

COMMAND = [sys.executable, "-m", "bridgework.cli.main"]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _environment(home: Path) -> dict[str, str]:
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("BRIDGEWORK_", "DJANGO_"))}
    return {**ours, "BRIDGEWORK_HOME": str(home)}


def _until(true: Callable[[], bool], seconds: float = 20.0) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.05)
    return False


def _get(port: int, path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except OSError:
        return 0
    finally:
        connection.close()


class Started:
    """A started installation and what it said."""

    def __init__(self, home: Path, port: int) -> None:
        self.home, self.port = home, port
        self.out = home.parent / f"out-{time.monotonic_ns()}"
        self.began = time.monotonic()
        with self.out.open("w") as out:
            self.process = subprocess.Popen(
                [*COMMAND, "start", "--empty", "--port", str(port)],
                env=_environment(home),
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def said(self) -> str:
        return self.out.read_text()

    def wait_until_ready(self) -> float:
        assert _until(lambda: "Ready: " in self.said() or self.process.poll() is not None, 90), self.said()
        assert f"Ready: http://127.0.0.1:{self.port}\n" in self.said()
        return time.monotonic() - self.began

    def children(self) -> list[int]:
        return children_of(self.process.pid)

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=30)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that has been prepared once."""
    folder = tmp_path_factory.mktemp("start") / "home"
    done = subprocess.run([*COMMAND, "prepare"], env=_environment(folder), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    return folder


@pytest.fixture
def started(home: Path) -> Iterator[Started]:
    running = Started(home, _free_port())
    yield running
    if running.process.poll() is None:
        running.process.kill()
        running.process.wait()


def test_a_start_serves_says_where_and_stops_cleanly(started: Started) -> None:
    started.wait_until_ready()
    assert _get(started.port, "/healthz") == 200
    second = subprocess.run(
        [*COMMAND, "start", "--port", str(_free_port())],
        env=_environment(started.home),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (second.returncode, second.stdout) == (
        0,
        f"Bridgework already runs at http://127.0.0.1:{started.port}.\n"
        f"Stop it with Ctrl-C where it was started or with: kill {started.process.pid}\n",
    )
    assert started.stop() == 0
    assert started.said().endswith("Stopped.\n")
    assert _get(started.port, "/healthz") == 0


def test_a_killed_server_comes_back(started: Started) -> None:
    started.wait_until_ready()
    assert _until(lambda: len(started.children()) == 2)
    for child in started.children():
        os.kill(child, signal.SIGKILL)
    assert _until(lambda: _get(started.port, "/healthz") == 0)
    assert _until(lambda: _get(started.port, "/healthz") == 200), started.said()
    assert started.stop() == 0


def test_nothing_outlives_a_killed_supervisor(started: Started) -> None:
    started.wait_until_ready()
    started.process.kill()
    started.process.wait()
    assert _until(lambda: _get(started.port, "/healthz") == 0)


def test_a_taken_port_is_named_with_a_free_one(home: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = int(taken.getsockname()[1])
        refused = subprocess.run(
            [*COMMAND, "start", "--port", str(port)],
            env=_environment(home),
            capture_output=True,
            text=True,
            check=False,
        )
    assert refused.returncode == 4
    first, second = refused.stderr.splitlines()
    assert first == f"bridgework: Another program uses port {port}."
    assert second.startswith("  Port ")
