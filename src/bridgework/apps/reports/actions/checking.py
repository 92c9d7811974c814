"""Fact-checks: officers look at the facts of a version and comment; the team answers; nobody edits."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from bridgework.apps.participation.events import AnswerWanted
from bridgework.apps.people.models import Person
from bridgework.apps.programmes.settings import settings_of
from bridgework.apps.reports.actions.sections import write_section
from bridgework.apps.reports.actions.writing import locked_report, move_with_parts
from bridgework.apps.reports.models import FactCheck, FactCheckComment, Report, ReportSection, ReportVersion
from bridgework.apps.reports.rules import ANSWER_FACT_CHECK, ASK_FACT_CHECK, COMMENT, REPLY, WRITE
from bridgework.apps.workspace.actions import reach_milestones, usual_day
from bridgework.apps.workspace.actions.typed import kept
from bridgework.core.reports.passages import put_in
from bridgework.kernel import audit, events
from bridgework.kernel.errors import InvalidInput, NotPossibleNow
from bridgework.kernel.permissions import SYSTEM, Actor
from bridgework.kernel.tellings import Told

FACT_CHECKED: Final = ("fact_check",)
"""The step of a plan that officers' answers reach."""

FACT_CHECK_PURPOSE: Final = "reports.fact-check"


def ask_fact_check(
    *, actor: Actor, now: datetime, report: Report, people: list[Person], answer_by: date | None = None
) -> list[FactCheck]:
    """Ask people to look at the facts of the latest version; each answers by personal link or in place.

    Somebody who was asked about this version already is not asked twice. Side effects in order: the records, the move
    of the report, audit, `AnswerWanted` for each; several at once wait in the outbox for a named person.
    """
    with transaction.atomic():
        locked = locked_report(report)
        ASK_FACT_CHECK.require(actor, locked)
        version = locked.versions.order_by("-number").first()
        if version is None:
            raise NotPossibleNow(
                "There is no text to look at yet.", rule="reports.has-text", remedy="Add a version first."
            )
        if not people:
            raise InvalidInput("Choose at least one person.", rule="reports.fact-check-people", field="people")
        day = answer_by or usual_day(locked.challenge, now)
        if day <= timezone.localdate(now):
            raise InvalidInput(
                "The day to answer by is not in the future.",
                rule="reports.answer-by",
                remedy="Choose a later day.",
                field="answer_by",
            )
        asked = set(version.fact_checks.values_list("person_id", flat=True))
        made = [_ask(version, one, day, actor, now) for one in people if one.pk not in asked]
        if locked.state == "draft":
            move_with_parts(locked, "ask_fact_check", actor=actor, now=now)
        audit.record(actor=actor, now=now, verb="reports.ask-fact-check", on=locked, fields=["fact_checks"])
        batch = f"reports.fact-check/{version.public_id}/{now.isoformat()}" if len(made) > 1 else ""
        lasts = timedelta(days=settings_of(locked.challenge.round.programme).personal_link_days)
        for one in made:
            events.publish(
                AnswerWanted(
                    at=now,
                    purpose=FACT_CHECK_PURPOSE,
                    record_public_id=one.public_id,
                    person_public_id=one.person.public_id,
                    scope=one.scope,
                    expires_at=now + lasts,
                    actor_public_id=actor.public_id,
                    batch=batch,
                )
            )
    report.refresh_from_db()
    return made


def answer_fact_check(
    *,
    actor: Actor,
    now: datetime,
    fact_check: FactCheck,
    answer: str,
    words: str = "",
    passage: str = "",
    proposed: str = "",
) -> FactCheck:
    """Say what was found: `no_errors`, `comments` (which become a comment the team answers) or `not_me`.

    With `comments`, `passage` is what the report says and `proposed` what it should say. It changes nothing in the
    report. An answer given again takes the place of the earlier one, unless the team has answered that.
    """
    with transaction.atomic():
        locked = (
            FactCheck.objects.select_for_update(of=("self",))
            .select_related("version__report__challenge", "person")
            .get(pk=fact_check.pk)
        )
        ANSWER_FACT_CHECK.require(actor, locked)
        if answer not in dict(FactCheck.ANSWERS):
            raise InvalidInput("Choose one of the answers.", rule="reports.fact-check-answer", field="answer")
        text = kept(words, field="words", called="comment", rule="reports.comment", required=answer == "comments")
        if locked.comments.exclude(replied_at=None).exists():
            raise NotPossibleNow(
                "The team has answered your comment, so it stays as it is.",
                rule="reports.comment-answered",
                remedy="If more is wrong, write to the team.",
            )
        about = _proposal(passage, proposed) if answer == "comments" else ("", "")
        locked.comments.all().delete()
        locked.answer, locked.words, locked.answered_at = answer, text, now
        locked.save(update_fields=["answer", "words", "answered_at"])
        if answer == "comments":
            FactCheckComment.objects.create(
                created_at=now,
                version=locked.version,
                fact_check=locked,
                author=locked.person,
                text=text,
                passage=about[0],
                proposed=about[1],
            )
        audit.record(actor=actor, now=now, verb="reports.answer-fact-check", on=locked, fields=["answer", "words"])
        _tell_asker(locked, actor, now)
        _reach_fact_check(locked, now)
    fact_check.refresh_from_db()
    return locked


def _reach_fact_check(answered: FactCheck, now: datetime) -> None:
    """The plan's fact check is done once everybody asked about this version has answered, and somebody looked."""
    answers = set(FactCheck.objects.filter(version=answered.version).values_list("answer", flat=True))
    if "" not in answers and answers != {"not_me"}:
        challenge = answered.version.report.challenge
        reach_milestones(actor=SYSTEM, now=now, challenge=challenge, keys=FACT_CHECKED)


def comment_on_fact(
    *, actor: Actor, now: datetime, version: ReportVersion, text: str, passage: str = "", proposed: str = ""
) -> FactCheckComment:
    """Comment on a fact in place, with the words it is about and, as a proposal, what they should be.

    It changes nothing in the report; the team decides. Raises `InvalidInput` for a proposal without the words it is
    about.
    """
    with transaction.atomic():
        COMMENT.require(actor, version.report)
        if actor.person_id is None:
            raise InvalidInput("A comment is made by a person.", rule="reports.comment-author")
        about = _proposal(passage, proposed)
        comment = FactCheckComment.objects.create(
            created_at=now,
            version=version,
            author_id=actor.person_id,
            passage=about[0],
            proposed=about[1],
            text=kept(text, field="text", called="comment", rule="reports.comment", longest=4_000, required=True),
        )
        audit.record(actor=actor, now=now, verb="reports.comment", on=comment, fields=["passage", "text", "proposed"])
    return comment


def reply_to_comment(
    *, actor: Actor, now: datetime, comment: FactCheckComment, accepted: bool, reply: str = ""
) -> FactCheckComment:
    """Say whether a comment is taken up, and why not where it is not. The text of the report stays as it is."""
    with transaction.atomic():
        locked = (
            FactCheckComment.objects.select_for_update(of=("self",))
            .select_related("version__report", "author")
            .get(pk=comment.pk)
        )
        REPLY.require(actor, locked.version.report)
        words = kept(reply, field="reply", called="answer", rule="reports.reply", longest=4_000)
        if not accepted and not words:
            raise InvalidInput(
                "Say why it is not taken up.",
                rule="reports.reply-reason",
                remedy="One sentence will do; the officer reads it.",
                field="reply",
            )
        locked.accepted, locked.reply, locked.replied_at = accepted, words, now
        locked.replied_by = Person.objects.filter(pk=actor.person_id).first() if actor.person_id else None
        locked.save(update_fields=["accepted", "reply", "replied_at", "replied_by"])
        audit.record(actor=actor, now=now, verb="reports.reply", on=locked, fields=["accepted", "reply"])
        events.publish(
            Told(
                at=now,
                person_public_id=locked.author.public_id,
                scope=locked.scope,
                telling="reports.comment-answered",
                record_public_id=locked.public_id,
            )
        )
    return locked


def put_in_words(
    *, actor: Actor, now: datetime, comment: FactCheckComment, section: ReportSection, version: int
) -> ReportSection:
    """Put the words that an officer proposed, and the team took up, into a section: the team's own act.

    `version` is the section's that was on screen. Side effects in order: what `write_section` does, the mark on the
    comment, audit. Raises `NotPossibleNow` unless the passage stands exactly once in the section.
    """
    with transaction.atomic():
        report = locked_report(section.report)
        WRITE.require(actor, report)
        locked = FactCheckComment.objects.select_for_update(of=("self",)).select_related("version").get(pk=comment.pk)
        if locked.version.report_id != report.pk or not (locked.accepted and locked.proposed):
            raise NotPossibleNow(
                "These words were not proposed, or are not taken up yet.",
                rule="reports.put-in-taken-up",
                remedy="Answer the comment first: take it up.",
            )
        if locked.put_in_at is not None:
            raise NotPossibleNow("These words are in the section already.", rule="reports.put-in-once")
        fresh = ReportSection.objects.get(pk=section.pk)
        text = put_in(locked.passage, locked.proposed, fresh.text)
        if text is None:
            raise NotPossibleNow(
                f"The passage does not stand exactly once in “{fresh.title}”.",
                rule="reports.put-in-found",
                remedy="Open the section and put the words in by hand.",
            )
        made = write_section(actor=actor, now=now, section=fresh, version=version, text=text)
        locked.put_in_at = now
        locked.save(update_fields=["put_in_at"])
        audit.record(actor=actor, now=now, verb="reports.put-in-words", on=locked, fields=[f"sections/{fresh.key}"])
    comment.refresh_from_db()
    return made


def _proposal(passage: str, proposed: str) -> tuple[str, str]:
    """The words a comment is about, and what they should be. Raises `InvalidInput` for the second without the first."""
    about = kept(passage, field="passage", called="passage", rule="reports.passage", longest=4_000)
    better = kept(proposed, field="proposed", called="proposal", rule="reports.proposed", longest=4_000)
    if better and not about:
        raise InvalidInput(
            "Say which words of the report these should replace.",
            rule="reports.proposed-passage",
            remedy="Copy them from the report.",
            field="passage",
        )
    if better and better == about:
        raise InvalidInput(
            "The words you propose are those that stand there.",
            rule="reports.proposed-differs",
            remedy="Change them, or leave the box empty.",
            field="proposed",
        )
    return about, better


def _ask(version: ReportVersion, person: Person, day: date, actor: Actor, now: datetime) -> FactCheck:
    return FactCheck.objects.create(
        created_at=now,
        scope=version.report.scope,
        version=version,
        person=person,
        asked_by=actor.public_id,
        answer_by=day,
    )


def _tell_asker(fact_check: FactCheck, actor: Actor, now: datetime) -> None:
    asker = Person.objects.filter(public_id=fact_check.asked_by).first() if fact_check.asked_by else None
    if asker is not None and asker.pk != actor.person_id:
        events.publish(
            Told(
                at=now,
                person_public_id=asker.public_id,
                scope=fact_check.scope,
                telling="reports.fact-check-answered",
                record_public_id=fact_check.public_id,
                at_once=True,
            )
        )
