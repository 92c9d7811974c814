"""What teams ask people by personal link."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from bridgework.apps.questions.models import Wording
from bridgework.apps.teams.actions import accept_place, decline_place
from bridgework.apps.teams.models import TeamMember
from bridgework.apps.teams.queries import team_member
from bridgework.apps.teams.queries.forming import published_seat, why_token
from bridgework.kernel.errors import NotFound
from bridgework.kernel.links import Card, Choice, Given, Outcome, register
from bridgework.kernel.permissions import Actor


class JoinPurpose:
    """Somebody who was invited says whether they join a team."""

    key = "teams.join"
    label = "Join a team"

    def card(self, public_id: str, person_id: int) -> Card:
        """What is asked, in this order: the team's question, why this person, who decided."""
        place = _place(public_id)
        challenge = place.team.challenge
        wording = Wording.objects.filter(question=challenge.question, is_current=True).first()
        facts = [
            ("Question", wording.text if wording else challenge.question.title),
            ("Your part", place.get_role_display()),
        ]
        if place.why:
            facts.append(("Why you", place.why))
        others = place.team.team_members.filter(state="accepted").exclude(pk=place.pk).count()
        if others:
            facts.append(("Joined so far", f"{others} other {'people' if others > 1 else 'person'}"))
        return Card(
            title="Will you join this team?",
            asked_by=f"the {challenge.round.programme.name} programme",
            why="You applied, or somebody suggested you.",
            body=_how_decided(place),
            facts=tuple(facts),
            choices=(
                Choice("accept", "Yes, I join"),
                Choice("decline", "No, not this time", text_label="Is there something we should know?"),
            ),
            next="When enough people have said yes, the coordinator confirms the team and writes to you.",
            scope=place.team.scope,
        )

    def closed(self, public_id: str, now: datetime) -> str:
        """An invitation that was taken back needs no answer."""
        place = _place(public_id)
        if place.state in ("removed", "left") or place.team.state in ("finished", "disbanded"):
            return "This invitation no longer stands."
        return ""

    def relied_on(self, public_id: str) -> bool:
        """The team was confirmed with this answer."""
        return _place(public_id).team.state in ("formed", "finished")

    def answer(self, public_id: str, given: Given, *, actor: Actor, now: datetime) -> Outcome:
        """Accept or decline."""
        place = _place(public_id)
        if given.choice == "accept":
            if place.state != "accepted":
                accept_place(actor=actor, now=now, place=place)
            return Outcome("You join the team.", "The coordinator writes to you when the team is confirmed.")
        if place.state != "declined":
            decline_place(actor=actor, now=now, place=place, reason=given.text)
        return Outcome("You do not join this team.", "Thank you for saying so; somebody else can be asked.")


def _how_decided(place: TeamMember) -> str:
    """The way to one's own page, for somebody whom a published run placed."""
    run = place.team.formed_by
    seat = None if run is None else published_seat(place.person_id, run.call)
    if seat is None:
        return ""
    address = f"{settings.SITE_ADDRESS}/formation/why/{why_token(seat)}/"
    return f"[Why you are in this team, and how it was decided]({address})"


def _place(public_id: str) -> TeamMember:
    found = team_member(public_id)
    if found is None:
        raise NotFound("There is no such invitation.", rule="teams.answer")
    return found


register(JoinPurpose())
