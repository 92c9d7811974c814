"""Reading the command line, and turning every error into one line, a hint and an exit code."""

from __future__ import annotations

import argparse
import importlib
import os
import pkgutil
import sys
from collections.abc import Sequence

import bridgework
from bridgework.cli import commands
from bridgework.cli.problems import Exit, Problem

EXIT_CODES = """exit codes:
  0  done
  1  refused or failed; the line says why
  2  the command was written wrongly
  3  there is no such record or file
  4  something it needs is unavailable: the database, a port, a server"""


class _Parser(argparse.ArgumentParser):
    """A parser whose errors look like all others."""

    def error(self, message: str) -> None:  # type: ignore[override]
        say_problem(Problem(message[:1].upper() + message[1:] + ".", hint=f"Try: {self.prog} --help", code=Exit.USAGE))
        raise SystemExit(int(Exit.USAGE))


def build_parser() -> argparse.ArgumentParser:
    """The parser with every command of `cli.commands`."""
    parser = _Parser(
        prog="bridgework",
        description="Bridgework: from a question to what changed.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"bridgework {bridgework.__version__}")
    parser.add_argument("--trace", action="store_true", help="show where an error came from")
    subparsers = parser.add_subparsers(title="commands", metavar="COMMAND", required=True, parser_class=_Parser)
    for module in sorted(pkgutil.iter_modules(commands.__path__), key=lambda found: found.name):
        importlib.import_module(f"{commands.__name__}.{module.name}").add_to(subparsers)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    parsed = build_parser().parse_args(arguments)
    try:
        code = int(parsed.run(parsed))
        sys.stdout.flush()
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader (`| head`) has seen enough. Python would complain when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return int(Exit.DONE)
    except Exception as error:
        if parsed.trace:
            raise
        problem = problem_of(error)
        say_problem(problem)
        return int(problem.code)
    return code


def say_problem(problem: Problem) -> None:
    """Write the line and the hint to standard error."""
    print(f"bridgework: {problem.message}", file=sys.stderr)
    if problem.hint:
        print(f"  {problem.hint}", file=sys.stderr)


def problem_of(error: Exception) -> Problem:
    """What to say about any exception."""
    if isinstance(error, Problem):
        return error
    return _django_problem(error) or _machine_problem(error) or _unexpected(error)


def _django_problem(error: Exception) -> Problem | None:
    if "django" not in sys.modules:
        return None
    from django.core.exceptions import ImproperlyConfigured, ObjectDoesNotExist
    from django.db import DatabaseError, OperationalError, ProgrammingError

    from bridgework.kernel.errors import DomainError, NotFound

    if isinstance(error, DomainError):
        code = Exit.NOT_FOUND if isinstance(error, NotFound) else Exit.REFUSED
        return Problem(error.reason, hint=error.remedy, code=code)
    if isinstance(error, ObjectDoesNotExist):
        return Problem(str(error), code=Exit.NOT_FOUND)
    if isinstance(error, ImproperlyConfigured):
        return Problem(str(error), hint="docs/reference/settings.md lists every setting.", code=Exit.USAGE)
    if isinstance(error, DatabaseError):
        missing_table = isinstance(error, ProgrammingError) or "no such table" in str(error)
        hint = "Prepare it with: bridgework prepare" if missing_table else "Is BRIDGEWORK_DATABASE_URL right?"
        code = Exit.UNAVAILABLE if isinstance(error, (OperationalError, ProgrammingError)) else Exit.REFUSED
        return Problem(f"The database said: {_one_line(error)}", hint=hint, code=code)
    return None


def _machine_problem(error: Exception) -> Problem | None:
    if isinstance(error, FileNotFoundError):
        return Problem(f"There is no {error.filename}.", code=Exit.NOT_FOUND)
    if isinstance(error, PermissionError):
        return Problem(f"No permission for {error.filename}.", hint="Who owns it? Try: ls -l", code=Exit.REFUSED)
    if isinstance(error, OSError):
        return Problem(_one_line(error), code=Exit.UNAVAILABLE)
    return None


def _unexpected(error: Exception) -> Problem:
    return Problem(
        f"This should not have happened: {type(error).__name__}: {_one_line(error)}",
        hint="Run it again as `bridgework --trace …` and send us what it says.",
    )


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__


if __name__ == "__main__":
    sys.exit(main())
