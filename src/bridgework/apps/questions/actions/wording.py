"""Wordings: every one is kept, with who, when and why; the owner can be asked whether they agree."""

from __future__ import annotations

from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from bridgework.apps.participation.events import AnswerWanted
from bridgework.apps.people.models import Person
from bridgework.apps.questions.actions.typed import WORDING_LENGTH, kept_line, kept_text
from bridgework.apps.questions.events import QuestionReworded, WordingAnswered
from bridgework.apps.questions.models import Question, Wording, WordingConsent
from bridgework.apps.questions.queries.wordings import is_answered
from bridgework.apps.questions.rules import ANSWER_WORDING, CHANGE_QUESTION
from bridgework.kernel import audit, events, search
from bridgework.kernel.errors import InvalidInput, NotPossibleNow, StaleRecord, Versions
from bridgework.kernel.permissions import Actor, covers
from bridgework.kernel.roles import ROLES

OWNER_WORDING = "questions.owner_wording"


def reword_question(
    *,
    actor: Actor,
    now: datetime,
    question: Question,
    text: str,
    why: str,
    made_from: int | None,
    author: Person | None = None,
    author_role: str = "",
    is_quotation: bool = False,
    source: str = "",
) -> Wording:
    """Give a question a new wording and keep the earlier ones.

    `made_from` is the number of the wording that was on screen. Side effects in order: the wording, audit, search,
    `QuestionReworded`. Raises `StaleRecord` with both texts where another wording came between, `InvalidInput` where
    nothing changed or no reason is given, `NotPossibleNow` once a report answers it.
    """
    with transaction.atomic():
        locked = Question.objects.select_for_update().get(pk=question.pk)
        CHANGE_QUESTION.require(actor, locked)
        _not_answered_yet(locked)
        words = kept_text(text, field="text", called="new wording", longest=WORDING_LENGTH, required=True)
        reason = kept_text(why, field="why", called="reason for the change", longest=2_000, required=True)
        current = locked.wordings.filter(is_current=True).select_related("author").order_by("-number").first()
        if current is not None:
            _not_changed_since(locked, current, made_from, words)
        last = locked.wordings.order_by("-number").values_list("number", flat=True).first() or 0
        locked.wordings.filter(is_current=True).update(is_current=False)
        wording = Wording.objects.create(
            question=locked,
            number=last + 1,
            text=words,
            why=reason,
            author=author or _person_of(actor),
            author_role=kept_line(author_role, field="author_role", called="author's role") or _role_of(actor, locked),
            is_quotation=is_quotation,
            source=kept_line(source, field="source", called="source", longest=300),
            created_at=now,
        )
        locked.version += 1
        locked.save(update_fields=["version"])
        audit.record(actor=actor, now=now, verb="reworded", on=locked, fields=["wording"])
        _refresh(locked)
        events.publish(
            QuestionReworded(at=now, question_public_id=locked.public_id, wording_public_id=wording.public_id)
        )
    return wording


def _role_of(actor: Actor, question: Question) -> str:
    """In which role somebody changes a question: the one held nearest to it; empty where none is held."""
    held = [one for one in actor.holdings if one.role in ROLES and covers(one.scope, question.scope)]
    nearest = max(held, key=lambda one: len(one.scope), default=None)
    return f"the {ROLES[nearest.role].label}" if nearest is not None else ""


def ask_owner(
    *, actor: Actor, now: datetime, wording: Wording, answer_by: date, person: Person | None = None
) -> WordingConsent:
    """Ask the owner of a question whether they agree to a wording; they answer by personal link or in place.

    Side effects in order: the record that it was asked, audit, `AnswerWanted`. Raises `NotPossibleNow` where the
    question has no owner, `InvalidInput` for a day that is not ahead.
    """
    with transaction.atomic():
        question = Question.objects.select_for_update(of=("self",)).select_related("owner").get(pk=wording.question_id)
        CHANGE_QUESTION.require(actor, question)
        owner = person or question.owner
        if owner is None:
            raise NotPossibleNow(
                "Nobody is named as the owner of this question.",
                rule="questions.owner-known",
                remedy="Name its owner first.",
            )
        if answer_by <= timezone.localdate(now):
            raise InvalidInput(
                "The day to answer by is not in the future.",
                rule="questions.answer-by",
                remedy="Choose a later day.",
                field="answer_by",
            )
        earlier = WordingConsent.objects.filter(wording=wording, person=owner, answer="").first()
        if earlier is not None:
            return earlier
        consent = WordingConsent.objects.create(
            wording=wording,
            person=owner,
            scope=question.scope,
            asked_by=actor.public_id,
            answer_by=answer_by,
            created_at=now,
        )
        audit.record(actor=actor, now=now, verb="asked the owner about a wording", on=question, fields=["wording"])
        events.publish(
            AnswerWanted(
                at=now,
                purpose=OWNER_WORDING,
                record_public_id=consent.public_id,
                person_public_id=owner.public_id,
                scope=consent.scope,
                expires_at=end_of_day(answer_by),
                actor_public_id=actor.public_id,
            )
        )
    return consent


def answer_wording(
    *, actor: Actor, now: datetime, consent: WordingConsent, answer: str, words: str = ""
) -> WordingConsent:
    """Say that one agrees to a wording, suggests other words, or does not agree. It changes no wording by itself."""
    with transaction.atomic():
        locked = (
            WordingConsent.objects.select_for_update(of=("self",))
            .select_related("wording__question")
            .get(pk=consent.pk)
        )
        ANSWER_WORDING.require(actor, locked)
        if locked.settled_at is not None:
            raise NotPossibleNow(
                "Something already rests on your answer.",
                rule="questions.wording-answer-open",
                remedy="Write to those who asked.",
            )
        if answer not in dict(WordingConsent.ANSWERS):
            raise InvalidInput("Choose an answer.", rule="questions.wording-answer", field="answer")
        needs_words = answer != "agreed"
        locked.answer = answer
        locked.words = kept_text(
            words,
            field="words",
            called="other wording" if answer == "other_words" else "reason",
            longest=WORDING_LENGTH,
            required=needs_words,
        )
        locked.answered_at = now
        locked.save(update_fields=["answer", "words", "answered_at"])
        question = locked.wording.question
        audit.record(actor=actor, now=now, verb="answered about a wording", on=question, fields=["wording"])
        events.publish(
            WordingAnswered(
                at=now, consent_public_id=locked.public_id, question_public_id=question.public_id, answer=answer
            )
        )
    return locked


def settle_consent(
    *, actor: Actor, now: datetime, consent: WordingConsent, use_words: bool, reason: str = ""
) -> Wording | None:
    """Act on an answer that was not a plain yes: take the owner's words as the new wording, or leave it as it is."""
    with transaction.atomic():
        locked = (
            WordingConsent.objects.select_for_update(of=("self",))
            .select_related("wording__question", "person")
            .get(pk=consent.pk)
        )
        question = locked.wording.question
        CHANGE_QUESTION.require(actor, question)
        if not locked.answer or locked.settled_at is not None:
            raise NotPossibleNow(
                "There is no open answer to act on.", rule="questions.consent-open", remedy="Ask the owner again."
            )
        wording = None
        if use_words:
            wording = reword_question(
                actor=actor,
                now=now,
                question=question,
                text=locked.words,
                why=reason or "The owner's words.",
                made_from=None,
                author=locked.person,
            )
        locked.settled_at = now
        locked.save(update_fields=["settled_at"])
        audit.record(actor=actor, now=now, verb="settled the owner's answer", on=question, fields=["wording"])
    return wording


def end_of_day(day: date) -> datetime:
    """The last minute of a day where the installation is."""
    return timezone.make_aware(datetime.combine(day, time(23, 59)))


def _not_answered_yet(question: Question) -> None:
    """A published report, and what a committee decides on it, answer the wording that stood then."""
    if is_answered(question):
        raise NotPossibleNow(
            "A report answers this wording already, so it stays as it is.",
            rule="questions.wording-answered",
            remedy="Propose a new question in other words; it can be linked to this one.",
        )


def _not_changed_since(question: Question, current: Wording, made_from: int | None, words: str) -> None:
    if made_from is not None and made_from != current.number:
        base = question.wordings.filter(number=made_from).values_list("text", flat=True).first() or ""
        raise StaleRecord(
            "Somebody else reworded this question while you had it open.",
            versions=Versions(base={"text": base}, theirs={"text": current.text}, yours={"text": words}),
            changed_by=current.author.name if current.author else current.author_role,
        )
    if words == current.text:
        raise InvalidInput(
            "The words are the same as before.",
            rule="questions.wording-changed",
            remedy="Change them, or leave without saving.",
            field="text",
        )


def _refresh(question: Question) -> None:
    search.refresh(question)
    challenge = getattr(question, "challenge", None)
    if challenge is not None:
        search.refresh(challenge)


def _person_of(actor: Actor) -> Person | None:
    return Person.objects.filter(pk=actor.person_id).first() if actor.person_id else None
