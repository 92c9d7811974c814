"""Interviews: planned, consented to, held, taken back, disposed of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from bridgework.apps.participation.actions import issue_link
from bridgework.apps.participation.models import PersonalLink
from bridgework.apps.people.actions import register_person
from bridgework.apps.people.models import Person
from bridgework.apps.questions.models import Challenge
from bridgework.apps.workspace.actions.consenting import (
    consented,
    not_taken_back,
    require_person_or_team,
    still_open,
)
from bridgework.apps.workspace.actions.quotes import withdraw_quotes_of
from bridgework.apps.workspace.actions.typed import kept
from bridgework.apps.workspace.models import (
    ConsentEntry,
    Disposal,
    Interview,
    InterviewKey,
    Source,
)
from bridgework.apps.workspace.queries.interviews import CONSENT_PURPOSE, KEY, consents_of
from bridgework.apps.workspace.rules import KEEP_INTERVIEWS, OPEN_KEY
from bridgework.apps.workspace.states import INTERVIEW
from bridgework.kernel import audit, transitions
from bridgework.kernel.errors import InvalidInput, NotPossibleNow
from bridgework.kernel.permissions import SYSTEM, Actor
from bridgework.kernel.sealing import seal, unseal
from bridgework.kernel.withdrawal import withdraw

LINK_LASTS: Final = timedelta(days=3 * 365)
"""A consent can be taken back for as long as this by the link that was given."""
_RULE: Final = "workspace.interview"


def plan_interview(
    *,
    actor: Actor,
    now: datetime,
    challenge: Challenge,
    name: str,
    email: str = "",
    described_as: str = "",
    planned_for: date | None = None,
    kept_until: date,
) -> Interview:
    """Plan an interview. Who it is with is sealed and lies apart; everywhere else it is “Interviewee 1”.

    Side effects in order: the interview with its history, its sealed key, audit.
    """
    with transaction.atomic():
        KEEP_INTERVIEWS.require(actor, challenge)
        if kept_until <= timezone.localdate(now):
            raise InvalidInput(
                "The day until which it is kept is past.",
                rule="workspace.kept-until",
                remedy="Choose a day that lies ahead: what you told the person.",
                field="kept_until",
            )
        Challenge.objects.select_for_update().get(pk=challenge.pk)
        number = (challenge.interviews.aggregate(last=Max("number"))["last"] or 0) + 1
        interview = Interview.objects.create(
            created_at=now,
            scope=challenge.scope,
            challenge=challenge,
            number=number,
            pseudonym=f"Interviewee {number}",
            described_as=kept(
                described_as, field="described_as", called="description", rule=_RULE, longest=160, line=True
            ),
            planned_for=planned_for,
            interviewer_id=actor.person_id,
            kept_until=kept_until,
            state=INTERVIEW.initial,
            state_since=now,
        )
        transitions.begin(interview, INTERVIEW, actor=actor, now=now)
        who = kept(name, field="name", called="name", rule=_RULE, longest=160, required=True, line=True)
        InterviewKey.objects.create(
            created_at=now,
            interview=interview,
            name_sealed=seal(who, purpose=KEY),
            email_sealed=seal(email.strip()[:254], purpose=KEY),
        )
        audit.record(actor=actor, now=now, verb="workspace.plan-interview", on=interview, fields=["key", "kept_until"])
    return interview


def open_key(*, actor: Actor, now: datetime, interview: Interview) -> tuple[str, str]:
    """Who an interview was with: name and address. Every opening is audited. Raises `NotPossibleNow` once disposed."""
    with transaction.atomic():
        OPEN_KEY.require(actor, interview)
        key = InterviewKey.objects.filter(interview=interview).first()
        if key is None:
            raise NotPossibleNow("Who this was with was disposed of.", rule=OPEN_KEY.name)
        audit.record(actor=actor, now=now, verb="workspace.open-key", on=interview, fields=["key"])
    return unseal(key.name_sealed, purpose=KEY), unseal(key.email_sealed, purpose=KEY)


def consent_link(*, actor: Actor, now: datetime, interview: Interview) -> str:
    """Make the link by which the person answers, approves quotes and takes back; its token, known only now.

    No address is kept with it: whoever may open the key sends it. An earlier link goes on working.
    """
    with transaction.atomic():
        OPEN_KEY.require(actor, interview)
        still_open(interview)
        earlier = PersonalLink.objects.filter(purpose=CONSENT_PURPOSE, record_public_id=interview.public_id).first()
        person = Person.objects.get(pk=earlier.person_id) if earlier else _stand_in(interview, now)
        _, token = issue_link(
            actor=actor,
            now=now,
            purpose=CONSENT_PURPOSE,
            record_public_id=interview.public_id,
            person=person,
            scope=interview.scope,
            expires_at=now + LINK_LASTS,
        )
    return token


def give_consents(
    *, actor: Actor, now: datetime, interview: Interview, answers: Mapping[str, bool], way: str
) -> Interview:
    """Note what the person says to each purpose. A yes that becomes a no counts as withdrawn, and works at once.

    Side effects in order: the entries, quotes that may no longer be printed end everywhere, audit.
    """
    with transaction.atomic():
        locked = Interview.objects.select_for_update().get(pk=interview.pk)
        require_person_or_team(actor, locked)
        not_taken_back(locked)
        before = consents_of(locked)
        for purpose, _ in ConsentEntry.PURPOSES:
            if purpose not in answers:
                continue
            given = answers[purpose]
            earlier = before.get(purpose, "")
            answer = "given" if given else ("withdrawn" if earlier in ("given", "withdrawn") else "refused")
            if answer == earlier:
                continue
            ConsentEntry.objects.create(
                created_at=now,
                interview=locked,
                purpose=purpose,
                answer=answer,
                at=now,
                way=way[:10],
                entered_by_id=None if actor.via == "link" else actor.person_id,
            )
        audit.record(actor=actor, now=now, verb="workspace.consent", on=locked, fields=sorted(answers))
        after = consents_of(locked)
        if after.get("take_part") == "withdrawn":
            _end(locked, actor, now)
        elif after.get("quote") != "given":
            withdraw_quotes_of(locked, actor=actor, now=now)
        elif after.get("attribute") != "given":
            withdraw_quotes_of(locked, actor=actor, now=now, only_attributed=True)
    interview.refresh_from_db()
    return locked


def withdraw_interview(*, actor: Actor, now: datetime, interview: Interview) -> Interview:
    """Take the whole interview back, by the person or for them: nothing of it is used from this moment."""
    with transaction.atomic():
        locked = Interview.objects.select_for_update().get(pk=interview.pk)
        require_person_or_team(actor, locked)
        not_taken_back(locked)
        for purpose, answer in consents_of(locked).items():
            if answer == "given":
                ConsentEntry.objects.create(
                    created_at=now, interview=locked, purpose=purpose, answer="withdrawn", at=now, way=actor.via[:10]
                )
        audit.record(actor=actor, now=now, verb="workspace.withdraw-interview", on=locked, fields=["state"])
        _end(locked, actor, now)
    interview.refresh_from_db()
    return locked


def hold_interview(*, actor: Actor, now: datetime, interview: Interview, held_on: date) -> Interview:
    """Record that it was held; it is a source of the team from now on. Needs the consent to take part."""
    with transaction.atomic():
        locked = Interview.objects.select_for_update().get(pk=interview.pk)
        KEEP_INTERVIEWS.require(actor, locked)
        consented(locked, "take_part", "to take part")
        if held_on > timezone.localdate(now):
            raise InvalidInput("That day lies ahead.", rule=_RULE, remedy="Enter the day it was held.", field="held_on")
        transitions.move(locked, INTERVIEW, "hold", actor=actor, now=now)
        locked.held_on = held_on
        locked.source = Source.objects.create(
            created_at=now,
            scope=locked.scope,
            challenge_id=locked.challenge_id,
            kind="interview",
            title=locked.pseudonym,
            year=held_on.year,
            key=f"interview{locked.number}",
            added_by_id=actor.person_id,
        )
        locked.save(update_fields=["held_on", "source"])
        audit.record(actor=actor, now=now, verb="workspace.hold-interview", on=locked, fields=["held_on"])
    interview.refresh_from_db()
    return locked


def dispose_of(*, actor: Actor, now: datetime, interview: Interview, why: str) -> None:
    """Dispose of who it was with, of every raw transcript and of what was replaced. That it was done stays.

    Without the consent to be kept in the archive, the transcripts without names go too.
    """
    with transaction.atomic():
        locked = Interview.objects.select_for_update().get(pk=interview.pk)
        if not actor.is_system:
            KEEP_INTERVIEWS.require(actor, locked)
        reason = kept(why, field="why", called="reason", rule=_RULE, longest=200, required=True, line=True)
        archived = consents_of(locked).get("archive") == "given"
        _dispose(locked, actor, now, reason, all_transcripts=not archived)
        transitions.move(locked, INTERVIEW, "dispose", actor=actor, now=now)
    interview.refresh_from_db()


def dispose_of_due(*, now: datetime) -> int:
    """Dispose of every interview whose day has come; how many."""
    due = Interview.objects.filter(kept_until__lt=timezone.localdate(now)).exclude(state__in=("withdrawn", "disposed"))
    found = list(due.order_by("id"))
    for one in found:
        dispose_of(actor=SYSTEM, now=now, interview=one, why="Its day had come.")
    return len(found)


def _stand_in(interview: Interview, now: datetime) -> Person:
    """Somebody for a link to belong to, known by the pseudonym and by nothing else."""
    return register_person(actor=SYSTEM, now=now, name=interview.pseudonym, scope=interview.scope)


def _end(interview: Interview, actor: Actor, now: datetime) -> None:
    """End everything that came of an interview: quotes, what its source says, transcripts of every kind."""
    withdraw_quotes_of(interview, actor=actor, now=now)
    source = interview.source
    if source is not None:
        empty = ("says", "authors", "address", "place", "population", "page", "confidence", "doi")
        for name in empty:
            setattr(source, name, "")
        source.is_public, source.csl, source.title = False, {}, f"{interview.pseudonym}, taken back"
        source.save(update_fields=["is_public", "csl", "title", *empty])
        withdraw(Source.record_kind(), source.public_id)
    interview.described_as = ""
    interview.save(update_fields=["described_as"])
    _dispose(interview, actor, now, "It was taken back.", all_transcripts=True)
    if interview.state != "disposed":
        transitions.move(interview, INTERVIEW, "withdraw", actor=actor, now=now)


def _dispose(interview: Interview, actor: Actor, now: datetime, why: str, *, all_transcripts: bool) -> None:
    """Remove what is kept until its day. Each thing that was there leaves a record that it was disposed of."""
    transcripts = interview.transcripts.all() if all_transcripts else interview.transcripts.filter(kind="raw")
    for what, rows in (
        ("who it was with", InterviewKey.objects.filter(interview=interview)),
        ("transcripts" if all_transcripts else "raw transcripts", transcripts),
        ("what was replaced", interview.replacements.all()),
    ):
        if rows.exists():
            rows.delete()
            Disposal.objects.create(
                created_at=now, interview=interview, what=what, why=why, at=now, by_id=actor.person_id
            )
    audit.record(actor=actor, now=now, verb="workspace.dispose-interview", on=interview, fields=["key", "transcripts"])
