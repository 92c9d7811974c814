"""What is known about an installation without asking its database: is it prepared, does it run already?"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from bridgework.cli.problems import Exit, Problem

SOURCE = Path(__file__).resolve().parents[1]
# Their migrations and static files are part of ours.
_LIBRARIES = ("django", "django-allauth", "django-htmx", "whitenoise")


def prepared_stamp(home: Path) -> str:
    """A text that changes when the database or the static files must be prepared again.

    Made of the names and contents of our migrations, the names, sizes and times of our static files, the versions of
    the libraries that bring their own, and which database it is.
    """
    digest = hashlib.sha256()
    for path in sorted(SOURCE.glob("**/migrations/*.py")):
        digest.update(path.relative_to(SOURCE).as_posix().encode() + path.read_bytes())
    for path in sorted(SOURCE.glob("**/static/**/*")):
        facts = path.stat()
        digest.update(f"{path.relative_to(SOURCE).as_posix()} {facts.st_size} {facts.st_mtime_ns}".encode())
    for name in _LIBRARIES:
        digest.update(f"{name} {_version(name)}".encode())
    digest.update(_which_database(home).encode())
    return digest.hexdigest()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"


def _which_database(home: Path) -> str:
    url = os.environ.get("BRIDGEWORK_DATABASE_URL", "").strip()
    if url:
        return url
    path = home / "bridgework.sqlite3"
    # The number of the file, so that a restored or removed database is looked at again.
    return f"{path} {path.stat().st_ino}" if path.exists() else "none yet"


def is_prepared(home: Path) -> bool:
    """Whether nothing that is prepared has changed since it was."""
    path = home / "prepared"
    return (
        path.exists() and path.read_text() == prepared_stamp(home) and (home / "static" / "staticfiles.json").exists()
    )


def mark_prepared(home: Path) -> None:
    """Remember that everything is prepared as it stands now."""
    (home / "prepared").write_text(prepared_stamp(home))


@dataclass(frozen=True)
class Running:
    """Which process runs this installation, and where its pages are."""

    process: int
    address: str


@contextmanager
def the_only_one(home: Path, running: Running) -> Iterator[None]:
    """Hold this installation while it runs.

    Raises Problem with the address of the one that runs already. The lock is the operating system's: it goes with its
    process, however that ends, so there is nothing stale to clear away.
    """
    descriptor = os.open(home / "running", os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "r+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AlreadyRunning(read_running(home)) from error
        file.truncate(0)
        file.write(json.dumps(asdict(running)))
        file.flush()
        yield
        file.seek(0)
        file.truncate(0)


def read_running(home: Path) -> Running | None:
    """What the running one wrote about itself; None when it has not yet."""
    try:
        return Running(**json.loads((home / "running").read_text()))
    except (OSError, ValueError, TypeError):
        return None


class AlreadyRunning(Problem):
    """This installation runs already, in another process."""

    def __init__(self, running: Running | None) -> None:
        where = f"at {running.address}" if running else "and is still starting"
        stop = f" or with: kill {running.process}" if running else ""
        super().__init__(
            f"Bridgework already runs {where}.", hint=f"Stop it with Ctrl-C where it was started{stop}", code=Exit.DONE
        )
        self.running = running
