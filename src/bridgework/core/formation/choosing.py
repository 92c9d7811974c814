"""Which questions run, where the rule is “the most wanted”.

The questions are taken in the order of ranking points, those that somebody is locked to before all others. One runs if
it can, by some valid set of teams, together with all that were taken before it, until as many run as there may be
teams. So where the most wanted cannot all run, the next best that can takes the free place.

Without a limit of teams nothing has to be left out, and the rule decides nothing. With `previous` (after a withdrawal)
the questions that ran before come first, and a question may run but need not, because moving few people comes first.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

from bridgework.core.formation.program import Answer, Numbers
from bridgework.core.formation.rounds import Round
from bridgework.core.formation.searching import Search


def running_order(round_: Round) -> list[str]:
    """Questions in the order in which they are taken; locked ones first, since people were promised them."""
    kept = set(round_.previous.values())
    locked = set(round_.locks.values())
    wanted = [one.question for one in round_.wanted]
    return sorted(wanted, key=lambda question: (question not in locked, question not in kept))


def narrow_to(search: Search, chosen: Sequence[str], *, must_run: bool) -> None:
    """Only these questions run; all of them, where they must."""
    for question, places in search.model.of_question.items():
        if question not in chosen:
            search.force([place.runs for place in places], 0)
        elif must_run:
            search.force([places[0].runs], 1)


def choose_questions(search: Search, seconds: float | None = None) -> tuple[list[str], Numbers | None, bool]:
    """The most wanted questions that can run together, an allocation in which they do, and whether that is certain."""
    round_ = search.model.round
    most = round_.rules.max_teams or 0
    until = None if seconds is None else time.monotonic() + seconds
    waiting = [question for question in running_order(round_) if question in search.model.of_question]
    taken: list[str] = []
    found: Numbers | None = None
    is_certain = True
    while waiting and len(taken) < most:
        # The longest stretch of the order that can run as a whole; the question after it cannot, and is passed over.
        fits, fails = 0, min(most - len(taken), len(waiting)) + 1
        probe = fails - 1
        while fits < fails - 1:
            answer = _can_run(search, taken + waiting[:probe], until)
            is_certain = is_certain and answer.status != "stopped"
            if answer.x is not None:
                fits, found = probe, answer.x
            else:
                fails = probe
            probe = (fits + fails) // 2
        taken += waiting[:fits]
        waiting = waiting[fits + 1 :]
    return taken, found, is_certain


def _can_run(search: Search, questions: Sequence[str], until: float | None) -> Answer:
    trial = search.copy()
    narrow_to(trial, questions, must_run=True)
    return trial.any(seconds=None if until is None else max(0.0, until - time.monotonic()))
