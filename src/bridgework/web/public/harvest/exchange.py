"""One item in the UK cross-government metadata exchange model, with one deviation.

The model wants publisher and creator from a list of organisations on GOV.UK, on which no council stands. We write the
council's name as a slug in their place; all else is as the model has it.
"""

from __future__ import annotations

import re
from typing import Any, Final

from bridgework.threads.items import Item

TYPE: Final = "dcat:Dataset"
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


def exchange(one: Item, *, site: str, email: str) -> dict[str, Any]:
    """One item as a `Dataset` of the model. What is not known is left out, also where the model asks for it."""
    told: dict[str, Any] = {
        "identifier": f"{site}/r/{one.public_id}/",
        "type": TYPE,
        "title": one.title,
        "description": one.told or one.title,
        "keyword": list(one.subjects),
        "licence": one.licence,
        "version": str(one.version or 1),
        "accessRights": "OPEN",
        "securityClassification": "OFFICIAL",
        "issued": one.issued if _DAY.fullmatch(one.issued) else "",
        "modified": one.changed_at.date().isoformat(),
        "contactPoint": {"contactName": one.programme or one.publisher, "email": email},
        "creator": [slug(one.programme or one.publisher)],
        "publisher": slug(one.publisher or one.programme),
        "updateFrequency": "freq:irregular",
        "relatedResource": [f"{site}{path}" for _, path in one.relations],
        "distribution": [f"{site}{one.address}", *(f"{site}{file.address}" for file in one.files)],
    }
    return {name: value for name, value in told.items() if value}


def slug(name: str) -> str:
    """A name as GOV.UK writes the names of organisations in addresses."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower().replace("'", "").replace("’", "")).strip("-")
