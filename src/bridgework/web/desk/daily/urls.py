"""Addresses of what readers told us."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from bridgework.web.desk.daily import machine as machine_pages
from bridgework.web.desk.daily import reader_notes as notes_pages

urlpatterns: list[URLPattern | URLResolver] = [
    path("machine/", machine_pages.machine, name="machine"),
    path("machine/<int:number>/again/", machine_pages.again, name="machine-again"),
    path("reader-notes/", notes_pages.notes, name="reader-notes"),
    path("reader-notes/<slug:public_id>/", notes_pages.note, name="reader-note"),
    path("reader-notes/<slug:public_id>/accept/", notes_pages.accept, name="reader-note-accept"),
    path("reader-notes/<slug:public_id>/set-aside/", notes_pages.set_aside, name="reader-note-set-aside"),
]
