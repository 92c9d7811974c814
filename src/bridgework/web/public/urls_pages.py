"""Addresses of search, feeds and standing pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from bridgework.web.public import views_feeds, views_pages, views_search

urlpatterns: list[URLPattern | URLResolver] = [
    path("search/", views_search.search, name="search"),
    path("about/", views_pages.about, name="about"),
    path("about/words/", views_pages.words, name="words"),
    path("about/accessibility/", views_pages.accessibility, name="accessibility"),
    path("about/privacy/", views_pages.privacy, name="privacy"),
    path("about/contact/", views_pages.contact, name="contact"),
    path("feed.atom", views_feeds.feed, name="feed"),
    path("sitemap.xml", views_feeds.sitemap, name="sitemap"),
    path("sitemap-<int:part>.xml", views_feeds.sitemap_part, name="sitemap-part"),
    path("robots.txt", views_feeds.robots, name="robots"),
]
