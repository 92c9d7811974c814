"""The deadline rules of a council, seen and changed at its desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, time

import pytest
import time_machine

from bridgework.apps.calendar.models import DeadlineRule, Governance
from tests.cast import NOW, Cast, make_cast
from tests.web.committee.test_papers import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_march() -> Iterator[None]:
    with time_machine.travel(NOW):
        yield


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def at(cast: Cast, rest: str = "rules/") -> str:
    return f"/desk/calendar/{cast.programme.public_id}/{rest}"


def test_each_rule_says_where_it_comes_from_and_that_nobody_checked_it(cast: Cast) -> None:
    page = signed_in(cast, "lead").get(at(cast)).content.decode()
    assert "5 clear days (working days)" in page
    assert "From Local Government Act 1972, sections 100A and 100B" in page
    assert "not yet checked by the council&#x27;s own officers" in page
    assert "Nobody has said how the council decides." in page


def test_saying_how_the_council_decides_brings_the_rules_of_executives(cast: Cast) -> None:
    lead = signed_in(cast, "lead")
    given = {"model": "leader", "council": "principal", "nation": "england", "source": "constitution, article 4"}
    assert lead.post(at(cast, "governance/"), given).status_code == 302
    page = lead.get(at(cast)).content.decode()
    assert (Governance.objects.get().model, "28 clear days (calendar days)" in page) == ("leader", True)


def test_a_rule_of_one_committee_is_entered_shown_and_ended(cast: Cast) -> None:
    lead = signed_in(cast, "lead")
    given = {
        "applies": "on",
        "body": cast.body.public_id,
        "number": "3",
        "at": "12:00",
        "starts_on": "2026-01-01",
        "source": "constitution, part 4",
        "checked_by": "monitoring officer",
        "checked_on": "2026-02-01",
    }
    answer = lead.post(at(cast, "rules/call-in/"), given)
    assert answer["Location"] == f"{at(cast)}?body={cast.body.public_id}"
    rule = DeadlineRule.objects.get()
    assert (rule.number, rule.at, rule.body) == (3, time(12), cast.body)
    page = lead.get(answer["Location"]).content.decode()
    assert "3 working days, until 12:00 on the last" in page
    assert "checked by monitoring officer on Sun 1 February 2026" in page
    lead.post(at(cast, f"rules/{rule.public_id}/end/"), {"last_day": "2026-02-28"})
    rule.refresh_from_db()
    assert rule.ends_on == date(2026, 2, 28)
    assert "3 working days" not in lead.get(answer["Location"]).content.decode()


def test_who_does_not_run_the_programme_reads_the_rules_and_changes_none(cast: Cast) -> None:
    sponsor = signed_in(cast, "sponsor")
    assert sponsor.get(at(cast)).status_code == 200
    assert sponsor.post(at(cast, "rules/call-in/"), {}).status_code == 403
    assert signed_in(cast, "outsider").get(at(cast)).status_code == 404


def test_there_is_no_other_rule(cast: Cast) -> None:
    assert signed_in(cast, "lead").get(at(cast, "rules/moonlight/")).status_code == 404


@pytest.mark.parametrize("more", [0, 3])
def test_the_rules_are_read_in_a_fixed_number_of_queries(
    cast: Cast, more: int, django_assert_num_queries: Callable[..., object]
) -> None:
    for number in range(more):
        DeadlineRule.objects.create(
            created_at=NOW,
            organisation=cast.council,
            key="meeting-notice",
            number=number + 5,
            starts_on=date(2026, 1, 1 + number),
            source="constitution",
            checked_by="monitoring officer",
            checked_on=date(2026, 1, 1),
        )
    lead = signed_in(cast, "lead")
    lead.get("/desk/")
    with django_assert_num_queries(12):  # type: ignore[attr-defined]
        lead.get(at(cast))
