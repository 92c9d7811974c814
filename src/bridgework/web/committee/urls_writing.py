"""Addresses of: writing a paper."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from bridgework.web.committee import attachment_pages as attachments
from bridgework.web.committee import versions_pages as versions
from bridgework.web.committee import writing_pages as writing

urlpatterns: list[URLPattern | URLResolver] = [
    path("papers/<str:public_id>/top/", writing.front, name="front"),
    path("papers/<str:public_id>/contacts/", writing.contacts, name="contacts"),
    path("papers/<str:public_id>/sections/<slug:key>/", writing.section, name="section"),
    path("papers/<str:public_id>/sections/<slug:key>/changes/", writing.history, name="history"),
    path("papers/<str:public_id>/<str:group>/<str:key>/write/", writing.implication, name="implication"),
    path("papers/<str:public_id>/remark/", writing.comment, name="comment"),
    path("remarks/<str:public_id>/settle/", writing.settle, name="settle-comment"),
    path("papers/<str:public_id>/attach/", attachments.attach, name="attach"),
    path("attachments/<str:public_id>/", attachments.change, name="attachment"),
    path("attachments/<str:public_id>/take-off/", attachments.detach, name="detach"),
    path("papers/<str:public_id>/versions/", versions.versions, name="versions"),
    path("papers/<str:public_id>/versions/keep/", versions.keep, name="keep-version"),
    path("papers/<str:public_id>/word/", versions.word, name="word"),
    path("papers/<str:public_id>/word/send/", versions.send, name="send"),
    path("papers/<str:public_id>/word/<int:number>.docx", versions.download, name="word-file"),
    path("from-word/<str:public_id>/", versions.brought_back, name="brought-back"),
    path("from-word/<str:public_id>/set-aside/", versions.set_aside, name="set-aside-document"),
]
