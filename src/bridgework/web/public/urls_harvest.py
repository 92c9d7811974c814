"""Addresses for machines that take the whole catalogue."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from bridgework.web.public.harvest import oai

urlpatterns: list[URLPattern | URLResolver] = [
    path("oai", oai.oai, name="oai"),
]
