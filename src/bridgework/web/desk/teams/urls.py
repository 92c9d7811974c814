"""Addresses of teams and their members."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from bridgework.web.desk.teams import pages as teams
from bridgework.web.desk.teams import planning, planning_moves, planning_rules

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
    path("calls/<str:public_id>/teams/", planning.plan_page, name="teams-plan"),
    path("calls/<str:public_id>/teams/begin/", planning.begin, name="formation-begin"),
    path("calls/<str:public_id>/teams/rules/new/", planning_rules.new_rules, name="formation-rules-new"),
    path("calls/<str:public_id>/teams/rules/compare/", planning_rules.compare_rules, name="formation-rules-compare"),
    path("formation-rules/<str:public_id>/", planning_rules.change_rules, name="formation-rules"),
    path("formation/<str:public_id>/", planning.run_page, name="formation"),
    path("formation/<str:public_id>/rules/", planning.choose_rules, name="formation-choose-rules"),
    path("formation/<str:public_id>/lock/", planning.lock, name="formation-lock"),
    path("formation/<str:public_id>/freeze/", planning.freeze, name="formation-freeze"),
    path("formation/<str:public_id>/value/", planning.value, name="formation-value"),
    path("formation/<str:public_id>/solve/", planning.solve, name="formation-solve"),
    path("formation/<str:public_id>/stop/", planning.stop, name="formation-stop"),
    path("formation/<str:public_id>/bind/", planning.bind, name="formation-bind"),
    path("formation/<str:public_id>/move/", planning_moves.move, name="formation-move"),
    path("formation/<str:public_id>/what-if/", planning_moves.what_if, name="formation-what-if"),
    path("formation/<str:public_id>/relax/", planning_moves.relax_page, name="formation-relax"),
    path("formation/<str:public_id>/repair/", planning.repair, name="formation-repair"),
    path("formation/<str:public_id>/set-aside/", planning.set_aside, name="formation-set-aside"),
    path("formation/<str:public_id>/take-up/", planning.take_up, name="formation-take-up"),
    path("formation/<str:public_id>/publish/", planning.publish, name="formation-publish"),
    path("formation/<str:public_id>/round.json", planning.frozen_input, name="formation-input"),
    path("formation/<str:public_id>/allocation.json", planning.result, name="formation-result"),
]
