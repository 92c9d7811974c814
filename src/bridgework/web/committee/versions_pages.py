"""Versions of a whole paper, any two compared; and its way to Word and back."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from bridgework.apps.committees import actions, rules
from bridgework.apps.committees.actions.bringing_back import SENT, changes_of
from bridgework.apps.committees.building import word_template
from bridgework.apps.committees.models import BroughtBack, Paper, PaperVersion
from bridgework.apps.committees.queries.writing import versions_of_paper
from bridgework.core.differences import difference, summary
from bridgework.core.papers.as_json import from_json
from bridgework.core.papers.documents.from_docx import version_mark
from bridgework.core.papers.numbering import texts_of
from bridgework.core.papers.record import PaperRecord
from bridgework.kernel import files
from bridgework.kernel.errors import InvalidInput, NotFound, NotPossibleNow
from bridgework.web.committee.writing_pages import address_of, asked_pair, templated
from bridgework.web.ui.acting import Done, acted, acting, actor_of, form_for, now_of
from bridgework.web.ui.forms import Form

GET_AND_POST = ["GET", "HEAD", "POST"]
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
KINDS = {
    "changed": "Changed",
    "added": "Added",
    "deleted": "Taken out",
    "moved": "Moved",
    "status": "Another status",
}


class BringBackForm(Form):
    """A Word document that was edited."""

    file = forms.FileField(label="The Word file, edited", help_text="A .docx file. Nothing is taken in yet.")


class TakeInForm(Form):
    """Which changes are taken in."""

    accepted = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple, label="Changes")

    def __init__(self, *args: Any, ids: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["accepted"].choices = [(one, one) for one in ids]  # type: ignore[attr-defined]


@require_safe
def versions(request: HttpRequest, public_id: str) -> HttpResponse:
    """Every version kept of the whole paper, and any two beside each other (`?from=1&to=2`)."""
    paper, _ = templated(request, public_id, rules.READ)
    rules.READ_PRIVATE.require(actor_of(request), paper)
    kept = versions_of_paper(paper)
    by_number = {one.number: one for one in kept}
    earlier, later = asked_pair(request, sorted(by_number))
    context: dict[str, Any] = {
        "paper": paper,
        "versions": kept,
        "back": address_of(paper),
        "may_keep": rules.EDIT.may(actor_of(request), paper).allowed,
    }
    if earlier in by_number and later in by_number:
        context |= {"pair": (earlier, later), "differences": _differences(by_number[earlier], by_number[later])}
    return render(request, "committee/versions.html", context)


@require_http_methods(["POST"])
def keep(request: HttpRequest, public_id: str) -> HttpResponse:
    """Keep the paper as it stands as a version."""
    paper, _ = templated(request, public_id, rules.EDIT)

    def do() -> Done:
        made = actions.keep_version(actor=actor_of(request), now=now_of(request), paper=paper, what="kept by hand")
        return Done(reverse("committee:versions", args=[paper.public_id]), f"Version {made.number} is kept.")

    return acted(request, do)


@require_http_methods(GET_AND_POST)
def word(request: HttpRequest, public_id: str) -> HttpResponse:
    """To Word and back: the file is made from a kept version, and what was edited is brought back beside it."""
    paper, _ = templated(request, public_id, rules.EDIT)
    rules.READ_PRIVATE.require(actor_of(request), paper)
    sent = list(paper.versions.filter(what=SENT).select_related("author").order_by("-number"))
    form = form_for(request, BringBackForm)

    def bring() -> Done:
        upload = form.cleaned_data["file"]
        name = upload.name or "paper.docx"
        received = files.receive(upload, name=name)
        upload.seek(0)
        sent_as = _made_from(sent, paper, version_mark(upload.read()), name)
        made = actions.bring_back(
            actor=actor_of(request), now=now_of(request), paper=paper, received=received, sent=sent_as
        )
        return Done(reverse("committee:brought-back", args=[made.public_id]))

    context = {
        "paper": paper,
        "form": form,
        "sent": sent,
        "waiting": list(paper.brought_back.filter(closed_at=None).select_related("by", "file", "sent")),
        "back": address_of(paper),
    }
    return acting(request, form, bring) or render(request, "committee/word.html", context)


@require_http_methods(["POST"])
def send(request: HttpRequest, public_id: str) -> HttpResponse:
    """Keep the version a Word file is made from."""
    paper, _ = templated(request, public_id, rules.EDIT)

    def do() -> Done:
        made = actions.send_to_word(actor=actor_of(request), now=now_of(request), paper=paper)
        return Done(
            reverse("committee:word", args=[paper.public_id]) + "#sent", f"Version {made.number} is ready for Word."
        )

    return acted(request, do)


@require_safe
def download(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """A version as a Word file, in the council's own Word template where it has one."""
    paper, _ = templated(request, public_id, rules.READ)
    rules.READ_PRIVATE.require(actor_of(request), paper)
    found = paper.versions.filter(number=min(number, 32_000)).first()
    if found is None:
        raise NotFound("There is no such version of this paper.", rule=rules.READ.name)
    from bridgework.core.papers.documents.docx import as_docx

    data = as_docx(from_json(found.content), template=word_template(paper), mark=f"{paper.public_id}-{found.number}")
    response = HttpResponse(data, content_type=WORD_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="paper-{paper.public_id}-v{found.number}.docx"'
    return response


@require_http_methods(GET_AND_POST)
def brought_back(request: HttpRequest, public_id: str) -> HttpResponse:
    """Every changed paragraph of a document that came back; what is ticked is taken in."""
    actor = actor_of(request)
    found = _brought(request, public_id)
    paper = found.paper
    if found.closed_at is not None:
        raise NotPossibleNow("This document was dealt with already.", rule="committees.brought-back-open")
    returned = changes_of(found)
    form = form_for(request, TakeInForm, ids=[one.id for one in returned.changes if one.can_be_taken_in])

    def take() -> Done:
        done = actions.take_in_changes(
            actor=actor, now=now_of(request), brought=found, accepted=form.cleaned_data["accepted"]
        )
        said = f"{len(done.places)} place{'s' if len(done.places) != 1 else ''} changed."
        if done.clashes:
            said += f" {len(done.clashes)} clashed with a change made here: each is a remark on the paper."
        return Done(address_of(paper), said)

    context = {
        "paper": paper,
        "brought": found,
        "form": form,
        "rows": [
            {
                "change": one,
                "kind": KINDS.get(one.kind, one.kind),
                "segments": [(part.kind, part.text) for part in difference(one.before, one.after)],
            }
            for one in returned.changes
        ],
        "unplaced": returned.unplaced,
        "comments": returned.comments,
        "changed_since": paper.edits.filter(created_at__gt=found.sent.created_at).exists(),
        "back": reverse("committee:word", args=[paper.public_id]),
    }
    return acting(request, form, take) or render(request, "committee/brought_back.html", context)


@require_http_methods(["POST"])
def set_aside(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take nothing of a document in."""
    found = _brought(request, public_id)

    def do() -> Done:
        actions.set_aside_document(actor=actor_of(request), now=now_of(request), brought=found)
        return Done(reverse("committee:word", args=[found.paper.public_id]), "The document is set aside.")

    return acted(request, do)


def _brought(request: HttpRequest, public_id: str) -> BroughtBack:
    found = BroughtBack.objects.select_related("paper", "sent", "file").filter(public_id=public_id).first()
    if found is None:
        raise NotFound("There is no such document.", rule=rules.EDIT.name)
    templated(request, found.paper.public_id, rules.EDIT)
    rules.READ_PRIVATE.require(actor_of(request), found.paper)
    return found


def _made_from(sent: list[PaperVersion], paper: Paper, mark: str, name: str) -> PaperVersion:
    """The version a file was made from: as the file itself says, else its name, else the newest that was sent."""
    if not sent:
        raise InvalidInput(
            "No Word file of this paper was made yet.",
            rule="committees.sent-first",
            remedy="Make one, edit it, and bring that back.",
            field="file",
        )
    said = re.fullmatch(rf"{paper.public_id}-(\d{{1,5}})", mark) or re.search(r"-v(\d{1,5})\b", name)
    number = int(said[1]) if said else 0
    return next((one for one in sent if one.number == number), sent[0])


def _differences(earlier: PaperVersion, later: PaperVersion) -> list[dict[str, Any]]:
    """What differs between two versions, place by place."""
    before, after = (_texts(from_json(one.content)) for one in (earlier, later))
    rows = []
    for place in dict.fromkeys([*before, *after]):
        old, new = before.get(place, ""), after.get(place, "")
        if old != new:
            segments = difference(old, new)
            rows.append(
                {
                    "place": place,
                    "segments": [(one.kind, one.text) for one in segments],
                    "changed": summary(segments),
                }
            )
    return rows


def _texts(record: PaperRecord) -> dict[str, str]:
    """The text of a paper by its place in words; a section is one text, so that moved numbers change nothing."""
    titles = {one.key: one.title for one in record.sections}
    titles |= {one.key: one.title for one in (*record.priorities, *record.implications)}
    texts: dict[str, list[str]] = {"Title": [record.title or ""]}
    for place, text in texts_of(record):
        group, key = place.split("/")[:2]
        words = {"proposals": f"Proposal {key}", "front": key.capitalize()}.get(group, titles.get(key, key))
        texts.setdefault(words, []).append(text)
    for row in record.implications:
        if row.status:
            texts.setdefault(row.title, []).append(f"Status: {row.status}")
    return {place: "\n\n".join(rows) for place, rows in texts.items()}
