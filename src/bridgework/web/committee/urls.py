"""Addresses of: the place of the committee's officers."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

app_name = "committee"

urlpatterns: list[URLPattern | URLResolver] = []
