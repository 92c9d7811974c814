"""The pages on which a report is written in place, as a team uses them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from bridgework.apps.messages.actions import release_batch
from bridgework.apps.messages.models import Batch
from bridgework.apps.participation.actions import issue_link
from bridgework.apps.reports import actions, queries
from bridgework.apps.reports.actions import FigureWords
from bridgework.apps.reports.models import FactCheckComment, Recommendation, Report, ReportBroughtIn
from bridgework.core.reports.bringing_in import read_report
from bridgework.kernel import files
from bridgework.kernel.jobs import run_waiting
from bridgework.kernel.permissions import SYSTEM
from tests.apps.reports.test_writing import PNG
from tests.cast import NOW, Cast, make_cast
from tests.core.reports.test_bringing_in import word_report
from tests.web.workspace.test_pages import fill, place, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_march() -> Iterator[None]:
    with time_machine.travel(NOW):
        yield


@pytest.fixture
def cast() -> Cast:
    made = make_cast()
    made.challenge.target_meeting = made.meeting
    made.challenge.save()
    return made


def begun(cast: Cast) -> Report:
    """A report being written in place, with a bit of everything."""
    report = fill(cast)
    team = cast.actor("team_lead")
    actions.begin_writing(actor=team, now=NOW, report=report)
    more(cast, report)
    version = actions.freeze_version(actor=team, now=NOW, report=report)
    comment = actions.comment_on_fact(
        actor=cast.actor("officer"),
        now=NOW,
        version=version,
        text="It is 14.",
        passage="runs 12 routes",
        proposed="runs 14 routes",
    )
    actions.reply_to_comment(actor=team, now=NOW, comment=comment, accepted=True)
    return report


def more(cast: Cast, report: Report) -> None:
    """A section with a comment, a figure, a dissent note, a document read and not taken in, a section taken out."""
    team, number = cast.actor("team_lead"), report.dissent_notes.count()
    words = FigureWords("Buses a year", "More each year.", "Year\tBuses\n2019\t12")
    received = files.receive(io.BytesIO(PNG), name="buses.png")
    actions.add_figure(actor=team, now=NOW, report=report, words=words, picture=received)
    finding = cast.challenge.findings.order_by("-number")[0]
    section = actions.add_section(actor=team, now=NOW, report=report, title=f"Part {number}")
    text = f"It runs 12 routes, see [@finding:{finding.public_id}].\n\n[@figure:buses-a-year]\n\n[@figure:gone]"
    actions.write_section(actor=team, now=NOW, section=section, version=section.version, text=text)
    for settled in (False, True):
        remark = actions.comment_on_section(
            actor=cast.actor("officer"), now=NOW, section=section, text="Which?", passage="12 routes"
        )
        actions.settle_comment(actor=team, now=NOW, comment=remark, settled=settled)
    removed = actions.add_section(actor=team, now=NOW, report=report, title=f"Gone {number}")
    actions.remove_section(actor=team, now=NOW, section=removed)
    actions.write_dissent(actor=team, now=NOW, report=report, text="Further.", shown_as="a researcher")
    data = word_report()
    received = files.receive(io.BytesIO(data), name="report.docx")
    actions.bring_in(actor=team, now=NOW, report=report, received=received, read=read_report(data, "docx"))


def writing_pages(cast: Cast, report: Report) -> list[str]:
    """Every page of writing in place that is read."""
    comment = FactCheckComment.objects.exclude(proposed="").latest("id")
    recommendation = Recommendation.objects.latest("id")
    pages = (
        (),
        ("writing",),
        ("writing", "add"),
        ("writing", "read"),
        ("writing", "freeze"),
        ("section", "part-0"),
        ("section", "part-0", "saved"),
        ("section", "part-0", "comment"),
        ("figures",),
        ("figures", "add"),
        ("figure", "buses-a-year"),
        ("dissent",),
        ("bring-in",),
        ("brought-in", ReportBroughtIn.objects.latest("id").public_id),
        ("facts",),
        ("facts", comment.public_id, "put-in"),
        ("recommendations", recommendation.public_id),
    )
    return [place(cast, "reports", report.public_id, *parts) for parts in pages]


def test_every_page_of_writing_opens_and_hides_from_outsiders(cast: Cast) -> None:
    report = begun(cast)
    team, officer, outsider = (signed_in(cast, who) for who in ("team_lead", "officer", "outsider"))
    pages = writing_pages(cast, report)
    assert {path: team.get(path).status_code for path in pages} == dict.fromkeys(pages, 200)
    assert {path: outsider.get(path).status_code for path in pages} == dict.fromkeys(pages, 404)
    seen = {path.split(report.public_id)[1]: officer.get(path).status_code for path in pages}
    assert [path for path, status in seen.items() if status == 200] == [
        "/",
        "/writing/",
        "/writing/read/",
        "/section/part-0/saved/",
        "/section/part-0/comment/",
        "/figures/",
        "/facts/",
    ]


@pytest.mark.parametrize("parts", [("writing",), ("writing", "read"), ("section", "part-0"), ("figures",)])
def test_a_writing_page_takes_the_same_queries_however_much_it_shows(cast: Cast, parts: tuple[str, ...]) -> None:
    report = begun(cast)
    client, counts = signed_in(cast, "team_lead"), []
    address = place(cast, "reports", report.public_id, *parts)
    for _ in range(2):
        client.get(address)
        with CaptureQueriesContext(connection) as taken:
            assert client.get(address).status_code == 200
        counts.append(len(taken))
        more(cast, report)
    assert counts[0] == counts[1]


def test_a_reference_goes_in_without_scripts_and_without_saving(cast: Cast) -> None:
    report = begun(cast)
    address = place(cast, "reports", report.public_id, "section", "part-0")
    client = signed_in(cast, "team_lead")
    section = queries.section_of(report, "part-0")
    typed = {"title": "Part 0", "text": "Typed, not saved.", "version": section.version}
    page = client.post(address, typed | {"insert": "[@figure:buses-a-year]"}).content.decode()
    assert "Typed, not saved.\n\n[@figure:buses-a-year]</textarea>" in page
    page = client.post(address, typed | {"text": "[@figure:buses-a-year]", "also": "yes"}).content.decode()
    assert "Figure 1. Buses a year" in page
    unchanged = queries.section_of(report, "part-0")
    assert (unchanged.text, unchanged.version) == (section.text, section.version)


def test_the_second_of_two_gets_both_texts_to_keep(cast: Cast) -> None:
    report = begun(cast)
    address = place(cast, "reports", report.public_id, "section", "method")
    actions.add_section(actor=cast.actor("team_lead"), now=NOW, report=report, title="Method")
    section = queries.section_of(report, "method")
    base = "We asked.\n\nWe read."
    team = cast.actor("team_lead")
    actions.write_section(actor=team, now=NOW, section=section, version=section.version, text=base)
    seen = section.version
    theirs = "We asked 40.\n\nWe read."
    actions.write_section(actor=team, now=NOW, section=section, version=seen, text=theirs)
    client = signed_in(cast, "researcher")
    page = client.post(address, {"title": "Method", "text": "We asked.\n\nWe read 12.", "version": seen})
    assert page.status_code == 409
    assert "We asked 40.\n\nWe read 12.</textarea>" in page.content.decode()
    section.refresh_from_db()
    form = {"title": "Method", "text": "We asked 40.\n\nWe read 12.", "version": section.version}
    client.post(address, form)
    section.refresh_from_db()
    assert section.text == "We asked 40.\n\nWe read 12."


def test_a_drawing_in_svg_is_refused_with_its_reason(cast: Cast) -> None:
    report = begun(cast)
    address = place(cast, "reports", report.public_id, "figures", "add")
    sent = {"title": "Map", "description": "A map.", "file": SimpleUploadedFile("map.svg", b"<svg onload='x()'/>")}
    page = signed_in(cast, "team_lead").post(address, sent)
    assert "A drawing in SVG can carry small programs" in page.content.decode()
    assert report.figures.count() == 1


def test_a_picture_that_does_not_open_is_refused_with_what_to_do(cast: Cast) -> None:
    report = begun(cast)
    address = place(cast, "reports", report.public_id, "figures", "add")
    sent = {"title": "Map", "description": "A map.", "file": SimpleUploadedFile("map.png", PNG)}
    page = signed_in(cast, "team_lead").post(address, sent)
    assert "This picture is damaged or not complete. Open it on your computer" in page.content.decode()
    assert report.figures.count() == 1
    whole = io.BytesIO()
    Image.new("RGB", (4, 2)).save(whole, "PNG")
    signed_in(cast, "team_lead").post(address, sent | {"file": SimpleUploadedFile("map.png", whole.getvalue())})
    kept = report.figures.get(title="Map").file
    assert kept is not None
    with kept.content.open("rb") as opened:
        assert opened.read() == whole.getvalue()


def test_who_was_not_asked_yet_is_not_shown_as_late(cast: Cast) -> None:
    report = begun(cast)
    people = [cast.person("officer"), cast.person("clerk")]
    actions.ask_fact_check(actor=cast.actor("team_lead"), now=NOW, report=report, people=people)
    run_waiting()
    address = reverse("workspace:fact-check", args=[report.challenge.public_id, report.public_id])
    shown = signed_in(cast, "team_lead").get(address).content.decode()
    # One was asked alone before, and so at once.
    assert (shown.count("Not asked yet"), shown.count("asked to answer by")) == (2, 1)
    release_batch(actor=cast.actor("lead"), now=NOW, batch=Batch.objects.get())
    shown = signed_in(cast, "team_lead").get(address).content.decode()
    assert (shown.count("Not asked yet"), shown.count("asked to answer by")) == (0, 3)


def test_an_officer_proposes_by_link_and_the_team_puts_the_words_in(cast: Cast) -> None:
    report = begun(cast)
    team = cast.actor("team_lead")
    (asked,) = actions.ask_fact_check(actor=team, now=NOW, report=report, people=[cast.person("officer")])
    _, token = issue_link(
        actor=SYSTEM,
        now=NOW,
        person=cast.person("officer"),
        purpose="reports.fact-check",
        record_public_id=asked.public_id,
        scope=report.scope,
        expires_at=NOW + timedelta(days=7),
    )
    address, client = f"/l/{token}/", Client()
    words = {"text_comments": "It is 14.", "passage_comments": "runs 12 routes", "proposed_comments": "runs 14 routes"}
    page = client.post(address, {"choice": "comments"} | words).content.decode()
    (sealed,) = re.findall(r'name="sealed" value="([^"]+)"', page)
    client.post(address, {"sealed": sealed})
    comment = FactCheckComment.objects.latest("id")
    assert (comment.passage, comment.proposed, comment.accepted) == ("runs 12 routes", "runs 14 routes", None)
    signed = signed_in(cast, "team_lead")
    facts = place(cast, "reports", report.public_id, "facts", comment.public_id)
    answered = signed.post(f"{facts}reply/", {"accepted": "yes", "reply": ""})
    assert answered.headers["Location"] == f"{facts}put-in/"
    section = queries.section_of(report, "part-0")
    assert "runs 12 routes" in section.text
    signed.post(f"{facts}put-in/", {"version": section.version})
    section.refresh_from_db()
    assert section.text.startswith("It runs 14 routes")


def test_after_a_session_that_ended_the_address_of_a_button_leads_back_to_its_page(cast: Cast) -> None:
    """Signing in leads to where one was: for a button that is no page of its own."""
    report = begun(cast)
    address = place(cast, "reports", report.public_id, "finish")
    sent = Client().post(address)
    assert (sent.status_code, sent["Location"]) == (302, f"/accounts/login/?next={address}")
    page = signed_in(cast, "team_lead").get(address)
    back = place(cast, "reports", report.public_id)
    assert (page.status_code, page["Allow"], f'href="{back}"' in page.content.decode()) == (405, "POST", True)
    assert "press it once more" in page.content.decode()
