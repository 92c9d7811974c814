"""Addresses of signing in that are ours; the others are django-allauth's."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from bridgework.web.desk.account import once as account_once

app_name = "sign_in"

urlpatterns: list[URLPattern | URLResolver] = [
    path("once/<str:uid>/<str:token>/", account_once.once, name="once"),
]
