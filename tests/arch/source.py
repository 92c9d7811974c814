"""The source as the house tests read it."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "bridgework"


@cache
def tracked_files() -> list[Path]:
    """Every file under version control; without git (an unpacked archive) every file that is not made by a tool."""
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode == 0 and done.stdout:
        return [path for name in done.stdout.split("\0") if name and (path := ROOT / name).is_file()]
    made = {".venv", "var", "__pycache__", ".git"}
    return [path for path in ROOT.rglob("*") if path.is_file() and not made & set(path.relative_to(ROOT).parts)]


def python_files(folder: Path = SOURCE) -> list[Path]:
    """Python files below `folder`, without migrations."""
    return sorted(path for path in folder.rglob("*.py") if "migrations" not in path.parts)


def named(path: Path) -> str:
    """The path from the root, for messages."""
    return path.relative_to(ROOT).as_posix()


def readable(path: Path) -> str | None:
    """The text of a file; None when it is not text."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None
