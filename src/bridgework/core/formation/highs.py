"""The solver of the product: HiGHS, as scipy carries it."""

from __future__ import annotations

import numpy as np
import scipy
from scipy.optimize import Bounds, LinearConstraint, milp

from bridgework.core.formation.program import FREE, Answer, Program


class InexactAnswer(ArithmeticError):
    """A solver's answer does not keep the rows when it is rounded to whole numbers."""


class HiGHS:
    """Branch and cut with linear relaxations, one thread."""

    name = "HiGHS in scipy.optimize.milp"
    version = scipy.__version__

    def minimise(self, program: Program, seconds: float | None = None) -> Answer:
        """The best x, checked in whole numbers.

        Raises:
            InexactAnswer: where even without presolve the answer is not whole.
        """
        answer = self._once(program, seconds, presolve=True)
        if answer is None:
            answer = self._once(program, seconds, presolve=False)
        if answer is None:
            raise InexactAnswer("The solver gave numbers that are not whole.")
        return answer

    def _once(self, program: Program, seconds: float | None, *, presolve: bool) -> Answer | None:
        if program.objective.size == 0:
            fits = bool((program.rows.lower <= 0).all() and (program.rows.upper >= 0).all())
            return Answer("best", np.zeros(0, dtype=np.int64), 0.0) if fits else Answer("none")
        if (program.lower > program.upper).any():
            return Answer("none")
        options: dict[str, float | bool] = {"mip_rel_gap": 0.0, "presolve": presolve}
        if seconds is not None:
            options["time_limit"] = max(seconds, 0.01)
        constraints = []
        if program.rows.lower.size:
            lower = np.where(program.rows.lower <= -FREE, -np.inf, program.rows.lower)
            upper = np.where(program.rows.upper >= FREE, np.inf, program.rows.upper)
            constraints = [LinearConstraint(program.rows.matrix, lower, upper)]
        found = milp(
            program.objective.astype(np.float64),
            integrality=np.ones(program.objective.size),
            bounds=Bounds(program.lower.astype(np.float64), program.upper.astype(np.float64)),
            constraints=constraints,
            options=options,
        )
        if found.status == 2:
            return Answer("none")
        bound = found.mip_dual_bound if found.mip_dual_bound is not None else float("-inf")
        if found.x is None:
            return Answer("stopped", None, float(bound))
        x = np.rint(found.x).astype(np.int64)
        if not program.rows.hold(x) or (x < program.lower).any() or (x > program.upper).any():
            return None
        return Answer("best" if found.status == 0 else "stopped", x, float(bound))
