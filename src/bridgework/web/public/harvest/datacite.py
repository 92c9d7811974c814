"""One item as DataCite 4.5, as JSON and as XML, ready to be deposited by whoever mints identifiers."""

from __future__ import annotations

import re
from typing import Any, Final

from lxml import etree

from bridgework.core.licences import SPDX, licence_name
from bridgework.threads.items import RECOMMENDATION, REPORT, SOURCES, THREAD, Item
from bridgework.web.public.harvest.answers import clean

SCHEMA: Final = "http://datacite.org/schema/kernel-4"
_XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
_XML: Final = "http://www.w3.org/XML/1998/namespace"
_NAMES: Final[Any] = {None: SCHEMA, "xsi": _XSI}
TYPES: Final = {
    REPORT: ("Report", "Research report"),
    RECOMMENDATION: ("Text", "Recommendation"),
    SOURCES: ("Collection", "Sources of a question"),
    THREAD: ("Collection", "Story of a question"),
}
_DATES: Final = (("issued", "Issued"), ("accepted", "Accepted"), ("uploaded", "Submitted"))
_RELATIONS: Final = {
    "isPartOf": "IsPartOf",
    "hasPart": "HasPart",
    "isReplacedBy": "IsObsoletedBy",
    "references": "References",
}
_YEAR: Final = re.compile(r"(\d{4})")


def datacite_json(one: Item, *, site: str) -> dict[str, Any]:
    """One item; what is not known is left out. A year has to be given: where none is known, the year it came here."""
    general, kind = TYPES[one.kind]
    known = _YEAR.match(one.issued)
    told: dict[str, Any] = {
        "schemaVersion": SCHEMA,
        "types": {"resourceTypeGeneral": general, "resourceType": kind},
        "creators": [{"name": one.programme or one.publisher, "nameType": "Organizational"}],
        "titles": [{"title": one.title, "lang": "en"}],
        "publisher": {"name": one.publisher or one.programme},
        "publicationYear": known.group(1) if known else str(one.changed_at.year),
        "language": "en-GB",
        "url": f"{site}{one.address}",
        "doi": one.doi,
        "alternateIdentifiers": [
            {"alternateIdentifier": f"{site}/r/{one.public_id}/", "alternateIdentifierType": "Permanent address"}
        ],
        "subjects": [{"subject": subject} for subject in one.subjects],
        "descriptions": [{"description": one.told, "descriptionType": "Abstract"}] if one.told else [],
        "dates": _dates(one, known=bool(known)),
        "relatedIdentifiers": [
            {
                "relatedIdentifier": f"{site}{path}",
                "relatedIdentifierType": "URL",
                "relationType": _RELATIONS[relation],
            }
            for relation, path in one.relations
            if relation in _RELATIONS
        ],
        "rightsList": [_rights(one.licence)] if one.licence else [],
        "formats": list(dict.fromkeys(file.media_type for file in one.files)),
        "sizes": [f"{file.size} B" for file in one.files],
        "version": str(one.version) if one.version is not None else "",
    }
    return {name: value for name, value in told.items() if value}


def datacite_xml(one: Item, *, site: str) -> bytes:
    """One item as XML. Without a DOI, its permanent address stands as an identifier of type URL."""
    told = datacite_json(one, site=site)
    root = etree.Element(f"{{{SCHEMA}}}resource", nsmap=_NAMES)
    root.set(f"{{{_XSI}}}schemaLocation", f"{SCHEMA} http://schema.datacite.org/meta/kernel-4.5/metadata.xsd")
    identifier = _text(root, "identifier", one.doi or f"{site}/r/{one.public_id}/")
    identifier.set("identifierType", "DOI" if one.doi else "URL")
    creator = _in(_in(root, "creators"), "creator")
    _text(creator, "creatorName", told["creators"][0]["name"]).set("nameType", "Organizational")
    title = _text(_in(root, "titles"), "title", one.title)
    title.set(f"{{{_XML}}}lang", "en")
    _text(root, "publisher", told["publisher"]["name"])
    _text(root, "publicationYear", told["publicationYear"])
    general, kind = TYPES[one.kind]
    _text(root, "resourceType", kind).set("resourceTypeGeneral", general)
    _many(root, "subjects", "subject", told.get("subjects", []), "subject")
    _many(root, "dates", "date", told.get("dates", []), "date")
    _text(root, "language", "en-GB")
    _many(root, "alternateIdentifiers", "alternateIdentifier", told["alternateIdentifiers"], "alternateIdentifier")
    _many(root, "relatedIdentifiers", "relatedIdentifier", told.get("relatedIdentifiers", []), "relatedIdentifier")
    _many(root, "sizes", "size", [{"size": one} for one in told.get("sizes", [])], "size")
    _many(root, "formats", "format", [{"format": one} for one in told.get("formats", [])], "format")
    if "version" in told:
        _text(root, "version", told["version"])
    _many(root, "rightsList", "rights", told.get("rightsList", []), "rights")
    _many(root, "descriptions", "description", told.get("descriptions", []), "description")
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _dates(one: Item, *, known: bool) -> list[dict[str, str]]:
    found = [{"date": getattr(one, name), "dateType": kind} for name, kind in _DATES if getattr(one, name)]
    found += [{"date": one.presented, "dateType": "Other", "dateInformation": "Presented"}] if one.presented else []
    found.append({"date": one.changed_at.date().isoformat(), "dateType": "Updated"})
    if not known:
        day = one.changed_at.date().isoformat()
        found.append({"date": day, "dateType": "Available", "dateInformation": "When it was issued is not known."})
    return found


def _rights(licence: str) -> dict[str, str]:
    told = {"rights": licence_name(licence), "rightsUri": licence}
    if licence in SPDX:
        told |= {
            "rightsIdentifier": SPDX[licence],
            "rightsIdentifierScheme": "SPDX",
            "schemeUri": "https://spdx.org/licenses/",
        }
    return told


_ATTRIBUTE: Final = {"rightsUri": "rightsURI", "schemeUri": "schemeURI"}
"""What is written differently in the JSON and the XML of DataCite."""


def _many(root: etree._Element, group: str, tag: str, rows: list[dict[str, str]], text: str) -> None:
    if not rows:
        return
    node = _in(root, group)
    for row in rows:
        made = _text(node, tag, row[text])
        for name, value in row.items():
            if name != text:
                made.set(_ATTRIBUTE.get(name, name), clean(value))


def _in(parent: etree._Element, tag: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{SCHEMA}}}{tag}")


def _text(parent: etree._Element, tag: str, value: str) -> etree._Element:
    node = _in(parent, tag)
    node.text = clean(value)
    return node
