"""Transcripts: raw, without names, approved by the person; what was replaced on the way."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from bridgework.apps.workspace.actions.consenting import consented, is_the_person, require_person_or_team, still_open
from bridgework.apps.workspace.actions.typed import LONG_TEXT, kept
from bridgework.apps.workspace.models import Interview, Replacement, TranscriptVersion
from bridgework.apps.workspace.queries.interviews import REPLACED, TRANSCRIPT, transcript_to_approve
from bridgework.apps.workspace.rules import KEEP_INTERVIEWS, OPEN_KEY
from bridgework.apps.workspace.states import INTERVIEW
from bridgework.kernel import audit, transitions
from bridgework.kernel.errors import InvalidInput, NotPossibleNow
from bridgework.kernel.permissions import Actor
from bridgework.kernel.sealing import seal, unseal

_RULE: Final = "workspace.transcript"


def keep_transcript(*, actor: Actor, now: datetime, interview: Interview, kind: str, text: str) -> TranscriptVersion:
    """Keep a transcript: the raw one is sealed, and needs the consent to be recorded."""
    with transaction.atomic():
        locked = Interview.objects.select_for_update().get(pk=interview.pk)
        KEEP_INTERVIEWS.require(actor, locked)
        consented(locked, "take_part", "to take part")
        if kind not in ("raw", "pseudonymised"):
            raise InvalidInput("Choose what kind of transcript it is.", rule=_RULE, field="kind")
        if kind == "raw":
            consented(locked, "record", "to be recorded")
        if locked.state == "planned":
            raise NotPossibleNow(
                "An interview is held before it is written down.",
                rule=_RULE,
                remedy="Record first that it was held.",
            )
        words = kept(text, field="text", called="transcript", rule=_RULE, longest=LONG_TEXT * 4, required=True)
        version = _write(locked, kind, words, actor, now)
        _written_again(locked, actor, now)
    interview.refresh_from_db()
    return version


def replace_words(
    *, actor: Actor, now: datetime, interview: Interview, original: str, replaced_by: str, reason: str = ""
) -> TranscriptVersion:
    """Replace words by which somebody could be known, everywhere in the latest transcript, as a new version.

    What stood there is sealed in the log of replacements. Only whoever may know the person works on a raw transcript.
    """
    with transaction.atomic():
        locked = Interview.objects.select_for_update().get(pk=interview.pk)
        KEEP_INTERVIEWS.require(actor, locked)
        still_open(locked)
        last = locked.transcripts.order_by("-number").first()
        if last is not None and last.kind == "raw":
            OPEN_KEY.require(actor, locked)
        text = unseal(last.text, purpose=TRANSCRIPT) if last else ""
        if not original.strip() or original not in text:
            raise InvalidInput(
                "These words do not stand in the transcript.",
                rule=_RULE,
                remedy="Copy them from it, letter by letter.",
                field="original",
            )
        instead = kept(replaced_by, field="replaced_by", called="words instead", rule=_RULE, longest=200, required=True)
        Replacement.objects.create(
            created_at=now,
            interview=locked,
            original_sealed=seal(original, purpose=REPLACED),
            replaced_by=instead,
            reason=kept(reason, field="reason", called="reason", rule=_RULE, longest=200, line=True),
            by_id=actor.person_id,
        )
        version = _write(locked, "pseudonymised", text.replace(original, instead), actor, now)
        _written_again(locked, actor, now)
    interview.refresh_from_db()
    return version


def approve_transcript(
    *, actor: Actor, now: datetime, interview: Interview, number: int, way: str, on: date | None = None
) -> TranscriptVersion:
    """Note that the person approves the transcript without names, as it stood in version `number`.

    By their link it counts from now. The team notes what was said in place, by phone or on paper, with its day `on`.
    Raises `InvalidInput` where a later version is there, so that nobody approves what they have not read.
    """
    with transaction.atomic():
        locked = Interview.objects.select_for_update().get(pk=interview.pk)
        require_person_or_team(actor, locked)
        consented(locked, "take_part", "to take part")
        shown = transcript_to_approve(locked)
        if shown is None:
            raise NotPossibleNow(
                "No transcript waits to be approved.", rule=_RULE, remedy="Keep one without names first."
            )
        if shown.number != number:
            raise InvalidInput(
                "The transcript changed in the meantime.", rule=_RULE, remedy="Read it again, then approve it."
            )
        today = timezone.localdate(now)
        day = today if is_the_person(actor, locked) else on
        if day is None or day > today:
            raise InvalidInput("Enter the day on which they approved it.", rule=_RULE, field="on")
        version = _write(locked, "approved", shown.text, actor, now)
        version.approved_on, version.approved_way = day, way[:10]
        version.save(update_fields=["approved_on", "approved_way"])
        transitions.move(locked, INTERVIEW, "approve", actor=actor, now=now)
    interview.refresh_from_db()
    return version


def _written_again(interview: Interview, actor: Actor, now: datetime) -> None:
    """A new version moves on what was only held, and takes back that it was approved: that was another text."""
    move = {"held": "transcribe", "approved": "rewrite"}.get(interview.state)
    if move:
        transitions.move(interview, INTERVIEW, move, actor=actor, now=now)


def _write(interview: Interview, kind: str, words: str, actor: Actor, now: datetime) -> TranscriptVersion:
    number = (interview.transcripts.aggregate(last=Max("number"))["last"] or 0) + 1
    version = TranscriptVersion.objects.create(
        created_at=now,
        interview=interview,
        number=number,
        kind=kind,
        text=seal(words, purpose=TRANSCRIPT) if kind == "raw" else words,
        author_id=None if is_the_person(actor, interview) else actor.person_id,
    )
    audit.record(actor=actor, now=now, verb="workspace.keep-transcript", on=interview, fields=["transcripts"])
    return version
