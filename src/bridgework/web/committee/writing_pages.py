"""Writing a paper: one part at a time, remarks, what goes with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from bridgework.apps.committees import actions, queries, rules
from bridgework.apps.committees.actions import Exempt
from bridgework.apps.committees.models import Implication, Paper, PaperComment
from bridgework.apps.committees.queries.desk import RowShown, paper_shown
from bridgework.apps.committees.queries.templates import content_of
from bridgework.apps.committees.queries.writing import edits_of, implication_of, neighbours, section_of
from bridgework.core.differences import difference, summary
from bridgework.core.papers.templates import COMPUTED_FRONT, TemplateContent
from bridgework.kernel.errors import NotFound
from bridgework.web.committee.forms_writing import CommentForm, ContactsForm, FrontForm, ImplicationForm, SectionForm
from bridgework.web.ui import merging
from bridgework.web.ui.acting import Done, acted, acting, actor_of, form_for, now_of
from bridgework.web.ui.forms import Form

GET_AND_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_AND_POST)
def front(request: HttpRequest, public_id: str) -> HttpResponse:
    """The lines at the top of a draft."""
    paper, content = templated(request, public_id, rules.EDIT)
    fields = [one for one in content.front if one.key not in COMPUTED_FRONT]
    form = form_for(request, FrontForm, fields=fields, values=paper.front, version=paper.version)

    def keep() -> Done:
        actions.write_front(
            actor=actor_of(request),
            now=now_of(request),
            paper=paper,
            version=form.version_seen or 0,
            values=form.values(),
        )
        return Done(address_of(paper, "top"), "The top of the paper is kept.")

    return acting(request, form, keep) or _write(request, paper, form, "The top of the paper", "Keep these lines")


@require_http_methods(GET_AND_POST)
def contacts(request: HttpRequest, public_id: str) -> HttpResponse:
    """Whom to ask about a draft."""
    paper, _ = templated(request, public_id, rules.EDIT)
    form = form_for(request, ContactsForm, contacts=paper.front.get("contacts", []), version=paper.version)

    def keep() -> Done:
        actions.write_contacts(
            actor=actor_of(request),
            now=now_of(request),
            paper=paper,
            version=form.version_seen or 0,
            contacts=form.contacts(),
        )
        return Done(address_of(paper), "The contacts are kept.")

    return acting(request, form, keep) or _write(request, paper, form, "Whom to ask", "Keep the contacts")


@require_http_methods(GET_AND_POST)
def section(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    """One section of a draft."""
    paper, content = templated(request, public_id, rules.EDIT)
    rules.READ_PRIVATE.require(actor_of(request), paper)
    found = section_of(paper, key)
    place = content.section(found.key)
    names = ("text", "is_private", "exempt_paragraph", "public_interest_test")
    form = form_for(request, SectionForm, initial={name: getattr(found, name) for name in names}, version=found.version)

    def keep() -> Done:
        typed = form.cleaned_data
        actions.write_section(
            actor=actor_of(request),
            now=now_of(request),
            section=found,
            version=form.version_seen or 0,
            text=typed["text"],
            exempt=Exempt(typed["is_private"], typed["exempt_paragraph"], typed["public_interest_test"]),
        )
        return Done(address_of(paper, found.key), f"“{found.title}” is kept.")

    def joined(text: str) -> Form:
        found.refresh_from_db()
        return SectionForm(initial={**form.cleaned_data, "text": text}, version=found.version)

    return acting_with_merge(request, paper, form, keep, joined) or _write(
        request, paper, form, found.title, "Keep this section", help_text=place.help if place is not None else ""
    )


@require_http_methods(GET_AND_POST)
def implication(request: HttpRequest, public_id: str, group: str, key: str) -> HttpResponse:
    """One implication or priority of a draft; “and go on” leads to the next one that is not written."""
    paper, content = templated(request, public_id, rules.EDIT)
    found = implication_of(paper, group, key)
    form = form_for(
        request,
        ImplicationForm,
        statuses=content.statuses,
        has_status=found.has_status,
        initial={"status": found.status, "text": found.text, "is_none": found.is_none},
        version=found.version,
    )

    def keep() -> Done:
        actions.write_implication(
            actor=actor_of(request),
            now=now_of(request),
            implication=found,
            version=form.version_seen or 0,
            **form.cleaned_data,
        )
        after = _next(found) if request.POST.get("also") else None
        if after is None:
            return Done(address_of(paper, f"{found.group}"), f"“{found.title}” is kept.")
        return Done(
            reverse("committee:implication", args=[paper.public_id, after.group, after.key]),
            f"“{found.title}” is kept.",
        )

    def joined(text: str) -> Form:
        found.refresh_from_db()
        return ImplicationForm(
            initial={**form.cleaned_data, "text": text},
            version=found.version,
            statuses=content.statuses,
            has_status=found.has_status,
        )

    also = "Keep it and write the next" if _next(found) is not None else ""
    return acting_with_merge(request, paper, form, keep, joined) or _write(
        request, paper, form, found.title, "Keep it", also=also, help_text=_help_of(content, found)
    )


@require_http_methods(GET_AND_POST)
def comment(request: HttpRequest, public_id: str) -> HttpResponse:
    """Leave a remark on a paragraph of one part (`?part=KEY`)."""
    paper, _ = templated(request, public_id, rules.COMMENT)
    places = commentable(request, paper)
    part = request.GET.get("part", "")
    offered = [(where, words) for where, words, key in places if key == part] or [(a, b) for a, b, _ in places]
    form = form_for(request, CommentForm, places=offered)

    def keep() -> Done:
        where = form.cleaned_data["paragraph"] or offered[0][0]
        key, _, number = where.partition("|")
        actions.comment_on_paragraph(
            actor=actor_of(request),
            now=now_of(request),
            paper=paper,
            section_key=key,
            paragraph=number,
            text=form.cleaned_data["text"],
        )
        return Done(address_of(paper), "Your remark is there.")

    return acting(request, form, keep) or _write(request, paper, form, "Leave a remark", "Leave the remark")


@require_http_methods(["POST"])
def settle(request: HttpRequest, public_id: str) -> HttpResponse:
    """Settle a remark."""
    found = PaperComment.objects.select_related("paper").filter(public_id=public_id).first()
    if found is None:
        raise NotFound("There is no such remark.", rule=rules.COMMENT.name)
    queries.paper(actor_of(request), found.paper.public_id)

    def do() -> Done:
        actions.settle_comment(actor=actor_of(request), now=now_of(request), comment=found)
        return Done(address_of(found.paper), "The remark is settled.")

    return acted(request, do)


@require_safe
def history(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    """Every text saved of one section, and any two beside each other (`?from=1&to=2`)."""
    paper, _ = templated(request, public_id, rules.READ)
    found = section_of(paper, key)
    if found.is_private:
        rules.READ_PRIVATE.require(actor_of(request), paper)
    edits = edits_of(paper, f"sections/{found.key}")
    by_number = {one.version: one for one in edits}
    earlier, later = asked_pair(request, sorted(by_number))
    context: dict[str, Any] = {"paper": paper, "section": found, "edits": edits, "back": address_of(paper, found.key)}
    if earlier in by_number and later in by_number:
        segments = difference(by_number[earlier].text, by_number[later].text)
        context |= {
            "pair": (earlier, later),
            "segments": [(one.kind, one.text) for one in segments],
            "changed": summary(segments),
        }
    return render(request, "committee/history.html", context)


def acting_with_merge(
    request: HttpRequest, paper: Paper, form: Form, keep: Callable[[], Done], joined: Callable[[str], Form]
) -> HttpResponse | None:
    """As `acting`, but where somebody saved in between: what each changed, and a form with both texts joined.

    `joined` makes that form for a text, at the version that stands now.
    """
    context = {"paper": paper, "back": address_of(paper)}
    return merging.acting_with_merge(request, form, keep, joined, template="committee/merge.html", context=context)


def templated(request: HttpRequest, public_id: str, rule: Any) -> tuple[Paper, TemplateContent]:
    """A paper with its template, where the reader may do what `rule` says. Raises `NotFound` for one without."""
    paper = queries.paper(actor_of(request), public_id)
    rule.require(actor_of(request), paper)
    if paper.template_version is None:
        raise NotFound("This paper has no template, so it has no such part.", rule=rule.name)
    return paper, content_of(paper.template_version)


def address_of(paper: Paper, anchor: str = "") -> str:
    """Where a paper is written, at one of its parts."""
    return reverse("committee:paper", args=[paper.public_id]) + (f"#{anchor}" if anchor else "")


def asked_pair(request: HttpRequest, known: list[int]) -> tuple[int, int]:
    """The two numbers of the address; the last two where it names none; noughts where there are not two."""
    asked = [request.GET.get(name, "") for name in ("from", "to")]
    if all(one.isascii() and one.isdigit() and len(one) < 6 for one in asked):
        first, second = sorted(int(one) for one in asked)
        return first, second
    return (known[-2], known[-1]) if len(known) > 1 else (0, 0)


def commentable(request: HttpRequest, paper: Paper) -> list[tuple[str, str, str]]:
    """The places a remark can be left at: value, words, and the part they are in."""
    may = rules.READ_PRIVATE.may(actor_of(request), paper).allowed
    places: list[tuple[str, str, str]] = []
    for part in paper_shown(paper, may_read_private=may).parts:
        if part.is_hidden:
            continue
        key = part.place.key
        places.append((f"{key}|", f"{part.number or ''} {part.place.title}, all of it".strip(), key))
        places += [
            (f"{key}|{one.number}", f"Paragraph {one.number}: {one.text[:60]}", key)
            for one in part.paragraphs
            if one.number
        ]
        places += [_row_place(one, part.place.kind, key) for one in part.rows if not one.is_heading]
    return places


def _row_place(one: RowShown, kind: str, key: str) -> tuple[str, str, str]:
    return f"{kind}/{one.row.key}|", f"{one.number or ''} {one.row.title[:60]}".strip(), key


def _next(found: Implication) -> Implication | None:
    rows = neighbours(found)
    later = [one for one in rows if one.order > found.order]
    headings = {one.key.partition(".")[0] for one in rows if "." in one.key}
    return next((one for one in later if one.key not in headings), None)


def _help_of(content: TemplateContent, found: Implication) -> str:
    heading, _, part = found.key.partition(".")
    for one in content.implications:
        if one.key == heading:
            return next((inner.help for inner in one.parts if inner.key == part), one.help)
    return ""


def _write(
    request: HttpRequest,
    paper: Paper,
    form: Form,
    title: str,
    submit: str,
    *,
    also: str = "",
    help_text: str = "",
) -> HttpResponse:
    context = {
        "form": form,
        "paper": paper,
        "title": title,
        "submit": submit,
        "also": also,
        "help_text": help_text,
        "back": address_of(paper),
    }
    return render(request, "committee/write.html", context)
