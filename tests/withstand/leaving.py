"""Everything that the product gives to anybody, as plain words: what a visitor reaches, what is stored and sent."""

from __future__ import annotations

import contextlib
import html
import io
import json
import re
import zipfile
from collections import deque
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import pypdfium2
from django.apps import apps
from django.db import models
from django.test import Client

from bridgework.kernel.models import StoredFile

STARTS: Final = (
    "/", "/sitemap.xml", "/robots.txt", "/feed.atom", "/data.json", "/ledger/ledger.csv", "/ledger/ledger.xlsx",
    "/catalogue.json", "/catalogue.csv", "/catalogue.jsonld", "/catalogue.ttl", "/catalogue.rdf", "/overdue/",
    "/oai?verb=Identify", "/oai?verb=ListSets", "/oai?verb=ListIdentifiers&metadataPrefix=oai_dc",
    "/oai?verb=ListRecords&metadataPrefix=oai_dc", "/formation/", "/search/?q=buses",
)  # fmt: skip
"""Where a visitor begins; everything else is found by following what is linked."""
_LINK: Final = re.compile(
    r"""(?:href|src|action)=["']([^"'#]+)|<loc>([^<]+)|<([^<>\s]+)>;\s*rel=|"(https?://[^"\s]+)\""""
)
_TAG: Final = re.compile(r"<[^<>]*>")
_LEFT: Final = re.compile(r"^/(?:static|demo|accounts|display|about|apply|bring-a-problem|l)\b")
_QUERIES: Final = ("/oai", "/search/", "/files/")
"""Where a query gives something else, not the same in another order."""
MOST_PAGES: Final = 400


def words_of(data: bytes) -> str:
    """The words of a file or page of any kind that the product makes."""
    if data.startswith(b"%PDF"):
        pages = pypdfium2.PdfDocument(data)
        return " ".join(page.get_textpage().get_text_range() for page in pages)
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return " ".join(words_of(packed.read(name)) for name in packed.namelist())
    text = data.decode("utf-8", errors="replace")
    if text.lstrip().startswith(("{", "[")):
        with contextlib.suppress(ValueError):
            text = json.dumps(json.loads(text), ensure_ascii=False)
    return html.unescape(_TAG.sub("", text))


def holds(text: str, words: str) -> bool:
    """Whether the words stand in the text, however it was broken into lines."""
    return words.casefold() in " ".join(text.split()).casefold()


def reached_by_visitor(*more: str) -> dict[str, str]:
    """Every page, feed, format and file that a visitor comes to by links, with its words."""
    client, waiting, seen = Client(), deque([*STARTS, *more]), {*STARTS, *more}
    found: dict[str, str] = {}
    while waiting and len(found) < MOST_PAGES:
        path = waiting.popleft()
        answer = client.get(path)
        data = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
        if answer.status_code == 200:
            found[path] = words_of(data)
        told = f"{answer.headers.get('Link', '')} href='{answer.headers.get('Location', '')}'"
        readable = data if b"<" in data[:200] or data[:1] in b"{[" else b""
        for link in _links(f"{told} {readable.decode('utf-8', errors='ignore')}", path):
            if link not in seen:
                seen.add(link)
                waiting.append(link)
    return found


def stored(words: str) -> list[str]:
    """Where in the database or among the stored files these words stand: `table.column`, or the file's name."""
    places = []
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if not isinstance(field, models.CharField | models.TextField | models.JSONField):
                continue
            values = model._default_manager.values_list(field.attname, flat=True)
            if any(holds(_plain(value), words) for value in values):
                places.append(f"{model._meta.label}.{field.name}")
    for one in StoredFile.objects.all():
        with one.content.open("rb") as opened:
            if holds(words_of(opened.read()), words):
                places.append(f"the file {one.name}")
    return sorted(places)


def in_folder(folder: Path, words: str) -> list[str]:
    """The files below a folder in which these words stand."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return [str(path.relative_to(folder)) for path in files if holds(words_of(path.read_bytes()), words)]


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def _links(text: str, here: str) -> list[str]:
    found = []
    for parts in _LINK.findall(text):
        split = urlsplit(html.unescape(next(part for part in parts if part)))
        path = split.path if split.path.startswith("/") or not split.query else urlsplit(here).path
        if path.startswith("/") and not _LEFT.match(path) and split.netloc in ("", "testserver", "localhost", _HOST):
            found.append(f"{path}?{split.query}" if split.query and path.startswith(_QUERIES) else path)
    return found


def _site() -> str:
    from django.conf import settings

    return urlsplit(settings.SITE_ADDRESS).netloc


_HOST: Final = _site()
