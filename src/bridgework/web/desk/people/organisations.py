"""Organisations: their names through time, their people, their own sign-in."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bridgework.apps.people import actions
from bridgework.apps.people.models import Affiliation, IdentityProvider, Organisation, OrganisationName
from bridgework.apps.people.queries import name_of_organisation, names_of_organisations, people_seen_by
from bridgework.apps.people.rules import KEEP_ORGANISATIONS, KEEP_SIGN_IN, Place
from bridgework.kernel.errors import NotFound
from bridgework.kernel.permissions import Actor
from bridgework.web.desk.people.forms import IdentityProviderForm, OrganisationForm, RenameForm
from bridgework.web.desk.people.listing import staff_only
from bridgework.web.desk.places import home_of
from bridgework.web.listing import page_of
from bridgework.web.ui.acting import Done, acted, acting, actor_of, form_for, now_of


@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """The organisations of one's programmes."""
    actor = actor_of(request)
    staff_only(actor)
    rows = _seen(actor).annotate(people_count=Count("affiliations__person", distinct=True)).order_by("kind", "id")
    page = page_of(request, rows)
    names = names_of_organisations(one.pk for one in page)
    context = {
        "page": page,
        "lines": sorted(((names.get(one.pk, ""), one) for one in page), key=lambda pair: (pair[1].kind, pair[0])),
        "may_register": KEEP_ORGANISATIONS.may(actor, Place(home_of(actor))).allowed,
    }
    return render(request, "desk/people/organisations.html", context)


@require_safe
def organisation(request: HttpRequest, public_id: str) -> HttpResponse:
    """One organisation."""
    actor = actor_of(request)
    found = _one(actor, public_id)
    seen = people_seen_by(actor).values("pk")
    people = Affiliation.objects.filter(organisation=found, person__in=seen).select_related("person")
    page = page_of(request, people.order_by("person__name", "id"))
    context = {
        "organisation": found,
        "name": name_of_organisation(found),
        "names": list(OrganisationName.objects.filter(organisation=found)),
        "successor_name": name_of_organisation(found.successor) if found.successor else "",
        "page": page,
        "may_rename": KEEP_ORGANISATIONS.may(actor, found).allowed,
        "may_connect": KEEP_SIGN_IN.may(actor, found).allowed,
        "providers": list(IdentityProvider.objects.filter(organisation=found).order_by("-is_open", "label")),
    }
    return render(request, "desk/people/organisation.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def register_organisation(request: HttpRequest) -> HttpResponse:
    """Register an organisation."""
    actor = actor_of(request)
    scope = home_of(actor)
    KEEP_ORGANISATIONS.require(actor, Place(scope))
    form = form_for(request, OrganisationForm)

    def do() -> Done:
        made = actions.register_organisation(actor=actor, now=now_of(request), scope=scope, **form.cleaned_data)
        return Done(reverse("desk:organisation", args=[made.public_id]), "The organisation is registered.")

    context = {"form": form, "title": "Register an organisation", "submit": "Register it", "cancel": _list()}
    return acting(request, form, do) or render(request, "desk/people/one_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def rename(request: HttpRequest, public_id: str) -> HttpResponse:
    """Give an organisation a new name from a day on."""
    actor = actor_of(request)
    found = _one(actor, public_id)
    KEEP_ORGANISATIONS.require(actor, found)
    here = reverse("desk:organisation", args=[public_id])
    form = form_for(request, RenameForm)

    def do() -> Done:
        actions.rename_organisation(actor=actor, now=now_of(request), organisation=found, **form.cleaned_data)
        return Done(here, "The new name is kept; the earlier one stays with its last day.")

    context = {
        "form": form,
        "title": f"Rename {name_of_organisation(found)}",
        "submit": "Keep the new name",
        "cancel": here,
    }
    return acting(request, form, do) or render(request, "desk/people/one_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def connect(request: HttpRequest, public_id: str) -> HttpResponse:
    """Connect an organisation's own sign-in."""
    actor = actor_of(request)
    found = _one(actor, public_id)
    KEEP_SIGN_IN.require(actor, found)
    here = reverse("desk:organisation", args=[public_id])
    form = form_for(request, IdentityProviderForm)

    def do() -> Done:
        actions.connect_sign_in(actor=actor, now=now_of(request), organisation=found, **form.cleaned_data)
        return Done(here, "It is offered on the sign-in page now. The address for answers is shown below.")

    context = {
        "form": form,
        "title": f"Sign-in of {name_of_organisation(found)}",
        "lead": "The organisation registers Bridgework with its provider (OpenID Connect) and gives you these values.",
        "submit": "Offer it on the sign-in page",
        "cancel": here,
    }
    return acting(request, form, do) or render(request, "desk/people/one_form.html", context)


@require_POST
def disconnect(request: HttpRequest, public_id: str, provider_id: str) -> HttpResponse:
    """Stop offering an organisation's own sign-in."""
    actor = actor_of(request)
    found = _one(actor, public_id)
    provider = IdentityProvider.objects.filter(organisation=found, public_id=provider_id).first()
    if provider is None:
        raise NotFound("There is no such sign-in.", rule="people.sign-in-exists")

    def do() -> Done:
        actions.disconnect_sign_in(actor=actor, now=now_of(request), provider=provider)
        return Done(reverse("desk:organisation", args=[public_id]), "It is no longer offered.")

    return acted(request, do)


def _list() -> str:
    return reverse("desk:organisations")


def _seen(actor: Actor) -> QuerySet[Organisation]:
    seen = Q(scope="")
    for one in actor.holdings:
        programme = one.scope.split("/", 1)[0]
        if programme != "body":
            seen |= Q(scope=programme)
    return Organisation.objects.filter(seen)


def _one(actor: Actor, public_id: str) -> Organisation:
    staff_only(actor)
    found = _seen(actor).select_related("successor").filter(public_id=public_id).first()
    if found is None:
        raise NotFound("There is no such organisation in your programmes.", rule="people.organisation-exists")
    return found
