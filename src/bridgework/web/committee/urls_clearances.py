"""Addresses of clearances and of publishing."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from bridgework.web.committee import clearances, publishing

urlpatterns: list[URLPattern | URLResolver] = [
    path("overview/", publishing.overview, name="overview"),
    path("papers/<str:public_id>/clearances/", clearances.clearance_list, name="clearances"),
    path("papers/<str:public_id>/clearances/<slug:key>/ask/", clearances.ask, name="ask-clearance"),
    path("papers/<str:public_id>/correction-of-form/", clearances.mark_form, name="mark-form"),
    path("papers/<str:public_id>/ready-to-publish/", publishing.readiness, name="readiness"),
    path("papers/<str:public_id>/let-pass/", publishing.let_pass, name="let-pass"),
    path("papers/<str:public_id>/what-is-missing/", publishing.missing, name="missing"),
    path("papers/<str:public_id>/publish/", publishing.publish, name="publish"),
    path("clearances/<str:public_id>/", clearances.clear, name="clear"),
    path("clearances/<str:public_id>/in-their-place/", clearances.delegate, name="delegate-clearance"),
    path("corrections/<str:public_id>/object/", clearances.object_to_form, name="object-to-form"),
]
