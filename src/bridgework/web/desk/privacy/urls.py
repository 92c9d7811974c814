"""Addresses of privacy at the desk."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from bridgework.web.desk.privacy import keeping, own, requests

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/held/", own.held, name="account-held"),
    path("account/held/copy.zip", own.copy, name="account-copy"),
    path("account/held/ask/", own.ask, name="account-erasure"),
    path("account/held/take-back/", own.take_back, name="account-erasure-back"),
    path("people/<str:public_id>/held/", requests.held, name="person-held"),
    path("people/<str:public_id>/held/copy/", requests.copy, name="person-copy"),
    path("people/<str:public_id>/held/ask/", requests.ask, name="person-erasure"),
    path("privacy/", keeping.overview, name="privacy"),
    path("privacy/requests/<str:public_id>/", requests.one, name="erasure-request"),
    path("privacy/requests/<str:public_id>/refuse/", requests.refuse, name="erasure-refuse"),
    path("privacy/requests/<str:public_id>/take-back/", requests.take_back, name="erasure-take-back"),
    path("privacy/due/<str:public_id>/hold-back/", keeping.hold_back, name="disposal-hold-back"),
]
