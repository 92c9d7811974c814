"""Whatever is private, closed until a day or withdrawn shows nowhere: every public address is asked in two worlds.

In the one world there are only public records. In the other there are the same, and beside them hidden ones that hold
a word no other record holds. A visitor must get the same bytes at every address, and never the word.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.urls import NoReverseMatch, reverse

from bridgework.apps.calendar.models import Body, CommitteeMeeting
from bridgework.apps.committees.models import Paper
from bridgework.apps.impact import projection
from bridgework.apps.impact.models import Action, StatementOfEffect
from bridgework.apps.library import actions as library
from bridgework.apps.library.actions import Description
from bridgework.apps.library.models import CatalogueEntry, ReaderNote, SourceSet
from bridgework.apps.questions.actions import show_question
from bridgework.apps.questions.models import Challenge, Lineage
from bridgework.apps.reports.actions import withdraw_report
from bridgework.apps.reports.models import Recommendation, Report, ReportVersion
from bridgework.apps.workspace.models import Finding, FindingSource, Proposition, Source
from bridgework.config import urls as root
from bridgework.kernel import search
from bridgework.kernel.jobs import run_waiting
from bridgework.kernel.models import StoredFile
from tests.cast import NOW, Cast, make_cast, make_challenge
from tests.threads.full import full_thread

pytestmark = pytest.mark.django_db
WORD = "Quibblefen"
NEAR = "Quibblefin"
"""So near that a suggestion would lead to the word, were it known."""
DAY = NOW.date() + timedelta(days=30)
ASKED = (WORD, NEAR, "buses", "recommendation", "sources", "climate")
KINDS = ("", "questions", "reports", "recommendations", "findings", "sources")
PARAMETERS = {
    "questions": [{"q": WORD}, {"theme": WORD}, {"place": WORD}, {"reach": "report"}, {"reach": "decision"}],
    "ledger": [{"q": WORD}, {"theme": WORD}, {"state": "open"}, {"overdue": "1"}],
    "ledger-csv": [{}, {"q": WORD}],
    "search": [
        *(
            {"q": word, "kind": kind}
            for word in ASKED
            for kind in ("questions", "reports", "recommendations", "findings")
        ),
    ],
    "evidence-map": [{"by": "kind"}, {"by": "place"}],
    "library-sources": [{}, {"theme": WORD}, {"place": WORD}, {"kind": "study"}],
    "oai": [
        {"verb": "Identify"},
        {"verb": "ListSets"},
        {"verb": "ListRecords", "metadataPrefix": "oai_dc"},
        {"verb": "ListIdentifiers", "metadataPrefix": "oai_dc"},
        {"verb": "ListIdentifiers", "metadataPrefix": "oai_dc", "set": "theme"},
    ],
}


@pytest.fixture(autouse=True)
def _in_march() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def cast() -> Cast:
    made = make_cast()
    full_thread(made)
    made.question.theme, made.question.place = "transport", "Fenmarch"
    made.question.save()
    search.reindex()
    projection.rebuild()
    return made


def addresses() -> list[tuple[str, dict[str, str]]]:
    """Every public address that shows records: those without arguments, and those of every public record."""
    found: list[tuple[str, dict[str, str]]] = []
    for pattern in _public_patterns():
        for arguments in _arguments(pattern):
            try:
                path = reverse(f"public:{pattern.name}", kwargs=arguments)
            except NoReverseMatch:
                continue
            found += [(path, query) for query in PARAMETERS.get(pattern.name, [{}])]
    return found


def _public_patterns() -> list[Any]:
    place: Any = next(one for one in root.urlpatterns if getattr(one, "namespace", "") == "public")
    return [one for one in place.url_patterns if one.name]


def _arguments(pattern: Any) -> list[dict[str, Any]]:
    names = set(pattern.pattern.converters)
    public = Challenge.objects.filter(is_public=True).order_by("pk")
    codes = list(public.values_list("code", flat=True))
    reports = Report.objects.filter(state="published", challenge__is_public=True).order_by("pk")
    catalogued = CatalogueEntry.objects.filter(is_deleted=False).order_by("pk").values_list("public_id", flat=True)
    if not names:
        return [{}]
    if names == {"code"}:
        return [{"code": code} for code in codes]
    if names == {"code", "public_id"}:
        return [{"code": one.challenge.code, "public_id": one.public_id} for one in reports.select_related("challenge")]
    if names == {"code", "number"}:
        rows = Recommendation.objects.filter(is_public=True, challenge__is_public=True).order_by("pk")
        return [dict(zip(("code", "number"), one.code.rsplit("/", 1), strict=True)) for one in rows]
    if names == {"public_id"} and pattern.name.startswith("committee"):
        return [{"public_id": one} for one in Body.objects.order_by("pk").values_list("public_id", flat=True)]
    if names == {"public_id"} and pattern.name.startswith("paper"):
        return [{"public_id": one} for one in Paper.objects.order_by("pk").values_list("public_id", flat=True)]
    if names == {"public_id"} and pattern.name == "meeting":
        meetings = CommitteeMeeting.objects.order_by("pk")
        return [{"public_id": one} for one in meetings.values_list("public_id", flat=True)]
    if names == {"public_id"}:
        return [{"public_id": one} for one in catalogued]
    if names == {"public_id", "form"}:
        return [{"public_id": one, "form": form} for one in catalogued for form in ("json", "xml")]
    if names == {"form"}:
        return [{"form": form} for form in ("ttl", "jsonld")]
    if names == {"code", "form"}:
        return [{"code": code, "form": form} for code in codes for form in ("ris", "bib", "csl.json")]
    if names == {"slug"}:
        return [{"slug": "fenmarch"}]
    if names == {"part"}:
        return [{"part": part} for part in (1, 2, 3)]
    return []


def asked(client: Client, found: list[tuple[str, dict[str, str]]]) -> dict[str, tuple[int, str]]:
    told = {}
    for path, query in found:
        response = client.get(path, query)
        body = b"".join(response) if response.streaming else response.content
        text = _opened(body) if body.startswith(b"PK") else body.decode("utf-8", errors="replace")
        if path.startswith("/catalogue."):
            # What has no name of its own is named and ordered anew each time.
            text = "\n".join(sorted(re.findall(r"\w{3,}", re.sub(r"_:\w+|\bN[0-9a-f]{32}\b", "", text))))
        # A form is told apart from every other by a value of its own.
        text = re.sub(r'name="(once|csrfmiddlewaretoken)" value="[^"]*"', "", text)
        told[f"{path}?{query}"] = (response.status_code, text)
    return told


def _opened(body: bytes) -> str:
    """What a zip, a workbook or a Word document holds, but for the moment it was made."""
    with zipfile.ZipFile(io.BytesIO(body)) as held:
        names = [name for name in sorted(held.namelist()) if not name.startswith("docProps/")]
        return "\n".join(f"{name}\n{held.read(name).decode('utf-8', errors='replace')}" for name in names)


def hide(cast: Cast) -> dict[str, str]:
    """Private, closed and withdrawn records, full of the word; what each is called."""
    lead = cast.actor("lead")
    where = {"created_at": NOW, "scope": cast.challenge.scope, "challenge": cast.challenge}
    source = Source.objects.create(**where, kind="study", title=WORD, says=WORD, is_public=False, doi="10.1234/q")
    finding = Finding.objects.create(**where, number=77, text=WORD, figure="7%", is_public=False)
    FindingSource.objects.create(finding=finding, source=source, bearing="contradicts")
    Proposition.objects.create(
        **where, text=WORD, put_to=WORD, answer=WORD, did_next=WORD, state="set_aside", state_since=NOW
    )
    ReaderNote.objects.create(**where, station="change", text=WORD, state="received", state_since=NOW)
    Action.objects.create(**where, text=WORD, deliverer=WORD, state="open", state_since=NOW, is_public=False)
    StatementOfEffect.objects.create(**where, kind="learning", text=WORD, stated_by=WORD, is_public=False)
    closed, gone = _report(cast, cast.challenge, "closed"), _report(cast, cast.challenge, "gone")
    for one in (closed, gone):
        told = Description(issued="2025", keywords=(WORD,), licence=f"https://{WORD.lower()}.example/")
        library.describe_report(actor=lead, now=NOW, report=one, told=told)
    for record in (source, finding, closed, gone, *closed.recommendations.all(), *gone.recommendations.all()):
        search.refresh(record)
    run_waiting()
    # Both could be read for a moment, so that everything beside them knew them.
    library.close_until(actor=lead, now=NOW, report=closed, until=DAY, reason=WORD)
    withdraw_report(actor=lead, now=NOW, report=gone, reason="Its figures were wrong.")
    question, private = make_challenge(cast.programme, cast.round, WORD, "2026-hidden")
    question.theme = question.place = question.why_it_matters = WORD
    question.is_public = True
    question.save()
    Lineage.objects.create(created_at=NOW, question=question, earlier=cast.question, kind="follow_up", basis=WORD)
    _report(cast, private, "private")
    _paper(cast, cast.challenge, "draft")
    _paper(cast, private, "published")
    for record in (question, private, *private.reports.all(), *private.recommendations.all()):
        search.refresh(record)
    projection.refresh(Recommendation.objects.select_related("challenge__question"))
    # And the question was public until a moment ago; nothing has waited for the worker since.
    show_question(actor=lead, now=NOW, question=question, is_public=False)
    return {"closed": closed.public_id, "gone": gone.public_id, "private": private.public_id}


def _paper(cast: Cast, challenge: Challenge, state: str) -> Paper:
    return Paper.objects.create(
        created_at=NOW, scope=challenge.scope, challenge=challenge, committee_meeting=cast.meeting, title=WORD,
        body_scope=cast.body.body_scope, author=cast.person("owner"), state=state, state_since=NOW,
    )  # fmt: skip


def _report(cast: Cast, challenge: Challenge, name: str) -> Report:
    report = Report.objects.create(
        created_at=NOW, scope=challenge.scope, challenge=challenge, title=f"{WORD} {name}", summary=WORD, order=9,
        themes_note=WORD, note=WORD, dated="2025-11", state="published", state_since=NOW, published_on=NOW.date(),
    )  # fmt: skip
    path = default_storage.save(f"hidden/{name}", ContentFile(WORD.encode()))
    file = StoredFile.objects.create(
        name=f"{WORD}.txt", media_type="text/plain", size=10, sha256="1" * 64, content=path, scope=challenge.scope,
        is_public=True, created_at=NOW,
    )  # fmt: skip
    ReportVersion.objects.create(created_at=NOW, report=report, number=1, text=WORD, sha256="0" * 64, file=file)
    Recommendation.objects.create(
        created_at=NOW, scope=challenge.scope, report=report, challenge=challenge, code=f"{challenge.code}/{name}",
        number=name, order=9, state="open", state_since=NOW, text=WORD, heading=WORD, theme=WORD, is_public=True,
    )  # fmt: skip
    return report


def test_every_public_address_tells_a_visitor_the_same_with_and_without_hidden_records(
    cast: Cast, client: Client
) -> None:
    found = addresses()
    names = {path.split("/")[1] for path, _ in found}
    assert {"oai", "data.json", "catalogue.ttl", "feed.atom", "sitemap.xml", "search", "ledger", "library"} <= names
    before = asked(client, found)
    assert {status for status, _ in before.values()} <= {200, 302, 404, 405}
    hidden = hide(cast)
    after = asked(client, found)
    different = []
    for address, (status, text) in before.items():
        new_status, new = after[address]
        # Harvesters are told of every deletion, for ever: an identifier and a day, and nothing else of what is gone.
        new = _without_deletions(new) if address.startswith("/oai") else new
        if (new_status, new) != (status, text):
            different.append(address)
        assert WORD.lower() not in _without_the_asked(new, address).lower(), address
    assert different == []
    _instead_of_hidden_ones(client, hidden)
    assert SourceSet.objects.count() == 1


def _instead_of_hidden_ones(client: Client, hidden: dict[str, str]) -> None:
    """At their own addresses: that one is closed until its day, that one was withdrawn and why, and of one nothing."""
    code = "2026-rural-buses"
    told = {
        f"/r/{hidden['closed']}/": (200, "1 April 2026"),
        f"/questions/{code}/report/{hidden['closed']}/": (200, "not open yet"),
        f"/ledger/{code}/closed/": (200, "not open yet"),
        f"/r/{hidden['gone']}/": (410, "Its figures were wrong."),
        f"/questions/{code}/report/{hidden['gone']}/": (410, "withdrawn"),
        f"/ledger/{code}/gone/": (410, "withdrawn"),
        f"/r/{hidden['private']}/": (404, ""),
        "/questions/2026-hidden/": (404, ""),
        "/questions/2026-hidden/thread.json": (404, ""),
        "/questions/2026-hidden/sources/": (404, ""),
        "/questions/2026-hidden/lineage/": (404, ""),
        "/questions/2026-hidden/lineage.svg": (404, ""),
        "/questions/2026-hidden/case-study.md": (404, ""),
        "/ledger/2026-hidden/private/": (404, ""),
    }
    told |= {
        f"/r/{public_id}/{form}": (410, "")
        for public_id in hidden.values()
        for form in ("metadata.json", "datacite.json", "datacite.xml", "exchange.json")
    }
    for address, (status, words) in told.items():
        response = client.get(address)
        page = response.content.decode()
        assert (response.status_code, WORD.lower() in page.lower()) == (status, False), address
        assert words in page, address
    for paper in Paper.objects.filter(title=WORD):
        assert client.get(f"/papers/{paper.public_id}/").status_code == 404
    for file in StoredFile.objects.filter(sha256="1" * 64):
        assert client.get(reverse("files:file", args=[file.public_id])).status_code == 404


def test_the_sitemap_has_the_public_pages_that_no_catalogue_has(cast: Cast, client: Client) -> None:
    (paper,) = Paper.objects.values_list("public_id", flat=True)
    hide(cast)
    index = client.get("/sitemap.xml").content.decode()
    parts = [client.get(urlsplit(one).path).content.decode() for one in _locations(index)]
    paths = [urlsplit(one).path for part in parts for one in _locations(part)]
    others = [path for path in paths if re.search("lineage|/papers/|/committees/|/meetings/", path)]
    assert sorted(others, reverse=True) == [
        "/questions/2026-rural-buses/lineage/",
        "/questions/2025-older-0/lineage/",
        f"/papers/{paper}/",
        f"/meetings/{cast.meeting.public_id}/",
        f"/committees/{cast.body.public_id}/",
    ]
    assert {path: status for path in paths if (status := client.get(path).status_code) != 200} == {}
    assert len(set(paths)) == len(paths)


def _locations(sitemap: str) -> list[str]:
    return re.findall("<loc>(.*?)</loc>", sitemap)


def _without_deletions(text: str) -> str:
    gone = re.compile(
        r"<(?P<tag>record)><header status=\"deleted\">.*?</record>|<header status=\"deleted\">.*?</header>", re.DOTALL
    )
    return gone.sub("", text)


def _without_the_asked(text: str, address: str) -> str:
    """Without the word where the visitor's own question brought it onto the page."""
    if WORD not in address:
        return text
    return re.sub(WORD, "", text, flags=re.IGNORECASE)


def test_the_word_would_be_found_were_it_public(cast: Cast, client: Client) -> None:
    hidden = hide(cast)
    library.open_now(actor=cast.actor("lead"), now=NOW, report=Report.objects.get(public_id=hidden["closed"]))
    run_waiting()
    for address in ("/library/", "/data.json", "/search/?q=closed", "/oai?verb=ListRecords&metadataPrefix=oai_dc"):
        assert WORD in client.get(address).content.decode(), address
    assert connection.vendor in ("sqlite", "postgresql")
