"""How questions and challenges look in the index. A question that was taken up is found as its challenge."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import NoReverseMatch, reverse

from bridgework.apps.questions.models import Belonging, Challenge, Question
from bridgework.apps.questions.rules import SEE_CHALLENGE, SEE_QUESTION
from bridgework.kernel.search import Document, searchable


@searchable("questions.question")
def question_documents(questions: QuerySet[Question]) -> Iterator[Document]:
    """Every question that is not withdrawn and has no challenge."""
    found = questions.filter(challenge__isnull=True).exclude(state="withdrawn")
    for one in found.select_related("round").prefetch_related("wordings").iterator(chunk_size=500):
        yield Document(
            kind=Question.record_kind(),
            public_id=one.public_id,
            title=one.title,
            important=_wordings(one),
            body="\n".join((one.why_it_matters, one.decision_informed)),
            minor=" ".join((one.theme, one.place, one.owner_role, one.brought_by)),
            scope=one.scope,
            is_public=one.is_public,
            address=reverse("desk:question", args=[one.public_id]),
            at=one.created_at,
            facets={
                "theme": one.theme,
                "place": one.place,
                "state": one.state,
                "round": one.round.public_id if one.round else "",
            },
            roles=SEE_QUESTION.roles,
        )


@searchable("questions.challenge")
def challenge_documents(challenges: QuerySet[Challenge]) -> Iterator[Document]:
    """Every challenge, with all the wordings of its question."""
    found = challenges.select_related("question", "round").prefetch_related("question__wordings")
    found = found.annotate(home=committee_of("pk"))
    for one in found.iterator(chunk_size=500):
        question = one.question
        yield Document(
            kind=Challenge.record_kind(),
            public_id=one.public_id,
            title=question.title,
            important=_wordings(question),
            body="\n".join((question.why_it_matters, question.decision_informed, one.method)),
            minor=" ".join((one.code, question.theme, question.place, question.brought_by, one.round.label)),
            scope=one.scope,
            is_public=one.is_public,
            address=thread_address(one.code),
            at=one.created_at,
            facets={
                "theme": question.theme,
                "place": question.place,
                "state": one.state,
                "round": one.round.public_id,
                "committee": one.home or "",
            },
            roles=SEE_CHALLENGE.roles,
        )


def committee_of(challenge: str) -> Subquery:
    """The public id of the body that a challenge belongs to now, beside rows that name the challenge by this path."""
    homes = Belonging.objects.filter(challenge=OuterRef(challenge), is_current=True, body__isnull=False)
    return Subquery(homes.order_by("-pk").values("body__public_id")[:1])


def thread_address(code: str) -> str:
    """Where the story of a challenge is read."""
    try:
        return reverse("public:thread", args=[code])
    except NoReverseMatch:  # an installation without public pages
        return f"/{code}/"


def _wordings(question: Question) -> str:
    return "\n".join(one.text for one in question.wordings.all())
