"""The documents of a paper: made, downloaded, handed over as one folder."""

from __future__ import annotations

from tempfile import SpooledTemporaryFile
from typing import Final

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from bridgework.apps.committees import actions, queries, rules
from bridgework.apps.committees.building import NAMES, write_folder
from bridgework.apps.committees.queries.documents import document, documents_shown, version_of_documents
from bridgework.apps.committees.records import record_of, sha256_of
from bridgework.core.papers.documents.attached import slug
from bridgework.core.papers.documents.problems import CannotBuild
from bridgework.core.papers.documents.word_file import WordFileRefused
from bridgework.kernel.errors import NotPossibleNow
from bridgework.web.ui.acting import Done, acted, actor_of, now_of

_IN_MEMORY: Final = 8 * 1024 * 1024
"""Bytes of a folder that are kept in memory before it goes to disk."""


@require_safe
def documents(request: HttpRequest, public_id: str) -> HttpResponse:
    """The documents there are, whether they are of the text as it stands, and the folder to hand over."""
    actor = actor_of(request)
    paper = queries.paper(actor, public_id)
    rows = documents_shown(actor, paper)
    version = version_of_documents(paper, rows)
    may_make = rules.BUILD.may(actor, paper).allowed
    is_out = paper.state in rules.PUBLIC_STATES
    context = {
        "paper": paper,
        "version": version,
        "parts": [
            (title, [(one, NAMES[one.kind], _address(public_id, part, one.kind)) for one in rows if one.part == part])
            for part, title in (("public", "For everybody"), ("private", "Exempt: for those who may read it"))
            if any(one.part == part for one in rows)
        ],
        "is_fresh": version is not None and (is_out or version.sha256 == sha256_of(record_of(paper))),
        "is_out": is_out,
        "has_errors": any(one.error for one in rows),
        "may_make": may_make,
        "may_hand_over": may_make and rules.READ_PRIVATE.may(actor, paper).allowed,
        "back": reverse("committee:paper", args=[public_id]),
    }
    return render(request, "committee/documents.html", context)


@require_POST
def make(request: HttpRequest, public_id: str) -> HttpResponse:
    """Make the documents of the paper as it stands."""
    paper = queries.paper(actor_of(request), public_id)

    def do() -> Done:
        made = actions.make_documents(actor=actor_of(request), now=now_of(request), paper=paper)
        failed = sum(bool(one.error) for one in made)
        said = f"{failed} could not be made; see why below." if failed else "The documents are made."
        return Done(reverse("committee:documents", args=[public_id]), said)

    return acted(request, do)


@require_safe
def download(request: HttpRequest, public_id: str, part: str, kind: str) -> HttpResponse:
    """The newest document of a kind."""
    actor = actor_of(request)
    found = document(actor, queries.paper(actor, public_id), kind=kind, part=part)
    assert found.file is not None, "only documents that were made are found"
    return redirect("files:file", found.file.public_id)


@require_safe
def folder(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The folder to hand over to the council's own system, made from the version its documents are of."""
    actor = actor_of(request)
    paper = queries.paper(actor, public_id)
    rules.BUILD.require(actor, paper)
    rules.READ_PRIVATE.require(actor, paper)
    version = version_of_documents(paper, documents_shown(actor, paper))
    if version is None:
        raise NotPossibleNow(
            "This paper has no documents yet.", rule="committees.folder", remedy="Make its documents first."
        )
    target = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - the response closes it
    try:
        write_folder(paper, version, target)
    except (CannotBuild, WordFileRefused) as error:
        target.close()
        raise NotPossibleNow(
            str(error), rule="committees.folder", remedy="Mend it, and make the documents again."
        ) from (error)
    target.seek(0)
    return FileResponse(
        target, as_attachment=True, filename=f"{slug(paper.title)}-hand-over.zip", content_type="application/zip"
    )


def _address(public_id: str, part: str, kind: str) -> str:
    return reverse("committee:document", args=[public_id, part, kind])
