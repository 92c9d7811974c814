"""A public paper: its text, its documents, and how it was checked."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from bridgework.apps.calendar.queries import name_of_body
from bridgework.apps.committees.building import NAMES
from bridgework.apps.committees.queries.documents import document, documents_shown, public_files, public_record
from bridgework.apps.committees.queries.explaining import how_checked, public_paper
from bridgework.core.papers.documents.html import as_html
from bridgework.kernel.permissions import VISITOR


@login_not_required
@require_safe
def paper_text(request: HttpRequest, public_id: str) -> HttpResponse:
    """The public part of a paper: the page is the primary publication, the files are copies of it."""
    paper = public_paper(public_id)
    record = public_record(paper)
    meeting = paper.committee_meeting
    context = {
        "paper": paper,
        "title": record.title,
        "text": SafeString(as_html(record)),
        "body_name": name_of_body(meeting.body, meeting.on),
        "meeting": meeting,
        "documents": [
            (NAMES[one.kind], reverse("public:paper-document", args=[paper.public_id, one.kind]), one)
            for one in documents_shown(VISITOR, paper)
            if not one.error
        ],
        "attached": public_files(paper),
        "back": reverse("public:thread", args=[paper.challenge.code]),
        "is_invented": meeting.body.is_invented,
    }
    return render(request, "public/papers/paper.html", context)


@login_not_required
@require_safe
def paper_document(request: HttpRequest, public_id: str, kind: str) -> HttpResponse:
    """A document of the public part, at an address that stays."""
    found = document(VISITOR, public_paper(public_id), kind=kind)
    assert found.file is not None, "only documents that were made are found"
    return redirect("files:file", found.file.public_id)


@login_not_required
@require_safe
def how_paper_was_checked(request: HttpRequest, public_id: str) -> HttpResponse:
    """Days counted, clearances by post, background papers with their hashes, and the documents."""
    paper = public_paper(public_id)
    context = {
        "paper": paper,
        "checked": how_checked(paper),
        "body_name": name_of_body(paper.committee_meeting.body, paper.committee_meeting.on),
        "back": reverse("public:thread", args=[paper.challenge.code]),
    }
    return render(request, "public/papers/how_checked.html", context)
