"""The call of the earlier round, and its two teams formed by a run that everybody can still look up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Final

from bridgework.apps.applications.actions.applying import (
    Form,
    Wish,
    confirm_address,
    save_application,
    send_application,
    start_application,
)
from bridgework.apps.applications.actions.assigning import apply_assignment
from bridgework.apps.applications.actions.calls import CallText, close_call, prepare_call, publish_call
from bridgework.apps.applications.actions.reviewing import declare, give_review
from bridgework.apps.applications.models import Call, Review
from bridgework.apps.people.actions import grant_role
from bridgework.apps.teams import actions
from bridgework.apps.teams.models import FormationRun
from bridgework.apps.teams.queries.forming import rule_sets
from bridgework.demo.invented.applicants import APPLICANTS
from bridgework.demo.invented.people import PEOPLE, address_of
from bridgework.demo.invented.programme import LAST_ROUND
from bridgework.demo.invented.stage import Stage, Story
from bridgework.kernel import roles
from bridgework.kernel.permissions import VISITOR

BEGAN: Final = LAST_ROUND
BY: Final = "last_coordinator"


@dataclass(frozen=True)
class Earlier:
    """One application: what they study, what they rank, what they rule out, how they were scored."""

    department: str
    wishes: tuple[str, ...]
    score: int
    never: str = ""


APPLIED: Final = {
    "falls_lead": Earlier("Physiotherapy", ("falls", "verges"), 5),
    "falls_two": Earlier("Statistics", ("falls", "verges"), 4),
    "verges_lead": Earlier("Ecology", ("verges",), 5, never="falls"),
    "verges_two": Earlier("Geography", ("verges",), 4, never="falls"),
    "verges_three": Earlier("Economics", ("verges", "falls"), 4),
    "bus_users": Earlier("Voluntary sector", ("verges",), 4, never="falls"),
    # Applied again a year later.
    "arun": Earlier("Econometrics", ("verges", "falls"), 2),
}


def stories(stage: Stage) -> list[Story]:
    """The call, each application, the reading, and the run."""
    return [
        _call(stage),
        *(_applies(stage, key, number) for number, key in enumerate(APPLIED)),
        _read(stage),
        _run(stage),
    ]


def _call(stage: Stage) -> Story:
    yield stage.at(BEGAN + 100, 9)
    text = CallText(
        title="Join a team of the last round",
        opens_on=stage.now.date(),
        closes_on=stage.day(BEGAN + 122),
        hours_a_week=Decimal(5),
        eligibility="Anybody who studies or works at the University of Fenmarch, or knows the place.",
        unpaid_note="The work is unpaid. Travel and care costs are paid back within ten days.",
        preferences_wanted=2,
        appeals_until=stage.day(BEGAN + 160),
        appeal_role="the sponsor councillor",
    )
    call = prepare_call(actor=stage.actor(BY), now=stage.now, round=stage.rounds["last"], text=text)
    publish_call(actor=stage.actor(BY), now=stage.now, call=call)


def _applies(stage: Stage, key: str, number: int) -> Story:
    yield stage.at(BEGAN + 104 + number, 18, 20 + number)
    one, call = APPLIED[key], _call_of(stage)
    name = PEOPLE[key][0] if key in PEOPLE else APPLICANTS[key].name
    application = start_application(actor=VISITOR, now=stage.now, call=call, name=name, email=address_of(name))
    stage.people[key] = application.applicant
    application = confirm_address(now=stage.now, application=application)
    form = Form(
        department=one.department,
        experience=f"I bring two years of work in {one.department.lower()}.",
        whole_period=True,
        hours_a_week=Decimal(5),
        wishes=[Wish(stage.questions[wish]) for wish in one.wishes],
        never=[stage.questions[one.never]] if one.never else (),
    )
    actor = stage.actor(key)
    save_application(actor=actor, now=stage.now, application=application, version=application.version, form=form)
    send_application(actor=actor, now=stage.now, application=application)


def _read(stage: Stage) -> Story:
    yield stage.at(BEGAN + 124, 10)
    # Everybody at the university is too close to those who applied; somebody from outside reads.
    call, reader = _call_of(stage), stage.person("lived")
    grant_role(
        actor=stage.actor("lead"), now=stage.now, person=reader, role=roles.REVIEWER, scope=stage.programme.scope,
        starts_on=stage.now.date(), ends_on=stage.day(BEGAN + 140), reason="Reads for this round.",
    )  # fmt: skip
    close_call(actor=stage.actor(BY), now=stage.now, call=call)
    pairs = [(reader.public_id, one.public_id) for one in call.applications.all()]
    apply_assignment(actor=stage.actor(BY), now=stage.now, call=call, pairs=pairs)
    yield stage.at(BEGAN + 127, 16)
    actor, scores = stage.actor("lived"), {stage.people[key].pk: one.score for key, one in APPLIED.items()}
    for review in Review.objects.filter(reviewer=reader, application__call=call).select_related("application"):
        opened = declare(actor=actor, now=stage.now, review=review, conflict=False)
        given = dict.fromkeys((one.pk for one in call.criteria.all()), scores[review.application.applicant_id])
        give_review(actor=actor, now=stage.now, review=opened, scores=given, comment="Says what they bring, and why.")


def _run(stage: Stage) -> Story:
    """Frozen, its value fixed by others a day later, and published; both teams are invited from it."""
    yield stage.at(BEGAN + 129, 11)
    call, actor = _call_of(stage), stage.actor(BY)
    actions.keep_rules(
        actor=actor, now=stage.now, call=call, name="Two teams of three",
        rules={"team_size": [3, 3], "questions_run": "most-wanted", "order": "generous"},
    )  # fmt: skip
    run = actions.begin_run(actor=actor, now=stage.now, call=call, rules=rule_sets(call)[0])
    run = actions.freeze_run(
        actor=actor, now=stage.now, run=run, public_value_source="The six numbers of the invented county draw",
        public_value_on=stage.now.date() + timedelta(days=1), auditor=stage.person("mentor"),
    )  # fmt: skip
    yield stage.at(BEGAN + 132, 11)
    run = actions.enter_public_value(actor=stage.actor(BY), now=stage.now, run=run, value="3 9 14 27 31 42")
    actions.start_solving(actor=stage.actor(BY), now=stage.now, run=run)
    yield stage.at(BEGAN + 135, 10)
    run = FormationRun.objects.get(pk=run.pk)
    run = actions.bind_run(actor=stage.actor(BY), now=stage.now, run=run)
    run = actions.publish_run(actor=stage.actor(BY), now=stage.now, run=run, unplaced="decline")
    for team in run.teams.select_related("challenge"):
        key = next(key for key, one in stage.challenges.items() if one.pk == team.challenge_id)
        stage.teams[key] = team


def _call_of(stage: Stage) -> Call:
    return Call.objects.get(round=stage.rounds["last"])
