"""The landing page: what happened to the question?"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from bridgework.apps.applications.queries import open_calls
from bridgework.threads.featured import featured, history_in_numbers, overdue_count
from bridgework.threads.records import RelatedQuestion
from bridgework.web.public.conditional import public_page, today_of
from bridgework.web.ui.figures import LineageStep, lineage
from bridgework.web.ui.navigation import address_of

WALK = "demo:walk"


@public_page
def landing(request: HttpRequest) -> HttpResponse:
    """A question, a real lineage with its gaps and its contradiction, and three doors."""
    chosen = featured()
    bring = address_of("public:bring-a-problem")
    context = {
        "featured": chosen,
        "lineage": lineage(
            [_step(one, chosen.wordings_are_quotations) for one in chosen.family],
            label=f"{len(chosen.family)} questions that came from one another",
        )
        if chosen and chosen.family
        else "",
        "contested": chosen.contested if chosen else None,
        "told": history_in_numbers(),
        "overdue": overdue_count(today_of(request)),
        "read_title": "Read a real one" if chosen and chosen.is_history else "Read one",
        "read_address": reverse("public:thread", args=[chosen.first_code]) if chosen else reverse("public:questions"),
        "calls": list(open_calls(today_of(request))[:3]),
        "walk": address_of(WALK) if settings.BRIDGEWORK_DEMO else "",
        "bring": bring,
        "bring_text": "Bring us a problem" if bring else "",
    }
    return render(request, "public/landing.html", context)


def _step(one: RelatedQuestion, quoted: bool) -> LineageStep:
    link = ""
    if one.follows:
        first = one.follows[0]
        link = "Follows it, as we read the titles" if first.is_inferred else f"{first.relation} it".capitalize()
    wording = f"“{one.wording}”" if quoted else one.wording
    return LineageStep(
        eyebrow=one.round_label,
        title=wording,
        address=reverse("public:thread", args=[one.code]),
        link=link,
        kind=one.kind,
        word=one.reach,
    )
