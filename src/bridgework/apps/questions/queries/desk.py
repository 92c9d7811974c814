"""Reads for the question desk: the list with its filters, the counts, the bank."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from bridgework.apps.people.models import Person
from bridgework.apps.programmes.models import Programme
from bridgework.apps.questions.models import Question, Wording, WordingConsent
from bridgework.apps.questions.rules import SEE_QUESTION
from bridgework.kernel.errors import NotFound
from bridgework.kernel.permissions import Actor

STATE_WORDS: Final[dict[str, str]] = {
    "proposed": "proposed",
    "shortlisted": "shortlisted",
    "taken_up": "taken up",
    "in_bank": "in the bank",
    "declined": "declined",
    "withdrawn": "withdrawn",
}
NOT_ALL_LOOKED_AT: Final = ("", "different")
"""Answers to “has this been asked?” that leave it open: none yet, or one earlier question was different, not all."""
WAITING_WORDS: Final[dict[str, str]] = {
    "decision": "a decision",
    "asked_before": "an answer to “Has this been asked?”",
    "owner": "the owner's answer about the wording",
    "review": "a fresh look",
}
SORTS: Final[dict[str, tuple[str, ...]]] = {
    "title": ("title", "id"),
    "state": ("state", "id"),
    "since": ("state_since", "id"),
    "proposed": ("created_at", "id"),
    "theme": ("theme", "title", "id"),
    "review": ("review_on", "id"),
}


@dataclass(frozen=True)
class DeskFilter:
    """What to show; an empty value does not limit. `today` is needed for what waits."""

    today: date
    state: str = ""
    theme: str = ""
    round: str = ""
    """Public id of a round; `none` for questions that stand in none."""
    owner: str = ""
    """Public id of a person; `none` for questions nobody owns."""
    waiting: str = ""
    words: str = ""
    sort: str = "-proposed"


@dataclass(frozen=True)
class StateCount:
    """How many questions stand in a state."""

    state: str
    words: str
    count: int


@dataclass(frozen=True)
class DeskRow:
    """One question as the desk shows it."""

    public_id: str
    title: str
    wording: str
    state: str
    state_words: str
    since: datetime
    theme: str
    round: str
    owner: str
    proposer: str
    brought_by: str
    proposed_at: datetime
    review_on: date | None
    asked_before: str
    waiting: tuple[str, ...]
    challenge: str
    """Public id of its challenge; empty where it was never taken up."""
    code: str
    reason: str
    is_public: bool


def questions_seen_by(actor: Actor, programme: Programme | None = None) -> QuerySet[Question]:
    """The questions an actor may see, of one programme or of all."""
    found = SEE_QUESTION.which(actor, Question.objects.all())
    return found if programme is None else found.filter(programme=programme)


def question_of(public_id: str) -> Question:
    """One question, whoever asks. Raises `NotFound`."""
    found = _with_people(Question.objects.filter(public_id=public_id)).first()
    if found is None:
        raise NotFound("There is no such question.", rule=SEE_QUESTION.name)
    return found


def question_seen_by(actor: Actor, public_id: str) -> Question:
    """One question. Raises `NotFound`, also where it exists but is not the actor's to see."""
    found = _with_people(SEE_QUESTION.which(actor, Question.objects.filter(public_id=public_id))).first()
    if found is None:
        raise NotFound("There is no such question, or none that you may see.", rule=SEE_QUESTION.name)
    return found


def public_questions() -> QuerySet[Question]:
    """Every question that is shown in public, with its challenge and round, the latest round first."""
    return (
        Question.objects.filter(is_public=True)
        .select_related("round", "challenge", "programme")
        .order_by("-round__year", "challenge__code", "id")
    )


def filtered(questions: QuerySet[Question], by: DeskFilter) -> QuerySet[Question]:
    """`questions` as the filter says, in its order, ready for `desk_rows`."""
    found = questions
    if by.state:
        found = found.filter(state=by.state)
    if by.theme:
        found = found.filter(theme=by.theme)
    if by.round:
        found = found.filter(round__isnull=True) if by.round == "none" else found.filter(round__public_id=by.round)
    if by.owner:
        nobody = Q(owner__isnull=True, owner_role="")
        found = found.filter(nobody if by.owner == "none" else Q(owner__public_id=by.owner))
    if by.words.strip():
        for word in by.words.split()[:6]:
            in_wording = Wording.objects.filter(question=OuterRef("pk"), text__icontains=word)
            found = found.filter(Q(title__icontains=word) | Exists(in_wording))
    if by.waiting:
        found = found.filter(_waits(by.waiting, by.today))
    return _with_desk_columns(found).order_by(*_order(by.sort))


def desk_rows(questions: Iterable[Question], today: date) -> list[DeskRow]:
    """The rows of a page of `filtered`; no further query."""
    return [_row(one, today) for one in questions]


def counts_by_state(questions: QuerySet[Question]) -> list[StateCount]:
    """How many questions stand in each state, in the order of their life. One query."""
    counted = dict(questions.order_by().values_list("state").annotate(Count("pk", distinct=True)))
    return [StateCount(state, words, counted.get(state, 0)) for state, words in STATE_WORDS.items()]


def themes_among(questions: QuerySet[Question]) -> list[str]:
    """The themes that occur, in order of the alphabet. One query."""
    return list(questions.exclude(theme="").order_by("theme").values_list("theme", flat=True).distinct())


def owners_among(questions: QuerySet[Question]) -> list[Person]:
    """The people who own one of the questions, by name. One query."""
    return list(Person.objects.filter(owned_questions__in=questions.values("pk")).distinct().order_by("name", "id"))


def bank_of(actor: Actor, programme: Programme) -> QuerySet[Question]:
    """The questions kept in the bank of a programme, those to be looked at first on top."""
    found = questions_seen_by(actor, programme).filter(state="in_bank")
    return _with_desk_columns(found).order_by("review_on", "id")


def _with_people(questions: QuerySet[Question]) -> QuerySet[Question]:
    return questions.select_related(
        "programme", "round", "owner", "proposer", "problem_statement", "challenge", "challenge__round"
    )


def _with_desk_columns(questions: QuerySet[Question]) -> QuerySet[Question]:
    current = Wording.objects.filter(question=OuterRef("pk"), is_current=True).order_by("-number").values("text")[:1]
    return questions.select_related("round", "owner", "proposer", "challenge").annotate(
        current_text=Subquery(current), owner_asked=Exists(_unanswered())
    )


def _unanswered() -> QuerySet[WordingConsent]:
    return WordingConsent.objects.filter(wording__question=OuterRef("pk"), answer="")


def _waits(what: str, today: date) -> Q:
    if what == "decision":
        return Q(state="proposed")
    if what == "asked_before":
        return Q(state__in=["proposed", "shortlisted"], duplicate_answer__in=NOT_ALL_LOOKED_AT)
    if what == "review":
        return Q(state="in_bank", review_on__lte=today)
    if what == "owner":
        return Q(Exists(_unanswered()))
    return Q(pk__in=[])


def _order(sort: str) -> tuple[str, ...]:
    downward = sort.startswith("-")
    columns = SORTS.get(sort.lstrip("-"), SORTS["proposed"])
    return tuple(f"-{one}" for one in columns) if downward else columns


def _row(one: Question, today: date) -> DeskRow:
    extra: Any = one
    waiting = []
    if one.state == "proposed":
        waiting.append("decision")
    if one.state in ("proposed", "shortlisted") and one.duplicate_answer in NOT_ALL_LOOKED_AT:
        waiting.append("asked_before")
    if extra.owner_asked:
        waiting.append("owner")
    if one.state == "in_bank" and one.review_on is not None and one.review_on <= today:
        waiting.append("review")
    challenge = getattr(one, "challenge", None)
    return DeskRow(
        public_id=one.public_id,
        title=one.title,
        wording=extra.current_text or "",
        state=one.state,
        state_words=STATE_WORDS[one.state],
        since=one.state_since,
        theme=one.theme,
        round=one.round.label if one.round else "",
        owner=one.owner.name if one.owner else one.owner_role,
        proposer=one.proposer.name if one.proposer else "",
        brought_by=one.brought_by,
        proposed_at=one.created_at,
        review_on=one.review_on,
        asked_before=one.duplicate_answer,
        waiting=tuple(WAITING_WORDS[key] for key in waiting),
        challenge=challenge.public_id if challenge else "",
        code=challenge.code if challenge else "",
        reason=one.decided_reason,
        is_public=one.is_public,
    )
