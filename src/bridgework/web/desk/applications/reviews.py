"""A reviewer's own pages: what to read, declare first, then score."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from bridgework.apps.applications import queries, rules
from bridgework.apps.applications.actions.reviewing import declare, give_review
from bridgework.apps.applications.models import Review
from bridgework.core.states import readable
from bridgework.kernel.errors import NotFound
from bridgework.web.desk.applications.forms import DeclareForm, ReviewForm
from bridgework.web.listing import page_of
from bridgework.web.ui.acting import Done, acting, actor_of, form_for, now_of
from bridgework.web.ui.forms import Form

KINDS = {"assigned": "waiting", "opened": "current", "given": "done", "conflicted": "set-aside"}


@require_safe
def my_reviews(request: HttpRequest) -> HttpResponse:
    """The reviews one was asked for."""
    page = page_of(request, queries.reviews_of(actor_of(request)))
    rows = [{"review": one, "kind": KINDS[one.state], "word": readable(one.state)} for one in page]
    return render(request, "desk/applications/reviews.html", {"page": page, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def review_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """First the declaration card; then, without a conflict, the application and the review."""
    actor = actor_of(request)
    found = (
        Review.objects.filter(public_id=public_id)
        .select_related("application__applicant", "application__call__round__programme")
        .first()
    )
    if found is None:
        raise NotFound("There is no such review.", rule=rules.REVIEW.name)
    rules.REVIEW.require(actor, found)
    declaring = found.state == "assigned"
    form: Form
    if declaring:
        form = form_for(request, DeclareForm)
    else:
        form = form_for(request, ReviewForm, initial={"score": found.score, "comment": found.comment})

    def keep() -> Done:
        if declaring:
            conflict = form.cleaned_data["conflict"] == "yes"
            declare(actor=actor, now=now_of(request), review=found, conflict=conflict)
            if conflict:
                return Done(reverse("desk:reviews"), "Thank you. Somebody else will read it.")
            return Done(reverse("desk:review", args=[public_id]), "You can read the application now.")
        overall = found.application.call.criteria.first()
        give_review(
            actor=actor,
            now=now_of(request),
            review=found,
            scores={overall.pk: form.cleaned_data["score"]} if overall else {},
            comment=form.cleaned_data["comment"],
        )
        return Done(reverse("desk:reviews"), "Your review is given. You can change it until the outcomes are released.")

    answered = acting(request, form, keep)
    if answered is not None:
        return answered
    application = found.application
    context = {
        "review": found,
        "form": form,
        "declaring": declaring,
        "closed": found.state == "conflicted",
        "application": application,
        "wishes": list(application.preferences.select_related("question").order_by("rank")),
        "submit": "Say so" if declaring else "Give my review",
    }
    return render(request, "desk/applications/review.html", context)
