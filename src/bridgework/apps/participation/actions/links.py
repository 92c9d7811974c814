"""The only writers of personal links and of the answers given through them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final, Literal

from django.db import transaction

from bridgework.apps.participation.actions.codes import try_code, use_code
from bridgework.apps.participation.events import AnswerGiven, AnswerWanted
from bridgework.apps.participation.models import LinkAnswer, PersonalLink
from bridgework.apps.participation.queries import answer_of, needs_code, purpose_of, standing, standing_answer
from bridgework.apps.participation.rules import ENTER_ANSWER, ISSUE_LINK, REVOKE_LINK
from bridgework.apps.participation.tokens import Sealed, hash_of, new_token
from bridgework.apps.people.models import Person
from bridgework.apps.people.queries import actor_for
from bridgework.apps.people.rules import Place
from bridgework.kernel import audit, events
from bridgework.kernel.errors import InvalidInput, NotPossibleNow
from bridgework.kernel.links import Card, Choice, Given, Outcome
from bridgework.kernel.permissions import Actor

FRESH_LINK_LASTS: Final = timedelta(days=14)
TEXT_LENGTH: Final = 5000
PASSAGE_LENGTH: Final = 4000


def issue_link(
    *,
    actor: Actor,
    now: datetime,
    purpose: str,
    record_public_id: str,
    person: Person,
    scope: str,
    expires_at: datetime,
    address: str = "",
) -> tuple[PersonalLink, str]:
    """Make a personal link and return it with its token, which is known only now: a hash is kept.

    `address` is where the receipt goes; the person's own where none is given. Raises `NotFound` for an unknown
    purpose, `InvalidInput` for an expiry in the past, `NotPermitted`.
    """
    with transaction.atomic():
        purpose_of(purpose)
        ISSUE_LINK.require(actor, Place(scope))
        if expires_at <= now:
            raise InvalidInput(
                "The link would have expired already.",
                rule="participation.expiry",
                remedy="Choose a later moment.",
                field="expires_at",
            )
        token = new_token()
        link = PersonalLink.objects.create(
            purpose=purpose,
            record_public_id=record_public_id,
            person=person,
            address=address or person.email,
            scope=scope,
            token_hash=hash_of(token),
            expires_at=expires_at,
            made_by=actor.public_id,
            created_at=now,
        )
        audit.record(actor=actor, now=now, verb="issued", on=link, fields=["purpose", "expires_at"])
    return link, token


def revoke_link(*, actor: Actor, now: datetime, link: PersonalLink, reason: str) -> PersonalLink:
    """Withdraw a link: whoever opens it reads the reason. Answers already given stay."""
    with transaction.atomic():
        REVOKE_LINK.require(actor, link)
        if not reason.strip():
            raise InvalidInput(
                "A reason is needed.",
                rule="participation.revoke-reason",
                remedy="Say why in a sentence; whoever opens the link reads it.",
                field="reason",
            )
        if link.revoked_at is None:
            link.revoked_at = now
            link.revoked_reason = reason.strip()[:300]
            link.save(update_fields=["revoked_at", "revoked_reason"])
            audit.record(actor=actor, now=now, verb="revoked", on=link, fields=["revoked_at"])
    return link


def ask_for_fresh_link(*, now: datetime, link: PersonalLink) -> None:
    """Send a fresh link to the address of the expired one, and to no other. Needs no more than the old link."""
    with transaction.atomic():
        locked = PersonalLink.objects.select_for_update(of=("self",)).select_related("person").get(pk=link.pk)
        state = standing(locked, now)
        if not state.can_renew:
            raise NotPossibleNow(
                state.reason or "This link can still be used.",
                rule="participation.fresh-link",
                remedy=state.remedy or "Answer with it.",
            )
        actor = actor_for(locked.person, now, via="link", link_public_id=locked.public_id)
        _replace(locked, actor, now)


def send_fresh_link(*, actor: Actor, now: datetime, link: PersonalLink) -> None:
    """Withdraw a link that nobody answered and send a fresh one to the person's present address."""
    with transaction.atomic():
        locked = PersonalLink.objects.select_for_update(of=("self",)).select_related("person").get(pk=link.pk)
        REVOKE_LINK.require(actor, locked)
        closed = purpose_of(locked.purpose).closed(locked.record_public_id, now)
        if answer_of(locked.person_id, locked.purpose, locked.record_public_id) is not None:
            closed = "This was answered already."
        if closed:
            raise NotPossibleNow(closed, rule="participation.still-open", remedy="Nothing more needs to be asked.")
        _replace(locked, actor, now)


def _replace(link: PersonalLink, actor: Actor, now: datetime) -> None:
    if link.revoked_at is None:
        link.revoked_at = now
        link.revoked_reason = "A fresh one was asked for and sent."
        link.save(update_fields=["revoked_at", "revoked_reason"])
    audit.record(actor=actor, now=now, verb="asked for a fresh link", on=link, fields=["revoked_at"])
    events.publish(
        AnswerWanted(
            at=now,
            purpose=link.purpose,
            record_public_id=link.record_public_id,
            person_public_id=link.person.public_id,
            scope=link.scope,
            expires_at=now + FRESH_LINK_LASTS,
            actor_public_id=link.made_by,
        )
    )


def checked_choice(card: Card, given: Given) -> Given:
    """The answer, cleaned. Raises `InvalidInput` where it is not one of those offered or lacks its text."""
    choice = next((one for one in card.choices if one.key == given.choice), None)
    if choice is None:
        raise InvalidInput(
            "Choose one of the answers.", rule="participation.choice", remedy="None is chosen yet.", field="choice"
        )
    text = given.text.replace("\x00", "").strip() if choice.text_label else ""
    if choice.ticks:
        ticked = given.text.split("\n")
        text = "\n".join(key for key, _ in choice.ticks if key in ticked)
    if choice.text_required and not text:
        raise InvalidInput(
            "This answer needs a few words.",
            rule="participation.text",
            remedy=f"Fill in “{choice.text_label}”.",
            field=f"text_{choice.key}",
        )
    if len(text) > TEXT_LENGTH:
        raise InvalidInput(
            f"Your text has {len(text)} characters; at most {TEXT_LENGTH} can be taken.",
            rule="participation.text-length",
            remedy="Shorten it, or reply to the message with a file.",
            field=f"text_{choice.key}",
        )
    about = _bounded(choice, given.passage, "passage") if choice.passage_label else ""
    better = _bounded(choice, given.proposed, "proposed") if choice.proposed_label else ""
    return Given(choice.key, text, given.on if choice.date_label else None, given.binding, about, better)


def _bounded(choice: Choice, words: str, name: str) -> str:
    cleaned = words.replace("\x00", "").strip()
    if len(cleaned) > PASSAGE_LENGTH:
        raise InvalidInput(
            f"This has {len(cleaned)} characters; at most {PASSAGE_LENGTH} can be taken.",
            rule="participation.text-length",
            remedy="Copy only the words it is about.",
            field=f"{name}_{choice.key}",
        )
    return cleaned


def answer_by_link(*, now: datetime, link: PersonalLink, sealed: Sealed, code: str = "") -> LinkAnswer:
    """Act on an answer that was confirmed. The link is the authority; no other is needed.

    Where the purpose asks for a code (`needs_code`), `code` is the one that `make_code` made for this very answer.
    The same confirmation a second time (a double click) changes nothing and returns the same answer. Side effects in
    order: the code is used up, what the purpose does, the answer, audit, `AnswerGiven`.
    """
    if needs_code(link) and not LinkAnswer.objects.filter(confirmation=sealed.confirmation).exists():
        try_code(now=now, link=link, sealed=sealed, code=code)
    with transaction.atomic():
        locked = PersonalLink.objects.select_for_update(of=("self",)).select_related("person").get(pk=link.pk)
        before = LinkAnswer.objects.filter(confirmation=sealed.confirmation).first()
        if before is not None:
            return before
        state = standing(locked, now)
        if not state.open:
            raise NotPossibleNow(state.reason, rule="participation.link-open", remedy=state.remedy)
        if needs_code(locked):
            use_code(now=now, link=locked, sealed=sealed)
        actor = actor_for(locked.person, now, via="link", link_public_id=locked.public_id)
        return _answer(
            actor=actor,
            now=now,
            purpose_key=locked.purpose,
            record_public_id=locked.record_public_id,
            person=locked.person,
            given=sealed.given,
            way="link",
            link=locked,
            confirmation=sealed.confirmation,
            entered_by=None,
        )


def answer_on_screen(
    *, actor: Actor, now: datetime, purpose: str, record_public_id: str, person: Person, given: Given
) -> LinkAnswer:
    """Answer in place, signed in, what would else be answered by link."""
    with transaction.atomic():
        if actor.person_id != person.pk:
            raise NotPossibleNow(
                "This was asked of somebody else.",
                rule="participation.asked-of-you",
                remedy="If it came by phone or on paper, enter it for them.",
            )
        _unanswered_or_changeable(person, purpose, record_public_id, now)
        return _answer(
            actor=actor,
            now=now,
            purpose_key=purpose,
            record_public_id=record_public_id,
            person=person,
            given=given,
            way="screen",
            link=None,
            confirmation=None,
            entered_by=None,
        )


def enter_answer_for(
    *,
    actor: Actor,
    now: datetime,
    purpose: str,
    record_public_id: str,
    person: Person,
    given: Given,
    way: Literal["phone", "paper"] = "phone",
) -> LinkAnswer:
    """Enter an answer that came by phone or on paper; it is marked so, with who entered it."""
    with transaction.atomic():
        card = purpose_of(purpose).card(record_public_id, person.pk)
        ENTER_ANSWER.require(actor, Place(card.scope, card.body_scope))
        if way not in ("phone", "paper"):
            raise InvalidInput(
                "Say how it came.", rule="participation.way", remedy="By phone or on paper.", field="way"
            )
        _unanswered_or_changeable(person, purpose, record_public_id, now)
        return _answer(
            actor=replace(actor_for(person, now), via=way),
            now=now,
            purpose_key=purpose,
            record_public_id=record_public_id,
            person=person,
            given=given,
            way=way,
            link=None,
            confirmation=None,
            entered_by=actor,
        )


def _unanswered_or_changeable(person: Person, purpose_key: str, record_public_id: str, now: datetime) -> None:
    purpose = purpose_of(purpose_key)
    answered = standing_answer(person.pk, purpose_key, record_public_id)
    closed = purpose.closed(record_public_id, now) if answered is None else ""
    if answered is not None and purpose.relied_on(record_public_id):
        closed = "Something already rests on the answer that was given."
    if closed:
        raise NotPossibleNow(closed, rule="participation.still-open", remedy="Write a note on the record instead.")


def _answer(
    *,
    actor: Actor,
    now: datetime,
    purpose_key: str,
    record_public_id: str,
    person: Person,
    given: Given,
    way: str,
    link: PersonalLink | None,
    confirmation: str | None,
    entered_by: Actor | None,
) -> LinkAnswer:
    purpose = purpose_of(purpose_key)
    cleaned = checked_choice(purpose.card(record_public_id, person.pk), given)
    outcome: Outcome = purpose.answer(record_public_id, cleaned, actor=actor, now=now)
    earlier = answer_of(person.pk, purpose_key, record_public_id)
    answer = LinkAnswer.objects.create(
        purpose=purpose_key,
        record_public_id=record_public_id,
        link=link,
        person=person,
        choice=cleaned.choice,
        text=cleaned.text,
        on=cleaned.on,
        answered_at=now,
        way=way,
        outcome=f"{outcome.sentence} {outcome.next}".strip(),
        confirmation=confirmation,
        entered_by=entered_by.public_id if entered_by else "",
        created_at=now,
    )
    if earlier is not None:
        earlier.superseded_by = answer
        earlier.save(update_fields=["superseded_by"])
    audit.record(actor=entered_by or actor, now=now, verb="answered", on=answer, fields=["choice", "text"])
    events.publish(
        AnswerGiven(
            at=now,
            answer_public_id=answer.public_id,
            purpose=purpose_key,
            record_public_id=record_public_id,
            person_public_id=person.public_id,
        )
    )
    return answer
