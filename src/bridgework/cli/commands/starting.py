"""`bridgework start`: everything on one machine with one command; what `./run` ends in."""

from __future__ import annotations

import argparse
import http.client
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from bridgework.cli.problems import Exit, Problem

_SECONDS_FOR_FIRST_PAGE = 60.0


def add_to(subparsers: Any) -> None:
    """Add `start`."""
    parser = subparsers.add_parser(
        "start",
        help="prepare, serve and work, all in one",
        description="Prepare the demonstration, start the server and the worker, and keep both alive until Ctrl-C.",
    )
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default: %(default)s)")
    parser.add_argument("--empty", action="store_true", help="not a demonstration: an empty installation")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Start everything and wait; return when it has been stopped."""
    from bridgework.cli.home import home_folder, logs_folder
    from bridgework.cli.installation import AlreadyRunning, Running, the_only_one
    from bridgework.cli.ports import require_free

    home = home_folder()
    address = f"http://127.0.0.1:{arguments.port}"
    try:
        with the_only_one(home, Running(process=os.getpid(), address=address)):
            require_free(arguments.port, write="./run")
            os.environ.setdefault("BRIDGEWORK_ADDRESS", address)
            _prepare(home, demonstration=not arguments.empty)
            _supervise(arguments.port, address, logs_folder(home), demonstration=not arguments.empty)
    except AlreadyRunning as already:
        print(already.message)
        print(already.hint)
    return Exit.DONE


def _prepare(home: Path, *, demonstration: bool) -> None:
    from bridgework.cli.home import demonstration_mark
    from bridgework.cli.installation import is_prepared

    if is_prepared(home) and demonstration_mark(home).exists() == demonstration:
        return
    # In a process of its own, so that this one stays small: it lives as long as the installation runs.
    command = [sys.executable, "-m", "bridgework.cli.main", "prepare", *(["--demonstration"] if demonstration else [])]
    done = subprocess.run(command, check=False)  # noqa: S603 - our own command
    if done.returncode != 0:
        raise Problem("The installation could not be prepared; the lines above say why.", code=Exit.UNAVAILABLE)


def _supervise(port: int, address: str, logs: Path, *, demonstration: bool) -> None:
    from bridgework.cli.steps import step
    from bridgework.cli.supervisor import Child, Supervisor

    web = Child("server", ["serve", "--port", str(port)], logs / "server.log")
    worker = Child("worker", ["worker"], logs / "worker.log")
    supervisor = Supervisor([web, worker], say=lambda text: print(text, file=sys.stderr, flush=True))
    supervisor.listen()
    try:
        # The worker follows when the first page can be had: on two cores it would only delay that.
        supervisor.start(web)
        with step("Starting the server"):
            _wait_for_first_page(port, supervisor, web)
        if not supervisor.stopping:
            print(_greeting(address, logs, demonstration=demonstration), flush=True)
            supervisor.watch()
    finally:
        supervisor.stop()
    print("Stopped.", flush=True)


def _wait_for_first_page(port: int, supervisor: Any, web: Any) -> None:
    until = time.monotonic() + _SECONDS_FOR_FIRST_PAGE
    while not supervisor.stopping:
        if _answers(port):
            return
        if not web.is_alive() or time.monotonic() > until:
            print(web.last_words(), file=sys.stderr)
            raise Problem("The server did not start.", hint=f"All it said: {web.log}", code=Exit.UNAVAILABLE)
        time.sleep(0.05)


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _greeting(address: str, logs: Path, *, demonstration: bool) -> str:
    if demonstration:
        first = (
            "Open it, read a thread, then choose “Walk one through” on the first page.\n"
            "This is a demonstration: the people in it are invented, and no real mail is sent.\n"
            "Every message stays here and can be read under “Mailbox” at the top of each page."
        )
    else:
        first = (
            "Nothing is in it yet. In another terminal: .venv/bin/bridgework setup-programme --lead EMAIL\n"
            "No real mail is sent until BRIDGEWORK_MAIL says how: docs/reference/settings.md."
        )
    return f"Ready: {address}\n\n{first}\nStop with Ctrl-C. What the server and the worker say is in {logs}"
