"""Installations to measure: a home of their own, a database of a size, and the real server."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

COMMAND = [sys.executable, "-m", "bridgework.cli.main"]
DEMONSTRATION = "demonstration"


@dataclass(frozen=True)
class Installation:
    """One installation: where it lives, on which database, and how much is in it."""

    home: Path
    database: str
    size: str
    address: str
    """BRIDGEWORK_DATABASE_URL; empty for the SQLite file in the home."""

    @property
    def environment(self) -> dict[str, str]:
        """What its processes are given."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("BRIDGEWORK_", "DJANGO_"))}
        return kept | {
            "BRIDGEWORK_HOME": str(self.home),
            "BRIDGEWORK_DATABASE_URL": self.address,
            "BRIDGEWORK_LOG_LEVEL": "WARNING",
        }

    def load(self) -> float | None:
        """Prepare and fill it; how many seconds that took, None where it was there already."""
        loaded = self.home / "loaded"
        if loaded.exists():
            self._run("prepare")
            return None
        self.home.mkdir(parents=True, exist_ok=True)
        started = time.monotonic()
        if self.size == DEMONSTRATION:
            self._run("prepare", "--demonstration")
        else:
            self._run("prepare")
            self._run("demo", "--scale", self.size)
        loaded.touch()
        return time.monotonic() - started

    def inside(self) -> dict[str, Any]:
        """What benchmarks.inside says."""
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.inside"],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(done.stderr)
        return dict(json.loads(done.stdout.splitlines()[-1]))

    def _run(self, *arguments: str) -> None:
        subprocess.run([*COMMAND, *arguments], env=self.environment, check=True, stdout=subprocess.DEVNULL)

    @contextlib.contextmanager
    def served(self, workers: int) -> Iterator[Server]:
        """Its real server, until the end of the block."""
        port = free_port()
        process = subprocess.Popen(
            [*COMMAND, "serve", "--port", str(port), "--workers", str(workers)],
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            wait_for(port, process)
            yield Server(port, process.pid)
        finally:
            stop(process)


@dataclass(frozen=True)
class Server:
    """A server that answers."""

    port: int
    process: int

    def megabytes(self) -> float:
        """Memory of all its processes, what they share counted once. Linux only; else 0."""
        total = 0
        for process in family(self.process):
            with contextlib.suppress(OSError):
                for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
                    if line.startswith("Pss:"):
                        total += int(line.split()[1])
        return total / 1024

    def seconds_of_work(self) -> float:
        """Time of a processor that all its processes have taken until now. Linux only; else 0."""
        ticks = 0
        for process in family(self.process):
            with contextlib.suppress(OSError):
                # After the name, which may hold anything, come 11 others, then user and system time.
                ticks += sum(map(int, Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11:13]))
        return ticks / os.sysconf("SC_CLK_TCK")


def family(process: int) -> list[int]:
    """A process and all below it."""
    found = [process]
    for one in found:
        with contextlib.suppress(OSError):
            found += map(int, Path(f"/proc/{one}/task/{one}/children").read_text().split())
    return found


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, process: subprocess.Popen[Any], seconds: float = 120.0) -> None:
    """Wait until the server answers. Raises RuntimeError where it ends or does not."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and process.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        with contextlib.suppress(OSError, http.client.HTTPException):
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        connection.close()
        time.sleep(0.05)
    raise RuntimeError("The server did not start.")


def stop(process: subprocess.Popen[Any]) -> None:
    """End a process of ours and all it started."""
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def starts(home: Path) -> tuple[float, float]:
    """Seconds from `bridgework start` in an empty folder to its first line, and of the second start."""
    taken = []
    home.mkdir(parents=True, exist_ok=True)
    environment = Installation(home, "sqlite", DEMONSTRATION, "").environment
    for _ in range(2):
        began = time.monotonic()
        process = subprocess.Popen(
            [*COMMAND, "start", "--port", str(free_port())],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )
        assert process.stdout is not None
        said = next((line for line in process.stdout if line.startswith("Ready:")), "")
        taken.append(time.monotonic() - began)
        stop(process)
        if not said:
            raise RuntimeError("`bridgework start` never said that it is ready.")
    return taken[0], taken[1]
