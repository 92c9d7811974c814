"""Everything a change must pass; `./test` makes the environment and calls this.

As many steps run at a time as there are cores; the longest begin first. Each step's output is shown whole when the step
has ended, so they never mix.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = ROOT / ".venv" / "bin"
PYTHON = str(BIN / "python")
PYTEST = [PYTHON, "-m", "pytest", "-q", "--durations=8"]
AT_A_TIME = max(2, os.cpu_count() or 2)


@dataclass
class Step:
    """One thing to pass."""

    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    # pytest ends with 5 when a selection is empty, which is no failure while there is nothing of a kind.
    good: tuple[int, ...] = (0,)


def lint() -> list[Step]:
    """The quick looks at the source."""
    tracked = ["src", "tests", "tools", "benchmarks"]
    return [
        Step("ruff check", [str(BIN / "ruff"), "check", "-q", *tracked]),
        Step("ruff format", [str(BIN / "ruff"), "format", "--check", "-q", *tracked]),
        Step("import contracts", [str(BIN / "lint-imports"), "--no-cache"]),
        Step("template lint", [str(BIN / "djlint"), "src/bridgework", "--lint", "--quiet"]),
        Step("types", [str(BIN / "mypy"), "src"]),
        Step(
            "missing migrations",
            [PYTHON, "-m", "bridgework.config.manage", "makemigrations", "--check", "--dry-run"],
            {"DJANGO_SETTINGS_MODULE": "tests.settings", "BRIDGEWORK_TEST_MIGRATIONS": "real"},
        ),
    ]


PAGES = ("tests/web", "tests/withstand")
"""About half of what runs without a browser."""


def unit(marks: str) -> list[Step]:
    """Everything without a browser, on SQLite, in two halves: pages, and all below them."""
    below = [f"--ignore={path}" for path in PAGES]
    return [
        Step("tests of pages on SQLite", [*PYTEST, "-m", marks, *PAGES]),
        Step("tests on SQLite", [*PYTEST, "-m", marks, *below]),
    ]


WHERE_PEOPLE_WORK = ("tests/web/desk", "tests/web/workspace")
"""About half of the pages that a browser looks at."""


def browser(marks: str) -> list[Step]:
    """Everything in a browser, with the static files as in production: whole journeys, and pages in two halves."""
    static, journeys = {"BRIDGEWORK_TEST_STATIC": "production"}, "tests/journeys"
    others = [f"--ignore={path}" for path in (journeys, *WHERE_PEOPLE_WORK)]
    return [
        Step("journeys in the browser", [*PYTEST, "-m", marks, journeys], static, good=(0, 5)),
        Step("pages of work in the browser", [*PYTEST, "-m", marks, *WHERE_PEOPLE_WORK], static, good=(0, 5)),
        Step("other pages in the browser", [*PYTEST, "-m", marks, *others], static, good=(0, 5)),
    ]


ON_ONE_DATABASE = (
    "tests/web",
    "tests/withstand/living",
    "tests/withstand/test_empty.py",
    "tests/withstand/test_headers.py",
    "tests/demo/test_round.py",
    "tests/demo/test_refreshing.py",
)
"""What asks the database nothing by itself but through the layers below, or lives a whole programme through: both are
long. By default they run on SQLite; all that lies below them runs on both.
"""


def postgres(marks: str, *, whole: bool) -> Step:
    """What touches the database, on PostgreSQL."""
    left_out = [] if whole else [f"--ignore={path}" for path in ON_ONE_DATABASE]
    return Step(
        "tests on PostgreSQL",
        [PYTHON, "-m", "tests.postgres_server", *PYTEST, "--database-only", "-m", marks, *left_out],
        good=(0, 5),
    )


def steps_of(arguments: argparse.Namespace) -> list[Step]:
    """What to run, in the order in which it begins."""
    if arguments.what == "fast":
        return [*lint(), *unit("not browser and not slow")]
    slow = "" if arguments.what == "all" else " and not slow"
    first = [] if arguments.without_postgres else [postgres(f"not browser{slow}", whole=arguments.what == "all")]
    journeys, *pages = browser(f"browser{slow}")
    return [*first, journeys, *unit(f"not browser{slow}"), *pages, *lint()]


class Gate:
    """Runs steps and remembers what failed."""

    def __init__(self, steps: list[Step]) -> None:
        self.waiting = deque(steps)
        self.failed: list[str] = []
        self.lock = threading.Lock()
        self.running: set[subprocess.Popen[str]] = set()
        self.stopped = False

    def run(self) -> None:
        """Take one step after another. A failing one does not stop it: all that is wrong is told at once."""
        while not self.stopped:
            with self.lock:
                if not self.waiting:
                    return
                step = self.waiting.popleft()
            started = time.monotonic()
            process = subprocess.Popen(
                step.command,
                cwd=ROOT,
                env={**os.environ, **step.environment},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
            )
            with self.lock:
                self.running.add(process)
            said, _nothing = process.communicate()
            with self.lock:
                self.running.discard(process)
                self._tell(step, process.returncode, said, time.monotonic() - started)

    def _tell(self, step: Step, code: int, said: str, seconds: float) -> None:
        if self.stopped:
            return
        passed = code in step.good
        if not passed:
            self.failed.append(step.name)
        print(f"== {step.name}: {'passed' if passed else f'FAILED ({code})'} in {seconds:.1f} s", flush=True)
        if said.strip() and (not passed or "pytest" in step.command):
            print(said.rstrip() + "\n", flush=True)

    def stop(self) -> None:
        """End what runs."""
        self.stopped = True
        with self.lock:
            for process in self.running:
                process.terminate()


def main() -> int:
    """Run the gate; 0 when everything passed."""
    parser = argparse.ArgumentParser(prog="./test", description="Everything a change must pass.")
    parser.add_argument("what", nargs="?", choices=["fast", "default", "all"], default="default")
    parser.add_argument("--without-postgres", action="store_true", help="leave out the run on PostgreSQL")
    arguments = parser.parse_args()
    # Asked to stop in either way, it stops what it started.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    started = time.monotonic()
    gate = Gate(steps_of(arguments))
    threads = [threading.Thread(target=gate.run) for _ in range(AT_A_TIME)]
    for thread in threads:
        thread.start()
    try:
        for thread in threads:
            thread.join()
    except KeyboardInterrupt:
        gate.stop()
        for thread in threads:
            thread.join()
        print("Stopped.")
        return 130
    minutes, seconds = divmod(int(time.monotonic() - started), 60)
    if gate.failed:
        print(f"FAILED after {minutes} min {seconds:02} s: {', '.join(gate.failed)}")
        return 1
    print(f"Everything passed in {minutes} min {seconds:02} s.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
