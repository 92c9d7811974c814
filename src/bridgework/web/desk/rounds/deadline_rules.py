"""How a council decides, and its deadline rules: what stands, where it comes from, who checked it, and changing it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from bridgework.apps.calendar import actions, rules
from bridgework.apps.calendar.deadline_rules import KINDS, KindOfRule
from bridgework.apps.calendar.deadlines import ground_of, rule_in_words, rules_shown
from bridgework.apps.calendar.models import Body, DeadlineRule, Governance
from bridgework.apps.calendar.queries import bodies_under, name_among
from bridgework.apps.programmes.models import Programme
from bridgework.core.deadlines import COUNTINGS, MOST_DAYS
from bridgework.kernel.errors import NotFound
from bridgework.web.desk.rounds.programmes import programme_crumbs, seen_programme
from bridgework.web.ui.acting import Done, acting, actor_of, form_for, now_of
from bridgework.web.ui.forms import DateField, Form


class GovernanceForm(Form):
    """How a council decides from a day on."""

    model = forms.ChoiceField(label="How does the council decide?", choices=Governance.MODELS, widget=forms.RadioSelect)
    council = forms.ChoiceField(label="What kind of council is it?", choices=Governance.COUNCILS)
    nation = forms.ChoiceField(label="Where is it?", choices=Governance.NATIONS)
    starts_on = DateField(
        label="First day", required=False, help_text="Leave it empty if it has always been so, as far as anybody knows."
    )
    source = forms.CharField(
        label="Where this stands", max_length=300, required=False, help_text="Such as: constitution, article 5."
    )
    checked_by = forms.CharField(label="Checked by, as a role", max_length=160, required=False)
    checked_on = DateField(label="Checked on", required=False)


class RuleForm(Form):
    """A deadline rule of the council or of one committee, from a day on."""

    applies = forms.BooleanField(label="This rule applies", required=False, initial=True)
    body = forms.ChoiceField(label="For whom?", required=False)
    number = forms.IntegerField(label="How many?", min_value=0, max_value=MOST_DAYS, required=False)
    counting = forms.ChoiceField(label="Which days count?", choices=list(COUNTINGS.items()), required=False)
    at = forms.TimeField(
        label="Hour",
        required=False,
        widget=forms.TimeInput(format="%H:%M"),
        help_text="Such as 17:00.",
        error_messages={"invalid": "Enter the hour as hours and minutes, such as 17:00."},
    )
    starts_on = DateField(label="First day of this rule")
    source = forms.CharField(
        label="Where the rule stands", max_length=300, help_text="The law, or the part of the constitution."
    )
    checked_by = forms.CharField(
        label="Checked by, as a role", max_length=160, help_text="Such as: monitoring officer."
    )
    checked_on = DateField(label="Checked on")

    def __init__(self, *args: Any, kind: KindOfRule, bodies: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["body"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "The whole council"), *bodies]
        unused = []
        if kind.unit in ("hour", "yes or no"):
            unused += ["number", "counting"]
        elif kind.unit != "clear days":
            unused.append("counting")
        if not kind.has_hour:
            unused.append("at")
        for name in unused:
            del self.fields[name]
        if "number" in self.fields:
            self.fields["number"].label = f"How many {kind.unit.removesuffix(' each')}?"


class EndForm(Form):
    """The last day of a rule."""

    last_day = DateField(label="Last day of this rule")


@require_GET
def deadline_rules(request: HttpRequest, public_id: str) -> HttpResponse:
    """The rules in force today, for the council or for one of its committees."""
    programme = seen_programme(request, public_id)
    actor, today = actor_of(request), timezone.localdate(now_of(request))
    found = {one.public_id: one for one in bodies_under(programme.scope)}
    body = found.get(request.GET.get("body", ""))
    ground = ground_of(programme.council)
    here = reverse("desk:deadline-rules", args=[public_id])
    tabs = [("The council", here, body is None)]
    tabs += [
        (name_among(one.names.all(), today), f"{here}?body={key}", body is one)
        for key, one in found.items()
        if one.organisation_id == programme.council.pk
    ]
    return render(
        request,
        "desk/calendar/deadline_rules.html",
        {
            "programme": programme,
            "crumbs": _crumbs(programme, ""),
            "body": body,
            "tabs": tabs,
            "governance": ground.governance(today),
            "governances": sorted(ground.governances, key=lambda one: (one.starts_on or date.min, one.pk)),
            "rules": rules_shown(ground, body, today),
            "may": rules.KEEP_DAYS.may(actor, rules.place_of_organisation(actor, programme.council)),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def governance(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say how the council decides from a day on."""
    programme = seen_programme(request, public_id)
    actor, now = actor_of(request), now_of(request)
    council = programme.council
    rules.KEEP_DAYS.require(actor, rules.place_of_organisation(actor, council))
    stands = ground_of(council).governance(timezone.localdate(now))
    names = ("model", "council", "nation")
    initial = {name: getattr(stands, name) for name in names} if stands is not None else {}
    form = form_for(request, GovernanceForm, initial=initial)

    def do() -> Done:
        actions.set_governance(actor=actor, now=now, organisation=council, **form.cleaned_data)
        return Done(_here(programme), "It is kept. Deadlines are counted with it from that day on.")

    lead = "It switches the rules of executives on and off: the 28 days, private meetings, call-in."
    return acting(request, form, do) or _form(request, programme, form, "How the council decides", "Keep it", lead)


@require_http_methods(["GET", "HEAD", "POST"])
def set_rule(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    """Enter a rule of the council's own, or of one committee."""
    programme = seen_programme(request, public_id)
    actor, now = actor_of(request), now_of(request)
    kind = KINDS.get(key)
    if kind is None:
        raise NotFound("There is no such rule.", rule="calendar.deadline-rule")
    council, today = programme.council, timezone.localdate(now)
    rules.KEEP_DAYS.require(actor, rules.place_of_organisation(actor, council))
    bodies = {one.public_id: one for one in bodies_under(programme.scope) if one.organisation_id == council.pk}
    chosen = bodies.get(request.GET.get("body", ""))
    stands = next(one.rule for one in rules_shown(ground_of(council), chosen, today) if one.kind is kind)
    initial: dict[str, Any] = {"body": chosen.public_id if chosen else "", "starts_on": today, "checked_on": today}
    if stands is not None:
        initial |= {"number": stands.number, "counting": stands.counting, "at": stands.at, "source": stands.source}
    choices = [(one, name_among(bodies[one].names.all())) for one in bodies]
    form = form_for(request, RuleForm, kind=kind, bodies=choices, initial=initial)

    def do() -> Done:
        given = dict(form.cleaned_data)
        given["counting"] = given.get("counting") or "working"
        body: Body | None = bodies.get(given.pop("body"))
        actions.set_deadline_rule(actor=actor, now=now, organisation=council, key=kind.key, body=body, **given)
        return Done(
            _here(programme, body), "The rule is kept. Every deadline is counted with it from its first day on."
        )

    stood = f"Today: {rule_in_words(kind, stands)}."
    return acting(request, form, do) or _form(
        request, programme, form, kind.title, "Keep the rule", f"{kind.what} {stood}"
    )


@require_http_methods(["GET", "HEAD", "POST"])
def end_rule(request: HttpRequest, public_id: str, rule_id: str) -> HttpResponse:
    """End a rule of the council's own; what stood before is in force again from the day after."""
    programme = seen_programme(request, public_id)
    actor, now = actor_of(request), now_of(request)
    found = (
        DeadlineRule.objects.filter(public_id=rule_id, organisation=programme.council).select_related("body").first()
    )
    if found is None:
        raise NotFound("There is no such rule.", rule="calendar.deadline-rule")
    rules.KEEP_DAYS.require(actor, rules.place_of_organisation(actor, programme.council))
    kind = KINDS[found.key]
    form = form_for(request, EndForm, initial={"last_day": timezone.localdate(now)})

    def do() -> Done:
        actions.end_deadline_rule(actor=actor, now=now, rule=found, **form.cleaned_data)
        return Done(_here(programme, found.body), "The rule ends. What stood before it is in force from the day after.")

    lead = f"{kind.title}: {rule_in_words(kind, found)}. A day before its first takes it out altogether."
    return acting(request, form, do) or _form(request, programme, form, "End this rule", "End the rule", lead)


def _here(programme: Programme, body: Body | None = None) -> str:
    here = reverse("desk:deadline-rules", args=[programme.public_id])
    return f"{here}?body={body.public_id}" if body is not None else here


def _crumbs(programme: Programme, last: str) -> list[tuple[str, str]]:
    calendar = ("Calendar", reverse("desk:calendar", args=[programme.public_id]))
    here = ("Deadline rules", _here(programme) if last else "")
    return [*programme_crumbs(programme, "")[:-1], calendar, here, *([(last, "")] if last else [])]


def _form(request: HttpRequest, programme: Programme, form: Form, heading: str, submit: str, lead: str) -> HttpResponse:
    return render(
        request,
        "desk/rounds/form.html",
        {
            "form": form,
            "crumbs": _crumbs(programme, heading),
            "eyebrow": programme.name,
            "heading": heading,
            "lead": lead,
            "submit": submit,
            "cancel": _here(programme),
        },
    )
