"""After the teams are formed: taking them, changes by hand with their price, and the smallest repair."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from bridgework.apps.teams.actions.planning import begin_frozen, locked, set_run_aside
from bridgework.apps.teams.actions.solving import start_solving
from bridgework.apps.teams.events import FormationRunMoved
from bridgework.apps.teams.models import FormationMove, FormationRun
from bridgework.apps.teams.queries import forming
from bridgework.apps.teams.states import FORMATION_RUN
from bridgework.core.formation.allocations import read_allocation
from bridgework.core.formation.changing import with_previous, without_applicants
from bridgework.kernel import audit, transitions
from bridgework.kernel.errors import InvalidInput, NotPossibleNow
from bridgework.kernel.events import publish
from bridgework.kernel.permissions import Actor

if TYPE_CHECKING:
    from bridgework.core.formation.moving import Price

NEVER_BROKEN = ("conflicts", "never", "people", "questions")
"""Rules that no reason overrides: what people said of themselves, and who is in the round."""


@transaction.atomic
def bind_run(*, actor: Actor, now: datetime, run: FormationRun) -> FormationRun:
    """Take a run's teams as the ones that count. A call has one such run; a repair takes the place of what it repairs.

    Raises `NotPossibleNow` where another run of the call is binding, or where the checker found a breach.
    """
    kept = locked(actor, run)
    if kept.breaches:
        raise NotPossibleNow(
            f"The independent checker found {len(kept.breaches)} breaches of the rules.",
            rule="teams.checked",
            remedy="Set the run aside, and tell those who look after this installation.",
        )
    if kept.second_solver and not kept.second_solver.get("agrees"):
        raise NotPossibleNow(
            "The second solver came to other teams.",
            rule="teams.confirmed",
            remedy="Set the run aside, and tell those who look after this installation.",
        )
    earlier = FormationRun.objects.filter(call=kept.call, state__in=("binding", "published"))
    for other in earlier.exclude(pk=kept.pk):
        if kept.repairs_id == other.pk and other.state == "binding":
            set_run_aside(actor=actor, now=now, run=other, reason="Repaired after somebody withdrew.")
        elif kept.repairs_id is None or other.state == "binding":
            raise NotPossibleNow(
                "Another run of this call counts already.",
                rule="teams.one-binding-run",
                remedy="Repair that one, or set it aside where it is not published.",
            )
    transitions.move(kept, FORMATION_RUN, "bind", actor=actor, now=now)
    kept.version += 1
    kept.save(update_fields=["version"])
    audit.record(actor=actor, now=now, verb="teams.bind-run", on=kept, fields=["state"])
    publish(FormationRunMoved(now, kept.public_id, kept.scope, kept.state))
    return kept


@transaction.atomic
def move_by_hand(
    *,
    actor: Actor,
    now: datetime,
    run: FormationRun,
    applicant: str,
    question: str,
    reason: str,
    knows_breaches: bool = False,
    version: int | None = None,
) -> FormationMove:
    """Move one person to another question, or out of every team (empty `question`), at the price that was shown.

    What somebody said of themselves (a conflict, "never") is kept whatever the reason; another rule is broken only by
    somebody who says that they know. Raises `StaleRecord` where the teams are no longer those that were priced.
    """
    kept = locked(actor, run, version)
    if kept.state != "binding":
        raise NotPossibleNow(
            "People are moved once a run's teams are taken, and before they are published.",
            rule="teams.move-when-binding",
            remedy="After publication, change the teams on their own pages." if kept.state == "published" else "",
        )
    if not reason.strip():
        raise InvalidInput("Say why. The person reads it.", rule="teams.move-reason", field="reason")
    price = price_for(kept, applicant, question)
    hard = [one for one in price.breaches if one.rule in NEVER_BROKEN]
    if hard:
        raise NotPossibleNow(
            hard[0].what, rule=f"teams.{hard[0].rule}", remedy="Choose another question for them.",
        )  # fmt: skip
    if price.breaches and not knows_breaches:
        raise InvalidInput(
            f"This breaks {'a rule' if len(price.breaches) == 1 else f'{len(price.breaches)} rules'}.",
            rule="teams.knows-breaches",
            remedy="Say that you know, or choose another question.",
            field="knows_breaches",
        )
    before = read_allocation(kept.teams_now).question_of.get(applicant, "")
    if before == question:
        raise InvalidInput("They are there already.", rule="teams.move-elsewhere", field="question")
    made = FormationMove.objects.create(
        created_at=now,
        run=kept,
        pseudonym=applicant,
        from_question=before,
        to_question=question,
        moved_by=actor.public_id,
        moved_by_role=forming.role_words(actor, kept.call),
        reason=reason.strip()[:300],
        price=price.sentence[:300],
        stages=[[one.before.name, one.before.value, one.after.value] for one in price.stages],
        breaches=[str(one.what) for one in price.breaches],
    )
    kept.teams_now = price.allocation.as_json()
    kept.version += 1
    kept.save(update_fields=["teams_now", "version"])
    audit.record(actor=actor, now=now, verb="teams.move-by-hand", on=made, fields=["to_question", "reason", "breaches"])
    return made


def price_for(run: FormationRun, applicant: str, question: str) -> Price:
    """What a move would cost. Raises `InvalidInput` for somebody or something that is not in the run."""
    # Here, not at the top: the solver's libraries take long to read, and every start would pay.
    from bridgework.core.formation.moving import price_of_move

    round_, allocation = forming.solved_round(run)
    try:
        return price_of_move(round_, allocation, applicant, question or None)
    except KeyError as error:
        raise InvalidInput("Choose somebody and a question of this round.", rule="teams.move-who") from error


@transaction.atomic
def repair_run(*, actor: Actor, now: datetime, run: FormationRun) -> FormationRun:
    """Form the teams anew without those who withdrew, moving as few others as possible, and begin at once.

    The lottery uses the seed of the run that is repaired, so that nothing is left to choose.
    """
    kept = locked(actor, run)
    if kept.state not in ("solved", "binding", "published"):
        raise NotPossibleNow("There are no teams to repair yet.", rule="teams.repair", remedy="Form them first.")
    leaving = forming.gone(kept)
    if not forming.vacated(kept):
        raise NotPossibleNow(
            "Nobody in these teams left the round.", rule="teams.repair", remedy="There is nothing to repair."
        )
    document = with_previous(without_applicants(kept.input, list(leaving)), read_allocation(kept.teams_now))
    forming.readable_round(document)
    seats = {key: one for key, one in forming.seats(kept).items() if key not in leaving}
    made = begin_frozen(actor=actor, now=now, base=kept, document=document, seats=seats)
    return start_solving(actor=actor, now=now, run=made)
