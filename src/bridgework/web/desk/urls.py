"""Addresses of: the desk of programme staff."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

app_name = "desk"

urlpatterns: list[URLPattern | URLResolver] = []
