"""The documents of a paper on screen: made, read by those who may, handed over, public once the paper is."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.test import Client

from bridgework.apps.committees.models import Paper
from tests.apps.committees.test_documents import SECRET, cast, go_out, paper  # noqa: F401 - fixtures
from tests.cast import Cast
from tests.web.committee.test_writing import _in_march, address, signed_in  # noqa: F401 - fixture

pytestmark = pytest.mark.django_db


def body(client: Client, path: str) -> bytes:
    response = client.get(path, follow=True)
    return b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]


def test_documents_are_made_with_one_press_and_downloaded(cast: Cast, paper: Paper) -> None:  # noqa: F811
    client = signed_in(cast, "officer")
    page = address("documents", paper.public_id)
    assert b"No documents have been made yet" in body(client, page)
    client.post(address("make-documents", paper.public_id))
    shown = body(client, page).decode()
    assert "PDF, tagged for screen readers" in shown
    assert "Make the documents" not in shown
    assert body(client, address("document", paper.public_id, "public", "pdf")).startswith(b"%PDF-")
    assert SECRET in body(client, address("document", paper.public_id, "private", "json"))


def test_after_a_change_they_are_said_to_be_old(cast: Cast, paper: Paper) -> None:  # noqa: F811
    client = signed_in(cast, "officer")
    client.post(address("make-documents", paper.public_id))
    paper.title = "Other buses"
    paper.save()
    assert b"The text has changed since these were made" in body(client, address("documents", paper.public_id))


def test_whoever_only_reads_sees_no_private_part(cast: Cast, paper: Paper) -> None:  # noqa: F811
    signed_in(cast, "officer").post(address("make-documents", paper.public_id))
    reader = signed_in(cast, "researcher")
    shown = body(reader, address("documents", paper.public_id))
    assert b"Exempt" not in shown
    assert b"Download the folder" not in shown
    assert reader.get(address("document", paper.public_id, "private", "pdf")).status_code == 404
    assert reader.get(address("hand-over", paper.public_id)).status_code in (403, 404)


def test_the_folder_is_handed_over(cast: Cast, paper: Paper) -> None:  # noqa: F811
    client = signed_in(cast, "clerk")
    client.post(address("make-documents", paper.public_id))
    with zipfile.ZipFile(io.BytesIO(body(client, address("hand-over", paper.public_id)))) as packed:
        assert "public/paper.pdf" in packed.namelist()
        assert packed.read("proposals.txt") == b"(a) Note the report.\n"


def test_everybody_reads_the_public_part_once_it_is_out(cast: Cast, paper: Paper) -> None:  # noqa: F811
    cast.challenge.is_public = True
    cast.challenge.save()
    visitor = Client()
    assert visitor.get(f"/papers/{paper.public_id}/").status_code == 404
    go_out(cast, paper)
    shown = body(visitor, f"/papers/{paper.public_id}/")
    assert b'id="paragraph-1-2"' in shown
    assert b"Section 2 is exempt: paragraph 3 of Schedule 12A" in shown
    assert SECRET not in shown
    assert body(visitor, f"/papers/{paper.public_id}/documents/pdf/").startswith(b"%PDF-")
    assert SECRET not in body(visitor, f"/papers/{paper.public_id}/documents/json/")
    assert visitor.get(address("document", paper.public_id, "private", "json")).status_code in (302, 403, 404)
