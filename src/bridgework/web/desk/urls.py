"""Addresses of: the desk of programme staff."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

from bridgework.web.desk import urls_people

app_name = "desk"

urlpatterns: list[URLPattern | URLResolver] = [*urls_people.urlpatterns]
