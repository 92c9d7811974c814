"""The paper desk: a paper written in the places of its template, by several people."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bridgework.apps.committees import actions
from bridgework.apps.committees.actions import Attached
from bridgework.apps.committees.models import Paper, PaperAttachment, PaperTemplateVersion
from tests.cast import NOW, Cast, make_cast, make_report

pytestmark = pytest.mark.django_db

HOSTILE = '<script>alert(1)</script> [x](javascript:alert(2)) "{{ 7*7 }}'


@pytest.fixture(autouse=True)
def _in_march() -> Iterator[None]:
    with time_machine.travel(NOW):
        yield


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def signed_in(cast: Cast, key: str) -> Client:
    client = Client()
    client.force_login(cast.account(key), backend="django.contrib.auth.backends.ModelBackend")
    return client


def templated(cast: Cast, key: str = "cambridgeshire") -> Paper:
    make_report(cast, 1)
    cast.challenge.state = "reported"
    cast.challenge.save()
    actions.load_templates(actor=cast.actor("lead"), now=NOW)
    version = PaperTemplateVersion.objects.filter(template__key=key).order_by("-number").first()
    assert version is not None
    return actions.prepare_paper(
        actor=cast.actor("officer"),
        now=NOW,
        challenge=cast.challenge,
        committee_meeting=cast.meeting,
        title="Buses that people use",
        template_version=version,
    )


def address(name: str, *parts: object) -> str:
    return reverse(f"committee:{name}", args=parts)


def test_a_paper_begun_on_screen_has_the_places_of_its_template(cast: Cast) -> None:
    actions.load_templates(actor=cast.actor("lead"), now=NOW)
    version = PaperTemplateVersion.objects.get(template__key="cambridgeshire", number=2)
    client = signed_in(cast, "officer")
    typed = {"committee_meeting": cast.meeting.pk, "template_version": version.pk, "title": "Buses"}
    client.post(address("prepare", cast.challenge.public_id), typed)
    paper = Paper.objects.get()
    page = client.get(address("paper", paper.public_id)).content.decode()
    headings = re.findall(
        r'<h2 class="bw-part__title">(?:<span class="bw-part__number">(\d)</span> )?([^<]+)</h2>', page
    )
    assert [one for one in headings if one[0]] == [
        ("1", "Background"),
        ("2", "Main Issues"),
        ("3", "Alignment with corporate priorities"),
        ("4", "Significant Implications"),
        ("5", "Appendices"),
        ("6", "Source documents"),
    ]
    assert page.count("No status yet") == 7


def test_a_section_shows_its_numbers_its_links_and_what_leads_nowhere(cast: Cast) -> None:
    paper = templated(cast)
    client = signed_in(cast, "officer")
    text = f"First, see paragraph 1.2.\n\nSecond, as set out in paragraph 2.9. {HOSTILE}"
    client.post(address("section", paper.public_id, "background"), {"text": text, "version": 1})
    page = client.get(address("paper", paper.public_id)).content.decode()
    assert 'href="#paragraph-1-2"' in page
    assert "“paragraph 2.9”: there is no 2.9." in page
    assert "<script>alert" not in page
    assert 'href="javascript' not in page


def test_two_people_at_one_section_lose_nothing_and_get_both_texts_joined(cast: Cast) -> None:
    paper = templated(cast)
    officer, lead = signed_in(cast, "officer"), signed_in(cast, "lead")
    where = address("section", paper.public_id, "background")
    officer.post(where, {"text": "One.\n\nTwo.", "version": 1})
    officer.post(where, {"text": "One, by Priya.\n\nTwo.", "version": 2})
    answer = lead.post(where, {"text": "One.\n\nTwo, by Ruth.", "version": 2})
    assert answer.status_code == 409
    page = answer.content.decode()
    joined = re.findall(r'<textarea[^>]* name="text"[^>]*>\s*(.*?)</textarea>', page, re.DOTALL)
    assert joined == ["One, by Priya.\n\nTwo, by Ruth."]
    assert re.findall(r'<input[^>]* name="version"[^>]* value="(\d+)"|value="(\d+)"[^>]* name="version"', page) != []
    assert paper.sections.get(key="background").text == "One, by Priya.\n\nTwo."
    lead.post(where, {"text": joined[0], "version": 3})
    assert [one.version for one in paper.edits.filter(place="sections/background")] == [2, 3, 4]
    history = lead.get(address("history", paper.public_id, "background") + "?from=2&to=4").content.decode()
    assert "four words added" in history or "words added" in history


def test_an_implication_is_written_and_the_next_one_comes_up(cast: Cast) -> None:
    paper = templated(cast)
    client = signed_in(cast, "officer")
    where = address("implication", paper.public_id, "implications", "climate.buildings")
    answer = client.post(where, {"text": "Fewer cars.", "status": "positive", "version": 1, "also": "yes"})
    assert answer["Location"] == address("implication", paper.public_id, "implications", "climate.transport")
    row = paper.implications.get(key="climate.buildings")
    assert (row.status, row.text, row.version) == ("positive", "Fewer cars.", 2)
    refused = client.post(where, {"text": "", "status": "splendid", "version": 2})
    assert refused.context["form"].errors["status"] == ["Choose one of the answers given."]


def test_remarks_stand_at_their_paragraph_until_they_are_settled(cast: Cast) -> None:
    paper = templated(cast)
    officer, mentor = signed_in(cast, "officer"), signed_in(cast, "mentor")
    officer.post(address("section", paper.public_id, "background"), {"text": "One.\n\nTwo.", "version": 1})
    mentor.post(
        address("comment", paper.public_id) + "?part=background",
        {"paragraph": "background|1.2", "text": "Say how many."},
    )
    remark = paper.comments.get()
    assert (remark.section_key, remark.paragraph) == ("background", "1.2")
    assert "Say how many." in officer.get(address("paper", paper.public_id)).content.decode()
    officer.post(address("settle-comment", remark.public_id))
    assert "Say how many." not in officer.get(address("paper", paper.public_id)).content.decode()


def test_a_private_section_asks_for_its_reason_and_is_hidden_from_the_team(cast: Cast) -> None:
    paper = templated(cast)
    client = signed_in(cast, "officer")
    where = address("section", paper.public_id, "background")
    typed = {"text": "The bidder owes us money.", "is_private": "on", "exempt_paragraph": "3", "version": 1}
    refused = client.post(where, typed)
    assert "public_interest_test" in refused.context["form"].errors
    client.post(where, {**typed, "public_interest_test": "It would spoil the sale."})
    page = signed_in(cast, "researcher").get(address("paper", paper.public_id)).content.decode()
    assert "The bidder" not in page
    assert "This part is private." in page


def test_an_attachment_is_frozen_and_can_be_taken_off(cast: Cast) -> None:
    paper = templated(cast)
    client = signed_in(cast, "officer")
    upload = SimpleUploadedFile("survey.txt", b"Numbers of riders, by year.\n", content_type="text/plain")
    typed = {"kind": "background", "title": "Survey of riders", "file": upload}
    client.post(address("attach", paper.public_id), typed)
    made = PaperAttachment.objects.get()
    assert made.file is not None
    assert len(made.file.sha256) == 64
    assert client.get(reverse("files:file", args=[made.file.public_id])).status_code == 200
    assert signed_in(cast, "outsider").get(reverse("files:file", args=[made.file.public_id])).status_code == 404
    client.post(address("detach", made.public_id))
    assert not paper.attachments.exists()


def test_proposals_change_places_and_say_what_they_lack(cast: Cast) -> None:
    paper = templated(cast)
    officer = cast.actor("officer")
    for text in ("Note the report.", "Task officers to write a plan."):
        actions.add_proposal(actor=officer, now=NOW, paper=paper, text=text)
    client = signed_in(cast, "officer")
    last = paper.proposals.get(letter="b")
    assert "It tasks officers, but names no owner." in client.get(address("paper", paper.public_id)).content.decode()
    client.post(address("move-proposal", last.public_id, "up"))
    assert list(paper.proposals.values_list("letter", "text")) == [
        ("a", "Task officers to write a plan."),
        ("b", "Note the report."),
    ]


@pytest.mark.parametrize(("key", "status"), [("researcher", 403), ("outsider", 404), ("clerk", 200)])
def test_who_may_write(cast: Cast, key: str, status: int) -> None:
    paper = templated(cast)
    assert signed_in(cast, key).get(address("section", paper.public_id, "background")).status_code == status


def test_nobody_of_another_programme_gets_in(cast: Cast) -> None:
    paper = templated(cast)
    other = make_cast("elsewhere")
    client = signed_in(other, "lead")
    for name in ("paper", "front", "contacts", "comment", "attach", "move-template"):
        assert client.get(address(name, paper.public_id)).status_code == 404


def test_the_lines_at_the_top_and_the_contacts_are_kept(cast: Cast) -> None:
    paper = templated(cast)
    client = signed_in(cast, "officer")
    client.post(
        address("front", paper.public_id),
        {
            "line_electoral_divisions": "North\nSouth",
            "line_key_decision": "no",
            "line_outcome": "A decision on the pilot.",
            "version": paper.version,
        },
    )
    paper.refresh_from_db()
    assert paper.front == {
        "electoral_divisions": ["North", "South"],
        "key_decision": False,
        "forward_plan_ref": "",
        "outcome": "A decision on the pilot.",
    }
    stale = client.post(address("front", paper.public_id), {"line_key_decision": "yes", "version": 1})
    assert stale.status_code == 409
    client.post(
        address("contacts", paper.public_id),
        {"kind_0": "officer", "name_0": "Priya Nair", "post_0": "Transport planner", "version": paper.version},
    )
    paper.refresh_from_db()
    assert [one["name"] for one in paper.front["contacts"]] == ["Priya Nair"]


def test_the_desk_asks_the_database_as_often_for_a_long_paper_as_for_a_short_one(cast: Cast) -> None:
    paper = templated(cast)
    client, officer = signed_in(cast, "officer"), cast.actor("officer")
    client.get(address("paper", paper.public_id))

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(address("paper", paper.public_id))
        return len(queries)

    def write(times: int) -> None:
        for number in range(times):
            actions.add_proposal(actor=officer, now=NOW, paper=paper, text=f"Note {number}.")
            actions.comment_on_paragraph(
                actor=officer, now=NOW, paper=paper, section_key="background", paragraph=f"1.{number + 1}", text="Why?"
            )
            actions.attach(
                actor=officer, now=NOW, paper=paper, attached=Attached("background", "Survey", "https://example.org")
            )

    section = paper.sections.get(key="background")
    actions.write_section(actor=officer, now=NOW, section=section, version=1, text="\n\n".join("abcdefgh"))
    write(1)
    short = asked()
    write(6)
    assert asked() == short
