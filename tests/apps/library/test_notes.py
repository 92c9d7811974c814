"""What readers tell us: received by anybody, answered by those who run the programme."""

from __future__ import annotations

import pytest

from bridgework.apps.library import actions
from bridgework.apps.library.models import ReaderNote
from bridgework.apps.library.queries import notes_seen_by
from bridgework.apps.questions.models import Challenge
from bridgework.kernel.errors import InvalidInput, NotFound, NotPermitted
from bridgework.kernel.permissions import VISITOR
from bridgework.kernel.transitions import history
from bridgework.kernel.waiting import waiting_on
from tests.cast import NOW, Cast, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def tell(cast: Cast, text: str = "I was there.", **more: str) -> ReaderNote:
    return actions.receive_note(actor=VISITOR, now=NOW, challenge=cast.challenge, text=text, **more)


def test_anybody_may_tell_and_nothing_is_public_yet(cast: Cast) -> None:
    note = tell(cast, station="nowhere")
    assert (note.state, note.station) == ("received", "")
    assert [one.to_state for one in history(note.public_id)] == ["received"]


@pytest.mark.parametrize("text", ["", "   ", "x" * 4_001])
def test_words_are_wanted_and_bounded(cast: Cast, text: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        tell(cast, text)
    assert refused.value.field == "text"


def test_a_thread_that_is_not_public_takes_no_notes(cast: Cast) -> None:
    Challenge.objects.update(is_public=False)
    cast.challenge.refresh_from_db()
    with pytest.raises(NotFound):
        tell(cast)


def test_it_waits_on_those_who_run_the_programme(cast: Cast) -> None:
    note = tell(cast)
    for key in ("lead", "coordinator"):
        waits = [one.public_id for one in waiting_on(cast.person(key).pk, NOW) if one.kind == "library.note"]
        assert waits == [note.public_id]
    for key in ("sponsor", "researcher", "outsider"):
        assert [one for one in waiting_on(cast.person(key).pk, NOW) if one.kind == "library.note"] == []


def test_accepting_may_change_the_words_and_ends_the_waiting(cast: Cast) -> None:
    note = actions.accept_note(
        actor=cast.actor("coordinator"), now=NOW, note=tell(cast), text="Somebody was there.", reply="Thank you."
    )
    note.refresh_from_db()
    assert (note.state, note.text, note.reply, note.answered_by) == (
        "accepted",
        "Somebody was there.",
        "Thank you.",
        cast.person("coordinator"),
    )
    with pytest.raises(NotPermitted):
        actions.set_note_aside(actor=cast.actor("lead"), now=NOW, note=note, reason="After all not.")


def test_setting_aside_needs_a_reason_that_is_kept(cast: Cast) -> None:
    note = tell(cast)
    with pytest.raises(InvalidInput):
        actions.set_note_aside(actor=cast.actor("lead"), now=NOW, note=note, reason=" ")
    actions.set_note_aside(actor=cast.actor("lead"), now=NOW, note=note, reason="Nobody can show it.")
    note.refresh_from_db()
    assert (note.state, note.reply) == ("not_taken_up", "Nobody can show it.")


@pytest.mark.parametrize("key", ["sponsor", "researcher", "officer", "outsider", "clerk"])
def test_nobody_else_answers(cast: Cast, key: str) -> None:
    note = tell(cast)
    with pytest.raises(NotPermitted):
        actions.accept_note(actor=cast.actor(key), now=NOW, note=note)


def test_staff_of_another_programme_see_nothing(cast: Cast) -> None:
    tell(cast)
    other = make_cast("elsewhere-2")
    assert list(notes_seen_by(other.actor("lead"))) == []
    assert notes_seen_by(cast.actor("sponsor")).count() == 1
