"""A search over the allocations of a round: rows that pile up, and the question what is best within them."""

from __future__ import annotations

import time
from collections.abc import Iterable

import numpy as np

from bridgework.core.formation.model import FormationModel
from bridgework.core.formation.program import FREE, Answer, Cancelled, Numbers, Program, Row, Solver
from bridgework.core.formation.staging import Aim


class Stopped(Exception):
    """Somebody stopped the run."""


class Search:
    """What may still be chosen. Fixing a stage narrows it; `copy` lets a question be asked without narrowing.

    Args:
        until: `time.monotonic()` after which nothing is looked for any more.
    """

    def __init__(
        self,
        model: FormationModel,
        solver: Solver,
        *,
        until: float | None = None,
        is_cancelled: Cancelled | None = None,
    ) -> None:
        self.model = model
        self.solver = solver
        self.until = until
        self.is_cancelled = is_cancelled
        self.lower = model.lower.copy()
        self.upper = model.upper.copy()
        self.rows = model.rows
        self.solved = 0

    def copy(self) -> Search:
        """The same search, to go on separately."""
        other = Search(self.model, self.solver, until=self.until, is_cancelled=self.is_cancelled)
        other.lower, other.upper, other.rows = self.lower.copy(), self.upper.copy(), self.rows
        return other

    def best(self, cost: Numbers, *, seconds: float | None = None) -> Answer:
        """The cheapest allocation, or that there is none."""
        if self.is_cancelled is not None and self.is_cancelled():
            raise Stopped
        if self.until is not None:
            left = max(0.0, self.until - time.monotonic())
            seconds = left if seconds is None else min(seconds, left)
            if seconds < 0.02:
                return Answer("stopped")
        self.solved += 1
        return self.solver.minimise(Program(cost, self.lower, self.upper, self.rows), seconds)

    def any(self, *, seconds: float | None = None) -> Answer:
        """Some allocation, or that there is none."""
        return self.best(np.zeros(self.model.size, dtype=np.int64), seconds=seconds)

    def add(self, rows: Iterable[Row]) -> None:
        """Narrow by rows."""
        self.rows = self.rows.with_rows(rows)

    def force(self, columns: Iterable[int], value: int) -> None:
        """Narrow by setting columns to 0 or 1."""
        chosen = list(columns)
        self.lower[chosen] = np.maximum(self.lower[chosen], value)
        self.upper[chosen] = np.minimum(self.upper[chosen], value)

    def require_one(self, columns: Iterable[int]) -> None:
        """Narrow to allocations with exactly one of these columns."""
        chosen = np.array(list(columns), dtype=np.int64)
        self.add([Row(chosen, np.ones_like(chosen), lower=1, upper=1)])

    def keep(self, aim: Aim, cost: int) -> None:
        """Narrow to allocations that are as good in one stage."""
        columns = np.flatnonzero(aim.cost)
        if cost == 0 and (aim.cost >= 0).all():
            self.force(columns, 0)
        elif columns.size:
            self.add([Row(columns, aim.cost[columns], lower=-FREE, upper=cost)])

    def keep_exactly(self, aim: Aim, cost: int) -> None:
        """Narrow to allocations that are neither better nor worse in one stage."""
        columns = np.flatnonzero(aim.cost)
        self.add([Row(columns, aim.cost[columns], lower=cost, upper=cost)])

    def forbid(self, x: Numbers) -> None:
        """Narrow to allocations that place somebody elsewhere than `x` does."""
        used = np.array([one.column for one in self.model.choices if x[one.column]], dtype=np.int64)
        self.add([Row(used, np.ones_like(used), lower=-FREE, upper=used.size - 1)])
