"""The results as Markdown."""

from __future__ import annotations

import argparse
import os
import platform
import time
from pathlib import Path
from typing import Any

GOALS = """Goals, with 8 readers who think one second on two cores: p95 under 100 ms (search: 150 ms on SQLite, 250 ms
on PostgreSQL), at most 20 queries a page whatever the size, public pages answered with 304 when unchanged and under
200 kB with all they need on a first visit."""


def goal(page: str, database: str) -> int:
    """Milliseconds within which 95 of 100 answers should come."""
    if page.startswith("search"):
        return 150 if database == "sqlite" else 250
    return 100


def markdown(results: list[dict[str, Any]], asked: argparse.Namespace, starts: tuple[float, float] | None) -> str:
    """The whole page."""
    parts = [_head(asked), "" if starts is None else _starts(starts)]
    for one in results:
        parts += [_title(one), _pages(one), _compared(one)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _head(asked: argparse.Namespace) -> str:
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    return (
        "# How fast the pages are\n\n"
        "Made by `python -m benchmarks.run`; README.md says what each number is. Numbers of another machine, or of a\n"
        "busy one, are other numbers: compare within one run only.\n\n"
        f"{time.strftime('%d %B %Y, %H:%M')}. {platform.system()} {platform.machine()}, {_processor()},\n"
        f"{os.cpu_count()} cores, Python {platform.python_version()}. Load average at the end: {load};\n"
        "the load column is the one minute average before each page (idle is near 0; this program and the server\n"
        f"make about 1 to 2).\n\nServer: {asked.workers} processes. Each page: {asked.seconds:g} seconds of 8 readers "
        f"who think\nabout one second, then {asked.closed:g} seconds of 8 readers who do not. The readers share the "
        "machine\nwith the server.\n\n" + GOALS
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or "processor unknown"
    return next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "processor unknown"
    )


def _starts(starts: tuple[float, float]) -> str:
    return (
        "## Starting\n\nFrom `bridgework start` in an empty folder, the environment being there, to “Ready”: "
        f"{starts[0]:.1f} s (tables, styles, the demonstration). The second time: {starts[1]:.1f} s (goal: 3 s)."
    )


def _title(one: dict[str, Any]) -> str:
    counts = one["counts"]
    loaded = "" if one["loaded"] is None else f" Made in {one['loaded']:.0f} s."
    name = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[one["database"]]
    size = one["size"] if not one["size"].isdigit() else f"{int(one['size']):,} recommendations"
    return (
        f"## {name}, {size}\n\n{counts['recommendations']:,} recommendations, {counts['threads']:,} threads, "
        f"{counts['documents']:,} documents in the index.{loaded} Memory of the server: {one['memory'][0]:.0f} MB when "
        f"started, {one['memory'][1]:.0f} MB after all this."
    )


def _pages(one: dict[str, Any]) -> str:
    lines = [
        "| Page | p50 ms | p95 ms | Goal ms | Without thinking, a second | Work ms | Queries | Page kB | First visit |"
        " Again | Load |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for row in one["rows"]:
        calm, weight = row["calm"], row["weight"]
        failed = calm.failed + row["closed"].failed
        slow = calm.milliseconds(0.95)
        wanted = goal(row["page"], one["database"])
        lines.append(
            f"| {row['page']}{f' ({failed} failed)' if failed else ''} | {calm.milliseconds(0.5):.0f} | {slow:.0f} |"
            f" {wanted}{'' if slow < wanted else ' (missed)'} | {row['closed'].a_second:.0f} |"
            f" {row['work']:.0f} | {row['queries']} |"
            f" {weight.page / 1000:.0f} | {(weight.page + weight.rest) / 1000:.0f} | {weight.unchanged} |"
            f" {row['load']:.1f} |"
        )
    return "\n".join(lines)


def _compared(one: dict[str, Any]) -> str:
    lines = [
        "Side by side, in one process, in turns, middle of five:\n",
        "| What | Ours | ms | Instead | ms | Times |",
        "| --- | --- | ---: | --- | ---: | ---: |",
    ]
    for row in one["compared"]:
        times = row["other_ms"] / row["ours_ms"] if row["ours_ms"] else 0
        lines.append(
            f"| {row['what']} | {row['ours']} | {row['ours_ms']:.1f} | {row['other']} | {row['other_ms']:.1f} |"
            f" {times:.1f} |"
        )
    return "\n".join(lines)
