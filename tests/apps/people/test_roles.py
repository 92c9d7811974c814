from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from bridgework.apps.people import actions, queries
from bridgework.apps.people.models import RoleHolding
from bridgework.kernel import roles
from bridgework.kernel.errors import InvalidInput, NotPermitted, NotPossibleNow
from bridgework.kernel.models import AuditEntry
from bridgework.kernel.permissions import VISITOR, Holding
from tests.cast import NOW, Cast, make_cast

pytestmark = pytest.mark.django_db

TODAY = NOW.date()


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def test_granting_twice_leaves_one_holding(cast: Cast) -> None:
    given: dict[str, Any] = {
        "actor": cast.actor("lead"),
        "now": NOW,
        "person": cast.person("outsider"),
        "role": roles.REVIEWER,
        "scope": cast.programme.scope,
        "starts_on": TODAY,
    }
    first, second = actions.grant_role(**given), actions.grant_role(**given)
    assert first == second
    assert RoleHolding.objects.filter(person=cast.person("outsider")).count() == 1


def test_a_role_ended_now_no_longer_counts_now(cast: Cast) -> None:
    reviewer = cast.person("reviewer")
    actions.end_role(
        actor=cast.actor("lead"), now=NOW, person=reviewer, role=roles.REVIEWER, scope=cast.programme.scope
    )
    assert queries.actor_for(reviewer, NOW).holdings == ()
    assert queries.actor_for(reviewer, NOW - timedelta(days=1)).holdings == (
        Holding(roles.REVIEWER, cast.programme.scope),
    )


def test_a_role_counts_to_the_end_of_its_last_day(cast: Cast) -> None:
    reviewer = cast.person("reviewer")
    actions.end_role(
        actor=cast.actor("lead"),
        now=NOW,
        person=reviewer,
        role=roles.REVIEWER,
        scope=cast.programme.scope,
        ends_on=TODAY,
    )
    assert len(queries.actor_for(reviewer, NOW).holdings) == 1
    assert queries.actor_for(reviewer, NOW + timedelta(days=1)).holdings == ()


def test_ending_what_is_not_held_changes_nothing(cast: Cast) -> None:
    ended = actions.end_role(
        actor=cast.actor("lead"),
        now=NOW,
        person=cast.person("outsider"),
        role=roles.REVIEWER,
        scope=cast.programme.scope,
    )
    assert ended is None
    assert not AuditEntry.objects.exists()


def test_a_programme_keeps_a_lead(cast: Cast) -> None:
    holding = RoleHolding.objects.get(role=roles.PROGRAMME_LEAD)
    with pytest.raises(NotPossibleNow):
        actions.end_appointment(actor=cast.actor("lead"), now=NOW, holding=holding)
    actions.appoint(
        actor=cast.actor("lead"),
        now=NOW,
        person=cast.person("sponsor"),
        role=roles.PROGRAMME_LEAD,
        scope=cast.programme.scope,
        starts_on=TODAY,
    )
    assert actions.end_appointment(actor=cast.actor("lead"), now=NOW, holding=holding) is not None


def test_nobody_grants_a_role_to_themselves(cast: Cast) -> None:
    with pytest.raises(NotPermitted) as refusal:
        actions.appoint(
            actor=cast.actor("lead"),
            now=NOW,
            person=cast.person("lead"),
            role=roles.REVIEWER,
            scope=cast.programme.scope,
            starts_on=TODAY,
        )
    assert refusal.value.rule == "people.not-to-oneself"


@pytest.mark.parametrize(
    ("who", "role", "place", "allowed"),
    [
        ("lead", roles.COORDINATOR, "programme", True),
        ("coordinator", roles.COORDINATOR, "programme", False),
        ("coordinator", roles.MENTOR, "challenge", True),
        ("coordinator", roles.RESEARCHER, "team", True),
        ("sponsor", roles.MENTOR, "challenge", False),
        ("team_lead", roles.RESEARCHER, "team", False),
        ("clerk", roles.CHAIR, "body", True),
        ("lead", roles.CLERK, "body", True),
        ("coordinator", roles.CLERK, "body", False),
        ("chair", roles.CLERK, "body", False),
    ],
)
def test_who_grants_which_role(cast: Cast, who: str, role: str, place: str, allowed: bool) -> None:
    scope = {
        "programme": cast.programme.scope,
        "challenge": cast.challenge.scope,
        "team": cast.team.scope,
        "body": cast.body.body_scope,
    }[place]
    given: dict[str, Any] = {
        "now": NOW,
        "person": cast.person("outsider"),
        "role": role,
        "scope": scope,
        "starts_on": TODAY,
    }
    if allowed:
        assert actions.appoint(actor=cast.actor(who), **given).role == role
    else:
        with pytest.raises(NotPermitted):
            actions.appoint(actor=cast.actor(who), **given)


def test_a_committee_role_is_not_held_at_a_programme(cast: Cast) -> None:
    with pytest.raises(InvalidInput):
        actions.grant_role(
            actor=cast.actor("lead"),
            now=NOW,
            person=cast.person("outsider"),
            role=roles.CLERK,
            scope=cast.programme.scope,
            starts_on=TODAY,
        )


def test_leads_step_up_and_step_back(cast: Cast) -> None:
    researcher, team = cast.person("researcher"), cast.team.scope
    actions.step_up(actor=cast.actor("researcher"), now=NOW, person=researcher, scope=team)
    assert [one.name for one in queries.holders(roles.TEAM_LEAD, team, TODAY)] == ["Ana Ribeiro", "Yusuf Demir"]
    actions.step_back(actor=cast.actor("community"), now=NOW, person=cast.person("team_lead"), scope=team)
    assert [one.name for one in queries.holders(roles.TEAM_LEAD, team, TODAY)] == ["Ana Ribeiro"]
    with pytest.raises(InvalidInput):
        actions.step_up(actor=cast.actor("researcher"), now=NOW, person=cast.person("outsider"), scope=team)
    with pytest.raises(NotPermitted):
        actions.step_up(actor=cast.actor("outsider"), now=NOW, person=researcher, scope=team)


def test_an_actor_takes_two_queries(cast: Cast, django_assert_num_queries: object) -> None:
    account = cast.account("team_lead")
    account.refresh_from_db()
    with django_assert_num_queries(2):  # type: ignore[operator]
        actor = queries.actor_for(account, NOW)
    assert (actor.name, actor.holds(roles.TEAM_LEAD, cast.team.scope)) == ("Yusuf Demir", True)


def test_a_closed_account_acts_as_a_visitor(cast: Cast) -> None:
    account = cast.account("lead")
    account.is_active = False
    assert queries.actor_for(account, NOW) == VISITOR


def test_staff_see_the_people_of_their_programmes_only(cast: Cast) -> None:
    other = make_cast("otherside")
    seen = set(queries.people_seen_by(cast.actor("coordinator")).values_list("pk", flat=True))
    assert not seen & {person.pk for person in other.people.values()}
    assert seen == {
        person.pk for key, person in cast.people.items() if key not in ("outsider", "clerk", "clearer", "chair")
    }


def test_a_role_held_later_is_not_held_yet(cast: Cast) -> None:
    actions.grant_role(
        actor=cast.actor("lead"),
        now=NOW,
        person=cast.person("outsider"),
        role=roles.REVIEWER,
        scope=cast.programme.scope,
        starts_on=date(2026, 4, 1),
    )
    assert queries.actor_for(cast.person("outsider"), NOW).holdings == ()
