"""Writing a report in place: its sections, one at a time; what they refer to; who saved what; freezing a version."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bridgework.apps.reports import actions, queries, rules
from bridgework.apps.reports.models import Report, ReportSection
from bridgework.core.differences import difference, summary
from bridgework.core.reports.outline import help_of
from bridgework.web.ui.acting import Done, acted, acting, actor_of, form_for, now_of
from bridgework.web.ui.forms import MOST_INTEGER, Form, tidy
from bridgework.web.ui.merging import acting_with_merge
from bridgework.web.workspace.forms_writing import AddSectionForm, FreezeForm, RemarkForm, SectionForm
from bridgework.web.workspace.showing import form_shown, today_of
from bridgework.web.workspace.views_reports import address_of, asked_pair, report_frame, report_shown

GET_AND_POST = ["GET", "HEAD", "POST"]


@require_safe
def writing(request: HttpRequest, public_id: str, report_id: str) -> HttpResponse:
    """The sections of a report, what waits in each, and what goes with them."""
    challenge, found = report_shown(request, public_id, report_id)
    actor = actor_of(request)
    there = queries.referable(found)
    may_write = rules.WRITE.may(actor, found)
    sections = queries.sections_of(found, there)
    # What a writer needs next: the first section without words. A version is for when there is something to read.
    empty = [one.section for one in sections if not one.section.text.strip()]
    context = report_frame(request, challenge, found, "Write") | {
        "sections": sections,
        "next_section": empty[0] if empty else None,
        "has_words": len(empty) < len(sections),
        "removed": list(queries.removed_sections(found)),
        "figures": there.figures,
        "dissent": list(queries.dissent_of(found)),
        "brought_in": list(found.brought_in.select_related("file", "by").order_by("-id")),
        "latest": queries.latest_version(found),
        "may_write": may_write.allowed,
        "why_not": may_write,
        "may_remark": rules.REMARK.may(actor, found).allowed,
        "may_dissent": rules.DISSENT.may(actor, found).allowed,
        "add_form": AddSectionForm() if may_write.allowed else None,
    }
    return render(request, "workspace/writing.html", context)


@require_POST
def begin(request: HttpRequest, public_id: str, report_id: str) -> HttpResponse:
    """Begin to write in place."""
    _, found = report_shown(request, public_id, report_id)

    def do() -> Done:
        made = actions.begin_writing(actor=actor_of(request), now=now_of(request), report=found)
        words = "These sections are a proposal: rename, move, add and take out as you like."
        if any(one.text for one in made):
            words = "The latest version is divided at its headings. Each is a section now."
        return Done(writing_address(found), words)

    return acted(request, do)


@require_http_methods(GET_AND_POST)
def add(request: HttpRequest, public_id: str, report_id: str) -> HttpResponse:
    """Add a section, and go on to write it."""
    challenge, found = report_shown(request, public_id, report_id)
    rules.WRITE.require(actor_of(request), found)
    form = form_for(request, AddSectionForm)

    def do() -> Done:
        made = actions.add_section(
            actor=actor_of(request), now=now_of(request), report=found, title=form.cleaned_data["title"]
        )
        return Done(section_address(made), f"“{made.title}” is added at the end.")

    return acting(request, form, do) or form_shown(
        request,
        report_frame(request, challenge, found, "Add a section"),
        form,
        title="Add a section",
        submit="Add the section",
        back=writing_address(found),
    )


@require_http_methods(GET_AND_POST)
def section(request: HttpRequest, public_id: str, report_id: str, key: str) -> HttpResponse:
    """Write one section. “Put in” and “show how it reads” send the text back without saving it."""
    challenge, found = report_shown(request, public_id, report_id)
    rules.WRITE.require(actor_of(request), found)
    one = queries.section_of(found, key)
    there = queries.referable(found)
    initial = {"title": one.title, "text": one.text}
    wanted = request.POST.get("insert", "")[:120] if request.method == "POST" else ""
    looking = request.method == "POST" and request.POST.get("also") == "yes"
    if wanted or looking:
        form = _typed(request, wanted)
    else:
        form = form_for(request, SectionForm, initial=initial, version=one.version)

    def keep() -> Done:
        typed = form.cleaned_data
        actions.write_section(
            actor=actor_of(request),
            now=now_of(request),
            section=one,
            version=form.version_seen or 0,
            text=typed["text"],
            title=typed["title"],
        )
        return Done(writing_address(found, one.key), f"“{typed['title']}” is kept.")

    def joined(text: str) -> Form:
        one.refresh_from_db()
        return SectionForm(initial={"title": form.cleaned_data["title"], "text": text}, version=one.version)

    frame = report_frame(request, challenge, found, one.title)
    answer = None
    if not (wanted or looking):
        merging = frame | {"back": section_address(one), "section": one}
        answer = acting_with_merge(
            request, form, keep, joined, template="workspace/merge_section.html", context=merging
        )
    if answer is not None:
        return answer
    text = str(form["text"].value() or "")
    shown = next((each for each in queries.sections_of(found) if each.section.pk == one.pk), None)
    context = frame | {
        "section": one,
        "form": form,
        "help_text": help_of(one.key),
        "groups": there.groups,
        "broken": queries.broken_in(text, there),
        "inserted": wanted,
        "preview": queries.read_as(found, one.key, text, today=today_of(request)) if looking else "",
        "looking": looking,
        "shown": shown,
        "may_write": True,
        "may_remark": True,
        "back": writing_address(found, one.key),
        "times_saved": one.edits.count(),
    }
    return render(request, "workspace/section.html", context)


@require_safe
def reading(request: HttpRequest, public_id: str, report_id: str) -> HttpResponse:
    """The whole report as it stands, with references in words: how it will read."""
    challenge, found = report_shown(request, public_id, report_id)
    today = today_of(request)
    there = queries.referable(found)
    sections = queries.sections_of(found, there)
    texts = queries.all_read_as(found, today=today)
    context = report_frame(request, challenge, found, "How it reads") | {
        "sections": [(one, texts.get(one.section.key, "")) for one in sections],
        "dissent": list(queries.dissent_of(found)),
        "may_remark": rules.REMARK.may(actor_of(request), found).allowed,
        "may_write": rules.WRITE.may(actor_of(request), found).allowed,
    }
    return render(request, "workspace/reading.html", context)


@require_safe
def history(request: HttpRequest, public_id: str, report_id: str, key: str) -> HttpResponse:
    """Every text saved of a section, and any two beside each other (`?from=1&to=2`)."""
    challenge, found = report_shown(request, public_id, report_id)
    one = queries.section_of(found, key)
    edits = queries.edits_of(one)
    by_number = {each.version: each for each in edits}
    earlier, later = asked_pair(request, sorted(by_number, reverse=True))
    context: dict[str, Any] = report_frame(request, challenge, found, f"{one.title}: what was saved") | {
        "section": one,
        "edits": edits,
        "pair": None,
        "back": section_address(one),
    }
    if earlier in by_number and later in by_number:
        segments = difference(by_number[earlier].text, by_number[later].text)
        context |= {
            "pair": (earlier, later),
            "segments": [(each.kind, each.text) for each in segments],
            "changed": summary(segments),
        }
    return render(request, "workspace/section_history.html", context)


@require_POST
def move(request: HttpRequest, public_id: str, report_id: str, key: str) -> HttpResponse:
    """Move a section one place up or down."""
    _, found = report_shown(request, public_id, report_id)
    one = queries.section_of(found, key)

    def do() -> Done:
        up = request.POST.get("way") == "up"
        actions.move_section(actor=actor_of(request), now=now_of(request), section=one, up=up)
        return Done(writing_address(found, one.key))

    return acted(request, do)


@require_POST
def remove(request: HttpRequest, public_id: str, report_id: str, key: str) -> HttpResponse:
    """Take a section out; it can be put back."""
    _, found = report_shown(request, public_id, report_id)
    one = queries.section_of(found, key)

    def do() -> Done:
        actions.remove_section(actor=actor_of(request), now=now_of(request), section=one)
        words = f"“{one.title}” is taken out. It can be put back at the foot of this page."
        return Done(writing_address(found, "taken-out"), words)

    return acted(request, do)


@require_POST
def put_back(request: HttpRequest, public_id: str, report_id: str, key: str) -> HttpResponse:
    """Put a section back that was taken out."""
    _, found = report_shown(request, public_id, report_id)
    one = queries.section_of(found, key)

    def do() -> Done:
        actions.put_back_section(actor=actor_of(request), now=now_of(request), section=one)
        return Done(writing_address(found, one.key), f"“{one.title}” is back.")

    return acted(request, do)


@require_http_methods(GET_AND_POST)
def comment(request: HttpRequest, public_id: str, report_id: str, key: str) -> HttpResponse:
    """Leave a comment on a section."""
    challenge, found = report_shown(request, public_id, report_id)
    rules.REMARK.require(actor_of(request), found)
    one = queries.section_of(found, key)
    form = form_for(request, RemarkForm)

    def do() -> Done:
        actions.comment_on_section(actor=actor_of(request), now=now_of(request), section=one, **form.cleaned_data)
        return Done(writing_address(found, one.key), "Your comment is there.")

    return acting(request, form, do) or form_shown(
        request,
        report_frame(request, challenge, found, "Comment"),
        form,
        title=f"Comment on “{one.title}”",
        submit="Leave the comment",
        back=writing_address(found, one.key),
    )


@require_POST
def settle(request: HttpRequest, public_id: str, report_id: str, remark_id: str) -> HttpResponse:
    """Settle a comment, or open it again."""
    _, found = report_shown(request, public_id, report_id)
    one = queries.comment_of(found, remark_id)
    settled = request.POST.get("way") != "open"

    def do() -> Done:
        actions.settle_comment(actor=actor_of(request), now=now_of(request), comment=one, settled=settled)
        words = "The comment is settled." if settled else "The comment is open again."
        return Done(writing_address(found, one.section.key), words)

    return acted(request, do)


@require_http_methods(GET_AND_POST)
def freeze(request: HttpRequest, public_id: str, report_id: str) -> HttpResponse:
    """Make a version of the sections as they stand."""
    challenge, found = report_shown(request, public_id, report_id)
    rules.WRITE.require(actor_of(request), found)
    form = form_for(request, FreezeForm)
    sections = queries.sections_of(found, queries.referable(found))

    def do() -> Done:
        made = actions.freeze_version(
            actor=actor_of(request), now=now_of(request), report=found, note=form.cleaned_data["note"]
        )
        return Done(address_of(found), f"Version {made.number} is frozen. You can go on writing.")

    return acting(request, form, do) or form_shown(
        request,
        report_frame(request, challenge, found, "Freeze a version"),
        form,
        title="Freeze a version",
        lead="It keeps the sections as they stand, with a hash. Officers read it, and it is what is published.",
        submit="Freeze this version",
        back=writing_address(found),
        notes=_notes(sections),
    )


def writing_address(found: Report, anchor: str = "") -> str:
    """Where a report is written, at one of its sections."""
    address = reverse("workspace:writing", args=[found.challenge.public_id, found.public_id])
    return f"{address}#{anchor}" if anchor else address


def section_address(one: ReportSection) -> str:
    """Where a section is written."""
    report = one.report
    return reverse("workspace:section", args=[report.challenge.public_id, report.public_id, one.key])


def _typed(request: HttpRequest, insert: str) -> SectionForm:
    """The form with what was typed, and a reference at the end of the text; nothing is saved and nothing complains."""
    text = tidy(request.POST.get("text", ""))
    if insert:
        text = f"{text.rstrip()}\n\n{insert}" if text.strip() else insert
    number = request.POST.get("version", "")
    seen = int(number) if number.isascii() and number.isdigit() and int(number[:20]) <= MOST_INTEGER else 0
    return SectionForm(initial={"title": tidy(request.POST.get("title", "")), "text": text}, version=seen)


def _notes(sections: list[queries.SectionShown]) -> list[str]:
    """What deserves a look before a version is frozen; nothing of it stops anybody."""
    notes = []
    empty = [one.section.title for one in sections if not one.section.text.strip()]
    if empty:
        notes.append("Left out, because they have no words: " + ", ".join(empty) + ".")
    broken = [one.section.title for one in sections if one.broken]
    if broken:
        notes.append("Some references lead nowhere, in: " + ", ".join(broken) + ".")
    waiting = sum(len(one.open_comments) for one in sections)
    if waiting:
        notes.append(f"{waiting} comment{'s are' if waiting != 1 else ' is'} not settled.")
    return notes
