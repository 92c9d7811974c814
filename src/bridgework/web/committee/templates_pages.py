"""Paper templates: the list, one version, its preview, copying it, its dates; and a draft that moves to a newer one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from bridgework.apps.committees import actions, queries, rules
from bridgework.apps.committees.models import PaperTemplateVersion
from bridgework.apps.committees.queries.templates import move_to
from bridgework.apps.people.models import Organisation
from bridgework.apps.people.queries import names_of_organisations
from bridgework.core.papers.numbering import section_numbers
from bridgework.core.papers.template_editing import place_in_words
from bridgework.core.papers.templates import TemplateContent, implication_places, read
from bridgework.kernel import files
from bridgework.kernel.errors import NotFound
from bridgework.web.committee.forms_templates import BringInForm, CopyForm, RetireForm, WordFileForm, coverable
from bridgework.web.committee.forms_writing import LeavingForm
from bridgework.web.committee.writing_pages import address_of
from bridgework.web.listing import page_of
from bridgework.web.ui.acting import Done, acted, acting, actor_of, form_for, now_of

GET_AND_POST = ["GET", "HEAD", "POST"]
STATE_WORDS = {"draft": ("planned", "Draft"), "in_use": ("done", "In use"), "retired": ("set-aside", "Ended")}
GROUP_WORDS = {
    "front": "Lines at the top",
    "sections": "Sections",
    "priorities": "Priorities",
    "implications": "Implications",
    "statuses": "Statuses",
}


@require_safe
def template_list(request: HttpRequest) -> HttpResponse:
    """The templates one may see: those of one's councils, and those that came with the product."""
    actor = actor_of(request)
    if not rules.may_see_templates(actor):
        raise NotFound("There is nothing here, or nothing you may see.", rule=rules.SEE_TEMPLATES.name)
    page = page_of(request, queries.templates_seen_by(actor))
    today = timezone.localdate(now_of(request))
    rows = []
    for template in page:
        versions = list(template.versions.all())
        shown = next((one for one in versions if _is_current(one, today)), versions[0])
        kind, word = _state(shown, today)
        rows.append(
            {
                "template": template,
                "version": shown,
                "summary": shown.content.get("summary", ""),
                "kind": kind,
                "word": word,
                "versions": len(versions),
                "papers": sum(one.papers_count for one in versions),
            }
        )
    return render(request, "committee/templates.html", {"page": page, "rows": rows})


@require_safe
def template_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """One version: what it asks for, from when to when, and what can be done with it."""
    actor = actor_of(request)
    version, content = seen(request, public_id)
    problems = read(version.content)[1]
    kind, word = _state(version, timezone.localdate(now_of(request)))
    place = rules.place_of_template(actor, version.template)
    names = dict(coverable(content))
    context = {
        "version": version,
        "template": version.template,
        "content": content,
        "numbers": _numbered_sections(content),
        "clearances": [(one, [names.get(key, key) for key in one.covers]) for one in content.clearances],
        "problems": [(place_in_words(one.place), one.sentence) for one in problems],
        "versions": queries.versions_of_template(version.template),
        "kind": kind,
        "word": word,
        "may_keep": rules.KEEP_TEMPLATES.may(actor, place).allowed,
        "may_copy": bool(rules.councils_of(actor)),
        "has_draft": version.template.versions.filter(state="draft").exists(),
    }
    return render(request, "committee/template.html", context)


@require_safe
def preview(request: HttpRequest, public_id: str) -> HttpResponse:
    """The template as an empty paper."""
    version, content = seen(request, public_id)
    context = {"version": version, "content": content, "parts": _numbered_sections(content)}
    return render(request, "committee/template_preview.html", context)


@require_http_methods(GET_AND_POST)
def copy(request: HttpRequest, public_id: str) -> HttpResponse:
    """Make a template of one's own council from this one."""
    actor = actor_of(request)
    version, _ = seen(request, public_id)
    councils = Organisation.objects.filter(pk__in=[one.pk for one in rules.councils_of(actor)])
    if not councils:
        rules.KEEP_TEMPLATES.require(actor, rules.place_of_template(actor, version.template))
    names = names_of_organisations(one.pk for one in councils)
    first = councils.first()
    form = form_for(
        request,
        CopyForm,
        councils=councils,
        names=names,
        initial={"name": f"{version.template.name}, our copy", "organisation": first},
    )

    def keep() -> Done:
        made = actions.copy_template(actor=actor, now=now_of(request), version=version, **form.cleaned_data)
        return Done(_address(made), "The copy is a draft. Change it, then bring it in.")

    return acting(request, form, keep) or _form(request, version, form, "Copy this template", "Make the copy")


@require_http_methods(["POST"])
def next_version(request: HttpRequest, public_id: str) -> HttpResponse:
    """Start a draft of the next version."""
    version, _ = seen(request, public_id)

    def do() -> Done:
        made = actions.start_version(actor=actor_of(request), now=now_of(request), template=version.template)
        return Done(_address(made), "The next version is a draft. Change it, then bring it in.")

    return acted(request, do)


@require_http_methods(GET_AND_POST)
def bring_in(request: HttpRequest, public_id: str) -> HttpResponse:
    """Bring a draft in from a day on."""
    version = _kept(request, public_id)
    form = form_for(request, BringInForm)

    def keep() -> Done:
        actions.bring_in(actor=actor_of(request), now=now_of(request), version=version, **form.cleaned_data)
        return Done(_address(version), "It is brought in. Papers that are begun keep the template they have.")

    return acting(request, form, keep) or _form(request, version, form, "Bring this template in", "Bring it in")


@require_http_methods(GET_AND_POST)
def word_file(request: HttpRequest, public_id: str) -> HttpResponse:
    """Give a version the council's own Word template."""
    version = _kept(request, public_id)
    form = form_for(request, WordFileForm)

    def keep() -> Done:
        upload = form.cleaned_data["file"]
        received = files.receive(upload, name=upload.name or "template.docx")
        actions.set_word_file(actor=actor_of(request), now=now_of(request), version=version, received=received)
        return Done(_address(version), "Papers written with it go to Word in these styles.")

    return acting(request, form, keep) or _form(request, version, form, "Your council’s Word template", "Use this file")


@require_http_methods(GET_AND_POST)
def retire(request: HttpRequest, public_id: str) -> HttpResponse:
    """End a version."""
    version = _kept(request, public_id)
    form = form_for(request, RetireForm, initial={"last_day": timezone.localdate(now_of(request))})

    def keep() -> Done:
        actions.retire_template(actor=actor_of(request), now=now_of(request), version=version, **form.cleaned_data)
        return Done(_address(version), "It is ended. Papers that have it keep it.")

    return acting(request, form, keep) or _form(request, version, form, "End this template", "End it")


@require_http_methods(GET_AND_POST)
def move_template(request: HttpRequest, public_id: str) -> HttpResponse:
    """Move a draft to the newer version of its template: what has no place there is listed first."""
    actor = actor_of(request)
    paper = queries.paper(actor, public_id)
    rules.EDIT.require(actor, paper)
    version = queries.newer_version(paper)
    if version is None:
        raise NotFound("There is no newer version of its template.", rule=rules.EDIT.name)
    found = move_to(paper, version)
    form = form_for(request, LeavingForm)
    if not found.unplaced:
        del form.fields["leaving"]

    def keep() -> Done:
        actions.move_to_template(
            actor=actor,
            now=now_of(request),
            paper=paper,
            version=version,
            leaving=form.cleaned_data.get("leaving", False),
        )
        return Done(address_of(paper), "The paper is written on in the newer template.")

    context = {
        "paper": paper,
        "form": form,
        "version": version,
        "unplaced": [(GROUP_WORDS[one.group], one) for one in found.unplaced],
        "fresh": found.fresh,
        "back": address_of(paper),
    }
    return acting(request, form, keep) or render(request, "committee/move_template.html", context)


def seen(request: HttpRequest, public_id: str) -> tuple[PaperTemplateVersion, TemplateContent]:
    """A version the reader may see, with its content as far as it can be read. Raises `NotFound`."""
    version = queries.template_version(actor_of(request), public_id)
    content = read(version.content)[0]
    if content is None:
        raise NotFound("This template cannot be read.", rule=rules.SEE_TEMPLATES.name)
    return version, content


def _kept(request: HttpRequest, public_id: str) -> PaperTemplateVersion:
    version, _ = seen(request, public_id)
    actor = actor_of(request)
    rules.KEEP_TEMPLATES.require(actor, rules.place_of_template(actor, version.template))
    return version


def _numbered_sections(content: TemplateContent) -> list[dict[str, Any]]:
    numbers = section_numbers((one.key, one.numbered) for one in content.sections)
    rows = []
    for one in content.sections:
        number = numbers[one.key]
        inner: list[tuple[str, str, bool]] = []
        if one.kind == "implications":
            inner = [
                (".".join(filter(None, [number, *map(str, place.position)])), place.title, place.status)
                for place in implication_places(content)
            ]
        if one.kind == "priorities":
            inner = [
                (".".join(filter(None, [number, str(n)])), word.label, False)
                for n, word in enumerate(content.priorities, start=1)
            ]
        rows.append({"section": one, "number": number, "inner": inner})
    return rows


def _is_current(version: PaperTemplateVersion, today: Any) -> bool:
    begun = version.valid_from is None or version.valid_from <= today
    return version.state == "in_use" and begun and (version.valid_until is None or version.valid_until >= today)


def _state(version: PaperTemplateVersion, today: Any) -> tuple[str, str]:
    if version.state == "in_use" and not _is_current(version, today):
        ended = version.valid_until is not None and version.valid_until < today
        return ("set-aside", "Ended") if ended else ("planned", "Comes in later")
    return STATE_WORDS[version.state]


def _address(version: PaperTemplateVersion) -> str:
    return reverse("committee:template", args=[version.public_id])


def _form(request: HttpRequest, version: PaperTemplateVersion, form: Any, title: str, submit: str) -> HttpResponse:
    context = {"form": form, "title": title, "submit": submit, "back": _address(version), "version": version}
    return render(request, "committee/template_form.html", context)
