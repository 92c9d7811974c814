"""Conflicts between reviewers and applications, computed before anything is assigned or opened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import F, Q, QuerySet

from bridgework.apps.applications.models import Application, Call, JointApplicant
from bridgework.apps.conflicts.queries import set_aside_pairs, standing_pairs, standings
from bridgework.apps.participation.models import PersonalLink
from bridgework.apps.people.models import OrganisationName, Person
from bridgework.core.conflicts import (
    CO_AUTHOR,
    HOUSEHOLD,
    SUPERVISOR,
    Named,
    Someone,
    Tie,
    computed_conflicts,
    folded,
)

Reasons = dict[tuple[int, int], tuple[str, ...]]
"""Keys of a reviewer and an application, and why they are in conflict."""


@dataclass(frozen=True)
class Considered:
    """Whether one person may read one application: why not, and whether somebody decided on it already."""

    reasons: tuple[str, ...]
    stands: bool
    was_set_aside: bool

    @property
    def blocked(self) -> bool:
        """Whether nothing of the application may open for this person."""
        return self.stands or (bool(self.reasons) and not self.was_set_aside)


def computed_for(call: Call, people: Sequence[Person], applications: Sequence[Application], on: date) -> Reasons:
    """Every pair of a person and an application that are in conflict by what is known. A fixed number of queries.

    `applications` come with their joint applicants.
    """
    parties = {one.pk: _party(one) for one in applications}
    keys = {person.pk for person in people} | {key for party in parties.values() for key in party}
    known = standings(keys)
    organisations = _organisations(person.pk for person in people)
    found: Reasons = {}
    for application in applications:
        others = [known[key] for key in parties[application.pk] if key in known]
        others = [_as_applied(other, application, organisations) for other in others]
        for person in people:
            reasons = [
                reason
                for other in others
                for reason in computed_conflicts(
                    known[person.pk], other, on=on, years=call.look_back_years, by_department=call.by_department
                )
            ]
            if reasons:
                found[(person.pk, application.pk)] = tuple(dict.fromkeys(reasons))
    return found


def considered(call: Call, person: Person, application: Application, on: date) -> Considered:
    """Would this person be conflicted? Nothing is recorded by asking."""
    reasons = computed_for(call, [person], [application], on).get((person.pk, application.pk), ())
    pair = (person.pk, application.public_id)
    return Considered(
        reasons, pair in standing_pairs([application.public_id]), pair in set_aside_pairs([application.public_id])
    )


def links_kept_from(conflicts: Iterable[str]) -> QuerySet[PersonalLink]:
    """Personal links about applications that a conflict hides: of the applicant in that round, or in their name."""
    named = JointApplicant.objects.filter(application__public_id__in=conflicts).values("public_id")
    return PersonalLink.objects.filter(
        Q(person__applications__public_id__in=conflicts, scope__startswith=F("person__applications__scope"))
        | Q(purpose="applications.join", record_public_id__in=named)
    )


def _party(application: Application) -> set[int]:
    joint = (one.person_id for one in application.joint_applicants.all() if one.answer != "declined")
    return {application.applicant_id, *(key for key in joint if key is not None)}


def _as_applied(someone: Someone, application: Application, organisations: dict[str, str]) -> Someone:
    """The person with what the application states: department, organisation, and people close to the applicant."""
    if someone.key != application.applicant.public_id:
        return someone
    named = list(someone.named)
    for kind, lines in (
        (SUPERVISOR, application.supervisors),
        (CO_AUTHOR, application.co_authors),
        (HOUSEHOLD, application.household),
    ):
        named.extend(Named(kind, folded(line)) for line in lines.splitlines() if line.strip())
    place = Tie(
        someone.key,
        organisations.get(folded(application.organisation), folded(application.organisation)),
        application.department,
    )
    places = (*someone.places, place) if application.department or application.organisation else someone.places
    return replace(someone, named=tuple(named), places=places)


def _organisations(people: Iterable[int]) -> dict[str, str]:
    """Folded names of the organisations these people are at, to the organisations' public ids."""
    rows = OrganisationName.objects.filter(organisation__affiliations__person__in=list(people)).distinct()
    return {folded(name): public_id for name, public_id in rows.values_list("name", "organisation__public_id")}
