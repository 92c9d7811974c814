"""What applicants and reviewers are told."""

from __future__ import annotations

from datetime import date
from typing import Final

from bridgework.apps.applications.models import Appeal, Application, Call
from bridgework.apps.applications.resuming import way_back
from bridgework.kernel.errors import NotFound
from bridgework.kernel.tellings import Telling, telling


@telling("applications.resume")
def resume(record_public_id: str, person_id: int) -> Telling:
    """The way to an application: a draft, or one that was sent already."""
    application = _application(record_public_id)
    draft = (
        "Open your application with this link. It is kept as you write it, and the link brings you back to it on any "
        f"device. The call closes on {_day(application.call.closes_on)}."
    )
    sent = "You have sent this application already. With this link you can read it, and withdraw it."
    return Telling(
        subject=f"Your application: {application.call.title}",
        body=draft if application.state == "draft" else sent,
        path=way_back(application),
        why="Somebody, we think you, began an application with this address. If it was not you, do nothing.",
    )


@telling("applications.receipt")
def receipt(record_public_id: str, person_id: int) -> Telling:
    """An application arrived."""
    application = _application(record_public_id)
    return Telling(
        subject=f"We have your application: {application.call.title}",
        body="We have your application. You can read or withdraw it with this link. We will write when it is decided.",
        path=way_back(application),
        why="You applied.",
    )


@telling("applications.joined")
def joined(record_public_id: str, person_id: int) -> Telling:
    """Somebody who joined an application has a draft of their own."""
    application = _application(record_public_id)
    return Telling(
        subject=f"Your part of the application: {application.call.title}",
        body=(
            "You apply together. A draft of your own is ready, with the same ranking. Add your skills and your times, "
            f"and send it before {_day(application.call.closes_on)}. If you do not, you are considered with the "
            "ranking alone."
        ),
        path=way_back(application),
        why="You said yes to applying together.",
    )


OUTCOMES: Final = {
    "placed": "You have a place in a team.",
    "to_be_placed": "We would like you in a team; an invitation follows.",
    "reserve": "You are on the reserve list: we will ask you first when a place comes free.",
    "declined": (
        "Thank you for applying. We could not offer you a place this time. That is a decision about places, and not "
        "about you: there were more people than places."
    ),
}


@telling("applications.outcome")
def outcome(record_public_id: str, person_id: int) -> Telling:
    """What became of an application: the reason, the next offer, and what can be asked for."""
    application = _application(record_public_id)
    call = application.call
    parts = [OUTCOMES.get(application.state, "Your application was looked at."), application.outcome_reason]
    if application.state in ("declined", "reserve"):
        parts.append(call.next_offer or "You are welcome in the next round. We will write to you when it opens.")
    parts.append("With the link you see the criteria and your scores, and can ask for written feedback.")
    if call.appeals_until is not None:
        parts.append(f"You can appeal once, to {call.appeal_role}, until {_day(call.appeals_until)}.")
    return Telling(
        subject=f"Your application: {call.title}",
        body="\n\n".join(part for part in parts if part),
        path=way_back(application),
        why="You applied.",
    )


@telling("applications.feedback")
def feedback(record_public_id: str, person_id: int) -> Telling:
    """The feedback an applicant asked for."""
    application = _application(record_public_id)
    return Telling(
        subject=f"Feedback on your application: {application.call.title}",
        body=f"You asked for written feedback:\n\n{application.feedback}",
        path=way_back(application),
        why="You asked for feedback.",
    )


@telling("applications.appeal-answered")
def appeal_answered(record_public_id: str, person_id: int) -> Telling:
    """What became of an appeal."""
    application = _application(record_public_id)
    made = Appeal.objects.filter(application=application).exclude(state="made").first()
    if made is None:
        raise NotFound("There is no such appeal.", rule="applications.read")
    words = "Your appeal is upheld." if made.state == "upheld" else "Your appeal is dismissed."
    return Telling(
        subject=f"Your appeal: {application.call.title}",
        body=f"{words}\n\n{made.answer}",
        path=way_back(application),
        why="You appealed.",
    )


@telling("applications.assigned")
def assigned(record_public_id: str, person_id: int) -> Telling:
    """A reviewer has something to read. It says nothing of any application: a conflict may still come."""
    return Telling(
        subject="Applications to review",
        body=f"You were asked to review for “{_call(record_public_id).title}”. Say first where you have a conflict.",
        path="/desk/reviews/",
        why="You are a reviewer of this programme.",
    )


@telling("applications.remind")
def remind(record_public_id: str, person_id: int) -> Telling:
    """Reviews are missing."""
    return Telling(
        subject="A reminder: your reviews",
        body=f"Reviews for “{_call(record_public_id).title}” that you were asked for are not given yet. "
        "If you cannot give them, say so: somebody else can.",
        path="/desk/reviews/",
        why="You are a reviewer of this programme.",
    )


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _call(public_id: str) -> Call:
    found = Call.objects.filter(public_id=public_id).first()
    if found is None:
        raise NotFound("There is no such call.", rule="applications.read-call")
    return found


def _application(public_id: str) -> Application:
    found = Application.objects.filter(public_id=public_id).exclude(state="erased").select_related("call").first()
    if found is None:
        raise NotFound("There is no such application.", rule="applications.read")
    return found
