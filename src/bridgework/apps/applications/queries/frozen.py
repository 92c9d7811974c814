"""A call as the input of team formation: pseudonymous, complete, and the same every time it is asked for."""

from __future__ import annotations

import hashlib
import hmac
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Avg, Prefetch, Q

from bridgework.apps.applications.models import (
    Application,
    ApplicationTerm,
    Call,
    JointApplicant,
    KeptApart,
    Preference,
)
from bridgework.apps.applications.queries.asking import offered_terms
from bridgework.apps.applications.queries.listing import offered
from bridgework.apps.conflicts.models import Conflict
from bridgework.apps.people.models import Person
from bridgework.apps.programmes.settings import settings_of

IN_THE_ROUND = ("sent", "to_be_placed", "reserve")
"""States of applications that a formation places."""


@dataclass(frozen=True)
class Pseudonym:
    """Who stands behind a pseudonym: a person, and the application through which they are in the round."""

    key: str
    person: Person
    application: Application
    has_own: bool
    """False for somebody who joined another's application and sent none of their own."""


def frozen_round(call: Call) -> dict[str, Any]:
    """The ROUND (`bridgework/round@1`) of a call, without a seed, locks or previous places. A fixed number of queries.

    Applicants are pseudonyms: `pseudonyms` says who they are. Questions are public ids of questions. Somebody who
    joined an application without sending their own is in it with the ranking they joined. Scores are 0 to 100, the mean
    of the reviews given. A question somebody ruled out stands in `never`; conflicts of a person with a question or its
    challenge in `conflicts`.
    """
    people = pseudonyms(call)
    limits = settings_of(call.round.programme)
    own = {one.application.pk: one.key for one in people if one.has_own}
    apart = _apart(call, own)
    challenges = list(offered(call.round))
    known = {one.question.public_id for one in challenges}
    applicants = [_applicant(one, known, people) | {"apart": apart.get(one.key, [])} for one in people]
    if not offered_terms(call.round.programme_id).filter(kind="slot").exists():
        # Nobody was asked, which is not the same as having no time.
        applicants = [{key: value for key, value in one.items() if key != "slots"} for one in applicants]
    return {
        "format": "bridgework/round@1",
        "rules": {
            "team_size": [limits.team_fewest, limits.team_most],
            "ranks_required": _shortest(call, applicants),
            "isolation": _traits_in(people),
        },
        "questions": [{"id": one.question.public_id} for one in challenges],
        "applicants": applicants,
        "conflicts": _conflicts(people, challenges),
    }


def _shortest(call: Call, applicants: list[dict[str, Any]]) -> int:
    """The ranking everybody has: the call's, or shorter where somebody ruled questions out or one found its team."""
    return min([call.preferences_wanted, *(len(one["ranks"]) for one in applicants)])


def pseudonyms(call: Call) -> list[Pseudonym]:
    """Everybody whom a formation of this call places, in the order of their pseudonyms. A fixed number of queries."""
    found = list(
        Application.objects.filter(call=call, state__in=IN_THE_ROUND)
        .select_related("applicant", "discipline")
        .prefetch_related(
            Prefetch("preferences", Preference.objects.select_related("question").order_by("rank")),
            "never__question",
            Prefetch("application_terms", ApplicationTerm.objects.select_related("term").order_by("term__label")),
            Prefetch("joint_applicants", JointApplicant.objects.filter(answer="accepted").select_related("person")),
        )
        .annotate(mean=Avg("reviews__score", filter=Q(reviews__state="given")))
        .order_by("id")
    )
    # Whoever has an application of their own is in the round by that one, or not at all.
    own = set(Application.objects.filter(call=call).exclude(state="draft").values_list("applicant_id", flat=True))
    people = [Pseudonym(_pseudonym(call, one.applicant), one.applicant, one, True) for one in found]
    for application in found:
        for joint in application.joint_applicants.all():
            if joint.person is not None and joint.person_id not in own:
                own.add(joint.person.pk)
                people.append(Pseudonym(_pseudonym(call, joint.person), joint.person, application, False))
    return sorted(people, key=lambda one: one.key)


def pseudonym_of(application: Application) -> str:
    """The pseudonym of an applicant in their call: the same in blind review and in a frozen round."""
    return _pseudonym(application.call, application.applicant)


def _pseudonym(call: Call, person: Person) -> str:
    digest = hmac.new(call.pseudonym_key.encode(), person.public_id.encode(), hashlib.sha256)
    return f"A{digest.hexdigest()[:10].upper()}"


def _applicant(one: Pseudonym, known: set[str], people: list[Pseudonym]) -> dict[str, Any]:
    application = one.application
    ruled_out = {each.question.public_id for each in application.never.all()}
    ranks = [each.question.public_id for each in application.preferences.all()]
    found: dict[str, Any] = {
        "id": one.key,
        "ranks": [each for each in ranks if each in known and each not in ruled_out],
        "score": None if application.mean is None else round(float(application.mean)),  # type: ignore[attr-defined]
        "never": sorted(ruled_out & known),
        "with": sorted(_together(one, people)),
    }
    if not one.has_own:
        return found
    terms: dict[str, list[str]] = defaultdict(list)
    for each in application.application_terms.all():
        terms[each.term.kind].append(each.term.label)
    if application.discipline is not None:
        found["discipline"] = application.discipline.label
    return found | {
        "skills": terms["skill"],
        "slots": terms["slot"],
        "traits": dict.fromkeys(terms["trait"], True),
        "experienced": application.is_experienced,
    }


def _together(one: Pseudonym, people: list[Pseudonym]) -> set[str]:
    """The pseudonyms of those this person applied with, whoever of them named the other."""
    keys = {each.person.pk: each.key for each in people}
    found: set[str] = set()
    for each in people:
        party = {each.application.applicant_id, *(j.person_id for j in each.application.joint_applicants.all())}
        if one.person.pk in party:
            found |= {keys[person] for person in party if person in keys}
    return found - {one.key}


def _traits_in(people: list[Pseudonym]) -> list[str]:
    """Every trait somebody stated: stated only so that nobody is the only one of it in a team."""
    return sorted(
        {
            term.term.label
            for one in people
            if one.has_own
            for term in one.application.application_terms.all()
            if term.term.kind == "trait"
        }
    )


def _conflicts(people: list[Pseudonym], challenges: list[Any]) -> list[dict[str, str]]:
    of_record = {one.public_id: one.question.public_id for one in challenges}
    of_record |= {one.question.public_id: one.question.public_id for one in challenges}
    keys = {one.person.pk: one.key for one in people}
    standing = Conflict.objects.filter(
        record_public_id__in=list(of_record), person__in=list(keys), stands=True, ended_at=None
    )
    pairs = {(keys[one.person_id], of_record[one.record_public_id]) for one in standing}
    return [{"applicant": applicant, "question": question} for applicant, question in sorted(pairs)]


def _apart(call: Call, own: dict[int, str]) -> dict[str, list[str]]:
    """Pseudonym to those who are kept apart from it, both ways round."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in KeptApart.objects.filter(one__call=call).order_by("id"):
        if row.one_id in own and row.other_id in own:
            found[own[row.one_id]].append(own[row.other_id])
            found[own[row.other_id]].append(own[row.one_id])
    return {key: sorted(others) for key, others in found.items()}
