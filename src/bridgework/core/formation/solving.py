"""Forming the teams of a round: stage by stage, exactly, and the same for everybody who repeats it.

    allocation = solve(read_round(document))
    quick = preview(read_round(document))

`solve` never fails because the rules leave somebody out: an empty set of teams keeps every rule. Only locks can be
impossible; then the fewest are given up, a stage of its own says how many, and `relaxing.relax` says what else would
do.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from bridgework.core.formation.allocations import Allocation, Stage, allocation_of
from bridgework.core.formation.canonical import DIGITS
from bridgework.core.formation.choosing import choose_questions, narrow_to
from bridgework.core.formation.highs import HiGHS
from bridgework.core.formation.model import FormationModel
from bridgework.core.formation.program import Answer, Cancelled, Numbers, Solver
from bridgework.core.formation.rounds import Round
from bridgework.core.formation.searching import Search, Stopped
from bridgework.core.formation.staging import LOCKS, PLACED, QUESTIONS, Aim, aims, convex, leaning, lottery_aim

__all__ = ["NothingInTime", "Progress", "Stopped", "preview", "solve"]

LARGE = 2000
"""From so many people on the first stage begins from one sum of penalties, which is found far sooner."""
_PREVIEW_SECONDS = 0.8
_PREVIEW_SECONDS_MORE = 3.0


@dataclass(frozen=True)
class Progress:
    """How far a run is: stages done of all, the one begun now, and what the last one reached."""

    done: int
    of: int
    stage: str
    last: Stage | None = None


class NothingInTime(RuntimeError):
    """The time was over before any teams that keep the locks were found."""


def solve(
    round_: Round,
    *,
    time_limit: float | None = None,
    progress: Callable[[Progress], None] | None = None,
    is_cancelled: Cancelled | None = None,
    solver: Solver | None = None,
) -> Allocation:
    """The teams of a round.

    Args:
        time_limit: seconds for all stages together. What is not proved by then is reported as such, with the bound.
        progress: told at the beginning of every stage.
        is_cancelled: asked between stages.
        solver: HiGHS where nothing is said; `second.CpSat` confirms.

    Raises:
        Stopped: `is_cancelled` said so.
        NothingInTime: only with both locks and a time limit.
    """
    until = None if time_limit is None else time.monotonic() + time_limit
    run = _Run(round_, solver or HiGHS(), until, progress, is_cancelled)
    return run.result()


def preview(round_: Round, *, seconds: float = _PREVIEW_SECONDS, solver: Solver | None = None) -> Allocation:
    """Teams found quickly by one sum of penalties (0, 1, 3, 7, 15 for the ranks, 40 for nobody's team).

    Usually the best, or close to it; not binding, without a lottery, and with one unproved stage “preview”. Where so
    little was found in the time that it would mislead (a busy machine), it looks a little longer.
    """
    started = time.monotonic()
    run = _Run(round_, solver or HiGHS(), started + seconds, None, None)
    cost = convex(run.model)
    run.current = run.start_at_nothing()
    if round_.rules.questions_run == "most-wanted" and round_.rules.max_teams is not None:
        top = [wanted.question for wanted in round_.wanted][: round_.rules.max_teams]
        narrow_to(run.search, top, must_run=False)
    answer = run.search.best(cost)
    if answer.status == "stopped" and (answer.x is None or cost @ answer.x > answer.bound / 2):
        run.search.until = time.monotonic() + _PREVIEW_SECONDS_MORE
        longer = run.search.best(cost)
        answer = longer if longer.x is not None else answer
    x = answer.x if answer.x is not None else run.current
    stage = Stage("preview", float(cost @ x + 40 * len(round_.applicants)), False, time.monotonic() - started)
    return allocation_of(round_, run.model.teams(x), (stage,), run.description())


class _Run:
    """One run: its search, what it has reached, and the stages so far."""

    def __init__(
        self,
        round_: Round,
        solver: Solver,
        until: float | None,
        progress: Callable[[Progress], None] | None,
        is_cancelled: Cancelled | None,
    ) -> None:
        self.round, self.solver, self.until = round_, solver, until
        self.tell, self.is_cancelled = progress, is_cancelled
        self.model = FormationModel(round_)
        self.search = Search(self.model, solver, until=until, is_cancelled=is_cancelled)
        self.stages: list[Stage] = []
        self.aimed: dict[str, Aim] = {}
        self.current: Numbers | None = None
        self.is_unique = False
        self.left = 0

    def result(self) -> Allocation:
        if self.round.locks:
            self._keep_locks()
        planned = aims(self.model)
        chooses = self._chooses_questions()
        self.left = len(planned) + 1 + chooses
        if chooses:
            self._choose()
        for aim in planned:
            self._reach(aim)
        self._draw()
        assert self.current is not None
        stages = tuple(self._as_it_ended(stage) for stage in self.stages)
        return allocation_of(self.round, self.model.teams(self.current), stages, self.description())

    def _as_it_ended(self, stage: Stage) -> Stage:
        """A stage that was not proved may have gained by what was found later."""
        aim = self.aimed.get(stage.name)
        if stage.proved or aim is None:
            return stage
        assert self.current is not None
        return replace(stage, value=aim.told(int(aim.cost @ self.current)))

    def start_at_nothing(self) -> Numbers:
        """Nobody placed: keeps every rule but locks."""
        return np.zeros(self.model.size, dtype=np.int64)

    def description(self) -> dict[str, Any]:
        """What solved it, and how large it was."""
        told = {
            "name": self.solver.name,
            "version": self.solver.version,
            "columns": self.model.size,
            "rows": int(self.model.rows.lower.size),
            "unique": self.is_unique,
        }
        if self.model.broken and self.current is not None:
            told["locks_given_up"] = sorted(
                rule[1] for rule, column in self.model.broken.items() if self.current[column]
            )
        return told

    def _keep_locks(self) -> None:
        """Where no valid teams keep all locks, the fewest are given up."""
        answer = self.search.any()
        if answer.status == "best":
            self.current = answer.x
            return
        if answer.status == "stopped":
            raise NothingInTime("No teams that keep the locks were found in the time allowed.")
        locks = [("lock", who, what) for who, what in self.round.locks.items()]
        self.model = FormationModel(self.round, soft=locks)
        self.search = Search(self.model, self.solver, until=self.until, is_cancelled=self.is_cancelled)
        self.current = self.start_at_nothing()
        for column in self.model.broken.values():
            self.current[column] = 1
        self.left = 1
        self._reach(Aim(LOCKS, "least", self.model.numbers(dict.fromkeys(self.model.broken.values(), 1))))

    def _chooses_questions(self) -> bool:
        rules = self.round.rules
        return rules.questions_run == "most-wanted" and rules.max_teams is not None and not self.round.previous

    def _choose(self) -> None:
        started = self._begin(QUESTIONS)
        chosen, x, is_proved = choose_questions(self.search, self._seconds())
        narrow_to(self.search, chosen, must_run=True)
        self.current = x if x is not None else self.current
        self._end(Stage(QUESTIONS, len(chosen), is_proved, time.monotonic() - started))

    def _begin(self, name: str) -> float:
        if self.is_cancelled is not None and self.is_cancelled():
            raise Stopped
        if self.tell is not None:
            last = self.stages[-1] if self.stages else None
            self.tell(Progress(len(self.stages), len(self.stages) + self.left, name, last))
        return time.monotonic()

    def _end(self, stage: Stage) -> None:
        self.stages.append(stage)
        self.left -= 1

    def _seconds(self) -> float | None:
        """What one stage may take: twice its fair share of what is left."""
        if self.until is None:
            return None
        return max(0.0, self.until - time.monotonic()) * min(1.0, 2 / max(1, self.left))

    def _reach(self, aim: Aim) -> None:
        started = self._begin(aim.name)
        answer = self._answer(aim)
        if self.current is None:
            self.current = answer.x if answer.x is not None else self.start_at_nothing()
        if answer.x is not None and aim.cost @ answer.x <= aim.cost @ self.current:
            self.current = answer.x
        reached = int(aim.cost @ self.current)
        self.search.keep(aim, reached)
        self.aimed[aim.name] = aim
        is_proved = answer.status == "best" and all(stage.proved for stage in self.stages)
        bound = None if is_proved else aim.told(max(answer.bound, self._floor(aim)))
        self._end(Stage(aim.name, aim.told(reached), is_proved, time.monotonic() - started, bound))

    def _answer(self, aim: Aim) -> Answer:
        """The best of one stage; nothing is solved where what is there cannot be bettered."""
        floor = self._floor(aim)
        if self.current is not None and aim.cost @ self.current <= floor:
            return Answer("best", self.current, floor)
        if aim.name != PLACED:
            return self.search.best(aim.cost, seconds=self._seconds())
        if len(self.model.people) >= LARGE and self._begins_well(aim, floor):
            return Answer("best", self.current, floor)
        # Placing most people is found sooner when it is also said which of the many ways is good, and the ranks'
        # stages then begin near their best. One more person outweighs every penalty of all the others.
        people = len(self.model.people)
        extra = leaning(self.model)
        weight = int(extra.max(initial=0)) * people + 1
        answer = self.search.best(aim.cost * weight + extra, seconds=self._seconds())
        return Answer(
            answer.status,
            answer.x,
            # The penalties make up less than one person, so what is left of the bound below a whole one counts for one.
            float(np.floor(answer.bound / weight + 1e-6)) if answer.bound > -1e18 else answer.bound,
        )

    def _begins_well(self, aim: Aim, floor: float) -> bool:
        """Whether the sum of penalties places everybody who can be: then no other way places more."""
        answer = self.search.best(convex(self.model), seconds=self._seconds())
        if answer.x is not None and (self.current is None or aim.cost @ answer.x < aim.cost @ self.current):
            self.current = answer.x
        return self.current is not None and bool(aim.cost @ self.current <= floor)

    def _floor(self, aim: Aim) -> float:
        """A value that cannot be bettered: everybody at the best they may have, as if there were nobody else."""
        best: dict[str, int] = {}
        for one in self.model.choices:
            if self.search.upper[one.column]:
                best[one.applicant] = min(best.get(one.applicant, 0), int(aim.cost[one.column]))
        return float(sum(best.values()))

    def _draw(self) -> None:
        """The lottery: digit by digit of the tickets, until one allocation is left."""
        for place in range(DIGITS):
            aim = lottery_aim(self.model, place)
            self._reach(aim)
            if not self.stages[-1].proved:
                return
            self.left = 1
            if self._is_only_one():
                self.is_unique = True
                return

    def _is_only_one(self) -> bool:
        assert self.current is not None
        others = self.search.copy()
        others.forbid(self.current)
        return others.any().status == "none"
