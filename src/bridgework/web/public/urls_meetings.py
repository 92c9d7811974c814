"""Addresses of committees and their meetings."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from bridgework.web.public import views_meetings

urlpatterns: list[URLPattern | URLResolver] = [
    path("committees/<slug:public_id>/", views_meetings.committee, name="committee"),
    path("committees/<slug:public_id>/meetings.ics", views_meetings.committee_ics, name="committee-ics"),
    path("committees/<slug:public_id>/popolo.json", views_meetings.committee_popolo, name="committee-popolo"),
    path("meetings/<slug:public_id>/", views_meetings.meeting, name="meeting"),
]
