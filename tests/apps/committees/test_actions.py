"""Papers: from a draft to a resolution per proposal."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bridgework.apps.committees import actions, queries
from bridgework.apps.committees.actions import Resolved
from bridgework.apps.committees.models import Paper, Proposal, Resolution
from bridgework.apps.messages.models import Message
from bridgework.apps.reports.actions import withdraw_report
from bridgework.apps.reports.models import Report
from bridgework.apps.workspace.models import Milestone
from bridgework.kernel.errors import InvalidInput, NotFound, NotPermitted, NotPossibleNow, StaleRecord
from bridgework.kernel.jobs import run_waiting
from bridgework.kernel.models import Transition
from bridgework.kernel.permissions import VISITOR
from tests.cast import NOW, Cast, make_cast, make_report

pytestmark = pytest.mark.django_db

MEETING_DAY = date(2026, 9, 17)
IN_THE_EVENING = datetime(2026, 9, 17, 18, 0, tzinfo=UTC)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def draft(cast: Cast) -> Paper:
    cast.challenge.state = "reported"
    cast.challenge.save()
    return actions.prepare_paper(
        actor=cast.actor("officer"), now=NOW, challenge=cast.challenge, committee_meeting=cast.meeting, title="Buses"
    )


def with_proposals(cast: Cast, *texts: str) -> tuple[Paper, list[Proposal]]:
    _, recommendations = make_report(cast, len(texts))
    paper = draft(cast)
    proposals = [
        actions.add_proposal(
            actor=cast.actor("officer"), now=NOW, paper=paper, text=text, recommendations=[recommendations[number]]
        )
        for number, text in enumerate(texts)
    ]
    return paper, proposals


def published(cast: Cast, *texts: str) -> tuple[Paper, list[Proposal]]:
    paper, proposals = with_proposals(cast, *texts)
    actions.make_ready(actor=cast.actor("officer"), now=NOW, paper=paper)
    return actions.publish_paper(actor=cast.actor("clerk"), now=NOW, paper=paper), proposals


def test_proposals_are_lettered_and_close_up_when_one_goes(cast: Cast) -> None:
    paper, proposals = with_proposals(cast, "Note the report.", "Agree the first.", "Task officers.")
    actions.remove_proposal(actor=cast.actor("officer"), now=NOW, proposal=proposals[0])
    assert [(one.letter, one.text) for one in queries.proposals_of(paper)] == [
        ("a", "Agree the first."),
        ("b", "Task officers."),
    ]


def test_the_second_of_two_writers_is_told_and_loses_nothing(cast: Cast) -> None:
    paper = draft(cast)
    words = {"summary": "", "from_role": "", "reference": ""}
    actions.edit_paper(actor=cast.actor("officer"), now=NOW, paper=paper, version=1, title="Theirs", **words)
    with pytest.raises(StaleRecord) as refusal:
        actions.edit_paper(actor=cast.actor("lead"), now=NOW, paper=paper, version=1, title="Mine", **words)
    assert refusal.value.versions is not None
    assert (refusal.value.versions.theirs["title"], refusal.value.versions.yours["title"]) == ("Theirs", "Mine")


def test_a_paper_that_asks_nothing_is_not_ready(cast: Cast) -> None:
    with pytest.raises(NotPossibleNow) as refusal:
        actions.make_ready(actor=cast.actor("officer"), now=NOW, paper=draft(cast))
    assert refusal.value.remedy == "Add a proposal."


def test_only_the_clerk_publishes_and_the_challenge_goes_to_committee(cast: Cast) -> None:
    paper, _ = with_proposals(cast, "Note the report.")
    actions.make_ready(actor=cast.actor("officer"), now=NOW, paper=paper)
    with pytest.raises(NotPermitted) as refusal:
        actions.publish_paper(actor=cast.actor("lead"), now=NOW, paper=paper)
    assert refusal.value.remedy == "Ask the clerk of this committee."
    actions.publish_paper(actor=cast.actor("clerk"), now=NOW, paper=paper)
    cast.challenge.refresh_from_db()
    assert cast.challenge.state == "at_committee"


def test_a_draft_is_not_found_by_those_who_may_not_read_it(cast: Cast) -> None:
    paper = draft(cast)
    for stranger in (VISITOR, cast.actor("outsider")):
        with pytest.raises(NotFound):
            queries.paper(stranger, paper.public_id)


def test_the_people_of_a_paper_are_told_when_its_report_is_withdrawn(cast: Cast) -> None:
    with_proposals(cast, "Note it.")
    report = Report.objects.get(challenge=cast.challenge)
    withdraw_report(actor=cast.actor("lead"), now=NOW, report=report, reason="A table names a person.")
    run_waiting()
    told = Message.objects.filter(subject__startswith="The report behind")
    assert {one.person for one in told} == {cast.person("clerk"), cast.person("officer")}


def test_publishing_reaches_the_milestones_of_the_paper(cast: Cast) -> None:
    for order, key in enumerate(("covering_paper", "clearances", "publication"), start=1):
        Milestone.objects.create(
            created_at=NOW, scope=cast.challenge.scope, challenge=cast.challenge, key=key, label=key, order=order
        )
    published(cast, "Note the report.")
    run_waiting()
    assert list(Milestone.objects.exclude(done_on=None).values_list("key", flat=True)) == [
        "covering_paper",
        "publication",
    ]


def test_each_proposal_has_its_own_resolution_and_the_last_one_decides_the_challenge(cast: Cast) -> None:
    paper, (first, second) = published(cast, "Note the report.", "Fund a night bus.")
    clerk, chair = cast.actor("clerk"), cast.actor("chair")
    actions.record_resolution(actor=clerk, now=IN_THE_EVENING, proposal=first, resolved=Resolved("noted", MEETING_DAY))
    cast.challenge.refresh_from_db()
    paper.refresh_from_db()
    assert (cast.challenge.state, paper.state) == ("at_committee", "published")
    actions.record_resolution(
        actor=chair,
        now=IN_THE_EVENING,
        proposal=second,
        resolved=Resolved("agreed_with_changed_words", MEETING_DAY, words="Fund a weekend night bus."),
    )
    cast.challenge.refresh_from_db()
    paper.refresh_from_db()
    assert (cast.challenge.state, paper.state) == ("decided", "considered")
    assert Transition.objects.filter(record_public_id=paper.public_id).count() == 4


@pytest.mark.parametrize(
    ("resolved", "field"),
    [
        (Resolved("perhaps", MEETING_DAY), "outcome"),
        (Resolved("declined", MEETING_DAY), "reason"),
        (Resolved("agreed_with_changed_words", MEETING_DAY, words="Fund a night bus."), "words"),
    ],
)
def test_a_resolution_with_a_hole_is_refused_at_its_field(cast: Cast, resolved: Resolved, field: str) -> None:
    _, (proposal,) = published(cast, "Fund a night bus.")
    with pytest.raises(InvalidInput) as refusal:
        actions.record_resolution(actor=cast.actor("clerk"), now=IN_THE_EVENING, proposal=proposal, resolved=resolved)
    assert refusal.value.field == field


def test_a_wrong_resolution_is_superseded_with_a_reason_and_both_stay(cast: Cast) -> None:
    _, (proposal,) = published(cast, "Fund a night bus.")
    clerk = cast.actor("clerk")
    wrong = actions.record_resolution(
        actor=clerk, now=IN_THE_EVENING, proposal=proposal, resolved=Resolved("agreed", MEETING_DAY)
    )
    with pytest.raises(NotPossibleNow):
        actions.record_resolution(
            actor=clerk, now=IN_THE_EVENING, proposal=proposal, resolved=Resolved("noted", MEETING_DAY)
        )
    with pytest.raises(InvalidInput):
        actions.correct_resolution(
            actor=clerk, now=IN_THE_EVENING, resolution=wrong, resolved=Resolved("noted", MEETING_DAY), why=" "
        )
    right = actions.correct_resolution(
        actor=clerk,
        now=IN_THE_EVENING + timedelta(days=1),
        resolution=wrong,
        resolved=Resolved("noted", MEETING_DAY),
        why="The minutes say noted.",
    )
    wrong.refresh_from_db()
    assert wrong.superseded_by == right
    assert queries.standing_resolution(queries.proposals_of(proposal.paper)[0]) == right
    assert Resolution.objects.count() == 2


def test_nothing_is_resolved_before_the_committee_meets(cast: Cast) -> None:
    _, (proposal,) = published(cast, "Fund a night bus.")
    with pytest.raises(NotPossibleNow) as refusal:
        actions.record_resolution(
            actor=cast.actor("chair"),
            now=IN_THE_EVENING - timedelta(days=1),
            proposal=proposal,
            resolved=Resolved("agreed", MEETING_DAY),
        )
    assert refusal.value.rule == "committees.resolved-at-meeting"
    assert not Resolution.objects.exists()


@pytest.mark.parametrize("days", [-1, 2])
def test_a_resolution_is_of_a_day_from_the_meeting_to_today(cast: Cast, days: int) -> None:
    _, (proposal,) = published(cast, "Fund a night bus.")
    with pytest.raises(InvalidInput) as refusal:
        actions.record_resolution(
            actor=cast.actor("clerk"),
            now=IN_THE_EVENING + timedelta(days=1),
            proposal=proposal,
            resolved=Resolved("agreed", MEETING_DAY + timedelta(days=days)),
        )
    assert refusal.value.field == "resolved_on"
