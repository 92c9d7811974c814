"""The call, who applied, how they were read, and how the teams came together."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from bridgework.apps.applications.actions.applying import (
    Form,
    Joint,
    Wish,
    confirm_address,
    save_application,
    send_application,
    start_application,
)
from bridgework.apps.applications.actions.assigning import apply_assignment
from bridgework.apps.applications.actions.calls import CallText, prepare_call, publish_call
from bridgework.apps.applications.actions.outcomes import propose_outcome, release_outcomes
from bridgework.apps.applications.actions.reviewing import declare, give_review
from bridgework.apps.applications.models import Application, Review
from bridgework.apps.teams.actions import leave_team
from bridgework.demo.invented import steps
from bridgework.demo.invented.applicants import APPLICANTS, DECLINED, DRAFT, JOINT, LEADS, RESERVE, TEAMS
from bridgework.demo.invented.people import address_of
from bridgework.demo.invented.programme import THIS_ROUND
from bridgework.demo.invented.stage import Stage, Story
from bridgework.kernel import roles
from bridgework.kernel.permissions import VISITOR

CALL_OPENED = THIS_ROUND + 85
LATE = {"repair": -45, "libraries": -16, "carers": -9}
"""Teams that were put together later than the others."""
INTRODUCTION = (
    "Work on one real question for six months, in a team of three to six, with officers and a councillor beside you. "
    "Your report goes to a committee of the county council, in public. Applications are read from "
    "the sixth week on; places that are left stay open until the closing day."
)


def stories(stage: Stage) -> list[Story]:
    """The call, each application, the readings, the teams, and somebody who leaves."""
    sent = [_applies(stage, key, number) for number, key in enumerate(APPLICANTS)]
    return [_call(stage), *sent, _draft(stage), _read(stage), *(_team(stage, key) for key in TEAMS), _one_leaves(stage)]


def _call(stage: Stage) -> Story:
    yield stage.at(CALL_OPENED, 9)
    text = CallText(
        title=f"Join a team of the {stage.rounds['this'].label} round",
        introduction=INTRODUCTION,
        opens_on=stage.now.date(),
        closes_on=stage.today + timedelta(days=26),
        hours_a_week=Decimal(5),
        eligibility="Anybody who studies or works at the University of Fenmarch, of any subject.",
        unpaid_note="The work is unpaid. Travel and care costs are paid back within ten days.",
        preferences_wanted=3,
    )
    call = prepare_call(actor=stage.actor("coordinator"), now=stage.now, round=stage.rounds["this"], text=text)
    stage.call = publish_call(actor=stage.actor("coordinator"), now=stage.now, call=call)


def _applies(stage: Stage, key: str, number: int) -> Story:
    yield stage.at(CALL_OPENED + 4 + number, 19, 10 + number)
    one = APPLICANTS[key]
    application = _start(stage, key, one.name)
    yield stage.at(CALL_OPENED + 5 + number, 20, 10 + number)
    application = confirm_address(now=stage.now, application=application)
    joint = [Joint(APPLICANTS[JOINT[1]].name, address_of(APPLICANTS[JOINT[1]].name))] if key == JOINT[0] else []
    form = Form(
        department=one.department,
        discipline=one.department,
        skills=one.skills.split(", "),
        experience=f"I bring {one.skills}, and two years of research in {one.department.lower()}.",
        whole_period=one.whole_period,
        hours_a_week=Decimal(one.hours),
        wishes=[Wish(stage.questions[wish], _reason(rank)) for rank, wish in enumerate(one.wishes, start=1)],
        joint=joint,
    )
    actor = stage.actor(key)
    application = save_application(
        actor=actor, now=stage.now, application=application, version=application.version, form=form
    )
    stage.applications[key] = send_application(actor=actor, now=stage.now, application=application)
    if joint:
        yield stage.at(CALL_OPENED + 9 + number, 12)
        named = stage.applications[key].joint_applicants.get()
        assert named.person is not None
        stage.people[JOINT[1]] = named.person
        stage.answer_by_mail(JOINT[1], "applications.join", named.public_id, "accept")


def _reason(rank: int) -> str:
    return {1: "This is close to what I work on, and I know people it touches.", 2: "I would learn a great deal."}.get(
        rank, ""
    )


def _start(stage: Stage, key: str, name: str) -> Application:
    application = start_application(actor=VISITOR, now=stage.now, call=stage.call, name=name, email=address_of(name))
    stage.people[key] = application.applicant
    return application


def _draft(stage: Stage) -> Story:
    yield stage.at(-3, 22)
    key, name, department = DRAFT
    application = confirm_address(now=stage.now, application=_start(stage, key, name))
    form = Form(department=department, wishes=[Wish(stage.questions["dental"])])
    save_application(
        actor=stage.actor(key), now=stage.now, application=application, version=application.version, form=form
    )


def _read(stage: Stage) -> Story:
    yield stage.at(CALL_OPENED + 38)
    readers_of = {key: ("reviewer", "second_reviewer")[number % 2] for number, key in enumerate(APPLICANTS)}
    pairs = [(stage.person(who).public_id, stage.applications[key].public_id) for key, who in readers_of.items()]
    apply_assignment(actor=stage.actor("coordinator"), now=stage.now, call=stage.call, pairs=pairs)
    asked = {one.application_id: one for one in Review.objects.filter(application__call=stage.call)}
    reviews = [(asked[stage.applications[key].pk], key, who) for key, who in readers_of.items()]
    yield stage.at(CALL_OPENED + 43)
    readers = {key: stage.actor(key) for key in ("reviewer", "second_reviewer")}
    overall = stage.call.criteria.get().pk
    for review, key, reviewer in reviews:
        if key == "holly":
            declare(
                actor=readers[reviewer], now=stage.now, review=review, conflict=True, reason="I taught her last year."
            )
            continue
        opened = declare(actor=readers[reviewer], now=stage.now, review=review, conflict=False)
        one = APPLICANTS[key]
        comment = f"Strong on {one.skills}." if one.score > 3 else "Little time beside other duties."
        give_review(actor=readers[reviewer], now=stage.now, review=opened, scores={overall: one.score}, comment=comment)
    yield stage.at(CALL_OPENED + 47)
    _decide(stage)


def _decide(stage: Stage) -> None:
    actor = stage.actor("coordinator")
    placed = {key: why for team in TEAMS.values() for key, why in team}
    for event, chosen in (("propose_place", placed), ("hold_in_reserve", RESERVE), ("propose_decline", DECLINED)):
        for key, why in chosen.items():
            propose_outcome(actor=actor, now=stage.now, application=stage.applications[key], event=event, reason=why)
    release_outcomes(actor=actor, now=stage.now, call=stage.call)


def _team(stage: Stage, key: str) -> Story:
    """The story of one team, from its draft to its confirmation."""
    begins = LATE.get(key, CALL_OPENED + 49)
    yield stage.at(begins)
    steps.compose(stage, key, TEAMS[key])
    if key == "buses":
        why = "You know every driver on the evening routes, and who waits for them."
        steps.suggest(stage, key, "bus_users", why, role=roles.COMMUNITY_PARTNER)
        why = "You travel to shifts without a car. The team has asked for you."
        steps.suggest(stage, key, "lived", why, role=roles.LIVED_EXPERIENCE)
    steps.invite(stage, key)
    yield stage.at(begins + 5, 18)
    if key in LEADS:
        steps.all_accept(stage, key, lead=LEADS[key])
        return
    # The last team still waits: one has said yes, one no, one has not answered.
    for person, choice in (("leila", "accept"), ("robert", "decline")):
        place = stage.teams[key].team_members.get(person=stage.person(person))
        stage.answer_by_mail(person, "teams.join", place.public_id, choice)


def _one_leaves(stage: Stage) -> Story:
    """Somebody leaves the bus team half-way, and somebody from the reserve takes the place."""
    yield stage.at(-84)
    team = stage.teams["buses"]
    place = team.team_members.get(person=stage.person("sophie"))
    leave_team(
        actor=stage.actor("sophie"), now=stage.now, place=place, reason="A post in Leeds that begins in a month."
    )
    yield stage.at(-79)
    why = "First on the reserve; you ranked this second, and the costs need a statistician now."
    new = steps.suggest(stage, "buses", "ifan", why, replaces=place)
    steps.invite(stage, "buses")
    yield stage.at(-75, 9)
    stage.answer_by_mail("ifan", "teams.join", new.public_id, "accept")
