"""Addresses of: the documents of a paper."""

from __future__ import annotations

from django.urls import URLPattern, path

from bridgework.web.committee import documents

urlpatterns: list[URLPattern] = [
    path("papers/<str:public_id>/documents/", documents.documents, name="documents"),
    path("papers/<str:public_id>/documents/make/", documents.make, name="make-documents"),
    path("papers/<str:public_id>/documents/<slug:part>/<slug:kind>/", documents.download, name="document"),
    path("papers/<str:public_id>/folder/", documents.folder, name="hand-over"),
]
