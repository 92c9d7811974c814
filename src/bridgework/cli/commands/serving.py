"""`bridgework serve` and `bridgework worker`: the two processes of an installation."""

from __future__ import annotations

import argparse
import os
from typing import Any

from bridgework.cli.problems import Exit

WSGI = "bridgework.config.wsgi:application"
# Longer than any page takes, shorter than a service manager waits.
SECONDS_FOR_OPEN_REQUESTS = 10


def add_to(subparsers: Any) -> None:
    """Add `serve` and `worker`."""
    serve = subparsers.add_parser("serve", help="serve the pages", description="Serve the pages until stopped.")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    serve.add_argument("--port", type=int, default=8000, help="port to listen on (default: %(default)s)")
    serve.add_argument("--workers", type=int, default=1, help="processes (default: %(default)s)")
    serve.add_argument("--threads", type=int, default=4, help="threads in each process (default: %(default)s)")
    serve.add_argument("--parent", type=int, help=argparse.SUPPRESS)
    serve.set_defaults(run=run_serve)

    worker = subparsers.add_parser(
        "worker", help="do the waiting jobs", description="Do jobs as they come: messages, prompts, checks of dates."
    )
    worker.add_argument("--once", action="store_true", help="do what waits now, then end")
    worker.add_argument("--parent", type=int, help=argparse.SUPPRESS)
    worker.set_defaults(run=run_worker)


def run_serve(arguments: argparse.Namespace) -> int:
    """Serve with granian over WSGI; SIGTERM lets open requests end."""
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces

    from bridgework.cli.lifeline import follow_parent

    follow_parent(arguments.parent)
    server = Granian(
        WSGI,
        address=arguments.host,
        port=arguments.port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=arguments.workers,
        blocking_threads=arguments.threads,
        workers_kill_timeout=SECONDS_FOR_OPEN_REQUESTS,
        respawn_failed_workers=True,
    )
    server.serve()
    return Exit.DONE


def run_worker(arguments: argparse.Namespace) -> int:
    """Run the job loop of `kernel.jobs` until SIGTERM, which lets the present job end."""
    from bridgework.cli.ground import django_ready
    from bridgework.cli.lifeline import follow_parent

    follow_parent(arguments.parent)
    os.environ.setdefault("BRIDGEWORK_LOG_LEVEL", "INFO")
    django_ready()
    from bridgework.kernel import jobs

    if arguments.once:
        print(f"Jobs done: {jobs.run_waiting()}")
    else:
        jobs.run_worker(stop=jobs.stop_on_signals())
    return Exit.DONE
