"""`bridgework demo`: what is only for a demonstration or for measuring."""

from __future__ import annotations

import argparse
from importlib import import_module
from typing import Any

from bridgework.cli.problems import Exit

MOST = 1_000_000


def add_to(subparsers: Any) -> None:
    """Add `demo`."""
    parser = subparsers.add_parser(
        "demo",
        help="add invented programmes of any size, or begin again",
        description="Add to the demonstration, or load it again. Everything it adds is invented, and labelled so.",
    )
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "--refresh", action="store_true", help="load the demonstration again, its dates counted from today"
    )
    what.add_argument(
        "--scale",
        type=_number,
        metavar="N",
        help="add invented programmes with N recommendations, to measure with",
    )
    parser.set_defaults(run=run)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= MOST and len(text) < 9):
        raise argparse.ArgumentTypeError(f"N is a whole number from 1 to {MOST:,}, not {text!r}")
    return int(text)


def run(arguments: argparse.Namespace) -> int:
    """Add what was asked for and say what it was."""
    from bridgework.cli.ground import django_ready

    django_ready()
    if arguments.refresh:
        return _refresh()
    # By name: nothing else of the command line needs the demonstration.
    made = import_module("bridgework.demo.scale").make_large(arguments.scale)
    print(
        f"Added {made.recommendations:,} recommendations on {made.questions:,} questions in {made.rounds:,} rounds of "
        f"{made.programmes:,} invented programmes."
    )
    return Exit.DONE


def _refresh() -> int:
    from django.conf import settings

    from bridgework.cli.problems import Problem
    from bridgework.cli.steps import step

    if not settings.BRIDGEWORK_DEMO:
        raise Problem("This is not a demonstration, so nothing is loaded again.", code=Exit.REFUSED)
    with step("Loading the demonstration again"):
        import_module("bridgework.demo.refreshing").refresh(say=print)
    return Exit.DONE
