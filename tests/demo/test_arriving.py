"""Being somebody else: on a page that opens for them one stays; else one comes to their work."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.cast import make_cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("wanted", "comes_to"),
    [
        ("/questions/", "/questions/"),
        ("/", "/desk/"),
        ("/l/a-link-of-somebody/", "/desk/"),
        ("/demo/mailbox/", "/desk/"),
        ("/accounts/login/", "/desk/"),
        ("/accounts/login/?next=/questions/", "/questions/"),
        ("/accounts/login/?next=//elsewhere.example/", "/desk/"),
        ("/desk/people/", "/desk/"),
    ],
)
def test_whoever_is_chosen_comes_to_a_page_that_opens(client: Client, wanted: str, comes_to: str) -> None:
    person = make_cast().people["researcher"]
    person.is_invented = True
    person.save()
    answer = client.post("/demo/as/choose/", {"person": person.public_id, "next": wanted}, follow=True)
    assert (answer.status_code, answer.request["PATH_INFO"]) == (200, comes_to)


def test_a_refusal_later_is_a_refusal(client: Client) -> None:
    person = make_cast().people["researcher"]
    person.is_invented = True
    person.save()
    client.post("/demo/as/choose/", {"person": person.public_id, "next": "/questions/"}, follow=True)
    assert client.get("/desk/people/").status_code == 403
