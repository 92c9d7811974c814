"""`bridgework prepare`: make the database and the static files ready, and load the demonstration into an empty one."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from bridgework.cli.problems import Exit


def add_to(subparsers: Any) -> None:
    """Add `prepare`."""
    parser = subparsers.add_parser(
        "prepare",
        help="make the database and the static files ready",
        description="Apply migrations and collect styles and scripts; in a demonstration, fill an empty database.",
    )
    parser.add_argument("--demonstration", action="store_true", help="make this installation a demonstration")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Prepare what has changed; quick when nothing has."""
    from bridgework.cli.home import become_demonstration, home_folder

    home = home_folder()
    if arguments.demonstration:
        become_demonstration(home)
    from bridgework.cli.installation import is_prepared, mark_prepared

    if is_prepared(home):
        return Exit.DONE
    from bridgework.cli.ground import django_ready
    from bridgework.cli.steps import step

    with step("Reading the program"):
        django_ready()
    prepare_database()
    collect_static()
    from django.conf import settings

    complete = load_demonstration_if_empty() if settings.BRIDGEWORK_DEMO else True
    if complete:
        mark_prepared(home)
    return Exit.DONE


def prepare_database() -> None:
    """Make the tables, or apply waiting migrations, and make the table of the cache; fill the index and the
    catalogue with what an earlier version did not hold. Needs Django to be ready."""
    from django.core.management import call_command
    from django.db import connection

    from bridgework.apps.library.catalogue import fill_where_empty
    from bridgework.cli import new_database
    from bridgework.cli.steps import step
    from bridgework.kernel.search import index_new_kinds

    with step("Preparing the database"):
        if new_database.is_new():
            new_database.make_tables()
        else:
            call_command("migrate", interactive=False, verbosity=0)
            index_new_kinds()
            fill_where_empty()
        call_command("createcachetable", verbosity=0)
        connection.close()


def collect_static() -> None:
    """Collect styles and scripts under names that contain their hash, compressed."""
    from django.core.management import call_command

    from bridgework.cli.steps import step

    with step("Collecting styles and scripts"):
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)


def load_demonstration_if_empty() -> bool:
    """Fill a database that holds no programme and no account. False when there is nothing to fill it with yet."""
    from django.contrib.auth import get_user_model
    from django.db import transaction

    from bridgework.apps.programmes.models import Programme
    from bridgework.cli.steps import step

    if Programme.objects.exists() or get_user_model().objects.exists():
        return True
    if find_spec("bridgework.demo.loading") is None:
        print("The demonstration has no content yet: the database stays empty.", file=sys.stderr)
        return False
    # By name: nothing else of the command line needs the demonstration.
    load_demonstration = import_module("bridgework.demo.loading").load_demonstration
    # All or nothing: a start that is broken off must not leave half a demonstration behind.
    with step("Loading the demonstration"), transaction.atomic():
        load_demonstration()
    return True
