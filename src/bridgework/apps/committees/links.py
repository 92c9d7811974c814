"""What officers are asked about papers by personal link: to clear text, and to look at a correction of form.

Both are signatures, so an answer counts only with a code from the invited mailbox.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from django.utils import timezone

from bridgework.apps.calendar.queries import name_of_body
from bridgework.apps.committees.actions.asking import CLEARANCE_PURPOSE, delegate_clearance
from bridgework.apps.committees.actions.clearing import (
    ASK_THE_CLERK,
    FORM_PURPOSE,
    answer_clearance,
    object_to_form,
)
from bridgework.apps.committees.models import Clearance, ClearanceAnswer, Paper
from bridgework.apps.committees.queries.clearing import (
    ClearanceView,
    clearance_of,
    clearance_view,
    clears_no_more,
    correction_of,
    label_of,
)
from bridgework.apps.committees.rules import BEFORE_PUBLICATION
from bridgework.apps.people.models import Person, RoleHolding
from bridgework.apps.people.queries import held_on
from bridgework.core.reading import human_date
from bridgework.kernel.errors import InvalidInput
from bridgework.kernel.links import Card, Choice, Given, Outcome, register
from bridgework.kernel.permissions import Actor
from bridgework.kernel.roles import (
    CLEARING_OFFICER,
    CLERK,
    DEPUTY_MONITORING_OFFICER,
    MONITORING_OFFICER,
    PROGRAMME_LEAD,
    QUESTION_OWNER,
    SUPPORTING_OFFICER,
)

MAY_ANSWER_FOR_ANOTHER: Final = frozenset(
    {
        CLEARING_OFFICER,
        CLERK,
        DEPUTY_MONITORING_OFFICER,
        MONITORING_OFFICER,
        PROGRAMME_LEAD,
        QUESTION_OWNER,
        SUPPORTING_OFFICER,
    }
)
"""Roles that officers hold: one of them lets a clearance be passed to its holder by link."""
DELEGATE: Final = "delegate"
CHOICES: Final = (
    Choice("cleared", "Cleared", hint="The text as shown here can go to the committee."),
    Choice(
        "cleared_with_comment",
        "Cleared with comment",
        hint="It can go; your comment stays in the record.",
        text_label="Your comment",
        text_required=True,
    ),
    Choice(
        "not_cleared",
        "Not cleared",
        hint="The paper cannot be published until this is settled.",
        text_label="What would have to change",
        text_required=True,
    ),
    Choice(
        "not_applicable",
        "It does not apply",
        hint="Nothing in this text is yours to clear.",
        text_label="Why it does not apply",
        text_required=True,
    ),
    Choice(
        DELEGATE,
        "Somebody else answers while I am away",
        hint="What is asked of you at this committee until then goes to them too.",
        text_label="Their email address",
        text_required=True,
        date_label="The last day you are away (your day to answer, where empty)",
    ),
)
WORDS: Final = dict(Clearance.ANSWERS)
A_PRIVATE_PART: Final = "a private part"
"""What mails and pages behind links say instead of a private heading: it can give away what it is about."""


class ClearancePurpose:
    """An officer clears exactly the text that is shown."""

    key = CLEARANCE_PURPOSE
    label = "Clear text of a committee paper"
    needs_code = True

    def card(self, public_id: str, person_id: int) -> Card:
        """What is to be cleared, for which meeting, and what changed since the last time."""
        clearance = clearance_of(public_id)
        view, paper = clearance_view(clearance), clearance.paper
        return Card(
            title=clearance.question or view.question,
            asked_by=f"the author of the paper “{paper.title}”",
            why=_why(view, person_id),
            body=_body(view),
            facts=(
                ("Paper", paper.title),
                ("Committee meeting", _meeting(paper)),
                ("You answer as", view.role),
                ("Your answer covers", ", ".join(_covered(view))),
            ),
            choices=CHOICES,
            next=(
                "Before your answer counts, we send a code to the address this was sent to, and you type it in. Your "
                "answer is for this text alone: if it changes, you are asked again and see what changed."
            ),
            answer_by=clearance.answer_by,
            scope=paper.scope,
            body_scope=paper.body_scope,
            binding=view.sha256,
        )

    def closed(self, public_id: str, now: datetime) -> str:
        """Once the paper is out, or somebody answered in this person's place."""
        clearance = clearance_of(public_id)
        if clearance.paper.state not in BEFORE_PUBLICATION:
            return "This paper is not being prepared any more, so no clearance is needed."
        asked = clearance.asked_of
        if asked is not None and clears_no_more(asked, clearance.paper.body_scope, timezone.localdate(now)):
            return f"{asked.name} is not a clearing officer of this committee any more. {ASK_THE_CLERK}"
        view = clearance_view(clearance)
        if view.answer is not None and view.state not in ("stale", "asked_again"):
            return f"This was answered: {WORDS[view.answer.answer]}."
        return ""

    def relied_on(self, public_id: str) -> bool:
        """Once the paper is published."""
        return clearance_of(public_id).paper.state not in BEFORE_PUBLICATION

    def asked_again_at(self, public_id: str) -> datetime | None:
        """When it was last asked: an answer given before closes nothing."""
        return clearance_of(public_id).asked_at

    def answer(self, public_id: str, given: Given, *, actor: Actor, now: datetime) -> Outcome:
        """Bind the answer to the text that was shown, or pass the asking on."""
        clearance = clearance_of(public_id)
        if given.choice == DELEGATE:
            return _delegate(clearance, given, actor, now)
        made = answer_clearance(
            actor=actor, now=now, clearance=clearance, answer=given.choice, comment=given.text, binding=given.binding
        )
        after = {
            "not_cleared": "The author reads why. The paper cannot be published until it is cleared.",
        }.get(made.answer, "If the text you cleared changes, we ask you again and show what changed.")
        return Outcome(f"You answered: {WORDS[made.answer]}.", after)


class FormPurpose:
    """An officer is told of a correction of form in text they cleared, and may object."""

    key = FORM_PURPOSE
    label = "Look at a correction of form"
    needs_code = True

    def card(self, public_id: str, person_id: int) -> Card:
        """What was corrected."""
        correction = correction_of(public_id)
        paper = correction.paper
        return Card(
            title="Text that you cleared was corrected in form",
            asked_by="the clerk of the committee",
            why="You cleared this text. The clerk says that only its form changed, so your clearance stands.",
            body="",
            facts=(("Paper", paper.title), ("What was corrected", correction.reason)),
            choices=(
                Choice("form", "It is only form", hint="Your clearance stands."),
                Choice(
                    "object",
                    "I object: it is more than form",
                    hint="Your clearance ends; you are asked again about the text as it stands.",
                    text_label="Why it is more than form",
                    text_required=True,
                ),
            ),
            next="You need not answer: without an objection your clearance stands.",
            scope=paper.scope,
            body_scope=paper.body_scope,
        )

    def closed(self, public_id: str, now: datetime) -> str:
        """Once the paper is out."""
        out = correction_of(public_id).paper.state not in BEFORE_PUBLICATION
        return "This paper is published already." if out else ""

    def relied_on(self, public_id: str) -> bool:
        """Once the paper is published."""
        return bool(self.closed(public_id, datetime.min))

    def answer(self, public_id: str, given: Given, *, actor: Actor, now: datetime) -> Outcome:
        """Keep the objection; a yes changes nothing."""
        if given.choice == "object":
            object_to_form(actor=actor, now=now, correction=correction_of(public_id), text=given.text)
            return Outcome(
                "Your objection is recorded.", "Your clearance ended. You are asked again about the new text."
            )
        return Outcome("You take it for a correction of form.", "Your clearance stands.")


def _delegate(clearance: Clearance, given: Given, actor: Actor, now: datetime) -> Outcome:
    address = given.text.strip().strip("<>").lower()
    to = _officer_at(address, timezone.localdate(now))
    if to is None:
        raise InvalidInput(
            "We do not know an officer with this address.",
            rule="committees.delegate-known",
            remedy="Write the address as the council uses it, or ask the clerk to name them.",
            field=f"text_{DELEGATE}",
        )
    today = timezone.localdate(now)
    until = given.on or max(clearance.answer_by or today, today + timedelta(days=1))
    delegate_clearance(actor=actor, now=now, clearance=clearance, to=to, until=until, reason="While I am away.")
    return Outcome(
        f"We ask {to.name} instead.", f"What is asked of you here until {human_date(until)} goes to them too."
    )


def _officer_at(address: str, day: date) -> Person | None:
    """Who has that address and works for a council or its committees today; private text may be in what they get."""
    held = RoleHolding.objects.filter(held_on(day), role__in=MAY_ANSWER_FOR_ANOTHER)
    return Person.objects.filter(email=address, pk__in=held.values("person")).first()


def _why(view: ClearanceView, person_id: int) -> str:
    clearance, answer = view.clearance, view.answer
    parts = [f"You are asked as {view.role}."]
    if clearance is not None and clearance.delegated_from is not None and clearance.asked_of_id == person_id:
        parts = [f"{clearance.delegated_from.name} is away, so you are asked in their place, as {view.role}."]
    if answer is not None and view.changes:
        parts.append(f"The text was {WORDS[answer.answer]} on {_day(answer)} and has changed since.")
    if clearance is not None and clearance.reminded_at is not None and view.is_silent:
        asked = human_date(timezone.localdate(clearance.asked_at)) if clearance.asked_at else ""
        parts.append(f"This is a reminder: we asked on {asked}.")
    return " ".join(parts)


def _body(view: ClearanceView) -> str:
    parts = []
    # A comment may repeat what it is about, and this goes out by mail.
    if view.answer is not None and view.answer.comment and view.changes and not view.private:
        parts.append(f"The comment then: {view.answer.comment}")
    return "\n\n".join(parts)


def _covered(view: ClearanceView) -> list[str]:
    if "*" in view.covers:
        return ["the whole paper"]
    return [A_PRIVATE_PART if key in view.private else label_of(view.labels, key) for key in view.pieces]


def _meeting(paper: Paper) -> str:
    meeting = paper.committee_meeting
    return f"{name_of_body(meeting.body, meeting.on)}, {human_date(meeting.on)}"


def _day(answer: ClearanceAnswer) -> str:
    return human_date(timezone.localdate(answer.answered_at))


register(ClearancePurpose())
register(FormPurpose())
