"""Addresses of the library's desk."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from bridgework.web.desk.library import pages, taking_in

urlpatterns: list[URLPattern | URLResolver] = [
    path("library/", pages.library, name="library"),
    path("library/take-in/", taking_in.take_in, name="library-take-in"),
    path("library/<slug:public_id>/", pages.deposit, name="deposit"),
    path("library/<slug:public_id>/change/", pages.change, name="deposit-change"),
    path("library/<slug:public_id>/files/<slug:file_id>/", pages.file_terms, name="deposit-file"),
    path("library/<slug:public_id>/close/", pages.close, name="deposit-close"),
    path("library/<slug:public_id>/open/", pages.open_report, name="deposit-open"),
]
