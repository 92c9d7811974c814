"""Addresses of calls, applications, reviews and teams."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from bridgework.web.desk import applications_pages as applications
from bridgework.web.desk import reviews_pages as reviews
from bridgework.web.desk import teams_pages as teams

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
    path("questions-taken-up/<str:public_id>/team/", teams.start, name="team-start"),
    path("teams/<str:public_id>/", teams.team_page, name="team"),
    path("teams/<str:public_id>/suggest/", teams.suggest, name="team-suggest"),
    path("teams/<str:public_id>/invite/", teams.invite, name="team-invite"),
    path("teams/<str:public_id>/confirm/", teams.confirm, name="team-confirm"),
    path("teams/<str:public_id>/finish/", teams.finish, name="team-finish"),
    path("teams/<str:public_id>/disband/", teams.disband, name="team-disband"),
    path("places/<str:public_id>/remove/", teams.remove, name="place-remove"),
    path("places/<str:public_id>/answer/", teams.answer_for, name="place-answer"),
    path("places/<str:public_id>/leave/", teams.leave, name="place-leave"),
    path("places/<str:public_id>/contribution/", teams.contribution, name="contribution"),
    path("places/<str:public_id>/contribution/confirm/", teams.confirm_contribution, name="contribution-confirm"),
    path("places/<str:public_id>/contribution/record/", teams.contribution_record, name="contribution-record"),
]
