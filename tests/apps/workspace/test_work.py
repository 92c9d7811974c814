"""Team meetings, evidence, propositions, files, and whose interest is fading."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta

import pytest

from bridgework.apps.workspace import actions, queries
from bridgework.apps.workspace.actions import Bearing, FindingWords
from bridgework.apps.workspace.models import Request, TeamMeeting
from bridgework.kernel import files, waiting
from bridgework.kernel.errors import InvalidInput, NotFound, NotPermitted, NotPossibleNow, StaleRecord
from bridgework.kernel.previews import PhaseMove, consequences
from tests.cast import NOW, Cast, make_cast

pytestmark = pytest.mark.django_db
YESTERDAY = NOW - timedelta(days=1)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def meet(cast: Cast, at: datetime = YESTERDAY) -> TeamMeeting:
    return actions.plan_team_meeting(
        actor=cast.actor("team_lead"),
        now=NOW - timedelta(days=8),
        challenge=cast.challenge,
        starts_at=at,
        place="Shire Hall",
        invited=[cast.person("officer"), cast.person("researcher")],
    )


def test_a_meeting_held_keeps_notes_attendance_and_points(cast: Cast) -> None:
    meeting = meet(cast)
    held = actions.hold_team_meeting(
        actor=cast.actor("researcher"),
        now=NOW,
        meeting=meeting,
        version=1,
        notes="We agreed the plan.",
        attended=[cast.person("researcher"), cast.person("lived")],
    )
    point = actions.add_point(
        actor=cast.actor("researcher"),
        now=NOW,
        meeting=held,
        kind="to_do",
        text="Find the timetable.",
        owner=cast.person("lived"),
        due_on=date(2026, 3, 9),
    )
    shown = queries.meetings_of(cast.challenge, NOW)[0]
    assert (shown.came, shown.missing, shown.open_to_dos) == (["Ana Ribeiro", "Sam Hollis"], ["Priya Nair"], 1)
    assert [one.kind for one in waiting.waiting_on(cast.person("lived").pk, NOW)] == ["workspace.to-do"]
    actions.finish_to_do(actor=cast.actor("lived"), now=NOW, point=point)
    assert waiting.waiting_on(cast.person("lived").pk, NOW) == []


def test_the_second_writer_of_notes_is_told_and_loses_nothing(cast: Cast) -> None:
    meeting = meet(cast)
    actions.hold_team_meeting(actor=cast.actor("researcher"), now=NOW, meeting=meeting, version=1, notes="Mine.")
    with pytest.raises(StaleRecord) as refusal:
        actions.hold_team_meeting(actor=cast.actor("officer"), now=NOW, meeting=meeting, version=1, notes="Theirs.")
    assert refusal.value.versions is not None
    assert (refusal.value.versions.theirs, refusal.value.versions.yours) == ({"notes": "Mine."}, {"notes": "Theirs."})


def test_a_meeting_that_lies_ahead_cannot_have_been_held(cast: Cast) -> None:
    with pytest.raises(NotPossibleNow):
        actions.hold_team_meeting(
            actor=cast.actor("researcher"), now=NOW, meeting=meet(cast, NOW + timedelta(days=3)), notes="Early."
        )


def test_a_thing_to_do_needs_somebody(cast: Cast) -> None:
    with pytest.raises(InvalidInput) as refusal:
        actions.add_point(actor=cast.actor("researcher"), now=NOW, meeting=meet(cast), kind="to_do", text="Do it.")
    assert refusal.value.field == "owner"


def test_the_work_is_hidden_from_outsiders(cast: Cast) -> None:
    with pytest.raises(NotFound):
        queries.work_of(cast.actor("outsider"), cast.challenge.public_id)
    assert [one.pk for one in queries.challenges_worked_on(cast.actor("researcher"))] == [cast.challenge.pk]
    assert list(queries.challenges_worked_on(cast.actor("outsider"))) == []


def test_findings_are_numbered_and_rest_on_sources(cast: Cast) -> None:
    source = actions.add_source(
        actor=cast.actor("researcher"), now=NOW, challenge=cast.challenge, kind="study", title="Buses and jobs"
    )
    first, second = (
        actions.add_finding(
            actor=cast.actor("researcher"),
            now=NOW,
            challenge=cast.challenge,
            words=FindingWords(text, figure="45%"),
            rests_on=[Bearing(source, "contradicts", "p. 4")],
        )
        for text in ("Buses are late.", "Fares rose.")
    )
    assert (first.number, second.number) == (1, 2)
    assert [(one.word, len(one.bearings)) for one in queries.findings_of(cast.challenge)] == [("Contested", 1)] * 2
    with pytest.raises(StaleRecord):
        actions.change_finding(
            actor=cast.actor("researcher"), now=NOW, finding=first, words=FindingWords("Later."), version=7
        )


def test_officers_do_not_write_the_teams_findings(cast: Cast) -> None:
    with pytest.raises(NotPermitted):
        actions.add_finding(
            actor=cast.actor("officer"), now=NOW, challenge=cast.challenge, words=FindingWords("Buses are fine.")
        )


def test_a_proposition_is_put_answered_and_set_aside_with_its_reason(cast: Cast) -> None:
    proposition = actions.put_proposition(
        actor=cast.actor("researcher"),
        now=NOW,
        challenge=cast.challenge,
        text="A minibus booked by telephone.",
        put_to="village groups",
        put_on="2026-02",
        is_public=True,
    )
    actions.note_answer(
        actor=cast.actor("researcher"),
        now=NOW,
        proposition=proposition,
        by_role="parish clerk",
        stance="against",
        text="Nobody rings.",
    )
    with pytest.raises(InvalidInput):
        actions.conclude_proposition(
            actor=cast.actor("researcher"), now=NOW, proposition=proposition, event="set_aside"
        )
    actions.conclude_proposition(
        actor=cast.actor("researcher"),
        now=NOW,
        proposition=proposition,
        event="set_aside",
        reason="Nobody would ring; we looked at fixed stops instead.",
    )
    shown = queries.propositions_of(cast.challenge)[0]
    assert (shown.word, shown.put_on, shown.answers[0].by) == ("Tried and set aside", "February 2026", "parish clerk")
    assert shown.proposition.did_next == "Nobody would ring; we looked at fixed stops instead."


def test_a_file_is_read_by_those_on_the_question_only(cast: Cast) -> None:
    received = files.receive(io.BytesIO(b"route,riders\n1,20\n"), name="../../riders.csv")
    row = actions.keep_file(actor=cast.actor("officer"), now=NOW, challenge=cast.challenge, received=received)
    assert row.file.name == "riders.csv"
    may = {who: files.may_read(cast.actor(who), row.file) for who in ("researcher", "mentor", "outsider")}
    assert may == {"researcher": True, "mentor": True, "outsider": False}
    actions.remove_file(actor=cast.actor("officer"), now=NOW, row=row)
    assert files.may_read(cast.actor("researcher"), row.file) is False


def test_interest_fades_by_role_when_something_was_asked(cast: Cast) -> None:
    asked = datetime(2026, 3, 3, 9, tzinfo=UTC)
    actions.make_request(
        actor=cast.actor("researcher"),
        now=asked,
        challenge=cast.challenge,
        asked_of=cast.person("officer"),
        text="Who knows?",
    )
    held = meet(cast, datetime(2026, 3, 2, 9, tzinfo=UTC))
    actions.hold_team_meeting(
        actor=cast.actor("researcher"), now=asked, meeting=held, notes="", attended=[cast.person("officer")]
    )
    assert queries.fading_in(cast.challenge, date(2026, 3, 20)) == []
    found = queries.fading_in(cast.challenge, date(2026, 4, 1))
    assert [(one.role, one.days) for one in found] == [("supporting officer", 30), ("researcher", 29)][:1]
    Request.objects.update(answered_at=asked + timedelta(hours=1))
    assert queries.fading_in(cast.challenge, date(2026, 4, 1)) == []
    Request.objects.update(answered_at=asked - timedelta(days=1))
    cast.challenge.state = "decided"
    assert queries.fading_in(cast.challenge, date(2026, 4, 1)) == []


def test_moving_the_work_phase_counts_the_meetings_that_fall_out(cast: Cast) -> None:
    meet(cast, NOW + timedelta(days=100))
    phase = cast.round.phases.get()
    assert phase.planned_start is not None
    assert phase.planned_end is not None
    move = PhaseMove(
        cast.round.public_id, phase.key, phase.planned_start, phase.planned_end, phase.planned_start, NOW.date()
    )
    found = [one for one in consequences(move) if one.what.startswith("team meetings")]
    assert [(one.what, one.count) for one in found] == [("team meetings that would lie outside the phase", 1)]
