"""Teams composed by hand: invitations, limits, leaving and replacing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bridgework.apps.messages.models import Message
from bridgework.apps.people.models import Person, RoleHolding
from bridgework.apps.teams import actions, queries
from bridgework.apps.teams.models import Team, TeamMember
from bridgework.kernel.errors import NotPermitted, NotPossibleNow
from bridgework.kernel.jobs import run_waiting
from bridgework.kernel.permissions import Actor
from tests.cast import NOW, Cast, make_cast, make_challenge, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def team(cast: Cast) -> Team:
    _, challenge = make_challenge(cast.programme, cast.round, "Libraries", "2026-libraries")
    challenge.state = "open"
    challenge.save()
    return actions.start_team(actor=cast.actor("coordinator"), now=NOW, challenge=challenge)


def suggest(cast: Cast, team: Team, *names: str) -> list[TeamMember]:
    return [
        actions.suggest_member(actor=cast.actor("coordinator"), now=NOW, team=team, person=make_person(name))
        for name in names
    ]


def acting(person: Person) -> Actor:
    return Actor(person_id=person.pk, public_id=person.public_id, via="link")


def formed(cast: Cast, team: Team) -> list[TeamMember]:
    places = suggest(cast, team, "Wen Li", "Ola Berg", "Kit Shaw")
    actions.send_invitations(actor=cast.actor("coordinator"), now=NOW, team=team)
    for place in places:
        actions.accept_place(actor=acting(place.person), now=NOW, place=place)
    actions.confirm_team(actor=cast.actor("coordinator"), now=NOW, team=team)
    return places


def test_a_team_below_the_limit_is_not_invited(cast: Cast, team: Team) -> None:
    suggest(cast, team, "Wen Li", "Ola Berg")
    with pytest.raises(NotPossibleNow) as refusal:
        actions.send_invitations(actor=cast.actor("coordinator"), now=NOW, team=team)
    assert refusal.value.remedy


def test_invitations_wait_in_the_outbox_for_a_named_person(cast: Cast, team: Team) -> None:
    suggest(cast, team, "Wen Li", "Ola Berg", "Kit Shaw")
    assert actions.send_invitations(actor=cast.actor("coordinator"), now=NOW, team=team) == 3
    run_waiting()
    assert set(Message.objects.values_list("state", flat=True)) == {"waiting"}
    assert Message.objects.count() == 3


def test_accepting_grants_the_role_in_that_team_and_nobody_answers_for_another(cast: Cast, team: Team) -> None:
    place, other, _ = suggest(cast, team, "Wen Li", "Ola Berg", "Kit Shaw")
    actions.send_invitations(actor=cast.actor("coordinator"), now=NOW, team=team)
    with pytest.raises(NotPermitted):
        actions.accept_place(actor=acting(other.person), now=NOW, place=place)
    actions.accept_place(actor=acting(place.person), now=NOW, place=place)
    holding = RoleHolding.objects.get(person=place.person)
    assert (holding.role, holding.scope, holding.ends_on) == ("researcher", team.scope, None)


def test_a_team_is_confirmed_once_enough_have_accepted(cast: Cast, team: Team) -> None:
    places = suggest(cast, team, "Wen Li", "Ola Berg", "Kit Shaw")
    actions.send_invitations(actor=cast.actor("coordinator"), now=NOW, team=team)
    actions.accept_place(actor=acting(places[0].person), now=NOW, place=places[0])
    with pytest.raises(NotPossibleNow):
        actions.confirm_team(actor=cast.actor("coordinator"), now=NOW, team=team)
    for place in places[1:]:
        actions.accept_place(actor=acting(place.person), now=NOW, place=place)
    actions.confirm_team(actor=cast.actor("coordinator"), now=NOW, team=team)
    team.challenge.refresh_from_db()
    assert team.challenge.state == "team_formed"


def test_leaving_ends_the_role_and_the_place_is_filled_by_a_replacement(cast: Cast, team: Team) -> None:
    gone = formed(cast, team)[0]
    later = NOW + timedelta(days=30)
    actions.leave_team(actor=acting(gone.person), now=later, place=gone, reason="A new post abroad.")
    assert not RoleHolding.objects.filter(person=gone.person, ends_on=None).exists()
    fresh = actions.suggest_member(
        actor=cast.actor("lead"), now=later, team=team, person=make_person("Ivo Nowak"), replaces=gone
    )
    actions.send_invitations(actor=cast.actor("lead"), now=later, team=team)
    actions.accept_place(actor=acting(fresh.person), now=later, place=fresh)
    found = queries.teams(cast.actor("lead"), team.challenge).get()
    assert [(one.person.name, one.state) for one in found.team_members.all()] == [
        ("Wen Li", "left"),
        ("Ola Berg", "accepted"),
        ("Kit Shaw", "accepted"),
        ("Ivo Nowak", "accepted"),
    ]
    assert fresh.replaces == gone


def test_a_changed_contribution_wants_a_new_confirmation(cast: Cast, team: Team) -> None:
    place = formed(cast, team)[0]
    with pytest.raises(NotPossibleNow):
        actions.confirm_contribution(actor=cast.actor("lead"), now=NOW, place=place)
    actions.describe_contribution(actor=acting(place.person), now=NOW, place=place, text="Led the survey.")
    assert actions.confirm_contribution(actor=cast.actor("lead"), now=NOW, place=place).contribution_confirmed_by
    changed = actions.describe_contribution(actor=acting(place.person), now=NOW, place=place, text="Led it all.")
    assert changed.contribution_confirmed_by == ""


def test_somebody_in_another_team_of_the_round_is_objected_to(cast: Cast, team: Team) -> None:
    actions.suggest_member(actor=cast.actor("lead"), now=NOW, team=team, person=cast.person("researcher"))
    assert "Rural buses" in " ".join(one.reason for one in queries.objections(team))
