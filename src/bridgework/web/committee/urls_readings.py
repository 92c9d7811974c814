"""Addresses of: existing papers that are brought in, read and confirmed."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from bridgework.web.committee import readings

urlpatterns: list[URLPattern | URLResolver] = [
    path("readings/", readings.reading_list, name="readings"),
    path("readings/bring-in/", readings.bring_in, name="bring-in-paper"),
    path("readings/<str:public_id>/", readings.confirm, name="reading"),
    path("readings/<str:public_id>/set-aside/", readings.set_aside, name="set-aside-reading"),
]
