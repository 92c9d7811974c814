"""Words that a person takes back are gone from everything there is, at once: pages, formats, files, index, outbox."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import sleep

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection, transaction

from bridgework.apps.messages.models import Message
from bridgework.apps.participation.actions import answer_on_screen
from bridgework.apps.participation.models import LinkAnswer
from bridgework.apps.reports import actions as reports
from bridgework.apps.reports.models import Report, ReportSection
from bridgework.apps.workspace import actions as work
from bridgework.apps.workspace.actions import Bearing, FindingWords
from bridgework.apps.workspace.actions.requests import REQUEST_PURPOSE
from bridgework.apps.workspace.models import Interview, Quote, Source
from bridgework.cli.keeping.exporting import export_to
from bridgework.kernel.errors import NotPossibleNow
from bridgework.kernel.jobs import run_waiting
from bridgework.kernel.links import Given
from tests.apps.workspace.test_interviews import ALL
from tests.cast import NOW, Cast, make_cast
from tests.withstand.leaving import holds, in_folder, reached_by_visitor, stored

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = "The lantern hedge hums when the last bus has gone."
TYPED = f"One of them said: “{WORDS}” We heard it often."
MARK = "lantern hedge hums"


@pytest.fixture(autouse=True)
def _in_march() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        cache.clear()
        yield


def quoted(cast: Cast) -> tuple[Interview, Quote]:
    """An interview with a quote that may be printed."""
    team = cast.actor("researcher")
    one = work.plan_interview(
        actor=team, now=NOW, challenge=cast.challenge, name="Maud Tranter", kept_until=NOW.date().replace(year=2027)
    )
    work.give_consents(actor=team, now=NOW, interview=one, answers=ALL, way="paper")
    work.hold_interview(actor=team, now=NOW, interview=one, held_on=NOW.date())
    work.keep_transcript(actor=team, now=NOW, interview=one, kind="pseudonymised", text=f"She said: {WORDS}")
    said = work.add_quote(actor=team, now=NOW, interview=one, text=WORDS)
    work.decide_quotes(actor=team, now=NOW, interview=one, approved={said.key: True})
    return one, said


def everywhere(cast: Cast) -> tuple[Interview, Report]:
    """A team that put the words wherever it can: by reference, and typed by hand."""
    team, challenge = cast.actor("researcher"), cast.challenge
    challenge.is_public = True
    challenge.save()
    one, _ = quoted(cast)
    source = Source.objects.get(kind="interview")
    work.change_source(actor=team, now=NOW, source=source, kind="interview", title="x", says=TYPED)
    finding = work.add_finding(
        actor=team,
        now=NOW,
        challenge=challenge,
        words=FindingWords(TYPED, is_public=True, coherence_note=TYPED),
        rests_on=[Bearing(source)],
    )
    work.put_proposition(actor=team, now=NOW, challenge=challenge, text=TYPED, put_to="bus users")
    asked = work.make_request(actor=team, now=NOW, challenge=challenge, asked_of=cast.person("officer"), text=TYPED)
    answer_on_screen(
        actor=cast.actor("officer"),
        now=NOW,
        purpose=REQUEST_PURPOSE,
        record_public_id=asked.public_id,
        person=cast.person("officer"),
        given=Given("answer", f"You write: {TYPED}"),
    )
    report = reports.start_report(actor=team, now=NOW, challenge=challenge, title="Buses that people use")
    text = f"# What people said\n\n{TYPED}\n"
    reports.add_version(actor=team, now=NOW, report=report, text=text)
    reports.add_recommendation(
        actor=team, now=NOW, report=report, text=f"Run one more bus. {TYPED}", findings=type(finding).objects.all()
    )
    reports.finish_report(actor=cast.actor("team_lead"), now=NOW, report=report)
    reports.publish_report(actor=cast.actor("lead"), now=NOW, report=report)
    run_waiting()
    return one, report


def test_a_report_published_at_the_very_moment_prints_nothing_that_was_taken_back() -> None:
    """Taking back began first and is not kept yet: publishing waits for it, and then refuses."""
    cast = make_cast()
    one, said = quoted(cast)
    report = reports.start_report(
        actor=cast.actor("researcher"), now=NOW, challenge=cast.challenge, title="Buses that people use"
    )
    ReportSection.objects.create(
        created_at=NOW, report=report, key="a", order=1, title="A", text=f"[@quote:{said.public_id}]"
    )
    Report.objects.filter(pk=report.pk).update(is_written_here=True)
    reports.freeze_version(actor=cast.actor("researcher"), now=NOW, report=report)
    reports.finish_report(actor=cast.actor("team_lead"), now=NOW, report=report)
    lead = cast.actor("lead")

    def publish() -> str:
        try:
            reports.publish_report(actor=lead, now=NOW, report=Report.objects.get(pk=report.pk))
        except NotPossibleNow as refusal:
            return refusal.rule
        finally:
            connection.close()
        return "published"

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            work.withdraw_interview(actor=cast.actor("researcher"), now=NOW, interview=one)
            publishing = pool.submit(publish)
            sleep(0.5)
        assert publishing.result(20) == "reports.quotes-printable"
    run_waiting()
    assert stored(MARK) == []


def test_words_taken_back_are_nowhere(tmp_path: Path) -> None:
    cast = make_cast()
    one, report = everywhere(cast)
    searched = ("/search/?q=lantern+hedge", f"/search/?q={cast.challenge.code}")
    before = {path for path, words in reached_by_visitor(*searched).items() if holds(words, MARK)}
    assert {f"/questions/{cast.challenge.code}/", f"/questions/{cast.challenge.code}/thread.json", "/ledger/"} <= before
    assert len(stored(MARK)) > 12
    assert Message.objects.filter(body__contains=MARK).exists()
    assert LinkAnswer.objects.filter(text__contains=MARK).count() == 1

    work.withdraw_interview(actor=cast.actor("researcher"), now=NOW, interview=one)
    assert stored(MARK) == []
    run_waiting()
    assert stored(MARK) == []
    after = reached_by_visitor(*searched)
    assert [path for path, words in after.items() if holds(words, MARK)] == []
    # What was reached before is still there: only the words are gone. Documents are made anew, under new addresses.
    assert {path for path in before if not path.startswith(("/files/", "/search/"))} - set(after) == set()
    export_to(tmp_path / "export", now=NOW)
    assert in_folder(tmp_path / "export", MARK) == []
    assert Quote.objects.get().state == "withdrawn"
