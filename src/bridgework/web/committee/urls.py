"""Addresses of: the place of the committee's officers."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from bridgework.web.committee import views_papers as papers
from bridgework.web.committee import views_resolutions as resolutions

app_name = "committee"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", papers.paper_list, name="papers"),
    path("", include("bridgework.web.committee.urls_meetings")),
    path("", include("bridgework.web.committee.urls_templates")),
    path("", include("bridgework.web.committee.urls_clearances")),
    path("", include("bridgework.web.committee.urls_writing")),
    path("", include("bridgework.web.committee.urls_documents")),
    path("", include("bridgework.web.committee.urls_readings")),
    path("questions/<str:public_id>/prepare/", papers.prepare, name="prepare"),
    path("papers/<str:public_id>/", papers.paper_page, name="paper"),
    path("papers/<str:public_id>/edit/", papers.edit, name="edit"),
    path("papers/<str:public_id>/proposals/add/", papers.add_proposal, name="add-proposal"),
    path("papers/<str:public_id>/ready/", papers.make_ready, name="make-ready"),
    path("papers/<str:public_id>/return/", papers.return_to_author, name="return"),
    path("papers/<str:public_id>/withdraw/", papers.withdraw, name="withdraw"),
    path("proposals/<str:public_id>/edit/", papers.edit_proposal, name="edit-proposal"),
    path("proposals/<str:public_id>/move/<str:way>/", papers.move_proposal, name="move-proposal"),
    path("proposals/<str:public_id>/remove/", papers.remove_proposal, name="remove-proposal"),
    path("proposals/<str:public_id>/resolve/", resolutions.record, name="resolve"),
    path("resolutions/<str:public_id>/correct/", resolutions.correct, name="correct"),
    path("resolutions/<str:public_id>/action/", resolutions.open_action, name="task"),
]
