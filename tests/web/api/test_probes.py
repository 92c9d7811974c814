"""The probes that service managers ask."""

from __future__ import annotations

import pytest
from django.db.migrations.loader import MigrationLoader
from django.test import Client, override_settings

from bridgework.web.api import readiness


def test_healthz_answers_without_a_database(client: Client) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "alive"})


@pytest.mark.django_db
def test_readyz_when_all_is_well(client: Client) -> None:
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (
        200,
        {"status": "ready", "parts": {"database": "ok", "migrations": "ok", "queue": "ok"}},
    )


@pytest.mark.django_db
def test_readyz_names_what_is_missing(client: Client) -> None:
    # The tests make their tables without migrations, so with them every one is missing.
    with override_settings(MIGRATION_MODULES={}):
        readiness._known_migrations.cache_clear()
        expected = len(MigrationLoader(None).disk_migrations or {})
        response = client.get("/readyz")
    readiness._known_migrations.cache_clear()
    assert (response.status_code, response.json()["parts"]["migrations"]) == (503, f"{expected} not applied")


@pytest.mark.django_db
def test_a_request_id_comes_back_and_a_foreign_one_only_if_it_is_plain(client: Client) -> None:
    ids = [
        client.get("/readyz", headers={"X-Request-ID": given}).headers["X-Request-ID"]
        for given in ("proxy-12345678", 'x"><script>')
    ]
    assert ids[0] == "proxy-12345678"
    assert len(ids[1]) == 16


def test_healthz_is_asked_by_address_and_not_by_name(client: Client) -> None:
    assert client.get("/healthz", headers={"host": "10.0.0.7"}).status_code == 200
