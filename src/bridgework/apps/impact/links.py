"""What the ledger asks people by personal link."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.utils import timezone

from bridgework.apps.impact.actions import Reported, report_back, report_on_recommendation
from bridgework.apps.impact.models import Action, IndependentCheck, Prompt
from bridgework.kernel.errors import NotFound
from bridgework.kernel.links import Card, Choice, Given, Outcome, register
from bridgework.kernel.permissions import Actor

PROGRESS_CHOICES: Final = (
    Choice("done", "It is done", text_label="What was done, and how can it be seen?", text_required=True),
    Choice("under_way", "It is under way", text_label="What has happened so far?"),
    Choice("not_started", "It has not started", text_label="What would help it start?"),
    Choice("stopped", "It was stopped", text_label="Why?", text_required=True),
    Choice("overtaken", "Something else took its place", text_label="What?", text_required=True),
)
NEXT: Final = (
    "Your answer stands in the public ledger as reported by you, by role. Somebody else looks at it independently. "
    "You can change it until the end of the day."
)


class ReportBackPurpose:
    """The owner of an action says how far it is."""

    key = "impact.report-back"
    label = "Report on an action"

    def card(self, public_id: str, person_id: int) -> Card:
        """What is asked of the owner."""
        action = _action(public_id)
        facts = [("Action", action.text)]
        if action.due_on:
            facts.append(("By", f"{action.due_on:%a} {action.due_on.day} {action.due_on:%B %Y}"))
        return Card(
            title="How far is this action?",
            asked_by=f"the {action.challenge.round.programme.name} programme",
            why="You are named as the owner of this action.",
            body="",
            facts=tuple(facts),
            choices=PROGRESS_CHOICES,
            next=NEXT,
            answer_by=action.due_on,
            scope=action.scope,
        )

    def closed(self, public_id: str, now: datetime) -> str:
        """An action that was closed needs no answer."""
        return "" if _action(public_id).state in ("open", "reported_done") else "This action has been closed."

    def relied_on(self, public_id: str) -> bool:
        """An independent check rests on what was reported."""
        return IndependentCheck.objects.filter(report_back__action__public_id=public_id).exists()

    def answer(self, public_id: str, given: Given, *, actor: Actor, now: datetime) -> Outcome:
        """Write the report-back; an answer that replaces another supersedes it."""
        action = _action(public_id)
        action.report_backs.filter(reported_by_id=actor.person_id, reported_on=timezone.localdate(now)).update(
            is_superseded=True
        )
        report_back(actor=actor, now=now, action=action, reported=Reported(given.choice, given.text))
        return Outcome(f"You reported: {_words(given.choice)}.", "Somebody else will look at it independently.")


class PromptPurpose:
    """A role is asked, some months on, what became of a recommendation."""

    key = "impact.prompt"
    label = "Say what became of a recommendation"

    def card(self, public_id: str, person_id: int) -> Card:
        """What is asked."""
        prompt = _prompt(public_id)
        recommendation = prompt.recommendation
        return Card(
            title="What became of this recommendation?",
            asked_by=f"the {recommendation.challenge.round.programme.name} programme",
            why=f"You hold the role of question owner. It is {prompt.months} months after {prompt.counted_from}.",
            body="",
            facts=(("Recommendation", recommendation.text), ("From the report", recommendation.report.title)),
            choices=PROGRESS_CHOICES,
            next=NEXT,
            scope=recommendation.scope,
        )

    def closed(self, public_id: str, now: datetime) -> str:
        """A recommendation that was closed needs no answer."""
        return "" if _prompt(public_id).recommendation.state == "open" else "This recommendation has been closed."

    def relied_on(self, public_id: str) -> bool:
        """An independent check made after the answer rests on it."""
        prompt = _prompt(public_id)
        return bool(
            prompt.answered_at
            and prompt.recommendation.independent_checks.filter(created_at__gte=prompt.answered_at).exists()
        )

    def answer(self, public_id: str, given: Given, *, actor: Actor, now: datetime) -> Outcome:
        """Write the report-back on the recommendation."""
        prompt = _prompt(public_id)
        recommendation = prompt.recommendation
        recommendation.report_backs.filter(
            action=None, reported_by_id=actor.person_id, reported_on=timezone.localdate(now)
        ).update(is_superseded=True)
        report_on_recommendation(
            actor=actor,
            now=now,
            recommendation=recommendation,
            reported=Reported(given.choice, given.text, by_role="question owner"),
        )
        prompt.answered_at = now
        prompt.save(update_fields=["answered_at"])
        return Outcome(f"You reported: {_words(given.choice)}.", "Somebody else will look at it independently.")


def _action(public_id: str) -> Action:
    found = Action.objects.filter(public_id=public_id).select_related("challenge__round__programme").first()
    if found is None:
        raise NotFound("There is no such action.", rule="impact.report-back")
    return found


def _prompt(public_id: str) -> Prompt:
    found = (
        Prompt.objects.filter(public_id=public_id)
        .select_related("recommendation__report", "recommendation__challenge__round__programme")
        .first()
    )
    if found is None:
        raise NotFound("There is no such prompt.", rule="impact.prompt")
    return found


def _words(choice: str) -> str:
    return choice.replace("_", " ")


register(ReportBackPurpose())
register(PromptPurpose())
