"""Addresses of applying: the calls that are open, the form, and the way back to it."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from bridgework.web.public import apply_pages as pages

urlpatterns: list[URLPattern | URLResolver] = [
    path("apply/", pages.calls, name="apply"),
    path("apply/resume/<str:token>/", pages.resume, name="apply-resume"),
    path("apply/form/", pages.form_page, name="apply-form"),
    path("apply/check/", pages.check, name="apply-check"),
    path("apply/sent/", pages.sent, name="apply-sent"),
    path("apply/withdraw/", pages.withdraw, name="apply-withdraw"),
    path("apply/<str:public_id>/", pages.call_page, name="apply-call"),
]
