"""Problems: brought by anybody, entered for somebody, answered with a reason."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Final, Literal

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from bridgework.apps.people.actions import change_person, register_person
from bridgework.apps.people.models import Person
from bridgework.apps.programmes.models import Programme, Round
from bridgework.apps.questions.actions.proposing import open_question
from bridgework.apps.questions.actions.telling import tell
from bridgework.apps.questions.actions.typed import TITLE_LENGTH, kept_line, kept_text
from bridgework.apps.questions.events import ProblemAnswered, ProblemBrought
from bridgework.apps.questions.models import ProblemStatement, Question
from bridgework.apps.questions.queries.problems import day_of_reply, problems_answered_before
from bridgework.apps.questions.rules import ANSWER_PROBLEM, BRING_PROBLEM, ENTER_PROBLEM
from bridgework.apps.questions.states import PROBLEM_STATEMENT
from bridgework.kernel import audit, events, transitions
from bridgework.kernel.errors import InvalidInput, NotPossibleNow
from bridgework.kernel.permissions import SYSTEM, Actor

PROBLEM_LENGTH: Final = 5_000
CONTACT_LENGTH: Final = 254
NAMELESS: Final = "Somebody who brought a problem"
"""The name of a person of whom nothing but an address is known."""
_RECEIPT_LETTERS: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without 0, 1, I, L, O and U, which are misread or make words."""

Answer = Literal["yes", "later", "no"]
_EVENTS: Final[dict[str, str]] = {"yes": "take_up", "later": "keep", "no": "decline"}
BRINGER = "the person who brought the problem"
"""Whose question it is that grew from a problem: never a name."""


def bring_problem(
    *,
    actor: Actor,
    now: datetime,
    programme: Programme,
    text: str,
    who_is_affected: str = "",
    contact: str = "",
    source: str = "",
) -> ProblemStatement:
    """Keep a problem in the words of whoever brought it; nobody needs an account for that.

    The receipt code on the returned record finds the answer; it also goes at once to an email address that was left.
    Side effects in order: the record, its history, audit, `ProblemBrought`, the person with that address, the message.
    Raises `InvalidInput` for missing or too long words, `NotPossibleNow` for a programme that is history only.
    """
    with transaction.atomic():
        BRING_PROBLEM.require(actor, programme)
        return _keep_problem(
            actor=actor,
            now=now,
            programme=programme,
            text=text,
            who_is_affected=who_is_affected,
            contact=contact,
            way="screen",
            source=source,
        )


def enter_problem_for(
    *,
    actor: Actor,
    now: datetime,
    programme: Programme,
    text: str,
    who_is_affected: str = "",
    contact: str = "",
    way: Literal["phone", "paper", "letter"] = "phone",
    person: Person | None = None,
) -> ProblemStatement:
    """Enter a problem that was told by phone or came on paper; it is marked so, with who entered it."""
    with transaction.atomic():
        ENTER_PROBLEM.require(actor, programme)
        if way not in ("phone", "paper", "letter"):
            raise InvalidInput("Say how it came.", rule="questions.way", remedy="Choose one of the ways.", field="way")
        return _keep_problem(
            actor=actor,
            now=now,
            programme=programme,
            text=text,
            who_is_affected=who_is_affected,
            contact=contact,
            way=way,
            entered_by=actor.public_id,
            person=person,
        )


def answer_problem(
    *,
    actor: Actor,
    now: datetime,
    problem: ProblemStatement,
    answer: Answer,
    reply: str,
    title: str = "",
    round: Round | None = None,
) -> Question | None:
    """Answer a problem yes, no or later, with a reason that the bringer reads; yes makes it a question.

    The question's first wording is the bringer's own words. Where the bringer left an email address the answer is sent
    there as well. Side effects in order: the move, the reply, the question, audit, `ProblemAnswered`, the message.
    Raises `InvalidInput` for a missing reply (or a missing title with yes), `NotPossibleNow` where it was answered.
    """
    with transaction.atomic():
        locked = (
            ProblemStatement.objects.select_for_update(of=("self",))
            .select_related("programme", "person")
            .get(pk=problem.pk)
        )
        ANSWER_PROBLEM.require(actor, locked)
        if answer not in _EVENTS:
            raise InvalidInput("Choose an answer.", rule="questions.answer", remedy="Yes, later or no.", field="answer")
        words = kept_text(reply, field="reply", called="answer to the person", longest=PROBLEM_LENGTH, required=True)
        transitions.move(locked, PROBLEM_STATEMENT, _EVENTS[answer], actor=actor, now=now, reason=words)
        locked.reply = words
        locked.replied_at = now
        locked.replied_by_id = actor.person_id
        _find_bringer(locked, now)
        locked.save(update_fields=["reply", "replied_at", "replied_by", "person"])
        question = _question_of(locked, actor, now, title, round) if answer == "yes" else None
        audit.record(actor=actor, now=now, verb=f"answered {answer}", on=locked, fields=["reply"])
        events.publish(
            ProblemAnswered(
                at=now,
                problem_public_id=locked.public_id,
                answer=answer,
                question_public_id=question.public_id if question else "",
            )
        )
        tell(locked.person, "questions.problem-answered", on=locked, actor=actor, now=now, at_once=True)
    problem.refresh_from_db()
    return question


def _keep_problem(
    *,
    actor: Actor,
    now: datetime,
    programme: Programme,
    text: str,
    who_is_affected: str,
    contact: str,
    way: str,
    source: str = "",
    entered_by: str = "",
    person: Person | None = None,
) -> ProblemStatement:
    if programme.is_history:
        raise NotPossibleNow(
            "This programme is told from public sources; nobody is there to answer.",
            rule="questions.programme-runs",
            remedy="Bring it to a programme that runs.",
        )
    problem = ProblemStatement.objects.create(
        programme=programme,
        scope=programme.scope,
        text=kept_text(text, field="text", called="problem", longest=PROBLEM_LENGTH, required=True),
        who_is_affected=kept_text(
            who_is_affected, field="who_is_affected", called="text on who is affected", longest=PROBLEM_LENGTH
        ),
        contact=kept_line(contact, field="contact", called="contact", longest=CONTACT_LENGTH),
        person=person or _signed_in(actor, way),
        way=way,
        entered_by=entered_by,
        reply_by=day_of_reply(programme, timezone.localdate(now)),
        receipt=new_receipt(),
        source=kept_line(source, field="source", called="source", longest=300),
        state=PROBLEM_STATEMENT.initial,
        state_since=now,
        created_at=now,
    )
    transitions.begin(problem, PROBLEM_STATEMENT, actor=actor, now=now)
    audit.record(actor=actor, now=now, verb="brought a problem", on=problem, fields=["text"])
    events.publish(ProblemBrought(at=now, problem_public_id=problem.public_id, scope=problem.scope))
    _send_receipt(problem, now)
    return problem


def new_receipt() -> str:
    """A code of twelve letters and digits in three groups, about 59 bits: told by phone, not to be guessed."""
    letters = [secrets.choice(_RECEIPT_LETTERS) for _ in range(12)]
    return "-".join("".join(letters[start : start + 4]) for start in (0, 4, 8))


def _signed_in(actor: Actor, way: str) -> Person | None:
    return Person.objects.filter(pk=actor.person_id).first() if way == "screen" and actor.person_id else None


def _send_receipt(problem: ProblemStatement, now: datetime) -> None:
    """Send the code to whoever left an email address: a page that is closed would lose it."""
    _find_bringer(problem, now)
    if problem.person is None or not problem.person.email:
        return
    problem.save(update_fields=["person"])
    tell(problem.person, "questions.problem-brought", on=problem, actor=SYSTEM, now=now, at_once=True)


def _find_bringer(problem: ProblemStatement, now: datetime) -> None:
    """Make the bringer a person where they left an email address: only then can a message be sent to them.

    The person bears no name and no receipt code, and whoever leaves an address registers nobody by themselves.
    """
    if problem.person is not None or not problem.contact:
        return
    address = problem.contact.lower()
    try:
        validate_email(address)
    except ValidationError:
        return
    known = Person.objects.filter(email=address).first()
    problem.person = known or register_person(actor=SYSTEM, now=now, name=NAMELESS, scope=problem.scope, email=address)


def _question_of(problem: ProblemStatement, actor: Actor, now: datetime, title: str, round: Round | None) -> Question:
    return open_question(
        actor=actor,
        now=now,
        programme=problem.programme,
        round=round,
        title=kept_line(title, field="title", called="short name of the question", longest=TITLE_LENGTH, required=True),
        wording=problem.text,
        why="In the words of the person who brought it.",
        author_role=BRINGER,
        problem_statement=problem,
        why_it_matters=f"Who is affected: {problem.who_is_affected}" if problem.who_is_affected else "",
        brought_by=BRINGER,
        brought_on=timezone.localdate(problem.created_at).isoformat(),
    )


def forget_contacts(*, actor: Actor, now: datetime, scope: str, before: datetime) -> int:
    """Forget how to reach those whose problems of a programme were answered before a moment; how many.

    The words, the receipt and the answer stay. A person who was registered only to get the answer loses the address.
    """
    forgotten = 0
    for problem in list(problems_answered_before(scope, before).select_related("person")):
        with transaction.atomic():
            problem.contact = ""
            problem.save(update_fields=["contact"])
            person = problem.person
            if person is not None and _is_only_a_bringer(person) and person.email:
                change_person(
                    actor=actor, now=now, person=person, name=person.name, email="", phone="", how_to_reach=""
                )
            audit.record(actor=actor, now=now, verb="forgot how to reach them", on=problem, fields=["contact"])
        forgotten += 1
    return forgotten


def _is_only_a_bringer(person: Person) -> bool:
    """Whether somebody was registered for an answer alone, and no other problem of theirs still needs the address."""
    return person.name == NAMELESS and not person.problem_statements.exclude(contact="").exists()
