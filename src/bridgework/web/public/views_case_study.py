"""A question as a case study: a page that prints, Markdown, and a document."""

from __future__ import annotations

import io

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from bridgework.threads.case_study import CaseStudy, as_markdown
from bridgework.threads.case_study import case_study as composed
from bridgework.threads.queries import thread
from bridgework.web.public.conditional import as_attachment, public_page, today_of
from bridgework.web.ui.acting import actor_of

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _study(request: HttpRequest, code: str) -> CaseStudy:
    return composed(thread(code, actor=actor_of(request), today=today_of(request)))


def _address(request: HttpRequest, study: CaseStudy) -> str:
    return request.build_absolute_uri(reverse("public:thread", args=[study.code]))


@public_page
def case_study(request: HttpRequest, code: str) -> HttpResponse:
    """The case study as a page."""
    study = _study(request, code)
    return render(request, "public/case_study.html", {"study": study, "address": _address(request, study)})


@public_page
def case_study_markdown(request: HttpRequest, code: str) -> HttpResponse:
    """The case study as Markdown."""
    study = _study(request, code)
    text = as_markdown(study, address=_address(request, study))
    return as_attachment(HttpResponse(text, content_type="text/markdown; charset=utf-8"), f"{study.code}.md")


@public_page
def case_study_document(request: HttpRequest, code: str) -> HttpResponse:
    """The case study as a document for a word processor, with real headings and lists."""
    study = _study(request, code)
    # Here, not at the top: it takes half a second, and every start would pay.
    from docx import Document

    document = Document()
    document.core_properties.title = _clean(study.title)
    document.core_properties.author = ""
    document.core_properties.language = "en-GB"
    document.add_heading(_clean(study.title), 0)
    if study.is_invented:
        document.add_paragraph("An invented example.")
    document.add_paragraph(_clean(study.question), style="Intense Quote")
    document.add_paragraph(_clean(study.under))
    for section in study.sections:
        document.add_heading(section.title, 1)
        for paragraph in section.paragraphs:
            document.add_paragraph(_clean(paragraph))
        for point in section.points:
            document.add_paragraph(_clean(point), style="List Bullet")
    if study.sources:
        document.add_heading("Told from", 1)
        for source in study.sources:
            document.add_paragraph(_clean(source), style="List Bullet")
    document.add_paragraph(_address(request, study))
    file = io.BytesIO()
    document.save(file)
    return as_attachment(HttpResponse(file.getvalue(), content_type=_DOCX), f"{study.code}.docx")


def _clean(text: str) -> str:
    """Text without the control characters that a document may not hold."""
    return "".join(character for character in text if character >= " " or character in "\n\t")
