"""Work that was given up: the lead of a programme sees it and lets it run again."""

from __future__ import annotations

import pytest
from django.test import Client

from bridgework.kernel.models import Job
from tests.cast import NOW, Cast, make_cast

pytestmark = pytest.mark.django_db


def signed_in(cast: Cast, key: str) -> Client:
    client = Client()
    client.force_login(cast.account(key), backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_lead_sees_it_and_lets_it_run_again() -> None:
    cast = make_cast()
    job = Job.objects.create(
        kind="messages.deliver", run_at=NOW, state=Job.FAILED, attempts=6, last_error="refused", finished_at=NOW
    )
    lead = signed_in(cast, "lead")
    assert "Look at work that the program gave up (1)" in lead.get("/desk/").content.decode()
    page = lead.get("/desk/machine/").content.decode()
    assert ("Sending a message" in page, "refused" in page) == (True, True)
    lead.post(f"/desk/machine/{job.pk}/again/")
    job.refresh_from_db()
    assert (job.state, job.attempts) == (Job.WAITING, 0)
    assert lead.post(f"/desk/machine/{job.pk}/again/").status_code == 409


def test_nobody_else_does() -> None:
    cast = make_cast()
    assert [signed_in(cast, key).get("/desk/machine/").status_code for key in ("coordinator", "clerk")] == [403, 403]
