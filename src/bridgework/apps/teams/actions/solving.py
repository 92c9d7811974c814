"""Forming the teams of a frozen run: begun by a person, done by a job, looked at by the independent checker."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from bridgework.apps.teams import rules
from bridgework.apps.teams.actions.planning import locked
from bridgework.apps.teams.events import FormationRunMoved
from bridgework.apps.teams.models import FormationRun
from bridgework.apps.teams.queries import forming
from bridgework.apps.teams.states import FORMATION_RUN
from bridgework.core.formation.canonical import commitment
from bridgework.kernel import audit, jobs, transitions
from bridgework.kernel.errors import InvalidInput, NotPossibleNow
from bridgework.kernel.events import publish
from bridgework.kernel.models import Job
from bridgework.kernel.permissions import Actor

SOLVE, EXPLAIN = "teams.solve", "teams.explain"


@transaction.atomic
def enter_public_value(*, actor: Actor, now: datetime, run: FormationRun, value: str) -> FormationRun:
    """Enter the public value that was named in advance, once it is fixed. It is entered once."""
    kept = locked(actor, run)
    if kept.state != "frozen" or kept.public_value_on is None:
        raise NotPossibleNow("The input is not frozen.", rule="teams.public-value", remedy="Freeze it first.")
    if kept.public_value:
        raise NotPossibleNow("The public value is entered already.", rule="teams.public-value-once")
    if timezone.localdate(now) < kept.public_value_on:
        raise NotPossibleNow(
            f"The public value is fixed on {kept.public_value_on:%d %B %Y}, and not before.",
            rule="teams.public-value-later",
            remedy="Wait for that day.",
        )
    if not value.strip():
        raise InvalidInput("Enter the value.", rule="teams.public-value", field="value")
    kept.public_value = value.strip()[:200]
    kept.version += 1
    kept.save(update_fields=["public_value", "version"])
    audit.record(actor=actor, now=now, verb="teams.enter-public-value", on=kept, fields=["public_value"])
    return kept


@transaction.atomic
def start_solving(*, actor: Actor, now: datetime, run: FormationRun) -> FormationRun:
    """Begin to form the teams, in the background. The same input and seed give the same teams, however often."""
    kept = locked(actor, run)
    if kept.state == "frozen" and not kept.public_value:
        raise NotPossibleNow(
            "The lottery's seed is not complete.",
            rule="teams.public-value-first",
            remedy="Enter the public value first.",
        )
    if commitment(forming.seed_of(kept)) != kept.seed_commitment:
        raise NotPossibleNow(
            "The secret of this run did not come along when the installation was moved.",
            rule="teams.secret-kept",
            remedy="Set the run aside and begin a new draft.",
        )
    transitions.move(kept, FORMATION_RUN, "solve", actor=actor, now=now)
    kept.is_stopping, kept.failure, kept.progress = False, "", {}
    kept.started_at, kept.finished_at = now, None
    kept.version += 1
    kept.save()
    audit.record(actor=actor, now=now, verb="teams.solve", on=kept, fields=["state"])
    jobs.enqueue(SOLVE, {"run": kept.public_id}, at=now, unique_key=f"{SOLVE}:{kept.public_id}")
    publish(FormationRunMoved(now, kept.public_id, kept.scope, kept.state))
    return kept


@transaction.atomic
def stop_solving(*, actor: Actor, now: datetime, run: FormationRun) -> FormationRun:
    """Ask a run to stop at the end of its stage. Nothing is lost: it can be begun again.

    A run whose job the program gave up stops at once: no worker would ever look.
    """
    kept = locked(actor, run)
    if kept.state != "solving":
        raise NotPossibleNow("No teams are being formed.", rule="teams.stop-run")
    if not is_under_way(kept):
        return record_stopped(
            actor=actor, now=now, run=kept, failure="The program gave up. Begin again, or set it aside."
        )
    kept.is_stopping = True
    kept.save(update_fields=["is_stopping"])
    audit.record(actor=actor, now=now, verb="teams.stop-run", on=kept, fields=["is_stopping"])
    return kept


def is_under_way(run: FormationRun) -> bool:
    """Whether a worker forms the teams of a run, or will."""
    return Job.objects.filter(kind=SOLVE, payload__run=run.public_id, state__in=(Job.WAITING, Job.RUNNING)).exists()


@transaction.atomic
def record_stopped(*, actor: Actor, now: datetime, run: FormationRun, failure: str = "") -> FormationRun:
    """Note that a run stopped, because somebody asked or because it could not be done. For the job."""
    kept = FormationRun.objects.select_for_update().get(pk=run.pk)
    rules.PLAN.require(actor, kept)
    if kept.state != "solving":
        return kept
    transitions.move(kept, FORMATION_RUN, "stop", actor=actor, now=now, reason=failure)
    kept.failure, kept.is_stopping, kept.finished_at = failure[:500], False, now
    kept.version += 1
    kept.save(update_fields=["failure", "is_stopping", "finished_at", "version"])
    audit.record(actor=actor, now=now, verb="teams.record-stopped", on=kept, fields=["state"])
    publish(FormationRunMoved(now, kept.public_id, kept.scope, kept.state))
    return kept


@transaction.atomic
def record_result(
    *,
    actor: Actor,
    now: datetime,
    run: FormationRun,
    allocation: Mapping[str, Any],
    breaches: list[str],
    second_solver: Mapping[str, Any],
) -> FormationRun:
    """Keep what was solved, with what the independent checker and the second solver say. For the job; once."""
    kept = FormationRun.objects.select_for_update().get(pk=run.pk)
    rules.PLAN.require(actor, kept)
    if kept.state != "solving":
        return kept
    transitions.move(kept, FORMATION_RUN, "finish", actor=actor, now=now)
    kept.allocation, kept.teams_now = dict(allocation), dict(allocation)
    kept.result_sha256 = allocation["result_sha256"]
    kept.breaches, kept.second_solver = breaches, dict(second_solver)
    kept.finished_at, kept.progress, kept.is_stopping = now, {}, False
    kept.version += 1
    kept.save()
    audit.record(actor=actor, now=now, verb="teams.record-result", on=kept, fields=["result_sha256"])
    publish(FormationRunMoved(now, kept.public_id, kept.scope, kept.state))
    return kept


@transaction.atomic
def keep_reasons(
    *, actor: Actor, now: datetime, run: FormationRun, reasons: Mapping[str, Any], nearest: list[Mapping[str, Any]]
) -> FormationRun:
    """Keep why everybody is where they are, and what would have let other questions run. For the job."""
    kept = FormationRun.objects.select_for_update().get(pk=run.pk)
    rules.PLAN.require(actor, kept)
    kept.reasons, kept.nearest = dict(reasons), [dict(one) for one in nearest]
    kept.save(update_fields=["reasons", "nearest"])
    audit.record(actor=actor, now=now, verb="teams.keep-reasons", on=kept, fields=["reasons", "nearest"])
    return kept
