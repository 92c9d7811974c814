"""Addresses of the desk of programme staff, room by room."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

from bridgework.web.desk.applications import urls as applications
from bridgework.web.desk.daily import urls as daily
from bridgework.web.desk.ledger import urls as ledger
from bridgework.web.desk.library import urls as library
from bridgework.web.desk.people import urls as people
from bridgework.web.desk.privacy import urls as privacy
from bridgework.web.desk.questions import urls as questions
from bridgework.web.desk.rounds import urls as rounds
from bridgework.web.desk.teams import urls as teams

app_name = "desk"

urlpatterns: list[URLPattern | URLResolver] = [
    *rounds.urlpatterns,
    *privacy.urlpatterns,
    *people.urlpatterns,
    *questions.urlpatterns,
    *ledger.urlpatterns,
    *library.urlpatterns,
    *daily.urlpatterns,
    *applications.urlpatterns,
    *teams.urlpatterns,
]
