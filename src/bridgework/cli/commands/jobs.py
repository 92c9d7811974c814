"""`bridgework jobs`: how the queue stands, what was given up, and letting it run again."""

from __future__ import annotations

import argparse
from typing import Any

from bridgework.cli.problems import Exit, Problem


def add_to(subparsers: Any) -> None:
    """Add `jobs`."""
    parser = subparsers.add_parser(
        "jobs",
        help="how the queue stands, and what was given up",
        description="Show the queue and the jobs given up after their last try. Ends with 1 where there are any.",
    )
    parser.add_argument("--retry", type=int, metavar="NUMBER", help="let this job run again")
    parser.set_defaults(run=run_jobs)


def run_jobs(arguments: argparse.Namespace) -> int:
    """Print the queue, or let one job run again."""
    from bridgework.cli.ground import django_ready

    django_ready()
    from bridgework.kernel import clock, jobs

    if arguments.retry is not None:
        if not jobs.retry(arguments.retry, now=clock.now()):
            raise Problem(
                f"Job {arguments.retry} cannot run again.",
                hint="It was not given up, or the same work already waits. See: bridgework jobs",
                code=Exit.NOT_FOUND,
            )
        print(f"Job {arguments.retry} waits to run again.")
        return Exit.DONE
    state = jobs.queue_state(clock.now())
    seen = "never" if state.worker_seen_seconds is None else f"{state.worker_seen_seconds:.0f} seconds ago"
    print(f"{state.due} due, {state.running} running, {state.failed} given up. A worker was last seen: {seen}.")
    given_up = list(jobs.failed()[:50])
    for row in given_up:
        last = f"{row.finished_at:%Y-%m-%d %H:%M}"
        print(f"  {row.pk}  {row.kind}  {row.attempts} tries, last {last}  {row.last_error[:100]}")
    if given_up:
        print("Let one run again with: bridgework jobs --retry NUMBER")
    return Exit.REFUSED if given_up else Exit.DONE
