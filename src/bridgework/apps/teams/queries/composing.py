"""Reads of teams."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from bridgework.apps.applications.models import Application, Preference
from bridgework.apps.conflicts.models import Conflict
from bridgework.apps.people.models import Person
from bridgework.apps.programmes.settings import settings_of
from bridgework.apps.questions.models import Challenge
from bridgework.apps.teams.models import Team, TeamMember
from bridgework.apps.teams.rules import READ
from bridgework.core.teams import Candidate, Objection, TeamLimits, team_objections
from bridgework.kernel.permissions import Actor, visible_to

PRESENT = ("suggested", "invited", "accepted")


def teams(actor: Actor, challenge: Challenge | None = None) -> QuerySet[Team]:
    """The teams `actor` may see, with their people."""
    found = Team.objects.all() if challenge is None else Team.objects.filter(challenge=challenge)
    return (
        READ.which(actor, found)
        .select_related("challenge__question", "challenge__round__programme", "formed_by")
        .prefetch_related(
            Prefetch("team_members", TeamMember.objects.select_related("person", "application").order_by("id"))
        )
        .order_by("id")
    )


def team_member(public_id: str) -> TeamMember | None:
    """One place in a team."""
    return (
        TeamMember.objects.filter(public_id=public_id)
        .select_related(
            "team__challenge__question", "team__challenge__round__programme", "team__formed_by__call", "person"
        )
        .first()
    )


def objections(team: Team) -> tuple[Objection, ...]:
    """What speaks against a team as it stands: refusals of the programme's limits, and warnings."""
    settings = settings_of(team.challenge.round.programme)
    places = list(team.team_members.filter(state__in=PRESENT).select_related("person", "application"))
    question = team.challenge.question.public_id
    people = [_candidate(one, team) for one in places]
    conflicts = {
        frozenset({public_id, question})
        for public_id in Conflict.objects.filter(stands=True, ended_at=None)
        .filter(Q(record_public_id=question) | Q(record_public_id=team.challenge.public_id))
        .values_list("person__public_id", flat=True)
    }
    fewest, most = size_of(team)
    limits = TeamLimits(fewest, most, settings.most_from_one_department, settings.fewest_hours)
    return team_objections(question, people, limits, conflicts)


def size_of(team: Team) -> tuple[int, int]:
    """Fewest and most people: the programme's setting, or what the run that formed the team allowed.

    A team whose size somebody broke by hand, knowing it, has that size as its limit.
    """
    settings = settings_of(team.challenge.round.programme)
    run = team.formed_by
    if run is None:
        return settings.team_fewest, settings.team_most
    question = team.challenge.question.public_id
    own = next((one.get("team_size") for one in run.input["questions"] if one["id"] == question), None)
    fewest, most = own or run.input["rules"]["team_size"]
    sizes = [len(one["members"]) for one in run.teams_now["teams"] if one["question"] == question]
    return min([fewest, *sizes]), max([most, *sizes])


def why_not_formed(team: Team, accepted: int) -> str:
    """Why a team in which so many have accepted cannot be confirmed; empty where it can."""
    fewest, _most = size_of(team)
    if accepted >= fewest:
        return ""
    return f"{accepted} of the people invited have accepted; a team has at least {fewest}."


@dataclass(frozen=True)
class Free:
    """An applicant without a place, and at which rank they want this question (0 where they did not rank it)."""

    application: Application
    rank: int


def candidates(actor: Actor, team: Team) -> QuerySet[Person]:
    """Everybody of the programme, those first of whose application to the round the actor may know, each by name."""
    applied = visible_to(actor, Application.objects.filter(call__round=team.challenge.round))
    applied = applied.filter(applicant=OuterRef("pk")).exclude(state__in=("draft", "withdrawn"))
    people = Person.objects.filter(scope=team.programme_public_id).annotate(likely=Exists(applied))
    return people.order_by("-likely", "name", "id")


def free_applicants(actor: Actor, challenge: Challenge) -> list[Free]:
    """Who applied to the round and has no place yet, those who want this question most first.

    What a conflict hides from the actor is not in it.
    """
    taken = TeamMember.objects.filter(state__in=PRESENT, team__challenge__round=challenge.round).values("person")
    found = (
        visible_to(actor, Application.objects.filter(call__round=challenge.round))
        .filter(state__in=("sent", "to_be_placed", "reserve"))
        .exclude(applicant__in=taken)
        .select_related("applicant")
        .prefetch_related(Prefetch("preferences", Preference.objects.select_related("question")))
    )
    free = [
        Free(one, next((p.rank for p in one.preferences.all() if p.question_id == challenge.question_id), 0))
        for one in found
    ]
    return sorted(free, key=lambda one: (one.rank or 99, one.application.applicant.name))


def _candidate(place: TeamMember, team: Team) -> Candidate:
    application = place.application
    wanted = (
        tuple(application.preferences.order_by("rank").values_list("question__public_id", flat=True))
        if application
        else ()
    )
    together = (
        frozenset(
            application.joint_applicants.filter(answer="accepted", person__isnull=False).values_list(
                "person__public_id", flat=True
            )
        )
        if application
        else frozenset()
    )
    elsewhere = (
        TeamMember.objects.filter(person=place.person, state__in=PRESENT, team__challenge__round=team.challenge.round)
        .exclude(team=team)
        .select_related("team__challenge__question")
        .first()
    )
    return Candidate(
        key=place.person.public_id,
        name=place.person.name,
        department=application.department if application else "",
        hours_a_week=int(application.hours_a_week or 0) if application else 0,
        wanted=wanted,
        together_with=together,
        in_team=elsewhere.team.challenge.question.title if elsewhere else None,
    )
