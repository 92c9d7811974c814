"""Addresses of the public calendar."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from bridgework.web.public import calendar_feed

urlpatterns: list[URLPattern | URLResolver] = [
    path("calendar/mine/<str:token>.ics", calendar_feed.my_calendar, name="my-calendar"),
    path("calendar/<slug:slug>.ics", calendar_feed.programme_calendar, name="programme-calendar"),
]
