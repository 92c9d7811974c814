"""What waits on people at the question desk."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from bridgework.apps.people.models import Person
from bridgework.apps.people.queries import scopes_held, under_any
from bridgework.apps.questions.models import ProblemStatement, Question, Support, WordingConsent
from bridgework.kernel.roles import ROLES, RUNNERS, STAFF
from bridgework.kernel.waiting import WaitingItem, waits, waits_elsewhere


@waits("questions.problem", "Problems to answer")
def problems_to_answer(person_id: int, now: datetime) -> list[WaitingItem]:
    """Problems nobody has answered yet, for those who run the programme."""
    rows = ProblemStatement.objects.filter(_under(person_id, now, RUNNERS), state="brought")
    return [
        WaitingItem(
            kind="questions.problem",
            title=f"Answer a problem: {_shortened(one.text)}",
            since=one.created_at,
            address=reverse("desk:problem", args=[one.public_id]),
            scope=one.scope,
            public_id=one.public_id,
            due=one.reply_by,
        )
        for one in rows
    ]


@waits("questions.review", "Questions in the bank to look at again")
def reviews_due(person_id: int, now: datetime) -> list[WaitingItem]:
    """Questions in the bank whose day of review has come."""
    rows = Question.objects.filter(
        _under(person_id, now, STAFF), state="in_bank", review_on__lte=timezone.localdate(now)
    )
    return [
        WaitingItem(
            kind="questions.review",
            title=f"Look again at “{one.title}”",
            since=_start_of(one.review_on),
            address=reverse("desk:question", args=[one.public_id]),
            scope=one.scope,
            public_id=one.public_id,
            due=one.review_on,
        )
        for one in rows
        if one.review_on is not None
    ]


@waits("questions.wording-consent", "Words of a question to agree to")
def wordings_to_agree(person_id: int, now: datetime) -> list[WaitingItem]:
    """New wordings about which this person was asked."""
    return [
        _consent_item(one, f"Do you agree to the new words of “{one.wording.question.title}”?")
        for one in _open_consents(Q(person=person_id, wording__is_current=True))
    ]


@waits("questions.wording-answer", "Owners' answers to act on")
def answers_to_settle(person_id: int, now: datetime) -> list[WaitingItem]:
    """Owners' other words, or their no, on which nobody has acted."""
    rows = WordingConsent.objects.filter(
        _under(person_id, now, RUNNERS), answer__in=["other_words", "not_agreed"], settled_at=None
    ).select_related("wording__question")
    return [
        WaitingItem(
            kind="questions.wording-answer",
            title=f"The owner of “{one.wording.question.title}” {one.get_answer_display()}",
            since=one.answered_at or one.created_at,
            address=reverse("desk:question", args=[one.wording.question.public_id]),
            scope=one.scope,
            public_id=one.public_id,
        )
        for one in rows
    ]


@waits("questions.support", "Invitations to support a question")
def invitations(person_id: int, now: datetime) -> list[WaitingItem]:
    """Invitations that this person has not answered."""
    return [_support_item(one) for one in _open_invitations(Q(person=person_id))]


@waits_elsewhere("questions.wording-consent")
def consents_asked(person_id: int, now: datetime) -> list[WaitingItem]:
    """What owners have not answered to this person yet."""
    asker = Person.objects.filter(pk=person_id).values("public_id")[:1]
    return [
        _consent_item(one, f"The words of “{one.wording.question.title}”", on_whom="the question owner")
        for one in _open_consents(Q(asked_by__in=asker))
    ]


@waits_elsewhere("questions.support")
def invitations_sent(person_id: int, now: datetime) -> list[WaitingItem]:
    """Invitations sent by this person that nobody has answered yet."""
    inviter = Person.objects.filter(pk=person_id).values("public_id")[:1]
    return [_support_item(one, sent=True) for one in _open_invitations(Q(invited_by__in=inviter))]


def _open_consents(whose: Q) -> Iterable[WordingConsent]:
    return WordingConsent.objects.filter(whose, answer="").select_related("wording__question")


def _open_invitations(whose: Q) -> Iterable[Support]:
    return Support.objects.filter(whose, state="invited").select_related("challenge__question")


def _consent_item(one: WordingConsent, title: str, on_whom: str = "") -> WaitingItem:
    return WaitingItem(
        kind="questions.wording-consent",
        title=title,
        since=one.created_at,
        address=reverse("desk:question", args=[one.wording.question.public_id]),
        scope=one.scope,
        public_id=one.public_id,
        due=one.answer_by,
        on_whom=on_whom,
    )


def _support_item(one: Support, *, sent: bool = False) -> WaitingItem:
    title = one.challenge.question.title
    role = ROLES[one.role].label
    return WaitingItem(
        kind="questions.support",
        title=f"An invitation to support “{title}”" if sent else f"Will you be {role} for “{title}”?",
        since=one.created_at,
        address=reverse("desk:challenge" if sent else "desk:support", args=[_page_of(one, sent=sent)]),
        scope=one.scope,
        public_id=one.public_id,
        due=one.answer_by,
        on_whom=role if sent else "",
    )


def _page_of(one: Support, *, sent: bool) -> str:
    return one.challenge.public_id if sent else one.public_id


def _under(person_id: int, now: datetime, roles: frozenset[str]) -> Q:
    """Records at or below the scopes where the person holds one of the roles."""
    return under_any(scopes_held(person_id, roles, timezone.localdate(now)))


def _start_of(day: date | None) -> datetime:
    assert day is not None
    return timezone.make_aware(datetime.combine(day, time.min))


def _shortened(text: str, longest: int = 70) -> str:
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[:longest].rsplit(' ', 1)[0]} …"
