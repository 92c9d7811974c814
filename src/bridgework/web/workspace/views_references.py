"""Sources as references: bringing them in, what could not be read, how they are cited, taking them away."""

from __future__ import annotations

import io
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bridgework.apps.questions.models import Challenge
from bridgework.apps.workspace import actions, queries, rules
from bridgework.apps.workspace.models import ReferenceImport, Source
from bridgework.kernel import files
from bridgework.kernel.errors import InvalidInput, NotFound
from bridgework.web.listing import page_of
from bridgework.web.ui.acting import Done, acted, acting, actor_of, form_for, now_of
from bridgework.web.workspace.forms_evidence import BringForm
from bridgework.web.workspace.showing import form_shown, frame, work_shown

EVIDENCE = "workspace:evidence"
WRITTEN: Final = {
    "ris": ("ris", "application/x-research-info-systems; charset=utf-8"),
    "bibtex": ("bib", "application/x-bibtex; charset=utf-8"),
    "csl-json": ("json", "application/vnd.citationstyles.csl+json; charset=utf-8"),
}


@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest, public_id: str) -> HttpResponse:
    """Bring sources in: pasted, in a list, or as a PDF."""
    challenge = work_shown(request, public_id)
    rules.KEEP_EVIDENCE.require(actor_of(request), challenge)
    form = form_for(request, BringForm)

    def do() -> Done:
        return _bring(request, challenge, form.cleaned_data["given"], form.cleaned_data["file"])

    return acting(request, form, do) or form_shown(
        request,
        frame(request, challenge, EVIDENCE, "Bring sources in"),
        form,
        title="Bring sources in",
        lead="Nothing is fetched from elsewhere: what you give is what is kept.",
        submit="Bring them in",
        back=reverse(EVIDENCE, args=[public_id]),
    )


@require_safe
def brought(request: HttpRequest, public_id: str, import_id: str) -> HttpResponse:
    """What a list gave: how many sources, which entries could not be read, and what is likely there twice."""
    challenge = work_shown(request, public_id)
    row = ReferenceImport.objects.filter(challenge=challenge, public_id=import_id).first()
    if row is None:
        raise NotFound("There is no such list.", rule=rules.SEE.name)
    context = frame(request, challenge, EVIDENCE, "What came in") | {
        "row": row,
        "problems": queries.problems_of(row),
        "duplicates": [one for one in queries.duplicates_of(challenge) if one.reference_import_id == row.pk],
        "may_keep": rules.KEEP_EVIDENCE.may(actor_of(request), challenge).allowed,
    }
    return render(request, "workspace/brought.html", context)


@require_POST
def keep_apart(request: HttpRequest, public_id: str, source_id: str) -> HttpResponse:
    """Say that a flagged source is another work."""
    challenge = work_shown(request, public_id)
    found = Source.objects.filter(challenge=challenge, public_id=source_id).first()
    if found is None:
        raise NotFound("There is no such source.", rule=rules.SEE.name)

    def do() -> Done:
        actions.keep_apart(actor=actor_of(request), now=now_of(request), source=found)
        return Done(reverse(EVIDENCE, args=[public_id]), "The source stands on its own.")

    return acted(request, do)


@require_POST
def carry_over(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take over what the teams before found."""
    challenge = work_shown(request, public_id)

    def do() -> Done:
        sources, findings = actions.carry_over(actor=actor_of(request), now=now_of(request), challenge=challenge)
        said = f"Taken over: sources {sources}, findings {findings}. Each is marked until you have looked at it again."
        return Done(reverse(EVIDENCE, args=[public_id]), said)

    return acted(request, do)


@require_POST
def check_again(request: HttpRequest, public_id: str, source_id: str) -> HttpResponse:
    """Say that an inherited source was looked at again."""
    challenge = work_shown(request, public_id)
    found = Source.objects.filter(challenge=challenge, public_id=source_id).first()
    if found is None:
        raise NotFound("There is no such source.", rule=rules.SEE.name)

    def do() -> Done:
        actions.check_again(actor=actor_of(request), now=now_of(request), source=found)
        return Done(reverse(EVIDENCE, args=[public_id]), "The source was looked at again, and still stands.")

    return acted(request, do)


@require_safe
def references(request: HttpRequest, public_id: str) -> HttpResponse:
    """The list of literature as it would stand in a report, to take away in three formats."""
    challenge = work_shown(request, public_id)
    page = page_of(request, queries.references_of(challenge), size=50)
    sources = list(page)
    context = frame(request, challenge, EVIDENCE, "References") | {
        "page": page,
        "cited": list(zip(sources, queries.citations_of(sources), strict=True)),
        "formats": [
            (words, reverse("workspace:written-references", args=[public_id, format_]))
            for words, format_ in (("RIS", "ris"), ("BibTeX", "bibtex"), ("CSL-JSON", "csl-json"))
        ],
    }
    return render(request, "workspace/references.html", context)


@require_safe
def written_references(request: HttpRequest, public_id: str, format_: str) -> HttpResponse:
    """The references as a file of one format."""
    challenge = work_shown(request, public_id)
    if format_ not in WRITTEN:
        raise NotFound("References are written as RIS, BibTeX or CSL-JSON.", rule=rules.SEE.name)
    ending, media_type = WRITTEN[format_]
    response = HttpResponse(queries.written_references(queries.references_of(challenge), format_), media_type)
    response["Content-Disposition"] = f'attachment; filename="{challenge.code}-references.{ending}"'
    return response


def _bring(request: HttpRequest, challenge: Challenge, given: str, file: tuple[str, bytes] | None) -> Done:
    actor, now = actor_of(request), now_of(request)
    name, data = file or ("", b"")
    source: Source | None = None
    if data.startswith(b"%PDF-"):
        received = files.receive(io.BytesIO(data), name=name)
        source = actions.bring_pdf(actor=actor, now=now, challenge=challenge, received=received, data=data)
    elif not data and _is_one_line(given):
        source = actions.add_by_address(actor=actor, now=now, challenge=challenge, given=given)
    if source is not None:
        said = "The source is added. Check its title and its kind."
        if not data:
            said = "The source is added. Nothing is looked up elsewhere: write its title and what it says."
        if source.duplicate_of is not None:
            said = f"This is likely there already, as “{source.duplicate_of.title}”. It is set aside as a duplicate."
        return Done(reverse("workspace:source", args=[challenge.public_id, source.public_id]), said)
    row = actions.bring_references(
        actor=actor, now=now, challenge=challenge, text=_decoded(data) if data else given, name=name
    )
    return Done(reverse("workspace:brought", args=[challenge.public_id, row.public_id]))


def _is_one_line(text: str) -> bool:
    """Whether it can only be an address or a DOI; a list of references has more lines, or begins with its sign."""
    return "\n" not in text.strip() and not text.lstrip().startswith(("[", "{", "@", "TY  -"))


def _decoded(data: bytes) -> str:
    """The text of a file. Older programs write in the Western encoding of Windows. Raises `InvalidInput`."""
    if b"\x00" in data[:4_000] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InvalidInput(
            "This file is no list of references.",
            rule="workspace.references",
            remedy="Choose a RIS, BibTeX or CSL-JSON file, or a PDF.",
            field="file",
        )
    for encoding in ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")
