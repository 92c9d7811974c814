"""Addresses of the demonstration bar; included only in a demonstration."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from bridgework.demo import views

app_name = "demo"

urlpatterns: list[URLPattern | URLResolver] = [
    path("as/", views.seen_as, name="seen-as"),
    path("as/choose/", views.see_as, name="see-as"),
    path("mailbox/", views.mailbox, name="mailbox"),
    path("mailbox/<str:public_id>/", views.message, name="message"),
    path("clock/", views.clock, name="clock"),
    path("put-back/", views.put_back, name="put-back"),
    path("walk/", views.walk_page, name="walk"),
    path("walk/go/", views.walk_to, name="walk-to"),
]
