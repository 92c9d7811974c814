"""`bridgework backup`, `restore`, `export` and `import`: keep everything, and take it elsewhere."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from bridgework.cli.problems import Exit, Problem


def add_to(subparsers: Any) -> None:
    """Add the four commands."""
    backup = subparsers.add_parser(
        "backup",
        help="everything into one file, while in use",
        description="Write the database and the stored files of this moment into one tar file. People can go on"
        " working. The file holds personal data and is readable by you alone. The signing key"
        " (BRIDGEWORK_SECRET_KEY or the file secret-key) is not in it: keep that elsewhere.",
    )
    backup.add_argument("file", type=Path, metavar="FILE", help="a new file, such as backup.tar or backup.tar.gz")
    backup.set_defaults(run=run_backup)

    restore = subparsers.add_parser(
        "restore",
        help="a backup into an empty installation",
        description="Restore a backup. Refused where the installation holds something, unless --replace is given.",
    )
    restore.add_argument("file", type=Path, metavar="FILE", help="a file made by bridgework backup")
    restore.add_argument("--replace", action="store_true", help="throw away what this installation holds")
    restore.set_defaults(run=run_restore)

    export = subparsers.add_parser(
        "export",
        help="everything in open formats",
        description="Write every record as JSON lines and CSV, the stored files, and a manifest of counts and hashes"
        " into a new folder. Secrets are left out, and the manifest lists them.",
    )
    export.add_argument("folder", type=Path, metavar="DIR", help="a new or empty folder")
    export.set_defaults(run=run_export)

    import_ = subparsers.add_parser(
        "import",
        help="an export into a fresh installation",
        description="Take in an export: all of it, or nothing where something does not fit. Passwords, second factors"
        " and links that were sent do not move; people sign in by emailed code, links are sent again.",
    )
    import_.add_argument("folder", type=Path, metavar="DIR", help="a folder made by bridgework export")
    import_.set_defaults(run=run_import)


def run_backup(arguments: argparse.Namespace) -> int:
    """Write a backup and say what it holds."""
    _django_and_tables()
    from bridgework.cli.keeping.archive import back_up_to
    from bridgework.cli.steps import step
    from bridgework.kernel import clock

    with step("Writing the backup"):
        done = back_up_to(arguments.file, now=clock.machine_now())
    print(f"{arguments.file}: {_size(done.bytes)}, {_count(done.files, 'stored file')}.")
    _say_missing(done.missing)
    return Exit.DONE


def run_restore(arguments: argparse.Namespace) -> int:
    """Restore a backup, then bring the tables up to this version."""
    from bridgework.cli.ground import django_ready

    django_ready()
    _nobody_serves()
    from bridgework.apps.privacy.removed import remove_again, removed_people
    from bridgework.cli.commands.preparing import prepare_database
    from bridgework.cli.keeping.restoring import restore_from
    from bridgework.cli.steps import step
    from bridgework.kernel import clock
    from bridgework.kernel.permissions import SYSTEM

    removed = removed_people()
    with step("Restoring"):
        done = restore_from(arguments.file, replace=arguments.replace)
    prepare_database()
    again = remove_again(removed, actor=SYSTEM, now=clock.machine_now())
    before = "What this installation held was replaced. " if done.replaced else ""
    print(f"{before}Restored the backup of {done.made_at}, with {_count(done.files, 'stored file')}.")
    if again:
        print(f"Removed again, because they had been removed since: {_count(again, 'person', 'people')}.")
    return Exit.DONE


def run_export(arguments: argparse.Namespace) -> int:
    """Write an export and say what it holds and what it leaves out."""
    _django_and_tables()
    from bridgework.cli.keeping import left_out
    from bridgework.cli.keeping.exporting import export_to
    from bridgework.cli.steps import step
    from bridgework.kernel import clock

    with step("Exporting"):
        done = export_to(arguments.folder, now=clock.machine_now())
    print(f"{arguments.folder}: {_count(done.records, 'record')}, {_count(done.files, 'stored file')}.")
    print(
        f"Left out: {len(left_out.MODELS)} tables and {len(left_out.FIELDS)} fields; manifest.json says which and why."
    )
    _say_missing(done.missing)
    return Exit.DONE


def run_import(arguments: argparse.Namespace) -> int:
    """Prepare a fresh installation, take in an export, and say what did not move."""
    from bridgework.cli.ground import django_ready

    django_ready()
    from bridgework.cli.commands.preparing import prepare_database
    from bridgework.cli.keeping import left_out
    from bridgework.cli.keeping.importing import import_from
    from bridgework.cli.steps import step

    prepare_database()
    with step("Importing"):
        done = import_from(arguments.folder)
    print(f"Took in {_count(done.records, 'record')} and {_count(done.files, 'stored file')}.")
    print("Left out, because an export does not hold it:")
    for name, field in left_out.FIELDS.items():
        print(f"  {name}: {field.why}")
    for name, why in left_out.MODELS.items():
        print(f"  {name}: {why}")
    _say_missing(done.missing)
    return Exit.DONE


def _django_and_tables() -> None:
    from bridgework.cli.ground import django_ready

    django_ready()
    from bridgework.cli.fitness import waiting_migrations

    if waiting_migrations():
        raise Problem("The database is not prepared for this version.", hint="Prepare it with: bridgework prepare")


def _nobody_serves() -> None:
    from bridgework.cli.home import home_folder
    from bridgework.cli.installation import AlreadyRunning, Running, the_only_one

    try:
        with the_only_one(home_folder(), Running(0, "")):
            pass
    except AlreadyRunning as running:
        raise Problem(f"{running.message} A restore would pull its data away.", hint=running.hint) from running


def _say_missing(missing: list[str]) -> None:
    if missing:
        print(f"{_count(len(missing), 'stored file')} could not be found in the storage; the manifest names them.")


def _count(number: int, what: str, several: str = "") -> str:
    return f"{number:,} {what if number == 1 else several or what + 's'}"


def _size(number: int) -> str:
    return f"{number / 1_000_000:.1f} MB"
