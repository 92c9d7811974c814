"""Addresses of search, feeds and standing pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from bridgework.web.public import views_feeds, views_library, views_pages, views_privacy, views_search

urlpatterns: list[URLPattern | URLResolver] = [
    path("search/", views_search.search, name="search"),
    path("library/", views_library.library, name="library"),
    path("library/evidence/", views_library.evidence, name="evidence-map"),
    path("library/sources/", views_library.sources, name="library-sources"),
    path("search/feed.atom", views_search.feed, name="search-feed"),
    path("about/", views_pages.about, name="about"),
    path("about/words/", views_pages.words, name="words"),
    path("about/accessibility/", views_pages.accessibility, name="accessibility"),
    path("about/privacy/", views_pages.privacy, name="privacy"),
    path("about/privacy/register/", views_privacy.register, name="privacy-register"),
    path("about/privacy/ask/", views_privacy.ask, name="privacy-ask"),
    path("about/privacy/copy/<str:sealed>/", views_privacy.copy, name="privacy-copy"),
    path("about/contact/", views_pages.contact, name="contact"),
    path("feed.atom", views_feeds.feed, name="feed"),
    path("sitemap.xml", views_feeds.sitemap, name="sitemap"),
    path("sitemap-<int:part>.xml", views_feeds.sitemap_part, name="sitemap-part"),
    path("robots.txt", views_feeds.robots, name="robots"),
]
