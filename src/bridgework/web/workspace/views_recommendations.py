"""Recommendations of a report, in the team's order; and future work."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bridgework.apps.questions.models import Challenge
from bridgework.apps.reports import actions, queries, rules
from bridgework.apps.reports.actions import Details
from bridgework.apps.reports.models import FutureWork, Report
from bridgework.kernel.errors import NotFound
from bridgework.web.ui.acting import Done, acted, acting, actor_of, form_for, now_of
from bridgework.web.workspace.forms_report import (
    DETAILS,
    BankForm,
    FutureWorkForm,
    MergeForm,
    RecommendationForm,
    SplitForm,
)
from bridgework.web.workspace.showing import form_shown
from bridgework.web.workspace.views_reports import report_frame, report_shown

GET_AND_POST = ["GET", "HEAD", "POST"]


@require_safe
def recommendations(request: HttpRequest, public_id: str, report_id: str) -> HttpResponse:
    """Every recommendation in the team's order."""
    challenge, found = report_shown(request, public_id, report_id)
    shown = queries.recommendations_of(found)
    context = report_frame(request, challenge, found, "Recommendations") | {
        "recommendations": shown,
        "standing": sum(1 for one in shown if one.stands),
        "may_edit": rules.WRITE.may(actor_of(request), found).allowed,
        "why_not": rules.WRITE.may(actor_of(request), found),
    }
    return render(request, "workspace/recommendations.html", context)


@require_http_methods(GET_AND_POST)
def add(request: HttpRequest, public_id: str, report_id: str) -> HttpResponse:
    """Add a recommendation."""
    challenge, found = _writable(request, public_id, report_id)
    form = form_for(request, RecommendationForm, findings=challenge.findings.order_by("number"))

    def do() -> Done:
        data = form.cleaned_data
        made = actions.add_recommendation(
            actor=actor_of(request),
            now=now_of(request),
            report=found,
            text=data["text"],
            details=Details(**{name: data[name] for name in DETAILS}, from_evidence=form.evidence_row()),
            findings=data.get("findings") or (),
        )
        return Done(_list(found), f"Recommendation {made.number} is added. Its code is {made.code}.")

    context = report_frame(request, challenge, found, "Add")
    return acting(request, form, do) or _form(
        request, context, form, title="Add a recommendation", submit="Add the recommendation", back=_list(found)
    )


@require_http_methods(GET_AND_POST)
def change(request: HttpRequest, public_id: str, report_id: str, recommendation_id: str) -> HttpResponse:
    """Change the words of a recommendation, and what else it says."""
    challenge, found = _writable(request, public_id, report_id)
    one = queries.recommendation_of(found, recommendation_id)
    initial = {name: getattr(one, name) for name in ("text", *DETAILS)} | {
        "findings": one.findings.all(),
        "seen": one.text,
        "from_evidence": one.from_evidence,
    }
    form = form_for(request, RecommendationForm, findings=challenge.findings.order_by("number"), initial=initial)

    def do() -> Done:
        data = form.cleaned_data
        actions.reword_recommendation(
            actor=actor_of(request),
            now=now_of(request),
            recommendation=one,
            text=data["text"],
            details=Details(
                **{name: data[name] for name in DETAILS}, place=one.place, from_evidence=form.evidence_row()
            ),
            findings=data.get("findings") or (),
            seen_text=data["seen"] or None,
        )
        return Done(_list(found), f"Recommendation {one.number} is changed.")

    context = report_frame(request, challenge, found, f"Recommendation {one.number}")
    return acting(request, form, do) or _form(
        request,
        context,
        form,
        title=f"Change recommendation {one.number}",
        submit="Keep the recommendation",
        back=_list(found),
    )


@require_http_methods(GET_AND_POST)
def split(request: HttpRequest, public_id: str, report_id: str, recommendation_id: str) -> HttpResponse:
    """Split a recommendation into parts."""
    challenge, found = _writable(request, public_id, report_id)
    one = queries.recommendation_of(found, recommendation_id)
    form = form_for(request, SplitForm, initial={"first": one.text})

    def do() -> Done:
        data = form.cleaned_data
        parts = actions.split_recommendation(
            actor=actor_of(request),
            now=now_of(request),
            recommendation=one,
            texts=[data["first"], data["second"], data["third"]],
        )
        return Done(_list(found), f"Recommendation {one.number} is split into {len(parts)}. The whole is kept.")

    return acting(request, form, do) or form_shown(
        request,
        report_frame(request, challenge, found, "Split"),
        form,
        title=f"Split recommendation {one.number}",
        submit="Split it",
        back=_list(found),
        quoted=one.text,
    )


@require_http_methods(GET_AND_POST)
def merge(request: HttpRequest, public_id: str, report_id: str) -> HttpResponse:
    """Merge recommendations into one."""
    challenge, found = _writable(request, public_id, report_id)
    standing = found.recommendations.filter(merged_into=None, parts__isnull=True).order_by("order", "id")
    form = form_for(request, MergeForm, recommendations=standing)

    def do() -> Done:
        made = actions.merge_recommendations(
            actor=actor_of(request),
            now=now_of(request),
            recommendations=list(form.cleaned_data["recommendations"]),
            text=form.cleaned_data["text"],
        )
        return Done(_list(found), f"They are one now: {made.code}.")

    return acting(request, form, do) or form_shown(
        request,
        report_frame(request, challenge, found, "Merge"),
        form,
        title="Merge recommendations",
        submit="Make them one",
        back=_list(found),
    )


@require_POST
def move(request: HttpRequest, public_id: str, report_id: str, recommendation_id: str) -> HttpResponse:
    """Move a recommendation one place up or down."""
    _, found = report_shown(request, public_id, report_id)
    one = queries.recommendation_of(found, recommendation_id)

    def do() -> Done:
        up = request.POST.get("way") == "up"
        actions.move_recommendation(actor=actor_of(request), now=now_of(request), recommendation=one, up=up)
        return Done(f"{_list(found)}#{one.public_id}")

    return acted(request, do)


@require_POST
def remove(request: HttpRequest, public_id: str, report_id: str, recommendation_id: str) -> HttpResponse:
    """Take a recommendation out of a draft."""
    _, found = report_shown(request, public_id, report_id)
    one = queries.recommendation_of(found, recommendation_id)

    def do() -> Done:
        actions.remove_recommendation(actor=actor_of(request), now=now_of(request), recommendation=one)
        return Done(_list(found), "The recommendation is taken out.")

    return acted(request, do)


@require_http_methods(GET_AND_POST)
def future(request: HttpRequest, public_id: str, report_id: str) -> HttpResponse:
    """Future work, and the way of each to the question bank."""
    challenge, found = report_shown(request, public_id, report_id)
    may_keep = rules.FUTURE_WORK.may(actor_of(request), found).allowed
    form = form_for(request, FutureWorkForm) if may_keep else None
    here = reverse("workspace:future", args=[public_id, report_id])

    def do() -> Done:
        assert form is not None
        actions.add_future_work(
            actor=actor_of(request), now=now_of(request), report=found, text=form.cleaned_data["text"]
        )
        return Done(here, "It is written down.")

    answer = acting(request, form, do) if form is not None else None
    context = report_frame(request, challenge, found, "Future work") | {
        "rows": list(queries.future_work_of(found)),
        "form": form,
        "may_keep": may_keep,
    }
    return answer or render(request, "workspace/future.html", context)


@require_http_methods(GET_AND_POST)
def to_bank(request: HttpRequest, public_id: str, report_id: str, work_id: str) -> HttpResponse:
    """Bring future work to the question bank."""
    challenge, found = report_shown(request, public_id, report_id)
    rules.FUTURE_WORK.require(actor_of(request), found)
    work = _work(found, work_id)
    form = form_for(request, BankForm, initial={"wording": work.text})
    here = reverse("workspace:future", args=[public_id, report_id])

    def do() -> Done:
        actions.bring_to_question_bank(actor=actor_of(request), now=now_of(request), work=work, **form.cleaned_data)
        return Done(here, "It is with the question desk now, as a follow-up to your question.")

    return acting(request, form, do) or form_shown(
        request,
        report_frame(request, challenge, found, "As a question"),
        form,
        title="Bring it to the question bank",
        lead="The question desk offers it to the next round. It stays linked to the question you worked on.",
        submit="Bring it to the question bank",
        back=here,
    )


@require_POST
def remove_work(request: HttpRequest, public_id: str, report_id: str, work_id: str) -> HttpResponse:
    """Take future work out again."""
    _, found = report_shown(request, public_id, report_id)
    work = _work(found, work_id)

    def do() -> Done:
        actions.remove_future_work(actor=actor_of(request), now=now_of(request), work=work)
        return Done(reverse("workspace:future", args=[public_id, report_id]), "It is taken out.")

    return acted(request, do)


def _writable(request: HttpRequest, public_id: str, report_id: str) -> tuple[Challenge, Report]:
    challenge, found = report_shown(request, public_id, report_id)
    rules.WRITE.require(actor_of(request), found)
    return challenge, found


def _work(found: Report, public_id: str) -> FutureWork:
    work = found.future_work.filter(public_id=public_id).first()
    if work is None:
        raise NotFound("There is no such future work.", rule=rules.FUTURE_WORK.name)
    return work


def _list(found: Report) -> str:
    return reverse("workspace:recommendations", args=[found.challenge.public_id, found.public_id])


def _form(
    request: HttpRequest, context: dict[str, Any], form: RecommendationForm, *, title: str, submit: str, back: str
) -> HttpResponse:
    """The page of one recommendation: its words, what it rests on; the rest folded unless something is in it."""
    wanted = {
        "form": form,
        "title": title,
        "submit": submit,
        "back": back,
        "more_open": any(one.value() or one.errors for one in form.more),
        "evidence_open": any(one.value() or one.errors for one in form.evidence),
    }
    return render(request, "workspace/recommendation_form.html", context | wanted)
