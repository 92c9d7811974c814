"""The annex leaves the team once somebody looked at what may name people, and holds nothing that may not be shown."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine

from bridgework.apps.reports import actions as reports
from bridgework.apps.workspace import actions
from bridgework.apps.workspace.actions import Bearing, FindingWords
from bridgework.kernel.models import AuditEntry
from tests.apps.workspace.test_interviews import WORDS, held, quote
from tests.cast import NOW, Cast, make_cast
from tests.web.workspace.test_pages import place, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_march() -> Iterator[None]:
    with time_machine.travel(NOW):
        yield


@pytest.fixture
def cast() -> Cast:
    made = make_cast()
    actor, challenge = made.actor("researcher"), made.challenge
    source = actions.add_source(
        actor=actor, now=NOW, challenge=challenge, kind="study", title="Night buses", says="Ask Jane Doe about it."
    )
    actions.add_source(
        actor=actor, now=NOW, challenge=challenge, kind="study", title="Kept within the team", is_public=False
    )
    for text, shown in (("Nobody comes.", True), ("Not ready.", False)):
        words = FindingWords(text, is_public=shown)
        actions.add_finding(actor=actor, now=NOW, challenge=challenge, words=words, rests_on=[Bearing(source)])
    return made


def test_names_are_looked_at_first_and_what_leaves_is_noted(cast: Cast) -> None:
    team, here = signed_in(cast, "researcher"), place(cast, "evidence", "annex")
    page = team.get(here).content.decode()
    assert ("Jane Doe" in page, "1 finding stays with the team" in page) == (True, True)
    assert b"Look at each of them" in team.post(here, {"wanted": "page"}).content
    left = team.post(here, {"wanted": "page", "looked_through": "on"})
    text = left.content.decode()
    assert left["Content-Disposition"] == 'attachment; filename="2026-rural-buses-evidence.html"'
    assert [words in text for words in ("Nobody comes.", "Night buses", "Not ready.", "Kept within")] == [
        True, True, False, False,
    ]  # fmt: skip
    assert AuditEntry.objects.filter(verb="workspace.take-annex").count() == 1
    assert team.post(here, {"wanted": "files", "looked_through": "on"}).content[:2] == b"PK"


def test_only_words_that_may_be_printed_now_are_in_it(cast: Cast) -> None:
    one, actor = held(cast), cast.actor("researcher")
    made = quote(cast, one)
    team, here = signed_in(cast, "researcher"), place(cast, "evidence", "annex")
    wanted = {"wanted": "page", "looked_through": "on"}
    seen = [WORDS in team.post(here, wanted).content.decode()]
    actions.decide_quotes(actor=actor, now=NOW, interview=one, approved={made.key: True})
    seen.append(WORDS in team.post(here, wanted).content.decode())
    actions.withdraw_interview(actor=actor, now=NOW, interview=one)
    seen.append(WORDS in team.post(here, wanted).content.decode())
    assert seen == [False, True, False]


def test_an_officer_takes_nothing_away(cast: Cast) -> None:
    assert signed_in(cast, "officer").get(place(cast, "evidence", "annex")).status_code == 403
    assert signed_in(cast, "outsider").get(place(cast, "evidence", "annex")).status_code == 404


def test_before_a_report_goes_out_likely_names_are_shown_and_nobody_learns_who_was_interviewed(cast: Cast) -> None:
    held(cast)
    report = reports.start_report(actor=cast.actor("researcher"), now=NOW, challenge=cast.challenge, title="Buses")
    text = "Ask Jane Doe. We met Maud at the stop."
    reports.add_version(actor=cast.actor("researcher"), now=NOW, report=report, text=text)
    here = place(cast, "reports", report.public_id, "publish")
    seen = {who: signed_in(cast, who).get(here).content.decode() for who in ("researcher", "lead")}
    named = {who: page.split("Words that may name somebody")[1].split("</details>")[0] for who, page in seen.items()}
    assert {who: ("Jane Doe" in words, "Maud" in words) for who, words in named.items()} == {
        "researcher": (True, True),
        "lead": (True, False),
    }
