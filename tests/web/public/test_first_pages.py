"""The first pages of a record that holds nothing, and of one that holds only the real history."""

from __future__ import annotations

import pytest
from django.test import Client

from bridgework.demo.history import load_history
from bridgework.kernel.permissions import SYSTEM
from tests.cast import NOW

pytestmark = pytest.mark.django_db


def test_an_empty_record_says_what_will_be_there(client: Client) -> None:
    assert "No question is public yet." in client.get("/").content.decode()
    assert "No question is public yet." in client.get("/questions/").content.decode()
    assert "No recommendation is public yet." in client.get("/ledger/").content.decode()
    assert client.get("/feed.atom").status_code == 200


def test_the_landing_page_of_history_shows_the_lineage_and_both_figures(client: Client) -> None:
    load_history(actor=SYSTEM, now=NOW)
    page = client.get("/").content.decode()
    for words in ("What happened to the question?", "up to 90%", "45%", "decisions", "Read a real one"):
        assert words in page
    assert [page.count(f'href="/questions/{code}/"') >= 1 for code in (
        "2019-net-zero", "2020-decarbonisation-fund", "2021-carbon-advisory-service",
    )] == [True, True, True]  # fmt: skip
