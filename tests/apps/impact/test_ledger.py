"""The ledger: four separate facts, each a dated history, and who may close what."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from bridgework.apps.committees import actions as committees
from bridgework.apps.committees.actions import Resolved
from bridgework.apps.committees.models import Resolution
from bridgework.apps.impact import actions, projection, queries
from bridgework.apps.impact.actions import Checked, Effect, Reported
from bridgework.apps.impact.models import Decision, LedgerRow, Prompt
from bridgework.apps.questions.actions import change_question
from bridgework.apps.reports.models import Recommendation
from bridgework.kernel.errors import InvalidInput, NotPermitted
from bridgework.kernel.jobs import run_waiting
from tests.cast import NOW, Cast, make_cast, make_report

pytestmark = pytest.mark.django_db

MEETING_DAY = date(2026, 9, 17)
MET_AT = datetime(2026, 9, 17, 18, 0, tzinfo=UTC)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def recommendation(cast: Cast) -> Recommendation:
    return make_report(cast, 1)[1][0]


def resolve(cast: Cast, recommendation: Recommendation, resolved: Resolved) -> Resolution:
    cast.challenge.state = "reported"
    cast.challenge.save()
    paper = committees.prepare_paper(
        actor=cast.actor("officer"), now=NOW, challenge=cast.challenge, committee_meeting=cast.meeting, title="Buses"
    )
    proposal = committees.add_proposal(
        actor=cast.actor("officer"), now=NOW, paper=paper, text="Agree it.", recommendations=[recommendation]
    )
    committees.make_ready(actor=cast.actor("officer"), now=NOW, paper=paper)
    committees.publish_paper(actor=cast.actor("clerk"), now=NOW, paper=paper)
    return committees.record_resolution(actor=cast.actor("clerk"), now=MET_AT, proposal=proposal, resolved=resolved)


def row(recommendation: Recommendation) -> LedgerRow:
    return LedgerRow.objects.get(recommendation=recommendation)


def test_a_resolution_becomes_the_decision_and_plans_the_prompts(cast: Cast, recommendation: Recommendation) -> None:
    resolve(cast, recommendation, Resolved("agreed", MEETING_DAY, report_back_on=date(2027, 3, 1)))
    run_waiting()
    kept = row(recommendation)
    assert (kept.decision, kept.decided_on, kept.reported) == ("agreed", MEETING_DAY, "")
    assert (kept.reply_due_on, kept.reply_due_what) == (date(2027, 3, 1), "progress")
    assert [(one.months, one.due_on) for one in Prompt.objects.all()] == [
        (6, date(2027, 3, 17)),
        (12, date(2027, 9, 17)),
        (24, date(2028, 9, 17)),
    ]


def test_the_ledger_is_listed_by_the_theme_of_the_question(cast: Cast, recommendation: Recommendation) -> None:
    Recommendation.objects.update(theme="letters")
    projection.refresh(Recommendation.objects.select_related("challenge__question"))
    assert row(recommendation).theme == (cast.question.theme or "letters")
    change_question(
        actor=cast.actor("lead"), now=NOW, question=cast.question, version_seen=None, title="Buses", theme="transport"
    )
    assert row(recommendation).theme == "transport"


def test_entering_a_resolution_twice_writes_it_once(cast: Cast, recommendation: Recommendation) -> None:
    resolution = resolve(cast, recommendation, Resolved("agreed", MEETING_DAY))
    for _ in range(2):
        actions.note_resolution(resolution=resolution, now=NOW)
    assert Decision.objects.count() == 1


def test_a_corrected_resolution_supersedes_its_decision(cast: Cast, recommendation: Recommendation) -> None:
    wrong = resolve(cast, recommendation, Resolved("agreed", MEETING_DAY))
    run_waiting()
    committees.correct_resolution(
        actor=cast.actor("clerk"), now=MET_AT, resolution=wrong, resolved=Resolved("noted", MEETING_DAY), why="Minutes."
    )
    run_waiting()
    assert row(recommendation).decision == "noted"
    assert list(Decision.objects.values_list("outcome", "is_superseded")) == [("agreed", True), ("noted", False)]


def test_a_committees_decision_and_an_addressees_reply_are_both_kept(
    cast: Cast, recommendation: Recommendation
) -> None:
    resolution = resolve(cast, recommendation, Resolved("agreed", MEETING_DAY))
    actions.note_resolution(resolution=resolution, now=NOW)
    actions.record_reply(
        actor=cast.actor("lead"),
        now=NOW,
        recommendation=recommendation,
        outcome="declined",
        replied_by_role="the bus company",
        decided_on=date(2026, 10, 1),
        reason="No drivers.",
    )
    found = queries.histories(recommendation, date(2026, 11, 1))
    assert [one.outcome for one in found.decisions] == ["agreed", "declined"]
    assert found.current.decided is not None
    assert found.current.decided.value == "agreed"
    assert [one.rule for one in found.contradictions] == ["resolution-against-reply"]


def test_a_reply_that_says_no_needs_its_reason(cast: Cast, recommendation: Recommendation) -> None:
    with pytest.raises(InvalidInput) as refusal:
        actions.record_reply(
            actor=cast.actor("lead"),
            now=NOW,
            recommendation=recommendation,
            outcome="declined",
            replied_by_role="the bus company",
            decided_on=None,
        )
    assert refusal.value.field == "reason"


def test_reported_and_checked_progress_stand_side_by_side(cast: Cast, recommendation: Recommendation) -> None:
    action = actions.open_action(
        actor=cast.actor("lead"),
        now=NOW,
        challenge=cast.challenge,
        recommendations=[recommendation],
        text="Run a trial.",
        owner=cast.person("officer"),
        owner_role="Head of Transport",
        due_on=date(2026, 12, 1),
    )
    actions.report_back(actor=cast.actor("officer"), now=NOW, action=action, reported=Reported("done", "Ran it."))
    with pytest.raises(NotPermitted):
        actions.check_independently(
            actor=cast.actor("officer"),
            now=NOW,
            recommendation=recommendation,
            checked=Checked("agrees", "Fine.", evidence_kind="owner_supplied"),
        )
    actions.check_independently(
        actor=cast.actor("researcher"),
        now=NOW + timedelta(days=1),
        recommendation=recommendation,
        checked=Checked("disputes", "No bus ran.", progress="not_started", evidence_kind="independent"),
    )
    kept = row(recommendation)
    action.refresh_from_db()
    assert (kept.reported, kept.checked, action.state) == ("done", "disputes", "reported_done")
    found = queries.histories(recommendation, NOW.date())
    assert [one.rule for one in found.contradictions] == ["reported-against-checked"]


def test_an_owner_closes_nothing(cast: Cast, recommendation: Recommendation) -> None:
    action = actions.open_action(
        actor=cast.actor("lead"),
        now=NOW,
        challenge=cast.challenge,
        recommendations=[recommendation],
        text="Run a trial.",
        owner=cast.person("lead"),
    )
    with pytest.raises(NotPermitted):
        actions.close_recommendation(
            actor=cast.actor("lead"), now=NOW, recommendation=recommendation, event="close_done", reason="Done."
        )
    with pytest.raises(NotPermitted):
        actions.close_action(actor=cast.actor("lead"), now=NOW, action=action, event="close_done", reason="Done.")
    actions.close_action(actor=cast.actor("coordinator"), now=NOW, action=action, event="close_done", reason="Done.")
    closed = actions.close_recommendation(
        actor=cast.actor("coordinator"), now=NOW, recommendation=recommendation, event="close_done", reason="Done."
    )
    assert (closed.state, row(recommendation).state) == ("closed_done", "closed_done")


def test_the_clerk_closes_what_the_committee_tasked_citing_a_meeting(
    cast: Cast, recommendation: Recommendation
) -> None:
    resolution = resolve(cast, recommendation, Resolved("agreed", MEETING_DAY))
    action = actions.open_action(
        actor=cast.actor("clerk"),
        now=NOW,
        challenge=cast.challenge,
        recommendations=[recommendation],
        text="Run a trial.",
        resolution=resolution,
    )
    with pytest.raises(NotPermitted) as refusal:
        actions.close_action(actor=cast.actor("lead"), now=NOW, action=action, event="close_done", reason="Done.")
    assert refusal.value.remedy == "Ask the clerk of that committee."
    with pytest.raises(InvalidInput):
        actions.close_action(actor=cast.actor("clerk"), now=NOW, action=action, event="close_done", reason="Done.")
    actions.close_action(
        actor=cast.actor("clerk"),
        now=NOW,
        action=action,
        event="close_done",
        reason="Accepted.",
        committee_meeting=cast.meeting,
    )
    action.refresh_from_db()
    assert action.state == "closed_done"


def test_no_change_found_is_a_result_and_money_is_counted_only_where_it_is_money(
    cast: Cast, recommendation: Recommendation
) -> None:
    actions.state_effect(
        actor=cast.actor("lead"),
        now=NOW,
        challenge=cast.challenge,
        recommendations=[recommendation],
        effect=Effect("none_found", "Nobody travels more."),
    )
    assert (row(recommendation).observed, row(recommendation).grade) == ("none_found", "")
    with pytest.raises(InvalidInput) as refusal:
        actions.state_effect(
            actor=cast.actor("lead"),
            now=NOW,
            challenge=cast.challenge,
            effect=Effect("practice", "Drivers wait.", grade="acted_on", amount=Decimal(5)),
        )
    assert refusal.value.field == "amount"


def test_a_prompt_goes_to_whoever_holds_the_role_now_and_once(cast: Cast, recommendation: Recommendation) -> None:
    resolve(cast, recommendation, Resolved("agreed", MEETING_DAY))
    run_waiting()
    in_april = NOW + timedelta(days=400)
    assert actions.send_due_prompts(now=in_april) == 1
    assert actions.send_due_prompts(now=in_april) == 0
    assert Prompt.objects.exclude(asked=None).get().asked == cast.person("owner")


def test_the_committees_reply_is_owed_by_the_days_it_set(cast: Cast, recommendation: Recommendation) -> None:
    cast.challenge.state = "reported"
    cast.challenge.save()
    paper = committees.prepare_paper(
        actor=cast.actor("officer"), now=NOW, challenge=cast.challenge, committee_meeting=cast.meeting, title="Buses"
    )
    committees.add_proposal(
        actor=cast.actor("officer"), now=NOW, paper=paper, text="Agree it.", recommendations=[recommendation]
    )
    projection.refresh([recommendation])
    due = MEETING_DAY + timedelta(days=60)
    assert (row(recommendation).reply_due_on, row(recommendation).body) == (due, cast.body)
    assert list(queries.overdue_rows(due)) == []
    assert [one.recommendation for one in queries.overdue_rows(due + timedelta(days=1))] == [recommendation]
