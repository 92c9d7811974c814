"""Reads about personal links: whether one can be answered now, and what was answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from bridgework.apps.participation.models import CalendarFeed, LinkAnswer, PersonalLink
from bridgework.apps.participation.rules import REVOKE_LINK
from bridgework.apps.participation.tokens import hash_of
from bridgework.apps.people.models import Person
from bridgework.kernel.errors import NotFound
from bridgework.kernel.links import PURPOSES, Purpose
from bridgework.kernel.permissions import Actor


@dataclass(frozen=True)
class Standing:
    """Whether a link can be answered now; if not, why, and what to do."""

    open: bool
    reason: str = ""
    remedy: str = ""
    answered: LinkAnswer | None = None
    can_renew: bool = False
    """Whether a fresh link may be sent to the registered address."""


def link_by_token(token: str) -> PersonalLink:
    """The link. Raises `NotFound`."""
    found = PersonalLink.objects.select_related("person").filter(token_hash=hash_of(token)).first()
    if found is None:
        raise NotFound(
            "This link is not one of ours, or it was copied without its last letters.",
            rule="participation.link-exists",
            remedy="Open it from the message again, or copy the whole address.",
        )
    return found


def purpose_of(key: str) -> Purpose:
    """The registered purpose. Raises `NotFound`."""
    if key not in PURPOSES:
        raise NotFound("What this link was for is no longer part of Bridgework.", rule="participation.purpose-exists")
    return PURPOSES[key]


def needs_code(link: PersonalLink) -> bool:
    """Whether an answer counts only with a code that was sent to the link's address."""
    return bool(getattr(purpose_of(link.purpose), "needs_code", False))


def standing(link: PersonalLink, now: datetime) -> Standing:
    """Whether and how `link` can be answered at `now`. Reads; changes nothing."""
    purpose = purpose_of(link.purpose)
    answered = standing_answer(link.person_id, link.purpose, link.record_public_id)
    if link.revoked_at is not None:
        return Standing(
            False,
            f"This link was withdrawn. {link.revoked_reason}".strip(),
            "If you think that is a mistake, write to those who sent it.",
            answered,
        )
    if answered is not None:
        return _after_answer(purpose, link, answered, now)
    closed = purpose.closed(link.record_public_id, now)
    if closed:
        return Standing(False, closed, "You need not do anything.")
    if link.expires_at <= now:
        return Standing(
            False,
            "This link has expired.",
            "Ask for a fresh one: we send it to the address that the first went to.",
            can_renew=bool(link.address),
        )
    return Standing(True)


def _after_answer(purpose: Purpose, link: PersonalLink, answered: LinkAnswer, now: datetime) -> Standing:
    if purpose.relied_on(link.record_public_id):
        reason = "Something already rests on your answer, so it can no longer be changed here."
    elif timezone.localdate(answered.answered_at) != timezone.localdate(now):
        reason = "An answer can be changed until the end of the day on which it was given."
    else:
        return Standing(True, answered=answered)
    return Standing(False, reason, "If it should be put right, write to those who asked.", answered)


def answer_of(person_id: int, purpose: str, record_public_id: str) -> LinkAnswer | None:
    """The answer that stands: the latest, not superseded."""
    return LinkAnswer.objects.filter(
        person_id=person_id, purpose=purpose, record_public_id=record_public_id, superseded_by__isnull=True
    ).last()


def standing_answer(person_id: int, purpose: str, record_public_id: str) -> LinkAnswer | None:
    """The answer that stands, unless the same was asked once more since: a purpose may say so (`asked_again_at`)."""
    answered = answer_of(person_id, purpose, record_public_id)
    asked_again = getattr(purpose_of(purpose), "asked_again_at", None)
    since = asked_again(record_public_id) if answered is not None and asked_again is not None else None
    return None if answered is not None and since is not None and answered.answered_at <= since else answered


def answers_of(record_public_id: str, purpose: str) -> QuerySet[LinkAnswer]:
    """Every answer to one thing, superseded ones too, oldest first, with their people."""
    return (
        LinkAnswer.objects.filter(record_public_id=record_public_id, purpose=purpose)
        .select_related("person", "superseded_by")
        .order_by("answered_at", "id")
    )


def links_seen_by(actor: Actor) -> QuerySet[PersonalLink]:
    """Every link under the programmes that the actor runs, the latest first, with their people."""
    return REVOKE_LINK.which(actor, PersonalLink.objects.select_related("person")).order_by("-id")


def answers_to(links: Iterable[PersonalLink]) -> dict[tuple[int, str, str], LinkAnswer]:
    """The answer that stands to each of these, by person, purpose and record. One query."""
    wanted = list(links)
    found = LinkAnswer.objects.filter(
        record_public_id__in={one.record_public_id for one in wanted}, superseded_by__isnull=True
    )
    return {(one.person_id, one.purpose, one.record_public_id): one for one in found.order_by("id")}


def links_of(record_public_id: str, purpose: str) -> QuerySet[PersonalLink]:
    """Every link that was made for one thing, the latest first, with their people."""
    return (
        PersonalLink.objects.filter(record_public_id=record_public_id, purpose=purpose)
        .select_related("person")
        .order_by("-id")
    )


def person_of_feed(token: str) -> Person:
    """Whose dates are read at an address. Raises `NotFound` for an address that was stopped or never made."""
    found = CalendarFeed.objects.filter(token_hash=hash_of(token)).select_related("person").first()
    if found is None:
        raise NotFound(
            "This calendar is no longer here.",
            rule="participation.calendar-feed",
            remedy="Make a new address on your account page.",
        )
    return found.person


def has_feed(person: Person) -> bool:
    """Whether somebody has made an address for their calendar."""
    return CalendarFeed.objects.filter(person=person).exists()
