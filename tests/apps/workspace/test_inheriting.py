"""A follow-up team starts with what is public of the team before it."""

from __future__ import annotations

import pytest

from bridgework.apps.questions.models import Lineage
from bridgework.apps.workspace import actions, queries
from bridgework.apps.workspace.actions import Bearing, FindingWords
from bridgework.kernel.errors import NotPermitted, NotPossibleNow
from tests.cast import NOW, Cast, make_cast, make_challenge

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def test_what_is_public_is_taken_over_once_and_marked(cast: Cast) -> None:
    team = cast.actor("researcher")
    question, earlier = make_challenge(cast.programme, cast.round, "Buses before", "2025-buses")
    earlier.is_public = True
    earlier.save()
    with pytest.raises(NotPossibleNow):
        actions.carry_over(actor=team, now=NOW, challenge=cast.challenge)
    Lineage.objects.create(created_at=NOW, question=cast.question, earlier=question, kind="follow_up")
    lead = cast.actor("lead")
    public, hidden = (
        actions.add_source(actor=lead, now=NOW, challenge=earlier, kind="study", title=title, is_public=shown)
        for title, shown in (("Old buses", True), ("A secret", False))
    )
    actions.add_source(actor=lead, now=NOW, challenge=earlier, kind="interview", title="Interviewee 1")
    for text, shown in (("Buses are late.", True), ("Not yet.", False)):
        words = FindingWords(text, confidence="high", is_public=shown)
        actions.add_finding(
            actor=lead, now=NOW, challenge=earlier, words=words, rests_on=[Bearing(public), Bearing(hidden)]
        )
    assert actions.carry_over(actor=team, now=NOW, challenge=cast.challenge) == (1, 1)
    assert actions.carry_over(actor=team, now=NOW, challenge=cast.challenge) == (0, 0)
    source = queries.sources_of(cast.challenge).get()
    assert (source.title, source.inherited_from, source.checked_again_at) == ("Old buses", public, None)
    shown_finding = queries.findings_of(cast.challenge)[0]
    finding = shown_finding.finding
    assert (finding.text, finding.confidence, finding.is_public) == ("Buses are late.", "", False)
    assert [one.source_id for one in shown_finding.bearings] == [source.pk]
    assert actions.check_again(actor=team, now=NOW, source=source).checked_again_at == NOW
    with pytest.raises(NotPermitted):
        actions.carry_over(actor=cast.actor("officer"), now=NOW, challenge=cast.challenge)
