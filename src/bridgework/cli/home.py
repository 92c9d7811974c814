"""The folder that holds everything an installation writes, and the few names in it that are read without Django."""

from __future__ import annotations

import os
from pathlib import Path

from bridgework.cli.problems import Problem


def home_folder() -> Path:
    """BRIDGEWORK_HOME, or `var` below the current folder; made when absent, readable by its owner only."""
    folder = Path(os.environ.get("BRIDGEWORK_HOME", "").strip() or "var").expanduser().resolve()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def demonstration_mark(home: Path) -> Path:
    """Its presence makes this installation a demonstration, also for commands started later without BRIDGEWORK_DEMO."""
    return home / "demonstration"


def become_demonstration(home: Path) -> None:
    """Mark a home as a demonstration. Raises Problem where it was prepared as an installation of somebody's own.

    In a demonstration every visitor reads every message and may put everything back, which empties the database.
    """
    mark = demonstration_mark(home)
    if not mark.exists() and (home / "prepared").exists():
        raise Problem(
            f"{home} holds an installation of your own, and a demonstration would lay it open.",
            hint="Start it with ./run --empty, or give the demonstration another folder: BRIDGEWORK_HOME=…",
        )
    mark.touch(mode=0o600)


def logs_folder(home: Path) -> Path:
    """Where `bridgework start` keeps what the server and the worker say."""
    folder = home / "logs"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder
