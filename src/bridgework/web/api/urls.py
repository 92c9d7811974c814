"""Machine-readable addresses below api/. `probes` are at the top, where service managers look for them."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from bridgework.web.api import views

app_name = "api"

urlpatterns: list[URLPattern | URLResolver] = []

probes: list[URLPattern | URLResolver] = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
]
