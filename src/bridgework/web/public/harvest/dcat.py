"""The catalogue as DCAT-AP 3: each report a dataset, its page and files its distributions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from rdflib import DCAT, DCTERMS, FOAF, RDF, XSD, BNode, Graph, Literal, URIRef

from bridgework.threads.items import Item

LANGUAGE: Final = URIRef("http://publications.europa.eu/resource/authority/language/ENG")
PUBLIC: Final = URIRef("http://publications.europa.eu/resource/authority/access-right/PUBLIC")
SPDX: Final = "http://spdx.org/rdf/terms#"
ADMS_VERSION: Final = URIRef("http://www.w3.org/ns/dcat#version")
_WHOLE_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_DATE_TYPES: Final = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}


def catalogue_graph(items: Iterable[Item], *, site: str, name: str, description: str) -> Graph:
    """The whole catalogue as a graph. Items that are gone are left out."""
    graph = Graph(bind_namespaces="none")
    for prefix, space in (("dcat", DCAT), ("dct", DCTERMS), ("foaf", FOAF), ("xsd", XSD), ("spdx", SPDX)):
        graph.bind(prefix, space)
    catalogue = URIRef(f"{site}/catalogue")
    graph.add((catalogue, RDF.type, DCAT.Catalog))
    graph.add((catalogue, DCTERMS.title, Literal(name, lang="en")))
    graph.add((catalogue, DCTERMS.description, Literal(description, lang="en")))
    graph.add((catalogue, DCTERMS.language, LANGUAGE))
    graph.add((LANGUAGE, RDF.type, DCTERMS.LinguisticSystem))
    graph.add((catalogue, FOAF.homepage, URIRef(f"{site}/")))
    graph.add((URIRef(f"{site}/"), RDF.type, FOAF.Document))
    agents: dict[str, BNode] = {}
    graph.add((catalogue, DCTERMS.publisher, _agent(graph, agents, name)))
    for one in items:
        if not one.is_deleted:
            graph.add((catalogue, DCAT.dataset, _dataset(graph, agents, one, site)))
    return graph


def _agent(graph: Graph, agents: dict[str, BNode], name: str) -> BNode:
    if name not in agents:
        agents[name] = BNode()
        graph.add((agents[name], RDF.type, FOAF.Agent))
        graph.add((agents[name], FOAF.name, Literal(name, lang="en")))
    return agents[name]


def _dataset(graph: Graph, agents: dict[str, BNode], one: Item, site: str) -> URIRef:
    node = URIRef(f"{site}/r/{one.public_id}/")
    page = URIRef(f"{site}{one.address}")
    graph.add((node, RDF.type, DCAT.Dataset))
    graph.add((node, DCTERMS.identifier, Literal(one.public_id)))
    graph.add((node, DCTERMS.title, Literal(one.title, lang="en")))
    graph.add((node, DCTERMS.description, Literal(one.told or one.title, lang="en")))
    graph.add((node, DCTERMS.language, LANGUAGE))
    graph.add((node, DCTERMS.accessRights, PUBLIC))
    graph.add((PUBLIC, RDF.type, DCTERMS.RightsStatement))
    graph.add((node, DCTERMS.modified, Literal(one.changed_at.isoformat(), datatype=XSD.dateTime)))
    if one.publisher:
        graph.add((node, DCTERMS.publisher, _agent(graph, agents, one.publisher)))
    if one.programme:
        graph.add((node, DCTERMS.creator, _agent(graph, agents, one.programme)))
    if _WHOLE_DATE.fullmatch(one.issued):
        graph.add((node, DCTERMS.issued, Literal(one.issued, datatype=_DATE_TYPES[len(one.issued)])))
    for subject in one.subjects:
        graph.add((node, DCAT.keyword, Literal(subject, lang="en")))
    if one.version is not None:
        graph.add((node, ADMS_VERSION, Literal(str(one.version))))
    graph.add((node, DCAT.landingPage, page))
    graph.add((page, RDF.type, FOAF.Document))
    _distribution(graph, node, page, "text/html", one.licence)
    for file in one.files:
        found = _distribution(graph, node, URIRef(f"{site}{file.address}"), file.media_type, file.licence)
        graph.add((found, DCTERMS.title, Literal(file.name)))
        graph.add((found, DCAT.byteSize, Literal(file.size, datatype=XSD.nonNegativeInteger)))
        check = BNode()
        graph.add((found, URIRef(f"{SPDX}checksum"), check))
        graph.add((check, RDF.type, URIRef(f"{SPDX}Checksum")))
        graph.add((check, URIRef(f"{SPDX}algorithm"), URIRef(f"{SPDX}checksumAlgorithm_sha256")))
        graph.add((URIRef(f"{SPDX}checksumAlgorithm_sha256"), RDF.type, URIRef(f"{SPDX}ChecksumAlgorithm")))
        graph.add((check, URIRef(f"{SPDX}checksumValue"), Literal(file.sha256, datatype=XSD.hexBinary)))
    return node


def _distribution(graph: Graph, dataset: URIRef, address: URIRef, media_type: str, licence: str) -> BNode:
    node = BNode()
    graph.add((dataset, DCAT.distribution, node))
    graph.add((node, RDF.type, DCAT.Distribution))
    graph.add((node, DCAT.accessURL, address))
    kind = URIRef(f"http://www.iana.org/assignments/media-types/{media_type}")
    graph.add((node, DCAT.mediaType, kind))
    graph.add((kind, RDF.type, DCTERMS.MediaType))
    if licence:
        graph.add((node, DCTERMS.license, URIRef(licence)))
        graph.add((URIRef(licence), RDF.type, DCTERMS.LicenseDocument))
    return node
