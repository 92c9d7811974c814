"""Words that the search takes for one another: the list of a programme."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bridgework.apps.library import actions, rules
from bridgework.apps.library.queries.synonyms import synonym_of, synonyms_of
from bridgework.apps.programmes.models import Programme
from bridgework.web.ui.acting import Done, acted, acting, actor_of, form_for, now_of
from bridgework.web.ui.forms import Form


class SynonymForm(Form):
    """One group."""

    words = forms.CharField(
        label="Words that mean the same",
        help_text="One word or short phrase on each line, such as “tip” and “recycling centre”.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=1_000,
    )


@never_cache
@require_safe
def synonyms(request: HttpRequest, public_id: str) -> HttpResponse:
    """Every group of a programme."""
    programme = _programme(request, public_id)
    context = {
        "programme": programme,
        "groups": [(one, " · ".join(one.words)) for one in synonyms_of(programme)],
        "crumbs": _crumbs(programme),
    }
    return render(request, "desk/library/synonyms.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def synonym(request: HttpRequest, public_id: str, synonym_id: str = "") -> HttpResponse:
    """Write a group, or change one."""
    programme = _programme(request, public_id)
    found = synonym_of(programme, synonym_id) if synonym_id else None
    form = form_for(request, SynonymForm, initial={"words": "\n".join(found.words) if found else ""})
    back = reverse("desk:synonyms", args=[public_id])

    def keep() -> Done:
        actor, now, words = actor_of(request), now_of(request), form.cleaned_data["words"].splitlines()
        if found is None:
            actions.add_synonym(actor=actor, now=now, programme=programme, words=words)
        else:
            actions.change_synonym(actor=actor, now=now, programme=programme, synonym=found, words=words)
        return Done(back, "The search takes these words for one another.")

    context = {
        "form": form,
        "crumbs": [*_crumbs(programme)[:-1], ("Words that mean the same", back), ("One group", "")],
        "eyebrow": programme.name,
        "heading": "Words that mean the same",
        "submit": "Keep these words",
        "cancel": back,
    }
    return acting(request, form, keep) or render(request, "desk/rounds/form.html", context)


@require_POST
def remove(request: HttpRequest, public_id: str, synonym_id: str) -> HttpResponse:
    """Remove a group."""
    programme = _programme(request, public_id)
    found = synonym_of(programme, synonym_id)

    def do() -> Done:
        actions.remove_synonym(actor=actor_of(request), now=now_of(request), programme=programme, synonym=found)
        return Done(reverse("desk:synonyms", args=[public_id]), "These words stand for themselves again.")

    return acted(request, do)


def _programme(request: HttpRequest, public_id: str) -> Programme:
    found = get_object_or_404(Programme, public_id=public_id)
    rules.KEEP_SYNONYMS.require(actor_of(request), found)
    return found


def _crumbs(programme: Programme) -> list[tuple[str, str]]:
    return [
        ("My work", reverse("desk:my-work")),
        (programme.name, reverse("desk:programme", args=[programme.public_id])),
        ("Settings", reverse("desk:programme-settings", args=[programme.public_id])),
        ("Words that mean the same", ""),
    ]
