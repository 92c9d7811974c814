"""Addresses of people, organisations, the outbox, one's account and the explanation of permissions."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from bridgework.web.desk.account import pages as account_pages
from bridgework.web.desk.daily import outbox as outbox_pages
from bridgework.web.desk.people import conflicts as conflicts_pages
from bridgework.web.desk.people import importing as people_import_page
from bridgework.web.desk.people import listing as people_list
from bridgework.web.desk.people import organisations as people_organisations
from bridgework.web.desk.people import permissions as permissions_page
from bridgework.web.desk.people import person as people_person
from bridgework.web.desk.people import roles as people_roles
from bridgework.web.desk.questions import asked as asked_pages

urlpatterns: list[URLPattern | URLResolver] = [
    path("people/", people_list.people, name="people"),
    path("people/register/", people_person.register, name="person-register"),
    path("people/import/", people_import_page.import_page, name="people-import"),
    path("people/<str:public_id>/", people_person.person, name="person"),
    path("people/<str:public_id>/change/", people_person.change, name="person-change"),
    path("people/<str:public_id>/account/", people_person.account, name="person-account"),
    path("people/<str:public_id>/affiliation/", people_person.affiliate, name="person-affiliation"),
    path("people/<str:public_id>/roles/grant/", people_roles.grant, name="role-grant"),
    path("people/<str:public_id>/roles/<str:holding_id>/end/", people_roles.end, name="role-end"),
    path("people/<str:public_id>/hand-over/", people_roles.hand_over, name="hand-over"),
    path("organisations/", people_organisations.organisations, name="organisations"),
    path("organisations/register/", people_organisations.register_organisation, name="organisation-register"),
    path("organisations/<str:public_id>/", people_organisations.organisation, name="organisation"),
    path("organisations/<str:public_id>/rename/", people_organisations.rename, name="organisation-rename"),
    path("organisations/<str:public_id>/sign-in/", people_organisations.connect, name="organisation-sign-in"),
    path(
        "organisations/<str:public_id>/sign-in/<str:provider_id>/stop/",
        people_organisations.disconnect,
        name="organisation-sign-in-stop",
    ),
    path("outbox/", outbox_pages.outbox, name="outbox"),
    path("outbox/<str:public_id>/", outbox_pages.batch, name="batch"),
    path("outbox/<str:public_id>/release/", outbox_pages.release, name="batch-release"),
    path("outbox/<str:public_id>/withdraw/", outbox_pages.withdraw, name="batch-withdraw"),
    path("messages/<str:public_id>/", outbox_pages.message, name="message"),
    path("messages/<str:public_id>/<slug:act>/", outbox_pages.message_act, name="message-act"),
    path("asked/", asked_pages.asked, name="asked"),
    path("asked/<str:public_id>/", asked_pages.one, name="asked-one"),
    path("asked/<str:public_id>/fresh/", asked_pages.fresh, name="asked-fresh"),
    path("asked/<str:public_id>/withdraw/", asked_pages.withdraw, name="asked-withdraw"),
    path("asked/<str:public_id>/enter/", asked_pages.enter, name="asked-enter"),
    path("conflicts/", conflicts_pages.conflicts, name="conflicts"),
    path("conflicts/declare/", conflicts_pages.declare, name="conflict-declare"),
    path("conflicts/<str:public_id>/decide/", conflicts_pages.decide, name="conflict-decide"),
    path("why/", permissions_page.explain, name="explain"),
    path("account/", account_pages.your_account, name="your-account"),
    path("account/details/", account_pages.details, name="account-details"),
    path("account/digest/", account_pages.digest, name="account-digest"),
    path("account/messages/", account_pages.messages, name="account-messages"),
    path("account/calendar/", account_pages.calendar, name="account-calendar"),
    path("account/data.json", account_pages.own_data, name="account-data"),
    path("account/agreements/<str:public_id>/take-back/", account_pages.take_back, name="consent-take-back"),
]
