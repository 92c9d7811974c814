"""Conflicts of interest: declared by people, decided by the lead, and hidden records as their effect."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from bridgework.apps.conflicts import actions
from bridgework.apps.conflicts.models import Conflict
from bridgework.apps.conflicts.rules import DECIDE_CONFLICT, SEE_CONFLICTS
from bridgework.apps.people.models import Person
from bridgework.apps.people.queries import names_of_people
from bridgework.apps.people.rules import Place
from bridgework.apps.questions.models import Challenge
from bridgework.kernel.errors import NotFound
from bridgework.kernel.permissions import Actor
from bridgework.web.desk.places import words_of
from bridgework.web.listing import page_of
from bridgework.web.ui.acting import Done, acting, actor_of, form_for, now_of
from bridgework.web.ui.forms import Form


class DeclareForm(Form):
    """With which question, and why."""

    question = forms.ModelChoiceField(label="With which question", queryset=Challenge.objects.none())
    reason = forms.CharField(
        label="What the conflict is", max_length=300, help_text="A sentence. The lead and the coordinators read it."
    )

    def __init__(self, *args: Any, questions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["question"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = questions
        field.choices = [("", "Choose one"), *((one.pk, one.question.title) for one in questions)]


class DecideForm(Form):
    """Whether it stands, and why."""

    stands = forms.ChoiceField(
        label="Does it stand?",
        choices=[("yes", "Yes, the question stays hidden from this person"), ("no", "No, it is no conflict")],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label="Reason", max_length=300)


@never_cache
@require_safe
def conflicts(request: HttpRequest) -> HttpResponse:
    """One's own conflicts, and for those who run a programme all of it."""
    actor = actor_of(request)
    rows = SEE_CONFLICTS.which(Actor(**{**_fields(actor), "conflicts": frozenset()}), Conflict.objects.all())
    # What was computed or recorded about oneself would tell of a record that is hidden.
    rows = rows.exclude(person=actor.person_id, is_declared=False)
    page = page_of(request, rows.select_related("person").order_by("-id"))
    ids = [one.record_public_id for one in page]
    titles = dict(Challenge.objects.filter(public_id__in=ids).values_list("public_id", "question__title"))
    places = words_of(one.scope for one in page)
    deciders = names_of_people(one.decided_by for one in page)
    context = {
        "page": page,
        "lines": [
            {
                "conflict": one,
                "about": titles.get(one.record_public_id) or places[one.scope],
                "decided_by": deciders.get(one.decided_by, ""),
                "may_decide": one.person_id != actor.person_id and DECIDE_CONFLICT.may(actor, Place(one.scope)).allowed,
            }
            for one in page
        ],
    }
    return render(request, "desk/people/conflicts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def declare(request: HttpRequest) -> HttpResponse:
    """Declare a conflict of one's own."""
    actor = actor_of(request)
    person = Person.objects.filter(pk=actor.person_id or 0).first()
    if person is None:
        raise NotFound("This account belongs to no person.", rule="people.account-of-a-person")
    form = form_for(request, DeclareForm, questions=_questions_of(actor))

    def do() -> Done:
        challenge = form.cleaned_data["question"]
        actions.declare_conflict(
            actor=actor,
            now=now_of(request),
            person=person,
            record_public_id=challenge.public_id,
            scope=challenge.scope,
            reason=form.cleaned_data["reason"],
        )
        return Done(reverse("desk:conflicts"), "It is declared. From now on you do not see this question.")

    context = {
        "form": form,
        "title": "Declare a conflict of interest",
        "lead": "From then on you do not see the question, until the programme lead decides otherwise.",
        "submit": "Declare it",
        "cancel": reverse("desk:conflicts"),
    }
    return acting(request, form, do) or render(request, "desk/people/one_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, public_id: str) -> HttpResponse:
    """Decide whether a conflict stands."""
    actor = actor_of(request)
    found = Conflict.objects.select_related("person").filter(public_id=public_id).first()
    if found is None or not DECIDE_CONFLICT.may(actor, Place(found.scope)).allowed:
        raise NotFound("There is no such conflict for you to decide on.", rule=DECIDE_CONFLICT.name)
    form = form_for(request, DecideForm)

    def do() -> Done:
        actions.decide_conflict(
            actor=actor,
            now=now_of(request),
            conflict=found,
            stands=form.cleaned_data["stands"] == "yes",
            reason=form.cleaned_data["reason"],
        )
        return Done(reverse("desk:conflicts"), "The decision is kept with its reason.")

    context = {
        "form": form,
        "title": "Does this conflict stand?",
        "lead": f"{found.person.name}: {found.reason}",
        "submit": "Keep the decision",
        "cancel": reverse("desk:conflicts"),
    }
    return acting(request, form, do) or render(request, "desk/people/one_form.html", context)


def _questions_of(actor: Actor) -> Any:
    near = Q(pk__in=[])
    for one in actor.holdings:
        if not one.scope.startswith("body/"):
            programme = one.scope.split("/", 1)[0]
            near |= Q(scope__startswith=f"{programme}/")
    return Challenge.objects.filter(near).select_related("question").order_by("-round__year", "code")


def _fields(actor: Actor) -> dict[str, Any]:
    return {name: getattr(actor, name) for name in actor.__dataclass_fields__}
