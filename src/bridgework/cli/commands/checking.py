"""`bridgework check`: is this installation fit to be used?"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from typing import Any

from bridgework.cli.problems import Exit


def add_to(subparsers: Any) -> None:
    """Add `check`."""
    parser = subparsers.add_parser(
        "check",
        help="is this installation fit to be used?",
        description="Look at settings, database, migrations and files. Ends with 1 when something must be mended.",
    )
    parser.add_argument("--json", action="store_true", help="as JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print every finding; those that must be mended decide the exit code."""
    from bridgework.cli.ground import django_ready

    django_ready()
    from bridgework.cli.fitness import findings

    found = findings()
    if arguments.json:
        print(json.dumps([asdict(finding) for finding in found], indent=2))
    else:
        for finding in found:
            print(f"{finding.mark:8} {finding.what}")
            if finding.hint:
                print(f"         {finding.hint}")
    return Exit.REFUSED if any(finding.mark == "mend" for finding in found) else Exit.DONE
