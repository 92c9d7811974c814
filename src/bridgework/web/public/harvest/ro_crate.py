"""A report as a research object (RO-Crate 1.2): its text, its public files, its recommendations, and what they are.

The same report gives the same bytes.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from bridgework.core.licences import licence_name
from bridgework.threads.items import Item
from bridgework.web.public.harvest.exchange import slug

PROFILE: Final = "https://w3id.org/ro/crate/1.2"
_MIDNIGHT: Final = (1980, 1, 1, 0, 0, 0)
"""A zip must say a time; it says the same one always."""


@dataclass(frozen=True)
class CrateFile:
    """One file in the crate."""

    path: str
    name: str
    media_type: str
    data: bytes
    licence: str = ""


def crate(one: Item, files: Sequence[CrateFile], *, site: str) -> bytes:
    """The crate as a zip."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as folder:
        written = json.dumps(described(one, files, site=site), ensure_ascii=False, indent=1).encode()
        for path, data in [("ro-crate-metadata.json", written), *((file.path, file.data) for file in files)]:
            entry = zipfile.ZipInfo(path, _MIDNIGHT)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            folder.writestr(entry, data)
    return held.getvalue()


def described(one: Item, files: Sequence[CrateFile], *, site: str) -> dict[str, Any]:
    """What `ro-crate-metadata.json` says. A licence is asked for; where none is stated, that is said in words."""
    programme, publisher = _about(one.programme, site), _about(one.publisher or one.programme, site)
    licence = one.licence or "#licence-not-stated"
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": one.title,
        "description": one.told or one.title,
        # A day is asked for: as much of it as is known, else the day this record last changed.
        "datePublished": one.issued or one.changed_at.date().isoformat(),
        "dateModified": one.changed_at.date().isoformat(),
        "identifier": f"{site}/r/{one.public_id}/",
        "url": f"{site}{one.address}",
        "license": {"@id": licence},
        "author": {"@id": programme["@id"]},
        "publisher": {"@id": publisher["@id"]},
        "keywords": ", ".join(one.subjects),
        "inLanguage": "en-GB",
        "version": str(one.version or 1),
        "hasPart": [{"@id": file.path} for file in files],
    }
    held = [
        {
            "@id": file.path,
            "@type": "File",
            "name": file.name,
            "encodingFormat": file.media_type,
            "contentSize": str(len(file.data)),
            "sha256": hashlib.sha256(file.data).hexdigest(),
            **({"license": {"@id": file.licence}} if file.licence else {}),
        }
        for file in files
    ]
    licences = dict.fromkeys(filter(None, [one.licence, *(file.licence for file in files)]))
    rights = [{"@id": address, "@type": "CreativeWork", "name": licence_name(address)} for address in licences]
    if not one.licence:
        rights.append(
            {
                "@id": licence,
                "@type": "CreativeWork",
                "name": "No licence is stated",
                "description": "Ask first.",
            }
        )
    organisations = [programme] if programme["@id"] == publisher["@id"] else [programme, publisher]
    descriptor = {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "conformsTo": {"@id": PROFILE},
        "about": {"@id": "./"},
    }
    entities = [descriptor, {name: value for name, value in root.items() if value}, *held, *organisations, *rights]
    return {"@context": f"{PROFILE}/context", "@graph": entities}


def as_csv(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """A table as CSV, the names of its columns first."""
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return held.getvalue().encode()


def _about(name: str, site: str) -> dict[str, str]:
    return {"@id": f"{site}/#{slug(name)}", "@type": "Organization", "name": name}
