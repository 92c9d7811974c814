"""Addresses of “Bring us a problem”."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from bridgework.web.public import problem_pages

urlpatterns: list[URLPattern | URLResolver] = [
    path("bring-a-problem/", problem_pages.bring, name="bring-a-problem"),
    path("problems/", problem_pages.find, name="find-problem"),
    path("problems/<str:receipt>/", problem_pages.problem, name="problem"),
    path("problems/<str:receipt>/thank-you/", problem_pages.thanks, name="problem-thanks"),
]
