"""The words applicants choose from: the list, and free additions to be looked at."""

from __future__ import annotations

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bridgework.apps.applications import queries, rules
from bridgework.apps.applications.actions import vocabulary as actions
from bridgework.apps.applications.models import VocabularyTerm
from bridgework.apps.programmes.models import Programme
from bridgework.web.desk.applications.reached import one_form
from bridgework.web.desk.applications.shape_forms import MergeForm, TermForm
from bridgework.web.listing import csv_response
from bridgework.web.ui.acting import Done, acted, actor_of, form_for, now_of

PAGE = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def vocabulary(request: HttpRequest, public_id: str) -> HttpResponse:
    """Every word of a programme: additions that nobody looked at first, then the list, kind by kind."""
    programme = get_object_or_404(Programme, public_id=public_id)
    rules.KEEP_VOCABULARY.require(actor_of(request), programme)
    terms = list(
        VocabularyTerm.objects.filter(programme=programme, merged_into=None)
        .annotate(used=Count("application_terms", distinct=True) + Count("applications_of_discipline", distinct=True))
        .order_by("kind", "order", "label", "id")
    )
    if request.GET.get("as") == "csv":
        rows = [(one.get_kind_display(), one.label, one.used, _standing(one)) for one in terms]
        return csv_response("vocabulary", ("kind", "word", "applications", "standing"), rows)
    context = {
        "programme": programme,
        "additions": [one for one in terms if not one.is_offered and one.retired_at is None],
        "kinds": [
            (label, [one for one in terms if one.kind == kind and one.is_offered and one.retired_at is None])
            for kind, label in VocabularyTerm.KINDS
        ],
    }
    return render(request, "desk/applications/vocabulary.html", context)


def _standing(term: VocabularyTerm) -> str:
    return "retired" if term.retired_at else "on the list" if term.is_offered else "free addition"


@PAGE
def new_term(request: HttpRequest, public_id: str) -> HttpResponse:
    """Put a word on the list."""
    programme = get_object_or_404(Programme, public_id=public_id)
    rules.KEEP_VOCABULARY.require(actor_of(request), programme)
    form = form_for(request, TermForm, initial={"kind": "skill"})
    back = reverse("desk:vocabulary", args=[public_id])

    def keep() -> Done:
        actions.offer_term(actor=actor_of(request), now=now_of(request), programme=programme, **form.cleaned_data)
        return Done(back, "The word is on the list.")

    return one_form(request, form, keep, title="A word to choose from", submit="Put it on the list", back=back)


@PAGE
def merge(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say which word another one means."""
    term = _term(request, public_id)
    others = queries.offered_terms(term.programme_id).filter(kind=term.kind).exclude(pk=term.pk)
    form = form_for(request, MergeForm, terms=others)
    back = reverse("desk:vocabulary", args=[term.programme.public_id])

    def keep() -> Done:
        moved = actions.merge_term(
            actor=actor_of(request), now=now_of(request), term=term, into=form.cleaned_data["into"]
        )
        words = "1 application has" if moved == 1 else f"{moved} applications have"
        return Done(back, f"“{term.label}” now means “{form.cleaned_data['into'].label}”. {words} the new word.")

    lead = "Every application that has this word has the other one from now on, and so has whoever types it again."
    return one_form(request, form, keep, title=f"Merge “{term.label}”", submit="Merge the two", back=back, lead=lead)


@require_POST
def offer(request: HttpRequest, public_id: str) -> HttpResponse:
    """Put a free addition on the list as it is."""
    term = _term(request, public_id)

    def go() -> Done:
        actions.offer_term(
            actor=actor_of(request), now=now_of(request), programme=term.programme, kind=term.kind, label=term.label
        )
        return Done(reverse("desk:vocabulary", args=[term.programme.public_id]), f"“{term.label}” is on the list.")

    return acted(request, go)


@require_POST
def retire(request: HttpRequest, public_id: str) -> HttpResponse:
    """Offer a word no longer."""
    term = _term(request, public_id)

    def go() -> Done:
        actions.retire_term(actor=actor_of(request), now=now_of(request), term=term)
        return Done(
            reverse("desk:vocabulary", args=[term.programme.public_id]), f"“{term.label}” is offered no longer."
        )

    return acted(request, go)


def _term(request: HttpRequest, public_id: str) -> VocabularyTerm:
    found = get_object_or_404(VocabularyTerm.objects.select_related("programme"), public_id=public_id)
    rules.KEEP_VOCABULARY.require(actor_of(request), found)
    return found
