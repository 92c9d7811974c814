"""Linked data, `data.json`, metadata of pages: checked with other people's tools; silent about what is not public."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.test import Client
from pyshacl import validate
from rdflib import DCAT, RDF, Graph
from tests.cast import NOW

from bridgework.apps.library.models import CatalogueEntry
from bridgework.apps.questions.models import Challenge
from bridgework.demo.history import load_history
from bridgework.kernel.permissions import SYSTEM
from bridgework.kernel.search import refresh

pytestmark = pytest.mark.django_db
STANDARDS = Path(__file__).parents[5] / "shared" / "standards"
beside = pytest.mark.skipif(not STANDARDS.is_dir(), reason="the standards do not lie beside the repository")


@pytest.fixture
def client() -> Client:
    load_history(actor=SYSTEM, now=NOW)
    return Client()


@beside
@pytest.mark.parametrize("form", ["ttl", "jsonld"])
def test_the_catalogue_fits_the_shapes_of_dcat_ap(client: Client, form: str) -> None:
    response = client.get(f"/catalogue.{form}")
    graph = Graph().parse(data=response.content, format={"ttl": "turtle", "jsonld": "json-ld"}[form])
    assert (
        len(set(graph.subjects(RDF.type, DCAT.Dataset)))
        == CatalogueEntry.objects.exclude(kind="recommendation").count()
    )
    if form == "ttl":
        conforms, _, said = validate(graph, shacl_graph=str(STANDARDS / "dcat-ap" / "shapes.ttl"))
        assert conforms, said


@beside
def test_every_dataset_is_one_a_portal_takes(client: Client) -> None:
    schema = json.loads((STANDARDS / "dkan" / "dataset.json").read_text(encoding="utf-8"))
    told = client.get("/data.json").json()
    assert len(told["dataset"]) == CatalogueEntry.objects.exclude(kind="recommendation").count()
    checker = jsonschema.Draft7Validator(schema)
    assert [error.message for one in told["dataset"] for error in checker.iter_errors(one)] == []


def test_a_page_says_what_it_is_and_where_its_metadata_lies(client: Client) -> None:
    response = client.get("/questions/2019-net-zero/")
    links = dict(re.findall(r'<([^>]+)>; rel="([^"]+)"', response["Link"]))
    described = next(address for address, rel in links.items() if rel == "describedby")
    assert set(links.values()) == {"cite-as", "type", "describedby"}
    embedded = re.search(rb'<script type="application/ld\+json">(.*?)</script>', response.content, re.DOTALL)
    assert embedded is not None
    told, full = json.loads(embedded.group(1)), client.get(described.removeprefix("http://127.0.0.1:8000")).json()
    assert told["name"] == full["name"]
    assert told.items() <= (full | {"author": told["author"]}).items()


def test_hostile_titles_stay_inside_the_block(client: Client) -> None:
    challenge = Challenge.objects.select_related("question").get(code="2019-net-zero")
    challenge.question.title = "</script><script>alert(1)</script>"
    challenge.question.save()
    page = client.get("/questions/2019-net-zero/").content.decode()
    assert "<script>alert" not in page


def test_what_is_not_public_any_more_is_nowhere_and_said_to_be_gone(client: Client) -> None:
    challenge = Challenge.objects.select_related("question").get(code="2019-net-zero")
    marker = challenge.question.title
    addresses = ["/catalogue.ttl", "/catalogue.jsonld", "/data.json", "/sitemap-1.xml", "/feed.atom"]
    addresses += ["/oai?verb=ListRecords&metadataPrefix=oai_dc", "/questions/", "/search/?q=zero"]
    assert [marker in client.get(one).content.decode() for one in addresses[:3]] == [True, True, True]
    challenge.is_public = False
    challenge.save()
    for record in (challenge, *challenge.reports.all(), *challenge.recommendations.all(), *challenge.findings.all()):
        refresh(record)
    for address in addresses:
        page: Any = client.get(address).content.decode()
        assert (marker in page, "2019-net-zero/" in page) == (False, False), address
    assert client.get(f"/r/{challenge.public_id}/metadata.json").status_code == 410
    assert client.get("/r/nothing/metadata.json").status_code == 404
