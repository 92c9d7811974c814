"""Publication: what a run formed becomes teams, invitations wait in the outbox, and everybody else hears as well."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from bridgework.apps.applications.actions.outcomes import propose_outcome, release_outcomes
from bridgework.apps.applications.models import Application
from bridgework.apps.questions.models import Challenge
from bridgework.apps.teams.actions.composing import (
    disband_team,
    leave_team,
    remove_member,
    send_invitations,
    start_team,
    suggest_member,
)
from bridgework.apps.teams.actions.planning import locked, release_secret
from bridgework.apps.teams.actions.solving import EXPLAIN
from bridgework.apps.teams.events import FormationRunMoved
from bridgework.apps.teams.models import FormationApplicant, FormationRun, Team, TeamMember
from bridgework.apps.teams.queries import PRESENT, forming
from bridgework.apps.teams.states import FORMATION_RUN
from bridgework.core.formation.allocations import Allocation, read_allocation
from bridgework.core.formation.rounds import Round
from bridgework.core.formation.wording import choice
from bridgework.kernel import audit, jobs, transitions
from bridgework.kernel.errors import InvalidInput, NotPossibleNow
from bridgework.kernel.events import publish
from bridgework.kernel.permissions import Actor

IN_A_TEAM = "Teams were formed from everybody's choices by rules published before, and you are in one."
RESERVE, DECLINE = "reserve", "decline"
NO_PLACE = "Teams were formed from everybody's choices by rules published before. There was no place for you."


@transaction.atomic
def publish_run(
    *, actor: Actor, now: datetime, run: FormationRun, unplaced: str = RESERVE, version: int | None = None
) -> FormationRun:
    """Publish the teams of the binding run: teams, reasons, messages that wait in the outbox, and the secret.

    `unplaced` says whether those without a team are held in reserve or declined. Raises `NotPossibleNow` where
    somebody withdrew since the input was frozen, or where a limit refuses a team.
    """
    kept = locked(actor, run, version)
    if unplaced not in (RESERVE, DECLINE):
        raise InvalidInput("Say what those without a team hear.", rule="teams.unplaced", field="unplaced")
    left = forming.vacated(kept)
    if left:
        people = "1 person" if len(left) == 1 else f"{len(left)} people"
        raise NotPossibleNow(
            f"{people} left the round since its input was frozen.",
            rule="teams.frozen-is-stale",
            remedy="Repair the teams first: it moves as few people as possible.",
        )
    transitions.move(kept, FORMATION_RUN, "publish", actor=actor, now=now)
    kept.published_at = now
    release_secret(kept)
    kept.version += 1
    kept.save()
    _make_teams(actor, now, kept)
    _tell_outcomes(actor, now, kept, unplaced)
    audit.record(actor=actor, now=now, verb="teams.publish-run", on=kept, fields=["state", "released_secret"])
    jobs.enqueue(EXPLAIN, {"run": kept.public_id}, at=now, unique_key=f"{EXPLAIN}:{kept.public_id}")
    publish(FormationRunMoved(now, kept.public_id, kept.scope, kept.state))
    return kept


def _make_teams(actor: Actor, now: datetime, run: FormationRun) -> None:
    """The teams as they are to be; of a repaired run those that stand are kept, with everybody who stays."""
    round_, allocation = forming.solved_round(run)
    there = forming.seats(run)
    challenges = {one.question.public_id: one for one in _challenges(run)}
    standing = list(
        Team.objects.filter(formed_by__call=run.call, state__in=("draft", "inviting", "formed")).order_by("id")
    )
    wanted: list[tuple[Team, list[str]]] = []
    for team in allocation.teams:
        challenge = challenges[team.question]
        people = {there[one].person_id for one in team.members}
        same = [one for one in standing if one.challenge_id == challenge.pk]
        best = max(same, key=lambda one: len(people & _present(one)), default=None)
        if best is None:
            best = start_team(actor=actor, now=now, challenge=challenge, formed_by=run)
        else:
            standing.remove(best)
        wanted.append((best, list(team.members)))
    for idle in standing:
        disband_team(actor=actor, now=now, team=idle, reason="The repaired teams hold none on this question.")
    for made, members in wanted:
        _take_out(actor, now, made, {there[one].person_id for one in members})
    for made, members in wanted:
        _fill(actor, now, run, made, [there[one] for one in members], round_, allocation)


def _take_out(actor: Actor, now: datetime, team: Team, staying: set[int]) -> None:
    for place in team.team_members.filter(state__in=PRESENT).exclude(person__in=staying).select_related("team"):
        if place.state == "accepted":
            leave_team(actor=actor, now=now, place=place, reason="The teams were repaired after somebody left.")
        else:
            remove_member(actor=actor, now=now, place=place)


def _fill(
    actor: Actor,
    now: datetime,
    run: FormationRun,
    team: Team,
    people: list[FormationApplicant],
    round_: Round,
    allocation: Allocation,
) -> None:
    present = _present(team)
    newcomers = [one for one in people if one.person_id not in present]
    moved = {one.pseudonym: one.reason for one in run.formation_moves.all()}
    for one in newcomers:
        rank = round_.applicant[one.pseudonym].rank_of.get(allocation.question_of[one.pseudonym])
        suggest_member(
            actor=actor,
            now=now,
            team=team,
            person=one.person,
            application=one.application if one.has_own else None,
            why=_why(rank, moved.get(one.pseudonym, "")),
        )
    if newcomers:
        send_invitations(actor=actor, now=now, team=team, together_with=run)


def _why(rank: int | None, moved: str) -> str:
    first = f"This was your {choice(rank)}." if rank else "You did not rank this question."
    if moved:
        return f"{first} A person moved you here: {moved}"
    return f"{first} Teams were formed from everybody's choices by rules published before."


def _tell_outcomes(actor: Actor, now: datetime, run: FormationRun, unplaced: str) -> None:
    placed = set(read_allocation(run.teams_now).question_of)
    there = forming.seats(run).values()
    in_teams = {one.application_id for one in there if one.pseudonym in placed}
    for application in Application.objects.filter(pk__in={one.application_id for one in there}).order_by("id"):
        if application.pk in in_teams:
            if application.state in ("sent", "reserve", "to_be_declined"):
                propose_outcome(actor=actor, now=now, application=application, event="propose_place", reason=IN_A_TEAM)
        elif application.state == "sent" or (application.state == "to_be_placed" and application.released_at is None):
            event = "hold_in_reserve" if unplaced == RESERVE else "propose_decline"
            propose_outcome(actor=actor, now=now, application=application, event=event, reason=NO_PLACE)
    release_outcomes(actor=actor, now=now, call=run.call)


def _challenges(run: FormationRun) -> list[Challenge]:
    return list(Challenge.objects.filter(round=run.call.round).select_related("question", "round__programme"))


def _present(team: Team) -> set[int]:
    return set(TeamMember.objects.filter(team=team, state__in=PRESENT).values_list("person_id", flat=True))
