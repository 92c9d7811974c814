"""Addresses of applying: the calls that are open, the form, the way back to it, and what follows."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from bridgework.web.public import apply_after as after
from bridgework.web.public import apply_pages as pages

urlpatterns: list[URLPattern | URLResolver] = [
    path("apply/", pages.calls, name="apply"),
    path("apply/resume/<str:token>/", pages.resume, name="apply-resume"),
    path("apply/form/", pages.form_page, name="apply-form"),
    path("apply/check/", pages.check, name="apply-check"),
    path("apply/sent/", after.sent, name="apply-sent"),
    path("apply/equality/", after.equality, name="apply-equality"),
    path("apply/withdraw/", after.withdraw, name="apply-withdraw"),
    path("apply/feedback/", after.feedback, name="apply-feedback"),
    path("apply/appeal/", after.appealing, name="apply-appeal"),
    path("apply/<str:public_id>/", pages.call_page, name="apply-call"),
]
