"""Addresses of: public pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

from bridgework.web.public import (
    urls_apply,
    urls_calendar,
    urls_formation,
    urls_harvest,
    urls_ledger,
    urls_meetings,
    urls_pages,
    urls_problems,
    urls_reports,
    urls_threads,
)

app_name = "public"

urlpatterns: list[URLPattern | URLResolver] = [
    *urls_problems.urlpatterns,
    *urls_calendar.urlpatterns,
    *urls_meetings.urlpatterns,
    *urls_threads.urlpatterns,
    *urls_reports.urlpatterns,
    *urls_ledger.urlpatterns,
    *urls_pages.urlpatterns,
    *urls_harvest.urlpatterns,
    *urls_apply.urlpatterns,
    *urls_formation.urlpatterns,
]
