"""The calendar of a programme: committees with dated names, their meetings, holidays and election periods."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from bridgework.apps.calendar import actions, rules
from bridgework.apps.calendar.models import Body, CommitteeMeeting
from bridgework.apps.calendar.queries import (
    bodies_under,
    body_of,
    committee_meeting_of,
    committee_meetings,
    election_periods,
    holiday_rows,
    name_among,
    name_of_body,
    next_committee_meetings,
)
from bridgework.apps.programmes.models import Programme
from bridgework.apps.programmes.queries import programmes_seen_by
from bridgework.apps.programmes.settings import settings_of
from bridgework.kernel.errors import NotFound
from bridgework.kernel.roles import CHAIR, CLEARING_OFFICER, CLERK
from bridgework.kernel.transitions import history
from bridgework.web.desk.rounds.calendar_forms import (
    BodyForm,
    BodyRulesForm,
    ElectionForm,
    HolidayForm,
    MeetingForm,
    NewMeetingForm,
    RenameForm,
    YearsForm,
)
from bridgework.web.desk.rounds.forms import ReasonForm
from bridgework.web.desk.rounds.programmes import programme_crumbs, seen_programme
from bridgework.web.desk.rounds.words import GATHERING_KINDS, GATHERING_WORDS
from bridgework.web.ui.acting import Done, acting, actor_of, form_for, now_of
from bridgework.web.ui.forms import Form

AT_A_BODY = (CLERK, CHAIR, CLEARING_OFFICER)


@require_GET
def calendars(request: HttpRequest) -> HttpResponse:
    """The calendar of the one programme one has a place in, else the choice."""
    found = list(programmes_seen_by(actor_of(request)))
    if len(found) == 1:
        return redirect("desk:calendar", found[0].public_id)
    return render(request, "desk/calendar/calendars.html", {"programmes": found})


@require_GET
def calendar(request: HttpRequest, public_id: str) -> HttpResponse:
    """A programme's committees, meetings ahead, election periods and holidays."""
    programme = seen_programme(request, public_id)
    actor, today = actor_of(request), timezone.localdate(now_of(request))
    meetings = next_committee_meetings(today, under=programme.scope, limit=20)
    organisation = programme.council
    place = rules.place_of_organisation(actor, organisation)
    return render(
        request,
        "desk/calendar/calendar.html",
        {
            "programme": programme,
            "crumbs": programme_crumbs(programme, "Calendar"),
            "bodies": [(one, name_among(one.names.all(), today)) for one in bodies_under(programme.scope)],
            "meetings": [(one, name_among(one.body.names.all(), one.on)) for one in meetings],
            "elections": list(election_periods(organisation, from_day=today)),
            "holidays": list(holiday_rows(organisation, today, settings_of(programme).nation)[:16]),
            "may_days": rules.KEEP_DAYS.may(actor, place),
            "may_register": rules.REGISTER_BODY.may(actor, place).allowed,
            "now": now_of(request),
            "feed": reverse("public:programme-calendar", args=[programme.slug]),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, public_id: str) -> HttpResponse:
    """Register a committee of the programme's council."""
    programme = seen_programme(request, public_id)
    actor = actor_of(request)
    rules.REGISTER_BODY.require(actor, rules.place_of_organisation(actor, programme.council))
    form = form_for(request, BodyForm)

    def do() -> Done:
        body = actions.register_body(
            actor=actor, now=now_of(request), organisation=programme.council, **form.cleaned_data
        )
        return Done(reverse("desk:body", args=[body.public_id]), "The committee is registered.")

    return acting(request, form, do) or _form(request, programme, form, "Register a committee", "Register it")


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, public_id: str) -> HttpResponse:
    """Enter a committee meeting."""
    programme = seen_programme(request, public_id)
    bodies = {one.public_id: one for one in bodies_under(programme.scope)}
    choices = [(key, name_among(one.names.all())) for key, one in bodies.items()]
    form = form_for(request, NewMeetingForm, bodies=choices, initial={"body": request.GET.get("body", "")})

    def do() -> Done:
        given = dict(form.cleaned_data)
        body = bodies[given.pop("body")]
        meeting = actions.plan_committee_meeting(actor=actor_of(request), now=now_of(request), body=body, **given)
        return Done(reverse("desk:committee-meeting", args=[meeting.public_id]), "The meeting is entered.")

    lead = "" if bodies else "Register a committee first."
    return acting(request, form, do) or _form(
        request, programme, form, "Enter a committee meeting", "Enter the meeting", lead=lead
    )


@require_http_methods(["GET", "HEAD", "POST"])
def days(request: HttpRequest, public_id: str, what: str) -> HttpResponse:
    """Add a holiday or an election period of the council, or take over bank holidays."""
    programme = seen_programme(request, public_id)
    actor, now = actor_of(request), now_of(request)
    council = programme.council
    rules.KEEP_DAYS.require(actor, rules.place_of_organisation(actor, council))
    year = timezone.localdate(now).year
    form: Form
    if what == "holiday":
        form = form_for(request, HolidayForm)
        words = ("Add a holiday of the council", "Add the day", "The day is added.")
    elif what == "election":
        form = form_for(request, ElectionForm)
        words = ("Add an election period", "Add the period", "The election period is added.")
    else:
        form = form_for(request, YearsForm, initial={"first_year": year, "last_year": year + 3})
        words = ("Take over bank holidays", "Take them over", "")

    def do() -> Done:
        said = words[2]
        if what == "holiday":
            actions.add_holiday(actor=actor, now=now, organisation=council, **form.cleaned_data)
        elif what == "election":
            actions.add_election_period(actor=actor, now=now, organisation=council, **form.cleaned_data)
        else:
            nation = settings_of(programme).nation
            number = actions.load_bank_holidays(actor=actor, now=now, nation=nation, **form.cleaned_data)
            said = "No day was new." if number == 0 else f"{number} new bank holidays."
        return Done(reverse("desk:calendar", args=[public_id]), said)

    return acting(request, form, do) or _form(request, programme, form, words[0], words[1])


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, public_id: str, what: str, which: str) -> HttpResponse:
    """Ask before a holiday of the council or an election period is taken away, and take it away."""
    programme = seen_programme(request, public_id)
    rules.KEEP_DAYS.require(actor_of(request), rules.place_of_organisation(actor_of(request), programme.council))
    rows = holiday_rows(programme.council, date.min) if what == "holiday" else election_periods(programme.council)
    found = rows.filter(pk=int(which)).first()
    if found is None:
        raise NotFound("There is no such day.", rule="calendar.day-exists")
    form = form_for(request, Form)

    def do() -> Done:
        if what == "holiday":
            actions.remove_holiday(actor=actor_of(request), now=now_of(request), holiday=found)  # type: ignore[arg-type]
        else:
            actions.remove_election_period(actor=actor_of(request), now=now_of(request), period=found)  # type: ignore[arg-type]
        return Done(reverse("desk:calendar", args=[public_id]), "It is taken away. Plans are counted again.")

    return acting(request, form, do) or _form(
        request, programme, form, f"Take away “{found.name}”", "Take it away", lead="Plans that count with it change."
    )


@require_GET
def body(request: HttpRequest, public_id: str) -> HttpResponse:
    """A committee: its names, its rules, its meetings, and who holds which role at it."""
    found = _seen_body(request, public_id)
    actor, today = actor_of(request), timezone.localdate(now_of(request))
    place = rules.place_of_body(actor, found)
    meetings = committee_meetings(found).order_by("-on", "-id")
    return render(
        request,
        "desk/calendar/body.html",
        {
            "body": found,
            "name": name_of_body(found, today),
            "names": list(found.names.order_by(F("starts_on").desc(nulls_last=True), "-id")),
            "coming": list(committee_meetings(found).filter(on__gte=today)[:20]),
            "past": [
                (one, GATHERING_KINDS[one.state], GATHERING_WORDS[one.state])
                for one in meetings.filter(on__lt=today)[:20]
            ],
            "may_keep": rules.KEEP_BODY.may(actor, place),
            "may_plan": rules.PLAN_COMMITTEE_MEETING.may(actor, place).allowed,
            "now": now_of(request),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def body_act(request: HttpRequest, public_id: str, what: str) -> HttpResponse:
    """Rename a committee from a day on, change its rules, or enter a meeting of it."""
    found = _seen_body(request, public_id)
    actor, now = actor_of(request), now_of(request)
    name = name_of_body(found, timezone.localdate(now))
    form: Form
    if what == "rename":
        form = form_for(request, RenameForm)
        words = (
            f"Rename {name}",
            "Give it the new name",
            "The committee is renamed; its earlier name stays with its dates.",
        )
    elif what == "meeting":
        form = form_for(request, MeetingForm)
        words = (f"Enter a meeting of {name}", "Enter the meeting", "The meeting is entered.")
    else:
        initial = {"kind": found.kind, "clear_days": found.clear_days, "reply_days": found.reply_days}
        form = form_for(request, BodyRulesForm, initial=initial)
        words = (f"Rules of {name}", "Keep the changes", "The rules are changed. Plans are counted again.")
    (rules.PLAN_COMMITTEE_MEETING if what == "meeting" else rules.KEEP_BODY).require(
        actor, rules.place_of_body(actor, found)
    )
    do_it: dict[str, Callable[..., object]] = {
        "rename": actions.rename_body,
        "meeting": actions.plan_committee_meeting,
        "rules": actions.change_body,
    }

    def do() -> Done:
        do_it[what](actor=actor, now=now, body=found, **form.cleaned_data)
        return Done(reverse("desk:body", args=[public_id]), words[2])

    return acting(request, form, do) or render(
        request,
        "desk/rounds/form.html",
        {
            "form": form,
            "crumbs": [
                ("My work", reverse("desk:my-work")),
                (name, reverse("desk:body", args=[public_id])),
                (words[1], ""),
            ],
            "heading": words[0],
            "submit": words[1],
            "cancel": reverse("desk:body", args=[public_id]),
        },
    )


@require_GET
def meeting(request: HttpRequest, public_id: str) -> HttpResponse:
    """A committee meeting: when, where, its state, what can be done."""
    found = _seen_meeting(request, public_id)
    actor, now = actor_of(request), now_of(request)
    name = name_of_body(found.body, found.on)
    return render(
        request,
        "desk/calendar/meeting.html",
        {
            "meeting": found,
            "name": name,
            "crumbs": [
                ("My work", reverse("desk:my-work")),
                (name, reverse("desk:body", args=[found.body.public_id])),
                ("Meeting", ""),
            ],
            "kind": GATHERING_KINDS[found.state],
            "word": GATHERING_WORDS[found.state],
            "may": rules.HOLD_COMMITTEE_MEETING.may(actor, rules.place_of_committee_meeting(actor, found)),
            "past": found.on <= timezone.localdate(now),
            "history": [one for one in history(found.public_id) if one.reason],
            "now": now,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_act(request: HttpRequest, public_id: str, what: str) -> HttpResponse:
    """Move a committee meeting, record that it was held, cancel it or reinstate it."""
    found = _seen_meeting(request, public_id)
    actor, now = actor_of(request), now_of(request)
    rules.HOLD_COMMITTEE_MEETING.require(actor, rules.place_of_committee_meeting(actor, found))
    name = name_of_body(found.body, found.on)
    form: Form
    if what == "move":
        initial = {"on": found.on, "starts_at": found.starts_at, "place": found.place}
        form = form_for(request, MeetingForm, initial=initial)
    elif what == "hold":
        form = form_for(request, Form)
    else:
        form = form_for(request, ReasonForm)
    heading, submit, said, lead = {
        "move": (
            "Move the meeting",
            "Keep the new date",
            "The meeting is moved. What aims at it is planned again.",
            "",
        ),
        "hold": (
            "The meeting was held",
            "Record that it was held",
            "It is recorded as held.",
            "What it resolved is recorded with each paper.",
        ),
        "cancel": ("Cancel the meeting", "Cancel the meeting", "The meeting is cancelled.", "What aims at it is told."),
        "reinstate": ("Reinstate the meeting", "Reinstate the meeting", "The meeting takes place after all.", ""),
    }[what]
    do_it: dict[str, Callable[..., object]] = {
        "move": actions.move_committee_meeting,
        "hold": actions.hold_committee_meeting,
        "cancel": actions.cancel_committee_meeting,
        "reinstate": actions.reinstate_committee_meeting,
    }
    back = reverse("desk:committee-meeting", args=[public_id])

    def do() -> Done:
        do_it[what](actor=actor, now=now, meeting=found, **form.cleaned_data)
        return Done(back, said)

    return acting(request, form, do) or render(
        request,
        "desk/rounds/form.html",
        {
            "form": form,
            "crumbs": [("My work", reverse("desk:my-work")), (name, back), (heading, "")],
            "eyebrow": name,
            "heading": heading,
            "lead": lead,
            "submit": submit,
            "cancel": back,
        },
    )


def _seen_body(request: HttpRequest, public_id: str) -> Body:
    """A committee for those with a role at it or a place at a desk. Raises `NotFound` for everybody else."""
    found = body_of(public_id)
    actor = actor_of(request)
    at_it = any(one.role in AT_A_BODY and one.scope == found.body_scope for one in actor.holdings)
    used = any(
        found.organisation.scope in ("", one.scope) or found.organisation_id == one.council_id
        for one in programmes_seen_by(actor)
    )
    if not (at_it or used or actor.is_system):
        raise NotFound("There is no such committee.", rule="calendar.committee-exists")
    return found


def _seen_meeting(request: HttpRequest, public_id: str) -> CommitteeMeeting:
    found = committee_meeting_of(public_id)
    _seen_body(request, found.body.public_id)
    return found


def _form(
    request: HttpRequest, programme: Programme, form: Form, heading: str, submit: str, *, lead: str = ""
) -> HttpResponse:
    back = reverse("desk:calendar", args=[programme.public_id])
    return render(
        request,
        "desk/rounds/form.html",
        {
            "form": form,
            "crumbs": [*programme_crumbs(programme, "")[:-1], ("Calendar", back), (heading, "")],
            "eyebrow": programme.name,
            "heading": heading,
            "lead": lead,
            "submit": submit,
            "cancel": back,
        },
    )
