"""What people are asked by personal link about reports: to look at the facts."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from bridgework.apps.reports.actions import answer_fact_check
from bridgework.apps.reports.actions.checking import FACT_CHECK_PURPOSE
from bridgework.apps.reports.models import FactCheck
from bridgework.apps.reports.queries import reading_token
from bridgework.kernel.errors import NotFound
from bridgework.kernel.links import Card, Choice, Given, Outcome, register
from bridgework.kernel.permissions import Actor


class LookAtFacts:
    """An officer is asked whether the facts of a report are right."""

    key = FACT_CHECK_PURPOSE
    label = "Look at the facts of a report"

    def card(self, public_id: str, person_id: int) -> Card:
        """Which report, where to read it, and what is asked."""
        fact_check = _fact_check(public_id)
        report = fact_check.version.report
        facts = [("Report", f"{report.title}, version {fact_check.version.number}")]
        if report.summary:
            facts.append(("In short", report.summary))
        return Card(
            title=f"Are the facts right? “{report.title}”",
            asked_by=f"the research team of {report.challenge.question.programme.name}",
            why="You know the facts that this report speaks of.",
            body=_body(fact_check),
            facts=tuple(facts),
            choices=(
                Choice("no_errors", "I found nothing wrong", text_label="Anything to add"),
                Choice(
                    "comments",
                    "Some facts are wrong or missing",
                    hint="Say where, and what is right. You propose; the team decides and changes the text.",
                    text_label="What is wrong, where it stands, and how you know",
                    text_required=True,
                    passage_label="The words it is about, copied from the report",
                    proposed_label="What they should say",
                ),
                Choice(
                    "not_me",
                    "I am not the right person",
                    text_label="Who might be",
                ),
            ),
            next="The team answers every comment: taken up, or not and why. What it concludes stays its own.",
            answer_by=fact_check.answer_by,
            scope=fact_check.scope,
        )

    def closed(self, public_id: str, now: datetime) -> str:
        """Once the report was made final."""
        fact_check = _fact_check(public_id)
        if fact_check.version.report.state not in ("draft", "with_officers"):
            return "The report is final now, so its facts are no longer looked at."
        return ""

    def relied_on(self, public_id: str) -> bool:
        """Once the team has answered the comment."""
        return _fact_check(public_id).comments.exclude(replied_at=None).exists()

    def answer(self, public_id: str, given: Given, *, actor: Actor, now: datetime) -> Outcome:
        """Keep the answer; a comment becomes one that the team answers."""
        answer_fact_check(
            actor=actor,
            now=now,
            fact_check=_fact_check(public_id),
            answer=given.choice,
            words=given.text,
            passage=given.passage,
            proposed=given.proposed,
        )
        if given.choice == "comments":
            return Outcome("The team has your comment.", "Their answer comes to you in a message.")
        if given.choice == "not_me":
            return Outcome("The team knows that you are not the right person.", "You need not do anything else.")
        return Outcome("The team knows that you found nothing wrong.", "You need not do anything else.")


def reading_address(fact_check: FactCheck) -> str:
    """Where the version is read without an account, from the root of the site; empty where there is no such page."""
    try:
        return reverse("workspace:read-version", args=[reading_token(fact_check.version)])
    except NoReverseMatch:
        return ""


def _body(fact_check: FactCheck) -> str:
    address = reading_address(fact_check)
    read = f"Read it here, without signing in:\n<{settings.SITE_ADDRESS}{address}>" if address else ""
    return "\n\n".join(
        one
        for one in (
            read,
            "Please look only at the facts: names, numbers, dates, what the council does and did. "
            "What follows from them is the team's to say.",
        )
        if one
    )


def _fact_check(public_id: str) -> FactCheck:
    found = (
        FactCheck.objects.filter(public_id=public_id)
        .select_related("version__report__challenge__question__programme", "person")
        .first()
    )
    if found is None:
        raise NotFound("There is no such request.", rule="reports.fact-check-exists")
    return found


register(LookAtFacts())
