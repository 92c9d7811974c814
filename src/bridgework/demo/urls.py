"""Addresses of the demonstration bar; included only in a demonstration."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

app_name = "demo"

urlpatterns: list[URLPattern | URLResolver] = []
