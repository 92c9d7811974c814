"""What applications and reviews hold about people."""

from __future__ import annotations

from datetime import datetime

from bridgework.apps.applications.actions.erasing import erase_person
from bridgework.apps.people.models import Person as PersonRecord
from bridgework.kernel.erasure import erases
from bridgework.kernel.permissions import Actor
from bridgework.kernel.personal import OnErasure, Person, holds, impersonal

_UNTIL = "the months that the programme keeps applications after a round has closed"
_WHY = "To choose fairly, and to be able to say why."

holds(
    "applications.Application",
    what="Your applications",
    why=_WHY,
    until=_UNTIL,
    on_erasure=OnErasure.EMPTIED,
    people=("applicant",),
    fields=(
        "organisation",
        "department",
        "experience",
        "supervisors",
        "co_authors",
        "household",
        "outcome_reason",
        "feedback",
    ),
)
holds(
    "applications.JointApplicant",
    what="Whom you apply with, or who named you",
    why="You are asked, and can say no.",
    until=_UNTIL,
    on_erasure=OnErasure.DELETED,
    people=("person",),
    addresses=("email",),
    fields=("name", "email", "answer"),
)
holds(
    "applications.Preference",
    what="The questions you ranked, and why",
    why="Teams are made of what people want to work on.",
    until=_UNTIL,
    on_erasure=OnErasure.DELETED,
    people=("application__applicant",),
    fields=("reason",),
)
holds(
    "applications.NeverPreference",
    what="Questions you do not want to work on",
    why="You are then not asked to.",
    until=_UNTIL,
    on_erasure=OnErasure.DELETED,
    people=("application__applicant",),
)
holds(
    "applications.ApplicationTerm",
    what="Skills and words you chose for your application",
    why="So that a team has what its question needs.",
    until=_UNTIL,
    on_erasure=OnErasure.DELETED,
    people=("application__applicant",),
)
holds(
    "applications.FormAnswer",
    what="Your answers to a programme's own questions",
    why=_WHY,
    until=_UNTIL,
    on_erasure=OnErasure.DELETED,
    people=("application__applicant",),
    fields=("text",),
)
holds(
    "applications.RedactedCopy",
    what="A copy of your application without what names you",
    why="Reviewers read that one.",
    until=_UNTIL,
    on_erasure=OnErasure.DELETED,
    people=("application__applicant",),
    fields=("texts",),
)
holds(
    "applications.KeptApart",
    what="People who should not be in one team with you",
    why="Somebody asked for it; only staff see it.",
    until=_UNTIL,
    on_erasure=OnErasure.DELETED,
    people=("one__applicant", "other__applicant"),
    fields=("reason",),
)
holds(
    "applications.Appeal",
    what="Your appeal, and what was answered",
    why="Somebody named looks again.",
    until=_UNTIL,
    on_erasure=OnErasure.DELETED,
    people=("application__applicant",),
    fields=("grounds", "answer"),
)
holds(
    "applications.Review",
    what="Reviews you wrote",
    why="Scores that others received stay; your words about them go.",
    until=_UNTIL,
    on_erasure=OnErasure.EMPTIED,
    people=("reviewer",),
    fields=("comment", "private_note"),
    plain=("card",),
)
holds(
    "applications.ReviewMessage",
    what="What you wrote to other reviewers",
    why="Reviewers talk about where they differ.",
    until=_UNTIL,
    on_erasure=OnErasure.EMPTIED,
    people=("author",),
    fields=("text",),
)
holds(
    "applications.ReviewBid",
    what="What you said you would like to review",
    why="To share the reading out.",
    until=_UNTIL,
    on_erasure=OnErasure.DELETED,
    people=("reviewer",),
)
impersonal(
    "The words and questions of a call.",
    "applications.Call",
    "applications.FormQuestion",
    "applications.Criterion",
    "applications.ReviewPhase",
    "applications.VocabularyTerm",
    "applications.CriterionScore",
)
impersonal("A code that lets several people in; whose is not kept.", "applications.AccessCode")
impersonal(
    "Counts and outlines that were cut from their people.", "applications.Skeleton", "applications.MonitoringCount"
)


@erases("applications")
def erase_applications(person: Person, actor: Actor, now: datetime) -> None:
    """Keep an outline for the statistics and take everything else out."""
    erase_person(actor=actor, now=now, person=PersonRecord.objects.get(pk=person.key))
