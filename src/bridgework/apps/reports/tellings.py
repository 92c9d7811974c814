"""What people are told about reports."""

from __future__ import annotations

from django.urls import reverse

from bridgework.apps.reports.models import FactCheck, FactCheckComment, Report
from bridgework.apps.reports.searchables import report_address
from bridgework.kernel.errors import NotFound
from bridgework.kernel.tellings import Telling, telling


@telling("reports.published")
def published(record_public_id: str, person_id: int) -> Telling:
    """A report is public, to everybody on its question."""
    report = (
        Report.objects.select_related("challenge__question")
        .filter(public_id=record_public_id, state="published")
        .first()
    )
    if report is None:
        raise NotFound("This report is not public any more.")
    title = report.challenge.question.title
    return Telling(
        subject=f"The report on “{title}” is published",
        body=f"**{report.title}**\n\n{report.summary}".strip(),
        path=report_address(report),
        why="You have a part in this question.",
    )


@telling("reports.comment-answered")
def comment_answered(record_public_id: str, person_id: int) -> Telling:
    """The team's answer to a comment on facts, to the officer who made it."""
    comment = (
        FactCheckComment.objects.select_related("version__report__challenge").filter(public_id=record_public_id).first()
    )
    if comment is None or comment.accepted is None:
        raise NotFound("There is no answer to this comment any more.")
    report = comment.version.report
    became = "The team takes it up." if comment.accepted else "The team does not take it up."
    said = f"\n\nThey write:\n\n{_quoted(comment.reply)}" if comment.reply else ""
    return Telling(
        subject=f"Your comment on “{report.title}”",
        body=f"You wrote:\n\n{_quoted(comment.text)}\n\n**{became}**{said}",
        path="",
        why="You commented on the facts of this report.",
    )


@telling("reports.fact-check-answered")
def fact_check_answered(record_public_id: str, person_id: int) -> Telling:
    """What an officer said about the facts, to whoever asked."""
    found = (
        FactCheck.objects.select_related("version__report__challenge", "person")
        .filter(public_id=record_public_id)
        .first()
    )
    if found is None or not found.answer:
        raise NotFound("There is no answer any more.")
    report = found.version.report
    said = f"\n\n{_quoted(found.words)}" if found.words else ""
    return Telling(
        subject=f"{found.person.name} {found.get_answer_display()}: “{report.title}”",
        body=f"{found.person.name} {found.get_answer_display()}.{said}",
        path=reverse("workspace:fact-check", args=[report.challenge.public_id, report.public_id]),
        why="You asked whether the facts are right.",
    )


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.splitlines())
