"""What applicants and reviewers are told."""

from __future__ import annotations

from bridgework.apps.applications.models import Application
from bridgework.apps.applications.resuming import token_for
from bridgework.kernel.errors import NotFound
from bridgework.kernel.tellings import Telling, telling


@telling("applications.resume")
def resume(record_public_id: str, person_id: int) -> Telling:
    """The way back to a draft."""
    application = _application(record_public_id)
    return Telling(
        subject=f"Your application: {application.call.title}",
        body=(
            "Your application is kept as you write it. With this link you come back to it on any device, and it "
            f"shows us that this address is yours. The call closes on {application.call.closes_on:%d %B %Y}."
        ),
        path=f"/apply/resume/{token_for(application)}/",
        why="Somebody, we think you, began an application with this address. If it was not you, do nothing.",
    )


@telling("applications.receipt")
def receipt(record_public_id: str, person_id: int) -> Telling:
    """An application arrived."""
    application = _application(record_public_id)
    return Telling(
        subject=f"We have your application: {application.call.title}",
        body="We have your application. You can read or withdraw it with this link. We will write when it is decided.",
        path=f"/apply/resume/{token_for(application)}/",
        why="You applied.",
    )


@telling("applications.outcome")
def outcome(record_public_id: str, person_id: int) -> Telling:
    """What became of an application."""
    application = _application(record_public_id)
    words = {
        "placed": "You have a place in a team.",
        "to_be_placed": "We would like you in a team; an invitation follows.",
        "reserve": "You are on the reserve list: we will ask you first when a place comes free.",
        "declined": "We could not offer you a place this time. You are welcome in the next round.",
    }
    reason = f"\n\n{application.outcome_reason}" if application.outcome_reason else ""
    return Telling(
        subject=f"Your application: {application.call.title}",
        body=f"{words.get(application.state, 'Your application was looked at.')}{reason}",
        path=f"/apply/resume/{token_for(application)}/",
        why="You applied.",
    )


@telling("applications.assigned")
def assigned(record_public_id: str, person_id: int) -> Telling:
    """A reviewer has something to read."""
    application = _application(record_public_id)
    return Telling(
        subject="An application to review",
        body=f"You were asked to review an application to “{application.call.title}”.",
        path="/desk/reviews/",
        why="You are a reviewer of this programme.",
    )


def _application(public_id: str) -> Application:
    found = Application.objects.filter(public_id=public_id).select_related("call").first()
    if found is None:
        raise NotFound("There is no such application.", rule="applications.read")
    return found
