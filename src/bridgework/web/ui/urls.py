"""Addresses of: components, style and scripts."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from bridgework.web.ui import views

app_name = "ui"

urlpatterns: list[URLPattern | URLResolver] = [
    path("display", views.display, name="display"),
    path("theme.css", views.theme, name="theme"),
    path("gallery", views.gallery, name="gallery"),
]
