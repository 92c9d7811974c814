"""OAI-PMH answers, and feeds, as XML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from lxml import etree

from bridgework.threads.items import INVENTED, Item, ItemSet

OAI: Final = "http://www.openarchives.org/OAI/2.0/"
OAI_DC: Final = "http://www.openarchives.org/OAI/2.0/oai_dc/"
DC: Final = "http://purl.org/dc/elements/1.1/"
XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
# Its stubs do not know the default namespace.
_NAMES: Final[Any] = {None: OAI, "xsi": XSI}
_NOT_XML = re.compile(r"[^\x09\x0a\x0d\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
TYPES: Final = {
    "thread": "InteractiveResource",
    "report": "Text",
    "recommendation": "Text",
    "sources": "Collection",
}
"""What an item is, in the DCMI type vocabulary."""

Node = etree._Element


def envelope(address: str, now: datetime, request: Mapping[str, str]) -> Node:
    """The root of an answer. `request` holds the arguments to be repeated: none where they were wrong."""
    root = etree.Element(f"{{{OAI}}}OAI-PMH", nsmap=_NAMES)
    root.set(f"{{{XSI}}}schemaLocation", f"{OAI} http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd")
    text(root, "responseDate", stamp(now))
    told = text(root, "request", address)
    for name, value in request.items():
        told.set(name, clean(value))
    return root


def error(root: Node, code: str, sentence: str) -> None:
    """An error of the protocol."""
    text(root, "error", sentence).set("code", code)


def identify(root: Node, *, name: str, address: str, email: str, earliest: datetime, sample: str) -> None:
    """Who we are."""
    node = etree.SubElement(root, f"{{{OAI}}}Identify")
    for tag, value in (
        ("repositoryName", name),
        ("baseURL", address),
        ("protocolVersion", "2.0"),
        ("adminEmail", email),
        ("earliestDatestamp", stamp(earliest)),
        ("deletedRecord", "persistent"),
        ("granularity", "YYYY-MM-DDThh:mm:ssZ"),
    ):
        text(node, tag, value)
    described = etree.SubElement(node, f"{{{OAI}}}description")
    scheme = "http://www.openarchives.org/OAI/2.0/oai-identifier"
    own: Any = {None: scheme}
    one = etree.SubElement(described, f"{{{scheme}}}oai-identifier", nsmap=own)
    one.set(f"{{{XSI}}}schemaLocation", f"{scheme} http://www.openarchives.org/OAI/2.0/oai-identifier.xsd")
    domain = sample.split(":")[1]
    for tag, value in (
        ("scheme", "oai"),
        ("repositoryIdentifier", domain),
        ("delimiter", ":"),
        ("sampleIdentifier", sample),
    ):
        etree.SubElement(one, f"{{{scheme}}}{tag}").text = value


def formats(root: Node) -> None:
    """The one format we give."""
    node = etree.SubElement(etree.SubElement(root, f"{{{OAI}}}ListMetadataFormats"), f"{{{OAI}}}metadataFormat")
    text(node, "metadataPrefix", "oai_dc")
    text(node, "schema", f"{OAI_DC[:-1]}.xsd")
    text(node, "metadataNamespace", OAI_DC)


def list_sets(root: Node, sets: Iterable[ItemSet]) -> None:
    """The sets."""
    node = etree.SubElement(root, f"{{{OAI}}}ListSets")
    for one in sets:
        told = etree.SubElement(node, f"{{{OAI}}}set")
        text(told, "setSpec", one.spec)
        text(told, "setName", one.name)


def listed(root: Node, verb: str, items: Iterable[Item], site: str) -> Node:
    """Headers, or whole records."""
    node = etree.SubElement(root, f"{{{OAI}}}{verb}")
    for one in items:
        if verb == "ListIdentifiers":
            _header(node, one, site)
        else:
            _record(node, one, site)
    return node


def resumption(node: Node, token: str, *, cursor: int, size: int) -> None:
    """Where to go on; an empty token ends a list that came in parts."""
    told = text(node, "resumptionToken", token)
    told.set("completeListSize", str(size))
    told.set("cursor", str(cursor))


def identifier(public_id: str, site: str) -> str:
    """The identifier of an item, never used again for another."""
    return f"oai:{domain_of(site)}:{public_id}"


def domain_of(site: str) -> str:
    """The name of the host, as identifiers bear it."""
    host = urlsplit(site).hostname or "localhost"
    # The scheme of identifiers wants a name with a dot; a machine tried at home has none.
    return host if "." in host else f"{host}.localdomain"


def stamp(moment: datetime) -> str:
    """A moment to the second, in UTC."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def clean(value: str) -> str:
    """Without what XML cannot hold."""
    return _NOT_XML.sub(" ", value)


def atom(request: HttpRequest, template: str, context: Mapping[str, Any]) -> HttpResponse:
    """An Atom feed that every reader can parse, whatever characters stand in the records or in the address."""
    written = clean(render_to_string(template, dict(context), request))
    return HttpResponse(written, content_type="application/atom+xml; charset=utf-8")


def text(parent: Node, tag: str, value: str) -> Node:
    """An element with a text."""
    node = etree.SubElement(parent, f"{{{OAI}}}{tag}")
    node.text = clean(value)
    return node


def as_bytes(root: Node) -> bytes:
    """The whole answer."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def _header(parent: Node, one: Item, site: str) -> None:
    node = etree.SubElement(parent, f"{{{OAI}}}header")
    if one.is_deleted:
        node.set("status", "deleted")
    text(node, "identifier", identifier(one.public_id, site))
    text(node, "datestamp", stamp(one.changed_at))
    for spec in one.sets:
        text(node, "setSpec", spec)


def _record(parent: Node, one: Item, site: str) -> None:
    node = etree.SubElement(parent, f"{{{OAI}}}record")
    _header(node, one, site)
    if one.is_deleted:
        return
    metadata = etree.SubElement(node, f"{{{OAI}}}metadata")
    told = etree.SubElement(metadata, f"{{{OAI_DC}}}dc", nsmap={"oai_dc": OAI_DC, "dc": DC})
    told.set(f"{{{XSI}}}schemaLocation", f"{OAI_DC} {OAI_DC[:-1]}.xsd")
    for tag, value in dublin_core(one, site):
        etree.SubElement(told, f"{{{DC}}}{tag}").text = clean(value)


def dublin_core(one: Item, site: str) -> list[tuple[str, str]]:
    """An item in the fifteen elements of Dublin Core; what is not known is left out."""
    told = [("title", one.title), ("creator", one.programme)]
    told += [("subject", subject) for subject in one.subjects]
    told += [("description", one.description)]
    if one.is_invented:
        told.append(("description", INVENTED))
    told += [("publisher", one.publisher), ("date", one.issued), ("type", TYPES[one.kind])]
    told += [("format", file.media_type) for file in one.files] or [("format", "text/html")]
    told += [("identifier", f"{site}{one.address}"), ("identifier", one.code), ("source", one.round)]
    told += [("identifier", f"https://doi.org/{one.doi}")] if one.doi else []
    told += [("language", "en-GB")]
    told += [("relation", f"{site}{path}") for _, path in one.relations]
    told += [("coverage", one.place), ("rights", one.licence)]
    return [(tag, value) for tag, value in told if value]
