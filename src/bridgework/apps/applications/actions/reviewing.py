"""Reviewing: declare first, then read, score and say why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from bridgework.apps.applications import rules
from bridgework.apps.applications.models import (
    Application,
    Call,
    CriterionScore,
    RedactedCopy,
    Review,
    ReviewBid,
    ReviewMessage,
)
from bridgework.apps.applications.queries import passages_of, phase_on, review_for
from bridgework.apps.applications.states import REVIEW
from bridgework.apps.conflicts.actions import declare_conflict
from bridgework.core.scoring import Weighed, weighted_score
from bridgework.kernel import audit, transitions
from bridgework.kernel.errors import InvalidInput, NotPossibleNow
from bridgework.kernel.permissions import Actor


@transaction.atomic
def declare(*, actor: Actor, now: datetime, review: Review, conflict: bool, reason: str = "") -> Review:
    """Say whether there is a conflict of interest, before anything confidential opens.

    A conflict hides the application from the reviewer from this moment on, until a person decides that it does not
    stand.
    """
    kept = _own(actor, review)
    if not conflict:
        transitions.move(kept, REVIEW, "declare_no_conflict", actor=actor, now=now, reason=reason)
        kept.declared_no_conflict_at = now
        kept.save(update_fields=["declared_no_conflict_at"])
        return kept
    transitions.move(kept, REVIEW, "declare_conflict", actor=actor, now=now)
    declare_conflict(
        actor=actor,
        now=now,
        person=kept.reviewer,
        record_public_id=kept.application.public_id,
        scope=kept.application.scope,
        reason=reason.strip() or "Declared by the reviewer before reading.",
    )
    return kept


@transaction.atomic
def pick_up(*, actor: Actor, now: datetime, application: Application) -> Review:
    """Where a phase lets reviewers see all: take a card of one's own, to declare on it first."""
    rules.REVIEW_HERE.require(actor, application)
    phase = phase_on(application.call, timezone.localdate(now))
    if phase is None or phase.sees != "all":
        raise NotPossibleNow(
            "Reviewers read what they are assigned.",
            rule="applications.assigned-only",
            remedy="Ask a coordinator to assign it to you.",
        )
    if application.applicant_id == actor.person_id:
        raise NotPossibleNow("Nobody reviews an application they are part of.", rule="applications.not-own")
    review, made = Review.objects.get_or_create(
        application=application,
        reviewer_id=actor.person_id,
        defaults={"created_at": now, "state": REVIEW.initial, "state_since": now},
    )
    if made:
        transitions.begin(review, REVIEW, actor=actor, now=now)
        audit.record(actor=actor, now=now, verb="applications.pick-up", on=review)
    return review


@transaction.atomic
def keep_review(
    *,
    actor: Actor,
    now: datetime,
    review: Review,
    scores: Mapping[int, int],
    comment: str = "",
    private_note: str = "",
) -> Review:
    """Keep a draft, whole or not. `scores` are by the criteria's keys. A review that was given stays given."""
    kept = _opened(actor, now, review)
    if kept.state == "given":
        transitions.move(kept, REVIEW, "change", actor=actor, now=now)
    _score(kept, scores)
    kept.comment, kept.private_note = comment.strip(), private_note.strip()
    kept.save(update_fields=["comment", "private_note"])
    audit.record(actor=actor, now=now, verb="applications.keep-review", on=kept, fields=["scores", "comment"])
    return kept


@transaction.atomic
def give_review(
    *,
    actor: Actor,
    now: datetime,
    review: Review,
    scores: Mapping[int, int],
    comment: str,
    private_note: str = "",
) -> Review:
    """Give a score for every criterion and say why. A review already given is changed, and its history shows it."""
    kept = _opened(actor, now, review)
    _score(kept, scores)
    criteria = [Weighed(one.pk, one.weight, one.most) for one in kept.application.call.criteria.all()]
    total = weighted_score(criteria, scores)
    if total is None:
        missing = next(one for one in kept.application.call.criteria.all() if one.weight and one.pk not in scores)
        raise InvalidInput(
            f"Score “{missing.label}”, or keep the review as a draft.",
            rule="applications.score",
            field=f"score_{missing.pk}",
        )
    if not comment.strip():
        raise InvalidInput("Say why in a sentence.", rule="applications.comment", field="comment")
    if kept.state == "given":
        transitions.move(kept, REVIEW, "change", actor=actor, now=now)
    transitions.move(kept, REVIEW, "give", actor=actor, now=now)
    kept.score, kept.comment, kept.private_note = total, comment.strip(), private_note.strip()
    kept.save(update_fields=["score", "comment", "private_note"])
    audit.record(actor=actor, now=now, verb="applications.review", on=kept, fields=["score", "comment"])
    return kept


@transaction.atomic
def write_message(*, actor: Actor, now: datetime, application: Application, text: str) -> ReviewMessage:
    """Say something about an application to its other reviewers and to those who run the programme.

    A reviewer writes after declaring no conflict. Private notes are another thing: nobody else reads those.
    """
    rules.WRITE_MESSAGE.require(actor, application)
    if not rules.RUN_CALL.may(actor, application).allowed:
        own = Review.objects.filter(application=application, reviewer=actor.person_id, state__in=("opened", "given"))
        if not own.exists():
            raise NotPossibleNow(
                "Messages open after you declared that you have no conflict.", rule="applications.declared-first"
            )
    if not text.strip() or actor.person_id is None:
        raise InvalidInput("Write the message.", rule="applications.message", field="text")
    message = ReviewMessage.objects.create(
        created_at=now,
        scope=application.scope,
        application=application,
        author_id=actor.person_id,
        text=text.strip(),
    )
    audit.record(actor=actor, now=now, verb="applications.write-message", on=message)
    return message


@transaction.atomic
def place_bids(*, actor: Actor, now: datetime, call: Call, wishes: Mapping[int, int]) -> int:
    """Say about which questions one would gladly read. `wishes` are by the questions' keys."""
    rules.REVIEW_HERE.require(actor, call)
    phase = phase_on(call, timezone.localdate(now))
    if phase is None or not phase.may_bid:
        raise NotPossibleNow("Nobody is asked what they would like to read just now.", rule="applications.bidding-open")
    offered = set(call.round.challenges.values_list("question_id", flat=True))
    for question, wish in wishes.items():
        if question in offered and wish in dict(ReviewBid.WISHES):
            ReviewBid.objects.update_or_create(
                call=call, reviewer_id=actor.person_id, question_id=question, defaults={"wish": wish}
            )
    audit.record(actor=actor, now=now, verb="applications.bid", on=call)
    return len(wishes)


@transaction.atomic
def keep_redacted_copy(
    *, actor: Actor, now: datetime, application: Application, texts: Mapping[str, str]
) -> RedactedCopy:
    """Keep the copy that reviewers read in a blind phase, looked over by a person."""
    rules.ASSIGN.require(actor, application)
    known = {one.key for one in passages_of(application)}
    copy, _ = RedactedCopy.objects.update_or_create(
        application=application,
        defaults={"texts": {key: text for key, text in texts.items() if key in known}, "made_by": actor.public_id},
        create_defaults={
            "created_at": now,
            "texts": {key: text for key, text in texts.items() if key in known},
            "made_by": actor.public_id,
        },
    )
    audit.record(actor=actor, now=now, verb="applications.redact", on=copy)
    return copy


def _own(actor: Actor, review: Review) -> Review:
    """The reviewer's own review, locked; `NotFound` where a conflict hides it."""
    rules.REVIEW.require(actor, review)
    found = review_for(actor, review.public_id)
    Review.objects.select_for_update().get(pk=found.pk)
    return found


def _opened(actor: Actor, now: datetime, review: Review) -> Review:
    """The same, where it may be scored today."""
    kept = _own(actor, review)
    if kept.application.released_at is not None:
        raise NotPossibleNow(
            "The applicant was told already.",
            rule="applications.review-before-release",
            remedy="Write to the coordinator if something was overlooked.",
        )
    phase = phase_on(kept.application.call, timezone.localdate(now))
    if phase is None or not phase.may_score:
        raise NotPossibleNow(
            "Reviews are not taken today.",
            rule="applications.phase-scores",
            remedy="Ask the coordinator when the next phase of the review begins.",
        )
    if kept.state == "assigned":
        raise NotPossibleNow("Say first whether you have a conflict of interest.", rule="applications.declared-first")
    return kept


def _score(review: Review, scores: Mapping[int, int]) -> None:
    criteria = {one.pk: one for one in review.application.call.criteria.all()}
    for key, score in scores.items():
        criterion = criteria.get(key)
        if criterion is None:
            raise InvalidInput("This criterion is not one of the call's.", rule="applications.score")
        if not 1 <= score <= criterion.most:
            raise InvalidInput(
                f"Choose a score from 1 to {criterion.most}.", rule="applications.score", field=f"score_{key}"
            )
        CriterionScore.objects.update_or_create(review=review, criterion=criterion, defaults={"score": score})
    review.scores.exclude(criterion__in=list(scores)).delete()
