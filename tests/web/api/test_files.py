from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from bridgework.kernel import files
from bridgework.kernel.models import StoredFile
from bridgework.kernel.permissions import SYSTEM

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _own_folder(settings: object, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


def stored(name: str = "notes.txt", *, is_public: bool = True) -> StoredFile:
    received = files.receive(io.BytesIO(b"<script>alert(1)</script>"), name=name)
    return files.keep(received, scope="p", actor=SYSTEM, now=NOW, is_public=is_public)


def test_a_file_comes_as_an_attachment_that_cannot_act(client: Client) -> None:
    response = client.get(reverse("files:file", args=[stored("Café “x”.txt").public_id]))

    assert response.status_code == 200
    assert b"".join(response.streaming_content) == b"<script>alert(1)</script>"  # type: ignore[attr-defined]
    wanted = {
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Length": "25",
        "Content-Disposition": "attachment; filename*=utf-8''Caf%C3%A9%20%E2%80%9Cx%E2%80%9D.txt",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "no-cache",
    }
    assert {name: response.headers[name] for name in wanted} == wanted


def test_who_has_it_already_is_told_so(client: Client) -> None:
    address = reverse("files:file", args=[stored().public_id])
    first = client.get(address)
    assert b"".join(first.streaming_content)  # type: ignore[attr-defined] # read to its end, it is closed

    response = client.get(address, headers={"If-None-Match": first.headers["ETag"]})

    assert (response.status_code, response.content) == (304, b"")


def test_what_may_not_be_read_is_not_found(client: Client) -> None:
    kept = stored(is_public=False)
    addresses = [kept.public_id, "0" * 14, "../../etc/passwd", "x"]

    assert [client.get(f"/files/{one}/").status_code for one in addresses] == [404, 404, 404, 404]


def test_a_file_that_the_storage_lost_is_not_found(client: Client) -> None:
    kept = stored()
    kept.content.storage.delete(kept.content.name)

    assert client.get(reverse("files:file", args=[kept.public_id])).status_code == 404


def test_files_are_only_read(client: Client) -> None:
    assert client.post(reverse("files:file", args=[stored().public_id])).status_code == 405
