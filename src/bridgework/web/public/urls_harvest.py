"""Addresses for machines that take the whole catalogue."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from bridgework.web.public.harvest import oai, pages

urlpatterns: list[URLPattern | URLResolver] = [
    path("oai", oai.oai, name="oai"),
    path("catalogue.<str:form>", pages.dcat, name="catalogue"),
    path("data.json", pages.data, name="data-json"),
    path("r/<slug:public_id>/metadata.json", pages.metadata, name="metadata"),
]
