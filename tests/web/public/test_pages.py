"""Public pages: for everybody, light, answering conditional requests, in a fixed number of queries."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook
from pytest_django.plugin import DjangoDbBlocker

from bridgework.apps.impact.models import LedgerRow
from bridgework.apps.library.models import ReaderNote
from bridgework.kernel import audit
from bridgework.kernel.permissions import SYSTEM
from tests.cast import NOW, Cast, make_cast
from tests.threads.full import full_thread

pytestmark = pytest.mark.django_db
CODE = "2026-rural-buses"
MOST_QUERIES = 20
HEAVIEST = 200_000

PAGES = {
    "landing": "/",
    "questions": "/questions/",
    "thread": f"/questions/{CODE}/",
    "wordings": f"/questions/{CODE}/wordings/",
    "case study": f"/questions/{CODE}/case-study/",
    "ledger": "/ledger/",
    "recommendation": f"/ledger/{CODE}/1/",
    "overdue": "/overdue/",
    "library": "/library/",
    "evidence map": "/library/evidence/",
    "all sources": "/library/sources/",
    "sources": f"/questions/{CODE}/sources/",
    "lineage": f"/questions/{CODE}/lineage/",
    "search": "/search/?q=buses",
    "about": "/about/",
    "words": "/about/words/",
    "accessibility": "/about/accessibility/",
    "privacy": "/about/privacy/",
    "contact": "/about/contact/",
    "thank you": "/thank-you/",
    "JSON": f"/questions/{CODE}/thread.json",
    "feed": "/feed.atom",
    "sitemap": "/sitemap.xml",
}


@pytest.fixture(autouse=True)
def _in_march() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture(scope="module")
def full(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Cast]:
    """One full thread for the whole module, in a transaction that is taken back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        with time_machine.travel(NOW, tick=False):
            cast = make_cast()
            full_thread(cast, more=3)
        yield cast
        transaction.set_rollback(True)


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_a_page_is_light_sets_no_cookie_and_asks_little(full: Cast, client: Client, path: str) -> None:
    with CaptureQueriesContext(connection) as counted:
        response = client.get(path)
    assert response.status_code == 200
    assert len(counted) <= MOST_QUERIES
    assert len(response.content) < HEAVIEST
    assert not response.cookies


@pytest.mark.parametrize(("name", "queries"), [("landing", 9), ("thread", 20), ("ledger", 15), ("questions", 8)])
def test_the_number_of_queries_of_a_page(full: Cast, client: Client, name: str, queries: int) -> None:
    with CaptureQueriesContext(connection) as counted:
        client.get(PAGES[name])
    assert len(counted) == queries


def test_an_unchanged_page_is_said_in_no_bytes_until_something_is_written(full: Cast, client: Client) -> None:
    first = client.get(PAGES["thread"])
    again = client.get(PAGES["thread"], headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    audit.record(actor=SYSTEM, now=NOW, verb="changed", on=full.challenge)
    assert client.get(PAGES["thread"], headers={"if-none-match": first["ETag"]}).status_code == 200


def test_a_new_day_is_a_new_page(full: Cast, client: Client) -> None:
    first = client.get(PAGES["overdue"])
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        assert client.get(PAGES["overdue"], headers={"if-none-match": first["ETag"]}).status_code == 200


def test_somebody_signed_in_is_never_given_the_page_of_another(full: Cast, client: Client) -> None:
    tag = client.get(PAGES["thread"])["ETag"]
    client.force_login(full.account("lead"), backend="django.contrib.auth.backends.ModelBackend")
    response = client.get(PAGES["thread"], headers={"if-none-match": tag})
    assert (response.status_code, response["ETag"] == tag) == (200, False)
    assert "private" in response["Cache-Control"]


def test_an_unchanged_page_costs_two_queries(full: Cast, client: Client) -> None:
    tag = client.get(PAGES["thread"])["ETag"]
    with CaptureQueriesContext(connection) as counted:
        client.get(PAGES["thread"], headers={"if-none-match": tag})
    assert len(counted) == 2


def test_an_invented_thread_says_so_in_its_heading(full: Cast, client: Client) -> None:
    for name in ("thread", "recommendation", "case study"):
        page = client.get(PAGES[name]).content.decode()
        assert "<title>Invented example:" in page
        assert "Invented example. No such council or question exists." in page


def test_words_of_others_are_shown_harmless(full: Cast, client: Client) -> None:
    hostile = "<script>alert(1)</script>‮\"'"
    full.question.title = full.question.why_it_matters = hostile
    full.question.save()
    full.challenge.method = full.challenge.support_note = hostile
    full.challenge.save()
    for model in (full.question.wordings, full.challenge.findings, full.challenge.propositions, full.challenge.actions):
        model.update(text=hostile)
    for name in ("landing", "questions", "thread", "wordings", "case study", "ledger", "recommendation", "feed"):
        assert "<script>alert" not in client.get(PAGES[name]).content.decode()


def test_a_permanent_address_leads_to_the_place(full: Cast, client: Client) -> None:
    finding = full.challenge.findings.first()
    assert finding is not None
    response = client.get(f"/r/{finding.public_id}/")
    assert (response.status_code, response["Location"]) == (302, f"/questions/{CODE}/#{finding.public_id}")
    assert f'id="{finding.public_id}"' in client.get(PAGES["thread"]).content.decode()
    check = full.challenge.recommendations.get(number="1").independent_checks.get()
    assert client.get(f"/r/{check.public_id}/")["Location"] == f"/ledger/{CODE}/1/#{check.public_id}"
    assert client.get("/r/00000000000000/").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/questions/2099-nothing/",
        "/ledger/2099-nothing/1/",
        f"/ledger/{CODE}/99/",
        "/sitemap-99.xml",
        "/sitemap-99999999999999999999.xml",
        "/thank-you/?about=2099-nothing",
    ],
)
def test_what_is_not_there_is_said_so(full: Cast, client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "page=99999999999999999999",
        "page=-1",
        "page=x",
        "round=%00",
        "order=nothing",
        "decision=" + "x" * 5_000,
        "q=%FF",
    ],
)
def test_no_query_breaks_a_list(full: Cast, client: Client, query: str) -> None:
    for path in ("/questions/", "/ledger/", "/overdue/", "/search/"):
        assert client.get(f"{path}?{query}").status_code == 200


def test_the_ledger_leaves_as_csv_and_as_a_spreadsheet(full: Cast, client: Client) -> None:
    recommendation = full.challenge.recommendations.get(number="2")
    recommendation.text = "=1+1"
    recommendation.save()
    shown = "order=entered&decision=noted"
    text = b"".join(client.get(f"/ledger/ledger.csv?{shown}").streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["Code"] for row in rows] == [f"{CODE}/2", f"{CODE}/3", f"{CODE}/4"]
    assert (rows[0]["Recommendation"], rows[0]["Decided"]) == ("'=1+1", "Noted")
    book = load_workbook(io.BytesIO(client.get(f"/ledger/ledger.xlsx?{shown}").content))
    cells = list(book.active.iter_rows(values_only=True))
    assert (len(cells), cells[1][0], cells[1][1]) == (4, f"{CODE}/2", "=1+1")


def test_overdue_is_empty_with_what_is_next_and_full_with_the_step(full: Cast, client: Client) -> None:
    LedgerRow.objects.update(reply_due_on=NOW.date() + timedelta(days=10), reply_due_from="Finance")
    assert "Nothing is overdue." in client.get("/overdue/").content.decode()
    assert "Next word due: Thu 12 March 2026, Finance." in client.get("/overdue/").content.decode()
    LedgerRow.objects.update(reply_due_on=NOW.date() - timedelta(days=3))
    page = client.get("/overdue/?x=1").content.decode()
    assert "3 days late. Next: second letter, Fri 13 March 2026." in page


def test_a_case_study_is_a_real_document(full: Cast, client: Client) -> None:
    response = client.get(f"/questions/{CODE}/case-study.docx")
    document = Document(io.BytesIO(response.content))
    headings = [one.text for one in document.paragraphs if one.style and one.style.name == "Heading 1"]
    assert headings == [
        "The challenge",
        "The solution",
        "What changed, money included",
        "How it is kept up",
        "Lessons",
    ]


def test_robots_may_read_the_record_and_nothing_else(client: Client) -> None:
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert "Disallow: /l/" in lines
    assert "Disallow: /desk/" in lines
    assert "Disallow: /workspace/" in lines
    assert "Allow: /oai" in lines
    assert "Disallow: /questions/" not in lines


def test_every_page_leads_to_what_everybody_may_ask(full: Cast, client: Client) -> None:
    page = client.get(PAGES["thread"]).content.decode()
    for address in ("/about/", "/about/accessibility/", "/about/privacy/", "/about/contact/"):
        assert f'href="{address}"' in page
    assert f'href="/about/contact/?page=%2Fquestions%2F{CODE}%2F"' in page


def test_a_reader_tells_what_they_know(full: Cast, client: Client) -> None:
    before = ReaderNote.objects.count()
    address = reverse("public:tell-us", args=[CODE])
    page = client.get(f"{address}?station=decision").content.decode()
    assert 'value="decision" selected' in page
    refused = client.post(address, {"text": "  "})
    assert (refused.status_code, ReaderNote.objects.count()) == (200, before)
    assert "Write what you know. One sentence is enough." in refused.content.decode()
    sent = {"text": "I have the minutes.", "station": "decision", "evidence": "Page 4", "contact": "me@example.org"}
    assert client.post(address, sent)["Location"] == f"/thank-you/?about={CODE}"
    note = ReaderNote.objects.latest("pk")
    assert (note.text, note.station, note.state) == ("I have the minutes.", "decision", "received")
    assert "I have the minutes." not in client.get(PAGES["thread"]).content.decode()


def test_a_note_is_accepted_at_the_desk_and_stands_on_the_page(full: Cast, client: Client) -> None:
    client.post(
        reverse("public:tell-us", args=[CODE]), {"text": "Chair Jane Doe said yes.", "contact": "me@example.org"}
    )
    note = ReaderNote.objects.latest("pk")
    desk = Client()
    desk.force_login(full.account("coordinator"), backend="django.contrib.auth.backends.ModelBackend")
    assert "Chair Jane Doe" in desk.get(reverse("desk:reader-note", args=[note.public_id])).content.decode()
    desk.post(reverse("desk:reader-note-accept", args=[note.public_id]), {"text": "The chair said yes."})
    page = client.get(PAGES["thread"]).content.decode()
    assert "The chair said yes." in page
    assert "Jane Doe" not in page
    assert "me@example.org" not in page


def test_a_note_is_nobody_elses_business(full: Cast, client: Client) -> None:
    note = ReaderNote.objects.earliest("pk")
    desk = Client()
    desk.force_login(full.account("researcher"), backend="django.contrib.auth.backends.ModelBackend")
    assert desk.get(reverse("desk:reader-note", args=[note.public_id])).status_code == 404
    assert client.get(reverse("desk:reader-note", args=[note.public_id])).status_code == 302


@pytest.mark.parametrize(
    ("address", "said"),
    [("", "have not entered an address for readers yet"), ("write@example.org", 'href="mailto:write@example.org"')],
)
def test_contact_gives_the_address_that_was_set_or_says_that_none_was(
    client: Client, db: None, settings: Any, address: str, said: str
) -> None:
    settings.BRIDGEWORK_CONTACT = address
    page = client.get("/about/contact/").content.decode()
    assert said in page
    assert "localhost" not in page.split("<main", 1)[1].split("</main>", 1)[0]
