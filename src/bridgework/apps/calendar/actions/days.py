"""Days that do not count: bank holidays, a council's own days, election periods."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from django.db import transaction

from bridgework.apps.calendar import rules
from bridgework.apps.calendar.events import DaysChanged
from bridgework.apps.calendar.models import ElectionPeriod, Holiday
from bridgework.apps.people.models import Organisation
from bridgework.kernel import audit, events
from bridgework.kernel.errors import InvalidInput
from bridgework.kernel.permissions import Actor

SUBDIVISIONS: Final = {"england-wales": "ENG", "scotland": "SCT", "northern-ireland": "NIR"}
MOST_YEARS: Final = 60


def add_holiday(*, actor: Actor, now: datetime, organisation: Organisation, on: date, name: str) -> Holiday:
    """Add a day on which a council does not work. Raises `InvalidInput` where the day is already there."""
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        rules.KEEP_DAYS.require(actor, rules.place_of_organisation(actor, organisation))
        fitting = " ".join(name.split())[:120]
        if not fitting:
            raise InvalidInput(
                "A holiday needs a name.", rule="calendar.holiday-name", remedy="Say what it is.", field="name"
            )
        if Holiday.objects.filter(on=on, organisation=organisation).exists():
            raise InvalidInput(
                "That day is already a holiday of this council.",
                rule="calendar.one-holiday-a-day",
                remedy="Choose another day.",
                field="on",
            )
        holiday = Holiday.objects.create(on=on, name=fitting, organisation=organisation)
        audit.record(actor=actor, now=now, verb="added a holiday of", on=organisation, fields=["on"])
        events.publish(DaysChanged(at=now, organisation_public_id=organisation.public_id, day=on))
    return holiday


def remove_holiday(*, actor: Actor, now: datetime, holiday: Holiday) -> None:
    """Take away a day a council added itself. Raises `InvalidInput` for a bank holiday."""
    with transaction.atomic():
        if holiday.organisation is None:
            raise InvalidInput(
                "Bank holidays are the same for everybody and stay.",
                rule="calendar.bank-holidays-stay",
                remedy="Only days your council added itself can be taken away.",
            )
        rules.KEEP_DAYS.require(actor, rules.place_of_organisation(actor, holiday.organisation))
        audit.record(actor=actor, now=now, verb="removed a holiday of", on=holiday.organisation, fields=["on"])
        gone = DaysChanged(
            at=now, organisation_public_id=holiday.organisation.public_id, day=holiday.on, is_added=False
        )
        events.publish(gone)
        holiday.delete()


def load_bank_holidays(
    *, actor: Actor, now: datetime, first_year: int, last_year: int, nation: str = "england-wales"
) -> int:
    """Take over the published bank holidays of a nation for these years; returns how many were new.

    Can be run again: a day that is there is left alone. Raises `InvalidInput` for an unknown nation or years out of
    order.
    """
    if nation not in SUBDIVISIONS:
        raise InvalidInput("There is no such nation.", rule="calendar.nation", remedy="Choose one.", field="nation")
    if not 1950 <= first_year <= last_year <= 2100 or last_year - first_year > MOST_YEARS:
        raise InvalidInput(
            "The years are out of order or too many.",
            rule="calendar.years",
            remedy="Choose a first and a last year between 1950 and 2100, at most 60 years apart.",
            field="last_year",
        )
    with transaction.atomic():
        rules.KEEP_DAYS.require(actor, rules.place_of_organisation(actor, None))
        # Here, not at the top: it takes half a second, and every start would pay.
        import holidays as published_holidays

        found = published_holidays.country_holidays(
            "GB", subdiv=SUBDIVISIONS[nation], years=range(first_year, last_year + 1), language="en_GB"
        )
        known = set(Holiday.objects.filter(nation=nation, organisation=None).values_list("on", flat=True))
        new = [
            Holiday(on=day, name=name[:120], nation=nation)
            for day, name in sorted(found.items())
            if day not in known and first_year <= day.year <= last_year
        ]
        Holiday.objects.bulk_create(new)
        if new:
            events.publish(DaysChanged(at=now, organisation_public_id=""))
    return len(new)


def add_election_period(
    *, actor: Actor, now: datetime, organisation: Organisation, starts_on: date, ends_on: date, name: str
) -> ElectionPeriod:
    """Enter the weeks before an election, polling day last. Raises `InvalidInput` for dates in the wrong order."""
    with transaction.atomic():
        rules.KEEP_DAYS.require(actor, rules.place_of_organisation(actor, organisation))
        fitting = " ".join(name.split())[:160]
        if not fitting:
            raise InvalidInput(
                "An election period needs a name, such as “county council election 2025”.",
                rule="calendar.election-name",
                remedy="Say which election it is.",
                field="name",
            )
        if ends_on < starts_on:
            raise InvalidInput(
                "Polling day is before the first day.",
                rule="calendar.election-dates",
                remedy="Choose a later polling day.",
                field="ends_on",
            )
        period = ElectionPeriod.objects.create(
            organisation=organisation, starts_on=starts_on, ends_on=ends_on, name=fitting, created_at=now
        )
        audit.record(actor=actor, now=now, verb="added", on=period, fields=["starts_on", "ends_on"])
        events.publish(DaysChanged(at=now, organisation_public_id=organisation.public_id))
    return period


def remove_election_period(*, actor: Actor, now: datetime, period: ElectionPeriod) -> None:
    """Take away an election period that was entered by mistake; the audit trail keeps that it was there."""
    with transaction.atomic():
        rules.KEEP_DAYS.require(actor, rules.place_of_organisation(actor, period.organisation))
        audit.record(actor=actor, now=now, verb="removed", on=period, fields=["starts_on", "ends_on"])
        events.publish(DaysChanged(at=now, organisation_public_id=period.organisation.public_id))
        period.delete()
