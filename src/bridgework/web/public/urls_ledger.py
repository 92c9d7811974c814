"""Addresses of the public ledger."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from bridgework.web.public import views_ledger

urlpatterns: list[URLPattern | URLResolver] = [
    path("ledger/", views_ledger.ledger, name="ledger"),
    path("ledger/ledger.csv", views_ledger.ledger_csv, name="ledger-csv"),
    path("ledger/ledger.xlsx", views_ledger.ledger_workbook, name="ledger-workbook"),
    path("ledger/<slug:code>/<str:number>/", views_ledger.recommendation, name="recommendation"),
    path("overdue/", views_ledger.overdue, name="overdue"),
]
