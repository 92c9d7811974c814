"""Pages of reviewing: as many queries for three applications as for one, and what each lets one do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bridgework.apps.applications.actions import assigning, reviewing
from bridgework.apps.applications.models import Call, Review
from tests.apps.applications.stage import call_of, sent
from tests.cast import NOW, Cast, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_march() -> Iterator[None]:
    with time_machine.travel(NOW):
        yield


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def signed_in(cast: Cast, key: str) -> Client:
    client = Client()
    client.force_login(cast.account(key), backend="django.contrib.auth.backends.ModelBackend")
    return client


def apply_and_read(cast: Cast, call: Call, name: str) -> None:
    """One application with a card that waits and another that is read."""
    for number, opens in enumerate((False, True)):
        application = sent(call, f"{name} {number}", f"{name}{number}@example.org")
        review = assigning.assign_reviewer(
            actor=cast.actor("coordinator"), now=NOW, application=application, reviewer=cast.person("reviewer")
        )
        if opens:
            actor = cast.actor("reviewer")
            reviewing.declare(actor=actor, now=NOW, review=review, conflict=False)
            scores = {call.criteria.get().pk: 4}
            reviewing.give_review(actor=actor, now=NOW, review=review, scores=scores, comment="Clear.")


def test_pages_ask_as_often_for_three_as_for_one(cast: Cast) -> None:
    call = call_of(cast)
    desk = f"/desk/calls/{call.public_id}/"
    pages = {
        "reviewer": ["/desk/reviews/", "/desk/reviews/declare/", "/desk/reviews/?as=csv"],
        "coordinator": [f"{desk}reviews/", f"{desk}assignment/", f"{desk}reviews/?as=csv", f"{desk}shape/",
                        f"/desk/programmes/{cast.programme.public_id}/vocabulary/"],
    }  # fmt: skip

    def counted() -> dict[str, int]:
        found = {}
        for who, addresses in pages.items():
            client = signed_in(cast, who)
            client.get(addresses[0])
            for address in addresses:
                with CaptureQueriesContext(connection) as asked:
                    assert client.get(address).status_code == 200
                found[address] = len(asked)
        return found

    apply_and_read(cast, call, "wen")
    one = counted()
    for name in ("ola", "kit"):
        apply_and_read(cast, call, name)
    assert counted() == one
    assert max(one.values()) <= 22


def test_a_draft_is_kept_and_then_given_by_the_screen(cast: Cast) -> None:
    call = call_of(cast)
    review = assigning.assign_reviewer(
        actor=cast.actor("coordinator"), now=NOW, application=sent(call), reviewer=cast.person("reviewer")
    )
    client = signed_in(cast, "reviewer")
    client.post("/desk/reviews/declare/", {f"card_{review.card}": "no"})
    address, score = f"/desk/reviews/{review.public_id}/", f"score_{call.criteria.get().pk}"
    client.post(address, {"private_note": "Ask about maps.", "also": "yes"})
    assert "Score “Overall”" in client.post(address, {"comment": "Clear."}).content.decode()
    client.post(address, {score: "5", "comment": "Clear.", "private_note": "Ask about maps."})
    kept = Review.objects.get()
    assert (kept.state, float(kept.score or 0), kept.private_note) == ("given", 100.0, "Ask about maps.")
    client.post(f"{address}message/", {"text": "Shall we talk?"})
    page = signed_in(cast, "coordinator").get(f"/desk/applications/{review.application.public_id}/").content.decode()
    assert ("Shall we talk?" in page, "Ask about maps." in page) == (True, False)
