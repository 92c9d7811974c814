"""What people without an account are asked about questions: to support one, and to agree to its words."""

from __future__ import annotations

from datetime import datetime

from bridgework.apps.questions.actions.support import SUPPORT_PURPOSE, answer_support
from bridgework.apps.questions.actions.wording import OWNER_WORDING, answer_wording
from bridgework.apps.questions.models import Support, Wording, WordingConsent
from bridgework.apps.questions.queries.challenges import target_day
from bridgework.apps.questions.queries.wordings import current_wording
from bridgework.core.reading import human_date
from bridgework.kernel.errors import NotFound
from bridgework.kernel.links import Card, Choice, Given, Outcome, register
from bridgework.kernel.permissions import Actor
from bridgework.kernel.roles import MENTOR, QUESTION_OWNER, ROLES, SUPPORTING_COUNCILLOR, SUPPORTING_OFFICER

_WHAT_THE_ROLE_DOES = {
    SUPPORTING_OFFICER: "You meet the team about once a month, tell it who knows what, and answer or pass on its "
    "requests.",
    SUPPORTING_COUNCILLOR: "You meet the team a few times, say what councillors need to know, and follow the report "
    "to the committee.",
    MENTOR: "You advise the team when it asks.",
    QUESTION_OWNER: "The question is yours: you agree to its words and say what decision it informs.",
}


class SupportQuestion:
    """An invitation to support a question."""

    key = SUPPORT_PURPOSE
    label = "Support a question"

    def card(self, public_id: str, person_id: int) -> Card:
        """Which question, in which role, and what that means."""
        support = _support(public_id)
        challenge = support.challenge
        wording = current_wording(challenge.question)
        day, provisional = target_day(challenge)
        role = ROLES[support.role].label
        facts = [("Round", challenge.round.label), ("Your role", role)]
        if day is not None:
            facts.append(("Committee meeting", human_date(day) + (" (provisional)" if provisional else "")))
        body = "\n\n".join(
            part
            for part in (
                f"> {wording.text}" if wording else "",
                support.invitation,
                _WHAT_THE_ROLE_DOES[support.role],
            )
            if part
        )
        return Card(
            title=f"Will you support the question “{challenge.question.title}”?",
            asked_by=f"those who run {challenge.question.programme.name}",
            why=f"You are invited to be {role} for this question.",
            body=body,
            facts=tuple(facts),
            choices=(
                Choice("accept", "Yes, I will", text_label="Anything the team should know"),
                Choice(
                    "decline",
                    "No, I cannot",
                    hint="Nobody needs a reason.",
                    text_label="Who might do it instead",
                ),
            ),
            next="Those who run the programme read your answer. If you accept, the team is told how to reach you.",
            answer_by=support.answer_by,
            scope=support.scope,
        )

    def closed(self, public_id: str, now: datetime) -> str:
        """Once the place has ended, or the question was set aside."""
        support = _support(public_id)
        if support.state == "ended":
            return "This invitation was taken back."
        if support.challenge.state == "set_aside":
            return "The question was set aside, so nobody is needed for it now."
        return "" if support.state == "invited" else "This invitation was answered."

    def relied_on(self, public_id: str) -> bool:
        """Once the place was ended by somebody."""
        return _support(public_id).state == "ended"

    def answer(self, public_id: str, given: Given, *, actor: Actor, now: datetime) -> Outcome:
        """Accept or decline."""
        accepts = given.choice == "accept"
        support = answer_support(actor=actor, now=now, support=_support(public_id), accepts=accepts, words=given.text)
        title = support.challenge.question.title
        if accepts:
            return Outcome(f"You support the question “{title}”.", "The team will be in touch.")
        return Outcome(f"You do not support the question “{title}”.", "You need not do anything else.")


class AgreeToWording:
    """The owner of a question is asked about a new wording."""

    key = OWNER_WORDING
    label = "Agree to the words of a question"

    def card(self, public_id: str, person_id: int) -> Card:
        """The new words, the words before, and why they were changed."""
        consent = _consent(public_id)
        wording = consent.wording
        question = wording.question
        before = Wording.objects.filter(question=question, number__lt=wording.number).order_by("-number").first()
        parts = ["**The new words**", f"> {wording.text}"]
        if before is not None:
            parts += ["**The words before**", f"> {before.text}"]
        if wording.why:
            parts += ["**Why they were changed**", wording.why]
        return Card(
            title=f"Do you agree to these words for “{question.title}”?",
            asked_by=f"those who run {question.programme.name}",
            why="You own this question.",
            body="\n\n".join(parts),
            facts=(("Wording", f"number {wording.number}"),),
            choices=(
                Choice("agreed", "I agree"),
                Choice(
                    "other_words", "I suggest other words", text_label="The question in your words", text_required=True
                ),
                Choice("not_agreed", "I do not agree", text_label="Why not", text_required=True),
            ),
            next="Your answer changes no words by itself: those who run the programme read it and reply.",
            answer_by=consent.answer_by,
            scope=consent.scope,
        )

    def closed(self, public_id: str, now: datetime) -> str:
        """Once it was answered, or the words were changed again."""
        consent = _consent(public_id)
        if consent.answer:
            return "This was answered."
        return "" if consent.wording.is_current else "The words were changed again since."

    def relied_on(self, public_id: str) -> bool:
        """Once somebody acted on the answer."""
        return _consent(public_id).settled_at is not None

    def answer(self, public_id: str, given: Given, *, actor: Actor, now: datetime) -> Outcome:
        """Agree, suggest other words, or do not agree."""
        answer_wording(actor=actor, now=now, consent=_consent(public_id), answer=given.choice, words=given.text)
        sentence = {
            "agreed": "You agree to these words.",
            "other_words": "You suggest other words.",
            "not_agreed": "You do not agree to these words.",
        }[given.choice]
        return Outcome(sentence, "" if given.choice == "agreed" else "Those who run the programme will reply.")


def _support(public_id: str) -> Support:
    found = (
        Support.objects.select_related(
            "challenge", "challenge__round", "challenge__question", "challenge__question__programme",
            "challenge__target_meeting", "person",
        )
        .filter(public_id=public_id)
        .first()
    )  # fmt: skip
    if found is None:
        raise NotFound("There is no such invitation any more.", rule="questions.support-exists")
    return found


def _consent(public_id: str) -> WordingConsent:
    found = (
        WordingConsent.objects.select_related("wording", "wording__question", "wording__question__programme")
        .filter(public_id=public_id)
        .first()
    )
    if found is None:
        raise NotFound("There is no such wording any more.", rule="questions.consent-exists")
    return found


register(SupportQuestion())
register(AgreeToWording())
