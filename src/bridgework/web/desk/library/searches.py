"""One's saved searches: the list, saving one from the search page, stopping one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from bridgework.apps.library import actions
from bridgework.apps.library.queries.searches import search_of, searches_of
from bridgework.web.desk.account.pages import own_person
from bridgework.web.ui.acting import Done, acted, actor_of, now_of


@never_cache
@require_safe
def searches(request: HttpRequest) -> HttpResponse:
    """Every search one has saved."""
    person = own_person(request)
    crumbs = [("Your account", reverse("desk:your-account")), ("Your saved searches", "")]
    return render(request, "desk/library/searches.html", {"searches": list(searches_of(person)), "crumbs": crumbs})


@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Save the search that is shown."""
    person = own_person(request)

    def do() -> Done:
        actions.save_search(
            actor=actor_of(request), now=now_of(request), person=person, asked=request.POST.get("asked", "")
        )
        return Done(reverse("desk:saved-searches"), "The search is saved. Your daily digest says what it newly finds.")

    return acted(request, do)


@require_POST
def stop(request: HttpRequest, public_id: str) -> HttpResponse:
    """Stop one."""
    saved = search_of(own_person(request), public_id)

    def do() -> Done:
        actions.stop_search(actor=actor_of(request), now=now_of(request), saved=saved)
        return Done(reverse("desk:saved-searches"), f"You hear no more of “{saved.name}”.")

    return acted(request, do)
