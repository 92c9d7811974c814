"""A call with three questions, and people who apply to it: by the real actions."""

from __future__ import annotations

from datetime import timedelta

from bridgework.apps.applications import queries
from bridgework.apps.applications.actions.applying import (
    Form,
    Wish,
    confirm_address,
    save_application,
    send_application,
    start_application,
)
from bridgework.apps.applications.actions.calls import CallText, prepare_call, publish_call
from bridgework.apps.applications.models import Application, Call
from bridgework.kernel.permissions import VISITOR, Actor
from tests.cast import NOW, Cast, make_challenge

WEEK = timedelta(days=7)


def call_of(cast: Cast, **more: object) -> Call:
    """A published call of the cast's round, open for a week."""
    make_challenge(cast.programme, cast.round, "Libraries", "2026-libraries")
    make_challenge(cast.programme, cast.round, "Flood plains", "2026-flood-plains")
    cast.round.challenges.update(state="open")
    text = CallText(
        title="Apply to work on a question",
        opens_on=NOW.date(),
        closes_on=NOW.date() + WEEK,
        **more,  # type: ignore[arg-type]
    )
    made = prepare_call(actor=cast.actor("coordinator"), now=NOW, round=cast.round, text=text)
    return publish_call(actor=cast.actor("coordinator"), now=NOW, call=made)


def whole_form(call: Call) -> Form:
    """A form without holes, all questions ranked."""
    wishes = [Wish(one.question, "It matters where I live.") for one in queries.offered(call.round)]
    return Form(department="Geography", experience="Two years of bus data.", whole_period=True, wishes=wishes)


def as_applicant(application: Application) -> Actor:
    """The applicant, by their link."""
    return Actor(person_id=application.applicant_id, public_id=application.applicant.public_id, via="link")


def begun(call: Call, name: str = "Wen Li", email: str = "wen.li@example.org") -> Application:
    """A draft whose address is confirmed."""
    application = start_application(actor=VISITOR, now=NOW, call=call, name=name, email=email)
    return confirm_address(now=NOW, application=application)


def sent(call: Call, name: str = "Wen Li", email: str = "wen.li@example.org") -> Application:
    """An application that was sent."""
    application = begun(call, name, email)
    me = as_applicant(application)
    save_application(actor=me, now=NOW, application=application, version=1, form=whole_form(call))
    return send_application(actor=me, now=NOW, application=application)
