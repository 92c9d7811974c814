from __future__ import annotations

from datetime import timedelta

import pytest

from bridgework.apps.questions import actions, queries
from bridgework.apps.questions.models import Question
from bridgework.kernel import search
from bridgework.kernel.errors import InvalidInput, NotFound, NotPermitted, NotPossibleNow, StaleRecord
from bridgework.kernel.links import PURPOSES, Given
from tests.cast import NOW, Cast

NEW = "How can libraries and post offices help people who live alone?"


def test_every_wording_is_kept_with_who_and_why(cast: Cast, proposed: Question) -> None:
    actions.reword_question(
        actor=cast.actor("coordinator"), now=NOW, question=proposed, text=NEW, why="Too narrow.", made_from=1
    )
    shown = queries.wordings_of(proposed)
    assert [(one.number, one.by, one.why, one.is_current) for one in shown] == [
        (1, "Dan Whitlock", "As it was proposed.", False),
        (2, "Tom Ellery", "Too narrow.", True),
    ]
    assert shown[1].changed != ""


def test_a_wording_says_in_which_role_it_was_written(cast: Cast, proposed: Question) -> None:
    wording = actions.reword_question(
        actor=cast.actor("coordinator"), now=NOW, question=proposed, text="What else?", why="Shorter.", made_from=1
    )
    assert wording.author_role == "the coordinator"


def test_the_second_of_two_who_reword_is_told_and_nothing_is_lost(cast: Cast, proposed: Question) -> None:
    old = proposed.wordings.get().text
    actions.reword_question(actor=cast.actor("owner"), now=NOW, question=proposed, text=NEW, why="Wider.", made_from=1)
    with pytest.raises(StaleRecord) as stale:
        actions.reword_question(
            actor=cast.actor("lead"), now=NOW, question=proposed, text="Mine", why="Shorter.", made_from=1
        )
    versions = stale.value.versions
    assert versions is not None
    assert (versions.base["text"], versions.theirs["text"], versions.yours["text"]) == (old, NEW, "Mine")
    assert stale.value.changed_by == "Helen Marsh"
    assert proposed.wordings.count() == 2


def test_the_same_words_or_no_reason_change_nothing(cast: Cast, proposed: Question) -> None:
    same = proposed.wordings.get().text
    for text, why, field in ((same, "Why not", "text"), (NEW, " ", "why"), ("\x00", "Empty", "text")):
        with pytest.raises(InvalidInput) as refusal:
            actions.reword_question(
                actor=cast.actor("lead"), now=NOW, question=proposed, text=text, why=why, made_from=1
            )
        assert refusal.value.field == field
    assert proposed.wordings.count() == 1


def test_a_stranger_rewords_nothing(cast: Cast, proposed: Question) -> None:
    with pytest.raises(NotPermitted):
        actions.reword_question(
            actor=cast.actor("outsider"), now=NOW, question=proposed, text=NEW, why="So.", made_from=1
        )


def test_any_two_wordings_can_be_compared(cast: Cast, proposed: Question) -> None:
    actions.reword_question(actor=cast.actor("lead"), now=NOW, question=proposed, text=NEW, why="Wider.", made_from=1)
    first, second = queries.wording_pair(proposed, 2, 1)
    assert (first.number, second.number) == (2, 1)
    with pytest.raises(NotFound):
        queries.wording_pair(proposed, 1, 7)


def test_an_earlier_wording_still_finds_the_question(cast: Cast, proposed: Question) -> None:
    actions.reword_question(
        actor=cast.actor("lead"), now=NOW, question=proposed, text="Who is alone?", why="Short.", made_from=1
    )
    found = search.find("libraries winter", actor=cast.actor("lead"))
    assert [one.public_id for one in found.hits] == [proposed.public_id]
    assert search.find("libraries winter", actor=cast.actor("outsider")).total == 0


def test_the_owner_suggests_other_words_by_link_and_staff_take_them(cast: Cast, proposed: Question) -> None:
    lead, owner = cast.actor("lead"), cast.actor("owner", via="link")
    wording = actions.reword_question(actor=lead, now=NOW, question=proposed, text=NEW, why="Wider.", made_from=1)
    consent = actions.ask_owner(actor=lead, now=NOW, wording=wording, answer_by=NOW.date() + timedelta(days=7))
    purpose = PURPOSES["questions.owner_wording"]
    card = purpose.card(consent.public_id, cast.person("owner").pk)
    assert [one.key for one in card.choices] == ["agreed", "other_words", "not_agreed"]
    assert purpose.closed(consent.public_id, NOW) == ""
    purpose.answer(consent.public_id, Given("other_words", "What helps people who live alone?"), actor=owner, now=NOW)
    assert [one.words for one in queries.open_answers(proposed)] == ["What helps people who live alone?"]
    actions.settle_consent(actor=lead, now=NOW, consent=consent, use_words=True)
    current = queries.current_wording(proposed)
    assert current is not None
    assert (current.number, current.text, current.author) == (
        3,
        "What helps people who live alone?",
        cast.person("owner"),
    )
    assert purpose.relied_on(consent.public_id)
    with pytest.raises(NotPossibleNow):
        purpose.answer(consent.public_id, Given("agreed"), actor=owner, now=NOW)


def test_nobody_else_answers_for_the_owner(cast: Cast, proposed: Question) -> None:
    lead = cast.actor("lead")
    consent = actions.ask_owner(
        actor=lead, now=NOW, wording=proposed.wordings.get(), answer_by=NOW.date() + timedelta(days=7)
    )
    with pytest.raises(NotPermitted):
        actions.answer_wording(actor=lead, now=NOW, consent=consent, answer="agreed")


@pytest.mark.parametrize("state", ["reported", "at_committee", "decided", "followed_up"])
def test_a_question_that_a_report_answers_is_reworded_no_more(cast: Cast, state: str) -> None:
    cast.challenge.state = state
    cast.challenge.save()
    with pytest.raises(NotPossibleNow) as refusal:
        actions.reword_question(
            actor=cast.actor("lead"),
            now=NOW,
            question=cast.question,
            text="Other words?",
            why="Clearer.",
            made_from=None,
        )
    assert refusal.value.rule == "questions.wording-answered"
    assert not cast.question.wordings.filter(text="Other words?").exists()
