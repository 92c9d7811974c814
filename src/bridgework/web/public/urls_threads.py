"""Addresses of questions and of every record."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from bridgework.web.public import (
    views_case_study,
    views_landing,
    views_lineage,
    views_notes,
    views_papers,
    views_sources,
    views_threads,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views_landing.landing, name="landing"),
    path("questions/", views_threads.questions, name="questions"),
    path("questions/<slug:code>/", views_threads.thread, name="thread"),
    path("questions/<slug:code>/thread.json", views_threads.thread_as_json, name="thread-json"),
    path("questions/<slug:code>/wordings/", views_threads.wordings, name="wordings"),
    path("questions/<slug:code>/sources/", views_sources.sources, name="sources"),
    path("questions/<slug:code>/sources.<str:form>", views_sources.sources_file, name="sources-file"),
    path("questions/<slug:code>/lineage/", views_lineage.lineage, name="lineage"),
    path("questions/<slug:code>/lineage.svg", views_lineage.lineage_svg, name="lineage-svg"),
    path("questions/<slug:code>/tell-us/", views_notes.tell_us, name="tell-us"),
    path("questions/<slug:code>/case-study/", views_case_study.case_study, name="case-study"),
    path("questions/<slug:code>/case-study.md", views_case_study.case_study_markdown, name="case-study-markdown"),
    path("questions/<slug:code>/case-study.docx", views_case_study.case_study_document, name="case-study-document"),
    path("papers/<slug:public_id>/", views_papers.paper_text, name="paper"),
    path("papers/<slug:public_id>/documents/<slug:kind>/", views_papers.paper_document, name="paper-document"),
    path("papers/<slug:public_id>/how-it-was-checked/", views_papers.how_paper_was_checked, name="paper-checked"),
    path("thank-you/", views_notes.thank_you, name="thank-you"),
    path("r/<slug:public_id>/", views_threads.record, name="record"),
]
