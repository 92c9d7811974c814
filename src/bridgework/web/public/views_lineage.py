"""Where a question comes from and what came of it: one picture and the same as a list."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from bridgework.apps.questions.models import Challenge
from bridgework.kernel.errors import NotFound
from bridgework.threads.disputed import Disputed, disputed_in
from bridgework.threads.family import family_of
from bridgework.threads.records import RelatedQuestion
from bridgework.web.public.conditional import public_page
from bridgework.web.public.lineage_picture import lineage_picture


@public_page
def lineage(request: HttpRequest, code: str) -> HttpResponse:
    """The family of a question in one picture, with the figures that do not agree."""
    challenge, family, disputed = _family(code)
    by_code: dict[str, list[Disputed]] = {}
    for one in disputed:
        by_code.setdefault(one.code, []).append(one)
    titles = {one.question_public_id: one.title for one in family}
    address = reverse("public:lineage", args=[code])
    context = {
        "challenge": challenge,
        "programme": challenge.question.programme,
        "picture": lineage_picture(family, disputed),
        "svg_address": reverse("public:lineage-svg", args=[code]),
        "rows": [
            (one, [(link, titles.get(link.earlier, "")) for link in one.follows], by_code.get(one.code, []))
            for one in family
        ],
        "full_address": request.build_absolute_uri(address),
        "crumbs": [
            ("Questions", reverse("public:questions")),
            (challenge.question.title, reverse("public:thread", args=[code])),
            ("Lineage", ""),
        ],
    }
    return render(request, "public/library/lineage.html", context)


@public_page
def lineage_svg(request: HttpRequest, code: str) -> HttpResponse:
    """The picture as a file."""
    _, family, disputed = _family(code)
    return HttpResponse(lineage_picture(family, disputed, alone=True), content_type="image/svg+xml; charset=utf-8")


def _family(code: str) -> tuple[Challenge, tuple[RelatedQuestion, ...], tuple[Disputed, ...]]:
    challenge = Challenge.objects.filter(code=code, is_public=True).select_related("question__programme").first()
    family = family_of(challenge.question_id) if challenge is not None else ()
    if challenge is None or not family:
        raise NotFound(
            "This question stands alone.",
            rule="library.lineage",
            remedy="No public question is known that it follows, or that follows it.",
        )
    return challenge, family, disputed_in(one.code for one in family)
