"""Addresses of: the desk of programme staff."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

from bridgework.web.desk import urls_ledger, urls_notes, urls_people, urls_questions, urls_rounds, urls_teams

app_name = "desk"

urlpatterns: list[URLPattern | URLResolver] = [
    *urls_rounds.urlpatterns,
    *urls_people.urlpatterns,
    *urls_questions.urlpatterns,
    *urls_ledger.urlpatterns,
    *urls_notes.urlpatterns,
    *urls_teams.urlpatterns,
]
