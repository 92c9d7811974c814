"""Addresses of: personal links."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from bridgework.web.links import stopping, views

app_name = "links"

urlpatterns: list[URLPattern | URLResolver] = [
    path("stop/<str:token>/", stopping.stop, name="stop"),
    path("<str:token>/", views.link, name="link"),
    path("<str:token>/again/", views.again, name="again"),
]
