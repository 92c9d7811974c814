from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from bridgework.apps.people import actions, queries
from bridgework.apps.people.importing import import_people, read_people
from bridgework.apps.people.models import Account, Consent, Organisation, OrganisationName, Person
from bridgework.kernel.errors import InvalidInput, NotPermitted
from bridgework.kernel.models import AuditEntry
from bridgework.kernel.permissions import SYSTEM
from tests.cast import NOW, Cast, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def register(cast: Cast, **values: Any) -> Person:
    given: dict[str, Any] = {"name": "Noor Haddad", "scope": cast.programme.scope, **values}
    return actions.register_person(actor=cast.actor("coordinator"), now=NOW, **given)


def test_a_registered_person_is_seen_and_audited_without_personal_text(cast: Cast) -> None:
    person = register(cast, email=" Noor@Example.org ")
    assert (person.email, person.scope) == ("noor@example.org", cast.programme.public_id)
    assert queries.person_seen_by(cast.actor("lead"), person.public_id) == person
    entry = AuditEntry.objects.get(record_public_id=person.public_id)
    assert (entry.verb, entry.fields) == ("registered", ["name", "email"])


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": "   "}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"email": "no address"}, "email"),
        ({"email": "RUTH.OKAFOR@example.org"}, "email"),
    ],
)
def test_what_cannot_be_registered(cast: Cast, values: dict[str, str], field: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        register(cast, **values)
    assert refusal.value.field == field


def test_a_sponsor_registers_nobody(cast: Cast) -> None:
    with pytest.raises(NotPermitted):
        actions.register_person(actor=cast.actor("sponsor"), now=NOW, name="Noor", scope=cast.programme.scope)


def test_people_change_their_own_and_not_each_others(cast: Cast) -> None:
    values = {
        "name": "Leo Finch",
        "email": "leo.finch@example.org",
        "phone": "01632 960 001",
        "how_to_reach": "letters",
    }
    leo = cast.person("outsider")
    changed = actions.change_person(actor=cast.actor("outsider"), now=NOW, person=leo, **values)
    assert (changed.phone, changed.how_to_reach) == ("01632 960 001", "letters")
    with pytest.raises(NotPermitted):
        actions.change_person(actor=cast.actor("researcher"), now=NOW, person=leo, **values)


def test_an_organisation_keeps_its_names(cast: Cast) -> None:
    made = actions.register_organisation(
        actor=cast.actor("lead"),
        now=NOW,
        name="Fen Care Trust",
        kind="community",
        scope=cast.programme.scope,
        named_since=date(2010, 1, 1),
    )
    actions.rename_organisation(
        actor=cast.actor("lead"), now=NOW, organisation=made, name="Fenland Care", from_day=date(2020, 5, 1)
    )
    names = OrganisationName.objects.filter(organisation=made).values_list("name", "starts_on", "ends_on")
    assert list(names) == [
        ("Fen Care Trust", date(2010, 1, 1), date(2020, 4, 30)),
        ("Fenland Care", date(2020, 5, 1), None),
    ]
    assert queries.name_of_organisation(made, date(2015, 1, 1)) == "Fen Care Trust"
    assert queries.name_of_organisation(made) == "Fenland Care"
    with pytest.raises(InvalidInput):
        actions.rename_organisation(
            actor=cast.actor("lead"), now=NOW, organisation=made, name="Older", from_day=date(2020, 1, 1)
        )


def test_no_organisation_succeeds_itself(cast: Cast) -> None:
    one, two = Organisation.objects.create(kind="other", scope=cast.programme.scope, created_at=NOW), cast.council
    Organisation.objects.filter(pk=two.pk).update(scope=cast.programme.scope)
    two.refresh_from_db()
    actions.close_organisation(actor=cast.actor("lead"), now=NOW, organisation=two, on=date(2026, 4, 1), successor=one)
    with pytest.raises(InvalidInput):
        actions.close_organisation(
            actor=cast.actor("lead"), now=NOW, organisation=one, on=date(2026, 4, 1), successor=two
        )


def test_consent_is_taken_back_and_stays_known(cast: Cast) -> None:
    leo = cast.person("outsider")
    first = actions.record_consent(actor=cast.actor("outsider"), now=NOW, person=leo, purpose="named in the report")
    again = actions.record_consent(actor=cast.actor("outsider"), now=NOW, person=leo, purpose="named in the report")
    actions.withdraw_consent(actor=cast.actor("outsider"), now=NOW + timedelta(days=1), consent=first)
    assert first == again
    assert [(one.given_at, one.withdrawn_at) for one in Consent.objects.all()] == [(NOW, NOW + timedelta(days=1))]


def test_an_account_needs_an_address_and_is_opened_once(cast: Cast) -> None:
    nobody = register(cast, name="No Address")
    with pytest.raises(InvalidInput):
        actions.open_account(actor=cast.actor("lead"), now=NOW, person=nobody)
    person = register(cast, email="noor@example.org")
    first = actions.open_account(actor=cast.actor("lead"), now=NOW, person=person)
    assert actions.open_account(actor=cast.actor("lead"), now=NOW, person=person) == first
    actions.close_account(actor=cast.actor("lead"), now=NOW, person=person)
    assert not Account.objects.get(pk=first.pk).is_active


def test_subject_data_holds_everything_but_secrets(cast: Cast) -> None:
    cast.account("researcher").set_password("not in it")
    found = queries.subject_data(cast.person("researcher"))
    assert set(found) == {"people.person", "people.account", "people.roleholding", "teams.teammember"}
    assert found["people.person"][0]["name"] == "Ana Ribeiro"
    assert "not in it" not in str(found)


def test_a_dry_run_names_what_is_wrong_by_line(cast: Cast) -> None:
    text = (
        "Name,Email,Organisation\n"
        "Noor Haddad,noor@example.org,fenmarch county council\n"
        ",x@example.org,\n"
        "\n"
        "Twice,noor@example.org,\n"
        "Known,ruth.okafor@example.org,\n"
        "Strange,,Nowhere Ltd\n"
        "Long,,,more\n"
    )
    lines = read_people(text, scope=cast.programme.scope)
    assert [(line.number, line.problems) for line in lines] == [
        (2, ()),
        (3, ("A name is needed.",)),
        (5, ("The address is on line 2 too.",)),
        (6, ("Somebody is already registered with this address.",)),
        (7, ("No organisation is registered as “Nowhere Ltd”.",)),
        (8, ("It has 1 more cells than there are columns.",)),
    ]
    before = Person.objects.count()
    outcome = import_people(actor=cast.actor("coordinator"), now=NOW, scope=cast.programme.scope, lines=lines)
    assert (outcome.registered, outcome.left_out, Person.objects.count() - before) == (1, 5, 1)
    noor = Person.objects.get(email="noor@example.org")
    assert [one.organisation for one in noor.affiliations.all()] == [cast.council]


@pytest.mark.parametrize("text", ["", "email\nx@example.org", "name,shoe size\nA,4", "name,name\nA,B", 'name\n"open'])
def test_a_file_that_is_not_a_list_of_people(cast: Cast, text: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        read_people(text, scope=cast.programme.scope)
    assert refusal.value.field == "file"


def test_only_people_with_a_part_can_be_chosen_as_owners_and_supporters(cast: Cast) -> None:
    lead, scope = cast.actor("lead"), cast.programme.scope
    came = actions.register_person(actor=SYSTEM, now=NOW, name="Applied once", scope=scope)
    works = actions.register_person(actor=SYSTEM, now=NOW, name="Works there", scope=scope)
    entered = actions.register_person(actor=lead, now=NOW, name="Registered by staff", scope=scope)
    actions.record_affiliation(actor=lead, now=NOW, person=works, organisation=cast.council)
    chosen = queries.with_a_part(queries.people_seen_by(lead))
    assert came not in chosen
    assert {works, entered, cast.person("officer")} <= set(chosen)
