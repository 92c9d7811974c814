"""Addresses of published reports."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from bridgework.web.public import views_reports

urlpatterns: list[URLPattern | URLResolver] = [
    path("questions/<slug:code>/report/", views_reports.report, name="main-report"),
    path("questions/<slug:code>/report/<slug:public_id>/", views_reports.report, name="report"),
    path(
        "questions/<slug:code>/report/<slug:public_id>/cite.<slug:ending>", views_reports.citation, name="cite-report"
    ),
]
