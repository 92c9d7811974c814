"""What a report stands on: freezing, the one lock, documents, and words that are taken back."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta
from itertools import chain

import docx
import pypdfium2
import pytest

from bridgework.apps.reports import actions, queries
from bridgework.apps.reports.actions.documents import queue_missing_documents
from bridgework.apps.reports.models import Report, ReportDocument, ReportSection, ReportVersion
from bridgework.apps.workspace import actions as work
from bridgework.apps.workspace.actions import Bearing, FindingWords
from bridgework.apps.workspace.models import Finding, Interview, Quote, Source
from bridgework.core.reports.record import NOT_PUBLIC, WITHDRAWN
from bridgework.kernel.errors import InvalidInput, NotPossibleNow
from bridgework.kernel.jobs import run_waiting
from bridgework.kernel.models import SearchText, StoredFile
from tests.apps.workspace.test_interviews import held, quote
from tests.cast import NOW, Cast, make_cast

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=2)
WORDS = "I wait an hour for the last bus."


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def evidence(cast: Cast) -> tuple[Source, Source, Finding, Quote]:
    team = cast.actor("researcher")
    shown, hidden = (
        work.add_source(
            actor=team, now=NOW, challenge=cast.challenge, kind="study", title=title, year=2020, is_public=public
        )
        for title, public in (("Night buses counted", True), ("Not for everybody", False))
    )
    finding = work.add_finding(
        actor=team,
        now=NOW,
        challenge=cast.challenge,
        words=FindingWords(text="Few buses run at night.", is_public=True),
        rests_on=[Bearing(shown), Bearing(hidden)],
    )
    one = held(cast)
    said = quote(cast, one, WORDS)
    work.decide_quotes(actor=team, now=NOW, interview=one, approved={said.key: True})
    said.refresh_from_db()
    return shown, hidden, finding, said


@pytest.fixture
def report(cast: Cast, evidence: tuple[Source, Source, Finding, Quote]) -> Report:
    shown, hidden, finding, said = evidence
    team = cast.actor("researcher")
    made = actions.start_report(actor=team, now=NOW, challenge=cast.challenge, title="Buses that people use")
    ReportSection.objects.create(
        created_at=NOW,
        report=made,
        key="background",
        order=1,
        title="Background",
        text=f"Buses [@source:{shown.public_id}, p. 4] and [@source:{hidden.public_id}].\n\n"
        f"[@quote:{said.public_id}]\n\nAs [@finding:{finding.public_id}] says.",
    )
    Report.objects.filter(pk=made.pk).update(is_written_here=True)
    made.refresh_from_db()
    actions.add_recommendation(
        actor=team,
        now=NOW,
        report=made,
        text="Run one more bus.",
        findings=Finding.objects.filter(pk=finding.pk),
    )
    actions.freeze_version(actor=team, now=NOW, report=made)
    return made


def published(cast: Cast, report: Report) -> ReportVersion:
    actions.finish_report(actor=cast.actor("team_lead"), now=NOW, report=report)
    actions.publish_report(actor=cast.actor("lead"), now=LATER, report=report)
    run_waiting()
    return report.versions.get()


def everything(version: ReportVersion) -> str:
    """All that is kept and made of a version, as one text."""
    version.refresh_from_db()
    parts = [version.text, json.dumps(version.record, ensure_ascii=False)]
    parts += chain.from_iterable(SearchText.objects.values_list("title", "important", "body", "minor"))
    for one in ReportDocument.objects.select_related("file"):
        assert one.file is not None
        with one.file.content.open("rb") as opened:
            data = opened.read()
        if one.kind == "pdf":
            parts += [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]
        elif one.kind == "docx":
            parts += [each.text for each in docx.Document(io.BytesIO(data)).paragraphs]
        else:
            with zipfile.ZipFile(io.BytesIO(data)) as packed:
                parts += [packed.read(name).decode() for name in packed.namelist()]
    return " ".join("\n".join(parts).split())


def test_a_frozen_version_has_its_references_in_words_and_rests_on_rows(
    report: Report, evidence: tuple[Source, Source, Finding, Quote]
) -> None:
    version = report.versions.get()
    assert version.text.startswith("# Background\n\nBuses \\[1, p. 4\\] and \\[2\\].\n\n> I wait an hour")
    assert {one.record_public_id for one in version.references.all()} == {one.public_id for one in evidence}
    assert "Not for everybody" not in f"{version.text}{version.record}"
    assert NOT_PUBLIC in version.text


def test_freezing_again_without_a_change_is_refused(cast: Cast, report: Report) -> None:
    with pytest.raises(InvalidInput, match="Nothing has changed since version 1"):
        actions.freeze_version(actor=cast.actor("researcher"), now=NOW, report=report)


def test_what_was_frozen_stays_when_the_register_changes(
    report: Report, evidence: tuple[Source, Source, Finding, Quote]
) -> None:
    Finding.objects.update(text="Many buses run at night.")
    record = queries.record_of(report.versions.get())
    assert [one.text for one in record.findings] == ["Few buses run at night."]


def test_what_stands_on_nothing_is_advice(cast: Cast, report: Report) -> None:
    team = cast.actor("researcher")
    actions.add_recommendation(actor=team, now=NOW, report=report, text="Paint the stops.")
    ReportSection.objects.filter(report=report).update(text="See [@source:nowhere] 🚲.")
    _, gaps = queries.standing_on(report, today=NOW.date())
    assert [one.text for one in gaps] == [
        "In “Background” a reference to a source leads nowhere: nowhere.",
        "Recommendation 2 rests on no finding.",
        "Source 2 is not public: readers see its number and nothing else.",
        "In “Background”: No font we ship can show “🚲” (U+1F6B2, bicycle). Write it another way.",
    ]
    assert published(cast, report).report.state == "published"


def test_a_quotation_that_may_not_be_printed_is_the_one_lock(
    cast: Cast, report: Report, evidence: tuple[Source, Source, Finding, Quote]
) -> None:
    one = Interview.objects.get()
    work.decide_quotes(actor=cast.actor("researcher"), now=NOW, interview=one, approved={evidence[3].key: False})
    with pytest.raises(NotPossibleNow, match=r"interview1-1 in “Background”") as refused:
        published(cast, report)
    assert refused.value.rule == "reports.quotes-printable"


def test_documents_are_made_once_and_the_same_version_gives_the_same_bytes(cast: Cast, report: Report) -> None:
    version = published(cast, report)
    first = {one.kind: one.file.sha256 for one in version.documents.all() if one.file is not None}
    assert set(first) == {"pdf", "docx", "data"}
    assert [one.file.name for one in version.documents.filter(kind="pdf") if one.file] == [
        "buses-that-people-use-version-1.pdf"
    ]
    assert actions.make_documents(now=LATER, version=version) == []
    version.documents.all().delete()
    again = actions.make_documents(now=LATER, version=version)
    assert {one.kind: one.file.sha256 for one in again if one.file is not None} == first
    assert queue_missing_documents(now=LATER) == 0
    version.documents.filter(kind="pdf").delete()
    assert queue_missing_documents(now=LATER) == 1


def test_words_taken_back_are_gone_from_everything_at_once(
    cast: Cast, report: Report, evidence: tuple[Source, Source, Finding, Quote]
) -> None:
    team = cast.actor("researcher")
    typed = actions.add_version(
        actor=team, now=NOW, report=report, text="Somebody said: “I wait an\nhour for the last bus.” So it is."
    )
    ReportSection.objects.create(
        created_at=NOW, report=report, key="more", order=2, title="More", text=f"> {WORDS}\n\nYes."
    )
    actions.freeze_version(actor=team, now=NOW, report=report)
    actions.finish_report(actor=cast.actor("team_lead"), now=NOW, report=report)
    actions.publish_report(actor=cast.actor("lead"), now=LATER, report=report)
    run_waiting()
    latest = report.versions.get(number=3)
    assert WORDS in everything(latest)
    saved, old_files = latest.sha256, set(StoredFile.objects.values_list("public_id", flat=True))

    work.give_consents(actor=team, now=LATER, interview=Interview.objects.get(), answers={"quote": False}, way="phone")
    for one in report.versions.all():
        assert "for the last bus" not in everything(one)
    assert not StoredFile.objects.filter(public_id__in=old_files).exists()
    run_waiting()
    after = everything(latest)
    assert "for the last bus" not in after
    assert WITHDRAWN in after
    typed.refresh_from_db()
    assert typed.text == f"Somebody said: “{WITHDRAWN}” So it is."
    latest.refresh_from_db()
    assert (latest.sha256, latest.redacted_at is not None, latest.record["redacted_on"]) == (
        saved,
        True,
        latest.redacted_at.date().isoformat() if latest.redacted_at else "",
    )
    assert ReportSection.objects.get(key="more").text == f"> {WITHDRAWN}\n\nYes."
    assert set(latest.documents.values_list("kind", flat=True)) == {"pdf", "docx", "data"}
