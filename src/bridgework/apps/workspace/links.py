"""What people are asked by personal link in the work on a question: requests, and consents to interviews."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from hashlib import sha256

from bridgework.apps.questions.queries import current_wording
from bridgework.apps.workspace.actions import (
    answer_request,
    approve_transcript,
    decide_quotes,
    give_consents,
    pass_on_request,
    person_named,
    say_cannot_help,
    withdraw_interview,
)
from bridgework.apps.workspace.actions.requests import REQUEST_PURPOSE
from bridgework.apps.workspace.models import ConsentEntry, Interview, Quote, Request, TranscriptVersion
from bridgework.apps.workspace.queries.interviews import (
    CONSENT_PURPOSE,
    approved_transcript,
    consents_of,
    transcript_to_approve,
)
from bridgework.kernel.errors import InvalidInput, NotFound
from bridgework.kernel.links import Card, Choice, Given, Outcome, register
from bridgework.kernel.models import Transition
from bridgework.kernel.permissions import Actor

_ADDRESS = re.compile(r"[^\s<>,;:()\"“”]+@[^\s<>,;:()\"“”]+\.[^\s<>,;:()\"“”.]+")
TO_WHOM = "Who knows it: their name and email address"


class AnswerRequest:
    """Somebody is asked for something a team needs."""

    key = REQUEST_PURPOSE
    label = "Answer a team's request"

    def card(self, public_id: str, person_id: int) -> Card:
        """What is asked, for which question, and why."""
        request = _request(public_id)
        challenge = request.challenge
        wording = current_wording(challenge.question)
        facts = [("Question", wording.text if wording else challenge.question.title)]
        if request.why:
            facts.append(("Why it matters", request.why))
        passed = request.passed_on_from
        why = "The team thinks that you know this."
        if passed is not None:
            why = f"{passed.asked_of.name} said that you know this."
            if passed.answer:
                facts.append(("Their note", passed.answer))
        again = _last_reason(request)
        if again:
            facts.append(("What is still missing", again))
        return Card(
            title=f"A request from the team on “{challenge.question.title}”",
            asked_by=f"the research team of {challenge.question.programme.name}",
            why=why,
            body="\n".join(f"> {line}" for line in request.text.splitlines()),
            facts=tuple(facts),
            choices=(
                Choice(
                    "answer",
                    "I can answer",
                    hint="Write it in a few words, or say where it can be found.",
                    text_label="Your answer",
                    text_required=True,
                ),
                Choice(
                    "pass_on",
                    "Somebody else knows",
                    hint="We ask them next, and say that you named them.",
                    text_label=TO_WHOM,
                    text_required=True,
                ),
                Choice(
                    "cannot_help",
                    "It cannot be given",
                    hint="It does not exist, or may not be shared.",
                    text_label="Why not, in a sentence",
                    text_required=True,
                ),
            ),
            next="The team reads your answer at once. If you name somebody else, we ask them and leave you in peace.",
            answer_by=request.wanted_by,
            scope=request.scope,
        )

    def closed(self, public_id: str, now: datetime) -> str:
        """Once it was answered, or the team does not need it any more."""
        state = _request(public_id).state
        return {
            "waiting": "",
            "withdrawn": "The team does not need this any more.",
            "answered": "This request was answered.",
            "passed_on": "This request was passed on to somebody else.",
            "cannot_help": "This request was answered.",
        }[state]

    def relied_on(self, public_id: str) -> bool:
        """Once the person it was passed on to has answered."""
        return (
            Request.objects.filter(passed_on_from__public_id=public_id)
            .exclude(state__in=("waiting", "withdrawn"))
            .exists()
        )

    def asked_again_at(self, public_id: str) -> datetime | None:
        """When the same person was asked once more: an earlier answer then closes nothing."""
        request = _request(public_id)
        return request.state_since if request.state == "waiting" else None

    def answer(self, public_id: str, given: Given, *, actor: Actor, now: datetime) -> Outcome:
        """Answer, pass on, or say that it cannot be given."""
        request = _request(public_id)
        if given.choice == "answer":
            answer_request(actor=actor, now=now, request=request, text=given.text)
            return Outcome("The team has your answer.", "You need not do anything else.")
        if given.choice == "cannot_help":
            say_cannot_help(actor=actor, now=now, request=request, reason=given.text)
            return Outcome("The team knows that it cannot be given, and why.", "You need not do anything else.")
        name, email, note = read_person(given.text)
        to = person_named(now=now, name=name, email=email, scope=request.scope)
        pass_on_request(actor=actor, now=now, request=request, to=to, note=note)
        # As it was written here: an address must not tell whose it is to somebody who only knows the address.
        return Outcome(f"We ask {name} next.", "You need not do anything else.")


def read_person(text: str) -> tuple[str, str, str]:
    """Name, address and whatever else was written, from one text. Raises `InvalidInput` where no address is in it.

    The name is what stands before the address on its line, or the line before it; the rest is a note.
    """
    found = _ADDRESS.search(text)
    if found is None:
        raise InvalidInput(
            "We cannot ask somebody without an email address.",
            rule="workspace.named-address",
            remedy="Write their name and their email address.",
            field="text_pass_on",
        )
    before, after = text[: found.start()], text[found.end() :]
    lines = [line.strip(' \t,;:<>()“”"-–') for line in before.splitlines()]
    named = [line for line in lines if line]
    name = named[-1] if named else found.group().split("@")[0].replace(".", " ").title()
    note = "\n".join([*named[:-1], after.strip(' \t\n,;:<>()“”"-–.')]).strip()
    return name[:120], found.group().rstrip("."), note


def _last_reason(request: Request) -> str:
    """What was said when it was asked again."""
    row = Transition.objects.filter(record_public_id=request.public_id, event="reopen").order_by("-id").first()
    return row.reason if row is not None else ""


def _request(public_id: str) -> Request:
    found = (
        Request.objects.filter(public_id=public_id)
        .select_related("challenge__question__programme", "challenge__round", "passed_on_from__asked_of", "asked_of")
        .first()
    )
    if found is None:
        raise NotFound("There is no such request.", rule="workspace.request-exists")
    return found


class InterviewConsent:
    """What somebody who was interviewed agrees to, which quotes they approve, and taking it back: one standing link."""

    key = CONSENT_PURPOSE
    label = "Say what may be done with your interview"

    def card(self, public_id: str, person_id: int) -> Card:
        """What they agreed to, the words that would be quoted, and every way out."""
        interview = _interview(public_id)
        consents = consents_of(interview)
        words = dict(ConsentEntry.PURPOSES)
        agreed = ", ".join(words[one] for one, answer in consents.items() if answer == "given")
        facts = [("You agreed to", agreed or "nothing so far")]
        if interview.held_on:
            facts.append(("Interview", _day(interview.held_on)))
        if interview.kept_until:
            facts.append(("Your name and the recording are kept until", _day(interview.kept_until)))
        facts += _answered_before(interview)
        quotes = _quotes_asked(interview)
        choices = [
            Choice(
                "consent",
                "Say yes or no to each use",
                hint="Tick what you agree to. What you leave unticked counts as no, and works at once.",
                ticks=ConsentEntry.PURPOSES,
            )
        ]
        if quotes:
            choices.append(
                Choice(
                    "quotes",
                    "Say which of your words may be printed",
                    hint="Tick those you approve. What you leave unticked is not printed.",
                    ticks=tuple((one.key, _as_printed(one)) for one in quotes),
                )
            )
        transcript = transcript_to_approve(interview)
        if transcript is not None and consents.get("take_part") == "given":
            choices.append(
                Choice(
                    "transcript",
                    "Approve the transcript",
                    hint="Read it above. If something in it should change, tell whoever gave you this link first.",
                )
            )
        choices.append(
            Choice("withdraw", "Take the whole interview back", hint="Nothing of it is used from that moment.")
        )
        return Card(
            title="Your interview",
            asked_by=f"the research team of {interview.challenge.question.programme.name}",
            why=f"You spoke, or will speak, with the team on “{interview.challenge.question.title}”.",
            body="You decide what may be done with it. You can change your mind by this link, without a reason.",
            facts=tuple(facts),
            choices=tuple(choices),
            next="Keep this link: with it you can take anything back later.",
            scope=interview.scope,
            to_read=_to_read(interview, transcript),
            binding=_binding(quotes, transcript),
        )

    def closed(self, public_id: str, now: datetime) -> str:
        """Only once all of it was taken back."""
        taken_back = consents_of(_interview(public_id)).get("take_part") == "withdrawn"
        return "You took your interview back. Nothing of it is used any more." if taken_back else ""

    def relied_on(self, public_id: str) -> bool:
        """Never: a consent can be taken back whatever rests on it."""
        return False

    def asked_again_at(self, public_id: str) -> datetime | None:
        """Always: no answer closes the link, because a consent can be taken back at any time."""
        return datetime.max.replace(tzinfo=UTC)

    def answer(self, public_id: str, given: Given, *, actor: Actor, now: datetime) -> Outcome:
        """Note consents, decide on quotes, or take everything back."""
        interview = _interview(public_id)
        ticked = given.text.split("\n")
        if given.choice == "withdraw":
            withdraw_interview(actor=actor, now=now, interview=interview)
            return Outcome("Your interview is taken back.", "Nothing of it is used from now on.")
        if given.choice == "consent":
            answers = {purpose: purpose in ticked for purpose, _ in ConsentEntry.PURPOSES}
            give_consents(actor=actor, now=now, interview=interview, answers=answers, way="link")
            return Outcome("Your answers are noted, and count from now on.", "Keep the link.")
        quotes, transcript = _quotes_asked(interview), transcript_to_approve(interview)
        if given.binding != _binding(quotes, transcript):
            raise InvalidInput(
                "The words you were shown changed while you had this page open.",
                rule="workspace.quotes-as-shown",
                remedy="Nothing was sent. Read them again and answer once more.",
            )
        if given.choice == "transcript":
            number = transcript.number if transcript else 0
            approve_transcript(actor=actor, now=now, interview=interview, number=number, way="link")
            return Outcome("You approved the transcript.", "Keep the link: you can still take anything back.")
        approved = {one.key: one.key in ticked for one in quotes}
        decide_quotes(actor=actor, now=now, interview=interview, approved=approved)
        return Outcome("Only the words you approved may be printed.", "Keep the link.")


def _interview(public_id: str) -> Interview:
    found = Interview.objects.filter(public_id=public_id).select_related("challenge__question__programme").first()
    if found is None:
        raise NotFound("There is no such interview.", rule="workspace.interview-exists")
    return found


def _quotes_asked(interview: Interview) -> list[Quote]:
    return list(interview.quotes.filter(state__in=("asked", "approved")).order_by("id"))


def _answered_before(interview: Interview) -> list[tuple[str, str]]:
    """What the person said of the transcript and of their words, so that they can look at it again."""
    facts = []
    approved = approved_transcript(interview)
    if approved is not None and approved.approved_on is not None:
        way = "by this link" if approved.approved_way == "link" else approved.way_words
        facts.append(("The transcript", f"You approved it on {_day(approved.approved_on)}, {way}."))
    for state, label in (("approved", "You let us print"), ("refused", "You did not let us print")):
        said = [_as_printed(one) for one in interview.quotes.filter(state=state).order_by("id")]
        if said:
            facts.append((label, " ".join(said)))
    return facts


def _to_read(interview: Interview, transcript: TranscriptVersion | None) -> tuple[tuple[str, str], ...]:
    """The transcript that waits for an answer, or the one that was approved: whoever approved it can read it again."""
    if transcript is not None:
        return (("Read the transcript of your interview", transcript.text),)
    approved = approved_transcript(interview)
    return (("Read the transcript that you approved", approved.text),) if approved is not None else ()


def _day(day: date) -> str:
    return f"{day:%d %B %Y}".lstrip("0")


def _as_printed(quote: Quote) -> str:
    return f"“{quote.text}” ({quote.attribution or quote.interview.pseudonym})"


def _binding(quotes: list[Quote], transcript: TranscriptVersion | None) -> str:
    shown = [f"{one.key} {_as_printed(one)}" for one in quotes]
    return sha256("\n".join([*shown, transcript.text if transcript else ""]).encode()).hexdigest()


register(AnswerRequest())
register(InterviewConsent())
