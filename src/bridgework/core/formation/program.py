"""An integer program: whole-number columns within bounds, rows of whole numbers, and what a solver answers.

Neither knows of teams, so that solvers of different families can be given the very same program.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, vstack

Numbers = NDArray[np.int64]
Rule = tuple[str, ...]
FREE = 2**50


@dataclass(frozen=True)
class Rows:
    """Rows of a program: lower <= matrix @ x <= upper; a side of plus or minus FREE is no side."""

    matrix: csr_array
    lower: Numbers
    upper: Numbers

    def with_rows(self, more: Iterable[Row]) -> Rows:
        """These rows and some more."""
        added = list(more)
        if not added:
            return self
        columns = self.matrix.shape[1]
        starts = np.cumsum([0, *(len(row.columns) for row in added)])
        extra = csr_array(
            (
                np.concatenate([row.numbers for row in added]).astype(np.float64),
                np.concatenate([row.columns for row in added]),
                starts,
            ),
            shape=(len(added), columns),
        )
        return Rows(
            vstack([self.matrix, extra], format="csr"),
            np.append(self.lower, [row.lower for row in added]),
            np.append(self.upper, [row.upper for row in added]),
        )

    def hold(self, x: Numbers) -> bool:
        """Whether whole numbers keep every row exactly."""
        reached = self.matrix @ x.astype(np.float64)
        return bool((reached >= self.lower).all() and (reached <= self.upper).all())


@dataclass(frozen=True)
class Row:
    """One row: the sum of numbers times columns lies between lower and upper."""

    columns: Numbers
    numbers: Numbers
    lower: int = -FREE
    upper: int = FREE


@dataclass
class Draft:
    """A program while it is written."""

    upper: list[int] = field(default_factory=list)
    rules: list[Rule | None] = field(default_factory=list)
    _columns: list[int] = field(default_factory=list)
    _numbers: list[int] = field(default_factory=list)
    _starts: list[int] = field(default_factory=lambda: [0])
    _row_lower: list[int] = field(default_factory=list)
    _row_upper: list[int] = field(default_factory=list)

    def column(self, upper: int = 1) -> int:
        """A new column from 0 to `upper`."""
        self.upper.append(upper)
        return len(self.upper) - 1

    def row(
        self, entries: Iterable[tuple[int, int]], lower: int = -FREE, upper: int = FREE, rule: Rule | None = None
    ) -> None:
        """A new row. `rule` says which rule of the round it is, so that it can be left out."""
        for column, number in entries:
            self._columns.append(column)
            self._numbers.append(number)
        self._starts.append(len(self._columns))
        self._row_lower.append(lower)
        self._row_upper.append(upper)
        self.rules.append(rule)

    def rows(self) -> Rows:
        """All rows."""
        matrix = csr_array(
            (np.array(self._numbers, dtype=np.float64), np.array(self._columns, dtype=np.int64), self._starts),
            shape=(len(self._row_lower), len(self.upper)),
        )
        return Rows(matrix, np.array(self._row_lower, dtype=np.int64), np.array(self._row_upper, dtype=np.int64))


@dataclass(frozen=True)
class Program:
    """Minimise objective @ x for whole numbers x from lower to upper that keep the rows."""

    objective: Numbers
    lower: Numbers
    upper: Numbers
    rows: Rows


@dataclass(frozen=True)
class Answer:
    """What a solver found.

    Attributes:
        status: “best” is proved; “none” is proved too; “stopped” is neither, with or without `x`.
        bound: no value below it exists.
    """

    status: Literal["best", "none", "stopped"]
    x: Numbers | None = None
    bound: float = float("-inf")


class Solver(Protocol):
    """A way to solve a program. The same program always gets an answer of the same value."""

    name: str
    version: str

    def minimise(self, program: Program, seconds: float | None = None) -> Answer:
        """The best x, within a time in seconds."""
        ...


Cancelled = Callable[[], bool]
