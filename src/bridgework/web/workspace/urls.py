"""Addresses of: the place of a team."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path

app_name = "workspace"


def _coming(request: HttpRequest, **_: str) -> HttpResponse:
    return HttpResponse(status=404)


urlpatterns: list[URLPattern | URLResolver] = [
    path("", _coming, name="index"),
    path("<str:public_id>/plan/", _coming, name="plan"),
    path("<str:public_id>/meetings/<str:meeting_id>/", _coming, name="meeting"),
    path("<str:public_id>/requests/<str:request_id>/", _coming, name="request"),
    path("<str:public_id>/reports/<str:report_id>/facts/", _coming, name="fact-check"),
    path("<str:public_id>/reports/<str:report_id>/publish/", _coming, name="publish"),
    path("facts/<str:fact_check_id>/", _coming, name="answer-fact-check"),
    path("read/<str:token>/", _coming, name="read-version"),
]
