"""Reports of a question: the list, one report, writing and uploading versions, comparing them."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from bridgework.apps.questions.models import Challenge
from bridgework.apps.reports import actions, queries, rules
from bridgework.apps.reports.models import Report
from bridgework.core.differences import summary
from bridgework.kernel.errors import NotFound
from bridgework.web.ui.acting import Done, acting, actor_of, form_for, now_of
from bridgework.web.workspace.forms_report import ReportDetailsForm, ReportForm, UploadForm, WriteForm
from bridgework.web.workspace.showing import form_shown, frame, work_shown

GET_AND_POST = ["GET", "HEAD", "POST"]
HERE = "workspace:reports"


@require_safe
def reports(request: HttpRequest, public_id: str) -> HttpResponse:
    """The reports of a question with their sub-reports."""
    challenge = work_shown(request, public_id)
    context = frame(request, challenge, HERE) | {
        "rows": [(one, queries.standing_of(one)) for one in queries.reports_of(challenge)],
        "may_start": rules.START.may(actor_of(request), challenge).allowed,
    }
    return render(request, "workspace/reports.html", context)


@require_http_methods(GET_AND_POST)
def start(request: HttpRequest, public_id: str, report_id: str = "") -> HttpResponse:
    """Start a report; with `report_id`, a sub-report of it."""
    challenge = work_shown(request, public_id)
    actor = actor_of(request)
    rules.START.require(actor, challenge)
    parent = queries.report_of(actor, challenge, report_id) if report_id else None
    initial = None if parent else {"title": challenge.question.title}
    form = form_for(request, ReportForm, initial=initial)

    def do() -> Done:
        made = actions.start_report(
            actor=actor, now=now_of(request), challenge=challenge, parent=parent, **form.cleaned_data
        )
        return Done(address_of(made), "The report is begun. Write its text, or upload it.")

    title = f"Start a sub-report of “{parent.title}”" if parent else "Start the report"
    return acting(request, form, do) or form_shown(
        request,
        frame(request, challenge, HERE, "Start"),
        form,
        title=title,
        lead="The report is the researchers' own: content, order and structure.",
        submit="Start it",
        back=address_of(parent) if parent else reverse(HERE, args=[public_id]),
    )


@require_safe
def report(request: HttpRequest, public_id: str, report_id: str) -> HttpResponse:
    """One report: where it stands, what is next, its parts."""
    challenge, found = report_shown(request, public_id, report_id)
    actor = actor_of(request)
    versions = queries.versions_of(found)
    main = found.parent or found
    context = report_frame(request, challenge, found) | {
        "versions": versions,
        "latest": versions[0].version if versions else None,
        "sub_reports": list(found.sub_reports.order_by("order", "id")),
        "recommendations": [one for one in queries.recommendations_of(found) if one.stands],
        "future_work": list(queries.future_work_of(found)),
        "unanswered": queries.comments_of(found).filter(accepted=None).count(),
        "silent": queries.fact_checks_of(found).filter(answer="").count(),
        "sections": queries.sections_of(found) if found.is_written_here else [],
        "may_write": rules.ADD_VERSION.may(actor, found).allowed,
        "may_edit": rules.WRITE.may(actor, found).allowed,
        "may_ask": rules.ASK_FACT_CHECK.may(actor, found).allowed,
        "is_main": found.parent_id is None,
        "main": main,
        "team_turn": found.parent_id is None and rules.FINISH.may(actor, found).allowed,
        "programme_turn": found.parent_id is None and rules.PUBLISH.may(actor, found).allowed,
    }
    return render(request, "workspace/report.html", context)


@require_http_methods(GET_AND_POST)
def details(request: HttpRequest, public_id: str, report_id: str) -> HttpResponse:
    """Change title, summary and date."""
    challenge, found = report_shown(request, public_id, report_id)
    rules.WRITE.require(actor_of(request), found)
    initial = {name: getattr(found, name) for name in ("title", "summary", "plain_summary", "dated")}
    form = form_for(request, ReportDetailsForm, initial=initial, version=found.version)

    def do() -> Done:
        actions.change_report(
            actor=actor_of(request),
            now=now_of(request),
            report=found,
            version=form.version_seen,
            **form.cleaned_data,
        )
        return Done(address_of(found), "Title and summary are kept.")

    return acting(request, form, do) or form_shown(
        request,
        report_frame(request, challenge, found, "Title and summary"),
        form,
        title="Title and summary",
        submit="Keep them",
        back=address_of(found),
    )


@require_http_methods(GET_AND_POST)
def write(request: HttpRequest, public_id: str, report_id: str) -> HttpResponse:
    """Write a new version in place, with a look at how it will read."""
    challenge, found = report_shown(request, public_id, report_id)
    rules.ADD_VERSION.require(actor_of(request), found)
    latest = queries.latest_version(found)
    form = form_for(
        request,
        WriteForm,
        initial={"text": latest.text} if latest else None,
        version=latest.number if latest else 0,
    )
    looking = request.method == "POST" and request.POST.get("also") == "yes"

    def do() -> Done:
        made = actions.add_version(
            actor=actor_of(request),
            now=now_of(request),
            report=found,
            made_from=form.version_seen,
            **form.cleaned_data,
        )
        return Done(address_of(found), f"Version {made.number} is saved.")

    context = report_frame(request, challenge, found, "Write") | {
        "form": form,
        "preview": form["text"].value() if looking else "",
        "number": (latest.number if latest else 0) + 1,
        "submit": f"Save as version {(latest.number if latest else 0) + 1}",
        "latest": latest,
    }
    answer = None if looking else acting(request, form, do)
    return answer or render(request, "workspace/write.html", context)


@require_http_methods(GET_AND_POST)
def upload(request: HttpRequest, public_id: str, report_id: str) -> HttpResponse:
    """Upload a file as a new version."""
    challenge, found = report_shown(request, public_id, report_id)
    rules.ADD_VERSION.require(actor_of(request), found)
    form = form_for(request, UploadForm)

    def do() -> Done:
        received, text = form.cleaned_data["file"]
        made = actions.add_version(
            actor=actor_of(request),
            now=now_of(request),
            report=found,
            text=text,
            note=form.cleaned_data["note"],
            received=received,
        )
        return Done(
            reverse("workspace:version", args=[public_id, report_id, made.number]),
            f"Version {made.number} is saved. Read the text we took from the file, and put it right where needed.",
        )

    return acting(request, form, do) or form_shown(
        request,
        report_frame(request, challenge, found, "Upload"),
        form,
        title="Upload a version",
        lead="The file is kept as it is. Its text becomes the version that everybody can read on a screen or aloud.",
        submit="Save this version",
        back=address_of(found),
    )


@require_safe
def version(request: HttpRequest, public_id: str, report_id: str, number: int) -> HttpResponse:
    """One version, as it reads."""
    challenge, found = report_shown(request, public_id, report_id)
    one = found.versions.select_related("file", "author").filter(number=min(number, 32_000)).first()
    if one is None:
        raise NotFound("There is no such version of this report.", rule=rules.SEE.name)
    context = report_frame(request, challenge, found, f"Version {number}") | {
        "version": one,
        "version_words": f"Version {one.number}",
        "may_write": rules.ADD_VERSION.may(actor_of(request), found).allowed,
        "is_latest": not found.versions.filter(number__gt=number).exists(),
    }
    return render(request, "workspace/version.html", context)


@require_safe
def versions(request: HttpRequest, public_id: str, report_id: str) -> HttpResponse:
    """Every version, and any two beside each other (`?from=1&to=2`)."""
    challenge, found = report_shown(request, public_id, report_id)
    shown = queries.versions_of(found)
    context = report_frame(request, challenge, found, "Versions") | {"versions": shown, "pair": None}
    earlier, later = asked_pair(request, [one.version.number for one in shown])
    if earlier and later:
        first, second, segments = queries.version_pair(found, earlier, later)
        context |= {
            "pair": (first, second),
            "segments": [(part.kind, part.text) for part in segments],
            "changed": summary(segments),
        }
    return render(request, "workspace/versions.html", context)


@login_not_required
@require_safe
def read_version(request: HttpRequest, token: str) -> HttpResponse:
    """A version, for an officer who was asked to look at its facts and has no account."""
    found = queries.version_by_token(token)
    response = render(request, "workspace/read.html", {"version": found, "report": found.report})
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def report_shown(request: HttpRequest, public_id: str, report_id: str) -> tuple[Challenge, Report]:
    """The challenge and its report, if they are the reader's to see."""
    challenge = work_shown(request, public_id)
    return challenge, queries.report_of(actor_of(request), challenge, report_id)


def report_frame(request: HttpRequest, challenge: Challenge, found: Report, page: str = "") -> dict[str, Any]:
    """What every page of one report shows."""
    context = frame(request, challenge, HERE, found.title)
    kind, word, holder, next_step = queries.standing_of(found)
    if page:
        context["crumbs"] = [*context["crumbs"][:-1], (found.title, address_of(found)), (page, "")]
    return context | {
        "report": found,
        "state": {"kind": kind, "word": word, "holder": holder, "next_step": next_step},
        "report_address": address_of(found),
    }


def address_of(found: Report) -> str:
    """The page of a report."""
    return reverse("workspace:report", args=[found.challenge.public_id, found.public_id])


def asked_pair(request: HttpRequest, known: list[int]) -> tuple[int, int]:
    """The two numbers of the address; the last two versions where it names none; noughts where there is only one."""
    asked = []
    for name in ("from", "to"):
        text = request.GET.get(name, "")
        asked.append(int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0)
    if len(known) < 2:
        return 0, 0
    earlier, later = asked
    return (earlier or known[1], later or known[0])
