"""The real programme in the library: its nineteen questions, the dates that are known, lineage, and what is unknown."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from bridgework.apps.library.models import CatalogueEntry, Deposit
from bridgework.apps.questions.models import Challenge
from bridgework.apps.reports.models import Report
from bridgework.demo.history import load_history
from bridgework.kernel.permissions import SYSTEM
from tests.cast import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _history(db: None) -> None:
    load_history(actor=SYSTEM, now=NOW)


def test_all_nineteen_stand_in_the_library_with_or_without_their_report(client: Client) -> None:
    asked = Challenge.objects.filter(type__key="policy-challenges")
    assert asked.count() == 19
    page = client.get("/library/").content.decode()
    shown = set(re.findall(r'href="/questions/([a-z0-9-]+)/"', page))
    assert set(asked.values_list("code", flat=True)) <= shown
    reported, missing = page.split("Asked, and no report found")
    assert (
        len(set(re.findall(r'href="/questions/([a-z0-9-]+)/"', missing)))
        == 22 - Report.objects.filter(parent=None).count()
    )
    assert reported.count("Its text is not here") == Report.objects.filter(parent=None).count()


def test_the_day_of_the_upload_is_never_the_day_of_issue(client: Client) -> None:
    models = Report.objects.get(challenge__code="2017-new-models", parent=None)
    assert (models.dated, models.deposit.uploaded_on) == ("", "2021-05-20")
    page = client.get("/library/").content.decode()
    entry = page[page.index("New Models for Transformation") :]
    told = re.sub(r"<[^>]+>", "", entry[: entry.index("With")])
    assert "Put on a portal: Thu 20 May 2021. We could not find its day of issue or its licence." in " ".join(
        told.split()
    )
    assert models.sub_reports.count() == 6
    assert "licence" in models.deposit.lacks
    assert Deposit.objects.get(report__challenge__code="2020-care-leavers").presented_on == "2022-05-17"


def test_dates_known_to_the_month_stay_so(client: Client) -> None:
    known = dict(Report.objects.exclude(dated="").values_list("challenge__code", "dated"))
    assert known == {"2017-deprivation": "2017-11", "2019-net-zero": "2019-10"}
    net_zero = Report.objects.get(challenge__code="2019-net-zero", parent=None)
    told = client.get(f"/r/{net_zero.public_id}/datacite.json").json()
    assert {"date": "2019-10", "dateType": "Issued"} in told["dates"]


def test_the_decarbonisation_questions_and_their_two_figures_stand_in_one_picture(client: Client) -> None:
    pages = {}
    for code in ("2019-net-zero", "2020-decarbonisation-fund", "2021-carbon-advisory-service"):
        picture = client.get(f"/questions/{code}/lineage.svg").content.decode()
        pages[code] = re.sub(r"<circle[^>]*>", "", picture)
        for words in ("Net zero: what to do today", "A decarbonisation fund", "up to 90%", "45%", "≠"):
            assert words in picture
        page = client.get(f"/questions/{code}/lineage/").content.decode()
        assert page.count("Two figures stand against each other") == 1
        # Both links were read into the titles by us, and that is said.
        assert page.count("As we read it") >= 2
    assert len(set(pages.values())) == 1


def test_a_question_that_stands_alone_has_no_picture(client: Client) -> None:
    assert client.get("/questions/2018-rurality/lineage/").status_code == 404


def test_everything_public_of_the_history_is_catalogued() -> None:
    kinds = dict.fromkeys(CatalogueEntry.objects.filter(is_deleted=False).values_list("kind", flat=True), 0)
    for kind in CatalogueEntry.objects.values_list("kind", flat=True):
        kinds[kind] += 1
    assert (kinds["thread"], kinds["report"], kinds["recommendation"]) == (22, Report.objects.count(), 5)
    assert kinds["sources"] > 0
