"""Stored files, at a place of their own, always as attachments: nothing in them can act as a page of ours."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.core.files.base import File
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, HttpResponseNotModified
from django.utils.http import content_disposition_header, parse_etags
from django.views.decorators.http import require_safe

from bridgework.core.identifiers import IdentifierInvalid, parse_identifier
from bridgework.kernel.files import may_read
from bridgework.kernel.models import StoredFile
from bridgework.web.ui.acting import actor_of

POLICY = "default-src 'none'; sandbox"


@login_not_required
@require_safe
def download(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """One file, as an attachment. What a person may not read is not found: its existence is confidential."""
    stored = _found(public_id)
    if not may_read(actor_of(request), stored):
        raise Http404
    etag = f'"{stored.sha256}"'
    response: HttpResponseBase
    if _has_it(request, etag):
        response = HttpResponseNotModified()
    else:
        response = FileResponse(_opened(stored), content_type=stored.media_type)
        response.headers["Content-Length"] = str(stored.size)
        response.headers["Content-Disposition"] = content_disposition_header(True, stored.name) or "attachment"
    response.headers["ETag"] = etag
    # Asked again each time: a file can be withdrawn.
    response.headers["Cache-Control"] = "no-cache" if stored.is_public else "private, no-cache"
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _found(public_id: str) -> StoredFile:
    try:
        return StoredFile.objects.get(public_id=parse_identifier(public_id))
    except (IdentifierInvalid, StoredFile.DoesNotExist) as error:
        raise Http404 from error


def _opened(stored: StoredFile) -> File[bytes]:
    try:
        return stored.content.storage.open(str(stored.content.name), "rb")
    except FileNotFoundError as error:
        raise Http404 from error


def _has_it(request: HttpRequest, etag: str) -> bool:
    given = parse_etags(request.headers.get("If-None-Match", ""))
    return "*" in given or etag in {one.removeprefix("W/") for one in given}
