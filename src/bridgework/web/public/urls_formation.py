"""Addresses of what is public of the forming of teams."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from bridgework.web.public import formation_pages as pages

urlpatterns: list[URLPattern | URLResolver] = [
    path("formation/", pages.runs_page, name="formation-runs"),
    path("formation/why/<str:token>/", pages.why_page, name="formation-why"),
    path("formation/<str:public_id>/", pages.run_page, name="formation"),
    path("formation/<str:public_id>/why/", pages.my_why, name="formation-my-why"),
]
