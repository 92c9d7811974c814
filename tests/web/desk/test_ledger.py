"""Writing the ledger from the desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
import time_machine
from django.test import Client

from bridgework.apps.impact import actions
from bridgework.apps.impact.models import Action, LedgerRow
from bridgework.apps.reports.models import Recommendation
from tests.cast import NOW, Cast, make_cast, make_report

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_march() -> Iterator[None]:
    with time_machine.travel(NOW):
        yield


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def recommendation(cast: Cast) -> Recommendation:
    return make_report(cast, 2)[1][0]


def signed_in(cast: Cast, key: str) -> Client:
    client = Client()
    client.force_login(cast.account(key), backend="django.contrib.auth.backends.ModelBackend")
    return client


def post(client: Client, path: str, **values: object) -> int:
    return client.post(f"/desk/{path}/", values).status_code


def test_the_four_facts_are_written_one_by_one(cast: Cast, recommendation: Recommendation) -> None:
    lead, at = signed_in(cast, "lead"), f"ledger/{recommendation.public_id}"
    assert (
        post(lead, f"{at}/reply", outcome="agreed", replied_by_role="the bus company", decided_on="2026-02-20") == 302
    )
    assert post(
        lead,
        f"{at}/action",
        text="Run a trial.",
        recommendations=[recommendation.pk],
        owner_role="Head of Transport",
        deliverer="partner",
        due_on="2026-06-01",
    )
    assert post(lead, f"{at}/report", progress="done", text="It ran for six weeks.") == 302
    check = {"result": "partly", "progress": "under_way", "text": "Ran for two weeks.", "by_role": "programme lead"}
    assert post(lead, f"{at}/check", evidence_kind="independent", **check) == 302
    assert post(lead, f"{at}/change", kind="none_found", text="No more riders.", stated_by="the programme lead") == 302
    row = LedgerRow.objects.get(recommendation=recommendation)
    assert (row.decision, row.reported, row.checked, row.observed) == ("agreed", "done", "partly", "none_found")
    page = lead.get(f"/desk/{at}/").content.decode()
    assert "Reported as done" in page
    assert Action.objects.get().due_on == date(2026, 6, 1)


def test_whoever_found_something_says_whose_evidence_it_is(cast: Cast, recommendation: Recommendation) -> None:
    lead, at = signed_in(cast, "lead"), f"/desk/ledger/{recommendation.public_id}/check/"
    shown = lead.get(at).context["form"]["evidence_kind"]
    assert not shown.is_optional
    check = {"result": "agrees", "progress": "done", "text": "It runs.", "by_role": "programme lead"}
    refused = lead.post(at, check).context["form"]
    assert list(refused.errors) == ["evidence_kind"]
    assert lead.post(at, check | {"result": "could_not_tell"}).status_code == 302


def test_closing_and_reopening_say_why(cast: Cast, recommendation: Recommendation) -> None:
    lead, at = signed_in(cast, "lead"), f"ledger/{recommendation.public_id}"
    assert post(lead, f"{at}/close", event="close_not_done") == 200
    assert post(lead, f"{at}/close", event="close_not_done", reason="The money went elsewhere.") == 302
    recommendation.refresh_from_db()
    assert recommendation.state == "closed_not_done"
    assert post(lead, f"{at}/reopen", reason="New money.") == 302
    recommendation.refresh_from_db()
    assert recommendation.state == "open"


def test_an_owner_reports_and_is_told_who_closes(cast: Cast, recommendation: Recommendation) -> None:
    action = actions.open_action(
        actor=cast.actor("lead"),
        now=NOW,
        challenge=cast.challenge,
        recommendations=[recommendation],
        text="Run a trial.",
        owner=cast.person("officer"),
        owner_role="Head of Transport",
    )
    officer = signed_in(cast, "officer")
    assert post(officer, f"actions/{action.public_id}/report", progress="under_way", text="Hiring.") == 302
    assert "The programme closes an action" in officer.get(f"/desk/actions/{action.public_id}/").content.decode()
    assert post(officer, f"actions/{action.public_id}/close", event="close_done", reason="Done.") == 403


@pytest.mark.parametrize("key", ["outsider", "reviewer"])
def test_strangers_find_nothing(cast: Cast, recommendation: Recommendation, key: str) -> None:
    assert signed_in(cast, key).get(f"/desk/ledger/{recommendation.public_id}/").status_code == 404


@pytest.mark.parametrize("entries", [1, 3])
def test_a_recommendation_is_read_in_a_fixed_number_of_queries(
    cast: Cast, recommendation: Recommendation, entries: int, django_assert_num_queries: Callable[..., object]
) -> None:
    for _ in range(entries):
        actions.report_on_recommendation(
            actor=cast.actor("lead"), now=NOW, recommendation=recommendation, reported=actions.Reported("done", "So.")
        )
    lead = signed_in(cast, "lead")
    lead.get(f"/desk/ledger/{recommendation.public_id}/")
    with django_assert_num_queries(15):  # type: ignore[attr-defined]
        lead.get(f"/desk/ledger/{recommendation.public_id}/")
