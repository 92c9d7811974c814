"""Programmes: the list, a programme's home, its words and its settings."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from bridgework.apps.calendar.queries import name_among, next_committee_meetings
from bridgework.apps.people.queries import holdings_at, role_label
from bridgework.apps.programmes import actions, rules
from bridgework.apps.programmes.models import Programme
from bridgework.apps.programmes.queries import current_round, programme_of, programmes_seen_by, rounds_of
from bridgework.apps.programmes.settings import settings_of
from bridgework.web.desk.rounds.programme_forms import ProgrammeForm, SettingsForm, initial_settings
from bridgework.web.desk.rounds.words import round_line
from bridgework.web.ui.acting import Done, acting, actor_of, form_for, now_of


def seen_programme(request: HttpRequest, public_id: str) -> Programme:
    """The programme, where the actor has a place at its desk. Raises `NotFound`, also where it only exists."""
    programme = programme_of(public_id)
    rules.SEE_PROGRAMME.require(actor_of(request), programme)
    return programme


def programme_crumbs(programme: Programme, *last: str) -> list[tuple[str, str]]:
    """The way to a page of a programme; without `last` to the programme itself."""
    here = "" if not last else reverse("desk:programme", args=[programme.public_id])
    return [("My work", reverse("desk:my-work")), (programme.name, here), *[(one, "") for one in last]]


@require_GET
def programmes(request: HttpRequest) -> HttpResponse:
    """The programmes one has a place in; where it is one, its home."""
    found = list(programmes_seen_by(actor_of(request)))
    if len(found) == 1:
        return redirect("desk:programme", found[0].public_id)
    return render(request, "desk/programmes/programmes.html", {"programmes": found})


@require_GET
def programme(request: HttpRequest, public_id: str) -> HttpResponse:
    """A programme's home: the round that runs, the other rounds, who runs it, the meetings ahead."""
    found = seen_programme(request, public_id)
    actor, today = actor_of(request), timezone.localdate(now_of(request))
    running = current_round(found)
    rounds = list(rounds_of(found).prefetch_related("phases"))
    roles = [one for one in holdings_at(found.scope, today) if one.scope == found.scope]
    meetings = next_committee_meetings(today, under=found.scope, limit=6)
    return render(
        request,
        "desk/programmes/programme.html",
        {
            "programme": found,
            "crumbs": programme_crumbs(found),
            "running": round_line(running, today) if running else None,
            "rounds": [round_line(one, today) for one in rounds if running is None or one.pk != running.pk],
            "roles": [(role_label(one.role), one.person.name, one.starts_on) for one in roles],
            "meetings": [(one, name_among(one.body.names.all(), one.on)) for one in meetings],
            "may_change": rules.CHANGE_PROGRAMME.may(actor, found),
            "may_make": rules.MAKE_ROUND.may(actor, found),
            "may_hand_over": rules.HAND_OVER.may(actor, found).allowed,
            "today": today,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """Change a programme's name, summary and type of new rounds."""
    found = seen_programme(request, public_id)
    rules.CHANGE_PROGRAMME.require(actor_of(request), found)
    initial = {"name": found.name, "summary": found.summary, "type_key": found.default_type.key}
    form = form_for(request, ProgrammeForm, initial=initial)

    def keep() -> Done:
        actions.change_programme(actor=actor_of(request), now=now_of(request), programme=found, **form.cleaned_data)
        return Done(reverse("desk:programme", args=[public_id]), "The programme is changed.")

    return acting(request, form, keep) or render(
        request,
        "desk/rounds/form.html",
        {
            "form": form,
            "crumbs": programme_crumbs(found, "Name and summary"),
            "eyebrow": found.name,
            "heading": "Name and summary",
            "submit": "Keep the changes",
            "cancel": reverse("desk:programme", args=[public_id]),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest, public_id: str) -> HttpResponse:
    """The settings of a programme; those who may not change them read them."""
    found = seen_programme(request, public_id)
    may = rules.CHANGE_PROGRAMME.may(actor_of(request), found)
    kept = settings_of(found)
    form = form_for(request, SettingsForm, initial=initial_settings(kept))
    if request.method == "POST":
        rules.CHANGE_PROGRAMME.require(actor_of(request), found)

    def keep() -> Done:
        actions.change_settings(actor=actor_of(request), now=now_of(request), programme=found, settings=form.settings())
        return Done(reverse("desk:programme-settings", args=[public_id]), "The settings are kept.")

    return acting(request, form, keep) or render(
        request,
        "desk/programmes/settings.html",
        {
            "programme": found,
            "crumbs": programme_crumbs(found, "Settings"),
            "form": form if may.allowed else None,
            "shown": form,
            "may": may,
        },
    )
