"""Reads of formation: the input as it would be frozen today, runs, who is who in them, and what went stale."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core import signing
from django.db.models import Max, QuerySet

from bridgework.apps.applications.models import Call
from bridgework.apps.applications.queries import frozen_round, pseudonyms
from bridgework.apps.questions.models import Challenge
from bridgework.apps.teams.models import FormationApplicant, FormationRules, FormationRun, TeamMember
from bridgework.apps.teams.queries.composing import PRESENT
from bridgework.apps.teams.rules import PLAN, READ_RUN
from bridgework.core.formation.allocations import Allocation, read_allocation
from bridgework.core.formation.canonical import completed_seed
from bridgework.core.formation.rounds import Round
from bridgework.core.formation.validating import FaultyRound, read_round
from bridgework.kernel import sealing
from bridgework.kernel.errors import InvalidInput, NotFound, NotPermitted
from bridgework.kernel.permissions import Actor
from bridgework.kernel.roles import ROLES, RUNNERS

STANDING = ("sent", "to_be_placed", "reserve", "placed", "to_be_declined")
"""States of an application whose applicant can still be in a team."""
SECRET_PURPOSE = "formation secret"  # noqa: S105 - names the key, and is none
WHY_SALT = "teams.why"
SMALL = 20
"""Below this many people, numbers of a round would point at somebody."""


@dataclass(frozen=True)
class Planned:
    """The input as it would be frozen today: the document, who is who, and the titles of its questions."""

    document: dict[str, Any]
    names: Mapping[str, str]
    titles: Mapping[str, str]
    applications: Mapping[str, str] = field(default_factory=dict)


def runs(actor: Actor, call: Call | None = None) -> QuerySet[FormationRun]:
    """The runs an actor may see, the latest first."""
    found = FormationRun.objects.all() if call is None else FormationRun.objects.filter(call=call)
    return READ_RUN.which(actor, found).select_related("call__round__programme", "rules", "repairs")


def run_to_plan(actor: Actor, public_id: str) -> FormationRun:
    """A run for those who plan. Raises `NotFound`, or `NotPermitted` for somebody with a conflict in it."""
    found = (
        FormationRun.objects.filter(public_id=public_id)
        .select_related("call__round__programme", "rules", "repairs", "auditor")
        .first()
    )
    if found is None:
        raise NotFound("There is no such run.", rule=READ_RUN.name)
    require_planner(actor, found.call)
    return found


def require_planner(actor: Actor, call: Call) -> None:
    """Only those plan who run the programme, and who have no conflict with anybody or any question of the round."""
    PLAN.require(actor, call)
    if not actor.conflicts:
        return
    concerned = set(call.applications.values_list("public_id", flat=True))
    for one in Challenge.objects.filter(round=call.round).select_related("question"):
        concerned |= {one.public_id, one.question.public_id}
    if concerned & actor.conflicts:
        raise NotPermitted(
            "A conflict of interest is recorded for you in this round.",
            rule=PLAN.name,
            remedy="Another coordinator, or the programme lead, forms its teams.",
        )


def rule_sets(call: Call) -> list[FormationRules]:
    """The rule sets of a call as they stand, each with its latest number."""
    latest = FormationRules.objects.filter(call=call).values("name").annotate(last=Max("number"))
    numbers = {one["name"]: one["last"] for one in latest}
    found = FormationRules.objects.filter(call=call).order_by("name", "-number")
    return [one for one in found if numbers[one.name] == one.number]


def planned_round(call: Call, rules: FormationRules, locks: Mapping[str, str] | None = None) -> Planned:
    """What would be frozen today under a rule set. A fixed number of queries."""
    people = pseudonyms(call)
    document = with_rule_set(frozen_round(call), rules)
    known = {one["id"] for one in document["applicants"]}
    asked = {one["id"] for one in document["questions"]}
    kept = [(who, what) for who, what in sorted((locks or {}).items()) if who in known and what in asked]
    if kept:
        document["locks"] = [{"applicant": who, "question": what} for who, what in kept]
    return Planned(
        document,
        {one.key: one.person.name for one in people},
        titles_of(call),
        {one.key: one.application.public_id for one in people if one.has_own},
    )


def with_rule_set(document: dict[str, Any], rules: FormationRules) -> dict[str, Any]:
    """A frozen round under the rules of a rule set; the ranking people were asked for stays."""
    return {
        **document,
        "rules": {**document["rules"], **rules.rules},
        "questions": [{**one, **rules.questions.get(one["id"], {})} for one in document["questions"]],
    }


def titles_of(call: Call) -> dict[str, str]:
    """Question to title."""
    found = Challenge.objects.filter(round=call.round).select_related("question")
    return {one.question.public_id: one.question.title for one in found}


def readable_round(document: Mapping[str, Any]) -> Round:
    """The round of a document. Raises `InvalidInput` with the first faults, in words."""
    try:
        return read_round(document)
    except FaultyRound as faulty:
        told = "; ".join(f"{one.place} {one.what}" for one in faulty.faults[:3])
        raise InvalidInput(
            f"Teams cannot be formed from this: {told}.",
            rule="teams.round",
            remedy="Change the rules, or ask the applicant to mend the application.",
        ) from faulty


def seed_of(run: FormationRun) -> str:
    """The completed seed; empty until the public value is known. Never to be shown before the secret is released."""
    if not run.public_value:
        return ""
    return completed_seed(sealing.unseal(run.sealed_secret, purpose=SECRET_PURPOSE), run.public_value)


def frozen_document(run: FormationRun, *, with_seed: bool) -> dict[str, Any]:
    """The frozen ROUND, with its seed for the run itself, or once the secret is released."""
    return {**run.input, "seed": seed_of(run)} if with_seed and run.public_value else dict(run.input)


def released_document(run: FormationRun) -> dict[str, Any]:
    """The frozen ROUND as programme and auditor take it away: with the seed once the secret is released."""
    if not run.released_secret:
        return dict(run.input)
    return {**run.input, "seed": completed_seed(run.released_secret, run.public_value)}


def solved_round(run: FormationRun) -> tuple[Round, Allocation]:
    """The round of a run, and its teams with every change by hand."""
    return readable_round(frozen_document(run, with_seed=True)), read_allocation(run.teams_now or run.allocation)


def seats(run: FormationRun) -> dict[str, FormationApplicant]:
    """Pseudonym to who stands behind it; whoever was removed since is missing."""
    found = FormationApplicant.objects.filter(run=run).select_related("person", "application")
    return {one.pseudonym: one for one in found}


def gone(run: FormationRun) -> dict[str, str]:
    """Pseudonyms of those who withdrew, were removed, declined or left since the input was frozen, and which."""
    found: dict[str, str] = {}
    there = seats(run)
    for one in run.input.get("applicants", []):
        seat = there.get(one["id"])
        if seat is None:
            found[one["id"]] = "was removed"
        elif seat.application.state not in STANDING:
            found[one["id"]] = "withdrew" if seat.application.state in ("withdrawn", "erased") else "was declined"
    if run.state == "published":
        people = {one.person_id: key for key, one in there.items()}
        left = TeamMember.objects.filter(
            person__in=list(people), state__in=("declined", "left"), team__challenge__round=run.call.round
        )
        here = set(
            TeamMember.objects.filter(
                person__in=list(people), state__in=PRESENT, team__challenge__round=run.call.round
            ).values_list("person_id", flat=True)
        )
        for place in left:
            if place.person_id not in here:
                found.setdefault(people[place.person_id], "declined" if place.state == "declined" else "left")
    return found


def vacated(run: FormationRun) -> dict[str, str]:
    """Those of `gone` who have a place in the run's teams: what makes a repair needed."""
    placed = read_allocation(run.teams_now).question_of if run.teams_now else {}
    return {key: why for key, why in gone(run).items() if key in placed}


def since_frozen(run: FormationRun) -> int:
    """How many people are in the round today and were not when the input was frozen."""
    known = {one["id"] for one in run.input.get("applicants", [])}
    return sum(one.key not in known for one in pseudonyms(run.call))


def why_token(seat: FormationApplicant) -> str:
    """The token of somebody's own page; it works without an account."""
    return signing.dumps([seat.run.public_id, seat.pseudonym], salt=WHY_SALT)


def seat_of_token(token: str) -> FormationApplicant:
    """Whose page a token opens. Raises `NotFound`."""
    try:
        public_id, key = signing.loads(token, salt=WHY_SALT)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise _nobody() from error
    found = (
        FormationApplicant.objects.filter(run__public_id=public_id, pseudonym=key, run__state="published")
        .select_related("run__call__round__programme", "run__rules", "person", "application")
        .first()
    )
    if found is None:
        raise _nobody()
    return found


def published_seat(person_id: int, call: Call) -> FormationApplicant | None:
    """Where somebody stands in the latest published run of a call."""
    return (
        FormationApplicant.objects.filter(person=person_id, run__call=call, run__state="published")
        .select_related("run__call__round__programme", "run__rules", "person", "application")
        .order_by("-run__published_at", "-run_id")
        .first()
    )


def role_words(actor: Actor, call: Call) -> str:
    """The role by which somebody plans, in words."""
    found = [ROLES[one.role].label for one in actor.holdings if one.role in RUNNERS]
    return found[0] if found else "the programme"


def _nobody() -> NotFound:
    return NotFound(
        "This link opens nothing.",
        rule="teams.read-own-reasons",
        remedy="Take the link of the latest message we sent you about your team.",
    )
