"""Addresses of teams and their members."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from bridgework.web.desk.teams import pages as teams

urlpatterns: list[URLPattern | URLResolver] = [
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
