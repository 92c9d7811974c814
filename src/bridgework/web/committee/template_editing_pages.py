"""Changing a draft of a paper template on screen: its lists, item by item."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from bridgework.apps.committees import actions, rules
from bridgework.apps.committees.models import PaperTemplateVersion
from bridgework.core.papers.template_editing import (
    NoSuchPlace,
    editable,
    move_item,
    put,
    remove_item,
    rows_of,
)
from bridgework.core.papers.templates import TemplateContent
from bridgework.kernel.errors import NotFound, NotPossibleNow
from bridgework.web.committee.forms_templates import ITEM_FORMS, AboutForm, ComputedItemForm
from bridgework.web.committee.templates_pages import seen
from bridgework.web.ui.acting import Done, acted, acting, actor_of, form_for, now_of
from bridgework.web.ui.forms import Form

GET_AND_POST = ["GET", "HEAD", "POST"]
TITLES = {
    "front": ("Lines at the top", "a line"),
    "sections": ("Sections", "a section"),
    "priorities": ("Priorities", "a priority"),
    "statuses": ("Statuses", "a status"),
    "implications": ("Implications", "an implication"),
    "clearances": ("Clearance questions", "a question"),
}


@require_safe
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """A draft with everything that can be changed in it."""
    version, content = draft_of(request, public_id)
    lists = []
    for name, (title, one) in TITLES.items():
        lists.append({"name": name, "title": title, "one": one, "rows": _rows(content, name)})
    context = {"version": version, "content": content, "lists": lists, "back": _address(version, "template")}
    return render(request, "committee/template_change.html", context)


@require_http_methods(GET_AND_POST)
def about(request: HttpRequest, public_id: str) -> HttpResponse:
    """What stands above the lists."""
    version, content = draft_of(request, public_id)
    names = ("name", "summary", "page_limit", "page_limit_note")
    form = form_for(
        request, AboutForm, initial={name: getattr(content, name) for name in names}, version=version.version
    )

    def keep() -> Done:
        return _save(request, version, form.version_seen, replace(content, **form.cleaned_data), "about")

    return acting(request, form, keep) or _form(request, version, form, "About this template", "Keep it")


@require_http_methods(GET_AND_POST)
def item(request: HttpRequest, public_id: str, name: str, place: int | None = None) -> HttpResponse:
    """One item of a list: changed, or added where no place is given."""
    version, content = draft_of(request, public_id)
    rows = _found(content, name)
    if place is not None and place >= len(rows):
        raise NotFound("There is nothing at this place.", rule=rules.KEEP_TEMPLATES.name)
    row = rows[place] if place is not None else None
    form_class = ITEM_FORMS[name.partition(".")[0]]
    if row is not None and getattr(row, "kind", "") == "computed":
        form_class = ComputedItemForm
    more: dict[str, Any] = {"content": content} if name == "clearances" else {}
    initial = {one: getattr(row, one) for one in editable(name)} if row is not None else {}
    form = form_for(request, form_class, initial=initial, version=version.version, **more)

    def keep() -> Done:
        return _save(request, version, form.version_seen, put(content, name, place, **form.cleaned_data), name)

    _, one = TITLES[name.partition(".")[0]]
    words = "a part" if "." in name else one
    title = f"Change {words}" if row is not None else f"Add {words}"
    return acting(request, form, keep) or _form(request, version, form, title, "Keep it" if row is not None else title)


@require_http_methods(["POST"])
def act_on_item(request: HttpRequest, public_id: str, name: str, place: int, act: str) -> HttpResponse:
    """Move an item up or down, or take it out."""
    version, content = draft_of(request, public_id)
    if place >= len(_found(content, name)) or act not in ("up", "down", "remove"):
        raise NotFound("There is nothing at this place.", rule=rules.KEEP_TEMPLATES.name)
    seen_version = request.POST.get("version", "")
    made_from = int(seen_version) if seen_version.isascii() and seen_version.isdigit() else -1

    def do() -> Done:
        if act == "remove":
            return _save(request, version, made_from, remove_item(content, name, place), name)
        return _save(request, version, made_from, move_item(content, name, place, up=act == "up"), name)

    return acted(request, do)


def draft_of(request: HttpRequest, public_id: str) -> tuple[PaperTemplateVersion, TemplateContent]:
    """A draft version the reader keeps. Raises `NotPossibleNow` for one that is or was in use."""
    version, content = seen(request, public_id)
    actor = actor_of(request)
    rules.KEEP_TEMPLATES.require(actor, rules.place_of_template(actor, version.template))
    if version.state != "draft":
        raise NotPossibleNow(
            "This version is or was in use, and papers are written with it.",
            rule="committees.template-in-use",
            remedy="Start the next version and change that one.",
        )
    return version, content


def _rows(content: TemplateContent, name: str) -> list[dict[str, Any]]:
    rows = rows_of(content, name)
    shown = []
    for place, row in enumerate(rows):
        words = getattr(row, "title", None) or getattr(row, "label", None) or row.question
        shown.append(
            {
                "list": name,
                "place": place,
                "words": words,
                "note": _note(name, row),
                "is_first": place == 0,
                "is_last": place == len(rows) - 1,
                "parts": _rows(content, f"{name}.{place}") if name == "implications" else [],
                "parts_list": f"{name}.{place}" if name == "implications" else "",
            }
        )
    return shown


def _note(name: str, row: Any) -> str:
    if name == "clearances":
        return f"Asked of: {row.role}"
    if name.startswith("implications"):
        return "With a status" if row.status else ""
    if name == "sections":
        said = ["numbered" if row.numbered else "without a number", "" if row.required else "may be left empty"]
        return ", ".join(one for one in said if one)
    return "Filled in by itself" if name == "front" and row.kind == "computed" else ""


def _found(content: TemplateContent, name: str) -> tuple[Any, ...]:
    try:
        return rows_of(content, name)
    except NoSuchPlace as missing:
        raise NotFound("A template has no such list.", rule=rules.KEEP_TEMPLATES.name) from missing


def _save(
    request: HttpRequest, version: PaperTemplateVersion, made_from: int | None, content: TemplateContent, name: str
) -> Done:
    actions.change_template(
        actor=actor_of(request),
        now=now_of(request),
        version=version,
        made_from=-1 if made_from is None else made_from,
        content=content,
    )
    return Done(_address(version, "template-change") + f"#{name.partition('.')[0]}", "The template is kept.")


def _address(version: PaperTemplateVersion, page: str) -> str:
    return reverse(f"committee:{page}", args=[version.public_id])


def _form(request: HttpRequest, version: PaperTemplateVersion, form: Form, title: str, submit: str) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "submit": submit,
        "version": version,
        "back": _address(version, "template-change"),
    }
    return render(request, "committee/template_form.html", context)
