"""DataCite, the UK exchange model and RO-Crate: each record as those formats want it, checked by their own rules."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.files.base import ContentFile
from django.test import Client
from lxml import etree
from rdflib import DCTERMS, Graph
from tests.cast import NOW, make_cast, make_report

from bridgework.apps.library import actions
from bridgework.apps.library.actions import Description
from bridgework.apps.library.models import CatalogueEntry
from bridgework.apps.programmes.models import Programme
from bridgework.apps.reports.models import Report, ReportVersion
from bridgework.demo.history import load_history
from bridgework.kernel import search
from bridgework.kernel.models import StoredFile
from bridgework.kernel.permissions import SYSTEM
from bridgework.threads.items import INVENTED

pytestmark = pytest.mark.django_db
MODEL = Path(__file__).parents[5] / "shared" / "standards" / "uk-metadata" / "src" / "model"
LICENCE = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
REQUIRED = {
    "title", "description", "identifier", "type", "version", "licence", "publisher", "creator", "contactPoint",
    "modified", "updateFrequency", "accessRights", "securityClassification",
}  # fmt: skip
KERNEL = "{http://datacite.org/schema/kernel-4}"


@pytest.fixture
def report() -> Report:
    made, rows = make_report(make_cast())
    ReportVersion.objects.create(created_at=NOW, report=made, number=1, text="## Buses", sha256="0" * 64)
    for one in (made.challenge, made, *rows):
        search.refresh(one)
    told = Description(
        issued="2026-02", presented="3 March 2026", licence=LICENCE, doi="10.1234/ABC", keywords=("bus",)
    )
    actions.describe_report(actor=SYSTEM, now=NOW, report=made, told=told)
    return made


def test_datacite_says_everything_it_must_and_keeps_the_dates_apart(report: Report, client: Client) -> None:
    told = client.get(f"/r/{report.public_id}/datacite.json").json()
    assert {"creators", "titles", "publisher", "publicationYear", "types", "schemaVersion"} <= set(told)
    assert (told["doi"], told["publicationYear"], told["types"]["resourceTypeGeneral"]) == (
        "10.1234/abc", "2026", "Report",
    )  # fmt: skip
    assert {one["dateType"]: one["date"] for one in told["dates"]} == {
        "Issued": "2026-02", "Other": "2026-03-03", "Updated": "2026-03-02",
    }  # fmt: skip
    assert told["rightsList"][0]["rightsIdentifier"] == "OGL-UK-3.0"
    root = etree.fromstring(client.get(f"/r/{report.public_id}/datacite.xml").content)
    mandatory = ["identifier", "creators", "titles", "publisher", "publicationYear", "resourceType"]
    assert [one.tag.removeprefix(KERNEL) for one in root][:6] == mandatory
    assert (root[0].text, root[0].get("identifierType")) == ("10.1234/abc", "DOI")


def test_every_item_of_the_real_history_has_a_record_in_every_format() -> None:
    load_history(actor=SYSTEM, now=NOW)
    client = Client()
    for entry in CatalogueEntry.objects.filter(kind__in=("report", "sources")):
        told = client.get(f"/r/{entry.public_id}/datacite.json").json()
        assert re.fullmatch(r"\d{4}", told["publicationYear"])
        assert client.get(f"/r/{entry.public_id}/datacite.xml").status_code == 200
        # A licence is stated by none of them, and is never made up.
        assert REQUIRED - set(client.get(f"/r/{entry.public_id}/exchange.json").json()) == {"licence"}


def test_the_uk_record_has_what_the_model_asks_for(report: Report, client: Client) -> None:
    told = client.get(f"/r/{report.public_id}/exchange.json").json()
    assert set(told) >= REQUIRED
    assert (told["licence"], told["accessRights"], told["updateFrequency"]) == (LICENCE, "OPEN", "freq:irregular")


@pytest.mark.skipif(not MODEL.is_dir(), reason="the model does not lie beside the repository")
def test_the_uk_record_fits_the_model_but_for_the_councils_name(report: Report, client: Client) -> None:
    told = client.get(f"/r/{report.public_id}/exchange.json").json()
    model = yaml.safe_load((MODEL / "uk_cross_government_metadata_exchange_model.yaml").read_text(encoding="utf-8"))
    organisations = yaml.safe_load((MODEL / "uk-gov-orgs.yaml").read_text(encoding="utf-8"))
    slots: set[str] = set(model["classes"]["Dataset"]["slots"]) | set(model["classes"]["CataloguedResource"]["slots"])
    assert set(told) <= slots
    allowed = {name: _values(model, name) for name in ("AccessRightsValues", "SecurityClassificationValues")}
    assert told["accessRights"] in allowed["AccessRightsValues"]
    assert told["securityClassification"] in allowed["SecurityClassificationValues"]
    [listed] = [one["permissible_values"] for one in organisations["enums"].values()]
    # The deviation we document: no council stands on the list.
    assert (told["publisher"] in listed, any("council" in one and "county" in one for one in listed)) == (False, False)


def test_what_is_invented_says_so_in_every_format(report: Report, client: Client) -> None:
    addresses = [f"/r/{report.public_id}/{name}" for name in ("metadata.json", "datacite.json", "exchange.json")]
    addresses += ["/data.json", "/catalogue.ttl", "/catalogue.jsonld", "/oai?verb=ListRecords&metadataPrefix=oai_dc"]
    Programme.objects.update(is_invented=False)
    assert [one for one in addresses if INVENTED in client.get(one).content.decode()] == []
    Programme.objects.update(is_invented=True)
    assert [one for one in addresses if INVENTED not in client.get(one).content.decode()] == []
    with zipfile.ZipFile(io.BytesIO(client.get(f"/r/{report.public_id}/ro-crate.zip").content)) as held:
        assert INVENTED in held.read("ro-crate-metadata.json").decode()


def test_a_file_stands_under_its_own_licence_and_a_summary_without_marks(report: Report, client: Client) -> None:
    report.summary = "Buses run late [@quote:1abc]."
    report.save()
    version = ReportVersion.objects.get(report=report)
    kept = StoredFile.objects.create(
        created_at=NOW, content=ContentFile(b"text", "report.txt"), name="report.txt", media_type="text/plain",
        size=4, sha256="f" * 64, is_public=True,
    )  # fmt: skip
    version.file = kept
    version.save()
    told = client.get(f"/r/{report.public_id}/metadata.json").json()
    assert [one["license"] for one in told["encoding"]] == [LICENCE]
    assert "[@" not in told["abstract"]
    own = "https://creativecommons.org/licenses/by/4.0/"
    actions.set_file_terms(actor=SYSTEM, now=NOW, report=report, file=kept, licence=own, access="open")
    told = client.get(f"/r/{report.public_id}/metadata.json").json()
    assert ([one["license"] for one in told["encoding"]], told["license"]) == ([own], LICENCE)
    [found] = {str(one) for one in _licences_of_files(client)} - {LICENCE}
    assert found == own


def _licences_of_files(client: Client) -> set[Any]:
    graph = Graph().parse(data=client.get("/catalogue.ttl").content, format="turtle")
    return set(graph.objects(None, DCTERMS.license))


def _values(model: dict[str, Any], name: str) -> set[str]:
    return set(model["enums"][name]["permissible_values"])


def test_a_research_object_holds_what_it_says_and_is_the_same_each_time(report: Report, client: Client) -> None:
    address = f"/r/{report.public_id}/ro-crate.zip"
    first, second = client.get(address).content, client.get(address).content
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as held:
        told = json.loads(held.read("ro-crate-metadata.json"))
        inside = set(held.namelist()) - {"ro-crate-metadata.json"}
    entities = {one["@id"]: one for one in told["@graph"]}
    assert len(entities) == len(told["@graph"])
    assert entities["ro-crate-metadata.json"]["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.2"}
    root = entities["./"]
    assert {"name", "description", "datePublished", "license"} <= set(root)
    assert {one["@id"] for one in root["hasPart"]} == inside == {"report.md", "recommendations.csv"}
    pointed = [value["@id"] for one in told["@graph"] for value in one.values() if isinstance(value, dict)]
    assert [one for one in pointed if one not in entities and not one.startswith("https://w3id.org/")] == []
