"""Errors are one line and a hint, with a documented exit code."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError

import bridgework
from bridgework.cli.main import build_parser, main, problem_of
from bridgework.cli.problems import Exit, Problem
from bridgework.kernel.errors import InvalidInput, NotFound


def test_help_names_every_command_and_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    said = capsys.readouterr().out
    assert ended.value.code == 0
    for word in ("serve", "worker", "start", "prepare", "check", "exit codes:"):
        assert word in said


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out == f"bridgework {bridgework.__version__}\n"


def test_a_wrong_command_says_so_in_two_lines(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["serve", "--port", "many"])
    assert ended.value.code == Exit.USAGE
    assert capsys.readouterr().err == (
        "bridgework: Argument --port: invalid int value: 'many'.\n  Try: bridgework serve --help\n"
    )


@pytest.mark.parametrize(
    ("error", "message", "hint", "code"),
    [
        (Problem("No.", hint="Try yes.", code=Exit.NOT_FOUND), "No.", "Try yes.", Exit.NOT_FOUND),
        (InvalidInput("Too long.", remedy="Shorten it."), "Too long.", "Shorten it.", Exit.REFUSED),
        (NotFound("No such thread."), "No such thread.", "", Exit.NOT_FOUND),
        (
            ImproperlyConfigured("X must be yes or no."),
            "X must be yes or no.",
            "docs/reference/settings.md lists every setting.",
            Exit.USAGE,
        ),
        (
            OperationalError("no such table: people_account"),
            "The database said: no such table: people_account",
            "Prepare it with: bridgework prepare",
            Exit.UNAVAILABLE,
        ),
        (FileNotFoundError(2, "gone", "a.tar"), "There is no a.tar.", "", Exit.NOT_FOUND),
        (
            ValueError("two\nlines"),
            "This should not have happened: ValueError: two lines",
            "Run it again as `bridgework --trace …` and send us what it says.",
            Exit.REFUSED,
        ),
    ],
)
def test_every_kind_of_error_has_its_words(error: Exception, message: str, hint: str, code: Exit) -> None:
    problem = problem_of(error)
    assert (problem.message, problem.hint, problem.code) == (message, hint, code)


def _commands(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    actions = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    return dict(actions[0].choices)


def test_every_command_is_in_the_reference() -> None:
    page = (Path(__file__).parents[2] / "docs" / "reference" / "command-line.md").read_text()
    missing = [name for name in _commands(build_parser()) if f"## bridgework {name}\n" not in page]
    assert missing == []
