"""The call of the next round: open, read blind behind the conflict gate, ready for teams to be formed."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from bridgework.apps.applications import queries
from bridgework.apps.applications.actions.applying import (
    Form,
    Joint,
    Wish,
    confirm_address,
    save_application,
    send_application,
    start_application,
    withdraw_application,
)
from bridgework.apps.applications.actions.assigning import apply_assignment, compute_conflicts
from bridgework.apps.applications.actions.calls import CallText, make_access_code, prepare_call, publish_call
from bridgework.apps.applications.actions.forming_calls import (
    PhaseText,
    QuestionText,
    ask_question,
    set_criterion,
    set_review_phase,
)
from bridgework.apps.applications.actions.reviewing import declare, give_review, keep_redacted_copy
from bridgework.apps.applications.actions.vocabulary import offer_term
from bridgework.apps.applications.models import Call, FormQuestion, Review
from bridgework.apps.programmes.actions import make_round, open_round
from bridgework.apps.programmes.models import Programme
from bridgework.core.redacting import redacted
from bridgework.demo.invented import next_words as words
from bridgework.demo.invented import steps
from bridgework.demo.invented.people import address_of
from bridgework.demo.invented.stage import Stage, Story
from bridgework.kernel import roles
from bridgework.kernel.permissions import VISITOR

NEXT_ROUND = -130
CALL_OPENED = -46
CALL_CLOSED = -6


def stories(stage: Stage) -> list[Story]:
    """The round, its call, each application, and how far the reading is."""
    sent = [_applies(stage, key, number) for number, key in enumerate(words.NEXT)]
    return [_round(stage), _call(stage), *sent, _withdraws(stage), _read(stage)]


def _round(stage: Stage) -> Story:
    yield stage.at(NEXT_ROUND, 8)
    made = make_round(
        actor=stage.actor("lead"),
        now=stage.now,
        programme=Programme.objects.get(pk=stage.programme.pk),
        label="Next round",
        year=stage.day(NEXT_ROUND + 150).year,
        starts_on=stage.day(NEXT_ROUND),
        copy_of=stage.rounds["this"],
    )
    stage.rounds["next"] = open_round(actor=stage.actor("lead"), now=stage.now, round_=made)
    made.gatherings.all().delete()
    yield stage.at(NEXT_ROUND + 10)
    for key, by in words.PROPOSERS.items():
        steps.propose(stage, key, by, words.ASKED[key], round_key="next", decide_in=400)
    yield stage.at(NEXT_ROUND + 70)
    for key in words.ASKED:
        steps.shortlist(stage, key, "A decision is near, and nobody in the council has the time to look.")
    yield stage.at(CALL_OPENED - 2)
    for key, slug in words.SLUGS.items():
        steps.take_up(stage, key, f"next-{slug}", ((words.PROPOSERS[key], roles.SUPPORTING_OFFICER),))


def _call(stage: Stage) -> Story:
    yield stage.at(CALL_OPENED, 9)
    actor = stage.actor("coordinator")
    text = CallText(
        title="Join a team of the next round",
        introduction="Work on one real question for six months, in a team of three to six.",
        opens_on=stage.now.date(),
        closes_on=stage.day(CALL_CLOSED),
        outcomes_on=stage.today + timedelta(days=14),
        appeals_until=stage.today + timedelta(days=35),
        appeal_role="the sponsor councillor",
        hours_a_week=Decimal(5),
        eligibility="Anybody who studies or works at the University of Fenmarch, of any subject.",
        unpaid_note="The work is unpaid. Travel and care costs are paid back within ten days.",
        next_offer="Come to the evening at which the teams report, and apply again: you will be read first.",
    )
    call = prepare_call(actor=actor, now=stage.now, round=stage.rounds["next"], text=text)
    for kind, labels in (
        ("discipline", words.DISCIPLINES),
        ("skill", words.SKILLS),
        ("slot", words.SLOTS),
        ("trait", words.TRAITS),
    ):
        for label in labels:
            offer_term(actor=actor, now=stage.now, programme=stage.programme, kind=kind, label=label)
    _shape(stage, call)
    stage.next_call = publish_call(actor=actor, now=stage.now, call=call)


def _shape(stage: Stage, call: Call) -> None:
    """Questions of its own, one asked only after another answer; criteria; a blind phase."""
    actor = stage.actor("coordinator")
    for text in (
        QuestionText("long", words.OTHER_VIEW, words_most=120, is_required=True),
        QuestionText("yes_no", words.DATA_BEFORE, is_required=True),
    ):
        ask_question(actor=actor, now=stage.now, call=call, text=text)
    before = FormQuestion.objects.get(call=call, label=words.DATA_BEFORE)
    further = QuestionText("text", words.WHICH_DATA, words_most=60, shown_when=before, shown_when_value="yes")
    ask_question(actor=actor, now=stage.now, call=call, text=further)
    overall = call.criteria.get()
    for number, (label, weight, help_) in enumerate(words.CRITERIA):
        set_criterion(
            actor=actor,
            now=stage.now,
            call=call,
            label=label,
            weight=weight,
            help=help_,
            descriptors=words.DESCRIPTORS,
            criterion=overall if number == 0 else None,
        )
    phase = PhaseText(
        "Blind reading",
        stage.day(CALL_CLOSED + 1),
        stage.today + timedelta(days=10),
        names_hidden=True,
        redacted=True,
        others="after",
    )
    set_review_phase(actor=actor, now=stage.now, call=call, text=phase)


def _applies(stage: Stage, key: str, number: int) -> Story:
    days = CALL_CLOSED + 2 if key == words.LATE else CALL_OPENED + 3 + number * 2
    yield stage.at(days, 19, 10 + number)
    one, call, code = words.NEXT[key], stage.next_call, ""
    if key == words.LATE:
        purpose = "Was in hospital when the call closed"
        actor = stage.actor("coordinator")
        code = make_access_code(actor=actor, now=stage.now, call=call, purpose=purpose, works_until=stage.day(0)).code
    application = start_application(
        actor=VISITOR, now=stage.now, call=call, name=one.name, email=address_of(one.name), code=code
    )
    stage.people[key] = application.applicant
    application = confirm_address(now=stage.now, application=application)
    actor = stage.actor(key)
    application = save_application(
        actor=actor, now=stage.now, application=application, version=1, form=_form(stage, key)
    )
    stage.applications[key] = send_application(actor=actor, now=stage.now, application=application)
    if key == words.JOINT[0]:
        yield stage.at(days + 1, 12)
        named = stage.applications[key].joint_applicants.get()
        assert named.person is not None
        stage.people[words.JOINT[1]] = named.person
        stage.answer_by_mail(words.JOINT[1], "applications.join", named.public_id, "accept")


def _form(stage: Stage, key: str) -> Form:
    one = words.NEXT[key]
    asked = {question.label: question.public_id for question in stage.next_call.form_questions.all()}
    knows_data = "statistics" in one.skills
    answers = {
        asked[words.OTHER_VIEW]: "A bus driver showed me why the timetable I had drawn would never be kept.",
        asked[words.DATA_BEFORE]: "yes" if knows_data else "no",
    }
    if knows_data:
        answers[asked[words.WHICH_DATA]] = "Survey answers, kept without names on the university's own machine."
    partner = words.NEXT[words.JOINT[1]].name
    return Form(
        organisation="University of Fenmarch",
        department=one.department,
        discipline=one.discipline,
        skills=one.skills,
        slots=[words.SLOTS[number] for number in one.slots],
        traits=[words.TRAITS[number] for number in one.traits],
        experience=f"I am {one.name}, and I bring {' and '.join(one.skills)} from {one.department}.",
        is_experienced=one.experienced,
        whole_period=True,
        hours_a_week=Decimal(6),
        wishes=[Wish(stage.questions[wish], "I know people it touches.") for wish in one.wishes],
        never=[stage.questions[one.never]] if one.never else (),
        joint=[Joint(partner, address_of(partner))] if key == words.JOINT[0] else (),
        answers=answers,
    )


def _withdraws(stage: Stage) -> Story:
    yield stage.at(CALL_CLOSED - 1, 21)
    key = words.WITHDRAWN
    withdraw_application(actor=stage.actor(key), now=stage.now, application=stage.applications[key])


def _read(stage: Stage) -> Story:
    yield stage.at(CALL_CLOSED + 3, 10)
    coordinator, call = stage.actor("coordinator"), stage.next_call
    compute_conflicts(actor=coordinator, now=stage.now, call=call)
    readers = [stage.person(who).public_id for who in ("reviewer", "second_reviewer")]
    read = [one.public_id for one in stage.applications.values() if one.call_id == call.pk]
    # Both read everything that no conflict keeps from them.
    pairs = [(reader, application) for reader in readers for application in read]
    apply_assignment(actor=coordinator, now=stage.now, call=call, pairs=pairs)
    seen = stage.applications[words.REDACTED]
    names = queries.identifying(seen)
    texts = {one.key: redacted(one.text, names) for one in queries.passages_of(seen)}
    keep_redacted_copy(actor=coordinator, now=stage.now, application=seen, texts=texts)
    yield stage.at(CALL_CLOSED + 4, 18)
    keys = {one.pk: key for key, one in stage.applications.items() if one.call_id == call.pk}
    criteria = [one.pk for one in call.criteria.all()]
    for number, who in enumerate(("reviewer", "second_reviewer")):
        actor = stage.actor(who)
        found = Review.objects.filter(reviewer=stage.person(who), application__call=call, state="assigned")
        for review in found.select_related("application__applicant").order_by("id"):
            key = keys[review.application_id]
            if key in words.NOT_READ:
                continue
            conflict = (who, key) == words.DECLARED
            reason = "We wrote a paper together last year." if conflict else ""
            opened = declare(actor=actor, now=stage.now, review=review, conflict=conflict, reason=reason)
            if not conflict:
                scores = dict.fromkeys(criteria, words.NEXT[key].scores[number])
                comment = f"Convincing on {words.NEXT[key].skills[0]}; says why it matters here."
                give_review(actor=actor, now=stage.now, review=opened, scores=scores, comment=comment)
