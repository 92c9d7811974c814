"""Why can or can't somebody do something: the rule, the person, the record, the answer and what would change it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from bridgework.apps.people.models import Person
from bridgework.apps.people.queries import actor_for, people_seen_by, role_label
from bridgework.apps.people.rules import EXPLAIN, Place
from bridgework.core.identifiers import IdentifierInvalid, is_identifier, parse_identifier
from bridgework.kernel.errors import InvalidInput
from bridgework.kernel.models import Record
from bridgework.kernel.permissions import RULES, VISITOR, Actor, Rule
from bridgework.web.desk.people.listing import staff_only
from bridgework.web.desk.places import home_of, words_of
from bridgework.web.ui.acting import actor_of, now_of
from bridgework.web.ui.forms import Form

MOST_PEOPLE = 20


class ExplainForm(Form):
    """Who, what, which record."""

    person = forms.ModelChoiceField(
        label="Who", queryset=Person.objects.none(), required=False, empty_label="a visitor"
    )
    rule = forms.ChoiceField(label="What")
    record = forms.CharField(
        label="Which record",
        required=False,
        max_length=500,
        help_text="Its address or its 14 letters and digits. Empty means your programme as a whole.",
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who, rule = self.fields["person"], self.fields["rule"]
        assert isinstance(who, forms.ModelChoiceField)
        assert isinstance(rule, forms.ChoiceField)
        who.queryset = people
        rule.choices = [(one.name, f"{one.name}: {one.sentence}") for one in sorted(RULES.values(), key=_name)]


@require_safe
def explain(request: HttpRequest) -> HttpResponse:
    """Ask and answer on one page; the question stays in the address."""
    actor = actor_of(request)
    staff_only(actor)
    asked = "rule" in request.GET
    form = ExplainForm(request.GET if asked else None, people=people_seen_by(actor))
    context: dict[str, Any] = {"form": form, "asked": False}
    if asked and form.is_valid():
        try:
            record = found_record(actor, form.cleaned_data["record"])
            context |= _answered(request, form.cleaned_data["person"], RULES[form.cleaned_data["rule"]], record)
        except InvalidInput as refusal:
            form.refuse(refusal)
    return render(request, "desk/people/explain.html", context)


def found_record(actor: Actor, typed: str) -> Any:
    """The record with this address or public id, where the actor may look it up; the programme where nothing is typed.

    Raises `InvalidInput`, also for a record of somebody else's programme: whether it exists is not told.
    """
    wanted = _public_id(typed)
    if not wanted:
        return Place(home_of(actor))
    for model in apps.get_models():
        if issubclass(model, Record):
            record: Any = model._default_manager.filter(public_id=wanted).first()
            if record is not None and _may_ask_about(actor, record):
                return record
    raise InvalidInput(
        "There is no such record in your programmes.",
        rule="people.explain-record",
        remedy="Copy the address of its page.",
        field="record",
    )


def _may_ask_about(actor: Actor, record: Any) -> bool:
    if isinstance(record, Person):
        return people_seen_by(actor).filter(pk=record.pk).exists()
    return bool(getattr(record, "scope", "")) and EXPLAIN.may(actor, record).allowed


def _public_id(typed: str) -> str:
    for part in reversed(typed.strip().rstrip("/").split("/")):
        try:
            return parse_identifier(part)
        except IdentifierInvalid:
            if is_identifier(part):
                return part
    return ""


def _answered(request: HttpRequest, person: Person | None, rule: Rule, record: Any) -> dict[str, Any]:
    now = now_of(request)
    subject = actor_for(person, now) if person is not None else VISITOR
    try:
        answer = rule.may(subject, record)
    except AttributeError as error:
        raise InvalidInput(
            "This rule is not about records of that kind.",
            rule=rule.name,
            remedy="Choose another rule, or another record.",
            field="rule",
        ) from error
    places = words_of(one.scope for one in subject.holdings)
    return {
        "asked": True,
        "answer": answer,
        "rule": rule,
        "subject": person.name if person is not None else "A visitor",
        "record_words": _words(record),
        "holdings": [(role_label(one.role), places[one.scope]) for one in subject.holdings],
        "who_can": _who_can(rule, record, now),
    }


def _who_can(rule: Rule, record: Any, now: Any) -> list[str]:
    if not hasattr(record, "scope") or (isinstance(record, Place) and rule.own):
        return []
    keys = rule.who(record, timezone.localdate(now))[:MOST_PEOPLE]
    return list(Person.objects.filter(pk__in=keys).order_by("name").values_list("name", flat=True))


def _words(record: Any) -> str:
    if isinstance(record, Place):
        return "your programme as a whole"
    title = getattr(record, "title", "") or getattr(record, "name", "") or record.public_id
    return f"{record._meta.verbose_name}: {title}"


def _name(rule: Rule) -> str:
    return rule.name
