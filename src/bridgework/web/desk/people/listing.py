"""The people of one's programmes, as a list and as a CSV file."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from bridgework.apps.people.models import Person, RoleHolding
from bridgework.apps.people.queries import held_on, people_seen_by, role_label
from bridgework.apps.people.rules import REGISTER_PERSON, SEE_PEOPLE, Place
from bridgework.kernel.errors import NotPermitted
from bridgework.kernel.permissions import Actor
from bridgework.kernel.roles import ROLES
from bridgework.web.desk.places import home_of, words_of
from bridgework.web.listing import csv_response, page_of
from bridgework.web.ui.acting import actor_of, now_of

MOST_ROWS = 5000
SORTS = {"name": ("name", "id"), "-name": ("-name", "-id"), "since": ("created_at", "id"), "-since": ("-created_at",)}


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Who takes part: by name, by role, with or without an account."""
    actor = actor_of(request)
    staff_only(actor)
    rows = _chosen(request, actor)
    if request.GET.get("format") == "csv":
        return csv_response(
            "people",
            ("public id", "name", "email", "telephone", "roles now", "signs in"),
            (_line(person) for person in rows[:MOST_ROWS]),
        )
    page = page_of(request, rows)
    places = words_of(one.scope for person in page for one in person.held_now)
    context = {
        "page": page,
        "lines": [(person, [(role_label(h.role), places[h.scope]) for h in person.held_now]) for person in page],
        "roles": ROLES.values(),
        "chosen_role": request.GET.get("role", ""),
        "chosen_account": request.GET.get("account", ""),
        "words": request.GET.get("q", "")[:100],
        "filtered": any(request.GET.get(name) for name in ("q", "role", "account")),
        "may_register": REGISTER_PERSON.may(actor, Place(home_of(actor))).allowed,
    }
    return render(request, "desk/people/list.html", context)


def staff_only(actor: Actor) -> None:
    """Let staff of any programme pass. Raises `NotPermitted`."""
    if not any(one.role in SEE_PEOPLE.roles for one in actor.holdings):
        raise NotPermitted(
            SEE_PEOPLE.sentence, rule=SEE_PEOPLE.name, remedy="Ask the programme lead if you should be able to."
        )


def _chosen(request: HttpRequest, actor: Actor) -> QuerySet[Person]:
    today = timezone.localdate(now_of(request))
    held = RoleHolding.objects.filter(held_on(today)).order_by("role", "id")
    rows = people_seen_by(actor).select_related("account")
    words = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    for word in words.split()[:5]:
        rows = rows.filter(Q(name__icontains=word) | Q(email__icontains=word))
    role = request.GET.get("role", "")
    if role in ROLES:
        rows = rows.filter(pk__in=held.filter(role=role).values("person_id"))
    account = request.GET.get("account", "")
    if account in ("yes", "no"):
        rows = rows.filter(account__is_active=True) if account == "yes" else rows.exclude(account__is_active=True)
    order = SORTS.get(request.GET.get("sort", "name"), SORTS["name"])
    return rows.order_by(*order).prefetch_related(Prefetch("role_holdings", queryset=held, to_attr="held_now"))


def _line(person: Any) -> tuple[str, ...]:
    account = getattr(person, "account", None)
    roles = "; ".join(sorted({role_label(one.role) for one in person.held_now}))
    signs_in = "yes" if account is not None and account.is_active else "no"
    return (person.public_id, person.name, person.email, person.phone, roles, signs_in)
