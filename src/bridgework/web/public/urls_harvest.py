"""Addresses for machines that take the whole catalogue."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from bridgework.web.public.harvest import oai, pages, records

urlpatterns: list[URLPattern | URLResolver] = [
    path("oai", oai.oai, name="oai"),
    path("catalogue.<str:form>", pages.dcat, name="catalogue"),
    path("data.json", pages.data, name="data-json"),
    path("r/<slug:public_id>/metadata.json", pages.metadata, name="metadata"),
    path("r/<slug:public_id>/datacite.<str:form>", records.datacite, name="datacite"),
    path("r/<slug:public_id>/exchange.json", records.exchange, name="exchange"),
    path("r/<slug:public_id>/ro-crate.zip", records.ro_crate, name="ro-crate"),
]
