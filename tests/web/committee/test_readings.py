"""Existing papers on screen: brought in, looked over beside their text, added to their thread."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bridgework.apps.calendar.models import CommitteeMeeting
from bridgework.apps.committees.models import Paper, PaperReading
from tests.cast import NOW, Cast, make_cast, make_report
from tests.core.papers.reading import made
from tests.web.committee.test_papers import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_march() -> Iterator[None]:
    with time_machine.travel(NOW):
        yield


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def meeting_of(cast: Cast, text: bytes) -> tuple[CommitteeMeeting, bytes]:
    """A meeting that has been, and the text with its day and committee in place of its own."""
    meeting = CommitteeMeeting.objects.create(
        created_at=NOW,
        body=cast.body,
        body_scope=cast.body.body_scope,
        on=NOW.date().replace(year=2025),
        state="held",
        state_since=NOW,
    )
    words = text.decode().replace("Children and Young People Committee", "Transport and Communities Committee")
    return meeting, words.replace("15 September 2031", "2 March 2025").encode()


def brought(client: Client, cast: Cast, data: bytes, name: str) -> PaperReading:
    answer = client.post(
        "/committee/readings/bring-in/",
        {"challenge": cast.challenge.public_id, "file": SimpleUploadedFile(name, data)},
    )
    reading = PaperReading.objects.latest("id")
    assert answer["location"] == f"/committee/readings/{reading.public_id}/"
    return reading


def test_a_paper_is_looked_over_and_added_to_its_thread(cast: Cast) -> None:
    client = signed_in(cast, "officer")
    meeting, text = meeting_of(cast, made.paper("fenmere-cambridge-style.txt"))
    reading = brought(client, cast, text, "paper.txt")
    page = client.get(f"/committee/readings/{reading.public_id}/")
    told = page.content.decode()
    for words in (
        "Clearances: 5 of 5 found.",
        "“No” stands where the name belongs.",
        "Every word went into a value.",
        'href="#piece-0"',
        "read plainly",
        "Joss Kerr",
    ):
        assert words in told, words
    form = page.context["form"]
    assert form["meeting"].value() == meeting.public_id
    sent = {name: form[name].value() or "" for name in form.fields}
    answer = client.post(f"/committee/readings/{reading.public_id}/", sent | {"title": "Shade in playgrounds"})
    paper = Paper.objects.get(is_historical=True)
    assert answer["location"] == f"/committee/papers/{paper.public_id}/"
    assert (paper.title, paper.committee_meeting, paper.proposals.count()) == ("Shade in playgrounds", meeting, 2)
    after = client.get(f"/committee/readings/{reading.public_id}/").content.decode()
    assert "This document is on its thread" in after
    assert client.get(answer["location"]).status_code == 200
    public = Client().get(f"/papers/{paper.public_id}/how-it-was-checked/")
    assert [name for name in ("Kerr", "Lyle", "Nash") if name in public.content.decode()] == []


def test_a_refused_document_says_why_and_what_helps(cast: Cast) -> None:
    answer = signed_in(cast, "officer").post(
        "/committee/readings/bring-in/",
        {"challenge": cast.challenge.public_id, "file": SimpleUploadedFile("a.docm", b"PK\x03\x04")},
    )
    assert answer.status_code == 200
    assert not PaperReading.objects.exists()


def test_a_page_is_kept_as_plain_text(cast: Cast) -> None:
    reading = brought(signed_in(cast, "officer"), cast, made.paper("oakford-separate-lines.html"), "page.html")
    assert reading.file is not None
    assert (reading.file.media_type, reading.read["title"]) == ("text/plain; charset=utf-8", "Night buses for nurses")


def test_the_list_and_setting_aside(cast: Cast) -> None:
    client = signed_in(cast, "officer")
    reading = brought(client, cast, made.paper("pell-parish-loose.txt"), "bus.txt")
    assert "Memo on the library bus" in client.get("/committee/readings/").content.decode()
    assert "(1 to confirm)" in client.get("/committee/").content.decode()
    client.post(f"/committee/readings/{reading.public_id}/set-aside/")
    assert "Nothing waits to be confirmed." in client.get("/committee/readings/").content.decode()


def test_others_find_nothing(cast: Cast) -> None:
    reading = brought(signed_in(cast, "officer"), cast, made.paper("pell-parish-loose.txt"), "bus.txt")
    for key in ("researcher", "clerk"):
        client = signed_in(cast, key)
        assert client.get(f"/committee/readings/{reading.public_id}/").status_code == 404
        assert client.get("/committee/readings/bring-in/").status_code == 404


def test_the_list_takes_as_many_queries_for_three_as_for_one(cast: Cast) -> None:
    client = signed_in(cast, "officer")
    counts = []
    for number in (1, 2):
        for one in range(number):
            brought(client, cast, made.paper("pell-parish-loose.txt"), f"bus{number}{one}.txt")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get("/committee/readings/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_what_a_proposal_puts_is_offered_where_the_words_agree_and_kept_as_ticked(cast: Cast) -> None:
    _, recommended = make_report(cast, 2)
    client = signed_in(cast, "officer")
    meeting, text = meeting_of(cast, made.paper("fenmere-cambridge-style.txt"))
    type(recommended[1]).objects.filter(pk=recommended[1].pk).update(text="Plant trees in all playgrounds.")
    reading = brought(client, cast, text, "paper.txt")
    form = client.get(f"/committee/readings/{reading.public_id}/").context["form"]
    assert [form[f"puts_{at}"].value() for at in range(2)] == [[], [str(recommended[1].pk)]]
    sent = {name: form[name].value() for name in form.fields if form[name].value()}
    client.post(f"/committee/readings/{reading.public_id}/", sent)
    paper = Paper.objects.get(is_historical=True)
    assert [list(one.recommendations.all()) for one in paper.proposals.order_by("order")] == [[], [recommended[1]]]


def test_a_meeting_that_is_not_in_the_calendar_is_named_with_the_way_to_enter_it(cast: Cast) -> None:
    client = signed_in(cast, "officer")
    reading = brought(client, cast, made.paper("fenmere-cambridge-style.txt"), "paper.txt")
    page = client.get(f"/committee/readings/{reading.public_id}/").content.decode()
    assert "The document says Mon 15 September 2031, Children and Young People Committee." in page
    assert f"/desk/calendar/{cast.programme.public_id}/meeting/" in page
