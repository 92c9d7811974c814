"""Whose interest in a challenge is fading: no reply or attendance for too long, by role."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone

from bridgework.apps.people.models import RoleHolding
from bridgework.apps.questions.models import Challenge
from bridgework.apps.workspace.queries.interest import WORKED_ON
from bridgework.core.waiting import Interest, fading_interest
from bridgework.kernel.roles import ROLES
from bridgework.threads.desk.material import DeskMaterial
from bridgework.threads.desk.records import FadingInterest


def fading_of(challenge: Challenge, material: DeskMaterial, limit: int) -> tuple[FadingInterest, ...]:
    """Those not heard from for more than `limit` days although something was asked of them, longest silence first."""
    if challenge.state not in WORKED_ON:
        return ()
    holders: dict[str, RoleHolding] = {}
    interests: list[Interest] = []
    seen: set[int] = set()
    for holding in material.holdings.get(challenge.public_id, ()):
        if holding.person_id in seen:
            continue
        seen.add(holding.person_id)
        holders[holding.public_id] = holding
        interests.append(_interest(holding, challenge, material))
    return tuple(
        FadingInterest(
            holding=one.interest.holder,
            role=ROLES[one.interest.role].label,
            name=holders[one.interest.holder].person.name,
            person_public_id=holders[one.interest.holder].person.public_id,
            days=one.days,
            reason=one.reason,
            last_sign=one.interest.last_sign[0],
        )
        for one in fading_interest(interests, material.today, limit)
    )


def _interest(holding: RoleHolding, challenge: Challenge, material: DeskMaterial) -> Interest:
    person = holding.person_id
    requests = material.requests.get(challenge.pk, ())
    replies = [one.answered_at for one in requests if one.asked_of_id == person and one.answered_at is not None]
    # A team that asks is not silent either.
    replies += [one.asked_at for one in requests if one.made_by_id == person]
    own = [one for one in material.attendances if one.person == person and one.challenge in (0, challenge.pk)]
    answered = material.answers.get((challenge.public_id, person))
    if answered is not None:
        replies.append(answered)
    last_reply, last_attendance = _latest(replies), _latest(one.at for one in own if one.attended)
    last_sign = max(day for day in (holding.starts_on, last_reply, last_attendance) if day is not None)
    # What was answered since is no longer awaited, on whatever day it was asked.
    since = max(replies, default=None)
    asked = [
        timezone.localdate(one.asked_at)
        for one in requests
        if one.asked_of_id == person and (since is None or one.asked_at > since)
    ]
    asked += [timezone.localdate(one.at) for one in own if one.attended is False]
    return Interest(
        holder=holding.public_id,
        role=holding.role,
        began=holding.starts_on,
        last_reply=last_reply,
        last_attendance=last_attendance,
        awaited=any(day >= last_sign for day in asked),
    )


def _latest(moments: Iterable[datetime]) -> date | None:
    days = [timezone.localdate(one) for one in moments]
    return max(days) if days else None
