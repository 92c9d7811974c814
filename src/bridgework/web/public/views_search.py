"""Search over questions, reports and recommendations."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bridgework.kernel import search as index
from bridgework.threads.searching import KINDS
from bridgework.web.public.conditional import public_page
from bridgework.web.ui.acting import actor_of

PAGE_SIZE = 20
LONGEST = 400
CHOICES = (
    ("questions", "Questions", ("questions.question", "questions.challenge")),
    ("reports", "Reports", ("reports.report",)),
    ("recommendations", "Recommendations", ("reports.recommendation",)),
    ("findings", "Findings", ("workspace.finding",)),
)


@public_page
def search(request: HttpRequest) -> HttpResponse:
    """What holds any of the words, the best first."""
    words = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST]
    wanted = request.GET.get("kind", "")
    kinds = next((kinds for key, _, kinds in CHOICES if key == wanted), tuple(KINDS))
    number = request.GET.get("page", "1")
    page = int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 1
    context: dict[str, Any] = {"words": words, "kind": wanted, "choices": [(key, label) for key, label, _ in CHOICES]}
    if words:
        found = index.find(words, actor=actor_of(request), kinds=kinds, page=page, per_page=PAGE_SIZE)
        context |= {
            "found": found,
            "hits": [(KINDS.get(hit.kind, ""), hit) for hit in found.hits],
            "page": Paginator(range(found.total), PAGE_SIZE).get_page(found.page),
        }
    return render(request, "public/search.html", context)
