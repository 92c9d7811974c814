"""Milestones: counted backwards, counted again, ticked; slippage told when it is certain."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bridgework.apps.calendar.models import ElectionPeriod
from bridgework.apps.questions.actions import give_brief, set_provisional_date, set_target_meeting
from bridgework.apps.workspace import actions, queries
from bridgework.apps.workspace.models import Milestone
from bridgework.kernel import waiting
from bridgework.kernel.errors import InvalidInput, NotPermitted
from bridgework.kernel.jobs import run_waiting
from tests.cast import NOW, Cast, make_cast, settle_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    made = make_cast()
    made.challenge.target_meeting = made.meeting
    made.challenge.save()
    return made


def days(cast: Cast) -> dict[str, date | None]:
    return dict(Milestone.objects.filter(challenge=cast.challenge).values_list("key", "planned_on"))


def test_milestones_are_counted_backwards_from_the_meeting(cast: Cast) -> None:
    actions.count_plan(actor=cast.actor("team_lead"), now=NOW, challenge=cast.challenge)
    assert days(cast) == {
        "brief": date(2026, 4, 22),
        "research_plan": date(2026, 5, 6),
        "midway": date(2026, 7, 8),
        "draft_report": date(2026, 7, 29),
        "fact_check": date(2026, 8, 12),
        "final_report": date(2026, 8, 26),
        "covering_paper": date(2026, 9, 9),
        "publication": date(2026, 9, 9),
    }


def test_a_provisional_date_is_marked_so_and_a_real_one_counts_again(cast: Cast) -> None:
    settle_at(cast)
    cast.challenge.target_meeting = None
    cast.challenge.save()
    set_provisional_date(actor=cast.actor("lead"), now=NOW, challenge=cast.challenge, on=date(2026, 9, 17))
    run_waiting()
    assert set(Milestone.objects.values_list("is_provisional", flat=True)) == {True}
    cast.challenge.refresh_from_db()
    set_target_meeting(actor=cast.actor("lead"), now=NOW, challenge=cast.challenge, meeting=cast.meeting)
    run_waiting()
    assert set(Milestone.objects.values_list("is_provisional", flat=True)) == {False}


def test_a_step_done_keeps_its_day_and_the_first_plan_stays(cast: Cast) -> None:
    actions.count_plan(actor=cast.actor("lead"), now=NOW, challenge=cast.challenge)
    brief = Milestone.objects.get(key="brief")
    actions.reach_milestone(actor=cast.actor("researcher"), now=NOW, milestone=brief)
    cast.meeting.on = date(2026, 10, 15)
    cast.meeting.save()
    actions.count_plan(actor=cast.actor("lead"), now=NOW, challenge=cast.challenge)
    draft = Milestone.objects.get(key="draft_report")
    assert days(cast)["brief"] == brief.planned_on
    assert (draft.first_planned_on, draft.planned_on) == (date(2026, 7, 29), date(2026, 8, 26))
    shown = queries.plan_of(cast.challenge, NOW.date()).milestones
    assert [one.moved for one in shown if one.milestone.key == "draft_report"] == [
        "20 working days later than first planned"
    ]


def test_nothing_is_published_in_an_election_period(cast: Cast) -> None:
    ElectionPeriod.objects.create(
        created_at=NOW,
        organisation=cast.council,
        starts_on=date(2026, 8, 24),
        ends_on=date(2026, 9, 14),
        name="pre-election period",
    )
    actions.count_plan(actor=cast.actor("lead"), now=NOW, challenge=cast.challenge)
    assert days(cast)["publication"] == date(2026, 8, 21)


def test_a_pause_of_the_round_stops_every_step(cast: Cast) -> None:
    cast.round.paused_from, cast.round.paused_until = date(2026, 8, 3), date(2026, 8, 14)
    cast.round.save()
    actions.count_plan(actor=cast.actor("lead"), now=NOW, challenge=cast.challenge)
    assert days(cast)["brief"] == date(2026, 4, 8)


def test_slippage_is_shown_when_it_is_certain_and_not_before(cast: Cast) -> None:
    actions.count_plan(actor=cast.actor("lead"), now=NOW, challenge=cast.challenge)
    for one in Milestone.objects.filter(key__in=["brief", "research_plan", "midway"]):
        actions.reach_milestone(
            actor=cast.actor("lead"),
            now=datetime(2026, 6, 30, 12, tzinfo=UTC),
            milestone=one,
            on=date(2026, 6, 30),
        )
    cast.challenge.refresh_from_db()
    in_time = queries.plan_of(cast.challenge, date(2026, 7, 29))
    assert (in_time.certain, in_time.word, in_time.instead) == (False, "Will make it", None)
    lost = queries.plan_of(cast.challenge, date(2026, 7, 30))
    assert (lost.certain, lost.word, lost.kind) == (True, "Will miss the meeting", "late")
    assert lost.behind == "“Draft of the report” was planned for Wed 29 July 2026."


def test_the_next_meeting_that_can_be_reached_is_named(cast: Cast) -> None:
    later = cast.meeting
    later.pk, later.public_id, later.on = None, "laterlater0001", date(2026, 12, 17)
    later.save()
    cast.challenge.refresh_from_db()
    actions.count_plan(actor=cast.actor("lead"), now=NOW, challenge=cast.challenge)
    assert queries.plan_of(cast.challenge, date(2026, 7, 1)).instead == date(2026, 12, 17)


def test_a_milestone_is_reached_on_a_day_that_has_come(cast: Cast) -> None:
    actions.count_plan(actor=cast.actor("lead"), now=NOW, challenge=cast.challenge)
    brief = Milestone.objects.get(key="brief")
    with pytest.raises(InvalidInput):
        actions.reach_milestone(actor=cast.actor("lead"), now=NOW, milestone=brief, on=date(2026, 12, 1))
    with pytest.raises(NotPermitted):
        actions.reach_milestone(actor=cast.actor("outsider"), now=NOW, milestone=brief)


def test_a_milestone_whose_day_has_come_waits_on_its_role(cast: Cast) -> None:
    actions.count_plan(actor=cast.actor("lead"), now=NOW, challenge=cast.challenge)
    on_the_day = datetime(2026, 5, 6, 9, tzinfo=UTC)
    assert [one.title for one in waiting.waiting_on(cast.person("owner").pk, on_the_day)] == [
        "Brief given to the team: “Rural buses”"
    ]
    assert [one.title for one in waiting.waiting_on(cast.person("team_lead").pk, on_the_day)] == [
        "Research plan agreed: “Rural buses”"
    ]


def test_beginning_moves_the_challenge_and_plans(cast: Cast) -> None:
    cast.challenge.state = "team_formed"
    cast.challenge.save()
    actions.begin_work(actor=cast.actor("team_lead"), now=NOW, challenge=cast.challenge)
    cast.challenge.refresh_from_db()
    assert (cast.challenge.state, Milestone.objects.count()) == ("under_way", 8)


def test_a_brief_given_reaches_its_milestone_before_and_after_the_plan_is_counted(cast: Cast) -> None:
    actions.count_plan(actor=cast.actor("team_lead"), now=NOW, challenge=cast.challenge)
    give_brief(actor=cast.actor("owner"), now=NOW, challenge=cast.challenge, text="Look at buses.")
    run_waiting()
    brief = Milestone.objects.get(key="brief")
    assert brief.done_on == NOW.date()
    brief.delete()
    actions.count_plan(actor=cast.actor("team_lead"), now=NOW + timedelta(days=9), challenge=cast.challenge)
    assert Milestone.objects.get(key="brief").done_on == NOW.date()
    assert Milestone.objects.exclude(done_on=None).count() == 1


def test_no_step_is_planned_before_the_question_was_taken_up(cast: Cast) -> None:
    cast.challenge.created_at = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
    cast.challenge.save()
    actions.count_plan(actor=cast.actor("team_lead"), now=cast.challenge.created_at, challenge=cast.challenge)
    planned = list(Milestone.objects.values_list("planned_on", "working_days"))
    assert min(on for on, _ in planned if on) >= date(2026, 6, 1)
    assert sum(length for _, length in planned) < 100
    shown = queries.plan_of(cast.challenge, date(2026, 6, 1))
    assert (shown.certain, shown.behind, shown.word) == (False, "", "Will make it")


def test_where_too_little_time_is_left_the_plan_counts_forwards_and_says_that_it_will_miss(cast: Cast) -> None:
    cast.challenge.created_at = datetime(2026, 8, 24, 9, 0, tzinfo=UTC)
    cast.challenge.save()
    actions.count_plan(actor=cast.actor("team_lead"), now=cast.challenge.created_at, challenge=cast.challenge)
    assert days(cast)["brief"] == date(2026, 8, 24)
    assert queries.plan_of(cast.challenge, date(2026, 8, 24)).word == "Will miss the meeting"


@pytest.mark.parametrize(
    ("state", "due"), [("under_way", 8), ("reported", 2), ("at_committee", 0), ("decided", 0), ("set_aside", 0)]
)
def test_what_was_reported_leaves_the_steps_before_it_behind(cast: Cast, state: str, due: int) -> None:
    actions.count_plan(actor=cast.actor("team_lead"), now=NOW, challenge=cast.challenge)
    cast.challenge.state = state
    cast.challenge.save()
    shown = queries.plan_of(cast.challenge, date(2027, 6, 1))
    assert sum(one.still_due for one in shown.milestones) == due
    assert shown.certain == (state == "under_way")
    items = waiting.waiting_on(cast.person("officer").pk, datetime(2027, 6, 1, tzinfo=UTC))
    assert [one.title for one in items if one.kind == "workspace.milestone" and "Fact" in one.title] == (
        ["Fact check by officers: “Rural buses”"] if state == "under_way" else []
    )


@pytest.mark.parametrize(("who", "waits"), [("team_lead", 1), ("coordinator", 1), ("researcher", 0), ("owner", 0)])
def test_a_team_that_has_not_begun_waits_on_those_who_can_say_so(cast: Cast, who: str, waits: int) -> None:
    cast.challenge.state = "team_formed"
    cast.challenge.save()
    items = waiting.waiting_on(cast.person(who).pk, NOW)
    assert [one.public_id for one in items if one.kind == "workspace.begin"] == [cast.challenge.public_id] * waits


def test_a_question_without_a_team_waits_on_the_coordinator(cast: Cast) -> None:
    cast.challenge.state = "open"
    cast.challenge.save()
    coordinator = cast.person("coordinator").pk
    assert [one.kind for one in waiting.waiting_on(coordinator, NOW)] == []
    cast.team.state = "disbanded"
    cast.team.save()
    assert [one.kind for one in waiting.waiting_on(coordinator, NOW)] == ["teams.to-form"]
