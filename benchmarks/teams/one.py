"""One method on one round, in a process of its own.

python -m benchmarks.teams.one METHOD PEOPLE KIND SEED SECONDS
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from typing import Any

from benchmarks.teams.invented import invented_round
from benchmarks.teams.rivals import Genetic, Teams, cost, deferred_acceptance
from bridgework.core.formation.allocations import Allocation
from bridgework.core.formation.checking import breaches, rule_breaches
from bridgework.core.formation.explaining import Reasons
from bridgework.core.formation.highs import HiGHS
from bridgework.core.formation.model import FormationModel
from bridgework.core.formation.rounds import Round
from bridgework.core.formation.searching import Search
from bridgework.core.formation.second import CpSat, confirm
from bridgework.core.formation.solving import preview, solve
from bridgework.core.formation.staging import UNPLACED, convex
from bridgework.core.formation.validating import read_round
from bridgework.core.formation.valuing import teams_of

MOST_EXPLAINED = 15


def main() -> None:
    """Run and print one JSON object."""
    method, people, kind, seed, seconds = sys.argv[1:6]
    document = invented_round(int(people), kind, int(seed))  # type: ignore[arg-type]
    round_ = read_round(document)
    found = METHODS[method](round_, float(seconds))
    found["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    found["load"] = round(os.getloadavg()[0], 1)
    print(json.dumps(found))


def _teams(round_: Round, started: float, teams: Teams) -> dict[str, Any]:
    placed = sum(len(members) for _question, members in teams)
    return {
        "seconds": time.process_time() - started,
        "cost": cost(round_, teams),
        "unplaced": len(round_.applicants) - placed,
        "breaches": len(rule_breaches(round_.document, teams)),
    }


def _allocation(round_: Round, started: float, allocation: Allocation) -> dict[str, Any]:
    told = _teams(round_, started, teams_of(allocation))
    return told | {
        "profile": allocation.profile,
        "proved": allocation.is_proved,
        "hash": allocation.result_sha256,
        "gap": [[s.name, s.value, s.bound] for s in allocation.stages if not s.proved][:1],
    }


def _staged(round_: Round, limit: float) -> dict[str, Any]:
    started = time.process_time()
    allocation = solve(round_, time_limit=limit or None)
    told = _allocation(round_, started, allocation)
    return told | {"breaches": len(breaches(round_.document, json.loads(json.dumps(allocation.as_json()))))}


def _staged_by_cp_sat(round_: Round, limit: float) -> dict[str, Any]:
    started = time.process_time()
    return _allocation(round_, started, confirm(round_, time_limit=limit or None))


def _preview(round_: Round, limit: float) -> dict[str, Any]:
    started = time.process_time()
    return _teams(round_, started, teams_of(preview(round_)))


def _one_sum(solver: Any) -> Callable[[Round, float], dict[str, Any]]:
    def run(round_: Round, limit: float) -> dict[str, Any]:
        started = time.process_time()
        model = FormationModel(round_)
        answer = Search(model, solver()).best(convex(model), seconds=limit or None)
        if answer.x is None:
            return {"seconds": time.process_time() - started, "cost": None, "proved": False}
        bound = answer.bound + UNPLACED * len(round_.applicants)
        return _teams(round_, started, model.teams(answer.x)) | {"proved": answer.status == "best", "bound": bound}

    return run


def _deferred(round_: Round, limit: float) -> dict[str, Any]:
    started = time.process_time()
    return _teams(round_, started, deferred_acceptance(round_))


def _genetic(round_: Round, limit: float) -> dict[str, Any]:
    shape = [(team.question, len(team.members)) for team in solve(round_).teams]
    started = time.process_time()
    return _teams(round_, started, Genetic(round_, shape, 1).run(limit))


def _certificates(round_: Round, limit: float) -> dict[str, Any]:
    reasons = Reasons(round_, solve(round_))
    asked = [one.id for one in round_.applicants if reasons.allocation.question_of.get(one.id) not in one.ranks[0]]
    times, count, confirmed = [], 0, 0
    for one in asked[:MOST_EXPLAINED]:
        started = time.process_time()
        found = reasons.of(one).better
        times.append((time.process_time() - started) / len(found))
        count += len(found)
        confirmed += sum(missed.is_confirmed for missed in found)
    times.sort()
    return {"seconds": times[len(times) // 2], "slowest": times[-1], "reasons": count, "confirmed": confirmed}


METHODS: dict[str, Callable[[Round, float], dict[str, Any]]] = {
    "staged": _staged,
    "staged-cp-sat": _staged_by_cp_sat,
    "preview": _preview,
    "one-sum": _one_sum(HiGHS),
    "one-sum-cp-sat": _one_sum(CpSat),
    "deferred-acceptance": _deferred,
    "genetic": _genetic,
    "certificates": _certificates,
}

if __name__ == "__main__":
    main()
