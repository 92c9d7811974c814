"""Addresses of: a report written in place."""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, URLResolver, path

from bridgework.web.workspace import views_beside_report as beside
from bridgework.web.workspace import views_writing as writing

_REPORT: Final = "<str:public_id>/reports/<str:report_id>/"
_SECTION: Final = f"{_REPORT}section/<slug:key>/"
_FIGURE: Final = f"{_REPORT}figure/<slug:key>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{_REPORT}writing/", writing.writing, name="writing"),
    path(f"{_REPORT}writing/begin/", writing.begin, name="begin-writing"),
    path(f"{_REPORT}writing/add/", writing.add, name="add-section"),
    path(f"{_REPORT}writing/read/", writing.reading, name="reading"),
    path(f"{_REPORT}writing/freeze/", writing.freeze, name="freeze"),
    path(_SECTION, writing.section, name="section"),
    path(f"{_SECTION}saved/", writing.history, name="section-history"),
    path(f"{_SECTION}move/", writing.move, name="move-section"),
    path(f"{_SECTION}remove/", writing.remove, name="remove-section"),
    path(f"{_SECTION}put-back/", writing.put_back, name="put-back-section"),
    path(f"{_SECTION}comment/", writing.comment, name="comment-section"),
    path(f"{_REPORT}section-comments/<str:remark_id>/settle/", writing.settle, name="settle-section-comment"),
    path(f"{_REPORT}figures/", beside.figures, name="figures"),
    path(f"{_REPORT}figures/add/", beside.add_figure, name="add-figure"),
    path(_FIGURE, beside.figure, name="figure"),
    path(f"{_FIGURE}remove/", beside.remove_figure, name="remove-figure"),
    path(f"{_REPORT}dissent/", beside.dissent, name="dissent"),
    path(f"{_REPORT}dissent/<str:note_id>/withdraw/", beside.withdraw_dissent, name="withdraw-dissent"),
    path(f"{_REPORT}bring-in/", beside.bring_in, name="bring-in-report"),
    path(f"{_REPORT}brought-in/<str:brought_id>/", beside.brought_in, name="brought-in-report"),
    path(f"{_REPORT}brought-in/<str:brought_id>/set-aside/", beside.set_aside, name="set-aside-report"),
    path(f"{_REPORT}facts/<str:comment_id>/put-in/", beside.put_words_in, name="put-in"),
]
