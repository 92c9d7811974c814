"""Addresses of my work, programmes, rounds, gatherings, the calendar and the hand-over page."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path, re_path

from bridgework.web.desk.daily import my_work as my_work_page
from bridgework.web.desk.people import handover as handover_page
from bridgework.web.desk.rounds import before_meeting as before_pages
from bridgework.web.desk.rounds import board as rounds_desk_page
from bridgework.web.desk.rounds import calendar as calendar_pages
from bridgework.web.desk.rounds import deadline_rules as deadline_rules_pages
from bridgework.web.desk.rounds import gatherings as gatherings_pages
from bridgework.web.desk.rounds import making as rounds_making
from bridgework.web.desk.rounds import pages as rounds_pages
from bridgework.web.desk.rounds import phases as rounds_phases
from bridgework.web.desk.rounds import programmes as programmes_pages

urlpatterns: list[URLPattern | URLResolver] = [
    path("", my_work_page.my_work, name="my-work"),
    path("programmes/", programmes_pages.programmes, name="programmes"),
    path("programmes/<str:public_id>/", programmes_pages.programme, name="programme"),
    path("programmes/<str:public_id>/change/", programmes_pages.change, name="programme-change"),
    path("programmes/<str:public_id>/settings/", programmes_pages.settings, name="programme-settings"),
    path("programmes/<str:public_id>/make-round/", rounds_making.make, name="round-make"),
    path("programmes/<str:public_id>/hand-over/", handover_page.hand_over, name="programme-hand-over"),
    path("rounds/", rounds_pages.rounds, name="rounds"),
    path("rounds/<str:public_id>/", rounds_pages.round_page, name="round"),
    path("rounds/<str:public_id>/change/", rounds_pages.change, name="round-change"),
    path("rounds/<str:public_id>/open/", rounds_pages.open_, name="round-open"),
    path("rounds/<str:public_id>/before/", before_pages.before, name="round-before"),
    path("rounds/<str:public_id>/pause/drop/", rounds_pages.drop_pause, name="round-pause-drop"),
    path("rounds/<str:public_id>/pause/", rounds_pages.pause, name="round-pause"),
    path("rounds/<str:public_id>/resume/", rounds_pages.resume, name="round-resume"),
    path("rounds/<str:public_id>/close/", rounds_pages.close, name="round-close"),
    path("rounds/<str:public_id>/reopen/", rounds_pages.reopen, name="round-reopen"),
    path("rounds/<str:public_id>/shorten/", rounds_phases.shorten, name="round-shorten"),
    path("rounds/<str:public_id>/phases/<slug:key>/move/", rounds_phases.move, name="phase-move"),
    re_path(
        r"^rounds/(?P<public_id>\w+)/phases/(?P<key>[-\w]+)/(?P<what>begin|end)/$",
        rounds_phases.happened,
        name="phase-happened",
    ),
    path("rounds/<str:public_id>/gatherings/plan/", gatherings_pages.plan, name="gathering-plan"),
    path("rounds/<str:public_id>/lessons/", gatherings_pages.lessons, name="round-lessons"),
    path("rounds/<str:public_id>/lessons/<str:lesson_id>/", gatherings_pages.lesson, name="round-lesson"),
    path("rounds/<str:public_id>/desk/", rounds_desk_page.round_desk_page, name="round-desk"),
    path("rounds/<str:public_id>/desk.csv", rounds_desk_page.round_desk_csv, name="round-desk-csv"),
    path("rounds/<str:public_id>/desk/<slug:code>/note/<str:holding>/", rounds_desk_page.note, name="round-desk-note"),
    path("gatherings/<str:public_id>/", gatherings_pages.gathering, name="gathering"),
    path("gatherings/<str:public_id>/change/", gatherings_pages.change, name="gathering-change"),
    path("gatherings/<str:public_id>/invite/", gatherings_pages.invite, name="gathering-invite"),
    path("gatherings/<str:public_id>/attendance/", gatherings_pages.attendance, name="gathering-attendance"),
    re_path(
        r"^gatherings/(?P<public_id>\w+)/(?P<what>hold|notes|cancel|reinstate)/$",
        gatherings_pages.act,
        name="gathering-act",
    ),
    path("calendar/", calendar_pages.calendars, name="calendars"),
    path("calendar/meetings/<str:public_id>/", calendar_pages.meeting, name="committee-meeting"),
    re_path(
        r"^calendar/meetings/(?P<public_id>\w+)/(?P<what>move|hold|cancel|reinstate)/$",
        calendar_pages.meeting_act,
        name="committee-meeting-act",
    ),
    path("calendar/committees/<str:public_id>/", calendar_pages.body, name="body"),
    re_path(
        r"^calendar/committees/(?P<public_id>\w+)/(?P<what>rename|rules|meeting)/$",
        calendar_pages.body_act,
        name="body-act",
    ),
    path("calendar/<str:public_id>/", calendar_pages.calendar, name="calendar"),
    path("calendar/<str:public_id>/rules/", deadline_rules_pages.deadline_rules, name="deadline-rules"),
    path("calendar/<str:public_id>/governance/", deadline_rules_pages.governance, name="governance"),
    path("calendar/<str:public_id>/rules/<slug:key>/", deadline_rules_pages.set_rule, name="deadline-rule-set"),
    path("calendar/<str:public_id>/rules/<slug:rule_id>/end/", deadline_rules_pages.end_rule, name="deadline-rule-end"),
    path("calendar/<str:public_id>/register/", calendar_pages.register, name="body-register"),
    path("calendar/<str:public_id>/meeting/", calendar_pages.plan, name="committee-meeting-plan"),
    re_path(
        r"^calendar/(?P<public_id>\w+)/(?P<what>holiday|election|bank-holidays)/$", calendar_pages.days, name="days-add"
    ),
    re_path(
        r"^calendar/(?P<public_id>\w+)/(?P<what>holiday|election)/(?P<which>[0-9]{1,9})/remove/$",
        calendar_pages.remove,
        name="days-remove",
    ),
]
