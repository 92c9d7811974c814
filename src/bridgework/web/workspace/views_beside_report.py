"""What goes with a report being written: figures, dissent notes, a document brought in, proposed words put in."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bridgework.apps.reports import actions, queries, rules
from bridgework.apps.reports.actions import FigureWords
from bridgework.apps.reports.models import DissentNote, FactCheckComment
from bridgework.core.reports.passages import put_in
from bridgework.core.reports.tables import as_csv
from bridgework.kernel.errors import NotFound
from bridgework.web.ui.acting import Done, acted, acting, actor_of, form_for, now_of
from bridgework.web.ui.forms import Form
from bridgework.web.workspace.forms_writing import BringInForm, DissentForm, FigureForm
from bridgework.web.workspace.showing import counted, form_shown
from bridgework.web.workspace.views_reports import report_frame, report_shown
from bridgework.web.workspace.views_writing import writing_address

GET_AND_POST = ["GET", "HEAD", "POST"]


@require_safe
def figures(request: HttpRequest, public_id: str, report_id: str) -> HttpResponse:
    """The figures of a report, each with its picture, its words and its numbers."""
    challenge, found = report_shown(request, public_id, report_id)
    context = report_frame(request, challenge, found, "Figures") | {
        "figures": list(queries.figures_of(found)),
        "may_write": rules.WRITE.may(actor_of(request), found).allowed,
        "back": writing_address(found),
    }
    return render(request, "workspace/figures.html", context)


@require_http_methods(GET_AND_POST)
def add_figure(request: HttpRequest, public_id: str, report_id: str) -> HttpResponse:
    """Add a figure."""
    challenge, found = report_shown(request, public_id, report_id)
    rules.WRITE.require(actor_of(request), found)
    form = form_for(request, FigureForm)
    here = reverse("workspace:figures", args=[public_id, report_id])

    def do() -> Done:
        made = actions.add_figure(
            actor=actor_of(request),
            now=now_of(request),
            report=found,
            words=_words(form),
            picture=form.cleaned_data["file"],
        )
        return Done(here, f"The figure is added. Put it into a text with [@figure:{made.key}].")

    return acting(request, form, do) or form_shown(
        request,
        report_frame(request, challenge, found, "Add a figure"),
        form,
        title="Add a figure",
        lead="A picture, the numbers behind it, or both.",
        submit="Add the figure",
        back=here,
    )


@require_http_methods(GET_AND_POST)
def figure(request: HttpRequest, public_id: str, report_id: str, key: str) -> HttpResponse:
    """Change a figure; its key stays."""
    challenge, found = report_shown(request, public_id, report_id)
    rules.WRITE.require(actor_of(request), found)
    one = queries.figure_of(found, key)
    initial = {"title": one.title, "description": one.description, "table": as_csv(one.data)}
    form = form_for(request, FigureForm, initial=initial)
    here = reverse("workspace:figures", args=[public_id, report_id])

    def do() -> Done:
        actions.change_figure(
            actor=actor_of(request),
            now=now_of(request),
            figure=one,
            words=_words(form),
            picture=form.cleaned_data["file"],
        )
        return Done(here, "The figure is changed.")

    return acting(request, form, do) or form_shown(
        request,
        report_frame(request, challenge, found, one.title),
        form,
        title="Change the figure",
        submit="Keep the figure",
        back=here,
        notes=[f"Its picture is {one.file.name}. Choose a file only to put another in its place."] if one.file else (),
    )


@require_POST
def remove_figure(request: HttpRequest, public_id: str, report_id: str, key: str) -> HttpResponse:
    """Take a figure out, unless a section refers to it."""
    _, found = report_shown(request, public_id, report_id)
    one = queries.figure_of(found, key)

    def do() -> Done:
        actions.remove_figure(actor=actor_of(request), now=now_of(request), figure=one)
        return Done(reverse("workspace:figures", args=[public_id, report_id]), "The figure is taken out.")

    return acted(request, do)


@require_http_methods(GET_AND_POST)
def dissent(request: HttpRequest, public_id: str, report_id: str) -> HttpResponse:
    """Say what you do not share in the report."""
    challenge, found = report_shown(request, public_id, report_id)
    actor = actor_of(request)
    rules.DISSENT.require(actor, found)
    form = form_for(request, DissentForm, initial={"shown_as": actor.name})

    def do() -> Done:
        actions.write_dissent(actor=actor, now=now_of(request), report=found, **form.cleaned_data)
        return Done(writing_address(found, "dissent"), "Your note stands with the report. You can withdraw it.")

    return acting(request, form, do) or form_shown(
        request,
        report_frame(request, challenge, found, "Dissent note"),
        form,
        title="Write a dissent note",
        lead="A team need not agree. What you do not share is printed with the report, in your words.",
        submit="Put the note with the report",
        back=writing_address(found),
    )


@require_POST
def withdraw_dissent(request: HttpRequest, public_id: str, report_id: str, note_id: str) -> HttpResponse:
    """Withdraw one's own dissent note."""
    _, found = report_shown(request, public_id, report_id)
    note = DissentNote.objects.select_related("report").filter(report=found, public_id=note_id[:14]).first()
    if note is None:
        raise NotFound("There is no such note.", rule=rules.WITHDRAW_DISSENT.name)

    def do() -> Done:
        actions.withdraw_dissent(actor=actor_of(request), now=now_of(request), note=note)
        return Done(writing_address(found, "dissent"), "Your note is withdrawn.")

    return acted(request, do)


@require_http_methods(GET_AND_POST)
def bring_in(request: HttpRequest, public_id: str, report_id: str) -> HttpResponse:
    """Choose a document; it is read into sections and shown before anything is taken in."""
    challenge, found = report_shown(request, public_id, report_id)
    rules.WRITE.require(actor_of(request), found)
    form = form_for(request, BringInForm)

    def do() -> Done:
        received, read = form.cleaned_data["file"]
        made = actions.bring_in(
            actor=actor_of(request), now=now_of(request), report=found, received=received, read=read
        )
        return Done(reverse("workspace:brought-in-report", args=[public_id, report_id, made.public_id]))

    return acting(request, form, do) or form_shown(
        request,
        report_frame(request, challenge, found, "Bring in a document"),
        form,
        title="Bring in a document",
        lead="It is read into sections at its headings. You see them, and what was not understood, before they count.",
        submit="Read it into sections",
        back=writing_address(found),
    )


@require_http_methods(GET_AND_POST)
def brought_in(request: HttpRequest, public_id: str, report_id: str, brought_id: str) -> HttpResponse:
    """What was read from a document; POST takes all of it in."""
    challenge, found = report_shown(request, public_id, report_id)
    rules.WRITE.require(actor_of(request), found)
    brought = queries.brought_in_of(found, brought_id)

    def do() -> Done:
        made = actions.take_in(actor=actor_of(request), now=now_of(request), brought=brought)
        words = f"{len(made)} section{'s are' if len(made) != 1 else ' is'} taken in. Read them, and put them right."
        return Done(writing_address(found), words)

    if request.method == "POST":
        return acted(request, do)
    written = found.sections.filter(removed_at=None).exclude(text="").count()
    context = report_frame(request, challenge, found, "What was read") | {
        "brought": brought,
        "is_open": brought.taken_in_at is None and brought.set_aside_at is None,
        "written": written,
        "heading": counted(len(brought.sections), "section"),
        "back": writing_address(found),
    }
    return render(request, "workspace/brought_in.html", context)


@require_POST
def set_aside(request: HttpRequest, public_id: str, report_id: str, brought_id: str) -> HttpResponse:
    """Take nothing of a document in."""
    _, found = report_shown(request, public_id, report_id)
    brought = queries.brought_in_of(found, brought_id)

    def do() -> Done:
        actions.set_aside(actor=actor_of(request), now=now_of(request), brought=brought)
        return Done(writing_address(found), "Nothing of it was taken in. The file stays with the report.")

    return acted(request, do)


@require_http_methods(GET_AND_POST)
def put_words_in(request: HttpRequest, public_id: str, report_id: str, comment_id: str) -> HttpResponse:
    """Show what putting proposed words in would change in the section; the team presses the button."""
    challenge, found = report_shown(request, public_id, report_id)
    rules.WRITE.require(actor_of(request), found)
    comment = (
        FactCheckComment.objects.select_related("author", "version")
        .filter(public_id=comment_id[:14], version__report=found)
        .first()
    )
    if comment is None or not comment.proposed:
        raise NotFound("There is no such proposal.", rule=rules.WRITE.name)
    proposal = queries.proposals_of(found, [comment])[comment.pk]
    section = proposal.section
    form = form_for(request, Form, version=section.version if section is not None else 0)

    def do() -> Done:
        if section is None:
            raise NotFound("The passage does not stand exactly once in any section.", rule=rules.WRITE.name)
        actions.put_in_words(
            actor=actor_of(request),
            now=now_of(request),
            comment=comment,
            section=section,
            version=form.version_seen or 0,
        )
        return Done(here, f"The words are in “{section.title}”.")

    here = reverse("workspace:fact-check", args=[public_id, report_id])
    context: dict[str, Any] = report_frame(request, challenge, found, "Put the words in") | {
        "comment": comment,
        "section": section,
        "form": form,
        "segments": proposal.segments_shown,
        "would_read": put_in(comment.passage, comment.proposed, section.text) if section is not None else "",
        "sections": queries.sections_of(found) if section is None else [],
        "back": here,
    }
    return acting(request, form, do) or render(request, "workspace/put_in.html", context)


def _words(form: FigureForm) -> FigureWords:
    typed = form.cleaned_data
    return FigureWords(typed["title"], typed["description"], typed["table"])
