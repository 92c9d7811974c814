"""What waits on clerks and authors of papers."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from bridgework.apps.committees.actions import hand_over_clearance
from bridgework.apps.committees.deadlines import drafts_of, handed_over_of, out_too_late, presses, to_publish_by
from bridgework.apps.committees.models import Clearance, Paper, PaperReading, Resolution
from bridgework.apps.committees.queries.clearing import clearance_of, silent_clearances, unanswered_since
from bridgework.apps.committees.queries.readiness import readiness_of_papers
from bridgework.apps.people.models import Person
from bridgework.apps.people.queries import scopes_held
from bridgework.kernel.permissions import Actor
from bridgework.kernel.roles import CLEARING_OFFICER, CLERK
from bridgework.kernel.waiting import WaitingItem, waits, waits_elsewhere


@waits("committees.to-publish", "Papers ready to publish")
def to_publish(person_id: int, now: datetime) -> list[WaitingItem]:
    """Papers that wait for this person, as clerk, to publish them."""
    clerked = scopes_held(person_id, [CLERK], timezone.localdate(now))
    return [
        WaitingItem(
            kind="committees.to-publish",
            title=f"Publish the paper “{one.title}”",
            since=one.state_since,
            address=f"/committee/papers/{one.public_id}/",
            scope=one.scope,
            public_id=one.public_id,
            due=last_day,
        )
        for one, last_day in to_publish_by(clerked)
    ]


@waits("committees.notice-too-short", "Papers that went out too late")
def notice_too_short(person_id: int, now: datetime) -> list[WaitingItem]:
    """Published papers whose notice is too short, counted afresh: often because a holiday was proclaimed later."""
    today = timezone.localdate(now)
    return [
        WaitingItem(
            kind="committees.notice-too-short",
            title=f"Give the lateness reason of “{one.title}”: {found.verdict}",
            since=one.published_at or one.state_since,
            address=f"/committee/papers/{one.public_id}/",
            scope=one.scope,
            public_id=one.public_id,
            due=one.committee_meeting.on,
        )
        for one, found in out_too_late(scopes_held(person_id, [CLERK], today), today)
    ]


@waits("committees.to-hand-over", "Papers to hand to the clerk")
def to_hand_over(person_id: int, now: datetime) -> list[WaitingItem]:
    """Drafts of this author, with what each still lacks; with its day once the clerk needs it soon."""
    today, drafts = timezone.localdate(now), drafts_of(person_id)
    ready = readiness_of_papers([one for one, _ in drafts], now) if drafts else {}
    return [
        WaitingItem(
            kind="committees.to-hand-over",
            title=_what_a_draft_lacks(one, len(ready[one.pk].blocking)),
            since=one.state_since,
            address=f"/committee/papers/{one.public_id}/",
            scope=one.scope,
            public_id=one.public_id,
            due=last_day if presses(one, last_day, today) else None,
        )
        for one, last_day in drafts
    ]


@waits_elsewhere("committees.papers-written")
def papers_written(person_id: int, now: datetime) -> list[WaitingItem]:
    """Papers this person wrote that wait for their clerk, or for their committee."""
    return [
        WaitingItem(
            kind="committees.papers-written",
            title=f"Publish the paper “{one.title}”" if one.state == "ready" else f"Consider the paper “{one.title}”",
            since=one.state_since,
            address=f"/committee/papers/{one.public_id}/",
            scope=one.scope,
            public_id=one.public_id,
            due=day,
            on_whom="the committee’s clerk" if one.state == "ready" else "the committee",
        )
        for one, day in handed_over_of(person_id)
    ]


def _what_a_draft_lacks(paper: Paper, holes: int) -> str:
    if not holes:
        return f"Hand the paper “{paper.title}” to the clerk"
    return f"Finish the paper “{paper.title}”: {holes} {'thing' if holes == 1 else 'things'} to mend"


@waits("committees.to-resolve", "Resolutions to record")
def to_resolve(person_id: int, now: datetime) -> list[WaitingItem]:
    """Published papers whose meeting has been and which still have proposals without a resolution."""
    standing = Resolution.objects.filter(proposal=OuterRef("proposals__pk"), superseded_by=None)
    found = (
        Paper.objects.filter(
            state__in=("published", "considered"),
            committee_meeting__on__lte=timezone.localdate(now),
            body_scope__in=scopes_held(person_id, [CLERK], timezone.localdate(now)),
            proposals__isnull=False,
        )
        .filter(~Exists(standing))
        .select_related("committee_meeting")
        .distinct()
    )
    return [
        WaitingItem(
            kind="committees.to-resolve",
            title=f"Record what was resolved on “{one.title}”",
            since=now.replace(
                year=one.committee_meeting.on.year,
                month=one.committee_meeting.on.month,
                day=one.committee_meeting.on.day,
                hour=18,
                minute=0,
            ),
            address=f"/committee/papers/{one.public_id}/",
            scope=one.scope,
            public_id=one.public_id,
        )
        for one in found
    ]


def _hand_over(public_id: str, *, to_person_id: int, actor: Actor, now: datetime) -> None:
    to = Person.objects.get(pk=to_person_id)
    hand_over_clearance(actor=actor, now=now, clearance=clearance_of(public_id), to=to)


@waits("committees.clearance", "Text to clear", hand_over=_hand_over)
def to_clear(person_id: int, now: datetime) -> list[WaitingItem]:
    """Clearances asked of this person, or of the role they hold at a committee."""
    cleared_at = scopes_held(person_id, [CLEARING_OFFICER], timezone.localdate(now))
    return [_clearance_item(one) for one in unanswered_since(person_id, cleared_at)]


@waits_elsewhere("committees.clearance")
def clearances_asked(person_id: int, now: datetime) -> list[WaitingItem]:
    """Clearances this person asked for, or that their paper waits for, and that nobody answered."""
    mine = Q(paper__author=person_id) | Q(asked_by__in=Person.objects.filter(pk=person_id).values("public_id"))
    found = silent_clearances().filter(mine)
    return [replace(_clearance_item(one), on_whom=one.asked_role) for one in found]


def _clearance_item(clearance: Clearance) -> WaitingItem:
    return WaitingItem(
        kind="committees.clearance",
        title=f"{clearance.asked_role}: clear “{clearance.paper.title}”",
        since=clearance.asked_at or clearance.created_at,
        address=f"/committee/clearances/{clearance.public_id}/",
        scope=clearance.scope,
        public_id=clearance.public_id,
        due=clearance.answer_by,
    )


@waits("committees.to-confirm", "Papers that were read, to confirm")
def to_confirm(person_id: int, now: datetime) -> list[WaitingItem]:
    """Documents this person brought in that nobody has confirmed or set aside."""
    found = PaperReading.objects.filter(read_by=person_id, confirmed_at=None, set_aside_at=None, paper=None).exclude(
        state="waiting"
    )
    return [
        WaitingItem(
            kind="committees.to-confirm",
            title=f"Confirm what was read in {one.file.name}" if one.file is not None else "Confirm what was read",
            since=one.created_at,
            address=f"/committee/readings/{one.public_id}/",
            scope=one.scope,
            public_id=one.public_id,
        )
        for one in found.select_related("file")
    ]
