"""An item for search engines (schema.org as JSON-LD) and the links that say what is what (FAIR Signposting)."""

from __future__ import annotations

from typing import Any, Final

from bridgework.threads.items import REPORT, SOURCES, Item

_TYPES: Final = {REPORT: "Report", SOURCES: "Collection"}


def json_ld(one: Item, *, site: str) -> dict[str, Any]:
    """One item. What is not known is left out."""
    address = f"{site}{one.address}"
    told: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": _TYPES.get(one.kind, "CreativeWork"),
        "@id": address,
        "url": address,
        "identifier": [one.public_id, f"https://doi.org/{one.doi}"] if one.doi else one.public_id,
        "name": one.title,
        "abstract": one.told,
        "inLanguage": "en-GB",
        "datePublished": one.issued,
        "dateModified": one.changed_at.date().isoformat(),
        "keywords": list(one.subjects),
        "spatialCoverage": one.place,
        "license": one.licence,
        "isAccessibleForFree": True,
        "version": str(one.version) if one.version is not None else "",
        "author": _organisation(one.programme),
        "publisher": _organisation(one.publisher),
        "isPartOf": _pages(one, site, "isPartOf"),
        "hasPart": _pages(one, site, "hasPart"),
        "encoding": [
            {
                "@type": "MediaObject",
                "name": file.name,
                "contentUrl": f"{site}{file.address}",
                "encodingFormat": file.media_type,
                "contentSize": f"{file.size} B",
                "sha256": file.sha256,
                **({"license": file.licence} if file.licence else {}),
            }
            for file in one.files
        ],
    }
    return {name: value for name, value in told.items() if value}


def signposts(one: Item, *, site: str) -> str:
    """The value of the `Link` header of an item's page (signposting.org/FAIR, level 1)."""
    kind = f"https://schema.org/{_TYPES.get(one.kind, 'CreativeWork')}"
    links = [
        f'<{site}/r/{one.public_id}/>; rel="cite-as"',
        f'<{kind}>; rel="type"',
        '<https://schema.org/AboutPage>; rel="type"',
        f'<{site}/r/{one.public_id}/metadata.json>; rel="describedby"; type="application/ld+json"',
    ]
    links += [f'<{site}{file.address}>; rel="item"; type="{file.media_type}"' for file in one.files]
    if one.licence:
        links.append(f'<{one.licence}>; rel="license"')
    return ", ".join(links)


def _organisation(name: str) -> dict[str, str]:
    return {"@type": "Organization", "name": name} if name else {}


def _pages(one: Item, site: str, relation: str) -> list[dict[str, str]]:
    return [{"@id": f"{site}{path}"} for kind, path in one.relations if kind == relation]
