"""Dates kept apart, licences and access, reports closed until a day, and what stands where a report was."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bridgework.apps.impact import projection
from bridgework.apps.impact.models import LedgerRow
from bridgework.apps.library import actions, queries
from bridgework.apps.library.actions import Description
from bridgework.apps.library.models import CatalogueEntry, Deposit
from bridgework.apps.reports.actions import withdraw_report
from bridgework.apps.reports.models import Recommendation, Report
from bridgework.kernel import search
from bridgework.kernel.errors import InvalidInput, NotFound, NotPermitted
from bridgework.kernel.jobs import run_waiting
from tests.cast import NOW, Cast, make_cast, make_report

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
DAY = TODAY + timedelta(days=20)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def report(cast: Cast) -> Report:
    made, recommendations = make_report(cast)
    for one in (cast.challenge, made, *recommendations):
        search.refresh(one)
    projection.refresh(recommendations)
    return made


def test_four_dates_are_kept_apart_and_harvesters_hear_of_a_change(cast: Cast, report: Report) -> None:
    later = NOW + timedelta(days=1)
    told = Description(
        issued="November 2017", accepted="1/12/2017", uploaded="20 May 2021", licence="", keywords=("a",)
    )
    deposit = actions.describe_report(actor=cast.actor("coordinator"), now=later, report=report, told=told)
    report.refresh_from_db()
    kept = (report.dated, deposit.accepted_on, deposit.presented_on, deposit.uploaded_on, deposit.modified_at)
    assert kept == ("2017-11", "2017-12-01", "", "2021-05-20", later)
    assert CatalogueEntry.objects.get(public_id=report.public_id).changed_at == later


@pytest.mark.parametrize(
    ("told", "field"),
    [
        (Description(accepted="soon"), "accepted"),
        (Description(licence="javascript:alert(1)"), "licence"),
        (Description(doi="no"), "doi"),
        (Description(keywords=tuple(map(str, range(21)))), "keywords"),
    ],
)
def test_what_cannot_be_kept_is_refused_at_its_field(cast: Cast, report: Report, told: Description, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        actions.describe_report(actor=cast.actor("lead"), now=NOW, report=report, told=told)
    assert refused.value.field == field


def test_a_report_does_not_replace_itself_through_others(cast: Cast, report: Report) -> None:
    other = Report.objects.create(
        created_at=NOW, scope=report.scope, challenge=report.challenge, title="Two", state="published", state_since=NOW
    )
    lead = cast.actor("lead")
    actions.describe_report(actor=lead, now=NOW, report=report, told=Description(replaced_by=other))
    with pytest.raises(InvalidInput):
        actions.describe_report(actor=lead, now=NOW, report=other, told=Description(replaced_by=report))


def test_a_closed_report_is_nowhere_and_opens_by_itself_on_its_day(cast: Cast, report: Report) -> None:
    rows, found = LedgerRow.objects.filter(is_public=True), Recommendation.objects.filter(is_public=True)
    was = (rows.count(), found.count())
    actions.close_until(actor=cast.actor("lead"), now=NOW, report=report, until=DAY, reason="Cabinet first.")
    assert (report.state, rows.count(), found.count()) == ("embargoed", 0, 0)
    entry = CatalogueEntry.objects.get(public_id=report.public_id)
    assert entry.is_deleted
    standing = queries.standing_instead(public_id=report.public_id)
    assert standing is not None
    assert (standing.kind, standing.not_before, standing.reason) == ("embargoed", DAY, "")
    assert actions.open_due(now=NOW + timedelta(days=19)) == 0
    on_the_day = NOW + timedelta(days=20)
    assert actions.open_due(now=on_the_day) == 1
    run_waiting()
    report.refresh_from_db()
    assert (report.state, rows.count(), found.count()) == ("published", *was)
    assert not CatalogueEntry.objects.get(public_id=report.public_id).is_deleted
    assert queries.standing_instead(public_id=report.public_id) is None


@pytest.mark.parametrize("until", [TODAY, TODAY - timedelta(days=1), date(2020, 1, 1)])
def test_the_day_lies_ahead(cast: Cast, report: Report, until: date) -> None:
    with pytest.raises(InvalidInput) as refused:
        actions.close_until(actor=cast.actor("lead"), now=NOW, report=report, until=until, reason="Why")
    assert (refused.value.field, report.state) == ("until", "published")


def test_what_was_withdrawn_says_why_and_what_stands_instead(cast: Cast, report: Report) -> None:
    other = Report.objects.create(
        created_at=NOW, scope=report.scope, challenge=report.challenge, title="Two", state="published", state_since=NOW
    )
    lead = cast.actor("lead")
    actions.describe_report(actor=lead, now=NOW, report=report, told=Description(replaced_by=other))
    withdraw_report(actor=lead, now=NOW, report=report, reason="Its figures were wrong.")
    standing = queries.standing_instead(public_id=report.public_id)
    assert standing is not None
    assert standing.instead is not None
    assert (standing.kind, standing.reason, standing.by, standing.instead.title) == (
        "withdrawn", "Its figures were wrong.", cast.programme.name, "Two",
    )  # fmt: skip


def test_a_report_never_public_leaves_no_tombstone(cast: Cast, report: Report) -> None:
    CatalogueEntry.objects.all().delete()
    Report.objects.update(state="withdrawn")
    assert queries.standing_instead(public_id=report.public_id) is None


@pytest.mark.parametrize("who", ["sponsor", "researcher", "officer", "outsider"])
def test_others_do_not_describe_or_close(cast: Cast, report: Report, who: str) -> None:
    with pytest.raises(NotPermitted):
        actions.describe_report(actor=cast.actor(who), now=NOW, report=report, told=Description())
    with pytest.raises(NotPermitted):
        actions.close_until(actor=cast.actor(who), now=NOW, report=report, until=DAY, reason="Why")
    assert not Deposit.objects.exists()
    if who != "sponsor":
        with pytest.raises(NotFound):
            queries.deposit_seen_by(cast.actor(who), report.public_id)
