"""Taking in and answering what readers tell us: "If you know, tell us"."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from bridgework.apps.library import rules
from bridgework.apps.library.events import NoteAnswered, NoteReceived
from bridgework.apps.library.models import ReaderNote
from bridgework.apps.library.queries import notes_answered_before
from bridgework.apps.library.states import READER_NOTE
from bridgework.apps.people.models import Person
from bridgework.apps.questions.models import Challenge
from bridgework.core.threads import Station
from bridgework.kernel import audit
from bridgework.kernel.errors import InvalidInput
from bridgework.kernel.events import publish
from bridgework.kernel.permissions import Actor
from bridgework.kernel.transitions import begin, move

LONGEST_NOTE = 4_000
LONGEST_EVIDENCE = 500


def receive_note(
    *,
    actor: Actor,
    now: datetime,
    challenge: Challenge,
    text: str,
    station: str = "",
    evidence: str = "",
    contact: str = "",
) -> ReaderNote:
    """Keep what a reader knows about a station of a public thread.

    Side effects, in order: a note in state `received`, its history, audit, `NoteReceived`. Nothing of it is public
    before staff accept it. Raises `InvalidInput`, and `NotFound` where the thread is not public.
    """
    words = text.strip()
    if not words:
        raise InvalidInput(
            "Write what you know.", rule="library.tell-us.words", remedy="One sentence is enough.", field="text"
        )
    if len(words) > LONGEST_NOTE:
        raise InvalidInput(
            f"This is longer than {LONGEST_NOTE:,} characters.",
            rule="library.tell-us.length",
            remedy="Keep the most telling part; say where the rest can be read.",
            field="text",
        )
    with transaction.atomic():
        rules.TELL_US.require(actor, challenge)
        note = ReaderNote.objects.create(
            created_at=now,
            scope=challenge.scope,
            challenge=challenge,
            station=station if station in set(Station) else "",
            text=words,
            evidence=evidence.strip()[:LONGEST_EVIDENCE],
            contact=contact.strip()[:254],
            state=READER_NOTE.initial,
            state_since=now,
        )
        begin(note, READER_NOTE, actor=actor, now=now)
        audit.record(actor=actor, now=now, verb="received", on=note)
        publish(NoteReceived(at=now, note_public_id=note.public_id, challenge_public_id=challenge.public_id))
    return note


def accept_note(*, actor: Actor, now: datetime, note: ReaderNote, reply: str = "", text: str = "") -> ReaderNote:
    """Accept a note: it stands beside the public record from now on.

    `text` replaces the reader's words on the page, for example to leave out a name; empty keeps them. `reply` is what
    the reader is told.
    """
    with transaction.atomic():
        kept = _locked(note)
        rules.ANSWER_NOTE.require(actor, kept)
        move(kept, READER_NOTE, "accept", actor=actor, now=now)
        if text.strip():
            kept.text = text.strip()[:LONGEST_NOTE]
        _answer(kept, reply, actor, now, accepted=True)
    return kept


def set_note_aside(*, actor: Actor, now: datetime, note: ReaderNote, reason: str) -> ReaderNote:
    """Do not take a note up, and say why. It is kept, and never public."""
    with transaction.atomic():
        kept = _locked(note)
        rules.ANSWER_NOTE.require(actor, kept)
        move(kept, READER_NOTE, "set_aside", actor=actor, now=now, reason=reason)
        _answer(kept, reason, actor, now, accepted=False)
    return kept


def forget_readers(*, actor: Actor, now: datetime, scope: str, before: datetime) -> int:
    """Forget how to reach readers whose notes of a programme were answered before a moment; how many."""
    with transaction.atomic():
        notes = list(notes_answered_before(scope, before))
        for note in notes:
            audit.record(actor=actor, now=now, verb="forgot how to reach them", on=note, fields=["contact"])
        ReaderNote.objects.filter(pk__in=[one.pk for one in notes]).update(contact="")
    return len(notes)


def _answer(note: ReaderNote, reply: str, actor: Actor, now: datetime, *, accepted: bool) -> None:
    note.reply = reply.strip()
    note.answered_by = Person.objects.filter(pk=actor.person_id).first() if actor.person_id else None
    note.save(update_fields=["text", "reply", "answered_by"])
    audit.record(actor=actor, now=now, verb="accepted" if accepted else "set aside", on=note, fields=["reply"])
    publish(
        NoteAnswered(
            at=now,
            note_public_id=note.public_id,
            challenge_public_id=note.challenge.public_id,
            accepted=accepted,
        )
    )


def _locked(note: ReaderNote) -> ReaderNote:
    return ReaderNote.objects.select_for_update(of=("self",)).select_related("challenge").get(pk=note.pk)
