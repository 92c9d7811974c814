"""Machine-readable addresses below api/. `probes` and `stored_files` are at the top."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from bridgework.web.api import files, views

app_name = "api"

urlpatterns: list[URLPattern | URLResolver] = []

probes: list[URLPattern | URLResolver] = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
]

# At a place of its own, away from every page: `files:file`.
stored_files: list[URLPattern | URLResolver] = [path("<str:public_id>/", files.download, name="file")]
