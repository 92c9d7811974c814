"""How a council decides, and the deadline rules it has of its own. Both are dated; nothing is overwritten."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Final, get_args

from django.db import transaction

from bridgework.apps.calendar import rules
from bridgework.apps.calendar.deadline_rules import KINDS
from bridgework.apps.calendar.events import DaysChanged
from bridgework.apps.calendar.models import Body, DeadlineRule, Governance
from bridgework.apps.people.models import Organisation
from bridgework.core.deadlines import MOST_DAYS, Counting
from bridgework.kernel import audit, events
from bridgework.kernel.errors import InvalidInput, StaleRecord
from bridgework.kernel.permissions import Actor

MOST_YEARS_KEPT: Final = 100


def set_governance(
    *,
    actor: Actor,
    now: datetime,
    organisation: Organisation,
    model: str,
    council: str = "principal",
    nation: str = "england",
    starts_on: date | None = None,
    source: str = "",
    checked_by: str = "",
    checked_on: date | None = None,
) -> Governance:
    """Say how a council decides from a day on; what stood before stays for the days before.

    Raises `InvalidInput` for an unknown model, kind of council or nation.
    """
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        rules.KEEP_DAYS.require(actor, rules.place_of_organisation(actor, organisation))
        for field, value, choices in (
            ("model", model, Governance.MODELS),
            ("council", council, Governance.COUNCILS),
            ("nation", nation, Governance.NATIONS),
        ):
            if value not in dict(choices):
                raise InvalidInput("Choose one.", rule=f"calendar.governance-{field}", field=field)
        made = Governance.objects.create(
            organisation=organisation,
            model=model,
            council=council,
            nation=nation,
            starts_on=starts_on,
            source=_line(source, 300),
            checked_by=_line(checked_by, 160),
            checked_on=checked_on,
            created_at=now,
        )
        audit.record(actor=actor, now=now, verb="said how it decides", on=organisation, fields=["model", "nation"])
        events.publish(DaysChanged(at=now, organisation_public_id=organisation.public_id))
    return made


def set_deadline_rule(
    *,
    actor: Actor,
    now: datetime,
    organisation: Organisation,
    key: str,
    starts_on: date,
    source: str,
    checked_by: str,
    checked_on: date,
    body: Body | None = None,
    applies: bool = True,
    number: int | None = None,
    counting: str = "working",
    at: time | None = None,
) -> DeadlineRule:
    """Enter a rule of the council, or of one committee, from a day on; it goes before the one that stood.

    Raises `InvalidInput` for an unknown rule, a number or an hour the rule cannot have, or no source or name of who
    checked it.
    """
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        _permit(actor, organisation, body)
        _fitting(key, applies=applies, number=number, counting=counting, at=at)
        for field, value in (("source", source), ("checked_by", checked_by)):
            if not value.strip():
                raise InvalidInput(
                    "A rule says where it comes from and which role checked it.",
                    rule="calendar.deadline-rule-source",
                    remedy="Name the law or the part of the constitution, and the role.",
                    field=field,
                )
        made = DeadlineRule.objects.create(
            organisation=organisation,
            body=body,
            key=key,
            applies=applies,
            number=number if KINDS[key].unit not in ("hour", "yes or no") else None,
            counting=counting,
            at=at if KINDS[key].has_hour else None,
            starts_on=starts_on,
            source=_line(source, 300),
            checked_by=_line(checked_by, 160),
            checked_on=checked_on,
            created_at=now,
        )
        audit.record(actor=actor, now=now, verb="set a deadline rule of", on=organisation, fields=[key])
        events.publish(DaysChanged(at=now, organisation_public_id=organisation.public_id))
    return made


def end_deadline_rule(*, actor: Actor, now: datetime, rule: DeadlineRule, last_day: date) -> DeadlineRule:
    """End a council's own rule; from the day after, what it stood before is in force again.

    Raises `StaleRecord` where somebody ended it already. A last day before its first takes it out altogether.
    """
    with transaction.atomic():
        kept = (
            DeadlineRule.objects.select_for_update(of=("self",)).select_related("organisation", "body").get(pk=rule.pk)
        )
        _permit(actor, kept.organisation, kept.body)
        if kept.ends_on is not None:
            raise StaleRecord("Somebody has ended this rule already.")
        kept.ends_on = max(last_day, kept.starts_on - timedelta(days=1))
        kept.save(update_fields=["ends_on"])
        audit.record(actor=actor, now=now, verb="ended a deadline rule of", on=kept.organisation, fields=[kept.key])
        events.publish(DaysChanged(at=now, organisation_public_id=kept.organisation.public_id))
    return kept


def _permit(actor: Actor, organisation: Organisation, body: Body | None) -> None:
    if body is None:
        rules.KEEP_DAYS.require(actor, rules.place_of_organisation(actor, organisation))
        return
    if body.organisation_id != organisation.pk:
        raise InvalidInput("That committee is of another council.", rule="calendar.rule-of-own-committee", field="body")
    rules.KEEP_BODY.require(actor, rules.place_of_body(actor, body))


def _fitting(key: str, *, applies: bool, number: int | None, counting: str, at: time | None) -> None:
    kind = KINDS.get(key)
    if kind is None:
        raise InvalidInput("There is no such rule.", rule="calendar.deadline-rule", remedy="Choose one.", field="key")
    if counting not in get_args(Counting):
        raise InvalidInput("Choose which days count.", rule="calendar.counting", field="counting")
    if not applies or kind.unit == "yes or no":
        return
    if kind.unit == "hour":
        if at is None:
            raise InvalidInput("Enter the hour, such as 17:00.", rule="calendar.deadline-hour", field="at")
        return
    most = MOST_YEARS_KEPT if kind.unit == "years" else MOST_DAYS
    if number is None or not 0 <= number <= most:
        raise InvalidInput(f"Enter a number from 0 to {most}.", rule="calendar.deadline-number", field="number")


def _line(text: str, longest: int) -> str:
    return " ".join(text.split())[:longest]
