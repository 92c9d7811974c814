"""Files that are not what they say, and keys that are guessed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import pytest
import time_machine
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bridgework.apps.reports.extraction import text_of
from bridgework.kernel.errors import InvalidInput
from bridgework.kernel.models import StoredFile
from tests.cast import NOW, Cast, make_cast

pytestmark = pytest.mark.django_db

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    cache.clear()
    with time_machine.travel(NOW, tick=False):
        yield make_cast()


def signed_in(cast: Cast, key: str) -> Client:
    client = Client()
    client.force_login(cast.account(key), backend="django.contrib.auth.backends.ModelBackend")
    return client


def add(cast: Cast, name: str, contents: bytes) -> int:
    path = f"/workspace/{cast.challenge.public_id}/files/"
    sent = {"file": SimpleUploadedFile(name, contents), "title": "Counts", "about": "Counts"}
    return signed_in(cast, "team_lead").post(path, sent).status_code


@pytest.mark.parametrize(
    ("name", "contents"),
    [
        ("plan.pdf", b"not a PDF"),
        ("plan.png", SVG),
        ("plan.svg", SVG),
        ("plan.html", b"<script>alert(1)</script>"),
        ("plan.docx", b"PK\x03\x04 broken"),
        ("plan.exe", b"MZ\x90\x00"),
        ("plan.pdf", b""),
    ],
)
def test_what_it_is_not_is_refused_and_not_kept(cast: Cast, name: str, contents: bytes) -> None:
    assert add(cast, name, contents) == 200
    assert StoredFile.objects.count() == 0


def test_a_name_is_never_a_path_and_strangers_find_no_file(cast: Cast) -> None:
    assert add(cast, "../../etc/passwd.pdf", PDF) == 302
    stored = StoredFile.objects.get()
    assert stored.name == "passwd.pdf"
    assert stored.content.name == f"{stored.sha256[:2]}/{stored.sha256}"
    path = f"/files/{stored.public_id}/"
    answer = signed_in(cast, "researcher").get(path)
    assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined]
    assert answer["Content-Disposition"] == 'attachment; filename="passwd.pdf"'
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"
    other = make_cast("other")
    assert [who.get(path).status_code for who in (Client(), signed_in(other, "lead"), signed_in(cast, "outsider"))] == [
        404, 404, 404,
    ]  # fmt: skip


def test_a_zip_bomb_is_refused_unpacked() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("[Content_Types].xml", "<Types/>")
        with parts.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(60):
                part.write(b"\0" * 1024 * 1024)
    with pytest.raises(InvalidInput):
        text_of(file, name="report.docx")


def test_a_paste_of_ten_megabytes_is_refused_in_words(cast: Cast) -> None:
    client = Client(raise_request_exception=False)
    answer = client.post("/bring-a-problem/", {"text": "word " * 2_000_000})
    form = client.post("/bring-a-problem/", b"text=" + b"a" * 10_000_000, "application/x-www-form-urlencoded")
    for one in (answer, form):
        assert one.status_code in (200, 400, 413)
        assert "govuk" in one.content.decode()


@pytest.mark.parametrize("path", ["/l/{}/", "/problems/{}/", "/apply/resume/{}/"])
def test_keys_cannot_be_guessed_for_long(cast: Cast, path: str) -> None:
    client = Client()
    tried = [client.get(path.format(f"guess-{number}")).status_code for number in range(40)]
    assert tried[0] == 404
    assert tried[-1] == 429
