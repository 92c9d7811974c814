"""Addresses of the ledger's desk: one recommendation, one action, and the forms that write the four facts."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from bridgework.web.desk.ledger import pages, writing

urlpatterns: list[URLPattern | URLResolver] = [
    path("ledger/<str:public_id>/", pages.recommendation_page, name="recommendation"),
    path("ledger/<str:public_id>/reply/", writing.reply, name="ledger-reply"),
    path("ledger/<str:public_id>/report/", writing.report, name="ledger-report"),
    path("ledger/<str:public_id>/check/", writing.check, name="ledger-check"),
    path("ledger/<str:public_id>/change/", writing.change, name="ledger-change"),
    path("ledger/<str:public_id>/action/", writing.open_action, name="ledger-action"),
    path("ledger/<str:public_id>/close/", writing.close, name="ledger-close"),
    path("ledger/<str:public_id>/reopen/", writing.reopen, name="ledger-reopen"),
    path("actions/<str:public_id>/", pages.action_page, name="action"),
    path("actions/<str:public_id>/report/", writing.report_on_action, name="action-report"),
    path("actions/<str:public_id>/close/", writing.close_action, name="action-close"),
    path("actions/<str:public_id>/reopen/", writing.reopen_action, name="action-reopen"),
]
