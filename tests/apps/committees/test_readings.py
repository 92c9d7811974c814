"""A document is brought in, read, confirmed, and stands on its thread as history."""

from __future__ import annotations

import io
import json
from datetime import date

import pytest

from bridgework.apps.calendar.models import CommitteeMeeting
from bridgework.apps.committees import actions
from bridgework.apps.committees import reading as documents
from bridgework.apps.committees.actions import ConfirmedPaper, ConfirmedProposal
from bridgework.apps.committees.models import Paper, PaperReading, Resolution
from bridgework.apps.committees.queries.readings import meeting_read, meetings_that_have_been, readings
from bridgework.apps.committees.waiting import to_confirm
from bridgework.kernel import files
from bridgework.kernel.errors import InvalidInput, NotPermitted, NotPossibleNow, StaleRecord
from bridgework.kernel.jobs import run_waiting
from tests.cast import NOW, Cast, make_cast
from tests.core.papers.reading import made

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def met(cast: Cast) -> CommitteeMeeting:
    return CommitteeMeeting.objects.create(
        created_at=NOW,
        body=cast.body,
        body_scope=cast.body.body_scope,
        on=date(2025, 10, 9),
        state="held",
        state_since=NOW,
    )


def brought(cast: Cast, name: str = "fenmere-cambridge-style.txt", key: str = "officer") -> PaperReading:
    received, read = documents.received(io.BytesIO(made.paper(name)), name=name)
    return actions.bring_in_paper(
        actor=cast.actor(key), now=NOW, challenge=cast.challenge, received=received, read=read
    )


def as_read(reading: PaperReading, meeting: CommitteeMeeting) -> ConfirmedPaper:
    rows = reading.read["resolutions"] or reading.read["recommendations"]
    return ConfirmedPaper(
        title=reading.read["title"],
        committee_meeting=meeting,
        from_role=reading.read["from"][0]["post"] if reading.read["from"] else "",
        purpose=reading.read["purpose"] or "",
        proposals=tuple(
            ConfirmedProposal(row.get("label") or row.get("item") or "", row["text"], at, row.get("outcome") or "")
            for at, row in enumerate(rows)
        ),
    )


def confirmed(cast: Cast, reading: PaperReading, values: ConfirmedPaper) -> Paper:
    return actions.confirm_reading(actor=cast.actor("officer"), now=NOW, reading=reading, confirmed=values)


def test_a_confirmed_paper_is_history_with_its_text_and_without_names(cast: Cast, met: CommitteeMeeting) -> None:
    reading = brought(cast)
    paper = confirmed(cast, reading, as_read(reading, met))
    assert (paper.state, paper.is_historical, paper.from_role, paper.published_at) == (
        "considered",
        True,
        "Director of Education",
        None,
    )
    assert [(one.letter, one.text) for one in paper.proposals.all()] == [
        ("a", "Note the findings; and"),
        ("b", "Task officers to plant trees in ten playgrounds."),
    ]
    assert [one.title for one in paper.sections.all()] == ["1 BACKGROUND", "2 MAIN ISSUES"]
    assert paper.implications.filter(group="implications").count() == 6
    assert [(one.kind, one.title) for one in paper.attachments.all()] == [
        ("background", "Playground measurements 2030")
    ]
    shown = json.dumps(paper.front) + "".join(one.text for one in paper.sections.all()) + paper.title
    assert [name for name in ("Calder", "Kerr", "Lyle", "Finn", "Nash", "Todd", "@") if name in shown] == []
    reading.refresh_from_db()
    assert (reading.paper, reading.confirmed, reading.confirmed_at) == (paper, {}, NOW)
    assert not Resolution.objects.exists()


def test_what_a_person_changed_is_kept_by_its_place(cast: Cast, met: CommitteeMeeting) -> None:
    reading = brought(cast)
    values = ConfirmedPaper(
        title="Shade in school playgrounds",
        committee_meeting=met,
        purpose="To consider what researchers found about shade in playgrounds.",
        proposals=(ConfirmedProposal("a", "Note the findings", 0), ConfirmedProposal("", "Thank the pupils.")),
    )
    paper = confirmed(cast, reading, values)
    reading.refresh_from_db()
    assert reading.confirmed == {
        "/title": "Shade in school playgrounds",
        "/recommendations/0/text": "Note the findings",
        "/recommendations/1": None,
        "/recommendations/-": ["Thank the pupils."],
    }
    assert [one.letter for one in paper.proposals.all()] == ["a", "b"]


def test_minutes_bring_their_resolutions(cast: Cast, met: CommitteeMeeting) -> None:
    reading = brought(cast, "vale-minutes.txt")
    confirmed(cast, reading, as_read(reading, met))
    assert [(one.outcome, one.votes, one.mover) for one in Resolution.objects.order_by("id")] == [
        ("agreed", {}, ""),
        ("noted", {"for": 4, "against": 1}, "a councillor"),
        ("agreed_with_changed_words", {"for": 4, "against": 1}, "a councillor"),
        ("agreed", {"for": 4, "against": 1}, "a councillor"),
        ("deferred", {}, ""),
    ]


def test_what_cannot_be_confirmed(cast: Cast, met: CommitteeMeeting) -> None:
    reading = brought(cast)
    values = as_read(reading, met)
    with pytest.raises(InvalidInput):
        confirmed(cast, reading, ConfirmedPaper(title=" ", committee_meeting=met, proposals=values.proposals))
    with pytest.raises(InvalidInput):
        confirmed(cast, reading, ConfirmedPaper(title="A", committee_meeting=met))
    with pytest.raises(NotPossibleNow):
        confirmed(cast, reading, as_read(reading, cast.meeting))
    with pytest.raises(NotPermitted):
        brought(cast, key="researcher")
    confirmed(cast, reading, values)
    with pytest.raises(StaleRecord):
        actions.set_aside_reading(actor=cast.actor("officer"), now=NOW, reading=reading)
    with pytest.raises(NotPossibleNow):
        confirmed(cast, brought(cast), values)


def test_a_large_document_is_read_by_the_worker(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "SMALL", 10)
    reading = brought(cast)
    assert (reading.state, reading.read) == ("waiting", {})
    run_waiting()
    reading.refresh_from_db()
    assert (reading.state, reading.read["title"]) == ("read", "SHADE IN SCHOOL PLAYGROUNDS")


def test_what_the_worker_refuses_is_said(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "SMALL", 10)
    received, read = documents.received(io.BytesIO(b"\n \n" * 10), name="a.txt")
    reading = actions.bring_in_paper(
        actor=cast.actor("officer"), now=NOW, challenge=cast.challenge, received=received, read=read
    )
    run_waiting()
    reading.refresh_from_db()
    assert (reading.state, reading.refusal) == ("refused", "empty")


def test_only_those_who_prepare_papers_see_the_document_and_its_names(cast: Cast) -> None:
    reading = brought(cast)
    assert reading.file is not None
    may = {key: files.may_read(cast.actor(key), reading.file) for key in ("officer", "lead", "clerk", "researcher")}
    assert may == {"officer": True, "lead": True, "clerk": False, "researcher": False}
    assert [list(readings(cast.actor(key))) for key in ("officer", "researcher")] == [[reading], []]


def test_the_meeting_is_found_by_day_and_name(cast: Cast, met: CommitteeMeeting) -> None:
    found = meetings_that_have_been(cast.challenge, NOW.date())
    assert [(one.pk, name) for one, name in found] == [(met.pk, "Transport and Communities Committee")]
    day, name = "2025-10-09", "Transport & Communities Committee"
    assert meeting_read(found, on=day, body=name) == met.public_id
    assert meeting_read(found, on=day, body="Planning") == meeting_read(found, on="2025-10-10", body=name) == ""


def test_what_was_read_waits_for_whoever_brought_it_in(cast: Cast) -> None:
    reading = brought(cast)
    person = cast.person("officer").pk
    assert [(one.public_id, one.title) for one in to_confirm(person, NOW)] == [
        (reading.public_id, "Confirm what was read in fenmere-cambridge-style.txt")
    ]
    actions.set_aside_reading(actor=cast.actor("officer"), now=NOW, reading=reading)
    assert to_confirm(person, NOW) == []
