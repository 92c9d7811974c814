"""What a call asks and how it is judged: its own questions, its criteria, the phases of its review."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from bridgework.apps.applications import rules
from bridgework.apps.applications.actions.calls import not_fixed
from bridgework.apps.applications.models import Call, Criterion, FormQuestion, ReviewPhase
from bridgework.apps.applications.queries import asked_of
from bridgework.core.asking import form_problems
from bridgework.kernel import audit
from bridgework.kernel.errors import InvalidInput, NotPossibleNow
from bridgework.kernel.permissions import Actor

MOST_QUESTIONS = 30
MOST_SCORE = 10


@dataclass(frozen=True)
class QuestionText:
    """A question of a call's own."""

    kind: str
    label: str
    help: str = ""
    options: Sequence[str] = ()
    words_most: int | None = None
    is_required: bool = False
    for_reviewers: bool = True
    shown_when: FormQuestion | None = None
    shown_when_value: str = ""


@transaction.atomic
def ask_question(
    *, actor: Actor, now: datetime, call: Call, text: QuestionText, question: FormQuestion | None = None
) -> FormQuestion:
    """Add a question to a call's form, or change one, while nobody has applied."""
    kept = Call.objects.select_for_update().get(pk=call.pk)
    rules.RUN_CALL.require(actor, kept)
    not_fixed(kept)
    if text.kind not in dict(FormQuestion.KINDS):
        raise InvalidInput("Choose how it is answered.", rule="applications.question-kind", field="kind")
    if not text.label.strip():
        raise InvalidInput("Write the question.", rule="applications.question-label", field="label")
    if question is None and kept.form_questions.count() >= MOST_QUESTIONS:
        raise NotPossibleNow(
            f"A form has at most {MOST_QUESTIONS} questions of its own.",
            rule="applications.short-form",
            remedy="Take out the one you need least.",
        )
    last = kept.form_questions.aggregate(last=Max("order"))["last"] or 0
    made = question or FormQuestion(created_at=now, call=kept, order=last + 1)
    made.kind, made.label, made.help = text.kind, text.label.strip()[:300], text.help.strip()[:500]
    made.options = list(dict.fromkeys(one.strip() for one in text.options if one.strip()))
    made.words_most = text.words_most if text.kind in ("text", "long") else None
    made.is_required, made.for_reviewers = text.is_required, text.for_reviewers
    made.shown_when, made.shown_when_value = text.shown_when, text.shown_when_value if text.shown_when else ""
    made.save()
    problems = form_problems(asked_of(kept.form_questions.order_by("order", "id")))
    if problems:
        raise InvalidInput(problems[0], rule="applications.questions-fit", field="shown_when")
    audit.record(actor=actor, now=now, verb="applications.ask", on=kept, fields=["form_questions"])
    return made


@transaction.atomic
def take_out_question(*, actor: Actor, now: datetime, question: FormQuestion) -> None:
    """Take a question out of a form while nobody has applied and no other question depends on it."""
    call = Call.objects.select_for_update().get(pk=question.call_id)
    rules.RUN_CALL.require(actor, call)
    not_fixed(call)
    if question.followers.exists():
        raise NotPossibleNow(
            "Another question is asked only after this one.",
            rule="applications.questions-fit",
            remedy="Take that one out first, or let it be asked always.",
        )
    question.answers.all().delete()
    question.delete()
    audit.record(actor=actor, now=now, verb="applications.take-out-question", on=call, fields=["form_questions"])


@transaction.atomic
def set_criterion(
    *,
    actor: Actor,
    now: datetime,
    call: Call,
    label: str,
    weight: int = 1,
    most: int = 5,
    help: str = "",
    descriptors: Mapping[str, str] | None = None,
    criterion: Criterion | None = None,
) -> Criterion:
    """Add a criterion, or change one, before anybody has scored. The highest score is `most`, the lowest 1."""
    kept = Call.objects.select_for_update().get(pk=call.pk)
    rules.RUN_CALL.require(actor, kept)
    _not_scored(kept)
    if not label.strip():
        raise InvalidInput("Name the criterion.", rule="applications.criterion-label", field="label")
    if not 2 <= most <= MOST_SCORE:
        raise InvalidInput(
            f"The highest score is between 2 and {MOST_SCORE}.", rule="applications.criterion-most", field="most"
        )
    last = kept.criteria.aggregate(last=Max("order"))["last"] or 0
    made = criterion or Criterion(created_at=now, call=kept, order=last + 1)
    made.label, made.help, made.weight, made.most = label.strip()[:160], help.strip()[:500], weight, most
    words = {str(key): value.strip() for key, value in (descriptors or {}).items()}
    made.descriptors = {key: words[key] for key in map(str, range(1, most + 1)) if words.get(key)}
    made.save()
    audit.record(actor=actor, now=now, verb="applications.set-criterion", on=kept, fields=["criteria"])
    return made


@transaction.atomic
def take_out_criterion(*, actor: Actor, now: datetime, criterion: Criterion) -> None:
    """Take a criterion out before anybody has scored. One stays."""
    call = Call.objects.select_for_update().get(pk=criterion.call_id)
    rules.RUN_CALL.require(actor, call)
    _not_scored(call)
    if call.criteria.count() == 1:
        raise NotPossibleNow(
            "A review needs at least one criterion.",
            rule="applications.one-criterion",
            remedy="Change this one, or add another first.",
        )
    criterion.delete()
    audit.record(actor=actor, now=now, verb="applications.take-out-criterion", on=call, fields=["criteria"])


@dataclass(frozen=True)
class PhaseText:
    """A phase of the review: its days, and what reviewers may see and do in it."""

    label: str
    starts_on: date
    ends_on: date
    sees: str = "assigned"
    names_hidden: bool = False
    redacted: bool = False
    others: str = "never"
    may_score: bool = True
    may_bid: bool = False


@transaction.atomic
def set_review_phase(
    *, actor: Actor, now: datetime, call: Call, text: PhaseText, phase: ReviewPhase | None = None
) -> ReviewPhase:
    """Add a phase of the review, or change one. Phases follow one another; no day lies in two."""
    kept = Call.objects.select_for_update().get(pk=call.pk)
    rules.RUN_CALL.require(actor, kept)
    if not text.label.strip():
        raise InvalidInput("Name the phase.", rule="applications.phase-label", field="label")
    if text.ends_on < text.starts_on:
        raise InvalidInput("The phase ends before it begins.", rule="applications.phase-dates", field="ends_on")
    if text.sees not in dict(ReviewPhase.SEES) or text.others not in dict(ReviewPhase.OTHERS):
        raise InvalidInput("Choose from the answers given.", rule="applications.phase-switches", field="sees")
    others = kept.review_phases.exclude(pk=phase.pk if phase is not None else 0)
    overlapping = others.filter(starts_on__lte=text.ends_on, ends_on__gte=text.starts_on).first()
    if overlapping is not None:
        raise InvalidInput(
            f"These days overlap with “{overlapping.label}”.",
            rule="applications.phases-in-a-row",
            remedy="Let one phase end before the next begins.",
            field="starts_on",
        )
    made = phase or ReviewPhase(created_at=now, call=kept)
    for name in text.__dataclass_fields__:
        setattr(made, name, getattr(text, name))
    made.order = others.filter(starts_on__lt=text.starts_on).count() + 1
    made.save()
    audit.record(actor=actor, now=now, verb="applications.set-phase", on=kept, fields=["review_phases"])
    return made


@transaction.atomic
def take_out_review_phase(*, actor: Actor, now: datetime, phase: ReviewPhase) -> None:
    """Take a phase out. Without any, reviewers see what they were assigned, with names."""
    rules.RUN_CALL.require(actor, phase.call)
    audit.record(actor=actor, now=now, verb="applications.take-out-phase", on=phase.call, fields=["review_phases"])
    phase.delete()


def _not_scored(call: Call) -> None:
    if call.criteria.filter(scores__isnull=False).exists():
        raise NotPossibleNow(
            "Somebody has scored already, so the criteria stay.",
            rule="applications.criteria-fixed",
            remedy="Use other criteria in the next call.",
        )
