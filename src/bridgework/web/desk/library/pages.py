"""Reports as the library keeps them: dates, licence, files, closed until a day; what is still missing."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bridgework.apps.library import actions, rules
from bridgework.apps.library.actions import Description
from bridgework.apps.library.models import Deposit
from bridgework.apps.library.queries import (
    about_report,
    deposit_seen_by,
    deposits_seen_by,
    known_date,
    reports_beside,
)
from bridgework.apps.reports.models import Report
from bridgework.apps.reports.rules import EMBARGO, TAKE_IN, WITHDRAW
from bridgework.kernel.errors import NotFound
from bridgework.kernel.models import StoredFile
from bridgework.web.desk.library.forms import CloseForm, DepositForm, FileTermsForm
from bridgework.web.listing import page_of
from bridgework.web.ui.acting import Done, acted, acting, actor_of, form_for, now_of

GET_AND_POST: Final = ["GET", "HEAD", "POST"]
STATES: Final = {
    "final": ("waiting", "Final, not published"),
    "embargoed": ("waiting", "Closed until its day"),
    "published": ("done", "Open to everybody"),
    "withdrawn": ("set-aside", "Withdrawn"),
}
LACKING: Final = {
    "issued": "when its authors issued it",
    "licence": "a licence",
    "identifier": "an identifier such as a DOI",
    "keywords": "keywords",
    "accepted": "when the programme accepted it",
    "presented": "when it was presented",
    "summary": "a summary",
    "authors": "its authors",
    "publisher": "a publisher",
    "files": "its files",
    "media type": "what kind of file it is",
    "checksum": "a check sum of its file",
    "question": "the question it answers",
    "committee": "the committee it went to",
    "recommendations": "its recommendations",
    "title": "a title",
}


@never_cache
@require_safe
def library(request: HttpRequest) -> HttpResponse:
    """Every report of the programmes one runs, with what is not known of it."""
    page = page_of(request, deposits_seen_by(actor_of(request)))
    lines = [(one, *STATES[one.state], known_date(one.dated), _unknown(one)) for one in page]
    may_take_in = any(one.role in TAKE_IN.roles for one in actor_of(request).holdings)
    return render(request, "desk/library/list.html", {"page": page, "lines": lines, "may_take_in": may_take_in})


@never_cache
@require_safe
def deposit(request: HttpRequest, public_id: str) -> HttpResponse:
    """One report: everything the library tells of it, and what can be done."""
    found = deposit_seen_by(actor_of(request), public_id)
    actor, kind_and_word = actor_of(request), STATES.get(found.state, ("current", "Being written"))
    about = about_report(found, public_only=False)
    may = rules.DESCRIBE.may(actor, found).allowed
    may_close = EMBARGO.may(actor, found).allowed and found.parent is None
    context = _frame(found) | {
        "about": about,
        "kind": kind_and_word[0],
        "word": kind_and_word[1],
        "lacks": [LACKING.get(one, one) for one in about.lacks],
        "may": may,
        "may_close": may_close and found.state in ("final", "published", "embargoed"),
        "may_open": may_close and found.state == "embargoed",
        "may_withdraw": WITHDRAW.may(actor, found).allowed and found.state in ("published", "embargoed"),
        "workspace": reverse("workspace:report", args=[found.challenge.public_id, found.public_id]),
        "public_address": reverse("public:record", args=[found.public_id]),
    }
    return render(request, "desk/library/deposit.html", context)


@never_cache
@require_http_methods(GET_AND_POST)
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say what the library tells of a report."""
    found = deposit_seen_by(actor_of(request), public_id)
    rules.DESCRIBE.require(actor_of(request), found)
    kept = Deposit.objects.filter(report=found).select_related("replaced_by", "responds_to").first()
    form = form_for(
        request,
        DepositForm,
        initial=_initial(found, kept),
        others=reports_beside(found),
        licence=kept.licence if kept else "",
    )

    def do() -> Done:
        told = form.cleaned_data
        actions.describe_report(
            actor=actor_of(request),
            now=now_of(request),
            report=found,
            told=Description(
                **{key: told[key] for key in ("issued", "accepted", "presented", "uploaded", "licence", "doi")},
                keywords=tuple(told["keywords"].split(",")),
                replaced_by=form.others.get(told["replaced_by"]),
                responds_to=form.others.get(told["responds_to"]),
            ),
        )
        return Done(reverse("desk:deposit", args=[found.public_id]), "It is kept, and harvesters hear of it.")

    return acting(request, form, do) or _form(request, found, form, "Change what the library tells", "Keep it")


@never_cache
@require_http_methods(GET_AND_POST)
def file_terms(request: HttpRequest, public_id: str, file_id: str) -> HttpResponse:
    """Licence of one file, and who gets it."""
    found = deposit_seen_by(actor_of(request), public_id)
    rules.DESCRIBE.require(actor_of(request), found)
    stored = StoredFile.objects.filter(public_id=file_id, reportversion__report=found).first()
    told = next((one for one in about_report(found, public_only=False).files if one.public_id == file_id), None)
    if stored is None or told is None:
        raise NotFound("This file is not one of this report.", rule="library.file")
    own = getattr(stored, "library_terms", None)
    licence = own.licence if own else ""
    initial = {"licence": licence, "access": told.access, "ask": told.ask}
    form = form_for(request, FileTermsForm, initial=initial, licence=licence)

    def do() -> Done:
        actions.set_file_terms(
            actor=actor_of(request), now=now_of(request), report=found, file=stored, **form.cleaned_data
        )
        return Done(reverse("desk:deposit", args=[found.public_id]), "It holds from now on.")

    return acting(request, form, do) or _form(request, found, form, f"Who may use {stored.name}", "Keep it")


@never_cache
@require_http_methods(GET_AND_POST)
def close(request: HttpRequest, public_id: str) -> HttpResponse:
    """Keep a report closed until a day."""
    found = deposit_seen_by(actor_of(request), public_id)
    EMBARGO.require(actor_of(request), found)
    kept = Deposit.objects.filter(report=found).first()
    form = form_for(request, CloseForm, initial={"until": kept.embargo_until if kept else None})

    def do() -> Done:
        actions.close_until(actor=actor_of(request), now=now_of(request), report=found, **form.cleaned_data)
        return Done(reverse("desk:deposit", args=[found.public_id]), "It is closed. It opens by itself on its day.")

    return acting(request, form, do) or _form(
        request,
        found,
        form,
        "Keep it closed until a day",
        "Close it until then",
        lead="Its text, files and recommendations go from every page, from search and from every feed at once. Its "
        "address says only the day on which it opens.",
    )


@never_cache
@require_POST
def open_report(request: HttpRequest, public_id: str) -> HttpResponse:
    """Open a closed report before its day."""
    found = deposit_seen_by(actor_of(request), public_id)

    def do() -> Done:
        actions.open_now(actor=actor_of(request), now=now_of(request), report=found)
        return Done(reverse("desk:deposit", args=[found.public_id]), "The report is open to everybody.")

    return acted(request, do)


def _unknown(report: Report) -> list[str]:
    """What the library does not know of a report, in words."""
    kept: Deposit | None = getattr(report, "deposit", None)
    missing = [("issued", report.dated), ("licence", kept.licence if kept else ""), ("summary", report.summary)]
    return [LACKING[key] for key, value in missing if not value]


def _initial(report: Report, kept: Deposit | None) -> dict[str, Any]:
    if kept is None:
        return {"issued": report.dated}
    return {
        "issued": report.dated,
        "accepted": kept.accepted_on,
        "presented": kept.presented_on,
        "uploaded": kept.uploaded_on,
        "licence": kept.licence,
        "doi": kept.doi,
        "keywords": ", ".join(kept.keywords),
        "replaced_by": kept.replaced_by.public_id if kept.replaced_by else "",
        "responds_to": kept.responds_to.public_id if kept.responds_to else "",
    }


def _frame(report: Report) -> dict[str, Any]:
    return {
        "report": report,
        "challenge": report.challenge,
        "crumbs": [("The library", reverse("desk:library")), (report.title, "")],
        "here": reverse("desk:deposit", args=[report.public_id]),
    }


def _form(request: HttpRequest, report: Report, form: Any, title: str, submit: str, *, lead: str = "") -> HttpResponse:
    context = _frame(report) | {"form": form, "title": title, "submit": submit, "lead": lead}
    context["crumbs"] = [
        ("The library", reverse("desk:library")),
        (report.title, reverse("desk:deposit", args=[report.public_id])),
        (title, ""),
    ]
    return render(request, "desk/library/form.html", context)
