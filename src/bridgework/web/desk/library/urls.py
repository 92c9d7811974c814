"""Addresses of the library's desk."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from bridgework.web.desk.library import pages, searches, synonyms, taking_in

urlpatterns: list[URLPattern | URLResolver] = [
    path("programmes/<slug:public_id>/synonyms/", synonyms.synonyms, name="synonyms"),
    path("programmes/<slug:public_id>/synonyms/new/", synonyms.synonym, name="synonym-new"),
    path("programmes/<slug:public_id>/synonyms/<slug:synonym_id>/", synonyms.synonym, name="synonym"),
    path("programmes/<slug:public_id>/synonyms/<slug:synonym_id>/remove/", synonyms.remove, name="synonym-remove"),
    path("account/searches/", searches.searches, name="saved-searches"),
    path("account/searches/save/", searches.save, name="search-save"),
    path("account/searches/<slug:public_id>/stop/", searches.stop, name="saved-search-stop"),
    path("library/", pages.library, name="library"),
    path("library/take-in/", taking_in.take_in, name="library-take-in"),
    path("library/<slug:public_id>/", pages.deposit, name="deposit"),
    path("library/<slug:public_id>/change/", pages.change, name="deposit-change"),
    path("library/<slug:public_id>/files/<slug:file_id>/", pages.file_terms, name="deposit-file"),
    path("library/<slug:public_id>/close/", pages.close, name="deposit-close"),
    path("library/<slug:public_id>/open/", pages.open_report, name="deposit-open"),
]
