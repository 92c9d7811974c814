"""Forming teams in the background: stage by stage, stopped when asked, begun anew after a worker was lost."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from bridgework.apps.applications.events import ApplicationSent
from bridgework.apps.applications.models import Application
from bridgework.apps.teams.actions.composing import give_up_places
from bridgework.apps.teams.actions.solving import EXPLAIN, SOLVE, keep_reasons, record_result, record_stopped
from bridgework.apps.teams.models import FormationRun
from bridgework.apps.teams.queries import forming
from bridgework.kernel import jobs
from bridgework.kernel.events import handles
from bridgework.kernel.permissions import SYSTEM

if TYPE_CHECKING:
    from bridgework.core.formation.allocations import Allocation
    from bridgework.core.formation.rounds import Round
    from bridgework.core.formation.solving import Progress

MOST_CONFIRMED = 300
"""Up to so many people the second solver confirms a run in the product; it takes longer than the first."""
MOST_NEAREST = 40


@handles(ApplicationSent)
def free_places(event: ApplicationSent) -> None:
    """Whoever withdraws is in no team any more: the place and its role end with the application."""
    application = Application.objects.filter(public_id=event.application_public_id).select_related("call").first()
    if application is not None:
        give_up_places(actor=SYSTEM, now=event.at, application=application)


@jobs.job(SOLVE, own_transactions=True, lease=timedelta(minutes=60))
def solve_run(payload: jobs.Payload, now: datetime) -> None:
    """Form the teams of a run. Done twice it does nothing more: the result is the same, and is kept once."""
    # Here, not at the top: the solver's libraries take long to read, and every start would pay.
    from bridgework.core.formation.checking import breaches
    from bridgework.core.formation.solving import NothingInTime, Stopped, solve

    run = FormationRun.objects.filter(public_id=payload["run"], state="solving").first()
    if run is None:
        return
    document = forming.frozen_document(run, with_seed=True)
    round_ = forming.readable_round(document)
    began = time.monotonic()
    try:
        allocation = solve(
            round_,
            time_limit=run.time_limit_seconds,
            progress=lambda told: _tell(run, told),
            is_cancelled=lambda: _is_stopping(run),
        )
    except Stopped:
        record_stopped(actor=SYSTEM, now=_after(now, began), run=run)
        return
    except NothingInTime as error:
        record_stopped(actor=SYSTEM, now=_after(now, began), run=run, failure=str(error))
        return
    solved = allocation.as_json()
    breached = [str(one) for one in breaches(document, solved)]
    second = _confirmed(round_, allocation)
    record_result(
        actor=SYSTEM,
        now=_after(now, began),
        run=run,
        allocation=solved,
        breaches=breached,
        second_solver=second,
    )


@jobs.job(EXPLAIN, own_transactions=True, lease=timedelta(minutes=60))
def explain_run(payload: jobs.Payload, now: datetime) -> None:
    """Work out why everybody is where they are, each reason confirmed by solving again."""
    from bridgework.core.formation.explaining import Reasons
    from bridgework.core.formation.nearest import what_would_change

    run = FormationRun.objects.filter(public_id=payload["run"]).select_related("call__round").first()
    if run is None or not run.teams_now:
        return
    round_, allocation = forming.solved_round(run)
    titles = forming.titles_of(run.call)
    known = Reasons(round_, allocation, titles=titles)
    reasons = {one.id: known.of(one.id).as_json() for one in round_.applicants}
    idle = [one.question for one in round_.wanted if one.question not in known.running][:MOST_NEAREST]
    nearest = [what_would_change(round_, allocation, one, titles=titles, reasons=known) for one in idle]
    keep_reasons(
        actor=SYSTEM,
        now=now,
        run=run,
        reasons=reasons,
        nearest=[{"question": one.question, "sentence": one.sentence} for one in nearest],
    )


def _after(now: datetime, began: float) -> datetime:
    """The moment at which a job that began at `now` is done."""
    return now + timedelta(seconds=time.monotonic() - began)


def _tell(run: FormationRun, told: Progress) -> None:
    done = {"done": told.done, "of": told.of, "stage": told.stage}
    FormationRun.objects.filter(pk=run.pk, state="solving").update(progress=done)


def _is_stopping(run: FormationRun) -> bool:
    return FormationRun.objects.filter(pk=run.pk).values_list("is_stopping", flat=True).first() is not False


def _confirmed(round_: Round, allocation: Allocation) -> dict[str, Any]:
    """What the second solver says; nothing where it is not installed, or where there is no proof to confirm."""
    from bridgework.core.formation.second import NoSecondSolver, confirm

    if not allocation.is_proved or len(round_.applicants) > MOST_CONFIRMED:
        return {}
    try:
        second = confirm(round_)
    except NoSecondSolver:
        return {}
    return {
        "name": second.solver.get("name", ""),
        "version": second.solver.get("version", ""),
        "result_sha256": second.result_sha256,
        "agrees": second.result_sha256 == allocation.result_sha256,
    }
