"""What applications ask people by personal link."""

from __future__ import annotations

from datetime import datetime

from bridgework.apps.applications.actions.applying import answer_joint
from bridgework.apps.applications.models import JointApplicant
from bridgework.kernel.errors import NotFound
from bridgework.kernel.links import Card, Choice, Given, Outcome, register
from bridgework.kernel.permissions import Actor


class JoinPurpose:
    """Somebody named on a joint application says whether they join it."""

    key = "applications.join"
    label = "Join an application"

    def card(self, public_id: str, person_id: int) -> Card:
        """What is asked."""
        joint = _joint(public_id)
        call = joint.application.call
        ranked = [one.question.title for one in joint.application.preferences.select_related("question")]
        return Card(
            title="Will you apply together?",
            asked_by=f"{joint.application.applicant.name}, who applied",
            why="You were named as somebody to work with.",
            body=call.eligibility,
            facts=(("Call", call.title), ("Questions ranked", "; ".join(ranked) or "none yet")),
            choices=(
                Choice("accept", "Yes, we apply together"),
                Choice("decline", "No, thank you", hint="The application goes on without you."),
            ),
            next="If you say yes, you are placed together or not at all, and a draft of your own is sent to you.",
            answer_by=call.closes_on,
            scope=joint.application.scope,
        )

    def closed(self, public_id: str, now: datetime) -> str:
        """An application that was withdrawn or decided needs no answer."""
        return "" if _joint(public_id).application.state == "sent" else "This application has been decided."

    def relied_on(self, public_id: str) -> bool:
        """A place in a team rests on it."""
        return _joint(public_id).application.state not in ("sent", "draft")

    def answer(self, public_id: str, given: Given, *, actor: Actor, now: datetime) -> Outcome:
        """Write the answer."""
        joint = answer_joint(actor=actor, now=now, joint=_joint(public_id), accepts=given.choice == "accept")
        if joint.answer == "accepted":
            return Outcome(
                "You apply together.", "While the call is open, a draft of your own comes to your address: complete it."
            )
        return Outcome("You do not take part in this application.")


def _joint(public_id: str) -> JointApplicant:
    found = JointApplicant.objects.filter(public_id=public_id).select_related("application__call").first()
    if found is None:
        raise NotFound("There is no such application.", rule="applications.join")
    return found


register(JoinPurpose())
