"""The earlier invented round: two questions, and what became of every recommendation."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from bridgework.apps.impact.actions import (
    Checked,
    Effect,
    Reported,
    check_independently,
    close_action,
    close_recommendation,
    open_action,
    record_reply,
    report_back,
    state_effect,
)
from bridgework.apps.impact.models import Action
from bridgework.apps.people.actions import grant_role
from bridgework.apps.programmes.actions import (
    close_round,
    hold_gathering,
    note_attendance,
    note_what_was_done,
    plan_gathering,
    write_lesson,
)
from bridgework.apps.questions.actions.belonging import give_brief
from bridgework.apps.reports.models import Recommendation
from bridgework.apps.teams.actions import confirm_contribution, describe_contribution, finish_team
from bridgework.apps.workspace.actions.milestones import begin_work
from bridgework.demo.invented import earlier_words as words
from bridgework.demo.invented import steps
from bridgework.demo.invented.evidence import find
from bridgework.demo.invented.falls_report import hear_somebody, write_in_sections
from bridgework.demo.invented.people import PEOPLE
from bridgework.demo.invented.programme import LAST_ROUND, MEETINGS, make_round
from bridgework.demo.invented.round_days import morning_after
from bridgework.demo.invented.stage import Stage, Story
from bridgework.kernel import roles

BEGAN = LAST_ROUND


def run_of_round(stage: Stage) -> Story:
    """The round is made, its launch and wrap-up are held, its lessons are written and it is closed."""
    yield stage.at(BEGAN, 9)
    make_round(stage, "last", BEGAN)
    yield stage.at(BEGAN + 85)
    asked = [stage.person(key) for key in ("sponsor", "adults", "highways", "councillor", "mentor", "reviewer")]
    launch = plan_gathering(
        actor=stage.actor("last_coordinator"),
        now=stage.now,
        round_=stage.rounds["last"],
        kind="launch",
        title="Launch",
        starts_at=stage.at(BEGAN + 100, 17, 30),
        place="Guildhall Annexe, University of Fenmarch",
        invite=asked,
    )
    yield morning_after(launch)
    actor = stage.actor("last_coordinator")
    hold_gathering(actor=actor, now=stage.now, gathering=launch, notes="Two questions were pitched; 41 people came.")
    came = {person.pk: number != 3 for number, person in enumerate(asked)}
    note_attendance(actor=actor, now=stage.now, gathering=launch, attended=came)
    yield stage.at(-380)
    actor = stage.actor("last_coordinator")
    lessons = [write_lesson(actor=actor, now=stage.now, round_=stage.rounds["last"], text=one) for one in words.LESSONS]
    yield stage.at(-320)
    note_what_was_done(actor=stage.actor("lead"), now=stage.now, lesson=lessons[0], done_about_it=words.LESSON_DONE)
    close_round(actor=stage.actor("lead"), now=stage.now, round_=stage.rounds["last"])


def falls_at_home(stage: Stage) -> Story:
    """A question on falls: seven recommendations, each with another fate."""
    key = "falls"
    yield stage.at(BEGAN + 6)
    steps.propose(stage, key, "adults", words.FALLS, round_key="last", decide_in=380)
    yield stage.at(BEGAN + 66)
    steps.shortlist(stage, key, "A decision on the contract is due, and the data are at hand.")
    yield stage.at(BEGAN + 82)
    supporters = (("public_health", roles.SUPPORTING_OFFICER), ("councillor", roles.SUPPORTING_COUNCILLOR))
    steps.take_up(stage, key, "falls-at-home", supporters)
    yield stage.at(BEGAN + 143)
    steps.all_accept(stage, key, lead="falls_lead", by="last_coordinator")
    yield stage.at(BEGAN + 147)
    actor = stage.actor("adults")
    give_brief(actor=actor, now=stage.now, challenge=stage.challenge(key), text=words.FALLS_BRIEF)
    steps.settle(stage, key, "last_communities", "Living well for longer", "The service reports to this committee.")
    yield stage.at(BEGAN + 150)
    begin_work(actor=stage.actor("falls_lead"), now=stage.now, challenge=stage.challenge(key))
    yield stage.at(BEGAN + 230)
    find(stage, key, "falls_two", words.FALLS_FINDINGS)
    yield stage.at(BEGAN + 240)
    said = hear_somebody(stage, key, "falls_two")
    yield stage.at(BEGAN + 285)
    steps.write_report(stage, key, "falls_lead", words.FALLS_TITLE, words.FALLS_SUMMARY, "", words.FALLS_RECOMMENDED)
    write_in_sections(stage, key, "falls_lead", said)
    yield stage.at(BEGAN + 306)
    steps.finish_and_publish(stage, key, "falls_lead")
    yield stage.at(BEGAN + 320)
    paper = steps.write_paper(
        stage, key, "adults", "last_communities", words.FALLS_TITLE, words.FALLS_SUMMARY,
        "Head of adult social care commissioning", words.FALLS_PROPOSALS,
    )  # fmt: skip
    yield stage.at(BEGAN + 335)
    steps.hand_to_clerk(stage, paper, "adults")
    yield stage.at(MEETINGS["last_communities"][1] - 9)
    steps.publish(stage, paper)
    yield stage.at(MEETINGS["last_communities"][1] + 1, 15)
    for proposal, (outcome, changed, reason) in zip(steps.proposals_of(paper), words.FALLS_OUTCOMES, strict=True):
        steps.resolve(stage, proposal, outcome, words=changed, reason=reason)
    yield stage.at(MEETINGS["last_communities"][1] + 14)
    yield from _what_became_of_falls(stage, owner="public_health")


def _what_became_of_falls(stage: Stage, owner: str) -> Story:
    one, two, three = _recommendations(stage, "falls")[:3]
    exercise = _action(stage, "falls", one, words.FALLS_ACTIONS[0], owner, due=stage.day(-210))
    discharge = _action(stage, "falls", two, words.FALLS_ACTIONS[1], owner, due=stage.day(-24))
    housing = _action(stage, "falls", three, words.FALLS_ACTIONS[2], "housing", due=stage.day(-150))
    mentor = stage.person("mentor")
    grant_role(
        actor=stage.actor("lead"),
        now=stage.now,
        person=mentor,
        role=roles.MENTOR,
        scope=stage.challenge("falls").scope,
        starts_on=stage.now.date(),
    )
    yield stage.at(-330)
    finish_team(actor=stage.actor("lead"), now=stage.now, team=stage.teams["falls"])
    place = stage.teams["falls"].team_members.get(person=stage.person("falls_two"))
    describe_contribution(actor=stage.actor("falls_two"), now=stage.now, place=place, text=words.CONTRIBUTION)
    confirm_contribution(actor=stage.actor("lead"), now=stage.now, place=place)
    yield stage.at(-215)
    _report(stage, exercise, owner, "done", words.FALLS_REPORTED[0])
    yield stage.at(-205)
    _report(stage, discharge, owner, "under_way", words.FALLS_REPORTED[1])
    yield stage.at(-152)
    _report(stage, housing, "housing", "done", words.FALLS_REPORTED[2])
    yield stage.at(-140)
    _check(stage, one, "mentor", "agrees", "done", words.FALLS_CHECKED[0])
    yield stage.at(-133)
    _check(stage, three, "lead", "disputes", "under_way", words.FALLS_CHECKED[1])
    yield stage.at(-90)
    effect = Effect(
        kind="money_saved",
        grade="outcome_compared",
        text=words.FALLS_EFFECT,
        amount=Decimal("184000"),
        amount_period="a year",
        stated_by="The council's finance service",
        confidence="Moderate: two districts compared over nine months.",
        other_causes=words.FALLS_OTHER_CAUSES,
        counter_evidence=words.FALLS_COUNTER,
        observed_on=stage.month(-95),
    )
    challenge = stage.challenge("falls")
    state_effect(actor=stage.actor("lead"), now=stage.now, challenge=challenge, effect=effect, recommendations=[one])
    yield stage.at(-84)
    close_action(actor=stage.actor("lead"), now=stage.now, action=exercise, event="close_done", reason="Checked.")
    close_recommendation(
        actor=stage.actor("lead"), now=stage.now, recommendation=one, event="close_done", reason=words.FALLS_CLOSED
    )


def verges(stage: Stage) -> Story:
    """A question on road verges: a change that nobody found, and proposals that did not carry."""
    key = "verges"
    yield stage.at(BEGAN + 9)
    steps.propose(stage, key, "highways", words.VERGES, round_key="last", decide_in=390)
    yield stage.at(BEGAN + 67)
    steps.shortlist(stage, key, "Small enough for one team, and the mowing contract ends next year.")
    yield stage.at(BEGAN + 83)
    supporters = (("waste", roles.SUPPORTING_OFFICER), ("second_councillor", roles.SUPPORTING_COUNCILLOR))
    steps.take_up(stage, key, "verges", supporters)
    yield stage.at(BEGAN + 145)
    steps.all_accept(stage, key, lead="verges_lead", by="last_coordinator")
    yield stage.at(BEGAN + 149)
    give_brief(actor=stage.actor("highways"), now=stage.now, challenge=stage.challenge(key), text=words.VERGES_BRIEF)
    steps.settle(stage, key, "last_environment", "Highways and nature", "Verges are highways land.")
    begin_work(actor=stage.actor("verges_lead"), now=stage.now, challenge=stage.challenge(key))
    yield stage.at(BEGAN + 236)
    find(stage, key, "verges_two", words.VERGES_FINDINGS)
    yield stage.at(BEGAN + 290)
    steps.write_report(
        stage, key, "verges_lead", words.VERGES_TITLE, words.VERGES_SUMMARY, words.VERGES_TEXT, words.VERGES_RECOMMENDED
    )
    yield stage.at(BEGAN + 312)
    steps.finish_and_publish(stage, key, "verges_lead")
    paper = steps.write_paper(
        stage, key, "highways", "last_environment", words.VERGES_TITLE, words.VERGES_SUMMARY,
        "Head of highways", words.VERGES_PROPOSALS,
    )  # fmt: skip
    steps.hand_to_clerk(stage, paper, "highways")
    yield stage.at(MEETINGS["last_environment"][1] - 9)
    steps.publish(stage, paper)
    yield stage.at(MEETINGS["last_environment"][1] + 1, 16)
    for proposal, (outcome, changed, reason) in zip(steps.proposals_of(paper), words.VERGES_OUTCOMES, strict=True):
        steps.resolve(stage, proposal, outcome, words=changed, reason=reason)
    yield stage.at(MEETINGS["last_environment"][1] + 20)
    trial = _recommendations(stage, key)[0]
    action = _action(stage, key, trial, words.VERGES_ACTIONS[0], "highways", due=stage.day(-160))
    yield stage.at(-329)
    finish_team(actor=stage.actor("lead"), now=stage.now, team=stage.teams[key])
    yield stage.at(-165)
    _report(stage, action, "highways", "done", words.VERGES_REPORTED[0])
    yield stage.at(-120)
    _check(stage, trial, "lead", "agrees", "done", words.VERGES_CHECKED[0])
    yield stage.at(-60)
    effect = Effect(
        kind="none_found",
        text=words.VERGES_EFFECT,
        stated_by="The programme, with the alumni of the team",
        other_causes=words.VERGES_OTHER_CAUSES,
        observed_on=stage.month(-62),
    )
    challenge = stage.challenge(key)
    state_effect(actor=stage.actor("lead"), now=stage.now, challenge=challenge, effect=effect, recommendations=[trial])


def reply_without_committee(stage: Stage) -> Story:
    """What was asked of somebody else than the committee: one replied, the other never did."""
    yield stage.at(-300)
    sixth = _recommendations(stage, "falls")[5]
    record_reply(
        actor=stage.actor("lead"),
        now=stage.now,
        recommendation=sixth,
        outcome="noted",
        replied_by_role="Operations manager, ambulance service",
        decided_on=stage.now.date() - timedelta(days=3),
        reason="Will be looked at when the call-handling system is replaced.",
        source="Letter to the programme lead",
    )


def _recommendations(stage: Stage, key: str) -> list[Recommendation]:
    return list(stage.challenge(key).recommendations.order_by("order"))


def _action(stage: Stage, key: str, recommendation: Recommendation, text: str, owner: str, due: date) -> Action:
    return open_action(
        actor=stage.actor("lead"),
        now=stage.now,
        challenge=stage.challenge(key),
        recommendations=[recommendation],
        text=text,
        owner=stage.person(owner),
        owner_role=PEOPLE[owner][2],
        due_on=due,
    )


def _report(stage: Stage, action: Action, by: str, progress: str, text: str) -> None:
    report_back(actor=stage.actor(by), now=stage.now, action=action, reported=Reported(progress=progress, text=text))


def _check(stage: Stage, recommendation: Recommendation, by: str, result: str, progress: str, text: str) -> None:
    label = {"mentor": "Alumna of the programme", "lead": "Programme lead"}[by]
    check_independently(
        actor=stage.actor(by),
        now=stage.now,
        recommendation=recommendation,
        checked=Checked(
            result=result, progress=progress, text=text, evidence_kind="independent", by_role=label,
        ),
    )  # fmt: skip
