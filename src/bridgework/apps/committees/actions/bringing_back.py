"""A paper on its way to Word and back: what changed there is taken in place by place, as a person chose."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Max

from bridgework.apps.committees import rules
from bridgework.apps.committees.actions.papers import LETTERS
from bridgework.apps.committees.actions.versions import keep_version
from bridgework.apps.committees.actions.writing import keep_edit
from bridgework.apps.committees.building import word_template
from bridgework.apps.committees.models import BroughtBack, Paper, PaperComment, PaperVersion, Proposal
from bridgework.apps.committees.queries.templates import content_of
from bridgework.apps.people.models import Person
from bridgework.core.differences import merge
from bridgework.core.papers.as_json import from_json
from bridgework.core.papers.documents.from_docx import ChangedParagraph, Returned, changes
from bridgework.core.papers.documents.taking_in import taken_in
from bridgework.core.papers.documents.word_file import WordFileRefused
from bridgework.core.papers.record import ImplicationRow, PaperRecord, Section
from bridgework.kernel import audit, files
from bridgework.kernel.errors import InvalidInput, NotPossibleNow
from bridgework.kernel.files import ReceivedFile
from bridgework.kernel.permissions import Actor

SENT: Final = "sent to Word"


@dataclass(frozen=True)
class Clash:
    """A place that was changed both in Word and here. Here stays; what came from Word is kept as a remark."""

    place: str
    here: str
    from_word: str


@dataclass(frozen=True)
class TakenIn:
    """What became of the changes that were chosen."""

    places: tuple[str, ...]
    clashes: tuple[Clash, ...]


@transaction.atomic
def send_to_word(*, actor: Actor, now: datetime, paper: Paper) -> PaperVersion:
    """Keep the version that a Word document is made from, so that what comes back is laid beside exactly this."""
    locked = Paper.objects.select_for_update(of=("self",)).get(pk=paper.pk)
    rules.EDIT.require(actor, locked)
    _has_template(locked)
    return keep_version(actor=actor, now=now, paper=locked, what=SENT)


@transaction.atomic
def bring_back(*, actor: Actor, now: datetime, paper: Paper, received: ReceivedFile, sent: PaperVersion) -> BroughtBack:
    """Take a Word document that was edited beside the version it was made from; nothing is taken in yet.

    Raises `InvalidInput` where the file is no Word document that can be read safely.
    """
    locked = Paper.objects.select_for_update(of=("self",)).get(pk=paper.pk)
    rules.EDIT.require(actor, locked)
    _has_template(locked)
    stored = files.keep(received, scope=locked.scope, actor=actor, now=now)
    made = BroughtBack.objects.create(
        created_at=now,
        paper=locked,
        sent=locked.versions.get(pk=sent.pk),
        file=stored,
        by=Person.objects.filter(pk=actor.person_id).first() if actor.person_id else None,
    )
    changes_of(made)
    audit.record(actor=actor, now=now, verb="committees.bring-back", on=made)
    return made


@transaction.atomic
def take_in_changes(*, actor: Actor, now: datetime, brought: BroughtBack, accepted: Collection[str]) -> TakenIn:
    """Take the changes with these ids into the draft, and keep the version before and the one after.

    A place that was changed here meanwhile is joined with what came from Word; where both changed the same paragraph,
    the text here stays and the one from Word becomes a remark, so that nothing is lost. Raises `NotPossibleNow` where
    the document was dealt with already, `InvalidInput` where nothing was chosen.
    """
    locked = BroughtBack.objects.select_for_update(of=("self",)).select_related("sent", "file").get(pk=brought.pk)
    paper = Paper.objects.select_for_update(of=("self",)).select_related("template_version").get(pk=locked.paper_id)
    rules.EDIT.require(actor, paper)
    _is_open(locked)
    chosen = [one for one in changes_of(locked).changes if one.id in accepted and one.can_be_taken_in]
    if not chosen:
        raise InvalidInput(
            "Choose at least one change.",
            rule="committees.changes-chosen",
            remedy="If none should be taken in, set the document aside.",
        )
    keep_version(actor=actor, now=now, paper=paper, what="before Word came back")
    sent = from_json(locked.sent.content)
    taking = _Taking(actor, now, paper, sent, taken_in(sent, chosen))
    taking.all(chosen)
    locked.taken, locked.closed_at = [one.id for one in chosen], now
    locked.save(update_fields=["taken", "closed_at"])
    keep_version(actor=actor, now=now, paper=paper, what="brought back from Word")
    audit.record(actor=actor, now=now, verb="committees.take-in", on=paper, fields=taking.places)
    return TakenIn(tuple(taking.places), tuple(taking.clashes))


@transaction.atomic
def set_aside_document(*, actor: Actor, now: datetime, brought: BroughtBack) -> None:
    """Take nothing of a document in; it is kept."""
    locked = BroughtBack.objects.select_for_update(of=("self",)).select_related("paper").get(pk=brought.pk)
    rules.EDIT.require(actor, locked.paper)
    _is_open(locked)
    locked.closed_at = now
    locked.save(update_fields=["closed_at"])
    audit.record(actor=actor, now=now, verb="committees.set-aside-document", on=locked)


class _Taking:
    """Writes what changed from the record sent to the record with the chosen changes, place by place."""

    def __init__(self, actor: Actor, now: datetime, paper: Paper, sent: PaperRecord, taken: PaperRecord) -> None:
        self.actor, self.now, self.paper = actor, now, paper
        self.sent, self.taken = sent, taken
        self.places: list[str] = []
        self.clashes: list[Clash] = []

    def all(self, chosen: Collection[ChangedParagraph]) -> None:
        """Every place that differs."""
        self._top([one for one in chosen if one.part == "front"])
        for before, after in zip(self.sent.sections, self.taken.sections, strict=True):
            if words_of(before) != words_of(after):
                self._section(before, after)
        for group in ("priorities", "implications"):
            for row, fresh in zip(getattr(self.sent, group), getattr(self.taken, group), strict=True):
                if (row.text, row.status) != (fresh.text, fresh.status):
                    self._row(group, row, fresh)
        self._proposals([one for one in chosen if one.part == "proposals"])

    def _top(self, chosen: Collection[ChangedParagraph]) -> None:
        changed, words_of_front = False, set()
        if self.sent.title != self.taken.title and self.taken.title:
            title = self._joined("title", self.sent.title or "", self.paper.title, self.taken.title)
            changed, self.paper.title = changed or title != self.paper.title, title[:300]
        for key, before, after in _front_texts(self.sent, self.taken):
            here = self.paper.front.get(key, "")
            if before == after or not isinstance(here, str):
                continue
            words_of_front.add(key)
            words = self._joined(f"front/{key}", before, here, after)
            changed = changed or words != here
            self.paper.front = {**self.paper.front, key: words}
        if changed:
            self.paper.version += 1
            self.paper.save(update_fields=["title", "front", "version"])
        for one in chosen:
            if one.section_key not in words_of_front:
                # A yes or no, a list, a day: a person sets it on the page of the lines.
                self._clash(f"front/{one.section_key}", one.before, one.after)

    def _section(self, before: Section, after: Section) -> None:
        row = self.paper.sections.filter(key=before.key).first()
        place = f"sections/{before.key}"
        if row is None:
            self._clash(place, "", words_of(after))
            return
        words = self._joined(place, words_of(before), row.text, words_of(after))
        if words == row.text:
            return
        row.text = words
        row.version += 1
        row.save(update_fields=["text", "version"])
        keep_edit(self.paper, place, row.version, words, "", self.actor, self.now)

    def _row(self, group: str, before: ImplicationRow, after: ImplicationRow) -> None:
        row = self.paper.implications.filter(group=group, key=before.key).first()
        place = f"{group}/{before.key}"
        if row is None:
            self._clash(place, "", after.text or "")
            return
        words = self._joined(place, before.text or "", row.text, after.text or "")
        status = row.status
        if after.status != before.status and row.has_status:
            status = self._status(after.status or "")
        if (words, status) == (row.text, row.status):
            return
        row.text, row.status = words, status
        row.version += 1
        row.save(update_fields=["text", "status", "version"])
        keep_edit(self.paper, place, row.version, words, status, self.actor, self.now)

    def _status(self, said: str) -> str:
        assert self.paper.template_version is not None, "only a paper with a template goes to Word"
        plain = said.strip().casefold()
        known = content_of(self.paper.template_version).statuses
        return next((one.key for one in known if plain in (one.key, one.label.casefold())), "")

    def _proposals(self, chosen: Collection[ChangedParagraph]) -> None:
        """Proposals are found by their words as sent: their letters may have changed here."""
        for one in chosen:
            found = self.paper.proposals.filter(text=one.before).order_by("order").first() if one.before else None
            if one.kind == "added" and one.after:
                self._add_proposal(one.after)
            elif found is None or one.kind not in ("changed", "deleted"):
                self._clash(f"proposals/{one.number or ''}", one.before, one.after or "Taken out in Word.")
                continue
            elif one.kind == "changed":
                found.text = one.after
                found.version += 1
                found.save(update_fields=["text", "version"])
            else:
                # Taking a proposal out loses its links; a person does that, with the remark before them.
                self._clash(f"proposals/{found.letter}", found.text, "Taken out in Word.")
                continue
            self.places.append("proposals")

    def _add_proposal(self, text: str) -> None:
        last = self.paper.proposals.aggregate(last=Max("order"))["last"] or 0
        if last >= len(LETTERS):
            self._clash("proposals", "", text)
            return
        Proposal.objects.create(created_at=self.now, paper=self.paper, letter=LETTERS[last], order=last + 1, text=text)

    def _joined(self, place: str, sent: str, here: str, from_word: str) -> str:
        """The text with both changes; the one here where they clash."""
        if plain_text(sent) == plain_text(here):
            self.places.append(place)
            return from_word
        merged = merge(sent, here, from_word)
        if merged.conflicts:
            for one in merged.conflicts:
                self._clash(place, one.mine, one.theirs)
        self.places.append(place)
        return merged.text

    def _clash(self, place: str, here: str, from_word: str) -> None:
        self.clashes.append(Clash(place, here, from_word))
        if self.actor.person_id is not None:
            PaperComment.objects.create(
                created_at=self.now,
                paper=self.paper,
                section_key=place.removeprefix("sections/")[:80],
                text=f"Changed in Word as well, and not taken in: {from_word}",
                author_id=self.actor.person_id,
            )


def changes_of(brought: BroughtBack) -> Returned:
    """What is different in a document that came back. Raises `InvalidInput` where it cannot be read."""
    with brought.file.content.open("rb") as opened:
        data = opened.read()
    try:
        return changes(from_json(brought.sent.content), data, template=word_template(brought.paper))
    except WordFileRefused as refused:
        raise InvalidInput(str(refused), rule="committees.word-file", field="file") from refused


def words_of(section: Section) -> str:
    """The text of a section as it is written: its paragraphs with empty lines between."""
    return "\n\n".join(one.text for one in section.paragraphs)


def plain_text(text: str) -> str:
    """A text without outer space and spaces at the ends of lines, to see whether it is the same."""
    return "\n".join(line.rstrip() for line in text.strip().split("\n"))


def _front_texts(sent: PaperRecord, taken: PaperRecord) -> Iterator[tuple[str, str, str]]:
    for key in ("purpose", "outcome"):
        yield key, getattr(sent, key) or "", getattr(taken, key) or ""
    lines = {one.key: one.text for one in taken.front}
    for one in sent.front:
        if one.key not in ("purpose", "outcome") and one.key in lines:
            yield one.key, one.text, lines[one.key]


def _has_template(paper: Paper) -> None:
    if paper.template_version_id is None:
        raise NotPossibleNow("This paper has no template, so it has no text for Word.", rule="committees.has-template")


def _is_open(brought: BroughtBack) -> None:
    if brought.closed_at is not None:
        raise NotPossibleNow("This document was dealt with already.", rule="committees.brought-back-open")
