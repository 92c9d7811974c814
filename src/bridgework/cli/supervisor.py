"""One process that starts the server and the worker, keeps them alive, and stops both."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from bridgework.cli.lifeline import SUPERVISED

SECONDS_TO_STOP = 12.0
_LONGEST_PAUSE = 30.0
# A process that lived this long is healthy: its next crash is a first one again.
_SECONDS_OF_HEALTH = 60.0
_LOG_BYTES_KEPT = 5_000_000


@dataclass
class Child:
    """A process to be kept alive: its `name`, the `arguments` of `bridgework`, and the `log` for what it says."""

    name: str
    arguments: Sequence[str]
    log: Path
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    crashes: int = 0
    start_again_at: float = field(default=0.0)

    def command(self) -> list[str]:
        """The command to run; the supervisor's number is added to it."""
        return [sys.executable, "-m", "bridgework.cli.main", *self.arguments]

    def start(self) -> None:
        """Start the process in a group of its own: Ctrl-C reaches only the supervisor, which stops its children."""
        environment = {**os.environ, SUPERVISED: "1", "PYTHONUNBUFFERED": "1"}
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603 - our own command
                [*self.command(), "--parent", str(os.getpid())],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=environment,
                start_new_session=True,
            )
        self.started = time.monotonic()

    def is_alive(self) -> bool:
        """Whether the process runs."""
        return self.process is not None and self.process.poll() is None

    def send(self, number: signal.Signals) -> None:
        """Send a signal to the process alone; to its whole group when it is SIGKILL."""
        if self.process is None:
            return
        try:
            if number == signal.SIGKILL:
                os.killpg(self.process.pid, number)
            elif self.is_alive():
                self.process.send_signal(number)
        except ProcessLookupError:
            return

    def last_words(self, lines: int = 12) -> str:
        """The end of its log."""
        try:
            return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])
        except OSError:
            return ""


class Supervisor:
    """Keeps `children` alive until SIGTERM, SIGINT or SIGHUP."""

    def __init__(self, children: Sequence[Child], *, say: Callable[[str], None]) -> None:
        self.children = children
        self.say = say
        self.stopping = False

    def listen(self) -> None:
        """From now on SIGTERM, SIGINT and SIGHUP ask this supervisor to stop."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._asked_to_stop)

    def start(self, child: Child) -> None:
        """Start one child; `watch` starts the others."""
        keep_log_short(child.log)
        child.start()

    def watch(self) -> None:
        """Return when asked to stop; until then start again what ends."""
        while not self.stopping:
            now = time.monotonic()
            for child in self.children:
                self._look_after(child, now)
            time.sleep(0.2)

    def stop(self) -> None:
        """End every child: politely first, for certain after SECONDS_TO_STOP."""
        for child in self.children:
            child.send(signal.SIGTERM)
        until = time.monotonic() + SECONDS_TO_STOP
        while time.monotonic() < until and any(child.is_alive() for child in self.children):
            time.sleep(0.05)
        for child in self.children:
            # Also when it has ended: one of its own processes may not have.
            child.send(signal.SIGKILL)
            if child.process is not None:
                child.process.wait()

    def _asked_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping = True

    def _look_after(self, child: Child, now: float) -> None:
        if child.is_alive():
            return
        if child.process is None:
            self.start(child)
        elif child.start_again_at == 0.0:
            child.send(signal.SIGKILL)
            child.crashes = 1 if now - child.started > _SECONDS_OF_HEALTH else child.crashes + 1
            pause = min(_LONGEST_PAUSE, 0.5 * 2 ** (child.crashes - 1))
            child.start_again_at = now + pause
            self.say(f"The {child.name} ended unexpectedly; starting it again in {pause:g} s. See {child.log}")
        elif now >= child.start_again_at:
            child.start_again_at = 0.0
            child.start()


def keep_log_short(log: Path) -> None:
    """Put a long log aside as NAME.1, replacing the one before."""
    if log.exists() and log.stat().st_size > _LOG_BYTES_KEPT:
        log.replace(log.with_suffix(log.suffix + ".1"))
