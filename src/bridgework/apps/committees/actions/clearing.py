"""Answers to clearances, each bound to the text it covers; corrections of form, and objections to them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from bridgework.apps.committees import rules
from bridgework.apps.committees.actions.asking import locked_paper
from bridgework.apps.committees.models import Clearance, ClearanceAnswer, FormCorrection, FormObjection, Paper
from bridgework.apps.committees.queries.clearing import ClearanceView, clearance_view, clearances_of, clears_no_more
from bridgework.apps.participation.events import AnswerWanted
from bridgework.apps.people.models import Person
from bridgework.apps.programmes.settings import settings_of
from bridgework.kernel import audit, events
from bridgework.kernel.errors import InvalidInput, NotPermitted, NotPossibleNow
from bridgework.kernel.permissions import Actor
from bridgework.kernel.tellings import Told

FORM_PURPOSE: Final = "committees.form-correction"
WAYS: Final = {"screen": "in place", "link": "by link", "phone": "by phone", "paper": "on paper"}
NEEDS_WORDS: Final = {
    "cleared_with_comment": "Write the comment.",
    "not_cleared": "Say what would have to change before it can be cleared.",
    "not_applicable": "Say why it does not apply.",
}

ROLE_ENDED: Final = "You are not a clearing officer of this committee any more."
ASK_THE_CLERK: Final = "Ask its clerk to name who answers now."


def answer_clearance(
    *, actor: Actor, now: datetime, clearance: Clearance, answer: str, comment: str = "", binding: str
) -> ClearanceAnswer:
    """Answer a clearance for the text with the hash `binding`: the one the officer read.

    `actor` is the officer, whichever way it came (`actor.via`). Side effects in order: the answer with its text, audit,
    `Told` for the author and whoever asked. Raises `NotPossibleNow` where the text changed since it was read, the paper
    is published, or nobody asked; `NotPermitted` for anybody else than the one asked.
    """
    with transaction.atomic():
        paper = locked_paper(clearance.paper)
        kept = Clearance.objects.select_for_update(of=("self",)).select_related("asked_of").get(pk=clearance.pk)
        kept.paper = paper
        rules.ANSWER_CLEARANCE.require(actor, kept)
        person = Person.objects.filter(public_id=actor.public_id).first()
        if person is None or person.pk == paper.author_id:
            raise NotPermitted(
                "A clearance is given by a named officer who did not write the paper.",
                rule="committees.not-the-author",
                remedy="Ask the clerk to name somebody else.",
            )
        _require_open(kept, paper)
        if clears_no_more(person, paper.body_scope, timezone.localdate(now)):
            raise NotPermitted(ROLE_ENDED, rule="committees.clears-no-more", remedy=ASK_THE_CLERK)
        view = clearance_view(kept)
        if binding != view.sha256:
            raise NotPossibleNow(
                "The text changed while you were reading it.",
                rule="committees.text-as-read",
                remedy="Nothing was sent. Read the text as it stands now, then answer.",
            )
        made = ClearanceAnswer.objects.create(
            created_at=now,
            clearance=kept,
            answer=_valid(answer, comment),
            comment=comment.strip(),
            person=person,
            post=kept.asked_role,
            answered_at=now,
            way=WAYS.get(actor.via, "in place"),
            covered=dict(view.pieces),
            covered_sha256=view.sha256,
        )
        audit.record(actor=actor, now=now, verb="committees.answer-clearance", on=made, fields=["answer"])
        _tell(kept, paper, made, now)
    return made


def mark_as_form(*, actor: Actor, now: datetime, paper: Paper, key: str, reason: str) -> list[FormCorrection]:
    """Say that what changed in one piece of text is a correction of form, so that what was cleared stays cleared.

    Whoever cleared that text is told at once and may object; then their clearance is stale. Raises `NotPossibleNow`
    where no clearance went stale by that piece.
    """
    with transaction.atomic():
        kept = locked_paper(paper)
        rules.MARK_FORM.require(actor, kept)
        clerk = Person.objects.get(public_id=actor.public_id)
        if not reason.strip():
            raise InvalidInput(
                "Say what was corrected.",
                rule="committees.form-reason",
                remedy="Such as: a spelling, a page number. Those who cleared it read this.",
                field="reason",
            )
        touched = [one for one in clearances_of(kept) if any(change.key == key for change in one.changes)]
        if not touched:
            raise NotPossibleNow(
                "No clearance went stale by a change in this text.",
                rule="committees.form-change",
                remedy="Change the text first; then mark the change.",
            )
        made: dict[str, FormCorrection] = {}
        for view in touched:
            change = next(one for one in view.changes if one.key == key)
            if change.before not in made:
                made[change.before] = FormCorrection.objects.create(
                    created_at=now,
                    paper=kept,
                    section_key=key,
                    before=change.before,
                    after=change.after,
                    reason=reason.strip()[:300],
                    by=clerk,
                    at=now,
                )
            _ask_to_look(view, made[change.before], actor, now)
        audit.record(actor=actor, now=now, verb="committees.mark-form", on=kept, fields=[key])
    return list(made.values())


def object_to_form(*, actor: Actor, now: datetime, correction: FormCorrection, text: str) -> list[FormObjection]:
    """Object to a correction of form: the clearances the actor gave on that text are stale from now on."""
    with transaction.atomic():
        paper = locked_paper(correction.paper)
        if paper.state not in rules.BEFORE_PUBLICATION:
            raise NotPossibleNow("The paper is published already.", rule="committees.form-objection-time")
        if not text.strip():
            raise InvalidInput(
                "Say why it is more than form.",
                rule="committees.form-objection",
                remedy="The clerk and the author read it.",
                field="text",
            )
        mine = clearances_told(paper, correction, actor.person_id)
        if not mine:
            raise NotPermitted(
                "Only an officer whose clearance covers this text objects.",
                rule="committees.form-objection-by",
                remedy="Tell the clerk of this committee.",
            )
        made = [
            FormObjection.objects.create(
                created_at=now,
                correction=correction,
                clearance=one.clearance,
                text=text.strip(),
                person_id=actor.person_id,
                at=now,
            )
            for one in mine
            if one.clearance is not None and correction.pk not in one.objected
        ]
        audit.record(actor=actor, now=now, verb="committees.object-to-form", on=correction)
        for person in _known(paper.author_id, correction.by_id):
            _told("committees.form-objected", correction.public_id, person, paper, now, at_once=True)
    return made


def clearances_told(paper: Paper, correction: FormCorrection, person_id: int | None) -> list[ClearanceView]:
    """The clearances a person gave that stand although this piece was corrected."""
    return [
        one
        for one in clearances_of(paper)
        if one.answer is not None
        and one.answer.person_id == person_id
        and any(made.pk == correction.pk for made in one.corrections)
    ]


def _valid(answer: str, comment: str) -> str:
    if answer not in dict(Clearance.ANSWERS):
        raise InvalidInput("Choose one of the answers.", rule="committees.clearance-answer", field="choice")
    if answer in NEEDS_WORDS and not comment.strip():
        raise InvalidInput(
            "This answer needs a few words.",
            rule="committees.clearance-words",
            remedy=NEEDS_WORDS[answer],
            field=f"text_{answer}",
        )
    return answer


def _require_open(clearance: Clearance, paper: Paper) -> None:
    if paper.state not in rules.BEFORE_PUBLICATION:
        raise NotPossibleNow(
            "This paper is not being prepared any more.",
            rule="committees.clearance-time",
            remedy="Write to the clerk of this committee.",
        )
    if clearance.asked_at is None:
        raise NotPossibleNow("Nobody asked for this clearance yet.", rule="committees.clearance-asked")


def _tell(clearance: Clearance, paper: Paper, answer: ClearanceAnswer, now: datetime) -> None:
    """The author and whoever asked are told; at once where the paper is held up."""
    asker = Person.objects.filter(public_id=clearance.asked_by).values_list("pk", flat=True).first()
    for person in _known(paper.author_id, asker) - {answer.person_id}:
        held_up = answer.answer == "not_cleared"
        _told("committees.clearance-answered", clearance.public_id, person, paper, now, at_once=held_up)


def _known(*people: int | None) -> set[int]:
    return {one for one in people if one is not None}


def _told(key: str, public_id: str, person_id: int, paper: Paper, now: datetime, *, at_once: bool) -> None:
    person = Person.objects.get(pk=person_id)
    events.publish(
        Told(
            at=now,
            person_public_id=person.public_id,
            scope=paper.scope,
            telling=key,
            record_public_id=public_id,
            at_once=at_once,
        )
    )


def _ask_to_look(view: ClearanceView, correction: FormCorrection, actor: Actor, now: datetime) -> None:
    """Tell whoever cleared it, with a link by which they may object."""
    if view.answer is None or view.answer.person is None:
        return
    lasts = timedelta(days=settings_of(view.paper.challenge.round.programme).personal_link_days)
    events.publish(
        AnswerWanted(
            at=now,
            purpose=FORM_PURPOSE,
            record_public_id=correction.public_id,
            person_public_id=view.answer.person.public_id,
            scope=view.paper.scope,
            expires_at=now + lasts,
            actor_public_id=actor.public_id,
        )
    )
