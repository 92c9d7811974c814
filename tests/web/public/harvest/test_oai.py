"""The catalogue by OAI-PMH, harvested by somebody else's client, and every error the protocol names."""

from __future__ import annotations

from typing import Any

import pytest
import requests
from django.test import Client
from lxml import etree
from sickle import Sickle
from sickle.oaiexceptions import IdDoesNotExist, NoRecordsMatch
from tests.cast import NOW

from bridgework.apps.library.models import CatalogueEntry, SourceSet
from bridgework.apps.questions.models import Challenge
from bridgework.apps.reports.models import Recommendation, Report
from bridgework.demo.history import load_history
from bridgework.kernel.permissions import SYSTEM
from bridgework.kernel.search import refresh, reindex
from bridgework.web.public.harvest import oai

pytestmark = pytest.mark.django_db
NS = {"o": "http://www.openarchives.org/OAI/2.0/", "dc": "http://purl.org/dc/elements/1.1/"}


LIST = {"verb": "ListRecords", "metadataPrefix": "oai_dc"}


class Harvester(Sickle):
    """Sickle, asking the views instead of a socket."""

    def _request(self, kwargs: dict[str, Any]) -> requests.Response:
        answered = requests.Response()
        found = Client().get("/oai", kwargs)
        answered.status_code, answered._content, answered.encoding = found.status_code, found.content, "utf-8"
        return answered


@pytest.fixture
def harvester() -> Harvester:
    load_history(actor=SYSTEM, now=NOW)
    return Harvester("http://catalogue.example/oai")


def ask(**arguments: str | list[str]) -> Any:
    response = Client().get("/oai", arguments)
    assert (response.status_code, response["Content-Type"]) == (200, "text/xml; charset=utf-8")
    return etree.fromstring(response.content)


def error_of(root: Any) -> str:
    return str(root.xpath("string(o:error/@code)", namespaces=NS))


def test_a_stranger_takes_the_whole_catalogue_in_parts(harvester: Harvester, monkeypatch: pytest.MonkeyPatch) -> None:
    public = Challenge.objects.filter(is_public=True).count()
    reports = Report.objects.filter(state="published", challenge__is_public=True).count()
    recommendations = Recommendation.objects.filter(is_public=True, challenge__is_public=True).count()
    parts = recommendations + SourceSet.objects.count()
    monkeypatch.setattr(oai, "AT_A_TIME", 7)
    records = list(harvester.ListRecords(metadataPrefix="oai_dc"))
    assert len(records) == len({one.header.identifier for one in records}) == public + reports + parts
    net_zero = next(one for one in records if "2019-net-zero" in one.metadata.get("identifier", []))
    assert net_zero.metadata["type"] == ["InteractiveResource"]
    assert net_zero.metadata["date"] == ["2019"]
    headers = list(harvester.ListIdentifiers(metadataPrefix="oai_dc"))
    assert [one.identifier for one in headers] == [one.header.identifier for one in records]


def test_every_set_holds_what_it_says(harvester: Harvester) -> None:
    specs = [one.setSpec for one in harvester.ListSets()]
    assert specs[0] == "round"
    everything = list(harvester.ListIdentifiers(metadataPrefix="oai_dc"))
    for spec in specs:
        inside = {one.identifier for one in harvester.ListIdentifiers(metadataPrefix="oai_dc", set=spec)}
        told = {one.identifier for one in everything if any(f"{own}:".startswith(f"{spec}:") for own in one.setSpecs)}
        assert inside == told != set()


def test_what_is_gone_is_said_to_be_gone_and_only_once(harvester: Harvester) -> None:
    before = {one.public_id: one.changed_at for one in CatalogueEntry.objects.all()}
    challenge = Challenge.objects.get(code="2019-net-zero")
    challenge.is_public = False
    challenge.save()
    refresh(challenge)
    for report in challenge.reports.all():
        refresh(report)
    header = harvester.GetRecord(identifier=f"oai:127.0.0.1:{challenge.public_id}", metadataPrefix="oai_dc").header
    assert (header.deleted, bool(header.setSpecs)) == (True, True)
    raw = Client().get("/oai", {"verb": "ListRecords", "metadataPrefix": "oai_dc"}).content.decode()
    assert challenge.question.title not in raw
    moments = dict(CatalogueEntry.objects.values_list("public_id", "changed_at"))
    reindex()
    assert dict(CatalogueEntry.objects.values_list("public_id", "changed_at")) == moments
    assert moments.keys() == before.keys()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({}, "badVerb"),
        ({"verb": "Nonsense"}, "badVerb"),
        ({"verb": ["Identify", "Identify"]}, "badVerb"),
        ({"verb": "Identify", "set": "x"}, "badArgument"),
        ({"verb": "ListRecords"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": ["oai_dc", "oai_dc"]}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "marc"}, "cannotDisseminateFormat"),
        ({**LIST, "from": "2020-13-01"}, "badArgument"),
        ({**LIST, "from": "2020-01-01", "until": "2021-01-01T00:00:00Z"}, "badArgument"),
        ({**LIST, "from": "2022-01-01", "until": "2021-01-01"}, "badArgument"),
        ({**LIST, "until": "1990-01-01"}, "noRecordsMatch"),
        ({**LIST, "set": "round:none"}, "noRecordsMatch"),
        ({**LIST, "set": "a b"}, "badArgument"),
        ({"verb": "ListRecords", "resumptionToken": "cut"}, "badResumptionToken"),
        ({"verb": "ListRecords", "resumptionToken": "x", "metadataPrefix": "oai_dc"}, "badArgument"),
        ({"verb": "ListSets", "resumptionToken": "x"}, "badResumptionToken"),
        ({"verb": "GetRecord", "identifier": "oai:127.0.0.1:x"}, "badArgument"),
        ({"verb": "GetRecord", "identifier": "somewhere", "metadataPrefix": "oai_dc"}, "idDoesNotExist"),
        ({"verb": "ListMetadataFormats", "identifier": "oai:a.b:\x00"}, "idDoesNotExist"),
    ],
)  # fmt: skip
def test_every_error_has_its_code(arguments: dict[str, str | list[str]], code: str) -> None:
    root = ask(**arguments)
    assert error_of(root) == code
    # The protocol: the request is not repeated where it could not be understood.
    assert bool(root.find("o:request", NS).attrib) is (code not in ("badVerb", "badArgument"))


def test_who_we_are(harvester: Harvester, settings: Any) -> None:
    settings.BRIDGEWORK_CONTACT = "Research team <research@council.example>"
    told = harvester.Identify()
    assert (told.deletedRecord, told.granularity, told.adminEmail) == (
        "persistent", "YYYY-MM-DDThh:mm:ssZ", "research@council.example",
    )  # fmt: skip
    with pytest.raises(IdDoesNotExist):
        harvester.GetRecord(identifier="oai:127.0.0.1:nothing", metadataPrefix="oai_dc")
    with pytest.raises(NoRecordsMatch):
        list(harvester.ListRecords(metadataPrefix="oai_dc", until="1999-01-01"))


def test_a_part_of_the_list_asks_the_same_number_of_times(
    harvester: Harvester, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(18):
        Client().get("/oai", LIST)
    for kind in ("thread", "report", "recommendation", "sources"):
        some = CatalogueEntry.objects.filter(kind=kind).values_list("pk", flat=True)[2:]
        CatalogueEntry.objects.filter(pk__in=list(some)).delete()
    with django_assert_max_num_queries(18):
        Client().get("/oai", LIST)
