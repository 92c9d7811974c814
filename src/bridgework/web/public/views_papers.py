"""How a public paper was checked."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from bridgework.apps.calendar.queries import name_of_body
from bridgework.apps.committees.queries.explaining import how_checked, public_paper


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
