"""Processes of this machine, looked at without a package: /proc where there is one, `ps` elsewhere."""

from __future__ import annotations

import subprocess
from pathlib import Path

_PROC = Path("/proc")


def children_of(parent: int) -> list[int]:
    """The numbers of the processes that `parent` started and that still run."""
    return [number for number, found in _parents().items() if found == parent]


def lives(process: int) -> bool:
    """Whether it runs. One that has ended and waits for its parent to notice does not."""
    return process in _parents()


def _parents() -> dict[int, int]:
    if (_PROC / "self" / "stat").exists():
        found = {}
        for folder in _PROC.glob("[0-9]*"):
            try:
                # "number (name) state parent …"; a name may hold anything, so it is cut off from the right.
                state, parent = (folder / "stat").read_text().rpartition(")")[2].split()[:2]
            except (OSError, ValueError):
                continue
            if state != "Z":
                found[int(folder.name)] = int(parent)
        return found
    listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid=,stat="], capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in listed.splitlines()]
    return {int(number): int(parent) for number, parent, state in rows if not state.startswith("Z")}
