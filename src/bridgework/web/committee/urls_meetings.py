"""Addresses of: committee meetings, their minutes, and the timetables of papers."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path, re_path

from bridgework.web.committee import feeds, meetings, minutes

urlpatterns: list[URLPattern | URLResolver] = [
    path("calendar/", feeds.own_feed, name="feed"),
    path("calendar/<str:secret>.ics", feeds.feed_ics, name="feed-ics"),
    path("meetings/<str:public_id>/", meetings.meeting_page, name="meeting"),
    re_path(
        r"^meetings/(?P<public_id>\w+)/(?P<what>attendance|minutes-approved)/$",
        meetings.meeting_act,
        name="meeting-act",
    ),
    path("papers/<str:public_id>/timetable/", meetings.paper_timetable, name="timetable"),
    path("papers/<str:public_id>/timetable.ics", feeds.timetable_ics, name="timetable-ics"),
    path("papers/<str:public_id>/minute/", minutes.paste, name="paste-minute"),
    path("minutes/<str:public_id>/", minutes.confirm, name="confirm-minute"),
]
