"""A run from its draft to its repair: what is promised, what is refused, what becomes public and when."""

from __future__ import annotations

import json

import pytest

from bridgework.apps.applications.actions.applying import withdraw_application
from bridgework.apps.applications.models import Application
from bridgework.apps.conflicts.actions import declare_conflict
from bridgework.apps.messages.models import Batch, Message
from bridgework.apps.people.queries import actor_for
from bridgework.apps.teams import actions, rules
from bridgework.apps.teams.actions.solving import record_result
from bridgework.apps.teams.models import FormationMove, FormationRun, Team, TeamMember
from bridgework.apps.teams.queries import forming
from bridgework.apps.teams.waiting import runs_to_repair
from bridgework.core.formation.allocations import read_allocation
from bridgework.core.formation.canonical import commitment
from bridgework.core.formation.checking import breaches
from bridgework.core.formation.solving import solve
from bridgework.core.formation.validating import read_round
from bridgework.kernel import sealing
from bridgework.kernel.errors import InvalidInput, NotPermitted, NotPossibleNow, StaleRecord
from bridgework.kernel.models import AuditEntry, Job, Transition
from bridgework.kernel.permissions import SYSTEM
from tests.apps.teams import formed
from tests.cast import NOW, Cast, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def test_a_run_is_repeated_from_what_is_published(cast: Cast) -> None:
    run = formed.binding(cast, formed.call_with_applicants(cast))
    who = cast.actor("coordinator")
    assert (run.breaches, run.second_solver["agrees"]) == ([], True)
    run = actions.publish_run(actor=who, now=formed.LATER, run=run, version=run.version)
    assert commitment(run.released_secret) == run.seed_commitment
    document = forming.released_document(run)
    again = solve(read_round(document))
    assert again.result_sha256 == run.result_sha256
    assert breaches(document, run.allocation) == []
    placed = sorted(one for team in run.allocation["teams"] for one in team["members"])
    assert TeamMember.objects.filter(team__formed_by=run, state="invited").count() == len(placed) == 12
    run = formed.after_jobs(run)
    assert sorted(run.reasons) == placed
    assert sorted(Batch.objects.values_list("state", "key")) == [
        ("waiting", f"applications/{run.call.public_id}"),
        ("waiting", f"teams/{run.public_id}"),
    ]
    assert not Message.objects.filter(subject__startswith="Will you join").exclude(state="waiting").exists()


def test_the_secret_shows_nowhere_before_it_is_released(cast: Cast) -> None:
    run = formed.binding(cast, formed.call_with_applicants(cast, 7))
    secret = sealing.unseal(run.sealed_secret, purpose=forming.SECRET_PURPOSE)
    everything = [
        *(json.dumps(list(model.objects.values()), default=str) for model in
          (FormationRun, FormationMove, AuditEntry, Transition, Job, Message)),
        json.dumps(forming.released_document(run)),
    ]  # fmt: skip
    assert [text for text in everything if secret in text] == []
    assert "seed" not in forming.released_document(run)
    actions.publish_run(actor=cast.actor("coordinator"), now=formed.LATER, run=run)
    assert forming.released_document(FormationRun.objects.get(pk=run.pk))["seed"] == f"{secret}|{formed.VALUE}"


def test_the_same_input_is_frozen_once(cast: Cast) -> None:
    call = formed.call_with_applicants(cast, 6)
    who = cast.actor("coordinator")
    first = actions.set_run_aside(actor=who, now=NOW, run=formed.frozen(cast, call), reason="Another try.")
    assert first.released_secret == ""
    with pytest.raises(NotPossibleNow) as refused:
        formed.frozen(cast, call)
    assert refused.value.rule == "teams.one-run-an-input"
    again = actions.take_run_up(actor=who, now=NOW, run=first)
    assert (again.state, again.seed_commitment) == ("frozen", first.seed_commitment)


def test_nobody_can_try_out_seeds(cast: Cast) -> None:
    call = formed.call_with_applicants(cast, 6)
    who = cast.actor("coordinator")
    run = actions.begin_run(actor=who, now=NOW, call=call)
    with pytest.raises(InvalidInput) as known:
        actions.freeze_run(actor=who, now=NOW, run=run, public_value_source="Today's", public_value_on=NOW.date())
    run = formed.frozen(cast, call)
    with pytest.raises(NotPossibleNow) as early:
        actions.enter_public_value(actor=who, now=NOW, run=run, value="1")
    with pytest.raises(NotPossibleNow) as incomplete:
        actions.start_solving(actor=who, now=formed.LATER, run=run)
    run = actions.enter_public_value(actor=who, now=formed.LATER, run=run, value="1")
    with pytest.raises(NotPossibleNow) as twice:
        actions.enter_public_value(actor=who, now=formed.LATER, run=run, value="2")
    assert [one.value.rule for one in (known, early, incomplete, twice)] == [
        "teams.public-value-later",
        "teams.public-value-later",
        "teams.public-value-first",
        "teams.public-value-once",
    ]


def test_a_move_is_priced_recorded_and_made_once(cast: Cast) -> None:
    run = formed.binding(cast, formed.call_with_applicants(cast))
    who = cast.actor("coordinator")
    applicant, here = next(iter(read_allocation(run.teams_now).question_of.items()))
    there = next(team["question"] for team in run.teams_now["teams"] if team["question"] != here)
    price = actions.price_for(run, applicant, there)
    moved = actions.move_by_hand(
        actor=who, now=formed.LATER, run=run, applicant=applicant, question=there, reason="They asked.",
        knows_breaches=True, version=run.version,
    )  # fmt: skip
    assert (moved.price, moved.moved_by_role, moved.from_question) == (price.sentence, "coordinator", here)
    with pytest.raises(StaleRecord):
        actions.move_by_hand(
            actor=who, now=formed.LATER, run=run, applicant=applicant, question=here, reason="No.", version=run.version
        )
    run.refresh_from_db()
    assert read_allocation(run.teams_now).question_of[applicant] == there
    assert run.result_sha256 == run.allocation["result_sha256"] != run.teams_now["result_sha256"]


def test_what_somebody_ruled_out_is_kept_whatever_the_reason(cast: Cast) -> None:
    call = formed.call_with_applicants(cast)
    one = Application.objects.filter(call=call).select_related("applicant").first()
    assert one is not None
    against = call.round.challenges.get(question__title="Libraries").question
    declare_conflict(
        actor=cast.actor("coordinator"), now=NOW, person=one.applicant, record_public_id=against.public_id,
        scope=cast.round.scope, reason="Works there.",
    )  # fmt: skip
    run = formed.binding(cast, call)
    seat = run.formation_applicants.get(person=one.applicant)
    with pytest.raises(NotPossibleNow) as refused:
        actions.move_by_hand(
            actor=cast.actor("coordinator"), now=formed.LATER, run=run, applicant=seat.pseudonym,
            question=against.public_id, reason="Please.", knows_breaches=True,
        )  # fmt: skip
    assert refused.value.rule == "teams.conflicts"


def test_somebody_withdraws_and_as_few_as_possible_move(cast: Cast) -> None:
    call = formed.call_with_applicants(cast)
    run = formed.binding(cast, call)
    who = cast.actor("coordinator")
    team = max(run.teams_now["teams"], key=lambda one: len(one["members"]))
    leaving = run.formation_applicants.get(pseudonym=team["members"][0])
    withdraw_application(actor=who, now=formed.LATER, application=leaving.application)
    with pytest.raises(NotPossibleNow) as stale:
        actions.publish_run(actor=who, now=formed.LATER, run=run)
    assert stale.value.rule == "teams.frozen-is-stale"
    repaired = formed.after_jobs(actions.repair_run(actor=who, now=formed.LATER, run=run))
    assert (repaired.state, repaired.seed_commitment) == ("solved", run.seed_commitment)
    assert repaired.allocation["stages"][0] == repaired.allocation["stages"][0] | {"name": "moved", "value": 0}
    repaired = actions.bind_run(actor=who, now=formed.LATER, run=repaired)
    run.refresh_from_db()
    assert run.state == "set_aside"
    actions.publish_run(actor=who, now=formed.LATER, run=repaired)
    assert TeamMember.objects.filter(state="invited").count() == 11

    # And once more after publication: the teams stand, one place is given up, nobody else hears anything new.
    place = TeamMember.objects.filter(state="invited", team__challenge__question__public_id=team["question"]).first()
    assert place is not None
    actions.accept_place(actor=actor_for(place.person, formed.LATER), now=formed.LATER, place=place)
    other = next(one for one in TeamMember.objects.filter(team=place.team, state="invited"))
    actions.decline_place(actor=actor_for(other.person, formed.LATER), now=formed.LATER, place=other)
    standing = set(Team.objects.filter(formed_by=repaired).values_list("pk", flat=True))
    again = formed.after_jobs(actions.repair_run(actor=who, now=formed.LATER, run=repaired))
    again = actions.bind_run(actor=who, now=formed.LATER, run=again)
    actions.publish_run(actor=who, now=formed.LATER, run=again)
    place.refresh_from_db()
    assert place.state == "accepted"
    assert set(Team.objects.exclude(state="disbanded").filter(formed_by__call=call).values_list("pk", flat=True)) == (
        standing
    )


def test_whoever_withdraws_gives_up_their_place_and_the_coordinator_hears(cast: Cast) -> None:
    run = formed.binding(cast, formed.call_with_applicants(cast))
    who, later = cast.actor("coordinator"), formed.LATER + formed.DAY
    run = formed.after_jobs(actions.publish_run(actor=who, now=formed.LATER, run=run))
    accepted, invited = TeamMember.objects.filter(state="invited").order_by("id")[:2]
    actions.accept_place(actor=actor_for(accepted.person, formed.LATER), now=formed.LATER, place=accepted)

    def waiting() -> list[str]:
        return [one.address for one in runs_to_repair(cast.person("coordinator").pk, later)]

    assert waiting() == []
    for place in (accepted, invited):
        assert place.application is not None
        withdraw_application(actor=actor_for(place.person, later), now=later, application=place.application)
    formed.after_jobs(run)
    assert [TeamMember.objects.get(pk=one.pk).state for one in (accepted, invited)] == ["left", "removed"]
    assert actor_for(accepted.person, later + formed.DAY).holdings == ()
    assert waiting() == [f"/desk/formation/{run.public_id}/"]
    actions.repair_run(actor=who, now=later, run=run)
    assert waiting() == []


def test_a_job_that_runs_twice_keeps_one_result_and_a_stopped_run_begins_again(cast: Cast) -> None:
    call = formed.call_with_applicants(cast, 6)
    run = formed.solved(cast, call)
    kept = record_result(
        actor=SYSTEM, now=formed.LATER, run=run, allocation={"result_sha256": "other"}, breaches=[], second_solver={}
    )
    assert (kept.state, kept.result_sha256) == ("solved", run.result_sha256)


def test_a_run_that_is_asked_to_stop_stops_and_can_begin_again(cast: Cast) -> None:
    call = formed.call_with_applicants(cast, 6)
    who = cast.actor("coordinator")
    run = actions.enter_public_value(actor=who, now=formed.LATER, run=formed.frozen(cast, call), value=formed.VALUE)
    actions.start_solving(actor=who, now=formed.LATER, run=run)
    actions.stop_solving(actor=who, now=formed.LATER, run=run)
    assert formed.after_jobs(run).state == "frozen"
    actions.start_solving(actor=who, now=formed.LATER, run=run)
    assert formed.after_jobs(run).state == "solved"


def test_a_run_that_the_program_gave_up_stops_when_asked_and_begins_again(cast: Cast) -> None:
    who = cast.actor("coordinator")
    run = formed.frozen(cast, formed.call_with_applicants(cast, 6))
    run = actions.enter_public_value(actor=who, now=formed.LATER, run=run, value=formed.VALUE)
    actions.start_solving(actor=who, now=formed.LATER, run=run)
    Job.objects.filter(kind="teams.solve").update(state=Job.FAILED)
    stopped = actions.stop_solving(actor=who, now=formed.LATER, run=run)
    assert (stopped.state, "gave up" in stopped.failure) == ("frozen", True)
    assert formed.after_jobs(actions.start_solving(actor=who, now=formed.LATER, run=stopped)).state == "solved"


def test_who_plans_and_who_reads(cast: Cast) -> None:
    call = formed.call_with_applicants(cast, 6)
    other = make_cast("elsewhere")
    for key, who in (("researcher", cast), ("reviewer", cast), ("coordinator", other)):
        with pytest.raises(NotPermitted):
            actions.begin_run(actor=who.actor(key), now=NOW, call=call)
    declare_conflict(
        actor=cast.actor("lead"), now=NOW, person=cast.person("coordinator"),
        record_public_id=call.applications.all()[0].public_id, scope=call.scope, reason="A cousin.",
    )  # fmt: skip
    with pytest.raises(NotPermitted) as conflicted:
        forming.require_planner(actor_for(cast.person("coordinator"), NOW), call)
    assert conflicted.value.reason == "A conflict of interest is recorded for you in this round."
    lead = cast.actor("lead")
    run = actions.begin_run(actor=lead, now=NOW, call=call)
    run = actions.freeze_run(
        actor=lead, now=NOW, run=run, public_value_source="x", public_value_on=formed.LATER.date(),
        auditor=cast.person("partner"),
    )  # fmt: skip
    readers = [key for key in cast.people if rules.READ_INPUT.may(cast.actor(key), run).allowed]
    assert readers == ["lead", "coordinator", "partner"]
