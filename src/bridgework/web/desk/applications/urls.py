"""Addresses of calls, applications and reviews."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from bridgework.web.desk.applications import pages as applications
from bridgework.web.desk.applications import reviews

urlpatterns: list[URLPattern | URLResolver] = [
    path("rounds/<str:public_id>/call/", applications.edit_call, name="call-edit"),
    path("calls/<str:public_id>/", applications.call_page, name="call"),
    path("calls/<str:public_id>/publish/", applications.publish, name="call-publish"),
    path("calls/<str:public_id>/close/", applications.close, name="call-close"),
    path("calls/<str:public_id>/release/", applications.release, name="call-release"),
    path("applications/<str:public_id>/", applications.application_page, name="application"),
    path("applications/<str:public_id>/assign/", applications.assign, name="application-assign"),
    path("applications/<str:public_id>/outcome/", applications.outcome, name="application-outcome"),
    path("reviews/", reviews.my_reviews, name="reviews"),
    path("reviews/<str:public_id>/", reviews.review_page, name="review"),
]
