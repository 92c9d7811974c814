"""Reads about challenges: stage, where they belong, what they aim at, who supports them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import Prefetch, QuerySet

from bridgework.apps.calendar.queries import UNNAMED, names_of_bodies
from bridgework.apps.programmes.models import Round
from bridgework.apps.questions.models import Belonging, Brief, Challenge, Support, Wording
from bridgework.apps.questions.rules import SEE_CHALLENGE
from bridgework.core.reading import DateUnreadable, PartialDate
from bridgework.kernel.errors import NotFound
from bridgework.kernel.permissions import Actor
from bridgework.kernel.roles import ROLES

STAGE_WORDS: Final[dict[str, str]] = {
    "open": "looking for a team",
    "team_formed": "team formed",
    "under_way": "under way",
    "reported": "report published",
    "at_committee": "at the committee",
    "decided": "decided",
    "followed_up": "followed up",
    "set_aside": "set aside",
}


@dataclass(frozen=True)
class BelongingShown:
    """Where a challenge belongs or belonged."""

    council_programme: str
    body: str
    decided_on: str
    """In words, such as `July 2019`; empty where unknown."""
    decided_by: str
    reason: str
    recorded_at: datetime
    is_current: bool
    source: str


@dataclass(frozen=True)
class BriefShown:
    """One version of a brief."""

    number: int
    text: str
    why: str
    by: str
    given_at: datetime | None


@dataclass(frozen=True)
class SupportShown:
    """Somebody's place beside a challenge."""

    public_id: str
    person_id: int
    person: str
    role: str
    role_words: str
    state: str
    since: datetime
    answer_by: date | None
    answer: str


@dataclass(frozen=True)
class ChallengeDesk:
    """A challenge as staff see it."""

    challenge: Challenge
    stage_words: str
    belongings: tuple[BelongingShown, ...]
    briefs: tuple[BriefShown, ...]
    supports: tuple[SupportShown, ...]
    meeting_on: date | None
    meeting_body: str
    provisional_on: date | None

    @property
    def belonging(self) -> BelongingShown | None:
        """Where it belongs now; None while that is not settled."""
        return next((one for one in self.belongings if one.is_current), None)

    @property
    def brief(self) -> BriefShown | None:
        """The latest version of the brief."""
        return self.briefs[0] if self.briefs else None


def challenges_seen_by(actor: Actor) -> QuerySet[Challenge]:
    """The challenges an actor may see."""
    return SEE_CHALLENGE.which(actor, _with_question(Challenge.objects.all()))


def challenge_of(actor: Actor, public_id: str) -> Challenge:
    """One challenge. Raises `NotFound`, also where it exists but is not the actor's to see."""
    found = challenges_seen_by(actor).filter(public_id=public_id).first()
    if found is None:
        raise NotFound("There is no such question, or none that you may see.", rule=SEE_CHALLENGE.name)
    return found


def challenge_by_code(code: str) -> Challenge:
    """The challenge of a code, whoever asks. Raises `NotFound`."""
    found = _with_question(Challenge.objects.filter(code=code)).first()
    if found is None:
        raise NotFound("There is no question with this code.", rule=SEE_CHALLENGE.name)
    return found


def public_challenges() -> QuerySet[Challenge]:
    """Every challenge that is shown in public, the latest round first."""
    return _with_question(Challenge.objects.filter(is_public=True)).order_by("-round__year", "code")


def challenges_of_round(round: Round) -> QuerySet[Challenge]:
    """The challenges of a round by code, with question, current wording and target."""
    current = Wording.objects.filter(is_current=True).order_by("number")
    return (
        _with_question(Challenge.objects.filter(round=round))
        .prefetch_related(Prefetch("question__wordings", queryset=current, to_attr="current_wordings"))
        .order_by("code")
    )


def current_belonging(challenge: Challenge) -> Belonging | None:
    """Where a challenge belongs now; None while that is not settled."""
    return challenge.belongings.select_related("body").filter(is_current=True).order_by("-id").first()


def current_brief(challenge: Challenge) -> Brief | None:
    """The latest version of the brief, with who gave it."""
    return challenge.briefs.select_related("author").order_by("-number").first()


def supports_of(challenge: Challenge) -> QuerySet[Support]:
    """Who is, was or was asked to be beside a challenge."""
    return challenge.supports.select_related("person").order_by("role", "id")


def target_day(challenge: Challenge) -> tuple[date | None, bool]:
    """The day plans count back from, and whether it is provisional."""
    if challenge.target_meeting is not None:
        return challenge.target_meeting.on, False
    return challenge.provisional_date, challenge.provisional_date is not None


def challenge_desk(challenge: Challenge) -> ChallengeDesk:
    """A challenge with everything this floor knows of it. Four queries."""
    belongings = list(challenge.belongings.select_related("decided_by").order_by("-id"))
    bodies = {one.body_id for one in belongings if one.body_id is not None}
    meeting = challenge.target_meeting
    if meeting is not None:
        bodies.add(meeting.body_id)
    names = names_of_bodies(bodies, meeting.on if meeting else None)
    return ChallengeDesk(
        challenge=challenge,
        stage_words=STAGE_WORDS[challenge.state],
        belongings=tuple(_belonging(one, names) for one in belongings),
        briefs=tuple(
            BriefShown(one.number, one.text, one.why, one.author.name if one.author else "", one.given_at)
            for one in challenge.briefs.select_related("author").order_by("-number")
        ),
        supports=tuple(_support(one) for one in supports_of(challenge)),
        meeting_on=meeting.on if meeting else None,
        meeting_body=names.get(meeting.body_id, UNNAMED) if meeting else "",
        provisional_on=challenge.provisional_date,
    )


def _with_question(challenges: QuerySet[Challenge]) -> QuerySet[Challenge]:
    return challenges.select_related(
        "question", "question__owner", "question__proposer", "question__programme", "round", "type", "target_meeting"
    )


def _belonging(one: Belonging, names: dict[int, str]) -> BelongingShown:
    return BelongingShown(
        one.council_programme,
        names.get(one.body_id, UNNAMED) if one.body_id else "",
        _in_words(one.decided_on),
        one.decided_by.name if one.decided_by else "",
        one.reason,
        one.created_at,
        one.is_current,
        one.source,
    )


def _support(one: Support) -> SupportShown:
    return SupportShown(
        one.public_id,
        one.person_id,
        one.person.name,
        one.role,
        ROLES[one.role].label,
        one.state,
        one.state_since,
        one.answer_by,
        one.answer,
    )


def _in_words(partial: str) -> str:
    try:
        return PartialDate.from_iso(partial).human() if partial else ""
    except DateUnreadable:
        return partial
