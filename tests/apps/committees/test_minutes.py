"""A pasted minute: read, confirmed by a person, and then a resolution per proposal."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bridgework.apps.committees import actions
from bridgework.apps.committees.actions import Resolved
from bridgework.apps.committees.models import PastedMinute, Resolution
from bridgework.apps.impact.actions import Tasked, confirm_minute_and_task
from bridgework.apps.impact.models import Action
from bridgework.core.papers.minutes import MinuteRead
from bridgework.kernel.errors import DomainError, InvalidInput, NotPermitted, NotPossibleNow, StaleRecord
from bridgework.kernel.jobs import run_waiting
from tests.apps.committees.test_actions import published
from tests.cast import NOW, Cast, make_cast

pytestmark = pytest.mark.django_db
EVENING = datetime(2026, 9, 17, 18, 0, tzinfo=UTC)
MET = date(2026, 9, 17)
MINUTE = """RESOLVED (by 7 votes to 2) to:
a) note the report;
b) ask that schools are told every term.

The meeting closed."""


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def pasted(cast: Cast) -> PastedMinute:
    paper, _ = published(cast, "note the report;", "ask that schools are told every year.")
    return actions.paste_minute(actor=cast.actor("clerk"), now=EVENING, paper=paper, text=MINUTE)


def as_read(minute: PastedMinute) -> dict[str, Resolved]:
    """Confirmed just as it was read."""
    read = {one.letter: one for one in MinuteRead.from_json(minute.read).resolutions}
    return {
        one.public_id: Resolved(
            read[one.letter].outcome, MET, words=read[one.letter].words, votes=read[one.letter].votes
        )
        for one in minute.paper.proposals.all()
    }


def test_pasting_resolves_nothing_and_confirming_resolves_all_of_it(cast: Cast) -> None:
    minute = pasted(cast)
    assert (Resolution.objects.count(), minute.read["unread"][0]["text"]) == (0, "The meeting closed.")
    actions.confirm_minute(actor=cast.actor("clerk"), now=EVENING, minute=minute, resolved=as_read(minute))
    assert list(Resolution.objects.values_list("outcome", "words", "votes", "minute")) == [
        ("agreed", "", {"for": 7, "against": 2}, minute.pk),
        ("agreed_with_changed_words", "ask that schools are told every term.", {"for": 7, "against": 2}, minute.pk),
    ]
    minute.paper.refresh_from_db()
    assert minute.paper.state == "considered"


def test_the_second_of_two_clerks_is_told_and_nothing_is_written_twice(cast: Cast) -> None:
    minute = pasted(cast)
    actions.confirm_minute(actor=cast.actor("clerk"), now=EVENING, minute=minute, resolved=as_read(minute))
    with pytest.raises(StaleRecord):
        actions.confirm_minute(actor=cast.actor("clerk"), now=EVENING, minute=minute, resolved=as_read(minute))
    assert Resolution.objects.count() == 2
    other = actions.paste_minute(actor=cast.actor("chair"), now=EVENING, paper=minute.paper, text=MINUTE)
    with pytest.raises(NotPossibleNow) as refused:
        actions.confirm_minute(actor=cast.actor("chair"), now=EVENING, minute=other, resolved=as_read(other))
    assert refused.value.reason == "Proposal a: A resolution is already recorded for this proposal."


def test_one_that_cannot_be_leaves_all_unrecorded(cast: Cast) -> None:
    minute = pasted(cast)
    first, second = minute.paper.proposals.order_by("order")
    resolved = {first.public_id: Resolved("agreed", MET), second.public_id: Resolved("deferred", MET)}
    with pytest.raises(InvalidInput) as refused:
        actions.confirm_minute(actor=cast.actor("clerk"), now=EVENING, minute=minute, resolved=resolved)
    assert (refused.value.field, Resolution.objects.count()) == ("b-reason", 0)
    minute.refresh_from_db()
    assert minute.confirmed_at is None


def test_the_actions_feed_the_ledger(cast: Cast) -> None:
    minute = pasted(cast)
    second = minute.paper.proposals.get(letter="b")
    due = date(2027, 3, 1)
    confirm_minute_and_task(
        actor=cast.actor("clerk"),
        now=EVENING,
        minute=minute,
        resolved=as_read(minute),
        tasked={second.public_id: Tasked("Tell schools every term.", "Education lead", due)},
    )
    run_waiting()
    action = Action.objects.get()
    assert (action.owner_role, action.due_on, action.resolution and action.resolution.proposal) == (
        "Education lead",
        due,
        second,
    )
    decisions = cast.challenge.recommendations.order_by("order").values_list("ledger_row__decision", flat=True)
    assert list(decisions) == ["agreed", "agreed_with_changed_words"]


@pytest.mark.parametrize("text", ["", " \x00 ", "x" * 60_001])
def test_no_text_or_too_much_is_refused(cast: Cast, text: str) -> None:
    paper, _ = published(cast, "note the report;")
    with pytest.raises(InvalidInput):
        actions.paste_minute(actor=cast.actor("clerk"), now=EVENING, paper=paper, text=text)


def test_votes_that_cannot_be_are_refused(cast: Cast) -> None:
    minute = pasted(cast)
    first = minute.paper.proposals.get(letter="a")
    for votes in ({"for": -1}, {"for": 1_001}, {"maybe": 3}):
        with pytest.raises(DomainError) as refused:
            actions.record_resolution(
                actor=cast.actor("clerk"), now=EVENING, proposal=first, resolved=Resolved("agreed", MET, votes=votes)
            )
        assert refused.value.rule == "committees.votes"


def test_only_the_committee_s_own_officers_paste(cast: Cast) -> None:
    paper, _ = published(cast, "note the report;")
    with pytest.raises(NotPermitted):
        actions.paste_minute(actor=cast.actor("officer"), now=EVENING, paper=paper, text=MINUTE)


def test_nothing_is_pasted_before_the_meeting(cast: Cast) -> None:
    paper, _ = published(cast, "note the report;")
    with pytest.raises(NotPossibleNow) as refused:
        actions.paste_minute(actor=cast.actor("clerk"), now=NOW, paper=paper, text=MINUTE)
    assert refused.value.rule == "committees.resolved-at-meeting"
