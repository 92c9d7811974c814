from __future__ import annotations

import pytest

from bridgework.apps.questions import actions
from bridgework.apps.questions.models import Question
from tests.cast import NOW, Cast, make_cast


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def proposed(cast: Cast) -> Question:
    """A question proposed by an officer, owned by another."""
    return actions.propose_question(
        actor=cast.actor("proposer"),
        now=NOW,
        programme=cast.programme,
        round=cast.round,
        wording="How can libraries help people who live alone in winter?",
        title="Libraries and loneliness",
        why_it_matters="Two libraries may close.",
        owner=cast.person("owner"),
        theme="communities",
    )
