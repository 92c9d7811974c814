"""The source as the house tests read it."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "bridgework"


@cache
def tracked_files() -> list[Path]:
    """Every file under version control; without git (an unpacked archive) every file that is not made by a tool."""
    listed = _listed_by_git()
    if listed:
        return [path for name in listed if name and (path := ROOT / name).is_file()]
    return [path for path in ROOT.rglob("*") if path.is_file() and not _made_by_a_tool(path.relative_to(ROOT).parts)]


def _listed_by_git() -> list[str]:
    if shutil.which("git") is None:
        return []
    # Whose folder it is does not matter for reading: an archive may be unpacked by one and tested by another.
    command = ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.split("\0") if done.returncode == 0 else []


def _made_by_a_tool(parts: tuple[str, ...]) -> bool:
    made = {"var", "dist", "build", "node_modules", "test-results"}
    return any(part in made or part.startswith(("__pycache__", ".")) for part in parts) and parts[0] != ".ci"


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
