"""The pages of planning teams in a real browser, from the draft to what is public of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from bridgework.apps.applications.actions.applying import withdraw_application
from bridgework.apps.teams import actions
from bridgework.apps.teams.models import FormationRun
from bridgework.apps.teams.queries import forming
from bridgework.core.formation.allocations import read_allocation
from tests.apps.teams import formed
from tests.browser import PageChecks
from tests.cast import NOW, Cast, make_cast
from tests.web.desk.test_rounds_browser import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def test_every_page_of_planning_can_be_read_by_all(page: Page, site: str, cast: Cast, page_checks: PageChecks) -> None:
    call, who = formed.call_with_applicants(cast, 7), cast.actor("coordinator")
    sign_in(page.context, cast, site, "coordinator")
    draft = actions.begin_run(actor=who, now=NOW, call=call)
    actions.keep_rules(actor=who, now=NOW, call=call, name="Few teams", rules={"team_size": [3, 6], "max_teams": 1})
    _look(page, site, page_checks, reverse("desk:teams-plan", args=[call.public_id]))
    _look(page, site, page_checks, reverse("desk:formation-rules-new", args=[call.public_id]))
    _look(page, site, page_checks, reverse("desk:formation-rules-compare", args=[call.public_id]))
    for name in ("formation", "formation-freeze", "formation-relax"):
        _look(page, site, page_checks, reverse(f"desk:{name}", args=[draft.public_id]))
    run = formed.binding(cast, call)
    _look(page, site, page_checks, reverse("desk:formation", args=[run.public_id]))
    who_moves, here = next(iter(read_allocation(run.teams_now).question_of.items()))
    for what in (f"leaves&applicant={who_moves}", f"added&title=Trees&like={here}", "size&fewest=2&most=4"):
        _look(page, site, page_checks, f"{reverse('desk:formation-what-if', args=[run.public_id])}?what={what}")
        assert page.get_by_role("heading", name="What if", exact=True).count() == 1
        assert page.get_by_text("Side by side").count() == 1
    move = f"{reverse('desk:formation-move', args=[run.public_id])}?applicant={who_moves}&question="
    _look(page, site, page_checks, move)
    _look(page, site, page_checks, reverse("desk:formation-publish", args=[run.public_id]))
    run = formed.after_jobs(actions.publish_run(actor=who, now=formed.LATER, run=run))
    _look(page, site, page_checks, reverse("desk:formation", args=[run.public_id]))
    page.context.clear_cookies()
    seat = run.formation_applicants.select_related("run").get(pseudonym=who_moves)
    for address in (
        reverse("public:formation-runs"),
        reverse("public:formation", args=[run.public_id]),
        reverse("public:formation-why", args=[forming.why_token(seat)]),
    ):
        _look(page, site, page_checks, address)
    assert page.get_by_text("You are in the team on").count() == 1


def test_a_person_is_dragged_to_a_team_and_the_price_opens_first(page: Page, site: str, cast: Cast) -> None:
    run = formed.binding(cast, formed.call_with_applicants(cast, 7))
    sign_in(page.context, cast, site, "coordinator")
    page.goto(site + reverse("desk:formation", args=[run.public_id]))
    person, team = page.locator("[data-bw-person]").first, page.locator("[data-bw-team]").last
    person.drag_to(team)
    page.get_by_role("heading", name="What this move costs").wait_for()
    assert run.formation_moves.count() == 0


@pytest.mark.django_db
def test_a_repair_says_whom_it_moves(cast: Cast) -> None:
    run, who = formed.binding(cast, formed.call_with_applicants(cast, 7)), cast.actor("coordinator")
    small = min(run.teams_now["teams"], key=lambda one: len(one["members"]))
    seats = [run.formation_applicants.get(pseudonym=one) for one in small["members"]]
    withdraw_application(actor=who, now=formed.LATER, application=seats[0].application)
    repaired = formed.after_jobs(actions.repair_run(actor=who, now=formed.LATER, run=run))
    client = Client()
    client.force_login(cast.account("coordinator"))
    page = client.get(reverse("desk:formation", args=[repaired.public_id]))
    before, now = read_allocation(run.teams_now).question_of, read_allocation(repaired.teams_now).question_of
    moved = {one for one in before if one != seats[0].pseudonym and before[one] != now.get(one)}
    names = {one.person.name for one in repaired.formation_applicants.filter(pseudonym__in=moved)}
    assert {name for name, _before, _now in page.context["moved"]} == names
    assert (
        len(names) == repaired.allocation["stages"][0]["value"],
        "Moved by the repair" in page.content.decode(),
    ) == (
        True,
        True,
    )


@pytest.mark.django_db
def test_each_of_two_rule_sets_is_compared_by_its_own_rules(cast: Cast) -> None:
    call, who = formed.call_with_applicants(cast, 7), cast.actor("coordinator")
    many, few = (
        actions.keep_rules(actor=who, now=NOW, call=call, name=name, rules={"team_size": [3, 4], **limit})
        for name, limit in (("Any number", {}), ("One team", {"max_teams": 1}))
    )
    client, teams = Client(), []
    client.force_login(cast.account("coordinator"))
    for first, second in ((many, few), (few, many)):
        address = reverse("desk:formation-rules-compare", args=[call.public_id])
        page = client.get(f"{address}?a={first.public_id}&b={second.public_id}")
        teams += [row[1:] for row in page.context["rows"] if row[0] == "Teams"]
    assert teams == [(2, 1), (1, 2)]


@pytest.mark.django_db
def test_others_programme_s_staff_and_strangers_see_no_plan(cast: Cast) -> None:
    run = formed.frozen(cast, formed.call_with_applicants(cast, 6))
    other = make_cast("elsewhere")
    names = ("formation", "formation-input", "formation-what-if", "formation-relax", "formation-freeze")
    for who in (other.account("coordinator"), cast.account("researcher")):
        client = Client()
        client.force_login(who)
        found = {client.get(reverse(f"desk:{name}", args=[run.public_id])).status_code for name in names}
        assert found <= {403, 404}
    public = Client().get(reverse("public:formation", args=[run.public_id])).content.decode()
    kept = FormationRun.objects.get(pk=run.pk)
    assert (kept.input_sha256 in public, kept.seed_commitment in public) == (True, True)
    assert [one.pseudonym for one in kept.formation_applicants.all() if one.pseudonym in public] == []


def _look(page: Page, site: str, page_checks: PageChecks, address: str) -> None:
    answer = page.goto(site + address)
    assert answer is not None
    assert answer.status == 200, address
    page_checks(page)
    folder = os.environ.get("BW_SHOTS")
    if folder:
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            name = address.split("?")[-1][:30].replace("/", "_").replace("=", "_")
            page.screenshot(path=str(Path(folder) / f"{name}-{width}.png"), full_page=True)
