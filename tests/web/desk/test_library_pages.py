"""The library's desk: what staff see, change, close, open and take in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from bridgework.apps.library.models import CatalogueEntry, Deposit
from bridgework.apps.reports.models import Report
from bridgework.kernel import search
from tests.cast import NOW, Cast, make_cast, make_report

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
PAGE = """Primary tabs

2017 Policy Challenge- Ways of working

Summary Three people looked at ways of working.

Additional Information

filesize1.72 MB
timestampMay 20, 2021"""


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def report(cast: Cast) -> Report:
    made, recommendations = make_report(cast)
    for one in (cast.challenge, made, *recommendations):
        search.refresh(one)
    return made


def signed_in(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast.account(who), backend=BACKEND)
    return client


def test_staff_change_close_and_open(cast: Cast, report: Report) -> None:
    client, here = signed_in(cast, "coordinator"), f"/desk/library/{report.public_id}/"
    assert "not known" in client.get(here).content.decode()
    client.post(f"{here}change/", {"issued": "November 2017", "uploaded": "20 May 2021", "keywords": "a, b"})
    page = client.get(here).content.decode()
    assert ("November 2017" in page, "Thu 20 May 2021" in page) == (True, True)
    day = NOW + timedelta(days=4_000)
    sent = {
        "until_0": day.day,
        "until_1": day.month,
        "until_2": day.year,
        "until": day.date().isoformat(),
        "reason": "x",
    }
    assert client.post(f"{here}close/", sent).status_code == 302
    report.refresh_from_db()
    assert (report.state, CatalogueEntry.objects.get(public_id=report.public_id).is_deleted) == ("embargoed", True)
    assert Client().get(f"/r/{report.public_id}/").content.decode().count("Not before") == 1
    client.post(f"{here}open/")
    report.refresh_from_db()
    assert (report.state, Deposit.objects.get().embargo_until) == ("published", None)


def test_a_portals_entry_is_taken_in_with_what_it_lacks(cast: Cast) -> None:
    client = signed_in(cast, "lead")
    sent = {"question": cast.challenge.public_id, "pasted": PAGE}
    assert client.post("/desk/library/take-in/", sent).status_code == 302
    taken = Report.objects.get(title__startswith="2017")
    assert (taken.state, taken.dated, taken.deposit.uploaded_on) == ("final", "", "2021-05-20")
    page = client.get(f"/desk/library/{taken.public_id}/").content.decode()
    assert ("a licence" in page, "the question it answers" in page) == (True, False)
    again = client.post("/desk/library/take-in/", sent)
    assert "has a report of this title already" in again.content.decode()
    bad = client.post("/desk/library/take-in/", sent | {"pasted": "{"})
    assert "begins like JSON" in bad.content.decode()


@pytest.mark.parametrize(("who", "status"), [("sponsor", 200), ("researcher", 404), ("outsider", 404)])
def test_who_reads_it(cast: Cast, report: Report, who: str, status: int) -> None:
    client = signed_in(cast, who)
    assert client.get(f"/desk/library/{report.public_id}/").status_code == status
    assert client.post(f"/desk/library/{report.public_id}/open/").status_code in (403, 404)
