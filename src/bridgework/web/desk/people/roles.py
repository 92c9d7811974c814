"""Granting and ending roles, and handing over what waited on one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from bridgework.apps.people import actions
from bridgework.apps.people.models import Person, RoleHolding
from bridgework.apps.people.queries import people_seen_by, person_seen_by, role_label
from bridgework.apps.people.rules import GRANT_CHALLENGE_ROLE, granting_rule, place_of
from bridgework.kernel import waiting
from bridgework.kernel.errors import NotFound, NotPermitted
from bridgework.kernel.permissions import Actor
from bridgework.kernel.roles import ROLES, RUNNERS
from bridgework.web.desk.people.forms import EndRoleForm, GrantRoleForm, HandOverForm
from bridgework.web.desk.places import places_to_grant, words_of
from bridgework.web.ui.acting import Done, acting, actor_of, form_for, now_of
from bridgework.web.ui.components.words import date_words


@require_http_methods(["GET", "HEAD", "POST"])
def grant(request: HttpRequest, public_id: str) -> HttpResponse:
    """Grant a role to a person."""
    actor, now = actor_of(request), now_of(request)
    person = person_seen_by(actor, public_id)
    roles = roles_to_grant(actor)
    if not roles:
        raise NotPermitted(GRANT_CHALLENGE_ROLE.sentence, rule=GRANT_CHALLENGE_ROLE.name)
    form = form_for(
        request,
        GrantRoleForm,
        initial={"starts_on": timezone.localdate(now)},
        places=places_to_grant(actor),
        roles=roles,
    )

    def do() -> Done:
        held = actions.appoint(actor=actor, now=now, person=person, **form.cleaned_data)
        words = f"{person.name} is {role_label(held.role)} from {date_words(held.starts_on)}."
        return Done(reverse("desk:person", args=[public_id]), words)

    return acting(request, form, do) or render(request, "desk/people/grant.html", {"form": form, "person": person})


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, public_id: str, holding_id: str) -> HttpResponse:
    """End a role; then what waited on it is handed over on one page."""
    actor, now = actor_of(request), now_of(request)
    person = person_seen_by(actor, public_id)
    holding = RoleHolding.objects.select_related("person").filter(person=person, public_id=holding_id).first()
    if holding is None:
        raise NotFound("There is no such role.", rule="people.role-exists")
    granting_rule(holding.role).require(actor, place_of(actor, holding.scope))
    form = form_for(request, EndRoleForm)

    def do() -> Done:
        actions.end_appointment(actor=actor, now=now, holding=holding, **form.cleaned_data)
        waits = waiting.waiting_on(person.pk, now)
        name = "desk:hand-over" if waits else "desk:person"
        return Done(reverse(name, args=[public_id]), f"The role “{role_label(holding.role)}” is ended.")

    context = {
        "form": form,
        "person": person,
        "holding": holding,
        "label": role_label(holding.role),
        "place": words_of([holding.scope])[holding.scope],
    }
    return acting(request, form, do) or render(request, "desk/people/end.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: HttpRequest, public_id: str) -> HttpResponse:
    """What waits on a person, and to whom it goes: all on one page."""
    actor, now = actor_of(request), now_of(request)
    person = person_seen_by(actor, public_id)
    items = [one for one in waiting.waiting_on(person.pk, now) if _runs(actor, one.scope)]
    movable = [one for one in items if waiting.KINDS[one.kind].hand_over is not None]
    words = words_of(one.scope for one in items)
    form = form_for(
        request,
        HandOverForm,
        items=[(f"{one.kind}:{one.public_id}", f"{one.title} ({words[one.scope]})") for one in movable],
        people=people_seen_by(actor).exclude(pk=person.pk),
    )

    def do() -> Done:
        to: Person = form.cleaned_data["to"]
        for item in form.cleaned_data["items"]:
            kind, _, record = item.rpartition(":")
            waiting.hand_over(kind, record, to_person_id=to.pk, actor=actor, now=now)
        count = len(form.cleaned_data["items"])
        return Done(reverse("desk:hand-over", args=[public_id]), f"{count} handed over to {to.name}.")

    context = {
        "form": form,
        "person": person,
        "movable": movable,
        "fixed": [(one, waiting.KINDS[one.kind].label) for one in items if one not in movable],
    }
    return acting(request, form, do) or render(request, "desk/people/hand_over.html", context)


def roles_to_grant(actor: Actor) -> set[str]:
    """The roles that the actor can grant somewhere."""
    held = {one.role for one in actor.holdings}
    found = set()
    for key in ROLES:
        rule = granting_rule(key)
        if held & (rule.roles | rule.body_roles):
            found.add(key)
    return found


def _runs(actor: Actor, scope: str) -> bool:
    return any(actor.holds(role, scope) for role in RUNNERS)
