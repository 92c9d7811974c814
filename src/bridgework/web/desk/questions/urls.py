"""Addresses of the question desk, of the problems people brought, and of challenges."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from bridgework.web.desk.questions import answers as questions_answers
from bridgework.web.desk.questions import challenges as challenges_pages
from bridgework.web.desk.questions import deciding as questions_decide
from bridgework.web.desk.questions import importing as questions_import
from bridgework.web.desk.questions import listing as questions_list
from bridgework.web.desk.questions import page as questions_page
from bridgework.web.desk.questions import problems as problems_pages
from bridgework.web.desk.questions import working as questions_work

urlpatterns: list[URLPattern | URLResolver] = [
    path("questions/", questions_list.questions, name="questions"),
    path("questions/shortlist/", questions_list.shortlist, name="shortlist"),
    path("questions/bank/", questions_list.bank, name="bank"),
    path("questions/propose/", questions_work.propose, name="propose"),
    path("questions/import/", questions_import.import_page, name="questions-import"),
    path("questions/<str:public_id>/", questions_page.question, name="question"),
    path("questions/<str:public_id>/compare/", questions_page.compare, name="question-compare"),
    path("questions/<str:public_id>/change/", questions_work.change, name="question-change"),
    path("questions/<str:public_id>/reword/", questions_work.reword, name="reword"),
    path("questions/<str:public_id>/asked-before/", questions_work.asked_before, name="asked-before"),
    path("questions/<str:public_id>/ask-owner/", questions_work.ask_owner, name="ask-owner"),
    path("questions/<str:public_id>/owner-said/<str:consent_id>/", questions_work.settle, name="settle-consent"),
    path("questions/<str:public_id>/show/", questions_work.show, name="question-show"),
    path("questions/<str:public_id>/take-up/", questions_decide.take_up, name="take-up"),
    path("questions/<str:public_id>/step/<slug:name>/", questions_decide.step, name="question-step"),
    path("wordings/<str:public_id>/", questions_answers.wording, name="wording-answer"),
    path("support/<str:public_id>/", questions_answers.support, name="support"),
    path("problems/", problems_pages.problems, name="problems"),
    path("problems/enter/", problems_pages.enter, name="problem-enter"),
    path("problems/<str:public_id>/", problems_pages.problem, name="problem"),
    path("challenges/<str:public_id>/", challenges_pages.challenge, name="challenge"),
    path("challenges/<str:public_id>/belonging/", challenges_pages.belonging, name="challenge-belonging"),
    path("challenges/<str:public_id>/target/", challenges_pages.target, name="challenge-target"),
    path("challenges/<str:public_id>/brief/", challenges_pages.brief, name="challenge-brief"),
    path("challenges/<str:public_id>/support/", challenges_pages.support, name="challenge-support"),
    path(
        "challenges/<str:public_id>/support/<str:support_id>/end/",
        challenges_pages.end_support,
        name="challenge-support-end",
    ),
    path("challenges/<str:public_id>/step/<slug:name>/", challenges_pages.step, name="challenge-step"),
]
