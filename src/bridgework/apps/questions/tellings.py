"""What people are told about their problems and questions."""

from __future__ import annotations

from django.urls import reverse

from bridgework.apps.programmes.queries import round_named
from bridgework.apps.questions.models import Challenge, ProblemStatement, Question, Support
from bridgework.apps.questions.searchables import thread_address
from bridgework.core.reading import human_date
from bridgework.kernel.errors import NotFound
from bridgework.kernel.roles import ROLES
from bridgework.kernel.tellings import Telling, telling

_ANSWERS = {
    "taken_up": "We take it up as a question.",
    "declined": "We do not take it up.",
    "kept_for_later": "Not now: we keep it for later.",
}
_BECAME = {
    "proposed": "is offered to a round again",
    "shortlisted": "is on the shortlist",
    "in_bank": "is kept in the bank",
    "declined": "is not taken up",
    "withdrawn": "is withdrawn",
    "taken_up": "is taken up",
}


@telling("questions.problem-brought")
def problem_brought(record_public_id: str, person_id: int) -> Telling:
    """The receipt, to whoever brought a problem. It repeats none of their words: anybody can type any address."""
    problem = ProblemStatement.objects.filter(public_id=record_public_id).first()
    if problem is None:
        raise NotFound("There is no such problem any more.")
    by = f"We answer by {human_date(problem.reply_by)}: yes, later or no, and why."
    return Telling(
        subject="We have the problem you brought",
        body=f"Your receipt code is **{problem.receipt}**. {by}\n\nWith the code you find our answer; keep it.",
        path=reverse("public:problem", args=[problem.receipt]),
        why="Somebody brought a problem and left this address for the answer.",
    )


@telling("questions.problem-answered")
def problem_answered(record_public_id: str, person_id: int) -> Telling:
    """The answer to a problem, to whoever brought it."""
    problem = ProblemStatement.objects.filter(public_id=record_public_id).first()
    if problem is None:
        raise NotFound("There is no such problem any more.")
    return Telling(
        subject="The answer to the problem you brought",
        body=f"You wrote:\n\n> {_quoted(problem.text)}\n\n**{_ANSWERS.get(problem.state, '')}**\n\n{problem.reply}",
        path=reverse("public:problem", args=[problem.receipt]),
        why="You brought this problem and left your address for the answer.",
    )


@telling("questions.decided")
def decided(record_public_id: str, person_id: int) -> Telling:
    """What was decided about a question, to whoever proposed it."""
    question = Question.objects.filter(public_id=record_public_id).first()
    if question is None:
        raise NotFound("There is no such question any more.")
    became = _BECAME[question.state]
    later = ""
    if question.state == "in_bank" and question.review_on:
        later = f"\n\nWe look at it again on {human_date(question.review_on)} and offer it to the next round."
    reason = f"\n\n{question.decided_reason}" if question.decided_reason else ""
    return Telling(
        subject=f"Your question “{question.title}” {became}",
        body=f"Your question “{question.title}” {became}.{reason}{later}",
        path=reverse("desk:question", args=[question.public_id]),
        why="You proposed this question.",
    )


@telling("questions.taken-up")
def taken_up(record_public_id: str, person_id: int) -> Telling:
    """A question is taken up in a round, to its proposer and its owner."""
    challenge = Challenge.objects.select_related("question", "round").filter(public_id=record_public_id).first()
    if challenge is None:
        raise NotFound("There is no such question any more.")
    return Telling(
        subject=f"“{challenge.question.title}” is taken up in {round_named(challenge.round.label)}",
        body=f"The question “{challenge.question.title}” is taken up in {round_named(challenge.round.label)}. "
        "Its page shows what happens to it, from the question to what changed.",
        path=thread_address(challenge.code),
        why="You proposed or own this question.",
    )


@telling("questions.named-as-support")
def named_as_support(record_public_id: str, person_id: int) -> Telling:
    """Somebody was named for a challenge, to that person."""
    support = Support.objects.select_related("challenge__question").filter(public_id=record_public_id).first()
    if support is None:
        raise NotFound("There is no such place any more.")
    role = ROLES[support.role].label
    title = support.challenge.question.title
    return Telling(
        subject=f"You are {role} for “{title}”",
        body=f"You are named as {role} for the question “{title}”. If that is wrong, reply to this message.",
        path=reverse("desk:challenge", args=[support.challenge.public_id]),
        why="You were named for this question.",
    )


def _quoted(text: str) -> str:
    return text.replace("\n", "\n> ")
