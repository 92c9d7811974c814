"""Measure the pages at several sizes on both databases: `python -m benchmarks.run`. README.md explains."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks import table
from benchmarks.readers import read, weigh
from benchmarks.servers import DEMONSTRATION, Installation, starts

READERS = 8
HERE = Path(__file__).parent


def arguments() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", nargs="+", default=[DEMONSTRATION, "10000", "100000"], metavar="N")
    parser.add_argument("--databases", nargs="+", default=["sqlite", "postgresql"], choices=["sqlite", "postgresql"])
    parser.add_argument("--seconds", type=float, default=30.0, help="how long each page is read (default: 30)")
    parser.add_argument("--closed", type=float, default=10.0, help="seconds without thinking (default: 10)")
    parser.add_argument("--workers", type=int, default=2, help="server processes (default: 2)")
    parser.add_argument("--folder", type=Path, help="keep the installations here, and use those that are there")
    parser.add_argument("--without-starts", action="store_true", help="do not measure the first and second start")
    parser.add_argument("--write", type=Path, default=HERE / "results.md", help="where the table goes")
    return parser.parse_args()


def main() -> None:
    """Measure everything and write the table."""
    asked = arguments()
    with contextlib.ExitStack() as stack:
        folder = asked.folder or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bridgework-bench-")))
        folder.mkdir(parents=True, exist_ok=True)
        results: list[dict[str, Any]] = []
        both_starts = None if asked.without_starts else starts(Path(tempfile.mkdtemp(dir=folder)))
        if both_starts:
            say(f"first start {both_starts[0]:.1f} s, second {both_starts[1]:.1f} s")
        for database in asked.databases:
            server = stack.enter_context(postgresql()) if database == "postgresql" else ""
            for size in asked.sizes:
                address = make_database(server, f"bench_{size}") if server else ""
                installation = Installation(folder / f"{database}-{size}", database, size, address)
                results.append(measured(installation, asked))
        asked.write.write_text(table.markdown(results, asked, both_starts))
        say(f"written to {asked.write}")


def measured(installation: Installation, asked: argparse.Namespace) -> dict[str, Any]:
    """Everything about one installation."""
    name = f"{installation.database}, {installation.size}"
    say(f"{name}: loading")
    loaded = installation.load()
    inside = installation.inside()
    rows = []
    with installation.served(asked.workers) as server:
        fresh = server.megabytes()
        for page, paths in inside["pages"].items():
            if not paths:
                continue
            cookie = inside["cookie"] if page == "round desk" else ""
            # What a first reader pays once (compiled templates, opened files) is not what is asked here.
            read(server.port, paths, readers=4, think=0, seconds=1.5, cookie=cookie)
            load = os.getloadavg()[0]
            calm = read(server.port, paths, readers=READERS, think=1.0, seconds=asked.seconds, cookie=cookie)
            before = server.seconds_of_work()
            closed = read(server.port, paths, readers=READERS, think=0.0, seconds=asked.closed, cookie=cookie)
            work = (server.seconds_of_work() - before) * 1000 / max(len(closed.taken), 1)
            weight = weigh(server.port, paths[0], cookie=cookie)
            rows.append(
                {
                    "page": page,
                    "calm": calm,
                    "closed": closed,
                    "work": work,
                    "queries": inside["queries"][page],
                    "weight": weight,
                    "load": load,
                }
            )
            say(
                f"{name}: {page}: p50 {calm.milliseconds(0.5):.0f} p95 {calm.milliseconds(0.95):.0f} ms,"
                f" {closed.a_second:.0f}/s, {work:.0f} ms of work, {inside['queries'][page]} queries, load {load:.1f}"
            )
        memory = (fresh, server.megabytes())
    return {
        "database": installation.database,
        "size": installation.size,
        "loaded": loaded,
        "memory": memory,
        "rows": rows,
        "counts": inside["counts"],
        "compared": inside["compared"],
    }


@contextlib.contextmanager
def postgresql() -> Iterator[str]:
    """A server of our own, as the tests make it; BRIDGEWORK_TEST_DATABASE_URL names another."""
    from tests.postgres_server import postgres_server

    with postgres_server(to_measure=True) as address:
        yield address


def make_database(server: str, name: str) -> str:
    """A database on the server, made unless it is there; its address."""
    import psycopg
    from psycopg import sql

    with psycopg.connect(server, autocommit=True) as connection:
        there = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if there is None:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    before, _, after = server.partition("/postgres?")
    return f"{before}/{name}?{after}"


def say(text: str) -> None:
    """Tell how far it is."""
    print(time.strftime("%H:%M:%S"), text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
