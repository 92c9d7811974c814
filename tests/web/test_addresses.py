"""Sign-in is needed unless a view is marked as open; the list says which are."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from tests.web.addresses import addresses, without_parameters

EXPECTED = Path(__file__).parent / "addresses.txt"


def test_every_address_is_as_written_down() -> None:
    assert addresses() == EXPECTED.read_text().splitlines(), (
        "An address is new, gone, or opened. If that was meant: python -m tests.web.addresses > tests/web/addresses.txt"
    )


@pytest.mark.django_db
@pytest.mark.parametrize("path", [path for path, needed in without_parameters() if needed])
def test_a_visitor_is_sent_to_sign_in(client: Client, path: str) -> None:
    for response in (client.get(path), client.post(path, {"text": "kept"})):
        assert response.status_code in (302, 405)
        if response.status_code == 302:
            assert response["Location"].startswith("/accounts/login/")
