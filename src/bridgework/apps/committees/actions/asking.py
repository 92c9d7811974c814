"""Asking for clearances: of whom, by when, again, in somebody's place, and the reminders."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from bridgework.apps.calendar.queries import holidays
from bridgework.apps.committees import rules
from bridgework.apps.committees.models import Clearance, ClearanceDelegation, Paper
from bridgework.apps.committees.queries.clearing import clearances_of, delegation_on, silent_clearances
from bridgework.apps.participation.actions import revoke_link
from bridgework.apps.participation.events import AnswerWanted
from bridgework.apps.participation.models import PersonalLink
from bridgework.apps.people.models import Person
from bridgework.apps.programmes.settings import settings_of
from bridgework.core.reading import human_date
from bridgework.core.working_days import add_working_days, is_working_day, working_days_between
from bridgework.kernel import audit, events
from bridgework.kernel.errors import InvalidInput, NotPossibleNow
from bridgework.kernel.permissions import SYSTEM, Actor

CLEARANCE_PURPOSE: Final = "committees.clearance"
USUAL_DAYS: Final = 5
"""Working days an officer has to answer, where nobody says otherwise."""
LONGEST_DAYS: Final = 60
REMIND_EVERY: Final = 2
"""Working days between two reminders once an answer is late."""


def answer_day(paper: Paper, now: datetime, within: int = USUAL_DAYS) -> date:
    """The day so many working days from now, in the calendar of the paper's council. One query."""
    today = timezone.localdate(now)
    days = holidays(paper.committee_meeting.body.organisation, first=today)
    return add_working_days(today, within, days)


def ask_clearance(
    *,
    actor: Actor,
    now: datetime,
    paper: Paper,
    key: str,
    person: Person | None = None,
    role: str = "",
    within: int = USUAL_DAYS,
) -> Clearance:
    """Ask for one clearance of a paper, or ask once more; `within` is in working days.

    Asked of a person, the message goes out at once; whoever answers in their place these days is asked instead. Asked
    of a role alone, it waits on the committee's clearing officers. Side effects in order: the clearance, audit,
    `AnswerWanted`. Raises `NotPossibleNow` while an answer to this very text stands.
    """
    with transaction.atomic():
        kept = locked_paper(paper)
        rules.ASK_CLEARANCE.require(actor, kept)
        views = clearances_of(kept)
        view = next((one for one in views if one.key == key), None)
        if view is None:
            raise NotPossibleNow("This paper's template asks no such question.", rule="committees.clearance-exists")
        if view.lets_pass:
            raise NotPossibleNow(
                "This text is cleared already.",
                rule="committees.cleared-already",
                remedy="It is asked again once the text changes.",
            )
        if not 1 <= within <= LONGEST_DAYS:
            raise InvalidInput(
                f"Give between 1 and {LONGEST_DAYS} working days.", rule="committees.answer-within", field="within"
            )
        if person is not None and person.pk == kept.author_id:
            raise InvalidInput(
                "The author cannot clear their own paper.",
                rule="committees.not-the-author",
                remedy="Choose somebody else.",
                field="person",
            )
        clearance = view.clearance or Clearance(paper=kept, key=key, created_at=now)
        _withdraw_links(clearance, now, "It was asked again; answer with the newest message.")
        clearance.order = views.index(view) + 1
        clearance.question, clearance.covers = view.question[:400], list(view.covers)
        clearance.asked_role = (role.strip() or view.role)[:160]
        clearance.asked_of, clearance.delegated_from = _whom(person, kept, now)
        clearance.asked_at, clearance.asked_by = now, actor.public_id
        clearance.answer_by, clearance.reminded_at = answer_day(kept, now, within), None
        clearance.save()
        audit.record(actor=actor, now=now, verb="committees.ask-clearance", on=clearance, fields=["asked_of"])
        _want(clearance, actor.public_id, now)
    return clearance


def delegate_clearance(
    *, actor: Actor, now: datetime, clearance: Clearance, to: Person, until: date, reason: str = ""
) -> ClearanceDelegation:
    """Let somebody else answer in the asked person's place until a day: this clearance and all at its committee.

    What is asked of them in that time goes to the other as well; after it, to them again. Links sent to them stop
    working. Side effects in order: the delegation, the clearances, audit, `AnswerWanted` for each.
    """
    with transaction.atomic():
        kept = (
            Clearance.objects.select_for_update(of=("self",)).select_related("paper", "asked_of").get(pk=clearance.pk)
        )
        rules.DELEGATE_CLEARANCE.require(actor, kept)
        person = kept.asked_of
        if person is None or kept.asked_at is None:
            raise NotPossibleNow(
                "This clearance was not asked of a person.",
                rule="committees.delegate-asked",
                remedy="Ask somebody for it.",
            )
        _require_deputy(kept.paper, person, to, until, timezone.localdate(now))
        made = ClearanceDelegation.objects.create(
            created_at=now,
            body_scope=kept.paper.body_scope,
            person=person,
            to=to,
            starts_on=timezone.localdate(now),
            ends_on=until,
            reason=reason.strip()[:300],
            made_by=actor.public_id,
        )
        audit.record(actor=actor, now=now, verb="committees.delegate-clearance", on=made, fields=["to", "ends_on"])
        waiting = silent_clearances(asked_of=person, paper__body_scope=kept.paper.body_scope)
        for one in waiting.exclude(paper__author=to):
            pass_on(clearance=one, to=to, now=now, asked_by=one.asked_by)
    return made


def pass_on(*, clearance: Clearance, to: Person, now: datetime, asked_by: str) -> None:
    """Move one unanswered clearance to whoever answers in the asked person's place."""
    before = clearance.asked_of
    _withdraw_links(clearance, now, f"It was given to {to.name} to answer.")
    clearance.delegated_from = clearance.delegated_from or before
    clearance.asked_of, clearance.reminded_at = to, None
    clearance.save(update_fields=["asked_of", "delegated_from", "reminded_at"])
    _want(clearance, asked_by, now)


def hand_over_clearance(*, actor: Actor, now: datetime, clearance: Clearance, to: Person) -> Clearance:
    """Give one clearance that waits to another person for good; it is recorded from whom it came."""
    with transaction.atomic():
        kept = locked_clearance(clearance.public_id)
        rules.DELEGATE_CLEARANCE.require(actor, kept)
        if to.pk == kept.paper.author_id:
            raise NotPossibleNow("The author cannot clear their own paper.", rule="committees.not-the-author")
        pass_on(clearance=kept, to=to, now=now, asked_by=kept.asked_by)
        audit.record(actor=actor, now=now, verb="committees.hand-over-clearance", on=kept, fields=["asked_of"])
    return kept


def remind_of_clearances(*, now: datetime) -> int:
    """Remind whoever has not answered: the working day before the day, and every second one after it.

    Returns how many were reminded. Reminding twice on one day does nothing the second time.
    """
    today = timezone.localdate(now)
    count = 0
    calendars: dict[int, dict[date, str]] = {}
    for clearance in silent_clearances(asked_of__isnull=False, answer_by__isnull=False):
        organisation = clearance.paper.committee_meeting.body.organisation
        if organisation.pk not in calendars:
            calendars[organisation.pk] = holidays(organisation)
        if _reminder_due(clearance, today, calendars[organisation.pk]):
            with transaction.atomic():
                Clearance.objects.filter(pk=clearance.pk).update(reminded_at=now)
                _want(clearance, clearance.asked_by, now)
            count += 1
    return count


def _reminder_due(clearance: Clearance, today: date, days: dict[date, str]) -> bool:
    if clearance.answer_by is None or clearance.asked_at is None or not is_working_day(today, days):
        return False
    last = timezone.localdate(clearance.reminded_at or clearance.asked_at)
    if last >= today:
        return False
    if today < clearance.answer_by:
        return clearance.reminded_at is None and add_working_days(today, 1, days) >= clearance.answer_by
    return today > clearance.answer_by and working_days_between(last, today, days) >= REMIND_EVERY


def locked_paper(paper: Paper) -> Paper:
    """The paper, locked: whoever publishes, answers or asks waits for the others."""
    return (
        Paper.objects.select_for_update(of=("self",))
        .select_related("committee_meeting__body__organisation", "challenge__round__programme", "template_version")
        .get(pk=paper.pk)
    )


def locked_clearance(public_id: str) -> Clearance:
    """One clearance, locked, with its paper and who was asked."""
    found = Clearance.objects.select_for_update(of=("self",)).select_related(
        "paper__challenge__round__programme", "asked_of"
    )
    return found.get(public_id=public_id)


def _whom(person: Person | None, paper: Paper, now: datetime) -> tuple[Person | None, Person | None]:
    """Who is asked, and in whose place."""
    if person is None:
        return None, None
    instead = delegation_on(person, paper.body_scope, timezone.localdate(now))
    if instead is None or instead.to_id == paper.author_id:
        return person, None
    return instead.to, person


def _require_deputy(paper: Paper, person: Person, to: Person, until: date, today: date) -> None:
    if to.pk == person.pk:
        raise InvalidInput(
            "Name somebody else.",
            rule="committees.delegate-other",
            remedy="They answer in this person's place.",
            field="to",
        )
    if to.pk == paper.author_id:
        raise InvalidInput(
            "The author cannot clear their own paper.",
            rule="committees.not-the-author",
            remedy="Choose somebody else.",
            field="to",
        )
    if until < today:
        raise InvalidInput(
            f"{human_date(until)} is past.",
            rule="committees.delegate-until",
            remedy="Give the last day on which somebody else answers.",
            field="until",
        )


def _withdraw_links(clearance: Clearance, now: datetime, reason: str) -> None:
    """Links that went out before stop working: the newest message is the one that counts."""
    if clearance._state.adding:
        return
    open_links = PersonalLink.objects.filter(
        purpose=CLEARANCE_PURPOSE, record_public_id=clearance.public_id, revoked_at=None
    )
    for link in open_links:
        revoke_link(actor=SYSTEM, now=now, link=link, reason=reason)


def _want(clearance: Clearance, asked_by: str, now: datetime) -> None:
    if clearance.asked_of is None:
        return
    lasts = timedelta(days=settings_of(clearance.paper.challenge.round.programme).personal_link_days)
    events.publish(
        AnswerWanted(
            at=now,
            purpose=CLEARANCE_PURPOSE,
            record_public_id=clearance.public_id,
            person_public_id=clearance.asked_of.public_id,
            scope=clearance.scope,
            expires_at=now + lasts,
            actor_public_id=asked_by,
        )
    )
