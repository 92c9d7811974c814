"""The catalogue as DCAT-US 1.1 (`data.json`), the form DKAN portals take in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from bridgework.threads.items import Item

CONTEXT: Final = "https://project-open-data.cio.gov/v1.1/schema/catalog.jsonld"
CONFORMS: Final = "https://project-open-data.cio.gov/v1.1/schema"


def data_json(items: Iterable[Item], *, site: str, email: str) -> dict[str, Any]:
    """The whole catalogue. Items that are gone are left out."""
    return {
        "@context": CONTEXT,
        "@id": f"{site}/data.json",
        "@type": "dcat:Catalog",
        "conformsTo": CONFORMS,
        "describedBy": f"{CONFORMS}/catalog.json",
        "dataset": [dataset(one, site=site, email=email) for one in items if not one.is_deleted],
    }


def dataset(one: Item, *, site: str, email: str) -> dict[str, Any]:
    """One item. What is not known is left out."""
    told: dict[str, Any] = {
        "@type": "dcat:Dataset",
        "identifier": f"{site}/r/{one.public_id}/",
        "title": one.title,
        "description": one.told or one.title,
        "accessLevel": "public",
        "modified": one.changed_at.date().isoformat(),
        "issued": one.issued,
        "keyword": list(one.subjects) or [one.programme or "public policy"],
        "language": ["en-GB"],
        "landingPage": f"{site}{one.address}",
        "license": one.licence,
        "spatial": one.place,
        "publisher": {"@type": "org:Organization", "name": one.publisher or one.programme},
        "contactPoint": {"@type": "vcard:Contact", "fn": one.programme, "hasEmail": f"mailto:{email}"},
        "distribution": [
            {
                "@type": "dcat:Distribution",
                "title": "The page",
                "accessURL": f"{site}{one.address}",
                "mediaType": "text/html",
            },
            *(
                {
                    "@type": "dcat:Distribution",
                    "title": file.name,
                    "downloadURL": f"{site}{file.address}",
                    "mediaType": file.media_type,
                }
                for file in one.files
            ),
        ],
    }
    return {name: value for name, value in told.items() if value}
