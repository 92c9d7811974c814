"""Applying: one form, saved as it is written, sent once it is whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from bridgework.apps.applications import rules
from bridgework.apps.applications.actions.entering import enter
from bridgework.apps.applications.actions.vocabulary import terms_for
from bridgework.apps.applications.actions.wholeness import kept_words, whole
from bridgework.apps.applications.events import ApplicationSent
from bridgework.apps.applications.models import (
    Application,
    ApplicationTerm,
    Call,
    FormAnswer,
    JointApplicant,
    NeverPreference,
    Preference,
)
from bridgework.apps.applications.states import APPLICATION
from bridgework.apps.participation.events import AnswerWanted
from bridgework.apps.people.actions.registering import register_person
from bridgework.apps.people.models import Person
from bridgework.apps.programmes.queries import is_invented_at
from bridgework.apps.questions.models import Question
from bridgework.kernel import audit, files, transitions
from bridgework.kernel.errors import NotPossibleNow, StaleRecord, Versions
from bridgework.kernel.events import publish
from bridgework.kernel.files import ReceivedFile
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
    """Everything on the application form. Words of the vocabulary are given by what they say.

    `answers` holds what was said to the call's own questions, by their public ids; `files` the files brought for them.
    """

    organisation: str = ""
    department: str = ""
    discipline: str = ""
    skills: Sequence[str] = ()
    slots: Sequence[str] = ()
    traits: Sequence[str] = ()
    experience: str = ""
    is_experienced: bool = False
    whole_period: bool | None = None
    hours_a_week: Decimal | None = None
    supervisors: str = ""
    co_authors: str = ""
    household: str = ""
    wishes: Sequence[Wish] = ()
    never: Sequence[Question] = ()
    joint: Sequence[Joint] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, ReceivedFile] = field(default_factory=dict)


PLAIN = (
    "organisation",
    "department",
    "experience",
    "is_experienced",
    "whole_period",
    "hours_a_week",
    "supervisors",
    "co_authors",
    "household",
)


@transaction.atomic
def start_application(*, actor: Actor, now: datetime, call: Call, name: str, email: str, code: str = "") -> Application:
    """Begin a draft and send the applicant the link by which they come back to it.

    One application per person and call: starting again sends the link to it anew, and says to a visitor nothing of
    what there is. Nobody may work on it before the link was opened, so nobody reads or applies in another's name.
    `code` lets somebody in late or by invitation.
    """
    person = _applicant(actor, now, call, name, email)
    application = (
        Application.objects.select_for_update(of=("self",))
        .filter(call=call, applicant=person)
        .exclude(state__in=("withdrawn", "erased"))
        .first()
    )
    if application is not None and application.state != "draft":
        if actor.is_visitor:
            tell_applicant(application, "applications.resume", now, at_once=True)
            return application
        raise NotPossibleNow(
            "An application was already sent from this address.",
            rule="applications.one-each",
            remedy="To change it, withdraw it first: the link is in your receipt.",
            field="email",
        )
    access_code = enter(call, now, code=code, begun=application)
    if application is None:
        application = Application.objects.create(
            created_at=now,
            scope=call.scope,
            state=APPLICATION.initial,
            state_since=now,
            call=call,
            applicant=person,
            access_code=access_code,
            confirmed_at=now if actor.person_id == person.pk else None,
        )
        transitions.begin(application, APPLICATION, actor=actor, now=now)
    elif access_code is not None and application.access_code_id is None:
        application.access_code = access_code
        application.save(update_fields=["access_code"])
    tell_applicant(application, "applications.resume", now, at_once=True)
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
    kept = (
        Application.objects.select_for_update(of=("self",))
        .select_related("call__round__programme", "applicant")
        .get(pk=application.pk)
    )
    rules.WRITE.require(actor, kept)
    if kept.version != version:
        raise StaleRecord(
            "This application was saved somewhere else while you were writing.",
            versions=Versions(base={}, theirs={"experience": kept.experience}, yours={"experience": form.experience}),
        )
    questions = list(kept.call.form_questions.order_by("order", "id"))
    kept_words(questions, form.answers)
    for name in PLAIN:
        value = getattr(form, name)
        setattr(kept, name, value.strip() if isinstance(value, str) and name != "experience" else value)
    _choose_words(kept, form, now)
    kept.version += 1
    kept.save()
    _rank(kept, form.wishes, form.never)
    _name_joint(kept, form.joint, now)
    for question in questions:
        received = form.files.get(question.public_id)
        if question.kind == "file" and received is None:
            continue
        file = None if received is None else files.keep(received, scope=kept.scope, actor=actor, now=now)
        text = file.name if file is not None else form.answers.get(question.public_id, "")
        FormAnswer.objects.update_or_create(
            application=kept, question=question, defaults={"text": text.strip(), "file": file}
        )
    audit.record(actor=actor, now=now, verb="applications.save", on=kept)
    return kept


@transaction.atomic
def send_application(*, actor: Actor, now: datetime, application: Application) -> Application:
    """Send a whole application; people named on it are asked to join, and a receipt goes to the applicant."""
    kept = (
        Application.objects.select_for_update(of=("self",))
        .select_related("call__round__programme", "access_code", "applicant")
        .get(pk=application.pk)
    )
    rules.WRITE.require(actor, kept)
    enter(kept.call, now, begun=kept)
    whole(kept)
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
    tell_applicant(kept, "applications.receipt", now, at_once=True)
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
    """Say whether you join an application you were named on.

    Whoever joins while the call is open gets a draft of their own with the same ranking: skills, times and the rest
    are theirs to say. Without it they are in the round with the ranking alone.
    """
    kept = (
        JointApplicant.objects.select_for_update(of=("self",))
        .select_related("application__call", "person")
        .get(pk=joint.pk)
    )
    kept.answer = "accepted" if accepts else "declined"
    kept.answered_at = now
    kept.save(update_fields=["answer", "answered_at"])
    audit.record(actor=actor, now=now, verb="applications.answer-joint", on=kept, fields=["answer"])
    if accepts and kept.person is not None:
        _own_draft(kept.application, kept.person, now)
    return kept


def tell_applicant(
    application: Application, telling: str, now: datetime, *, at_once: bool = False, batch: str = ""
) -> None:
    """Tell the applicant one thing."""
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


def _own_draft(joined: Application, person: Person, now: datetime) -> None:
    call = joined.call
    today = timezone.localdate(now)
    if call.state != "published" or not call.opens_on <= today <= call.closes_on:
        return
    if Application.objects.filter(call=call, applicant=person).exists():
        return
    draft = Application.objects.create(
        created_at=now,
        scope=call.scope,
        state=APPLICATION.initial,
        state_since=now,
        call=call,
        applicant=person,
        confirmed_at=now,
        access_code_id=joined.access_code_id,
    )
    transitions.begin(draft, APPLICATION, actor=SYSTEM, now=now)
    for one in joined.preferences.order_by("rank"):
        Preference.objects.create(application=draft, question_id=one.question_id, rank=one.rank)
    tell_applicant(draft, "applications.joined", now, at_once=True)


def _applicant(actor: Actor, now: datetime, call: Call, name: str, email: str) -> Person:
    if actor.person_id is not None:
        return Person.objects.get(pk=actor.person_id)
    known = Person.objects.filter(email__iexact=email.strip(), scope=call.programme_public_id).first() or (
        Person.objects.filter(email__iexact=email.strip()).first()
    )
    return known or _register(now, name, email, call.scope)


def _register(now: datetime, name: str, email: str, scope: str) -> Person:
    invented = is_invented_at(scope)
    return register_person(actor=SYSTEM, now=now, name=name, email=email, scope=scope, is_invented=invented)


def _choose_words(application: Application, form: Form, now: datetime) -> None:
    programme = application.call.round.programme
    application.discipline = next(iter(terms_for(programme, "discipline", [form.discipline], now)), None)
    wanted = {
        term.pk
        for kind, labels in (("skill", form.skills), ("slot", form.slots), ("trait", form.traits))
        for term in terms_for(programme, kind, labels, now)
    }
    held = set(application.application_terms.values_list("term_id", flat=True))
    application.application_terms.filter(term__in=held - wanted).delete()
    ApplicationTerm.objects.bulk_create(
        [ApplicationTerm(application=application, term_id=key) for key in sorted(wanted - held)]
    )


def _rank(application: Application, wishes: Sequence[Wish], never: Sequence[Question]) -> None:
    application.preferences.all().delete()
    seen: dict[int, Wish] = {}
    for wish in wishes:
        seen.setdefault(wish.question.pk, wish)
    Preference.objects.bulk_create(
        [
            Preference(application=application, question=wish.question, rank=rank, reason=wish.reason)
            for rank, wish in enumerate(seen.values(), start=1)
        ]
    )
    application.never.all().delete()
    NeverPreference.objects.bulk_create(
        [NeverPreference(application=application, question_id=key) for key in sorted({one.pk for one in never})]
    )


def _name_joint(application: Application, joint: Sequence[Joint], now: datetime) -> None:
    """Keep everybody named: an address that stays keeps its answer, one that is gone is taken out."""
    named = {one.email.strip().lower(): one for one in joint if one.email.strip()}
    named.pop(application.applicant.email.lower(), None)
    application.joint_applicants.exclude(email__in=named).delete()
    present = set(application.joint_applicants.values_list("email", flat=True))
    for email, one in named.items():
        if email in present:
            continue
        person = Person.objects.filter(email__iexact=email).first() or _register(
            now, one.name or email, email, application.scope
        )
        JointApplicant.objects.create(
            created_at=now, application=application, name=one.name, email=email, person=person
        )
