"""Addresses of: paper templates."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from bridgework.web.committee import template_editing_pages as editing
from bridgework.web.committee import templates_pages as templates

urlpatterns: list[URLPattern | URLResolver] = [
    path("templates/", templates.template_list, name="templates"),
    path("templates/<str:public_id>/", templates.template_page, name="template"),
    path("templates/<str:public_id>/preview/", templates.preview, name="template-preview"),
    path("templates/<str:public_id>/copy/", templates.copy, name="template-copy"),
    path("templates/<str:public_id>/next/", templates.next_version, name="template-next"),
    path("templates/<str:public_id>/bring-in/", templates.bring_in, name="template-bring-in"),
    path("templates/<str:public_id>/word-template/", templates.word_file, name="template-word-file"),
    path("templates/<str:public_id>/end/", templates.retire, name="template-retire"),
    path("templates/<str:public_id>/change/", editing.change, name="template-change"),
    path("templates/<str:public_id>/change/about/", editing.about, name="template-about"),
    path("templates/<str:public_id>/change/<str:name>/add/", editing.item, name="template-add"),
    path("templates/<str:public_id>/change/<str:name>/<int:place>/", editing.item, name="template-item"),
    path(
        "templates/<str:public_id>/change/<str:name>/<int:place>/<str:act>/",
        editing.act_on_item,
        name="template-act",
    ),
    path("papers/<str:public_id>/template/", templates.move_template, name="move-template"),
]
