"""`bridgework setup-programme` makes what a real installation begins with."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from bridgework.apps.people.models import Account, RoleHolding
from bridgework.apps.programmes.models import Programme
from bridgework.cli.main import main
from bridgework.cli.problems import Exit
from bridgework.kernel.roles import PROGRAMME_LEAD

pytestmark = pytest.mark.django_db

COMMAND = ["setup-programme", "--lead", "Jo.Bell@example.org", "--council", "Westmere County Council"]


def test_it_makes_a_programme_a_lead_and_a_link_that_signs_in(
    capsys: pytest.CaptureFixture[str], client: Client
) -> None:
    cache.clear()
    assert main(COMMAND) == Exit.DONE
    said = capsys.readouterr().out.splitlines()
    assert said[:2] == ["Programme: Policy Challenges", "Lead:      jo.bell@example.org"]
    programme = Programme.objects.get()
    assert [(one.person.name, one.role, one.scope) for one in RoleHolding.objects.all()] == [
        ("Jo Bell", PROGRAMME_LEAD, programme.scope)
    ]
    client.post(said[-1].removeprefix("http://127.0.0.1:8000"))
    assert client.session["_auth_user_id"] == str(Account.objects.get().pk)


def test_run_again_it_only_prints_a_fresh_link(capsys: pytest.CaptureFixture[str]) -> None:
    assert [main(COMMAND), main(COMMAND)] == [Exit.DONE, Exit.DONE]
    assert (Programme.objects.count(), Account.objects.count()) == (1, 1)


def test_an_address_that_is_none_is_refused_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["setup-programme", "--lead", "nobody"]) == Exit.REFUSED
    assert capsys.readouterr().err == (
        "bridgework: “nobody” is not an email address.\n  Write one like --lead name@example.org\n"
    )
    assert not Programme.objects.exists()
