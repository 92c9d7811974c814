"""Why a document cannot be made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class DocumentProblem:
    """One thing wrong. `place` is where in the paper, such as "paragraph 2.6"; `section` the key to link to."""

    message: str
    place: str = ""
    section: str = ""

    def __str__(self) -> str:
        return f"{self.message} ({self.place})" if self.place else self.message


class CannotBuild(ValueError):
    """The document was not made. `problems` are sentences, each with its place."""

    def __init__(self, problems: Iterable[DocumentProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__(" ".join(map(str, self.problems)))
