"""Bodies and their dated names."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F

from bridgework.apps.calendar import rules
from bridgework.apps.calendar.events import BodyRenamed
from bridgework.apps.calendar.models import Body, BodyName
from bridgework.apps.people.models import Organisation
from bridgework.kernel import audit, events
from bridgework.kernel.errors import InvalidInput
from bridgework.kernel.permissions import Actor

LONGEST_NAME = 200


def register_body(
    *,
    actor: Actor,
    now: datetime,
    organisation: Organisation,
    name: str,
    kind: str = "committee",
    name_from: date | None = None,
    name_until: date | None = None,
    clear_days: int = 5,
    reply_days: int | None = None,
    is_invented: bool = False,
) -> Body:
    """Register a committee or board with its first name; `name_from` is empty where it is not known.

    Raises `InvalidInput` for an empty name or an unknown kind.
    """
    with transaction.atomic():
        rules.REGISTER_BODY.require(actor, rules.place_of_organisation(actor, organisation))
        _known_kind(kind)
        body = Body.objects.create(
            organisation=organisation,
            kind=kind,
            clear_days=clear_days,
            reply_days=reply_days,
            is_invented=is_invented,
            created_at=now,
        )
        BodyName.objects.create(body=body, name=_fitting_name(name), starts_on=name_from, ends_on=name_until)
        audit.record(actor=actor, now=now, verb="registered", on=body, fields=["name", "kind"])
    return body


def rename_body(*, actor: Actor, now: datetime, body: Body, name: str, starts_on: date) -> BodyName:
    """Give a body a new name from a date on; the name before it ends the day before.

    Raises `InvalidInput` where the date is not after the start of the present name.
    """
    with transaction.atomic():
        body = Body.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=body.pk)
        rules.KEEP_BODY.require(actor, rules.place_of_body(actor, body))
        fitting = _fitting_name(name)
        # Said in full: the databases disagree about where an unknown day belongs.
        last = body.names.order_by(F("starts_on").desc(nulls_last=True), "-id").first()
        if last is not None:
            if last.starts_on is not None and starts_on <= last.starts_on:
                raise InvalidInput(
                    f"The present name is used from {last.starts_on:%d %B %Y}, so a new one starts later.",
                    rule="calendar.names-follow-each-other",
                    remedy="Choose a later day.",
                    field="starts_on",
                )
            if last.ends_on is None or last.ends_on >= starts_on:
                last.ends_on = starts_on - timedelta(days=1)
                last.save(update_fields=["ends_on"])
        renamed = BodyName.objects.create(body=body, name=fitting, starts_on=starts_on)
        audit.record(actor=actor, now=now, verb="renamed", on=body, fields=["name"])
        events.publish(BodyRenamed(at=now, body_public_id=body.public_id))
    return renamed


def change_body(*, actor: Actor, now: datetime, body: Body, kind: str, clear_days: int, reply_days: int | None) -> Body:
    """Change what kind of body it is, its clear days, and within how many days it answers a recommendation."""
    with transaction.atomic():
        body = Body.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=body.pk)
        rules.KEEP_BODY.require(actor, rules.place_of_body(actor, body))
        _known_kind(kind)
        body.kind, body.clear_days, body.reply_days = kind, clear_days, reply_days
        body.save(update_fields=["kind", "clear_days", "reply_days"])
        audit.record(actor=actor, now=now, verb="changed", on=body, fields=["kind", "clear_days", "reply_days"])
    return body


def name_successor(*, actor: Actor, now: datetime, body: Body, successor: Body) -> Body:
    """Say which body took over from this one. Raises `InvalidInput` where that would lead round in a circle."""
    with transaction.atomic():
        body = Body.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=body.pk)
        rules.KEEP_BODY.require(actor, rules.place_of_body(actor, body))
        later: int | None = successor.pk
        while later is not None:
            if later == body.pk:
                raise InvalidInput(
                    "A committee cannot follow itself.",
                    rule="calendar.successor-is-another",
                    remedy="Choose another committee.",
                    field="successor",
                )
            later = Body.objects.filter(pk=later).values_list("successor_id", flat=True).first()
        body.successor = successor
        body.save(update_fields=["successor"])
        audit.record(actor=actor, now=now, verb="succeeded", on=body, fields=["successor"])
    return body


def _fitting_name(name: str) -> str:
    fitting = " ".join(name.split())
    if not fitting or len(fitting) > LONGEST_NAME:
        raise InvalidInput(
            "A committee needs a name of at most 200 characters.",
            rule="calendar.committee-name",
            remedy="Enter the name it goes by.",
            field="name",
        )
    return fitting


def _known_kind(kind: str) -> None:
    if kind not in dict(Body.KINDS):
        raise InvalidInput(
            "There is no such kind of committee.", rule="calendar.committee-kind", remedy="Choose one.", field="kind"
        )
