"""What questions and problems hold about people."""

from __future__ import annotations

from datetime import datetime

from bridgework.apps.questions.actions.erasing import forget_bringer
from bridgework.kernel.erasure import erases
from bridgework.kernel.permissions import Actor
from bridgework.kernel.personal import OnErasure, Person, holds, impersonal

holds(
    "questions.ProblemStatement",
    what="A problem you brought, and how to answer you",
    why="The words are where a question begins. Your address is only for the answer.",
    until="your address: the months that the programme says; your words: with the question",
    on_erasure=OnErasure.EMPTIED,
    people=("person",),
    addresses=("contact",),
    by=("replied_by",),
    fields=("contact",),
    texts=("text", "who_is_affected", "reply"),
    plain=("receipt", "source"),
)
holds(
    "questions.Question",
    what="Questions you proposed or own",
    why="To say who asked and who answers for the question, by role.",
    by=("proposer", "owner"),
    texts=("brought_by", "why_it_matters", "decision_informed", "decided_reason"),
    plain=("title", "theme", "place", "brought_on", "owner_role", "duplicate_answer"),
)
holds(
    "questions.Wording",
    what="Wordings you wrote",
    why="Every wording is kept with who changed it, by role.",
    by=("author",),
    texts=("text", "why", "source"),
    plain=("author_role",),
    published=True,
)
holds(
    "questions.Belonging",
    what="Decisions on where a question belongs",
    why="To say who decided.",
    by=("decided_by",),
    texts=("reason", "source"),
    plain=("council_programme", "decided_on"),
)
holds(
    "questions.Brief",
    what="Briefs you gave to a team",
    why="What a team was given is kept, with who gave it.",
    by=("author",),
    texts=("text", "why"),
)
holds(
    "questions.Support",
    what="Questions you were asked to support, and what you answered",
    why="The team must know whom it can ask.",
    on_erasure=OnErasure.EMPTIED,
    people=("person",),
    fields=("invitation", "answer"),
)
holds(
    "questions.WordingConsent",
    what="What you said about a wording",
    why="The owner of a question agrees to its wording.",
    on_erasure=OnErasure.EMPTIED,
    people=("person",),
    fields=("words",),
)
holds(
    "questions.Challenge",
    what="Notes on who supports a question",
    why="So that staff know what was tried. You may be named in them.",
    texts=("support_note",),
    plain=("method", "sources"),
)
impersonal("How two questions relate.", "questions.Lineage")


@erases("questions")
def forget_who_brought(person: Person, actor: Actor, now: datetime) -> None:
    """Take the name away where it says who brought a question."""
    forget_bringer(actor=actor, now=now, person_id=person.key, name=person.name)
