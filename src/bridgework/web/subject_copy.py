"""A copy of what is held about somebody, to take away: readable text and open data in one archive."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import datetime
from typing import Final

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse
from django.template.loader import render_to_string

from bridgework.apps.people.models import Person
from bridgework.apps.privacy.queries import Part, held_about

NOT_THEIRS: Final = frozenset({"covered"})
"""Fields about somebody's act that hold other words: the text an officer cleared is the paper's, and can be exempt."""


def copy_response(person: Person, now: datetime) -> HttpResponse:
    """The archive as a download. It is made while it is asked for and kept nowhere."""
    response = HttpResponse(archive(person, held_about(person), now), content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="what-is-held.zip"'
    response["Cache-Control"] = "no-store"
    return response


def archive(person: Person, parts: list[Part], now: datetime) -> bytes:
    """`what-is-held.html` to read, `what-is-held.json` for programs."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as out:
        context = {"person": person, "now": now, "parts": [(one.held, _rows(one)) for one in parts]}
        out.writestr("what-is-held.html", render_to_string("ui/subject_copy.html", context))
        out.writestr("what-is-held.json", json.dumps(_data(person, parts, now), cls=DjangoJSONEncoder, indent=1))
    return written.getvalue()


def _data(person: Person, parts: list[Part], now: datetime) -> dict[str, object]:
    return {
        "format": "bridgework/what-is-held@1",
        "about": person.public_id,
        "made_at": now,
        "parts": [
            {
                "table": one.held.model,
                "what": one.held.what,
                "why": one.held.why,
                "basis": one.held.basis,
                "until": one.held.until,
                "if_you_are_removed": one.held.on_erasure.value,
                "rows": [{name: row[name] for name in row if name not in NOT_THEIRS} for row in one.rows],
            }
            for one in parts
        ],
    }


def _rows(part: Part) -> list[list[tuple[str, object]]]:
    """What a reader can make something of: no keys of other records, nothing empty."""
    links = {one.name for one in part.held.table._meta.concrete_fields if one.is_relation}
    left_out = links | NOT_THEIRS | {"public_id", "scope", "body_scope", "once_key"}
    return [
        [
            (name.replace("_", " "), value)
            for name, value in row.items()
            if name not in left_out and value not in (None, "", [], {})
        ]
        for row in part.rows
    ]
