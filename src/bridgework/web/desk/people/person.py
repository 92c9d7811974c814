"""One person: what is held about them, what they do, since when; registering and changing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bridgework.apps.people import actions
from bridgework.apps.people.models import Affiliation, Organisation
from bridgework.apps.people.queries import (
    holdings_of,
    names_of_organisations,
    names_of_people,
    person_seen_by,
    place_of_person,
    role_label,
)
from bridgework.apps.people.rules import CHANGE_PERSON, REGISTER_PERSON, Place, granting_rule, place_of
from bridgework.apps.programmes.queries import is_invented_at
from bridgework.kernel import waiting
from bridgework.kernel.models import AuditEntry
from bridgework.web.desk.people.forms import AffiliationForm, PersonForm
from bridgework.web.desk.places import home_of, words_of
from bridgework.web.ui.acting import Done, acted, acting, actor_of, form_for, now_of

AUDIT_ROWS = 20


@require_safe
def person(request: HttpRequest, public_id: str) -> HttpResponse:
    """One person, as those who run the programme see them."""
    actor, now = actor_of(request), now_of(request)
    found = person_seen_by(actor, public_id)
    held = list(holdings_of(found))
    places = words_of(one.scope for one in held)
    granters = names_of_people(one.granted_by for one in held)
    today = timezone.localdate(now)
    affiliations = list(Affiliation.objects.filter(person=found).select_related("organisation").order_by("-id"))
    names = names_of_organisations([one.organisation_id for one in affiliations])
    context = {
        "person": found,
        "roles": [
            {
                "holding": one,
                "label": role_label(one.role),
                "place": places[one.scope],
                "by": granters.get(one.granted_by, ""),
                "now": one.starts_on <= today and (one.ends_on is None or one.ends_on >= today),
                "may_end": granting_rule(one.role).may(actor, place_of(actor, one.scope)).allowed,
            }
            for one in held
        ],
        "affiliations": [(one, names.get(one.organisation_id, "")) for one in affiliations],
        "account": getattr(found, "account", None),
        "may_change": CHANGE_PERSON.may(actor, place_of_person(actor, found)).allowed,
        "waiting_count": len(waiting.waiting_on(found.pk, now)),
        "trail": _trail(found.public_id),
    }
    return render(request, "desk/people/person.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """Register a person in one's programme."""
    actor = actor_of(request)
    scope = home_of(actor)
    REGISTER_PERSON.require(actor, Place(scope))
    form = form_for(request, PersonForm)

    def do() -> Done:
        made = actions.register_person(
            actor=actor, now=now_of(request), scope=scope, is_invented=is_invented_at(scope), **form.cleaned_data
        )
        return Done(reverse("desk:person", args=[made.public_id]), f"{made.name} is registered.")

    return acting(request, form, do) or render(request, "desk/people/register.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """Change what is held about a person."""
    actor = actor_of(request)
    found = person_seen_by(actor, public_id)
    CHANGE_PERSON.require(actor, place_of_person(actor, found))
    fields = ("name", "email", "phone", "how_to_reach")
    form = form_for(request, PersonForm, initial={name: getattr(found, name) for name in fields})

    def do() -> Done:
        actions.change_person(actor=actor, now=now_of(request), person=found, **form.cleaned_data)
        return Done(reverse("desk:person", args=[public_id]), "The change is kept.")

    return acting(request, form, do) or render(request, "desk/people/change.html", {"form": form, "person": found})


@require_POST
def account(request: HttpRequest, public_id: str) -> HttpResponse:
    """Open or close a person's account."""
    actor = actor_of(request)
    found = person_seen_by(actor, public_id)
    here = reverse("desk:person", args=[public_id])

    def do() -> Done:
        if request.POST.get("open") == "yes":
            actions.open_account(actor=actor, now=now_of(request), person=found)
            return Done(here, f"{found.name} can sign in now. We have told them.")
        actions.close_account(actor=actor, now=now_of(request), person=found)
        return Done(here, f"{found.name} can no longer sign in.")

    return acted(request, do)


@require_http_methods(["GET", "HEAD", "POST"])
def affiliate(request: HttpRequest, public_id: str) -> HttpResponse:
    """Note where a person works or studies."""
    actor = actor_of(request)
    found = person_seen_by(actor, public_id)
    CHANGE_PERSON.require(actor, place_of_person(actor, found))
    keys = Organisation.objects.filter(scope__in=["", found.scope, home_of(actor)]).values_list("pk", flat=True)
    form = form_for(request, AffiliationForm, organisations=names_of_organisations(keys))

    def do() -> Done:
        actions.record_affiliation(actor=actor, now=now_of(request), person=found, **form.cleaned_data)
        return Done(reverse("desk:person", args=[public_id]), "This is noted.")

    return acting(request, form, do) or render(request, "desk/people/affiliate.html", {"form": form, "person": found})


def _trail(public_id: str) -> list[tuple[AuditEntry, str]]:
    entries = list(AuditEntry.objects.filter(record_public_id=public_id).order_by("-id")[:AUDIT_ROWS])
    names = names_of_people(one.actor_public_id for one in entries)
    return [(one, names.get(one.actor_public_id, "Bridgework")) for one in entries]
