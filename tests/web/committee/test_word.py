"""A paper goes to Word, is edited, and comes back; and its versions."""

from __future__ import annotations

import io
from collections.abc import Iterator

import docx
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bridgework.apps.committees import actions
from bridgework.apps.committees.models import BroughtBack, Paper, PaperVersion
from tests.cast import NOW, Cast, make_cast
from tests.web.committee.test_writing import address, signed_in, templated

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_march() -> Iterator[None]:
    with time_machine.travel(NOW):
        yield


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def written(cast: Cast) -> Paper:
    paper = templated(cast)
    officer = cast.actor("officer")
    section = paper.sections.get(key="background")
    actions.write_section(
        actor=officer, now=NOW, section=section, version=1, text="The first bus goes at nine.\n\nThe last goes at five."
    )
    row = paper.implications.get(key="resource")
    actions.write_implication(actor=officer, now=NOW, implication=row, version=1, text="It costs little.")
    actions.add_proposal(actor=officer, now=NOW, paper=paper, text="Note the report.")
    return paper


def as_word(client: Client, paper: Paper) -> bytes:
    client.post(address("send", paper.public_id))
    version = PaperVersion.objects.latest("number")
    return client.get(address("word-file", paper.public_id, version.number)).content


def edited(data: bytes, **words: str) -> bytes:
    """The document with some words replaced, as somebody without tracked changes would."""
    document = docx.Document(io.BytesIO(data))
    for paragraph in document.paragraphs:
        for before, after in words.items():
            if before in paragraph.text:
                for run in paragraph.runs:
                    run.text = run.text.replace(before, after)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def brought_back(client: Client, paper: Paper, data: bytes) -> BroughtBack:
    client.post(address("word", paper.public_id), {"file": SimpleUploadedFile("paper-v1.docx", data)})
    return BroughtBack.objects.get()


def test_what_was_changed_in_word_is_listed_and_only_what_is_ticked_is_taken_in(cast: Cast) -> None:
    paper = written(cast)
    client = signed_in(cast, "officer")
    data = edited(as_word(client, paper), nine="eight", five="midnight", little="nothing", Note="Welcome")
    found = brought_back(client, paper, data)
    page = client.get(address("brought-back", found.public_id))
    shown = {row["change"].after: row["change"].id for row in page.context["rows"]}
    assert sorted(shown) == [
        "It costs nothing.",
        "The first bus goes at eight.",
        "The last goes at midnight.",
        "Welcome the report.",
    ]
    chosen = [one for after, one in shown.items() if "midnight" not in after]
    client.post(address("brought-back", found.public_id), {"accepted": chosen})
    assert paper.sections.get(key="background").text == "The first bus goes at eight.\n\nThe last goes at five."
    assert paper.implications.get(key="resource").text == "It costs nothing."
    assert paper.proposals.get().text == "Welcome the report."
    assert list(paper.versions.values_list("what", flat=True)) == [
        "sent to Word",
        "before Word came back",
        "brought back from Word",
    ]
    compared = client.get(address("versions", paper.public_id) + "?from=2&to=3").content.decode()
    assert "<del>nine</del>" in compared or "nine" in compared
    assert client.get(address("brought-back", found.public_id)).status_code == 409


def test_what_changed_here_meanwhile_is_joined_and_a_clash_becomes_a_remark(cast: Cast) -> None:
    paper = written(cast)
    client = signed_in(cast, "officer")
    data = edited(as_word(client, paper), nine="eight", five="midnight")
    section = paper.sections.get(key="background")
    actions.write_section(
        actor=cast.actor("lead"),
        now=NOW,
        section=section,
        version=section.version,
        text="The first bus goes at ten.\n\nThe last goes at five.",
    )
    found = brought_back(client, paper, data)
    page = client.get(address("brought-back", found.public_id))
    client.post(
        address("brought-back", found.public_id), {"accepted": [row["change"].id for row in page.context["rows"]]}
    )
    section.refresh_from_db()
    assert section.text == "The first bus goes at ten.\n\nThe last goes at midnight."
    assert "at eight." in paper.comments.get().text


def test_an_unedited_document_changes_nothing_and_a_hostile_one_is_refused(cast: Cast) -> None:
    paper = written(cast)
    client = signed_in(cast, "officer")
    data = as_word(client, paper)
    found = brought_back(client, paper, data)
    assert client.get(address("brought-back", found.public_id)).context["rows"] == []
    client.post(address("set-aside-document", found.public_id))
    for bad in (b"PK\x03\x04 not a document", b"%PDF-1.4\n"):
        answer = client.post(address("word", paper.public_id), {"file": SimpleUploadedFile("paper.docx", bad)})
        assert answer.status_code == 200
        assert answer.context["form"].errors["file"] or answer.context["form"].non_field_errors()
    assert BroughtBack.objects.count() == 1


def test_only_those_who_may_change_the_draft_take_it_to_word(cast: Cast) -> None:
    paper = written(cast)
    data = as_word(signed_in(cast, "officer"), paper)
    assert data[:2] == b"PK"
    researcher = signed_in(cast, "researcher")
    assert researcher.get(address("word", paper.public_id)).status_code == 403
    assert researcher.get(address("word-file", paper.public_id, 1)).status_code == 404
    assert signed_in(cast, "outsider").get(address("versions", paper.public_id)).status_code == 404
