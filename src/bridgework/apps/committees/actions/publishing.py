"""Publishing a paper: only without holes, or with holes that somebody who may let them pass let pass."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from bridgework.apps.committees import rules
from bridgework.apps.committees.actions.asking import locked_paper
from bridgework.apps.committees.actions.documents import PUBLISHED, build_documents
from bridgework.apps.committees.actions.versions import keep_version
from bridgework.apps.committees.events import PaperPublished
from bridgework.apps.committees.models import Paper, PaperVersion, PublicationOverride
from bridgework.apps.committees.queries.readiness import readiness_of
from bridgework.apps.committees.states import PAPER
from bridgework.apps.questions.actions.challenges import put_to_committee
from bridgework.apps.questions.states import CHALLENGE
from bridgework.core.papers.readiness import FAILED, Failure, document_failed
from bridgework.kernel import audit, transitions
from bridgework.kernel.errors import InvalidInput, NotPossibleNow
from bridgework.kernel.events import publish
from bridgework.kernel.permissions import Actor


class NotReady(NotPossibleNow):
    """A paper that has holes. `failures` are all of them, each with its place."""

    def __init__(self, failures: Sequence[Failure]) -> None:
        self.failures = tuple(failures)
        count = len(self.failures)
        if [one.code for one in self.failures] == ["late"]:
            # Nothing has to be mended: the reason is asked for on the very form that was sent.
            super().__init__(
                self.failures[0].sentence, rule="committees.ready-to-publish", remedy="", field="late_reason"
            )
            return
        super().__init__(
            f"This paper is not ready to publish. {self.failures[0].sentence}"
            + (f" And {count - 1} more." if count > 1 else ""),
            rule="committees.ready-to-publish",
            remedy="Mend what is listed under “Ready to publish?”, or ask the monitoring officer to let it pass.",
            field="late_reason" if self.failures[0].code == "late" else "",
        )


@transaction.atomic
def publish_paper(*, actor: Actor, now: datetime, paper: Paper, late_reason: str = "") -> Paper:
    """Publish with the agenda; the challenge is then before the committee.

    Everything is looked at again with the paper locked, so nothing can change between the look and the act. Side
    effects in order: the move, the day and the reason of lateness, a version of the whole paper with the hashes of its
    background papers and its documents, the challenge where it can move, audit, `PaperPublished`. Raises `NotReady`
    with every failure, also where a document could not be made.
    """
    kept = locked_paper(paper)
    rules.PUBLISH.require(actor, kept)
    _hold_text(kept)
    if kept.state in rules.BEFORE_PUBLICATION:
        state = readiness_of(kept, now, late_reason=late_reason or kept.late_reason)
        # Documents made before are of an earlier text; those of this one are made below, and must succeed.
        holes = [one for one in state.blocking if one.code != FAILED]
        if holes:
            raise NotReady(holes)
        kept.late_reason = (late_reason or kept.late_reason).strip() if state.is_late else ""
    transitions.move(kept, PAPER, "publish", actor=actor, now=now)
    kept.published_at = now
    kept.save(update_fields=["published_at", "late_reason"])
    version = keep_version(actor=actor, now=now, paper=kept, what=PUBLISHED)
    if kept.template_version is not None:
        _make_documents(actor, now, version)
    if CHALLENGE.allows(kept.challenge.state, "put_to_committee"):
        put_to_committee(actor=actor, now=now, challenge=kept.challenge)
    audit.record(actor=actor, now=now, verb="committees.publish", on=kept, fields=["published_at"])
    publish(PaperPublished(now, kept.public_id, kept.challenge.public_id, kept.scope))
    return kept


@transaction.atomic
def let_pass(*, actor: Actor, now: datetime, paper: Paper, code: str, place: str, reason: str) -> PublicationOverride:
    """Let one failure pass, with a reason that stays in the record. It holds for the text as it stands, no longer.

    Raises `NotPossibleNow` where the paper has no such failure, or nobody can let it pass.
    """
    kept = locked_paper(paper)
    rules.OVERRIDE.require(actor, kept)
    state = readiness_of(kept, now)
    failure = next((one for one in state.blocking if (one.code, one.place) == (code, place)), None)
    if failure is None:
        raise NotPossibleNow("The paper does not have this hole any more.", rule="committees.override-exists")
    if not failure.can_be_overridden:
        raise NotPossibleNow(
            "Nobody can let this pass.",
            rule="committees.never-overridden",
            remedy="It has to be mended before the paper goes out.",
        )
    if not reason.strip():
        raise InvalidInput(
            "Say why it may pass.",
            rule="committees.override-reason",
            remedy="The reason stays in the record; it is not printed.",
            field="reason",
        )
    assert actor.person_id is not None, "the rule lets nobody through who is no person"
    made = PublicationOverride.objects.create(
        created_at=now,
        paper=kept,
        code=code,
        place=place,
        reason=reason.strip(),
        by_id=actor.person_id,
        at=now,
        text_sha256=state.text_sha256,
    )
    audit.record(actor=actor, now=now, verb="committees.let-pass", on=made, fields=["code", "place"])
    return made


@transaction.atomic
def say_what_is_missing(
    *, actor: Actor, now: datetime, paper: Paper, no_background_papers: bool, no_equality_analysis: str
) -> Paper:
    """Say that there is no background paper, and why no equality analysis is needed."""
    kept = locked_paper(paper)
    rules.ASK_CLEARANCE.require(actor, kept)
    kept.has_no_background_papers = no_background_papers
    kept.no_equality_analysis = no_equality_analysis.strip()
    kept.save(update_fields=["has_no_background_papers", "no_equality_analysis"])
    fields = ["has_no_background_papers", "no_equality_analysis"]
    audit.record(actor=actor, now=now, verb="committees.say-what-is-missing", on=kept, fields=fields)
    return kept


def _make_documents(actor: Actor, now: datetime, version: PaperVersion) -> None:
    """The documents of what goes out. One that cannot be made keeps the paper back."""
    failed = [one for one in build_documents(actor=actor, now=now, version=version) if one.error]
    if failed:
        raise NotReady(
            [Failure(FAILED, document_failed(one.kind, one.part, one.error), "documents", False) for one in failed]
        )


def _hold_text(paper: Paper) -> None:
    """Lock everything that is looked at before publishing, so that a second writer waits."""
    for rows in (paper.sections, paper.implications, paper.proposals, paper.attachments, paper.clearances):
        list(rows.select_for_update(of=("self",)).values_list("pk", flat=True))
