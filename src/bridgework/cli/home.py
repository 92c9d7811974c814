"""The folder that holds everything an installation writes, and the few names in it that are read without Django."""

from __future__ import annotations

import os
from pathlib import Path


def home_folder() -> Path:
    """BRIDGEWORK_HOME, or `var` below the current folder; made when absent, readable by its owner only."""
    folder = Path(os.environ.get("BRIDGEWORK_HOME", "").strip() or "var").expanduser().resolve()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def demonstration_mark(home: Path) -> Path:
    """Its presence makes this installation a demonstration, also for commands started later without BRIDGEWORK_DEMO."""
    return home / "demonstration"


def logs_folder(home: Path) -> Path:
    """Where `bridgework start` keeps what the server and the worker say."""
    folder = home / "logs"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder
