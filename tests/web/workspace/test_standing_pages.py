"""What a report stands on, in the workspace and on its public page."""

from __future__ import annotations

import io
import json

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image

from bridgework.apps.reports import actions
from bridgework.apps.reports.actions import FigureWords
from bridgework.apps.reports.models import Report
from bridgework.apps.workspace import actions as work
from bridgework.apps.workspace.models import Finding, Interview, Quote, Source
from bridgework.kernel import files
from bridgework.kernel.jobs import run_waiting
from bridgework.kernel.models import StoredFile
from tests.apps.reports.test_standing import WORDS, published
from tests.apps.reports.test_standing import cast as cast
from tests.apps.reports.test_standing import evidence as evidence
from tests.apps.reports.test_standing import report as report
from tests.cast import NOW, Cast
from tests.web.workspace.test_pages import place, signed_in

pytestmark = pytest.mark.django_db


def png() -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (32, 20), "white").save(written, "PNG")
    return written.getvalue()


def test_the_table_goes_from_recommendation_to_source_and_the_team_chooses_its_name(cast: Cast, report: Report) -> None:
    client = signed_in(cast, "researcher")
    here = place(cast, "reports", report.public_id, "stands-on")
    shown = client.get(here).content.decode()
    assert "Finding 1.</strong> Few buses run at night." in shown
    assert "Source 2 is not public" in shown
    assert "Night buses counted" in shown
    client.post(f"{here}shown-as/")
    assert cast.person("researcher").name in client.get(here).content.decode().partition("Its authors")[2]


def test_the_public_page_gives_text_citations_and_documents_without_what_is_not_public(
    cast: Cast, report: Report, client: Client, evidence: tuple[Source, Source, Finding, Quote]
) -> None:
    published(cast, report)
    at = f"/questions/{cast.challenge.code}/report/"
    shown = client.get(at).content.decode()
    assert WORDS in shown
    assert "Not for everybody" not in shown
    assert 'href="#finding-1"' in shown
    assert 'id="finding-1"' in shown
    assert [ending for ending in ("ris", "bib", "json") if f"{report.public_id}/cite.{ending}" not in shown] == []
    (item,) = json.loads(client.get(f"{at}{report.public_id}/cite.json").content)
    assert (item["type"], item["title"]) == ("report", "Buses that people use")
    assert client.get(f"{at}{report.public_id}/cite.exe").status_code == 404

    team = cast.actor("researcher")
    work.give_consents(actor=team, now=NOW, interview=Interview.objects.get(), answers={"quote": False}, way="phone")
    after = client.get(at).content.decode()
    assert WORDS not in after
    assert "are being made" in after
    assert "were taken out on" in after
    run_waiting()
    assert "Data package" in client.get(at).content.decode()


def test_files_go_with_the_report_when_it_is_withdrawn(cast: Cast, report: Report, client: Client) -> None:
    version = published(cast, report)
    keys = [one.file.public_id for one in version.documents.all() if one.file]
    made = StoredFile.objects.filter(public_id__in=keys)
    assert list(made.values_list("is_public", flat=True)) == [True, True, True]
    actions.withdraw_report(actor=cast.actor("lead"), now=NOW, report=report, reason="A figure was wrong.")
    assert list(made.values_list("is_public", flat=True)) == [False, False, False]
    assert 200 not in {client.get(f"/files/{key}/").status_code for key in keys}


def test_documents_that_the_program_cannot_make_say_so_and_are_tried_again(
    cast: Cast, report: Report, client: Client
) -> None:
    team = cast.actor("researcher")
    picture = png()
    report.refresh_from_db()
    figure = actions.add_figure(
        actor=team,
        now=NOW,
        report=report,
        words=FigureWords("Buses", "More each year."),
        picture=files.receive_made(picture, name="buses.png", media_type="image/png"),
    )
    actions.write_section(
        actor=team,
        now=NOW,
        section=report.sections.get(),
        version=report.sections.get().version,
        text=f"[@figure:{figure.key}]",
    )
    actions.freeze_version(actor=team, now=NOW, report=report)
    assert figure.file is not None
    content = figure.file.content
    content.storage.delete(str(content.name))
    actions.finish_report(actor=cast.actor("team_lead"), now=NOW, report=report)
    actions.publish_report(actor=cast.actor("lead"), now=NOW, report=report)
    here = place(cast, "reports", report.public_id, "publish")
    writer = signed_in(cast, "researcher")
    assert writer.get(here).content.decode().count("being made") == 3
    run_waiting()

    shown = writer.get(here).content.decode()
    assert shown.count("The program stopped in the middle of it (FileNotFoundError).") == 3
    assert "Try to make the documents again" in shown
    public = client.get(f"/questions/{cast.challenge.code}/report/").content.decode()
    assert ("could not be made yet" in public, "are being made" in public) == (True, False)

    content.storage.save(content.name, ContentFile(picture))
    writer.post(place(cast, "reports", report.public_id, "documents", "again"))
    run_waiting()
    after = writer.get(here).content.decode()
    assert ("Try to make" in after, after.count("being made"), after.count("version-2")) == (False, 0, 3)
