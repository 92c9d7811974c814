"""Sorting sources, the flow that follows, and the searches."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods

from bridgework.apps.workspace import actions, queries, rules
from bridgework.apps.workspace.models import ScreeningDecision, Source
from bridgework.core.prisma import drawn
from bridgework.kernel.errors import NotFound
from bridgework.web.ui.acting import Done, acting, actor_of, form_for, now_of
from bridgework.web.ui.forms import CountedTextField, DateField, Form
from bridgework.web.workspace.showing import form_shown, frame, work_shown

EVIDENCE = "workspace:evidence"
MOST_SHOWN = 200
"""Sources listed as left out."""


class DecisionForm(Form):
    """Include, exclude with its reason, or maybe: the button pressed says which."""

    source = forms.CharField(max_length=14, widget=forms.HiddenInput)
    stage = forms.ChoiceField(choices=ScreeningDecision.STAGES, widget=forms.HiddenInput)
    reason = forms.CharField(label="Reason, if you exclude it", max_length=200, required=False)
    decision = forms.ChoiceField(choices=ScreeningDecision.DECISIONS, required=True)
    settles = forms.BooleanField(required=False)


class SearchForm(Form):
    """A search for evidence."""

    searched_on = DateField(label="Day")
    where = forms.CharField(label="Where", max_length=200, help_text="A database, a website, a library.")
    terms = CountedTextField(label="Search words", max_length=2_000, rows=2)
    hits = forms.IntegerField(label="Hits", required=False, min_value=0, max_value=10_000_000)
    for_the_contrary = forms.BooleanField(label="We looked for what speaks against a finding", required=False)
    note = CountedTextField(label="Note", required=False, max_length=2_000, rows=2)


@require_http_methods(["GET", "HEAD", "POST"])
def screening(request: HttpRequest, public_id: str) -> HttpResponse:
    """One source at a time, with three buttons; those about which two people differ; the flow and the searches."""
    challenge = work_shown(request, public_id)
    second = "second" in request.GET
    here = reverse("workspace:screening", args=[public_id]) + ("?second=1" if second else "")
    form = form_for(request, DecisionForm)

    def do() -> Done:
        data = form.cleaned_data
        source = Source.objects.filter(challenge=challenge, public_id=data.pop("source")).first()
        if source is None:
            raise NotFound("There is no such source.", rule=rules.SEE.name)
        actions.screen_source(actor=actor_of(request), now=now_of(request), source=source, **data)
        return Done(here)

    answer = acting(request, form, do)
    if answer is not None:
        return answer
    found = queries.screened_sources(challenge)
    counts = queries.flow_of(challenge, found)
    actor = actor_of(request)
    again = next((each for each in found if each.source.public_id == request.GET.get("again", "")), None)
    waiting = again or queries.next_to_screen(found, actor.person_id, second=second)
    stage = _stage(request.GET.get("stage", ""), waiting)
    last = queries.last_decided(found, actor.person_id)
    context = frame(request, challenge, EVIDENCE, "Sort the sources") | {
        "form": form,
        "here": here,
        "one": waiting,
        "is_again": again is not None,
        "stage": stage,
        "stage_words": dict(ScreeningDecision.STAGES)[stage] if stage else "",
        "left": queries.left_to_screen(found, actor.person_id, second=second),
        "last": last,
        "reasons": queries.reasons_given(found, by=actor.person_id if second else None),
        "second": second,
        # Whoever looks as the second does not see what others decided.
        "differ": [] if second else [one for one in found if one.differ],
        "left_out": [] if second else [one for one in found if one.standing[1] == "Left out"][:MOST_SHOWN],
        "counts": counts,
        "flow_rows": counts.rows(),
        # Our own drawing, every text in it escaped.
        "flow_picture": mark_safe(drawn(counts)),  # noqa: S308
        "searches": list(queries.search_log_of(challenge)),
        "may_keep": rules.KEEP_EVIDENCE.may(actor, challenge).allowed,
    }
    return render(request, "workspace/screening.html", context)


def _stage(wanted: str, one: queries.Sorted | None) -> str:
    """The stage decided about: as asked for where somebody decides again, else where the source is."""
    if one is None:
        return ""
    return wanted if wanted in dict(ScreeningDecision.STAGES) else one.stage


@require_http_methods(["GET", "HEAD", "POST"])
def note_search(request: HttpRequest, public_id: str) -> HttpResponse:
    """Note a search."""
    challenge = work_shown(request, public_id)
    rules.KEEP_EVIDENCE.require(actor_of(request), challenge)
    form = form_for(request, SearchForm)
    back = reverse("workspace:screening", args=[public_id])

    def do() -> Done:
        actions.note_search(actor=actor_of(request), now=now_of(request), challenge=challenge, **form.cleaned_data)
        return Done(back, "The search is noted.")

    return acting(request, form, do) or form_shown(
        request,
        frame(request, challenge, EVIDENCE, "Note a search"),
        form,
        title="Note a search",
        lead="So that others can search again, and see where you looked.",
        submit="Keep the search",
        back=back,
    )
