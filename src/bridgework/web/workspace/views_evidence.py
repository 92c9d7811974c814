"""Sources and findings; propositions and what people answered."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from bridgework.apps.questions.models import Challenge
from bridgework.apps.workspace import actions, queries, rules
from bridgework.apps.workspace.actions import Bearing, FindingWords
from bridgework.apps.workspace.models import Finding, Proposition, Source
from bridgework.apps.workspace.states import PROPOSITION
from bridgework.kernel.errors import NotFound
from bridgework.web.listing import page_of
from bridgework.web.ui.acting import Done, acting, actor_of, form_for, now_of
from bridgework.web.workspace.forms import (
    ConclusionForm,
    FindingForm,
    PropositionAnswerForm,
    PropositionForm,
    SourceForm,
)
from bridgework.web.workspace.forms_evidence import BringForm
from bridgework.web.workspace.showing import counted, form_shown, frame, work_shown

GET_AND_POST = ["GET", "HEAD", "POST"]
EVIDENCE = "workspace:evidence"
PROPOSITIONS = "workspace:propositions"
MOST_SHOWN = 5
"""Likely duplicates on the page; each list that was brought in shows its own."""
SOURCE_FIELDS = (
    "kind", "title", "authors", "year", "address", "says", "place", "population", "page", "confidence", "is_public",
)  # fmt: skip
FINDING_FIELDS = (
    "text", "confidence", "methods_note", "coherence_note", "adequacy_note", "relevance_note", "figure", "figure_of",
    "superseded_note", "is_public",
)  # fmt: skip


@require_safe
def evidence(request: HttpRequest, public_id: str) -> HttpResponse:
    """The findings and the sources they rest on."""
    challenge = work_shown(request, public_id)
    words, kind = request.GET.get("words", "").strip()[:100], request.GET.get("kind", "")
    every = queries.sources_of(challenge)
    page = page_of(request, queries.sources_found(every, words=words, kind=kind), size=40)
    standings = queries.standings_of(page)
    may_keep = rules.KEEP_EVIDENCE.may(actor_of(request), challenge).allowed
    duplicates = queries.duplicates_of(challenge)
    context = frame(request, challenge, EVIDENCE) | {
        "findings": queries.findings_of(challenge, this_year=now_of(request).year),
        "page": page,
        "sources": [(one, standings[one.pk].standing if one.pk in standings else ("", "")) for one in page],
        "sources_words": counted(page.paginator.count, "source"),
        "words": words,
        "kind": kind,
        "kinds": Source.KINDS,
        "filtered": bool(words or kind),
        "many": page.paginator.count > 12 or bool(words or kind),
        "duplicates": duplicates[:MOST_SHOWN],
        "more_duplicates": max(0, len(duplicates) - MOST_SHOWN),
        "imports": queries.imports_of(challenge)[:10],
        "bring_form": BringForm() if may_keep else None,
        "may_keep": may_keep,
        "predecessors": queries.predecessors_of(challenge) if may_keep else [],
        "may_interview": rules.KEEP_INTERVIEWS.may(actor_of(request), challenge).allowed,
    }
    return render(request, "workspace/evidence.html", context)


@require_http_methods(GET_AND_POST)
def source(request: HttpRequest, public_id: str, source_id: str = "") -> HttpResponse:
    """Add a source, or put one right."""
    challenge = _kept(request, public_id)
    found = Source.objects.filter(challenge=challenge, public_id=source_id).first() if source_id else None
    if source_id and found is None:
        raise NotFound("There is no such source.", rule=rules.KEEP_EVIDENCE.name)
    initial = {name: getattr(found, name) for name in SOURCE_FIELDS} if found else None
    form = form_for(request, SourceForm, initial=initial)

    def do() -> Done:
        given: dict[str, Any] = {"actor": actor_of(request), "now": now_of(request), **form.cleaned_data}
        if found is None:
            kept, said = actions.add_source(challenge=challenge, **given), "The source is added."
        else:
            kept, said = actions.change_source(source=found, **given), "The source is changed."
        return Done(reverse(EVIDENCE, args=[public_id]), _with_names(challenge, said, kept.is_public, kept.says))

    title = "Change the source" if found else "Add a source"
    return acting(request, form, do) or form_shown(
        request,
        frame(request, challenge, EVIDENCE, title),
        form,
        title=title,
        submit="Keep the source",
        back=reverse(EVIDENCE, args=[public_id]),
        notes=("Interviews are kept apart, with their consent. Name no person here.",),
    )


@require_http_methods(GET_AND_POST)
def finding(request: HttpRequest, public_id: str, finding_id: str = "") -> HttpResponse:
    """Add a finding, or change one."""
    challenge = _kept(request, public_id)
    found = Finding.objects.filter(challenge=challenge, public_id=finding_id).first() if finding_id else None
    if finding_id and found is None:
        raise NotFound("There is no such finding.", rule=rules.KEEP_EVIDENCE.name)
    resting = [one.source for one in found.bearings.select_related("source")] if found else []
    sources, left = queries.sources_to_rest_on(challenge, resting)
    form = form_for(
        request,
        FindingForm,
        sources=sources,
        initial=_of_finding(found) if found else None,
        version=found.version if found else None,
    )

    def do() -> Done:
        data = form.cleaned_data
        words = FindingWords(**{name: data[name] for name in FINDING_FIELDS})
        bearings = [
            Bearing(one, data[f"bearing_{one.pk}"], data[f"page_{one.pk}"])
            for one in sources
            if data[f"bearing_{one.pk}"]
        ]
        actor, now = actor_of(request), now_of(request)
        if found is None:
            kept = actions.add_finding(actor=actor, now=now, challenge=challenge, words=words, rests_on=bearings)
            said = f"Finding {kept.number} is added."
        else:
            kept = actions.change_finding(
                actor=actor, now=now, finding=found, words=words, rests_on=bearings, version=form.version_seen
            )
            said = f"Finding {kept.number} is changed."
        text = "\n".join([kept.text, kept.superseded_note])
        return Done(reverse(EVIDENCE, args=[public_id]), _with_names(challenge, said, kept.is_public, text))

    answer = acting(request, form, do)
    if answer is not None:
        return answer
    title = f"Change finding {found.number}" if found else "Add a finding"
    context = frame(request, challenge, EVIDENCE, title) | {
        "form": form,
        "title": title,
        "left": left,
        "back": reverse(EVIDENCE, args=[public_id]),
        "sureness_open": any(one.value() or one.errors for one in form.sureness),
        "figures_open": any(one.value() or one.errors for one in form.figures),
    }
    return render(request, "workspace/finding_form.html", context)


@require_safe
def propositions(request: HttpRequest, public_id: str) -> HttpResponse:
    """What was put to people, and what they answered."""
    challenge = work_shown(request, public_id)
    context = frame(request, challenge, PROPOSITIONS) | {
        "propositions": queries.propositions_of(challenge),
        "may_keep": rules.KEEP_EVIDENCE.may(actor_of(request), challenge).allowed,
    }
    return render(request, "workspace/propositions.html", context)


@require_http_methods(GET_AND_POST)
def proposition(request: HttpRequest, public_id: str, proposition_id: str = "") -> HttpResponse:
    """Put a proposition, or put right what is noted of one."""
    challenge = _kept(request, public_id)
    found = _proposition(challenge, proposition_id) if proposition_id else None
    fields = ("text", "put_to", "put_on", "is_public")
    form = form_for(request, PropositionForm, initial={one: getattr(found, one) for one in fields} if found else None)

    def do() -> Done:
        given: dict[str, Any] = {"actor": actor_of(request), "now": now_of(request), **form.cleaned_data}
        if found is None:
            kept, said = actions.put_proposition(challenge=challenge, **given), "The proposition is noted."
        else:
            kept = actions.change_words_of_proposition(proposition=found, **given)
            said = "The proposition is changed."
        text = "\n".join([kept.text, kept.put_to])
        return Done(reverse(PROPOSITIONS, args=[public_id]), _with_names(challenge, said, kept.is_public, text))

    title = "Change the proposition" if found else "Note a proposition"
    return acting(request, form, do) or form_shown(
        request,
        frame(request, challenge, PROPOSITIONS, title),
        form,
        title=title,
        lead="" if found else "An idea that you put to the people it is for, before you recommend it.",
        submit="Keep the proposition",
        back=reverse(PROPOSITIONS, args=[public_id]),
    )


@require_http_methods(GET_AND_POST)
def answer(request: HttpRequest, public_id: str, proposition_id: str) -> HttpResponse:
    """Note what one group answered."""
    challenge = _kept(request, public_id)
    found = _proposition(challenge, proposition_id)
    form = form_for(request, PropositionAnswerForm)

    def do() -> Done:
        actions.note_answer(actor=actor_of(request), now=now_of(request), proposition=found, **form.cleaned_data)
        return Done(reverse(PROPOSITIONS, args=[public_id]), "The answer is noted.")

    return acting(request, form, do) or form_shown(
        request,
        frame(request, challenge, PROPOSITIONS, "Note an answer"),
        form,
        title="Note what they answered",
        submit="Note the answer",
        back=reverse(PROPOSITIONS, args=[public_id]),
        quoted=found.text,
    )


@require_http_methods(GET_AND_POST)
def conclude(request: HttpRequest, public_id: str, proposition_id: str) -> HttpResponse:
    """Say what the team did with a proposition."""
    challenge = _kept(request, public_id)
    found = _proposition(challenge, proposition_id)
    events = [(one.event, one.label) for one in PROPOSITION.possible(found.state)]
    form = form_for(request, ConclusionForm, events=events, initial={"answer": found.answer})

    def do() -> Done:
        data = form.cleaned_data
        actions.conclude_proposition(
            actor=actor_of(request),
            now=now_of(request),
            proposition=found,
            event=data["event"],
            answer=data["answer"],
            reason=data["reason"],
        )
        return Done(reverse(PROPOSITIONS, args=[public_id]), "It is kept with the question.")

    return acting(request, form, do) or form_shown(
        request,
        frame(request, challenge, PROPOSITIONS, "What you did with it"),
        form,
        title="What you did with it",
        submit="Keep it",
        back=reverse(PROPOSITIONS, args=[public_id]),
        quoted=found.text,
    )


def _kept(request: HttpRequest, public_id: str) -> Challenge:
    challenge = work_shown(request, public_id)
    rules.KEEP_EVIDENCE.require(actor_of(request), challenge)
    return challenge


def _of_finding(found: Finding) -> dict[str, Any]:
    rows = list(found.bearings.all())
    bearings = {f"bearing_{one.source_id}": one.bearing for one in rows}
    pages = {f"page_{one.source_id}": one.page for one in rows}
    return {name: getattr(found, name) for name in FINDING_FIELDS} | bearings | pages


def _with_names(challenge: Challenge, said: str, is_public: bool, text: str) -> str:
    """What is said after saving; with what may name somebody where everybody can read it."""
    names = queries.names_to_look_at(challenge, text) if is_public else []
    return f"{said} Everybody can read it, and it may name somebody: {', '.join(names)}." if names else said


def _proposition(challenge: Challenge, public_id: str) -> Proposition:
    found = Proposition.objects.filter(challenge=challenge, public_id=public_id).first()
    if found is None:
        raise NotFound("There is no such proposition.", rule=rules.KEEP_EVIDENCE.name)
    return found
