"""A second opinion: the same stages by CP-SAT, a solver of another family (constraint propagation and learned clauses).

Needs the optional extra "second-solver" (ortools). One worker and a full linear relaxation: with two workers it is far
slower on these programs, and its answers would depend on the clock.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from bridgework.core.formation.allocations import Allocation
from bridgework.core.formation.program import FREE, Answer, Program
from bridgework.core.formation.rounds import Round
from bridgework.core.formation.solving import solve


class NoSecondSolver(RuntimeError):
    """The optional extra is not installed."""


def confirm(round_: Round, *, time_limit: float | None = None) -> Allocation:
    """The teams of a round by the second solver; the result's hash has to be that of the first.

    Raises:
        NoSecondSolver: ortools is not installed.
    """
    return solve(round_, solver=CpSat(), time_limit=time_limit)


class CpSat:
    """CP-SAT of OR-Tools with one worker."""

    name = "CP-SAT of OR-Tools"

    def __init__(self) -> None:
        try:
            import ortools
            from ortools.sat.python import cp_model
        except ImportError as error:
            raise NoSecondSolver('The second solver is an extra: pip install "bridgework[second-solver]"') from error
        self._cp_model: Any = cp_model
        self.version = str(ortools.__version__)

    def minimise(self, program: Program, seconds: float | None = None) -> Answer:
        """The best x; CP-SAT computes in whole numbers throughout."""
        cp = self._cp_model
        if (program.lower > program.upper).any():
            return Answer("none")
        model = cp.CpModel()
        columns = [
            model.new_int_var(int(lower), int(upper), "")
            for lower, upper in zip(program.lower, program.upper, strict=True)
        ]
        matrix = program.rows.matrix
        for row in range(matrix.shape[0]):
            span = slice(matrix.indptr[row], matrix.indptr[row + 1])
            expression = cp.LinearExpr.weighted_sum(
                [columns[at] for at in matrix.indices[span]], [int(one) for one in matrix.data[span]]
            )
            lower, upper = int(program.rows.lower[row]), int(program.rows.upper[row])
            model.add_linear_constraint(expression, max(lower, -FREE), min(upper, FREE))
        used = np.flatnonzero(program.objective)
        if used.size:
            model.minimize(
                cp.LinearExpr.weighted_sum([columns[at] for at in used], [int(program.objective[at]) for at in used])
            )
        solver = cp.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.linearization_level = 2
        if seconds is not None:
            solver.parameters.max_time_in_seconds = max(seconds, 0.01)
        status = solver.solve(model)
        if status == cp.INFEASIBLE:
            return Answer("none")
        if status not in (cp.OPTIMAL, cp.FEASIBLE):
            return Answer("stopped")
        x = np.array([solver.value(column) for column in columns], dtype=np.int64)
        bound = solver.best_objective_bound if used.size else 0.0
        return Answer("best" if status == cp.OPTIMAL else "stopped", x, float(bound))
