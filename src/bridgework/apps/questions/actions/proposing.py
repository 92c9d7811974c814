"""Questions: proposed, changed, and shown in public or not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from bridgework.apps.people.models import Person
from bridgework.apps.programmes import switches
from bridgework.apps.programmes.models import Programme, Round
from bridgework.apps.programmes.queries import require_open
from bridgework.apps.questions.actions.typed import (
    TEXT_LENGTH,
    TITLE_LENGTH,
    WORDING_LENGTH,
    kept_line,
    kept_partial_date,
    kept_text,
)
from bridgework.apps.questions.events import ChallengeShown, QuestionProposed, QuestionThemed
from bridgework.apps.questions.models import ProblemStatement, Question, Wording
from bridgework.apps.questions.rules import CHANGE_QUESTION, PROPOSE, SHOW_PUBLICLY, TAKE_UP
from bridgework.apps.questions.states import QUESTION
from bridgework.kernel import audit, events, search, transitions, withdrawal
from bridgework.kernel.errors import NotPossibleNow, StaleRecord, Versions
from bridgework.kernel.models import AuditEntry
from bridgework.kernel.permissions import Actor

CHANGEABLE = (
    "title",
    "why_it_matters",
    "decision_informed",
    "decision_by",
    "theme",
    "place",
    "owner_id",
    "owner_role",
)


def propose_question(
    *,
    actor: Actor,
    now: datetime,
    programme: Programme,
    wording: str,
    title: str = "",
    round: Round | None = None,
    why_it_matters: str = "",
    decision_informed: str = "",
    decision_by: date | None = None,
    theme: str = "",
    place: str = "",
    owner: Person | None = None,
    owner_role: str = "",
) -> Question:
    """Propose a question to a round, or to the programme where no round is open.

    Only the question itself is needed; the short name is taken from its first words where none is given. Side effects
    in order: the question, its first wording, its history, audit, search, `QuestionProposed`. Raises `NotPermitted`,
    `InvalidInput`, `NotPossibleNow` where the round is closed.
    """
    with transaction.atomic():
        PROPOSE.require(actor, round or programme)
        # Those who run the round may enter what reached them late; everybody else proposes while that is open.
        if round is not None and not TAKE_UP.may(actor, round).allowed:
            require_open(round, switches.PROPOSE, timezone.localdate(now), actor=actor)
        proposer = Person.objects.filter(pk=actor.person_id).first() if actor.person_id else None
        return open_question(
            actor=actor,
            now=now,
            programme=programme,
            round=round,
            title=title,
            wording=wording,
            why="As it was proposed.",
            why_it_matters=why_it_matters,
            decision_informed=decision_informed,
            decision_by=decision_by,
            theme=theme,
            place=place,
            proposer=proposer,
            owner=owner,
            owner_role=owner_role,
        )


def open_question(
    *,
    actor: Actor,
    now: datetime,
    programme: Programme,
    round: Round | None,
    title: str,
    wording: str,
    why: str,
    author_role: str = "",
    problem_statement: ProblemStatement | None = None,
    why_it_matters: str = "",
    decision_informed: str = "",
    decision_by: date | None = None,
    theme: str = "",
    place: str = "",
    proposer: Person | None = None,
    owner: Person | None = None,
    owner_role: str = "",
    brought_by: str = "",
    brought_on: str = "",
    is_quotation: bool = False,
    source: str = "",
) -> Question:
    """Make a question with its first wording, in the caller's transaction and by the caller's permission."""
    _still_open(round)
    text = kept_text(wording, field="wording", called="question", longest=TEXT_LENGTH, required=True)
    if problem_statement is None:
        text = kept_text(text, field="wording", called="question", longest=WORDING_LENGTH)
    question = Question.objects.create(
        programme=programme,
        round=round,
        scope=round.scope if round else programme.scope,
        problem_statement=problem_statement,
        title=kept_line(title, field="title", called="short name", longest=TITLE_LENGTH) or short_name(text),
        why_it_matters=kept_text(why_it_matters, field="why_it_matters", called="text on why it matters"),
        decision_informed=kept_text(decision_informed, field="decision_informed", called="decision"),
        decision_by=decision_by,
        theme=kept_line(theme, field="theme", called="theme", longest=80),
        place=kept_line(place, field="place", called="place", longest=120),
        proposer=proposer,
        owner=owner,
        owner_role=kept_line(owner_role, field="owner_role", called="owner's role"),
        brought_by=kept_line(brought_by, field="brought_by", called="role of who brought it", longest=200),
        brought_on=kept_partial_date(brought_on, field="brought_on"),
        state=QUESTION.initial,
        state_since=now,
        created_at=now,
    )
    Wording.objects.create(
        question=question,
        number=1,
        text=text,
        why=why,
        author=proposer,
        author_role=kept_line(author_role, field="author_role", called="author's role"),
        is_quotation=is_quotation,
        source=kept_line(source, field="source", called="source", longest=300),
        created_at=now,
    )
    transitions.begin(question, QUESTION, actor=actor, now=now)
    audit.record(actor=actor, now=now, verb="proposed", on=question, fields=["wording", "title"])
    search.refresh(question)
    events.publish(QuestionProposed(at=now, question_public_id=question.public_id, scope=question.scope))
    return question


def change_question(
    *,
    actor: Actor,
    now: datetime,
    question: Question,
    version_seen: int | None,
    title: str,
    why_it_matters: str = "",
    decision_informed: str = "",
    decision_by: date | None = None,
    theme: str = "",
    place: str = "",
    owner: Person | None = None,
    owner_role: str = "",
) -> Question:
    """Change what is said about a question; its words are changed by `reword_question` alone.

    Side effects in order: the question, audit, search, `QuestionThemed` where the theme is another. Raises
    `StaleRecord` with both texts where somebody changed it since `version_seen`.
    """
    with transaction.atomic():
        locked = Question.objects.select_for_update().get(pk=question.pk)
        CHANGE_QUESTION.require(actor, locked)
        wanted = {
            "title": kept_line(title, field="title", called="short name", longest=TITLE_LENGTH, required=True),
            "why_it_matters": kept_text(why_it_matters, field="why_it_matters", called="text on why it matters"),
            "decision_informed": kept_text(decision_informed, field="decision_informed", called="decision"),
            "decision_by": decision_by,
            "theme": kept_line(theme, field="theme", called="theme", longest=80),
            "place": kept_line(place, field="place", called="place", longest=120),
            "owner_id": owner.pk if owner else None,
            "owner_role": kept_line(owner_role, field="owner_role", called="owner's role"),
        }
        changed = [field for field in CHANGEABLE if getattr(locked, field) != wanted[field]]
        if not changed:
            return locked
        if version_seen is not None and version_seen != locked.version:
            raise _changed_meanwhile(locked, wanted)
        for field in changed:
            setattr(locked, field, wanted[field])
        locked.version += 1
        locked.save(update_fields=[*changed, "version"])
        audit.record(
            actor=actor, now=now, verb="changed", on=locked, fields=[one.removesuffix("_id") for one in changed]
        )
        search.refresh(locked)
        if "theme" in changed:
            events.publish(QuestionThemed(at=now, question_public_id=locked.public_id))
    return locked


def show_question(*, actor: Actor, now: datetime, question: Question, is_public: bool) -> Question:
    """Show a question and its challenge in public, or stop showing them."""
    with transaction.atomic():
        locked = Question.objects.select_for_update().get(pk=question.pk)
        SHOW_PUBLICLY.require(actor, locked)
        if locked.is_public != is_public:
            locked.is_public = is_public
            locked.save(update_fields=["is_public"])
            verb = "showed in public" if is_public else "stopped showing in public"
            audit.record(actor=actor, now=now, verb=verb, on=locked, fields=["is_public"])
            search.refresh(locked)
            challenge = getattr(locked, "challenge", None)
            if challenge is not None:
                challenge.is_public = is_public
                challenge.save(update_fields=["is_public"])
                if not is_public:
                    # At once: what waits for the worker would be read until it comes.
                    withdrawal.withdraw(challenge.record_kind(), challenge.public_id)
                search.refresh(challenge)
                events.publish(ChallengeShown(now, challenge.public_id, is_public))
    return locked


def short_name(text: str) -> str:
    """The first words of a question, as its short name."""
    line = " ".join(text.split())
    if len(line) <= 90:
        return line.rstrip("?.") if len(line) > 1 else line
    return f"{line[:88].rsplit(' ', 1)[0]} …"


def _still_open(round: Round | None) -> None:
    if round is not None and round.state == "closed":
        raise NotPossibleNow(
            f"The round {round.label} is closed.",
            rule="questions.round-open",
            remedy="Propose it without a round: it waits for the next one.",
        )


def _changed_last(question: Question) -> str:
    """Who changed the question last, to be named to whoever was about to; empty where that is not known."""
    entries = AuditEntry.objects.filter(record_public_id=question.public_id, verb="changed").order_by("id")
    last = entries.values_list("actor_public_id", flat=True).last()
    return Person.objects.filter(public_id=last).values_list("name", flat=True).first() or "" if last else ""


def _changed_meanwhile(question: Question, wanted: Mapping[str, object]) -> StaleRecord:
    texts = [field for field in CHANGEABLE if field != "owner_id"]
    return StaleRecord(
        "Somebody else changed this question while you had it open.",
        versions=Versions(
            base={},
            theirs={field: str(getattr(question, field) or "") for field in texts},
            yours={field: str(wanted[field] or "") for field in texts},
        ),
        changed_by=_changed_last(question),
    )
