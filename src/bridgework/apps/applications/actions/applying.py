"""Applying: one form, saved as it is written, sent once it is whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from bridgework.apps.applications import rules
from bridgework.apps.applications.events import ApplicationSent
from bridgework.apps.applications.models import Application, Call, JointApplicant, Preference
from bridgework.apps.applications.states import APPLICATION
from bridgework.apps.participation.events import AnswerWanted
from bridgework.apps.people.actions.registering import register_person
from bridgework.apps.people.models import Person
from bridgework.apps.questions.models import Question
from bridgework.kernel import audit, transitions
from bridgework.kernel.errors import InvalidInput, NotPossibleNow, StaleRecord, Versions
from bridgework.kernel.events import publish
from bridgework.kernel.permissions import SYSTEM, Actor
from bridgework.kernel.tellings import Told

JOINT_ANSWER_WITHIN = timedelta(days=14)


@dataclass(frozen=True)
class Wish:
    """A question the applicant ranks; the order of the list is the ranking."""

    question: Question
    reason: str = ""


@dataclass(frozen=True)
class Joint:
    """Somebody the applicant wants to work with."""

    name: str
    email: str


@dataclass(frozen=True)
class Form:
    """Everything on the application form."""

    department: str = ""
    discipline: str = ""
    skills: str = ""
    experience: str = ""
    whole_period: bool | None = None
    hours_a_week: Decimal | None = None
    wishes: Sequence[Wish] = ()
    joint: Sequence[Joint] = ()


@transaction.atomic
def start_application(*, actor: Actor, now: datetime, call: Call, name: str, email: str) -> Application:
    """Begin a draft and send the applicant the link by which they come back to it.

    One draft per person and call: starting again finds it and sends the link anew. A visitor becomes known as an
    applicant; the draft can be sent only once the link was opened, so nobody applies in another's name.
    """
    _open(call, now)
    person = _applicant(actor, now, call, name, email)
    application = (
        Application.objects.select_for_update().filter(call=call, applicant=person).exclude(state="withdrawn").first()
    )
    if application is not None and application.state != "draft":
        raise NotPossibleNow(
            "An application was already sent from this address.",
            rule="applications.one-each",
            remedy="To change it, withdraw it first: the link is in your receipt.",
            field="email",
        )
    if application is None:
        application = Application.objects.create(
            created_at=now,
            scope=call.scope,
            state=APPLICATION.initial,
            state_since=now,
            call=call,
            applicant=person,
            confirmed_at=now if actor.person_id == person.pk else None,
        )
        transitions.begin(application, APPLICATION, actor=actor, now=now)
    _tell(application, "applications.resume", now, at_once=True)
    return application


@transaction.atomic
def confirm_address(*, now: datetime, application: Application) -> Application:
    """Note that the applicant opened the link sent to their address."""
    if application.confirmed_at is None:
        application.confirmed_at = now
        application.save(update_fields=["confirmed_at"])
    return application


@transaction.atomic
def save_application(*, actor: Actor, now: datetime, application: Application, version: int, form: Form) -> Application:
    """Keep what is on the form, whole or not. Raises `StaleRecord` where it was saved elsewhere meanwhile."""
    kept = Application.objects.select_for_update().get(pk=application.pk)
    rules.WRITE.require(actor, kept)
    if kept.version != version:
        raise StaleRecord(
            "This application was saved somewhere else while you were writing.",
            versions=Versions(base={}, theirs={"experience": kept.experience}, yours={"experience": form.experience}),
        )
    kept.department, kept.discipline = form.department.strip(), form.discipline.strip()
    kept.skills, kept.experience = form.skills.strip(), form.experience
    kept.whole_period, kept.hours_a_week = form.whole_period, form.hours_a_week
    kept.version += 1
    kept.save()
    _rank(kept, form.wishes)
    _name_joint(kept, form.joint, now)
    audit.record(actor=actor, now=now, verb="applications.save", on=kept)
    return kept


@transaction.atomic
def send_application(*, actor: Actor, now: datetime, application: Application) -> Application:
    """Send a whole application; people named on it are asked to join, and a receipt goes to the applicant."""
    kept = (
        Application.objects.select_for_update(of=("self",))
        .select_related("call__round__programme")
        .get(pk=application.pk)
    )
    rules.WRITE.require(actor, kept)
    _open(kept.call, now)
    _whole(kept)
    transitions.move(kept, APPLICATION, "send", actor=actor, now=now)
    kept.sent_at = now
    kept.save(update_fields=["sent_at"])
    for joint in kept.joint_applicants.select_related("person"):
        if joint.person is not None and not joint.answer:
            publish(
                AnswerWanted(
                    at=now,
                    purpose="applications.join",
                    record_public_id=joint.public_id,
                    person_public_id=joint.person.public_id,
                    scope=kept.scope,
                    expires_at=now + JOINT_ANSWER_WITHIN,
                    actor_public_id=actor.public_id,
                )
            )
    audit.record(actor=actor, now=now, verb="applications.send", on=kept, fields=["state"])
    publish(ApplicationSent(now, kept.public_id, kept.scope, kept.state))
    _tell(kept, "applications.receipt", now, at_once=True)
    return kept


@transaction.atomic
def withdraw_application(*, actor: Actor, now: datetime, application: Application, reason: str = "") -> Application:
    """Withdraw; what was written is kept with the record, and a place in a team is given up by `teams`."""
    kept = Application.objects.select_for_update().get(pk=application.pk)
    rules.WITHDRAW.require(actor, kept)
    transitions.move(kept, APPLICATION, "withdraw", actor=actor, now=now, reason=reason)
    audit.record(actor=actor, now=now, verb="applications.withdraw", on=kept, fields=["state"])
    publish(ApplicationSent(now, kept.public_id, kept.scope, kept.state))
    return kept


@transaction.atomic
def answer_joint(*, actor: Actor, now: datetime, joint: JointApplicant, accepts: bool) -> JointApplicant:
    """Say whether you join an application you were named on."""
    kept = JointApplicant.objects.select_for_update().get(pk=joint.pk)
    kept.answer = "accepted" if accepts else "declined"
    kept.answered_at = now
    kept.save(update_fields=["answer", "answered_at"])
    audit.record(actor=actor, now=now, verb="applications.answer-joint", on=kept, fields=["answer"])
    return kept


def _open(call: Call, now: datetime) -> None:
    today = timezone.localdate(now)
    if call.state != "published" or not call.opens_on <= today <= call.closes_on:
        raise NotPossibleNow(
            "This call takes no applications today.",
            rule="applications.call-open",
            remedy=f"It is open from {call.opens_on:%d %B %Y} to {call.closes_on:%d %B %Y}.",
        )


def _applicant(actor: Actor, now: datetime, call: Call, name: str, email: str) -> Person:
    if actor.person_id is not None:
        return Person.objects.get(pk=actor.person_id)
    known = Person.objects.filter(email__iexact=email.strip(), scope=call.programme_public_id).first() or (
        Person.objects.filter(email__iexact=email.strip()).first()
    )
    return known or register_person(actor=SYSTEM, now=now, name=name, email=email, scope=call.scope)


def _rank(application: Application, wishes: Sequence[Wish]) -> None:
    application.preferences.all().delete()
    seen: set[int] = set()
    for wish in wishes:
        if wish.question.pk not in seen:
            seen.add(wish.question.pk)
            Preference.objects.create(
                application=application, question=wish.question, rank=len(seen), reason=wish.reason
            )


def _name_joint(application: Application, joint: Sequence[Joint], now: datetime) -> None:
    """Keep everybody named: an address that stays keeps its answer, one that is gone is taken out."""
    named = {one.email.strip().lower(): one for one in joint if one.email.strip()}
    application.joint_applicants.exclude(email__in=named).delete()
    present = set(application.joint_applicants.values_list("email", flat=True))
    for email, one in named.items():
        if email in present:
            continue
        person = Person.objects.filter(email__iexact=email).first() or register_person(
            actor=SYSTEM, now=now, name=one.name or email, email=email, scope=application.scope
        )
        JointApplicant.objects.create(
            created_at=now, application=application, name=one.name, email=email, person=person
        )


def _whole(application: Application) -> None:
    call = application.call
    # A question may have found its team since it was ranked.
    ranked = application.preferences.filter(question__challenge__state="open").count()
    offered = call.round.challenges.filter(state="open").count()
    wanted = min(call.preferences_wanted, offered)
    if application.confirmed_at is None:
        raise NotPossibleNow(
            "We do not know yet that this address is yours.",
            rule="applications.address-confirmed",
            remedy="Open the link we sent you; the application is there as you left it.",
        )
    if ranked < wanted:
        raise InvalidInput(
            f"Rank {wanted} questions; you ranked {ranked}.",
            rule="applications.ranked",
            remedy="With fewer, a place is much harder to find for you.",
            field="wish_1",
        )
    if not application.experience.strip():
        raise InvalidInput(
            "Say in a few sentences what you would bring.", rule="applications.experience", field="experience"
        )
    if application.whole_period is None:
        raise InvalidInput(
            "Say whether you can take part for the whole period.",
            rule="applications.whole-period",
            field="whole_period",
        )


def _tell(application: Application, telling: str, now: datetime, *, at_once: bool = False, batch: str = "") -> None:
    publish(
        Told(
            at=now,
            person_public_id=application.applicant.public_id,
            scope=application.scope,
            telling=telling,
            record_public_id=application.public_id,
            at_once=at_once,
            batch=batch,
        )
    )
