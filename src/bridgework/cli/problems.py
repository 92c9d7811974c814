"""How a command says no: one line, a hint, and a documented exit code."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes; docs/reference/command-line.md explains them to readers."""

    DONE = 0
    REFUSED = 1
    USAGE = 2
    NOT_FOUND = 3
    UNAVAILABLE = 4


class Problem(Exception):
    """Ends a command with `message`, a `hint` that says what to do, and `code`."""

    def __init__(self, message: str, *, hint: str = "", code: Exit = Exit.REFUSED) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.code = code
