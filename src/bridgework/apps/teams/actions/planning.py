"""Planning a run: rule sets, locks, and the freezing of its input with what is promised before."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from bridgework.apps.applications.models import Call
from bridgework.apps.applications.queries import frozen_round, pseudonyms
from bridgework.apps.people.models import Person
from bridgework.apps.teams.events import FormationRunMoved
from bridgework.apps.teams.models import FormationApplicant, FormationRules, FormationRun
from bridgework.apps.teams.queries import forming
from bridgework.apps.teams.states import FORMATION_RUN
from bridgework.core.formation.canonical import commitment, input_sha256
from bridgework.kernel import audit, sealing, transitions
from bridgework.kernel.errors import InvalidInput, NotPossibleNow, StaleRecord
from bridgework.kernel.events import publish
from bridgework.kernel.permissions import Actor

STANDARD_NAME = "The usual rules"
STANDARD = {"questions_run": "most-wanted"}
ENDED = ("published", "set_aside")


@transaction.atomic
def keep_rules(
    *,
    actor: Actor,
    now: datetime,
    call: Call,
    name: str,
    rules: Mapping[str, Any],
    questions: Mapping[str, Mapping[str, Any]] | None = None,
) -> FormationRules:
    """Keep a rule set. One of the same name becomes its next number; what ran under the earlier one stays so.

    Raises `InvalidInput` where no round could have such rules.
    """
    forming.require_planner(actor, call)
    if not name.strip():
        raise InvalidInput("Give the rules a name.", rule="teams.rules-name", field="name")
    last = FormationRules.objects.select_for_update().filter(call=call, name=name.strip()).order_by("-number").first()
    made = FormationRules(
        created_at=now,
        scope=call.scope,
        call=call,
        name=name.strip(),
        number=1 if last is None else last.number + 1,
        rules=dict(rules),
        questions={key: dict(value) for key, value in (questions or {}).items() if value},
    )
    forming.readable_round(forming.with_rule_set(frozen_round(call), made))
    if last is not None and (last.rules, last.questions) == (made.rules, made.questions):
        return last
    made.save(force_insert=True)
    audit.record(actor=actor, now=now, verb="teams.keep-rules", on=made, fields=["rules", "questions"])
    return made


@transaction.atomic
def begin_run(*, actor: Actor, now: datetime, call: Call, rules: FormationRules | None = None) -> FormationRun:
    """Begin to plan; where a draft is there already, that one. Without rules, those everybody begins with."""
    forming.require_planner(actor, call)
    Call.objects.select_for_update().get(pk=call.pk)
    there = FormationRun.objects.filter(call=call, state="draft").order_by("-id").first()
    if there is not None:
        return there
    if rules is None:
        known = forming.rule_sets(call)
        rules = known[0] if known else keep_rules(actor=actor, now=now, call=call, name=STANDARD_NAME, rules=STANDARD)
    return _begun(actor, now, call, rules)


@transaction.atomic
def choose_rules(
    *, actor: Actor, now: datetime, run: FormationRun, rules: FormationRules, version: int | None = None
) -> FormationRun:
    """Plan under another rule set. Raises `StaleRecord` where somebody else changed the plan meanwhile."""
    kept = _draft(actor, run, version)
    if rules.call_id != kept.call_id:
        raise InvalidInput("Choose a rule set of this call.", rule="teams.rules-of-call", field="rules")
    kept.rules = rules
    _keep(kept, ["rules"])
    audit.record(actor=actor, now=now, verb="teams.choose-rules", on=kept, fields=["rules"])
    return kept


@transaction.atomic
def lock_applicant(
    *, actor: Actor, now: datetime, run: FormationRun, applicant: str, question: str, version: int | None = None
) -> FormationRun:
    """Fix somebody to a question they ranked before teams are formed; an empty question lets them go again."""
    kept = _draft(actor, run, version)
    planned = forming.planned_round(kept.call, kept.rules)
    round_ = forming.readable_round(planned.document)
    person = round_.applicant.get(applicant)
    if person is None:
        raise InvalidInput("This person is not in the round.", rule="teams.lock", field="applicant")
    if question and question not in round_.may_take(person):
        raise InvalidInput(
            "They did not rank this question, ruled it out, or have a conflict with it.",
            rule="teams.lock",
            remedy="Fix them to one they ranked.",
            field="question",
        )
    kept.locks = {who: what for who, what in kept.locks.items() if who != applicant}
    if question:
        kept.locks[applicant] = question
    _keep(kept, ["locks"])
    audit.record(actor=actor, now=now, verb="teams.lock", on=kept, fields=["locks"])
    return kept


@transaction.atomic
def freeze_run(
    *,
    actor: Actor,
    now: datetime,
    run: FormationRun,
    public_value_source: str,
    public_value_on: date,
    auditor: Person | None = None,
    version: int | None = None,
) -> FormationRun:
    """Freeze the input, and publish its hash, a commitment to a secret, and the public value that completes the seed.

    The value is fixed by others on a later day, so nobody can try out seeds. Raises `NotPossibleNow` where the same
    input was frozen before.
    """
    kept = _draft(actor, run, version)
    if not public_value_source.strip():
        raise InvalidInput("Name the public value.", rule="teams.public-value", field="public_value_source")
    if public_value_on <= timezone.localdate(now):
        raise InvalidInput(
            "The value has to be fixed on a later day than today.",
            rule="teams.public-value-later",
            remedy="Name one that nobody can know yet.",
            field="public_value_on",
        )
    if auditor is not None and kept.call.applications.filter(applicant=auditor).exists():
        raise InvalidInput(
            f"{auditor.name} applied in this round.",
            rule="teams.auditor-apart",
            remedy="Name somebody who is not in it.",
            field="auditor",
        )
    planned = forming.planned_round(kept.call, kept.rules, kept.locks)
    if not planned.document["applicants"]:
        raise NotPossibleNow("Nobody is in the round yet.", rule="teams.somebody", remedy="Wait for applications.")
    forming.readable_round(planned.document)
    _refuse_twice(kept, planned.document)
    secret = secrets.token_hex(32)
    kept.input = planned.document
    kept.sealed_secret = sealing.seal(secret, purpose=forming.SECRET_PURPOSE)
    kept.seed_commitment = commitment(secret)
    kept.public_value_source, kept.public_value_on = public_value_source.strip()[:300], public_value_on
    kept.auditor = auditor
    _froze(actor, now, kept)
    FormationApplicant.objects.bulk_create(
        FormationApplicant(
            run=kept, pseudonym=one.key, person=one.person, application=one.application, has_own=one.has_own
        )
        for one in pseudonyms(kept.call)
    )
    return kept


@transaction.atomic
def set_run_aside(*, actor: Actor, now: datetime, run: FormationRun, reason: str) -> FormationRun:
    """Set a run aside, saying why. It stays in the list; one that was solved shows its secret, so all can see it."""
    kept = locked(actor, run)
    was_solved = bool(kept.result_sha256)
    transitions.move(kept, FORMATION_RUN, "set_aside", actor=actor, now=now, reason=reason)
    kept.ended_reason = reason.strip()[:300]
    if was_solved:
        release_secret(kept)
    _keep(kept, ["ended_reason", "released_secret"])
    audit.record(actor=actor, now=now, verb="teams.set-run-aside", on=kept, fields=["state", "ended_reason"])
    publish(FormationRunMoved(now, kept.public_id, kept.scope, kept.state))
    return kept


@transaction.atomic
def take_run_up(*, actor: Actor, now: datetime, run: FormationRun) -> FormationRun:
    """Take up again what was set aside: the same input and the same seed, so the same teams."""
    kept = locked(actor, run)
    if not kept.is_listed:
        raise NotPossibleNow("This draft was never frozen.", rule="teams.take-up", remedy="Begin a new draft.")
    transitions.move(kept, FORMATION_RUN, "take_up", actor=actor, now=now)
    kept.ended_reason = ""
    _keep(kept, ["ended_reason"])
    audit.record(actor=actor, now=now, verb="teams.take-run-up", on=kept, fields=["state"])
    publish(FormationRunMoved(now, kept.public_id, kept.scope, kept.state))
    return kept


def begin_frozen(
    *, actor: Actor, now: datetime, base: FormationRun, document: dict[str, Any], seats: Mapping[str, Any]
) -> FormationRun:
    """A repair of another run: frozen at once, with the seed of that run, so that nothing is left to choose."""
    _refuse_twice(base, document)
    made = _begun(actor, now, base.call, base.rules)
    made.repairs, made.input = base, document
    for name in ("sealed_secret", "seed_commitment", "released_secret", "public_value_source", "public_value_on",
                 "public_value", "auditor", "time_limit_seconds"):  # fmt: skip
        setattr(made, name, getattr(base, name))
    _froze(actor, now, made)
    FormationApplicant.objects.bulk_create(
        FormationApplicant(
            run=made, pseudonym=key, person_id=one.person_id, application_id=one.application_id, has_own=one.has_own
        )
        for key, one in seats.items()
    )
    return made


def release_secret(run: FormationRun) -> None:
    """Put the secret in the open; the caller saves."""
    run.released_secret = sealing.unseal(run.sealed_secret, purpose=forming.SECRET_PURPOSE)


def locked(actor: Actor, run: FormationRun, version: int | None = None) -> FormationRun:
    """The run, locked for a change by somebody who plans. Raises `StaleRecord` for an older version."""
    kept = (
        FormationRun.objects.select_for_update(of=("self",))
        .select_related("call__round__programme", "rules", "repairs")
        .get(pk=run.pk)
    )
    forming.require_planner(actor, kept.call)
    if version is not None and version != kept.version:
        raise StaleRecord("Somebody else changed these teams while you had them open.")
    return kept


def _draft(actor: Actor, run: FormationRun, version: int | None) -> FormationRun:
    kept = locked(actor, run, version)
    if kept.state != "draft":
        raise NotPossibleNow(
            "The input of this run is frozen.",
            rule="teams.draft-only",
            remedy="Set the run aside and begin a new draft; both stay in the list.",
        )
    return kept


def _begun(actor: Actor, now: datetime, call: Call, rules: FormationRules) -> FormationRun:
    made = FormationRun.objects.create(
        created_at=now, scope=call.scope, call=call, rules=rules, state=FORMATION_RUN.initial, state_since=now
    )
    transitions.begin(made, FORMATION_RUN, actor=actor, now=now)
    audit.record(actor=actor, now=now, verb="teams.begin-run", on=made)
    return made


def _froze(actor: Actor, now: datetime, run: FormationRun) -> None:
    run.input_sha256, run.frozen_at, run.is_listed = input_sha256(run.input), now, True
    transitions.move(run, FORMATION_RUN, "freeze", actor=actor, now=now)
    run.version += 1
    run.save()
    audit.record(actor=actor, now=now, verb="teams.freeze", on=run, fields=["input_sha256", "seed_commitment"])
    publish(FormationRunMoved(now, run.public_id, run.scope, run.state))


def _refuse_twice(run: FormationRun, document: dict[str, Any]) -> None:
    found = FormationRun.objects.filter(call=run.call, is_listed=True, input_sha256=input_sha256(document)).first()
    if found is not None:
        raise NotPossibleNow(
            "These applications under these rules were frozen before, and one run of them is binding.",
            rule="teams.one-run-an-input",
            remedy=f"Go on with the run of {timezone.localdate(found.frozen_at or found.created_at):%d %B %Y}.",
        )


def _keep(run: FormationRun, fields: list[str]) -> None:
    run.version += 1
    run.save(update_fields=[*fields, "version"])
